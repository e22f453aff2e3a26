"""Keeping the house: what holds now, earlier house rules, and what an editor changes of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Select, bindparam, func, literal, select, true
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import defer

from blog.accounts.models import User
from blog.articles.models import Article, Commenting
from blog.comments.counted import CommentCount
from blog.comments.house import ConversationSettings, House, HouseRules
from blog.database import db, one_transaction
from blog.errors import Conflict, Invalid, Missing
from blog.text.characters import has_letters, tidy


def house() -> House:
    """The settings and the newest rules."""
    settings, rules = db.session.execute(_newest_house()).one()
    return _house(settings, rules)


def house_and_counts(article: Article) -> tuple[House, Sequence[CommentCount]]:
    """The house, its rules in the article's language alone, and the article's public comments by turn and side of the
    split: one query."""
    rows = db.session.execute(_in_language(article.language), {"article": article.id}).all()
    return _house(rows[0][0], rows[0][1]), [count for _settings, _rules, count in rows if count is not None]


def rules(version: int) -> HouseRules:
    """Raises Missing."""
    found = db.session.get(HouseRules, version) or (HouseRules.first() if version == 1 else None)
    if found is None:
        raise Missing(_("There are no such house rules."))
    return found


def versions() -> Sequence[HouseRules]:
    """Those that were changed at least once, newest first, each with its day."""
    return db.session.scalars(select(HouseRules).order_by(HouseRules.version.desc())).all()


def keep_rules(rules: HouseRules) -> None:
    """Before anything refers to them: the first ones are stored when somebody agrees to them. Does not commit."""
    if rules in db.session:  # they have been read
        return
    columns = {name: getattr(rules, name) for name in ("version", "source_fr", "source_en", "html_fr", "html_en")}
    _add_once(HouseRules, columns)


def revise(
    *,
    by: User,
    seen: str,
    commenting: Commenting,
    closes_after: int,
    slow_mode: int,
    has_votes: bool,
    rules_fr: str,
    rules_en: str,
) -> None:
    """Other words of the rules are a new version. `seen` is the mark of the house that the editor began from; raises
    Conflict with the newest when somebody saved meanwhile. Raises Invalid with the field."""
    fr, en = _checked_rules(rules_fr, "rules_fr"), _checked_rules(rules_en, "rules_en")
    settings = {"closes_after": closes_after, "slow_mode": slow_mode, "has_votes": has_votes}
    _check_numbers(closes_after, slow_mode)
    with one_transaction(_saved_meanwhile):
        _add_once(ConversationSettings, {"id": 1, **_columns(ConversationSettings.first())})
        row = db.session.get_one(ConversationSettings, 1, with_for_update=True, populate_existing=True)
        now = house()
        if now.mark != seen:
            db.session.rollback()
            raise _saved_meanwhile()
        for name, value in {"commenting": commenting, **settings}.items():
            setattr(row, name, value)
        if (fr, en) != (now.rules.source_fr, now.rules.source_en):
            keep_rules(now.rules)
            db.session.add(HouseRules.written(now.rules.version + 1, fr, en, by))


def _saved_meanwhile() -> Conflict:
    return Conflict(_("Somebody saved this page after you opened it."), current=house())


@cache
def _newest_house() -> Select[Any]:
    return _newest(ConversationSettings, HouseRules)


@cache
def _in_language(language: str) -> Select[Any]:
    query = _newest(ConversationSettings, HouseRules, CommentCount)
    query = query.outerjoin(CommentCount, CommentCount.article_id == bindparam("article"))
    other = HouseRules.html_en if language == "fr" else HouseRules.html_fr
    return query.options(*map(defer, (other, HouseRules.source_fr, HouseRules.source_en)))


def _newest(*wanted: Any) -> Select[Any]:
    """One row at least, whatever is stored."""
    one = select(literal(1).label("one")).subquery()
    newest = select(func.max(HouseRules.version)).scalar_subquery()
    query = select(*wanted).select_from(one).outerjoin(ConversationSettings, true())
    return query.outerjoin(HouseRules, HouseRules.version == newest)


def _house(settings: ConversationSettings | None, rules: HouseRules | None) -> House:
    return House(settings or ConversationSettings.first(), rules or HouseRules.first())


def _add_once(model: Any, columns: dict[str, Any]) -> None:
    """Unless it is there: two who come first at the same moment do not disturb each other."""
    dialect = sqlite if db.engine.dialect.name == "sqlite" else postgresql
    db.session.execute(dialect.insert(model).values(**columns).on_conflict_do_nothing())


def _columns(settings: ConversationSettings) -> dict[str, Any]:
    return {name: getattr(settings, name) for name in ("commenting", "closes_after", "slow_mode", "has_votes")}


def _checked_rules(source: str, field: str) -> str:
    source = tidy(source).strip() + "\n"
    if not has_letters(source):
        raise Invalid(_("Nobody can agree to rules without words."), field)
    if len(source) > HouseRules.LONGEST:
        raise Invalid(_("At most %(most)s characters.", most=HouseRules.LONGEST), field)
    return source


def _check_numbers(closes_after: int, slow_mode: int) -> None:
    for field, number, most in (
        ("closes_after", closes_after, ConversationSettings.MOST_DAYS),
        ("slow_mode", slow_mode, ConversationSettings.SLOWEST),
    ):
        if not 0 <= number <= most:
            raise Invalid(_("Give a number from 0 to %(most)s.", most=str(most)), field)
