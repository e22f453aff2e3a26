"""What is stored of the glossary's findings in articles, as rows: those of many are written in as many statements as
those of one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Self, cast

from markupsafe import Markup
from sqlalchemy import Select, Table, bindparam, delete, insert, select, update

from blog.articles.findings import TermDoubt, TermUse
from blog.articles.glossed import Glossed
from blog.articles.models import Article, Turn
from blog.database import db

Row = dict[str, Any]

DOUBT_FACTS = ("term_id", "form", "sentence", "at", "anchor")
USE_FACTS = (*DOUBT_FACTS, "position", "number", "in_lead", "is_quiet", "reason")


class Marks(NamedTuple):
    """Of an article."""

    marked: list[Markup]  # the prose of each turn
    uses: list[Row]
    doubts: list[Row]

    @classmethod
    def found(cls, glossed: Glossed, term_ids: Mapping[str, int]) -> Self:
        """`term_ids` by address."""
        marked = list(glossed.annotation.fragments)
        return cls(marked, list(_uses(glossed, term_ids)), list(_doubts(glossed, term_ids)))

    @classmethod
    def standing(cls, article: Article) -> Self:
        uses = [{name: getattr(use, name) for name in USE_FACTS} for use in article.uses]
        doubts = [{name: getattr(doubt, name) for name in DOUBT_FACTS} for doubt in article.doubts]
        return cls([turn.marked for turn in article.turns], uses, doubts)


def rewrite(glossed: Sequence[Glossed], term_ids: Mapping[str, int]) -> int:
    """Writes the marks of those articles where others stand, and returns how many these are. Does not commit."""
    standing = _standing([each.article for each in glossed])
    found = {each.article.id: Marks.found(each, term_ids) for each in glossed}
    differing = [each.article for each in glossed if found[each.article.id] != standing[each.article.id]]
    if differing:
        _mark(differing, found)
        _replace(TermUse, {article.id: found[article.id].uses for article in differing})
        _replace(TermDoubt, {article.id: found[article.id].doubts for article in differing})
    return len(differing)


def _uses(glossed: Glossed, term_ids: Mapping[str, int]) -> Iterator[Row]:
    for position, use in enumerate(glossed.annotation.uses):
        turn, quote = glossed.article.turns[use.fragment], glossed.quote(use)
        yield {
            "term_id": term_ids[use.key],
            "form": use.form,
            "sentence": quote.sentence,
            "at": quote.at,
            "anchor": turn.anchor,
            "position": position,
            "number": use.place.number,
            "in_lead": turn.in_lead,
            "is_quiet": use.is_quiet,
            "reason": use.reason,
        }


def _doubts(glossed: Glossed, term_ids: Mapping[str, int]) -> Iterator[Row]:
    for doubt in glossed.annotation.doubts:
        anchor, quote = glossed.article.turns[doubt.fragment].anchor, glossed.quote(doubt)
        said = {"form": doubt.form, "sentence": quote.sentence, "at": quote.at, "anchor": anchor}
        yield from ({"term_id": term_ids[key], **said} for key in doubt.keys)


def _standing(articles: Iterable[Article]) -> dict[int, Marks]:
    """Turns are loaded; uses and doubts are read here."""
    standing = {article.id: Marks([turn.marked for turn in article.turns], [], []) for article in articles}
    uses = _select(TermUse, USE_FACTS).where(TermUse.article_id.in_(standing)).order_by(TermUse.position)
    for article_id, *facts in db.session.execute(uses):
        standing[article_id].uses.append(dict(zip(USE_FACTS, facts, strict=True)))
    doubts = _select(TermDoubt, DOUBT_FACTS).where(TermDoubt.article_id.in_(standing)).order_by(TermDoubt.id)
    for article_id, *facts in db.session.execute(doubts):
        standing[article_id].doubts.append(dict(zip(DOUBT_FACTS, facts, strict=True)))
    return standing


def _select(model: type[TermUse | TermDoubt], names: Iterable[str]) -> Select[Any]:
    return select(model.article_id, *(getattr(model, name) for name in names))


def _mark(articles: Iterable[Article], found: Mapping[int, Marks]) -> None:
    pairs = (pair for each in articles for pair in zip(each.turns, found[each.id].marked, strict=True))
    rows = [{"turn_id": turn.id, "becomes": marked} for turn, marked in pairs if turn.marked != marked]
    if rows:
        table = cast(Table, Turn.__table__)
        marking = update(table).where(table.c.id == bindparam("turn_id")).values(marked=bindparam("becomes"))
        db.session.execute(marking, rows)


def _replace(model: type[TermUse | TermDoubt], rows: Mapping[int, Sequence[Row]]) -> None:
    table = cast(Table, model.__table__)
    db.session.execute(delete(table).where(table.c.article_id.in_(rows)))
    if new := [{"article_id": article_id, **row} for article_id, some in rows.items() for row in some]:
        db.session.execute(insert(table), new)
