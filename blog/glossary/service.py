"""Finding entries, and what of them can be marked in a text. Changing them is in `writing.py`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from flask_babel import lazy_gettext as _
from sqlalchemy import JSON, Executable, bindparam, func, select, text
from sqlalchemy.orm import defer, joinedload, lazyload, undefer

from blog.database import db, in_array, one_of, rows_of
from blog.errors import Missing
from blog.glossary import standing
from blog.glossary.entry import Checked, Entry
from blog.glossary.models import IS_PUBLIC, GlossaryChange, GlossaryForm, GlossaryTerm, TermRevision, TermStatus, titled
from blog.text.forms import Form
from blog.text.lexicon import Lexicon, Term
from blog.text.slugs import topic_slug

MOST_REVISIONS = 50  # that a page lists


def by_slug(slug: str) -> GlossaryTerm:
    term = db.session.scalar(select(GlossaryTerm).filter_by(slug=slug))
    if term is None:
        raise Missing(_("There is no such term in the glossary."))
    return term


def public_by_slug(slug: str) -> GlossaryTerm:
    """With all that its page shows. Raises Missing for a draft too."""
    query = select(GlossaryTerm).options(undefer(GlossaryTerm.text_html))
    term = db.session.scalar(query.filter_by(slug=slug, status=TermStatus.PUBLISHED))
    if term is None:
        raise Missing(_("There is no such term in the glossary."))
    return term


def lexicon(language: str, words: Iterable[str]) -> Lexicon:
    """What can be marked in a text of this language that has these words and pairs (`text.glossary.words_in`)."""
    return Lexicon(terms_with(language, words))


def terms_with(language: str, words: Iterable[str]) -> list[Term]:
    """The published terms with a definition of which a form begins with one of the words or pairs, with those forms."""
    found = rows_of(_forms_that_begin(db.engine.dialect.name), language=language, words=list(words))
    known: dict[str, tuple[str, list[str], bool]] = {}
    forms: defaultdict[str, list[Form]] = defaultdict(list)
    for slug, label, topics, spares, written, origin, is_exact in found:
        known[slug] = label, topics, spares
        forms[slug].append(Form(written, origin, is_exact))
    return [
        Term(
            key=slug,
            label=label,
            language=language,
            forms=tuple(forms[slug]),
            topics=frozenset(map(topic_slug, topics)),
            spares_names=spares,
        )
        for slug, (label, topics, spares) in known.items()
    ]


@cache
def _forms_that_begin(dialect: str) -> Executable:
    """Made once, for every save and every comment asks for it."""
    term, form = GlossaryTerm, GlossaryForm
    query = select(term.slug, term.label, term.topics, term.spares_names, form.text, form.origin, form.is_exact)
    query = query.join(form.term).where(form.language == bindparam("language"), IS_PUBLIC)
    query = query.where(in_array(form.opening, bindparam("words", type_=JSON), dialect))
    return query.order_by(term.id, form.position)


def marked(term: GlossaryTerm) -> Term | None:
    """What of it can be marked; None while nothing can."""
    if not term.is_marked:
        return None
    return Term(
        key=term.slug,
        label=term.label,
        language=term.language,
        forms=tuple(Form(form.text, form.origin, form.is_exact) for form in term.forms),
        topics=frozenset(map(topic_slug, term.topics)),
        spares_names=term.spares_names,
    )


def to_be_marked(checked: Checked, key: str) -> Term | None:
    """What of an entry could be marked if it were stored at this address."""
    entry = checked.entry
    if entry.status is TermStatus.DRAFT or not checked.definition_html:
        return None
    return Term(
        key=key,
        label=entry.label,
        language=entry.language,
        forms=checked.forms,
        topics=frozenset(map(topic_slug, entry.topics)),
        spares_names=entry.spares_names,
    )


def ids(slugs: Iterable[str]) -> dict[str, int]:
    """Of entries, by address."""
    term = GlossaryTerm
    return {row.slug: row.id for row in db.session.execute(select(term.slug, term.id).where(one_of(term.slug, slugs)))}


def by_slugs(slugs: Iterable[str]) -> dict[str, GlossaryTerm]:
    """Entries by address, without their aliases."""
    query = select(GlossaryTerm).options(lazyload(GlossaryTerm.aliases))
    return {term.slug: term for term in db.session.scalars(query.where(one_of(GlossaryTerm.slug, slugs)))}


def titles(slugs: Iterable[str]) -> dict[str, str]:
    """Of entries, by address."""
    query = select(GlossaryTerm.slug, GlossaryTerm.label, GlossaryTerm.sense).where(one_of(GlossaryTerm.slug, slugs))
    return {slug: titled(label, sense) for slug, label, sense in db.session.execute(query)}


def hold_still() -> None:
    """Until the transaction ends nobody changes the glossary: what is annotated and stored meanwhile is up to date, or
    followed by a GlossaryChange. (SQLite has one writer at a time anyway.)"""
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text("LOCK TABLE glossary_terms, glossary_forms IN SHARE MODE"))


def hold_alone() -> None:
    """Until the transaction ends nobody else changes the glossary; reading goes on. (On SQLite it is so anyway.)"""
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text("LOCK TABLE glossary_terms IN SHARE ROW EXCLUSIVE MODE"))


def as_entry(term: GlossaryTerm) -> Entry:
    """What stands in the term now. What it leads to is named so that it is found again, by its address if need be."""
    return standing.of(term)


def revisions(term: GlossaryTerm, before: int | None = None) -> Sequence[TermRevision]:
    """Newest first, without their entries; `before` a number."""
    query = term.revisions.select().options(defer(TermRevision.entry), joinedload(TermRevision.saved_by))
    if before is not None:
        query = query.where(TermRevision.number < before)
    return db.session.scalars(query.order_by(TermRevision.number.desc()).limit(MOST_REVISIONS)).all()


def revision(term: GlossaryTerm, number: int) -> TermRevision:
    found = db.session.scalar(term.revisions.select().filter_by(number=number))
    if found is None:
        raise Missing(_("There is no such version."))
    return found


def entry_at(term: GlossaryTerm, number: int) -> Entry:
    """As a version had it. Raises Missing."""
    return Entry.from_json(revision(term, number).entry)


@dataclass(frozen=True)
class Progress:
    """How far articles have followed what changed."""

    articles: int  # that hold what changed, as far as they have been counted
    followed: int
    is_counted: bool


def progress() -> Progress | None:
    """None when nothing is pending. Changes of one language are followed together."""
    change = GlossaryChange
    query = select(func.max(change.articles), func.max(change.followed), func.count() == func.count(change.articles))
    rows = db.session.execute(query.group_by(change.language)).all()
    if not rows:
        return None
    return Progress(
        articles=sum(articles or 0 for articles, _followed, _counted in rows),
        followed=sum(followed for _articles, followed, _counted in rows),
        is_counted=all(counted for _articles, _followed, counted in rows),
    )


def pending_changes() -> Sequence[GlossaryChange]:
    """What articles have yet to follow, the oldest first."""
    return db.session.scalars(select(GlossaryChange).order_by(GlossaryChange.id)).all()
