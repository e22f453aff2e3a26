"""What an entry would change in articles, told before it is saved or removed."""

from __future__ import annotations

from flask import render_template, request

from blog.articles import impact, term_reports
from blog.glossary import service as glossary
from blog.glossary.models import TermStatus
from blog.web.desk.door import bp
from blog.web.desk.glossary import term_page
from blog.web.desk.term_form import TermForm
from blog.web.reads import stores_nothing


@bp.post("/glossary/new/impact")
@bp.post("/glossary/<slug:slug>/impact")
@stores_nothing
def foresee(slug: str | None = None) -> str | tuple[str, int]:
    term, form = glossary.by_slug(slug) if slug else None, TermForm()
    if form.validate():
        with form.refusals():
            foreseen = impact.of_saving(form.entry(TermStatus.PUBLISHED), term, patience=_patience())
            return term_page(form, term, foreseen=foreseen)
    return term_page(form, term), 422


@bp.get("/glossary/<slug:slug>/removal")
def confirm_removal(slug: str) -> str:
    term = glossary.by_slug(slug)
    shown = {"count": term_reports.marking(term).count, "foreseen": impact.of_removing(term, patience=_patience())}
    return render_template("desk/confirm_removal.html", term=term, **shown)


def _patience() -> float:
    """Seconds. An editor may want to wait until all articles have been looked at."""
    return impact.PATIENT if "all" in request.args else impact.QUICK
