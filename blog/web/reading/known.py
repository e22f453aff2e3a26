"""Whom this device is known as: two private cookies, read by private pages and by what is sent, by no public page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import current_app, request, url_for
from flask_babel import lazy_gettext as _
from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from blog.accounts.models import Address
from blog.articles.models import Article
from blog.comments import addresses
from blog.comments.models import Comment, Invitation
from blog.errors import Missing

KNOWN, INVITED = "entretien_known", "entretien_invited"
REMEMBERED = timedelta(days=365)
LINK_LASTS = timedelta(minutes=30)
LONGEST = 2_000  # characters of a signed value


def known_address() -> Address | None:
    """The confirmed address whose owner uses this device."""
    try:
        email = _read("device", request.cookies.get(KNOWN, ""), REMEMBERED)
    except BadSignature:
        return None
    return addresses.by_email(str(email))


def remember(response: Response, address: str) -> Response:
    response.set_cookie(KNOWN, _signed("device", address.lower()), max_age=REMEMBERED, **_private())
    return response


def invitation_token() -> str:
    """Sent by browsers to the comments of one article alone."""
    return request.cookies.get(INVITED, "")


def let_in(response: Response, invitation: Invitation, token: str) -> Response:
    path = _path(invitation.article)
    response.set_cookie(INVITED, token, expires=invitation.ends_at, **{**_private(), "path": path})
    return response


def forget(response: Response) -> Response:
    response.delete_cookie(KNOWN, **_private())
    return response


def forget_invitation(response: Response, article: Article) -> Response:
    response.delete_cookie(INVITED, **{**_private(), "path": _path(article)})
    return response


def link_token(comment: Comment) -> str:
    """For the mail that asks whether the comment's address is its author's."""
    return _signed("address", [comment.id, addresses.state_of(comment)])


def read_link(token: str) -> tuple[int, str]:
    """The comment's id and what stood when the link was made. Raises Gone for an old one, Missing for one not ours."""
    try:
        comment_id, state = _read("address", token, LINK_LASTS)
    except SignatureExpired:
        raise addresses.used() from None
    except BadSignature:
        raise Missing(_("This link is not one of ours. Look whether all of it was copied.")) from None
    return comment_id, state


def _private() -> dict[str, Any]:
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    return {"path": "/", "httponly": True, "samesite": "Lax", "secure": secure}


def _path(article: Article) -> str:
    return url_for("reading.post_comment", slug=article.slug)


def _signed(purpose: str, value: Any) -> str:
    return str(_serializer(purpose).dumps(value))


def _read(purpose: str, signed: str, lasts: timedelta) -> Any:
    if len(signed) > LONGEST:
        raise BadSignature("too long")
    return _serializer(purpose).loads(signed, max_age=int(lasts.total_seconds()))


def _serializer(purpose: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt=f"entretien {purpose}")
