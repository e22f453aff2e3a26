"""How a site converses: the settings that hold wherever an article says nothing else, and its house rules."""

from __future__ import annotations

from datetime import datetime

from markupsafe import Markup
from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from blog.articles.models import Commenting
from blog.database import Model, utcnow


class ConversationSettings(Model):
    """One row."""

    __tablename__ = "conversation_settings"
    __table_args__ = (
        CheckConstraint("id = 1", name="is_one_row"),
        CheckConstraint("commenting <> 'site'", name="commenting_is_said"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    commenting: Mapped[Commenting] = mapped_column(default=Commenting.BEFORE)
    closes_after: Mapped[int] = mapped_column(default=0)  # days since publication; 0: never
    slow_mode: Mapped[int] = mapped_column(default=0)  # seconds between two comments of one person; 0: none
    has_votes: Mapped[bool] = mapped_column(default=True)


class HouseRules(Model):
    """One version, in both languages. Never changed: a new version follows."""

    __tablename__ = "house_rules"

    LONGEST = 10_000  # characters

    version: Mapped[int] = mapped_column(primary_key=True)
    source_fr: Mapped[str]
    source_en: Mapped[str]
    html_fr: Mapped[Markup]
    html_en: Mapped[Markup]
    made_at: Mapped[datetime] = mapped_column(default=utcnow)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
