"""Whether comments can be posted under an article, from when until when, by whom, and how they are received."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime, timedelta

from blog.articles.models import Article, Commenting
from blog.comments.house import ConversationSettings
from blog.comments.housekeeping import house
from blog.comments.speakers import Speaker
from blog.database import utcnow


class Shut(enum.Enum):
    """Why no comment can be posted now."""

    AWAY = "away"  # the article is not public
    CLOSED = "closed"  # by the editors
    EARLY = "early"  # not open yet
    OVER = "over"  # the closing time that editors gave has passed
    AGE = "age"  # the days after which comments close everywhere have passed


@dataclass(frozen=True, kw_only=True)
class Openness:
    mode: Commenting  # never SITE
    shut: Shut | None
    opens_at: datetime | None
    closes_at: datetime | None
    closes_after: int  # days since publication, when `closes_at` comes of them; else 0
    slow_mode: int  # seconds between two comments of one person; 0: none
    questions_to: str  # who answers readers here; empty: they converse

    @property
    def is_open(self) -> bool:
        return self.shut is None

    @property
    def is_for_members(self) -> bool:
        return self.mode is Commenting.MEMBERS

    def changes_at(self, now: datetime) -> datetime | None:
        """When time alone next makes it another."""
        return min((at for at in (self.opens_at, self.closes_at) if at and at > now), default=None)

    def lets_in(self, speaker: Speaker) -> bool:
        """Whom editors invited is let in where members are."""
        return not self.is_for_members or speaker.user is not None or speaker.invitation is not None


def openness_at(now: datetime, article: Article, settings: ConversationSettings) -> Openness:
    """What the article says holds; where it says nothing, the settings. A closing time of its own holds instead of the
    days after which comments close everywhere. Opening times are in, closing times out."""
    mode = settings.commenting if article.commenting is Commenting.SITE else article.commenting
    days = settings.closes_after if article.comments_until is None and article.published_at else 0
    closes_at = article.comments_until
    if days and article.published_at:
        closes_at = article.published_at + timedelta(days=days)
    return Openness(
        mode=mode,
        shut=_shut(now, article, mode, closes_at, days),
        opens_at=article.comments_from,
        closes_at=closes_at,
        closes_after=days,
        questions_to=article.questions_to,
        slow_mode=settings.slow_mode if article.slow_mode is None else article.slow_mode,
    )


def openness(article: Article) -> Openness:
    """Now."""
    return openness_at(utcnow(), article, house().settings)


def _shut(now: datetime, article: Article, mode: Commenting, closes_at: datetime | None, days: int) -> Shut | None:
    if not article.is_published:
        return Shut.AWAY
    if mode is Commenting.CLOSED:
        return Shut.CLOSED
    if closes_at and now >= closes_at:
        return Shut.AGE if days else Shut.OVER
    if article.comments_from and now < article.comments_from:
        return Shut.EARLY
    return None
