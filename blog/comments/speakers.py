"""Who speaks, as the server knows it: nothing of this is typed by anybody."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from blog.accounts.models import Address, Role, User
from blog.articles.models import Article
from blog.comments.models import Badge, Comment, Invitation
from blog.text.names import folded_name


@dataclass(frozen=True)
class Speaker:
    """All empty: a guest."""

    user: User | None = None
    address: Address | None = None
    invitation: Invitation | None = None
    keys: Collection[str] = ()  # of comments that were sent from the same device

    @property
    def name(self) -> str | None:
        """What a comment of theirs bears, whatever was typed. None: what was typed."""
        named = self.invitation or self.user
        return named.name if named else None

    @property
    def email(self) -> str | None:
        known = self.invitation or self.user or self.address
        return known.email if known else None

    @property
    def mark(self) -> str:
        """Names them in a form, which thus tells whom its page was made for. Empty: a guest."""
        named = {"invitation": self.invitation, "user": self.user, "address": self.address}
        return next((f"{kind}-{who.id}" for kind, who in named.items() if who), "")

    def people(self, device: str, network: str) -> list[str]:
        """Whom slow mode takes them for. Staff, and whom editors invited, need not wait."""
        if self.is_vouched_for:
            return []
        if self.user:
            return [f"user {self.user.id}"]
        if self.address:
            return [f"address {self.address.id}"]
        return [f"{kind} {code}" for kind, code in (("device", device), ("network", network)) if code]

    @property
    def as_guest(self) -> Speaker:
        """At the same device, but not known."""
        return Speaker(keys=self.keys)

    @property
    def is_verified(self) -> bool:
        return bool(self.user or self.address or self.invitation)

    def wrote(self, comment: Comment) -> bool:
        """From this device, as the same person, or with an address that is theirs."""
        pairs = (
            (self.user, comment.user_id),
            (self.address, comment.address_id),
            (self.invitation, comment.invitation_id),
        )
        if comment.key in self.keys or any(who and who.id == their_id for who, their_id in pairs):
            return True
        return bool(self.email and comment.email and self.email.lower() == comment.email.lower())

    @property
    def is_vouched_for(self) -> bool:
        """By the house: its staff, and whoever an editor invited."""
        return bool(self.invitation or (self.user and self.user.is_staff))

    def badge_on(self, article: Article) -> Badge | None:
        """A name makes a person of the article of staff alone: anybody may give an account any name."""
        if self.invitation:
            return self.invitation.badge
        if not self.user or not self.user.is_staff:
            return None
        own = folded_name(self.user.name)
        person = next((person for person in article.people if folded_name(person.name) == own), None)
        if person:
            return Badge(person.part.value)
        return Badge.EDITOR if self.user.may_act_as(Role.EDITOR) else None

    def sign(self, comment: Comment) -> None:
        """The comment remembers who sent it."""
        comment.user, comment.invitation = self.user, self.invitation
        comment.address_id = self.address.id if self.address else None
        comment.badge = self.badge_on(comment.article)


GUEST = Speaker()
