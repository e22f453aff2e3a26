"""A page that was copied from somewhere, taken in: the article and the entries that stood in it."""

from __future__ import annotations

from collections.abc import Mapping

from blog.accounts.models import User
from blog.articles import writing
from blog.articles.manuscript import Manuscript
from blog.articles.models import Article
from blog.database import one_transaction
from blog.glossary import drafting
from blog.glossary.entry import Entry


def take_in(manuscript: Manuscript, entries: Mapping[str, Entry], *, by: User) -> Article:
    """A draft of the article and drafts of the entries, all of it or nothing. Raises Invalid as `writing.create` does,
    and as `drafting.add_drafts`."""
    manuscript = writing.checked(manuscript)
    drafts = drafting.checked(entries)
    article = Article(created_by=by)
    with one_transaction(writing.taken):
        drafting.add_drafts(drafts, by=by)
        writing.fill(article, manuscript, by)
    return article
