"""The glossary at the desk. The glossary does not know the articles; here they are told to follow it."""

from __future__ import annotations

from string import ascii_lowercase
from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from blog.articles import term_reports
from blog.articles.impact import Impact
from blog.articles.term_reports import Asked, Show
from blog.errors import Conflict
from blog.glossary import previewing, searching, writing
from blog.glossary import service as glossary
from blog.glossary.entry import LANGUAGES, Entry
from blog.glossary.models import GlossaryTerm, TermStatus
from blog.text.characters import tidy
from blog.web.desk.door import bp
from blog.web.desk.following import follow
from blog.web.desk.term_form import TermForm
from blog.web.forms import row_id
from blog.web.guards import person
from blog.web.reads import stores_nothing

Page = str | tuple[str, int] | Response
LETTERS = (*ascii_lowercase, searching.ELSE)
MOST_OFFERED = 20  # entries that could be translated


@bp.get("/glossary")
def term_list() -> str:
    asked = _asked()
    found = term_reports.listing(asked)
    return render_template("desk/term_list.html", asked=asked, found=found, alphabet=LETTERS)


@bp.get("/glossary/new")
def new_term() -> str:
    """Prefilled by whoever leads here: `label`, `aliases`, `definition`, `language`."""
    entry = Entry(
        label=tidy(request.args.get("label", "")),
        aliases=tuple(map(tidy, request.args.getlist("aliases"))),
        definition=tidy(request.args.get("definition", "")),
        language=request.args.get("language") or current_app.config["SITE_LANGUAGE"],
        status=TermStatus.DRAFT,
    )
    return term_page(TermForm.of(entry))


@bp.post("/glossary")
def add_term() -> Page:
    form = TermForm()
    if form.validate():
        with form.refusals():
            return _after_saving(writing.add(form.entry(_state(None)), by=person()))
    return term_page(form), 422


@bp.get("/glossary/<slug:slug>")
def edit_term(slug: str) -> str:
    """`?version=3` brings an earlier version into the form."""
    term, number = glossary.by_slug(slug), request.args.get("version", type=row_id)
    entry = glossary.entry_at(term, number) if number else glossary.as_entry(term)
    return term_page(TermForm.of(entry, seen=term.revision), term)


@bp.post("/glossary/<slug:slug>")
def revise_term(slug: str) -> Page:
    term, form = glossary.by_slug(slug), TermForm()
    if form.validate():
        try:
            with form.refusals():
                writing.revise(term, form.entry(_state(term)), by=person(), seen=form.began_from)
                return _after_saving(term)
        except Conflict as conflict:
            return term_page(form, term, theirs=conflict.current), 409
    return term_page(form, term), 422


@bp.post("/glossary/preview")
@bp.post("/glossary/<slug:slug>/preview")
@stores_nothing
def preview_term(slug: str | None = None) -> str:
    form, term = TermForm(), glossary.by_slug(slug) if slug else None
    if "only" in request.args:
        return render_template("desk/preview_term.html", **_preview(form, term))
    return term_page(form, term)


@bp.post("/glossary/<slug:slug>/removal")
def remove_term(slug: str) -> Response:
    term = glossary.by_slug(slug)
    label = term.label
    writing.remove(term)
    articles_follow(_("“%(label)s” is no longer in the glossary.", label=label))
    return redirect(url_for(".term_list"))


def articles_follow(sentence: str) -> None:
    """After a change; the sentence says what has changed."""
    follow()
    then = _("Articles follow within moments.")
    flash(f"{sentence} {then}")


def _asked() -> Asked:
    """What an address asks for; what nobody's link says is not asked."""
    given = request.args
    return Asked(
        text=tidy(given.get("q", "")).strip()[: searching.LONGEST_SEARCH],
        show=given.get("show", Show.ALL, type=Show),
        language=_one_of(LANGUAGES, "language"),
        letter=_one_of(LETTERS, "letter"),
        after=given.get("after", type=row_id),
    )


def _one_of(values: tuple[str, ...], name: str) -> str | None:
    given = request.args.get(name)
    return given if given in values else None


def _after_saving(term: GlossaryTerm) -> Response:
    label = term.title
    if term.is_published:
        articles_follow(_("“%(label)s” is saved.", label=label))
    else:
        flash(_("“%(label)s” is saved as a draft: no article is marked with it.", label=label))
        follow()
    return redirect(url_for(".edit_term", slug=term.slug))


def term_page(
    form: TermForm,
    term: GlossaryTerm | None = None,
    theirs: Entry | None = None,
    foreseen: Impact | None = None,
) -> str:
    shown = {
        "term": term,
        "theirs": theirs,
        "foreseen": foreseen,
        "topics": term_reports.topics(),
        **_preview(form, term),
    }
    if term:
        shown |= {"used": term_reports.marking(term), "newest": glossary.revisions(term)[0] if theirs else None}
    return render_template("desk/edit_term.html", **shown)


def _preview(form: TermForm, term: GlossaryTerm | None) -> dict[str, Any]:
    entry = form.entry(_state(term))
    form.take_new_form(entry)
    preview = previewing.preview(entry)
    advice = [*preview.advice, *term_reports.advice(entry.topics)]
    return {"form": form, "preview": preview, "advice": advice, "offered": _translatable(entry)}


def _translatable(entry: Entry) -> list[str]:
    """Titles of entries in other languages that are called like what is typed, else like the entry."""
    called = entry.translation or entry.label
    abroad = (language for language in LANGUAGES if language != entry.language)
    found = (searching.search(called, language=language, limit=MOST_OFFERED) for language in abroad)
    return [term.title for stretch in found for term in stretch.terms]


def _state(term: GlossaryTerm | None) -> TermStatus:
    return term.status if term else TermStatus.DRAFT
