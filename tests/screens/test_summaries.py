"""What is to be mended in a form stands above it, at every door in the same way."""

from __future__ import annotations

import pytest

from tests.factories import a_comment, an_article

MISTAKES = [
    (
        "/articles/ice/comments/preview",
        {"text": "We had one."},
        "#write-name",
        "Name: Please give a name, or a pen name.",
    ),
    ("/articles/ice/comments", {"text": "Mine.", "name": "Ada"}, "", "This form was opened a while ago"),
    ("/desk/articles", {"title": ""}, "#title", "Title: An article needs a title."),
    ("/desk/articles", {"title": "Ice", "people-0-role": "boat builder"}, "#people-0-name", "Name: Give this person"),
    ("/desk/glossary", {"label": ""}, "#label", "Term: An entry needs a term."),
    ("/moderation/comments/1/decision", {}, "", "Part of the form was missing. Please decide once more."),
    ("/moderation/comments/1/decision", {"verdict": "burn"}, "", "Invalid Choice"),
    ("/account/verification", {"password": ""}, "#password", ""),
]


@pytest.mark.parametrize(("path", "typed", "target", "words"), MISTAKES)
def test_what_is_to_be_mended_has_the_focus_and_leads_to_its_field(client, sign_in, path, typed, target, words):
    a_comment(an_article(title="Ice"))
    sign_in(None if "comments/preview" in path else "admin")  # an account's own name is not typed

    page = client.post(path, data=typed, with_token=not path.endswith("comments"))

    summary = page.find(".summary[role=alert][autofocus]")
    assert page.status == 422
    assert page.texts(".summary li")[0].startswith(words)
    assert not target or summary.select_one(f"a[href='{target}']")
