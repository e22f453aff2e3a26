"""Who sends a form, as the session and the private cookies tell."""

from __future__ import annotations

from flask_security import current_user

from blog.articles.models import Article
from blog.comments import invitations
from blog.comments.speakers import Speaker
from blog.errors import Gone, Missing
from blog.web.guards import person
from blog.web.reading.device import Device
from blog.web.reading.known import invitation_token, known_address


def has_lost_invitation(article: Article) -> bool:
    """This device still has the link of one that has ended."""
    if not invitation_token():
        return False
    try:
        invitations.by_token(invitation_token(), under=article)
    except Gone:
        return True
    except Missing:
        return False
    return False


def speaker(article: Article | None = None) -> Speaker:
    """Under an article also as its invited guest: by the link's cookie, or by the address it was sent to. An account
    goes before a confirmed address."""
    user = person() if current_user.is_authenticated else None
    address = None if user else known_address()
    device = Device.here()
    keys = device.keys if device else ()
    if article is None:
        return Speaker(user=user, address=address, keys=keys)
    known = user or address
    invitation = invitations.open_for(article, token=invitation_token(), email=known.email if known else "")
    return Speaker(user=user, address=address, invitation=invitation, keys=keys)
