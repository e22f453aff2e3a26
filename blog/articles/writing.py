"""Writing: a manuscript becomes an article, its turns and a revision, in one transaction."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import select, update

from blog.accounts.models import User
from blog.articles.annotating import changing
from blog.articles.composing import compose
from blog.articles.glossed import scope_around
from blog.articles.indexing import index
from blog.articles.manuscript import Manuscript, PersonLine
from blog.articles.models import Article, ArticleRevision, Continuation, Part
from blog.database import db, one_transaction, utcnow
from blog.errors import Conflict, Invalid
from blog.glossary import service as glossary
from blog.text.characters import has_letters, one_line, tidy
from blog.text.links import is_safe_url
from blog.text.slugs import RESERVED, slugify, topic_slug

PARTS = tuple(Part)  # in this order people stand on an article
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LANGUAGE_TAG = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{1,8})*")  # the shape of BCP 47
YEARS = range(2000, 2200)  # of opening and closing times
LIMITS = {
    "title": Article.LONGEST_TITLE,
    "slug": Article.LONGEST_SLUG,
    "standfirst": Article.LONGEST_STANDFIRST,
    "source": Article.LONGEST_SOURCE,
    "picture_alt": Article.LONGEST_LINE,
    "picture_caption": Article.LONGEST_CAPTION,
    "picture_credit": Article.LONGEST_LINE,
    "continuation_label": Article.LONGEST_LINE,
    "questions_to": Article.LONGEST_NAMES,
    "continuation_language": Article.LONGEST_LANGUAGE,
}


def create(manuscript: Manuscript, *, by: User | None, publish: bool = False) -> Article:
    """A new article, a draft unless it is published at once. Raises Invalid, with the field, when the manuscript breaks
    a rule or its address is taken."""
    manuscript = checked(manuscript)
    article = Article(created_by=by)
    with one_transaction(taken):
        fill(article, manuscript, by)
        _settle(article, publish)
    return article


def revise(article: Article, manuscript: Manuscript, *, by: User | None, seen: int, publish: bool = False) -> None:
    """A new revision, which leaves the article as public as it was unless it is published with it. `seen` is the
    revision the editor began from; raises Conflict with the newest manuscript when somebody saved meanwhile. Raises
    Invalid as `create` does."""
    manuscript = checked(manuscript, article)
    with one_transaction(taken):
        claim = update(Article).where(Article.id == article.id, Article.revision == seen).values(revision=seen + 1)
        if db.session.scalar(claim.returning(Article.id)) is None:
            db.session.rollback()
            raise Conflict(_("Somebody saved this article after you opened it."), current=Manuscript.of(article))
        db.session.refresh(article, ["revision"])
        fill(article, manuscript, by)
        _settle(article, publish)


def taken() -> Invalid:
    return Invalid(_("Somebody has just taken this address, or a new topic; please save once more."), "slug")


def fill(article: Article, manuscript: Manuscript, by: User | None) -> None:
    """With a manuscript that has been checked. Does not commit."""
    glossary.hold_still()
    scope, words = (_scope(article), _words(article)) if article.id else (None, None)
    compose(article, manuscript)
    article.revision = article.revision or 1
    article.revised_at = utcnow()
    db.session.add(article)
    index(article)
    if scope and (scope, words) != (_scope(article), _words(article)):
        changing.send(article, only_words=scope == _scope(article))
    saved = replace(manuscript, picture=article.picture.digest if article.picture else "")
    article.revisions.add(ArticleRevision(number=article.revision, manuscript=saved.as_json(), saved_by=by))


def _scope(article: Article) -> object:
    """What decides how words around the article are marked."""
    return article.language, scope_around(article)


def _words(article: Article) -> object:
    """What can be quoted, and where it stands."""
    turns = [(turn.anchor, turn.question, turn.html, turn.in_lead) for turn in article.turns]
    return article.continuation, turns


def _settle(article: Article, publish: bool) -> None:
    if article.is_published:
        article.must_have_text()
    elif publish:
        article.publish(at=utcnow())


def checked(manuscript: Manuscript, article: Article | None = None) -> Manuscript:
    """The manuscript as it will be stored: tidied, its address made. Raises what `create` raises."""
    manuscript = _readable(manuscript)
    if not manuscript.title.strip():
        raise Invalid(_("An article needs a title."), "title")
    for field, most in LIMITS.items():
        if len(getattr(manuscript, field)) > most:
            raise Invalid(_("At most %(most)s characters.", most=most), field)
    if manuscript.language not in Article.LANGUAGES:
        codes = ", ".join(Article.LANGUAGES)
        raise Invalid(_("The language must be one of: %(codes)s.", codes=codes), "language")
    if manuscript.continuation is Continuation.LINK and not leads_elsewhere(manuscript.continuation_url):
        raise Invalid(_("Give the address that continues the article, beginning with https://"), "continuation_url")
    there = manuscript.continuation_language.strip()
    if there and not LANGUAGE_TAG.fullmatch(there):
        raise Invalid(_("Give the code of a language, like fr or en-GB."), "continuation_language")
    _check_times(manuscript)
    if manuscript.questions_to.strip() and not has_letters(manuscript.questions_to):
        raise Invalid(_("Give a name that can be read, or leave this empty."), "questions_to")
    if manuscript.picture and not manuscript.picture_alt.strip():
        raise Invalid(_("Say in a few words what the picture shows, for those who do not see it."), "picture_alt")
    return _tidied(manuscript, article)


def _readable(manuscript: Manuscript) -> Manuscript:
    """Without the characters that no text may hold, people without a name and topics without a word."""
    typed = {field.name: getattr(manuscript, field.name) for field in fields(Manuscript)}
    texts: dict[str, Any] = {name: tidy(value) for name, value in typed.items() if type(value) is str}
    people = tuple(
        PersonLine(part=line.part, **{name: one_line(getattr(line, name)) for name in ("name", "role", "organisation")})
        for line in sorted(manuscript.people, key=lambda line: PARTS.index(line.part))
    )
    named = tuple(line for line in people if line.name)
    topics = {topic_slug(name): name for name in map(one_line, manuscript.topics) if name}
    return replace(manuscript, **texts, people=named, topics=tuple(topics.values()))


def _check_times(manuscript: Manuscript) -> None:
    opens, closes = manuscript.comments_from, manuscript.comments_until
    for field, at in (("comments_from", opens), ("comments_until", closes)):
        if at and at.year not in YEARS:
            first, last = YEARS[0], YEARS[-1]
            raise Invalid(_("Give a year from %(first)s to %(last)s.", first=str(first), last=str(last)), field)
    if opens and closes and _minute(opens) >= _minute(closes):
        raise Invalid(_("Comments must open before they close."), "comments_until")
    if manuscript.slow_mode is not None and not 0 <= manuscript.slow_mode <= Article.SLOWEST:
        raise Invalid(_("Give a number of seconds from 0 to %(most)s.", most=str(Article.SLOWEST)), "slow_mode")


def _minute(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(second=0, microsecond=0)


def _tidied(manuscript: Manuscript, article: Article | None) -> Manuscript:
    slug = manuscript.slug or (article.slug if article else _free_slug(manuscript.title))
    if not SLUG.fullmatch(slug):
        raise Invalid(_("An address has lower-case letters, digits and single hyphens."), "slug")
    if slug in RESERVED:
        raise Invalid(_("This address is the desk's own; choose another."), "slug")
    if article and article.published_at and slug != article.slug:
        raise Invalid(_("The address of an article that has been published stays."), "slug")
    if (article is None or slug != article.slug) and db.session.scalar(select(Article.id).filter_by(slug=slug)):
        raise Invalid(_("Another article has this address."), "slug")
    links = manuscript.continuation is Continuation.LINK
    return replace(
        manuscript,
        slug=slug,
        title=one_line(manuscript.title),
        questions_to=one_line(manuscript.questions_to),
        source=manuscript.source.strip("\n") + "\n" if manuscript.source.strip() else "",
        continuation_url=manuscript.continuation_url.strip() if links else "",
        continuation_language=manuscript.continuation_language.strip(),
        comments_from=manuscript.comments_from and _minute(manuscript.comments_from),
        comments_until=manuscript.comments_until and _minute(manuscript.comments_until),
    )


def leads_elsewhere(url: str) -> bool:
    return is_safe_url(url.strip()) and url.strip().startswith(("https://", "http://"))


def _free_slug(title: str) -> str:
    slug = slugify(title, fallback="article")
    taken = set(db.session.scalars(select(Article.slug).where(Article.slug.startswith(slug, autoescape=True))))
    return next(
        candidate
        for candidate in (slug, *(f"{slug}-{number}" for number in range(2, len(taken) + 3)))
        if candidate not in taken | RESERVED
    )
