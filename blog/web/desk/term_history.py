"""The versions of an entry: what each of them changed, and the way back to one."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from blog.database import LARGEST_ID
from blog.errors import Conflict
from blog.glossary import service as glossary
from blog.glossary import writing
from blog.glossary.entry import Entry
from blog.glossary.models import GlossaryTerm
from blog.web.desk.door import bp
from blog.web.desk.glossary import articles_follow
from blog.web.desk.term_form import RestoringForm, TermForm
from blog.web.forms import row_id
from blog.web.guards import person

Page = str | tuple[str, int] | Response


@bp.get("/glossary/<slug:slug>/history")
def term_history(slug: str) -> str:
    term = glossary.by_slug(slug)
    versions = glossary.revisions(term, before=request.args.get("before", type=row_id))
    return render_template("desk/term_history.html", term=term, versions=versions)


@bp.get(f"/glossary/<slug:slug>/history/<int(max={LARGEST_ID}):number>")
def term_version(slug: str, number: int) -> str:
    """Against the version before, or with `?against=today`."""
    term = glossary.by_slug(slug)
    return _page(term, number, RestoringForm.of(term))


@bp.post(f"/glossary/<slug:slug>/history/<int(max={LARGEST_ID}):number>/restoration")
def restore_term(slug: str, number: int) -> Page:
    term, form = glossary.by_slug(slug), RestoringForm()
    if form.validate():
        try:
            with form.refusals():
                writing.restore(term, number, by=person(), seen=form.seen.data)
                articles_follow(_("Version %(number)s is restored.", number=number))
                return redirect(url_for(".edit_term", slug=term.slug))
        except Conflict as conflict:
            form = RestoringForm.of(term)
            form.refuse(str(conflict))
            return _page(term, number, form), 409
    return _page(term, number, form), 422


def _page(term: GlossaryTerm, number: int, form: RestoringForm) -> str:
    is_against_today = request.args.get("against") == "today" or request.method == "POST"
    version, then = glossary.revision(term, number), glossary.entry_at(term, number)
    if is_against_today:
        changed = TermForm.of(glossary.as_entry(term)).differences(then, term.status)
    else:
        changed = TermForm.of(then).differences(_before(term, number, then), then.status)
    shown = {"term": term, "version": version, "then": then, "form": form, "changed": changed}
    return render_template("desk/term_version.html", **shown, is_against_today=is_against_today)


def _before(term: GlossaryTerm, number: int, then: Entry) -> Entry:
    """Before the first version there was nothing."""
    return glossary.entry_at(term, number - 1) if number > 1 else Entry(label="", language=then.language)
