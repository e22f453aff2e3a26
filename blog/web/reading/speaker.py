"""Who sends a form, as the session and the private cookies tell."""

from __future__ import annotations

from flask_security import current_user

from blog.comments.speakers import GUEST, Speaker


def speaker() -> Speaker:
    return Speaker(user=current_user._get_current_object()) if current_user.is_authenticated else GUEST
