"""The desk's forms: typed text becomes a manuscript, and back; an entry's is in `term_form.py`. Rules are the
services'."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import wtforms
from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from blog.articles.choices import decided
from blog.articles.manuscript import PLAIN_FIELDS, Manuscript, PersonLine
from blog.articles.models import Article, Commenting, Continuation, Kind, Part, Person
from blog.database import LARGEST_ID
from blog.media.models import Picture
from blog.text.glossary import Occurrence
from blog.text.links import LONGEST_URL
from blog.web.desk.comparison import Difference, differences
from blog.web.desk.moments import MomentField
from blog.web.desk.spelling import (
    COMMENTINGS,
    CONTINUATIONS,
    KINDS,
    LANGUAGES,
    OCCURRENCES,
    PARTS,
    as_compared,
    as_typed,
    chosen,
)
from blog.web.forms import Form, plain_breaks

LEAST_ROWS = 2
MOST_CHOICES = 200
REVISION = NumberRange(0, LARGEST_ID)
SLOWNESS = NumberRange(0, Article.SLOWEST)


class PersonForm(wtforms.Form):  # type: ignore[misc]
    """A row of the people; one without a name is nobody."""

    part = SelectField(_("Part"), choices=PARTS, default=Part.INTERVIEWEE.value)
    name = StringField(_("Name"), [Length(max=Person.LONGEST_NAME)])
    role = StringField(_("Role"), [Length(max=Person.LONGEST_NAME)])
    organisation = StringField(_("Organisation"), [Length(max=Person.LONGEST_NAME)])

    def validate_name(self, field: StringField) -> None:
        if not self.is_named and (self.role.data or self.organisation.data):
            raise ValidationError(_("Give this person a name, or empty the row."))

    @property
    def is_named(self) -> bool:
        return bool((self.name.data or "").strip())

    @property
    def line(self) -> PersonLine:
        typed = {name: self[name].data or "" for name in ("name", "role", "organisation")}
        return PersonLine(part=Part(chosen(self.part)), **typed)


class ArticleForm(Form):
    """All of an article. `seen` is the revision it began from; `over` a newer one that the editor has been shown."""

    title = StringField(_("Title"), [InputRequired(_("An article needs a title.")), Length(max=Article.LONGEST_TITLE)])
    standfirst = TextAreaField(_("Standfirst"), [Length(max=Article.LONGEST_STANDFIRST)], filters=[plain_breaks])
    source = TextAreaField(_("Text"), [Length(max=Article.LONGEST_SOURCE)], filters=[plain_breaks])
    people = FieldList(FormField(PersonForm), _("People"))
    picture = FileField(_("Choose a picture"))
    kept_picture = HiddenField()  # the digest of one that was chosen before
    drop_picture = BooleanField(_("Remove this picture"))
    picture_alt = StringField(_("What it shows"), [Length(max=Article.LONGEST_LINE)])
    picture_caption = TextAreaField(_("Caption"), [Length(max=Article.LONGEST_CAPTION)], filters=[plain_breaks])
    picture_credit = StringField(_("Credit"), [Length(max=Article.LONGEST_LINE)])
    language = SelectField(_("Language"), choices=LANGUAGES)
    kind = SelectField(_("Kind"), choices=KINDS)
    topics = StringField(_("Topics"), [Length(max=Article.LONGEST_LINE)])
    dated = DateField(_("Date"), [Optional()])
    slug = StringField(_("Address"), [Length(max=Article.LONGEST_SLUG)])
    continuation = RadioField(_("Where does the article go on?"), choices=CONTINUATIONS)
    continuation_url = StringField(_("Address of the rest"), [Length(max=LONGEST_URL)])
    continuation_label = StringField(_("Words of the link"), [Length(max=Article.LONGEST_LINE)])
    continuation_language = StringField(_("Language there"), [Length(max=Article.LONGEST_LANGUAGE)])
    commenting = SelectField(_("Comments"), choices=COMMENTINGS, filters=[lambda typed: typed or Commenting.SITE.value])
    comments_from = MomentField(_("Open from"), [Optional()])
    comments_until = MomentField(_("Open until"), [Optional()])
    slow_mode = IntegerField(_("Seconds between two comments of one person"), [Optional(), SLOWNESS])
    questions_to = StringField(_("Who answers readers’ questions"), [Length(max=Article.LONGEST_NAMES)])
    occurrence = SelectField(
        _("A term is marked"), choices=OCCURRENCES, filters=[lambda typed: typed or Occurrence.ARTICLE.value]
    )
    most_marks = IntegerField(_("Marks in a paragraph, at most"), [Optional(), NumberRange(0, 99)], default=0)
    marks_quotations = BooleanField(_("In quotations too"))
    choices = FieldList(HiddenField(), _("Choices about marks"), max_entries=MOST_CHOICES)
    choose = HiddenField()  # by a button beside the preview
    undo = HiddenField()
    seen = IntegerField(widget=wtforms.widgets.HiddenInput(), default=0, validators=[Optional(), REVISION])
    over = IntegerField(widget=wtforms.widgets.HiddenInput(), validators=[Optional(), REVISION])
    act = HiddenField()

    @classmethod
    def of(cls, manuscript: Manuscript, seen: int = 0) -> ArticleForm:
        return cls(formdata=None, data={**as_typed(manuscript), "seen": seen})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        while len(self.people) < LEAST_ROWS or self.people[-1].form.is_named:
            self.people.append_entry()
        if self.act.data == "row":
            self.people.append_entry()
        if self.has_just_chosen:
            self._decide()

    def _decide(self) -> None:
        made = decided(self._spelled, choose=self.choose.data or "", undo=self.undo.data or "")
        if len(made) > MOST_CHOICES:
            self.refuse(_("At most %(most)s choices about marks.", most=MOST_CHOICES))
        while len(self.choices):
            self.choices.pop_entry()
        for choice in made[:MOST_CHOICES]:
            self.choices.append_entry(str(choice))

    @property
    def has_just_chosen(self) -> bool:
        return bool(self.choose.data or self.undo.data)

    @property
    def publishes(self) -> bool:
        return bool(self.act.data == "publish")

    @property
    def began_from(self) -> int:
        return int(self.over.data or self.seen.data or 0)

    @property
    def _digest(self) -> str:
        digest = self.kept_picture.data or ""
        return digest if Picture.DIGEST.fullmatch(digest) else ""

    def keep_upload(self, lay_by: Callable[..., Picture]) -> None:
        """Whatever else is to be mended: nobody should have to choose a file twice."""
        if self.picture.data:
            picture = lay_by(self.picture.data.read(), name=self.picture.data.filename)
            self.kept_picture.data, self.drop_picture.data = picture.digest, False
        elif self.drop_picture.data:
            self.kept_picture.data, self.drop_picture.data = "", False

    def manuscript(self) -> Manuscript:
        """What is typed, finished or not."""
        plain: dict[str, Any] = {
            name: self[name].data or "" for name in PLAIN_FIELDS if isinstance(self[name], StringField)
        }
        return Manuscript(
            **plain,
            language=chosen(self.language),
            kind=Kind(chosen(self.kind)),
            people=tuple(row.form.line for row in self.people if row.form.is_named),
            topics=tuple(name.strip() for name in (self.topics.data or "").split(",") if name.strip()),
            dated=self.dated.data,
            picture=self._digest,
            continuation=Continuation(chosen(self.continuation)),
            continuation_url=self.continuation_url.data or "",
            commenting=Commenting(chosen(self.commenting)),
            comments_from=self.comments_from.data,
            comments_until=self.comments_until.data,
            slow_mode=self.slow_mode.data,
            occurrence=Occurrence(chosen(self.occurrence)),
            most_marks=min(max(self.most_marks.data or 0, 0), 99),
            marks_quotations=self.marks_quotations.data,
            choices=decided(self._spelled),
        )

    @property
    def _spelled(self) -> list[str]:
        return [field.data or "" for field in self.choices]

    def differences(self, theirs: Manuscript) -> list[Difference]:
        """The fields whose words differ: theirs beside what is typed here."""
        other, mine = as_compared(theirs), as_compared(self.manuscript())
        mine["slug"] = mine["slug"] or other["slug"]  # empty: it stays
        return differences(self, other, mine)


class PictureForm(Form):
    picture = FileField(_("Choose a picture"), [FileRequired(_("Choose a file first."))])
