"""Moderators' decisions about asks.

They stand in the ask itself and not among the `decisions`: those are statements of reasons about what somebody wanted
published, with the words that were seen. An ask has no words of its own and is never published; what is kept is who
decided last, when and why.
"""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from blog.accounts.models import User
from blog.asks import service as asks
from blog.asks.grounds import AskGround
from blog.asks.models import Ask, AskStatus
from blog.asks.service import AskedWord
from blog.database import db
from blog.errors import Invalid

LENGTH = 50  # words that wait, or decisions, on a page


def held() -> Sequence[AskedWord]:
    """The word that has waited longest first, with everybody who asks about it."""
    words = select(Ask.language, Ask.folded).filter_by(status=AskStatus.HELD).group_by(Ask.language, Ask.folded)
    words = words.order_by(func.min(Ask.asked_at), func.min(Ask.id)).limit(LENGTH)
    return asks.by_word(AskStatus.HELD, db.session.execute(words).all())


def decided() -> Sequence[Ask]:
    """What moderators decided and nobody went on with, newest first."""
    beside = joinedload(Ask.article), joinedload(Ask.comment), joinedload(Ask.decided_by)
    query = select(Ask).where(Ask.status.in_(Ask.VERDICTS)).options(*beside)
    return db.session.scalars(query.order_by(Ask.decided_at.desc(), Ask.id.desc()).limit(LENGTH)).all()


def decide(
    ids: Sequence[int], verdict: AskStatus, *, by: User | None, ground: AskGround | None = None
) -> Sequence[Ask]:
    """One verdict on all of them. Raises Conflict when one does not wait any more: then nothing is decided; Invalid
    when there is none, or a rejection has no ground."""
    if verdict not in Ask.VERDICTS:
        raise Invalid(_("Part of the form was missing. Please decide once more."), "verdict")
    if verdict is AskStatus.REJECTED and ground is None:
        raise Invalid(_("Choose why this is not passed on."), "ground")
    chosen = asks.chosen(ids, AskStatus.HELD)
    for ask in chosen:
        ask.decide(verdict, by=by, ground=ground if verdict is AskStatus.REJECTED else None)
    db.session.commit()
    return chosen


def reopen(ask_id: int, *, seen_status: AskStatus) -> Ask:
    """It waits again. Raises Conflict when it is not what the moderator saw: an editor has gone on with it, say."""
    if seen_status not in Ask.VERDICTS:
        raise Invalid(_("Part of the form was missing. Please decide once more."), "seen_status")
    [ask] = asks.chosen([ask_id], seen_status)
    ask.reopen()
    db.session.commit()
    return ask
