"""What somebody's device keeps for us, in one signed cookie that no script reads and no public page looks at: a number
to know it again by, and the keys of the comments that were sent from it."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from flask import current_app, request
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.wrappers import Response

from blog.comments.models import Comment

COOKIE = "entretien_device"
MOST = 40  # comments; a cookie has at most 4096 bytes
YEAR = 366 * 24 * 3600  # seconds


@dataclass(frozen=True)
class Device:
    id: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    keys: Sequence[str] = ()  # the newest first

    @classmethod
    def here(cls) -> Device | None:
        """None when it brings no cookie of ours."""
        try:
            id, *keys = _signer().loads(request.cookies.get(COOKIE, ""))
        except (BadData, TypeError, ValueError):
            return None
        return cls(id, tuple(keys))

    def with_comment(self, comment: Comment) -> Device:
        others = [key for key in self.keys if key != comment.key]
        return Device(self.id, (comment.key, *others)[:MOST])

    def remember(self, response: Response) -> None:
        """For the answer to a POST, or of a private page."""
        response.set_cookie(
            COOKIE,
            _signer().dumps([self.id, *self.keys]),
            max_age=YEAR,
            secure=current_app.config["SESSION_COOKIE_SECURE"],
            httponly=True,
            samesite="Lax",
        )


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(
        current_app.config["SECRET_KEY"], salt="device", signer_kwargs={"digest_method": hashlib.sha256}
    )
