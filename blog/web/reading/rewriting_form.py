"""What the author of a comment types to rewrite it."""

from __future__ import annotations

from typing import Any

from wtforms import HiddenField, RadioField
from wtforms.widgets import HiddenInput

from blog.comments.models import Comment, CommentStatus
from blog.web.forms import Form
from blog.web.reading.forms import name_field, text_field


class RewritingForm(Form):
    """`seen_…`: the comment that its author began to rewrite."""

    text = text_field()
    name = name_field()
    seen_revision = HiddenField("")
    seen_status = RadioField(coerce=CommentStatus, validate_choice=False, widget=HiddenInput())

    @classmethod
    def of(cls, comment: Comment, text: str, name: str = "") -> RewritingForm:
        seen = {"seen_revision": comment.revision, "seen_status": comment.status}
        form = cls(formdata=None, data={"text": text, "name": name or comment.name, **seen})
        return form.about(comment)

    def about(self, comment: Comment) -> RewritingForm:
        """Only a guest's name may change, and only before readers saw it."""
        if not comment.is_renamable:
            del self.name
        return self

    @property
    def values(self) -> dict[str, Any]:
        """For `rewriting.rewrite`."""
        return {
            "source": self.text.data,
            "name": self.data.get("name") or "",
            "seen_revision": self.seen_revision.data,
            "seen_status": self.seen_status.data,
        }
