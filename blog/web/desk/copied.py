"""A page that was copied from somewhere, glossary bubbles and all, becomes a draft article and draft entries."""

from __future__ import annotations

from contextlib import closing

import wtforms
from flask import current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext
from flask_wtf.file import FileField
from werkzeug.wrappers import Response
from wtforms import BooleanField, FieldList, FormField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from blog.articles import copying
from blog.articles.manuscript import Manuscript
from blog.articles.models import Article, Kind
from blog.errors import Invalid
from blog.files import Unreadable, decoded
from blog.glossary import drafting
from blog.glossary.entry import Entry
from blog.glossary.models import GlossaryTerm
from blog.glossary.naming import Known
from blog.text.bubbles import Proposal, split_bubbles
from blog.text.folding import fold
from blog.text.pages import to_markdown
from blog.text.words import excerpt
from blog.web.desk.door import bp
from blog.web.desk.spelling import LANGUAGES, chosen
from blog.web.forms import Form, plain_breaks
from blog.web.guards import person
from blog.web.reads import stores_nothing

Page = str | tuple[str, int] | Response

LARGEST = 1_000_000  # bytes
MOST_PROPOSALS = 200


class CopiedForm(Form):
    pasted = TextAreaField(lazy_gettext("Text of the page"), filters=[plain_breaks])
    file = FileField(lazy_gettext("Or a text file"))
    language = SelectField(lazy_gettext("Language"), choices=LANGUAGES)

    def text(self) -> str:
        """Raises Invalid when there is none."""
        try:
            if self.file.data:
                with closing(self.file.data) as upload:
                    return plain_breaks(decoded(upload.read(LARGEST + 1), largest=LARGEST))
            pasted = decoded((self.pasted.data or "").encode("utf-8", "replace"), largest=LARGEST)
        except Unreadable as trouble:
            raise Invalid(str(trouble), "file" if self.file.data else "pasted") from None
        if not pasted.strip():
            raise Invalid(_("Paste the text of a page first."), "pasted")
        return pasted


class ProposalForm(wtforms.Form):  # type: ignore[misc]
    wanted = BooleanField(lazy_gettext("Make a draft of this entry"))
    label = StringField(lazy_gettext("Term"), [Length(max=GlossaryTerm.LONGEST_NAME)])
    definition = TextAreaField(
        lazy_gettext("Definition"), [Length(max=GlossaryTerm.LONGEST_DEFINITION)], filters=[plain_breaks]
    )


class PartedForm(Form):
    """The prose and the entries that were in it."""

    title = StringField(
        lazy_gettext("Title"),
        [InputRequired(lazy_gettext("An article needs a title.")), Length(max=Article.LONGEST_TITLE)],
    )
    language = SelectField(lazy_gettext("Language"), choices=LANGUAGES)
    picture_caption = StringField(lazy_gettext("Caption of the picture"), [Length(max=Article.LONGEST_CAPTION)])
    source = TextAreaField(lazy_gettext("Text"), [Length(max=Article.LONGEST_SOURCE)], filters=[plain_breaks])
    entries = FieldList(FormField(ProposalForm), max_entries=MOST_PROPOSALS)

    def refuse(self, sentence: str, field: str = "") -> None:
        """At the field of an entry, too: `entries-2-label`."""
        of_entries = {each.name: each for row in self.entries for each in row}
        if field in of_entries:
            of_entries[field].errors = [*of_entries[field].errors, sentence]
        else:
            super().refuse(sentence, field)

    def manuscript(self) -> Manuscript:
        source = self.source.data or ""
        return Manuscript(
            title=self.title.data or "",
            language=chosen(self.language),
            kind=Kind.INTERVIEW if any(line.startswith("## ") for line in source.split("\n")) else Kind.ARTICLE,
            source=source,
            picture_caption=self.picture_caption.data or "",
        )

    def drafts(self) -> dict[str, Entry]:
        """The ticked ones, by the names of their fields."""
        return {
            row.name: Entry(
                label=row.form.label.data or "",
                language=chosen(self.language),
                definition=row.form.definition.data or "",
            )
            for row in self.entries
            if row.form.wanted.data
        }


@bp.get("/articles/copied")
def copied_page() -> str:
    return _copied(CopiedForm(formdata=None, data={"language": current_app.config["SITE_LANGUAGE"]}))


@bp.post("/articles/copied")
@stores_nothing
def part_copied_page() -> Page:
    form = CopiedForm()
    if form.validate():
        with form.refusals():
            return _parted(_part(form.text(), chosen(form.language)))
    return _copied(form), 422


@bp.post("/articles/copied/drafts")
def add_copied_page() -> Page:
    form = PartedForm()
    if form.validate():
        with form.refusals():
            drafts = form.drafts()
            article = copying.take_in(form.manuscript(), drafts, by=person())
            return _after_adding(article, len(drafts))
    return _parted(form), 422


def _part(text: str, language: str) -> PartedForm:
    parted = split_bubbles(text)
    if len(parted.proposals) > MOST_PROPOSALS:
        sentence = _("More than %(most)s entries are in this page. Please take it in by parts.", most=MOST_PROPOSALS)
        raise Invalid(sentence, "pasted")
    page = to_markdown(parted.prose)
    first_line = page.caption or page.source.partition("\n")[0].removeprefix("## ")
    return PartedForm(
        formdata=None,
        data={
            "title": excerpt(first_line, Article.LONGEST_TITLE // 2),
            "language": language,
            "picture_caption": page.caption,
            "source": page.source,
            "entries": _proposed(parted.proposals, language),
        },
    )


def _proposed(proposals: tuple[Proposal, ...], language: str) -> list[dict[str, object]]:
    """Ticked, unless there is an entry, or the word was proposed before."""
    known = set(drafting.explained((each.label for each in proposals), language))
    rows: list[dict[str, object]] = []
    for each in proposals:
        rows.append({"wanted": fold(each.label) not in known, "label": each.label, "definition": each.definition})
        known.add(fold(each.label))
    return rows


def _after_adding(article: Article, drafts: int) -> Response:
    entries = ngettext("%(num)d draft entry is in the glossary.", "%(num)d draft entries are in the glossary.", drafts)
    saved = _("The article is a draft.")
    flash(f"{saved} {entries}" if drafts else saved)
    return redirect(url_for(".edit_article", slug=article.slug))


def _copied(form: CopiedForm) -> str:
    return render_template("desk/copied_page.html", form=form)


def _parted(form: PartedForm) -> str:
    labels = [row.form.label.data or "" for row in form.entries]
    known = drafting.explained(labels, chosen(form.language))
    there: list[Known | None] = [known.get(fold(label)) for label in labels]
    return render_template("desk/copied_parts.html", form=form, rows=list(zip(form.entries, there, strict=True)))
