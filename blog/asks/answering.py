"""An ask is answered when the glossary explains its word, in whatever way the entry came there."""

from __future__ import annotations

from collections.abc import Sequence

from blinker import Signal
from sqlalchemy import select, update

from blog.asks.explaining import explanations
from blog.asks.models import Ask, AskStatus
from blog.database import db, in_turns, utcnow
from blog.glossary.models import IS_PUBLIC, GlossaryForm, GlossaryTerm
from blog.jobs import chore

#: Sent with the Ask inside the transaction that answers it: whoever tells people about it writes to the outbox there.
answered = Signal()


@chore
def answer_asks() -> int:
    """Answers what the glossary explains by now and editors had on their list, one ask a transaction; how many."""
    return sum(_answer(ask_id) for ask_id in in_turns(_perhaps_explained()))


def _perhaps_explained() -> Sequence[int]:
    """Asks whose words some published entry is found by, accents and capitals aside: seldom more than are answered."""
    form = GlossaryForm
    explained = select(form.id).join(form.term).where(form.language == Ask.language, form.folded == Ask.folded)
    query = select(Ask.id).where(Ask.status == AskStatus.ACCEPTED, explained.where(IS_PUBLIC).exists())
    return db.session.scalars(query.order_by(Ask.id)).all()


def _answer(ask_id: int) -> bool:
    ask = db.session.get(Ask, ask_id)
    term = next(iter(explanations(ask.article, ask.word)), None) if ask else None
    if ask is None or term is None or not _claim(ask, term):
        db.session.rollback()
        return False
    answered.send(ask)
    ask.email = None  # it was left for this one mail
    db.session.commit()
    return True


def _claim(ask: Ask, term: GlossaryTerm) -> bool:
    """Of several workers one gets it."""
    change = update(Ask).where(Ask.id == ask.id, Ask.status == AskStatus.ACCEPTED)
    change = change.values(status=AskStatus.ANSWERED, term_id=term.id, answered_at=utcnow()).returning(Ask.id)
    mine = db.session.scalar(change) is not None
    db.session.refresh(ask)
    return mine
