"""Asking, and what editors see of it. What moderators decide is in `blog/moderation/asks.py`, the answer in
`answering.py`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from flask_babel import lazy_gettext as _
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload, selectinload

from blog.accounts.models import User
from blog.articles.models import Article
from blog.asks.explaining import explanations
from blog.asks.finding import Found, find
from blog.asks.models import Ask, AskStatus
from blog.comments.models import Comment
from blog.comments.standing import hold_article
from blog.database import db, in_batches, utcnow
from blog.errors import Conflict, Invalid, Missing
from blog.glossary.models import GlossaryTerm
from blog.jobs import hourly_chore
from blog.mail import checked_address
from blog.reading_first import check, writing
from blog.text.asking import asked_words, folded_words
from blog.text.characters import has_letters, tidy

MOST_WORDS = 200  # that the editors' list shows


@dataclass(frozen=True)
class AskedWord:
    """A word and everybody who wants it explained, in the order they asked."""

    asks: Sequence[Ask]

    @property
    def word(self) -> str:
        return self.asks[0].word

    @property
    def language(self) -> str:
        return self.asks[0].language

    @property
    def places(self) -> Sequence[Ask]:
        """One ask for each sentence."""
        return list({(ask.article_id, ask.sentence): ask for ask in reversed(self.asks)}.values())[::-1]


@dataclass(frozen=True)
class Lookup:
    """What there is to say to somebody who asks about some words of an article."""

    explained: Sequence[GlossaryTerm]
    found: Found | None


def look_up(article: Article, typed: str, *, near: str | None = None, comment: Comment | None = None) -> Lookup:
    """The entries that explain the words, and where the article, or the comment, has them."""
    words = asked_words(tidy(typed[: Ask.LONGEST]), article.language)
    found = find(article, words, near=near, comment=comment) if words else None
    return Lookup(explanations(article, found.words if found else words), found)


def post(
    article: Article,
    *,
    key: str,
    word: str,
    email: str = "",
    near: str | None = None,
    comment: Comment | None = None,
    seen: int | None = None,
) -> Ask:
    """Held for a moderator. The same key twice is the same ask: the first stands.

    `near` is the turn in which the words were selected, `comment` the public comment if they are from one, `seen` the
    number under which both were read (`reading_first.seen`): raises Moved when it stands no longer. Raises what `draft`
    raises, and Conflict when the glossary explains the words already.
    """
    posted = db.session.scalar(select(Ask).filter_by(key=key))
    if posted is not None:
        return posted
    ask = draft(article, key=key, word=word, email=email, near=near, comment=comment)
    if explanations(article, ask.word):
        raise Conflict(_("The glossary explains this word already."), current=article)
    try:
        with writing():
            hold_article(article)
            check(seen)
            db.session.add(ask)
    except IntegrityError:  # the same form, at the same moment
        return by_key(key)
    return ask


def draft(
    article: Article, *, key: str, word: str, email: str = "", near: str | None = None, comment: Comment | None = None
) -> Ask:
    """The ask as it would be posted, kept nowhere. Raises Invalid when a value breaks a rule, or when the words do not
    stand in the article, or the comment."""
    if not article.is_published:
        raise Missing(_("There is no article at this address."))
    if not Ask.KEY.fullmatch(key):
        raise Invalid(_("This form is out of date; please send it once more."), "key")
    found = find(article, _checked_word(word, article.language), near=near, comment=comment)
    if found is None and comment is not None:
        raise Invalid(_("This does not stand in the comment. Please copy the word as it is written there."), "word")
    if found is None:
        raise Invalid(_("This does not stand in the article. Please copy the word as it is written there."), "word")
    return Ask(
        article=article,
        key=key,
        language=article.language,
        word=found.words,
        folded=folded_words(found.words),
        sentence=found.quote.sentence,
        at=found.quote.at,
        anchor=found.anchor,
        comment=comment,
        email=checked_address(email) if email.strip() else None,
    )


def by_key(key: str) -> Ask:
    """For whoever asked alone. Raises Missing."""
    beside = joinedload(Ask.article), joinedload(Ask.comment), joinedload(Ask.term)
    ask = db.session.scalar(select(Ask).filter_by(key=key).options(*beside))
    if ask is None:
        raise Missing(_("Nothing was asked at this address."))
    return ask


def counts() -> dict[str, int]:
    """How many asks wait for an editor, by the folded word."""
    query = select(Ask.folded, func.count()).filter_by(status=AskStatus.ACCEPTED).group_by(Ask.folded)
    return dict(db.session.execute(query).all())


def open_words(language: str | None = None) -> Sequence[AskedWord]:
    """What waits for an editor: the most asked first, of equals the one asked first."""
    words = select(Ask.language, Ask.folded).filter_by(status=AskStatus.ACCEPTED).group_by(Ask.language, Ask.folded)
    words = words.order_by(func.count().desc(), func.min(Ask.id)).limit(MOST_WORDS)
    if language is not None:
        words = words.where(Ask.language == language)
    return by_word(AskStatus.ACCEPTED, db.session.execute(words).all())


def by_word(status: AskStatus, words: Sequence[tuple[str, str]]) -> Sequence[AskedWord]:
    """The asks of this status about each of the words, given by language and folded; in the same order."""
    query = select(Ask).filter_by(status=status).options(joinedload(Ask.article).selectinload(Article.turns))
    query = query.options(joinedload(Ask.comment)).order_by(Ask.language, Ask.folded, Ask.asked_at, Ask.id)
    found: dict[tuple[str, str], AskedWord] = {}
    for some in in_batches(words):
        asks = db.session.scalars(query.where(Ask.folded.in_([folded for _language, folded in some])))
        found |= {key: AskedWord(list(group)) for key, group in groupby(asks, lambda ask: (ask.language, ask.folded))}
    return [found[language, folded] for language, folded in words if (language, folded) in found]


def chosen(ids: Sequence[int], status: AskStatus) -> Sequence[Ask]:
    """For somebody who saw them in this state and now decides: held until the transaction ends. Raises Conflict when
    one of them is in another state by now, Invalid when there is none."""
    query = select(Ask).where(Ask.id.in_(ids)).options(selectinload(Ask.article)).order_by(Ask.id).with_for_update()
    asks = db.session.scalars(query.execution_options(populate_existing=True)).all()
    if not asks:
        db.session.rollback()
        raise Invalid(_("Choose at least one."), "asks")
    if len(asks) != len(set(ids)) or any(ask.status is not status for ask in asks):
        db.session.rollback()
        raise Conflict(_("Somebody has decided on this word since you opened the page."))
    return asks


def decline(ids: Sequence[int], reason: str, *, by: User | None) -> Sequence[Ask]:
    """By an editor, who will not explain the word. Raises what `chosen` raises, and Invalid without a reason."""
    reason = tidy(reason).strip()
    if not has_letters(reason):
        raise Invalid(_("Say in a few words why: whoever asked will read it."), "reason")
    if len(reason) > Ask.LONGEST_REASON:
        raise Invalid(_("At most %(most)s characters.", most=Ask.LONGEST_REASON), "reason")
    asks = chosen(ids, AskStatus.ACCEPTED)
    for ask in asks:
        ask.decide(AskStatus.DECLINED, by=by, reason=reason)
        ask.email = None  # nobody will write to it
    db.session.commit()
    return asks


@hourly_chore
def forget_addresses() -> None:
    """Of what a moderator turned down so long ago that nobody will put it back: there is no mail to write to them."""
    decided_long_ago = Ask.decided_at < utcnow() - Ask.SECOND_THOUGHTS
    turned_down = update(Ask).where(Ask.status.in_(Ask.TURNED_DOWN), Ask.email.is_not(None), decided_long_ago)
    db.session.execute(turned_down.values(email=None))
    db.session.commit()


def _checked_word(typed: str, language: str) -> str:
    if len(typed.strip()) > Ask.LONGEST:
        raise Invalid(_("Ask about at most %(most)s characters.", most=Ask.LONGEST), "word")
    words = asked_words(tidy(typed), language)
    if not has_letters(words):
        raise Invalid(_("Type a word of the article."), "word")
    return words
