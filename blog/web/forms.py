"""What every form of the house shares: protection against forged requests, a place for what services refuse, and
what is to be mended."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from flask import Flask, abort, request
from flask_babel import lazy_gettext as _
from flask_wtf import CSRFProtect, FlaskForm
from flask_wtf.file import FileField
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms import Field, FieldList, FormField
from wtforms.csrf.core import CSRFTokenField
from wtforms.form import BaseForm
from wtforms.widgets import HiddenInput

from blog.database import LARGEST_ID
from blog.errors import Invalid

STALE = _(
    "This form was opened a while ago, or your browser keeps no cookies for this site. "
    "Nothing is lost: please press Send once more."
)

csrf = CSRFProtect()
WITHOUT_TOKEN = {"csrf": False}  # the `meta` of a form that changes nothing


def init_app(app: Flask) -> None:
    app.before_request(_take_no_json)
    csrf.init_app(app)
    app.jinja_env.globals["faults_of"] = faults_of


def _take_no_json() -> None:
    """Flask-WTF and Flask-Security would read it as a form, whatever it holds."""
    if request.is_json and request.method == "POST":
        abort(415)


class Form(FlaskForm):  # type: ignore[misc]
    """The shape of input. A rule that a service finds broken is put at the field it names:

    if form.validate_on_submit():
        with form.refusals():
            articles.create(form.manuscript, by=current_user)
    if form.accepted: …
    """

    accepted = False

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        def wrap_formdata(self, form: Form, formdata: Any) -> Any:
            """A file is taken only where one is asked for."""
            given = super().wrap_formdata(form, formdata)
            if given is None or given is formdata or not request.files:
                return given
            asked_for = {field.name for field in form if isinstance(field, FileField)}
            files = [(name, file) for name, file in request.files.items(multi=True) if name in asked_for]
            return CombinedMultiDict((MultiDict(files), request.form))

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Catches Invalid; afterwards `accepted` says whether nothing was refused."""
        self.accepted = True
        try:
            yield
        except Invalid as refusal:
            self.accepted = False
            self.refuse(str(refusal), refusal.field)

    def refuse(self, sentence: str, field: str = "") -> None:
        """Puts a sentence at the field, or above the form when there is no such field."""
        if field in self._fields:
            self._fields[field].errors = [*self._fields[field].errors, sentence]
        else:
            self.form_errors.append(sentence)


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What to mend: a sentence, and the field that a visitor goes to, unless it is one that nobody sees."""

    sentence: str
    field_id: str = ""
    label: str = ""


def plain_breaks(text: str | None) -> str:
    """Browsers send CRLF and count LF."""
    return (text or "").replace("\r\n", "\n")


def row_id(given: str) -> int:
    """For a field or an address that names a row. Raises ValueError."""
    number = int(given)
    if not 0 <= number <= LARGEST_ID:
        raise ValueError(given)
    return number


def faults_of(form: BaseForm) -> list[Fault]:
    """Those of the form as a whole, then field by field, rows of a list too; none twice."""
    whole = [Fault(sentence=str(error)) for error in form.form_errors]
    is_ours = isinstance(form, Form)  # the sentences of Flask-Security's say themselves what they are about
    found = [fault for field in form for fault in _faults_in(field, is_ours)]
    return list(dict.fromkeys([*whole, *found]))


def _faults_in(field: Field, is_ours: bool) -> Iterator[Fault]:
    if isinstance(field, (FieldList, FormField)):
        for part in field:
            yield from _faults_in(part, is_ours)
    elif field.errors and isinstance(field, CSRFTokenField):
        yield Fault(sentence=str(STALE))
    elif isinstance(field.widget, HiddenInput):
        yield from (Fault(sentence=str(error)) for error in field.errors)
    else:
        label = str(field.label.text) if is_ours else ""
        yield from (Fault(sentence=str(error), field_id=field.id, label=label) for error in field.errors)
