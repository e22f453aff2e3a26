"""Who speaks, as the server knows it: nothing of this is typed by anybody."""

from __future__ import annotations

from dataclasses import dataclass

from blog.accounts.models import Address, User
from blog.comments.models import Comment, Invitation


@dataclass(frozen=True)
class Speaker:
    """All empty: a guest."""

    user: User | None = None
    address: Address | None = None
    invitation: Invitation | None = None

    def sign(self, comment: Comment) -> None:
        """The comment remembers who sent it."""
        comment.user = self.user
        comment.address_id = self.address.id if self.address else None
        comment.invitation_id = self.invitation.id if self.invitation else None


GUEST = Speaker()
