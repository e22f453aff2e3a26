"""The glossary as a file, in and out. What comes in is looked at first, on its own page, and taken in from there."""

from __future__ import annotations

from contextlib import closing

from flask import Response as Answer
from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf.file import FileField
from werkzeug.wrappers import Response
from wtforms import TextAreaField

from blog.errors import Conflict, Invalid
from blog.files import number
from blog.glossary import files, importing, waiting
from blog.glossary.planned import Plan, Planned
from blog.text.comparing import Row, beside
from blog.web.desk.door import bp
from blog.web.desk.following import follow
from blog.web.forms import Form, plain_breaks
from blog.web.guards import person

Page = str | tuple[str, int] | Response

MOST_SHOWN = 200  # changes; the command line says them all


class GlossaryFileForm(Form):
    file = FileField(lazy_gettext("Choose a file"))
    pasted = TextAreaField(lazy_gettext("Or paste its text"), filters=[plain_breaks])

    def handed_over(self) -> bytes:
        """Raises Invalid when there is nothing."""
        if self.file.data:
            with closing(self.file.data) as upload:
                return bytes(upload.read())
        if not (self.pasted.data or "").strip():
            raise Invalid(_("Choose a file first."), "file")
        return str(self.pasted.data).encode("utf-8", "replace")

    @property
    def name(self) -> str:
        return self.file.data.filename if self.file.data else ""


@bp.get("/glossary/files")
def glossary_files() -> str:
    return _files(GlossaryFileForm(formdata=None))


@bp.post("/glossary/files")
def hand_over_glossary() -> Page:
    form = GlossaryFileForm()
    if form.validate():
        with form.refusals():
            waiting.hand_over(form.handed_over(), name=form.name, by=person())
            return redirect(url_for(".glossary_plan"))
    return _files(form), 422


@bp.get("/glossary/files/plan")
def glossary_plan() -> Page:
    file = waiting.waiting_of(person())
    if file is None:
        return redirect(url_for(".glossary_files"))
    return _plan(importing.dry_run(files.read(file.data)), file.name)


@bp.post("/glossary/files/plan")
def take_in_glossary() -> Page:
    file = waiting.waiting_of(person())
    if file is None:
        flash(_("Nothing waits to be taken in any more."))
        return redirect(url_for(".glossary_files"))
    try:
        plan = importing.take_in(files.read(file.data), by=person(), seen=request.form.get("seen", "-"))
    except Conflict as conflict:
        return _plan(conflict.current, file.name, told=str(conflict)), 409
    if plan.faults:
        return _plan(plan, file.name), 409
    waiting.let_go(person())
    follow()
    flash(_tally(plan))
    return redirect(url_for(".term_list"))


@bp.get("/glossary/files/glossary.csv")
def give_glossary_csv() -> Answer:
    """Begins with a byte order mark: without it spreadsheets take its accents for something else."""
    return _attached("glossary.csv", "text/csv; charset=utf-8", files.give("csv").encode("utf-8-sig"))


@bp.get("/glossary/files/glossary.json")
def give_glossary_json() -> Answer:
    return _attached("glossary.json", "application/json", files.give("json").encode())


def _attached(name: str, kind: str, data: bytes) -> Answer:
    answer = Answer(data, content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _files(form: GlossaryFileForm) -> str:
    return render_template("desk/glossary_files.html", form=form, waits=waiting.name_of_waiting(person()))


def _plan(plan: Plan, name: str, told: str = "") -> str:
    faults, tally = plan.faults[: files.MOST_FAULTS], _tally(plan)
    shown = [(change, _differences(change)) for change in plan.changes[:MOST_SHOWN]]
    return render_template(
        "desk/glossary_plan.html", plan=plan, name=name, shown=shown, faults=faults, tally=tally, told=told
    )


def _differences(change: Planned) -> list[tuple[str, tuple[Row, ...]]]:
    return [] if change.is_new else [(column, beside(before, after)) for column, before, after in change.differences]


def _tally(plan: Plan) -> str:
    counts = {"new": plan.new, "revised": plan.revised, "unchanged": plan.unchanged, "refused": plan.refused}
    numbers = {name: number(count) for name, count in counts.items()}
    if plan.refused:
        return str(_("%(new)s new, %(revised)s revised, %(unchanged)s unchanged, %(refused)s refused.", **numbers))
    return str(_("%(new)s new, %(revised)s revised, %(unchanged)s unchanged.", **numbers))
