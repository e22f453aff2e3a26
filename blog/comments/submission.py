"""What somebody typed under an article, and what a comment's words and name must be."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from flask_babel import lazy_gettext as _

from blog.comments.models import Comment
from blog.comments.speakers import Speaker
from blog.errors import Invalid
from blog.mail import checked_address
from blog.text.characters import has_letters, one_line, tidy


@dataclass(frozen=True, kw_only=True)
class Submission:
    source: str
    name: str = ""
    email: str = ""
    key: str = field(default_factory=Comment.new_key)  # made with the form
    anchor: str | None = None  # of the turn it speaks of
    seen_turn: str = ""  # the digest of that turn's words when the form was made
    of_rest: bool = False
    parent_id: int | None = None  # of the comment it answers
    rules_version: int | None = None  # of the house rules that stood at the form; none, when it was no form of ours

    def checked(self, by: Speaker) -> Submission:
        """As a comment of this speaker has it. Raises Invalid."""
        if not Comment.KEY.fullmatch(self.key):
            raise Invalid(_("This form is out of date; please send it once more."), "key")
        name, email = checked_name(by.name or self.name), by.email or self.email
        email = checked_address(email) if email.strip() else ""
        return replace(self, name=name, email=email, source=checked_source(self.source))


def checked_source(source: str) -> str:
    """Raises Invalid."""
    source = tidy(source).strip()
    if not has_letters(source):
        raise wordless()
    if len(source) > Comment.MAX_LENGTH:
        raise Invalid(_("A comment has at most %(most)s characters.", most=Comment.MAX_LENGTH), "text")
    return source


def checked_name(name: str) -> str:
    """Raises Invalid."""
    name = one_line(name)
    if not has_letters(name):
        raise Invalid(_("Please give a name, or a pen name."), "name")
    if len(name) > Comment.LONGEST_NAME:
        raise Invalid(_("A name has at most %(most)s characters.", most=Comment.LONGEST_NAME), "name")
    return name


def wordless() -> Invalid:
    return Invalid(_("Your comment has no words yet."), "text")
