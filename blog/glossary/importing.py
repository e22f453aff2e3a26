"""A file is taken in: planned and rendered while others work, then stored in one short transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from flask_babel import lazy_gettext as _

from blog.accounts.models import User
from blog.database import db, reading
from blog.errors import Conflict
from blog.glossary import service, standing, writing
from blog.glossary.entry import Checked
from blog.glossary.planned import Plan, Planned
from blog.glossary.planning import plan
from blog.glossary.rows import Reading
from blog.glossary.storing import Change

ATTEMPTS = 5

Watch = Callable[[Sequence[Planned]], Iterable[Planned]]


def dry_run(rows: Reading) -> Plan:
    with reading():
        return plan(rows)


def take_in(rows: Reading, *, by: User | None = None, seen: str = "", watch: Watch = iter) -> Plan:
    """The whole file or nothing; returns what was done. A plan with faults is returned and nothing is stored. Raises
    Conflict, with the plan that holds now, when it is another than the one that was `seen`. `watch` is handed what is
    to be rendered, which takes longest."""
    rendered: dict[Planned, Checked] = {}
    for _attempt in range(ATTEMPTS):
        now = dry_run(rows)
        if seen and now.digest != seen:
            raise Conflict(_("The glossary has changed since you looked at this."), current=now)
        if now.faults or not now.changes:
            return now
        rendered |= {
            each: each.entry.rendered() for each in watch([each for each in now.changes if each not in rendered])
        }
        if _store(now, rendered, by):
            return now
    raise Conflict(_("The glossary is being changed by others all the time; try again in a moment."), current=now)


def _store(plan: Plan, rendered: dict[Planned, Checked], by: User | None) -> bool:
    """Says whether what was planned still holds."""
    db.session.rollback()
    service.hold_alone()
    if standing.fingerprint() != plan.glossary:
        db.session.rollback()
        return False
    writing.write([_change(each, rendered[each]) for each in plan.changes], by=by)
    return True


def _change(planned: Planned, checked: Checked) -> Change:
    return Change(checked=checked, term_id=planned.term_id, slug=planned.slug, links=planned.links)
