"""How a site converses: the settings that hold wherever an article says nothing else, and its house rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any, NamedTuple

from markupsafe import Markup
from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blog.accounts.models import User
from blog.articles.models import Article, Commenting
from blog.comments import first_rules
from blog.database import Model, utcnow
from blog.text.markdown import render_definition


class ConversationSettings(Model):
    """One row, or none as long as nobody has set anything."""

    __tablename__ = "conversation_settings"
    __table_args__ = (
        CheckConstraint("id = 1", name="is_one_row"),
        CheckConstraint("commenting <> 'site'", name="commenting_is_said"),
    )

    MOST_DAYS = 36_500
    SLOWEST = Article.SLOWEST

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    commenting: Mapped[Commenting] = mapped_column(default=Commenting.BEFORE)
    closes_after: Mapped[int] = mapped_column(default=0)  # days since publication; 0: never
    slow_mode: Mapped[int] = mapped_column(default=0)  # seconds between two comments of one person; 0: none
    has_votes: Mapped[bool] = mapped_column(default=True)

    @classmethod
    def first(cls) -> ConversationSettings:
        return cls(commenting=Commenting.BEFORE, closes_after=0, slow_mode=0, has_votes=True)


class HouseRules(Model):
    """One version, in both languages. Never changed: a new version follows."""

    __tablename__ = "house_rules"

    LONGEST = 10_000  # characters

    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    source_fr: Mapped[str]
    source_en: Mapped[str]
    html_fr: Mapped[Markup]
    html_en: Mapped[Markup]
    made_at: Mapped[datetime] = mapped_column(default=utcnow)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))

    made_by: Mapped[User | None] = relationship()

    @classmethod
    def written(cls, version: int, fr: str, en: str, by: User | None = None) -> HouseRules:
        return cls(version=version, source_fr=fr, source_en=en, **_html(fr, en), made_by=by)

    @classmethod
    def first(cls) -> HouseRules:
        return cls.written(1, first_rules.FR, first_rules.EN)

    def html(self, language: str) -> Markup:
        return self.html_fr if language == "fr" else self.html_en


@lru_cache(maxsize=1)
def _html(fr: str, en: str) -> dict[str, Markup]:
    """Mostly of the first rules, which are read with every article and stored nowhere until somebody agrees to them."""
    return {"html_fr": render_definition(fr, "fr"), "html_en": render_definition(en, "en")}


class RulesIn(NamedTuple):
    """A version of the house rules, in one language."""

    version: int
    words: Markup


@dataclass(frozen=True)
class House:
    """What holds now. Either row may be in no table yet: then it is the first one."""

    settings: ConversationSettings
    rules: HouseRules

    def rules_in(self, language: str) -> RulesIn:
        return RulesIn(self.rules.version, self.rules.html(language))

    @property
    def typed(self) -> dict[str, Any]:
        """As the desk's form holds it."""
        said = {name: getattr(self.settings, name) for name in ("closes_after", "slow_mode", "has_votes")}
        return {
            "commenting": self.settings.commenting.value,
            **said,
            "rules_fr": self.rules.source_fr,
            "rules_en": self.rules.source_en,
        }

    @property
    def mark(self) -> str:
        """Names what an editor saw."""
        return sha256(repr((self.rules.version, self.typed)).encode()).hexdigest()[:16]
