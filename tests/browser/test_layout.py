"""How conversations look where only a browser can say it: quotation marks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from blog.articles import writing
from blog.articles.manuscript import Manuscript
from blog.comments.models import CommentStatus
from blog.database import db
from tests.factories import a_comment, an_article

APPROVED = CommentStatus.APPROVED


@pytest.mark.parametrize(("language", "marks"), [("fr", '"«\u202f" "\u202f»" "“" "”"'), ("en", "auto")])
def test_the_words_before_stand_in_the_quotation_marks_of_their_language(visit, language, marks):
    article = an_article(slug="ice", language=language)
    a_comment(article, status=APPROVED, anchor=article.turns[0].anchor)
    other = replace(Manuscript.of(article), source="## How did the harbour come to have a workshop?\n\nIt did.")
    writing.revise(article, other, by=None, seen=article.revision)
    db.session.rollback()  # what has only been read must not hold a lock against the server

    page = visit().goto("/articles/ice")

    assert page.locator(".reworded q").evaluate("q => getComputedStyle(q).quotes") == marks
