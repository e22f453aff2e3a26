"""A manuscript: all that an editor types for an article, as one value. The desk's form, a Markdown file and a
revision are three spellings of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from blog.articles.choices import Choice
from blog.articles.models import Article, Commenting, Continuation, Kind, Part
from blog.text.glossary import Occurrence


@dataclass(frozen=True, kw_only=True)
class PersonLine:
    part: Part
    name: str
    role: str = ""
    organisation: str = ""


@dataclass(frozen=True, kw_only=True)
class Manuscript:
    title: str
    language: str
    slug: str = ""  # empty: made from the title
    kind: Kind = Kind.INTERVIEW
    standfirst: str = ""
    source: str = ""
    dated: date | None = None
    people: tuple[PersonLine, ...] = ()
    topics: tuple[str, ...] = ()
    picture: str = ""  # the digest of a stored picture
    picture_alt: str = ""
    picture_caption: str = ""
    picture_credit: str = ""
    continuation: Continuation = Continuation.HERE
    continuation_url: str = ""
    continuation_label: str = ""
    continuation_language: str = ""
    commenting: Commenting = Commenting.SITE
    comments_from: datetime | None = None
    comments_until: datetime | None = None
    slow_mode: int | None = None
    questions_to: str = ""
    occurrence: Occurrence = Occurrence.ARTICLE
    most_marks: int = 0
    marks_quotations: bool = False
    choices: tuple[Choice, ...] = ()

    @classmethod
    def of(cls, article: Article) -> Manuscript:
        """What stands in the article now."""
        plain = {name: getattr(article, name) for name in PLAIN_FIELDS}
        return cls(
            **plain,
            people=tuple(
                PersonLine(part=person.part, name=person.name, role=person.role, organisation=person.organisation)
                for person in article.people
            ),
            topics=tuple(topic.name for topic in article.topics),
            picture=article.picture.digest if article.picture else "",
            continuation_url=article.continuation_url or "",
            choices=tuple(map(Choice.read, article.choices)),
        )

    def as_json(self) -> dict[str, Any]:
        """For a revision row; `from_json` reads it back."""
        return {
            **asdict(self),
            "kind": self.kind.value,
            "continuation": self.continuation.value,
            "commenting": self.commenting.value,
            "comments_from": self.comments_from and self.comments_from.isoformat(),
            "comments_until": self.comments_until and self.comments_until.isoformat(),
            "dated": self.dated and self.dated.isoformat(),
            "people": [{**asdict(person), "part": person.part.value} for person in self.people],
            "topics": list(self.topics),
            "occurrence": self.occurrence.value,
            "choices": [str(choice) for choice in self.choices],
        }

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> Manuscript:
        people = tuple(PersonLine(**{**person, "part": Part(person["part"])}) for person in row["people"])
        return cls(
            **{
                **row,
                "kind": Kind(row["kind"]),
                "continuation": Continuation(row["continuation"]),
                "commenting": Commenting(row["commenting"]),
                "comments_from": row["comments_from"] and datetime.fromisoformat(row["comments_from"]),
                "comments_until": row["comments_until"] and datetime.fromisoformat(row["comments_until"]),
                "dated": row["dated"] and date.fromisoformat(row["dated"]),
                "people": people,
                "topics": tuple(row["topics"]),
                "occurrence": Occurrence(row["occurrence"]),
                "choices": tuple(map(Choice.read, row["choices"])),
            }
        )


#: Fields that an article's columns hold under the same name.
PLAIN_FIELDS = (
    "title", "language", "slug", "kind", "standfirst", "source", "dated", "picture_alt", "picture_caption",
    "picture_credit", "continuation", "continuation_label", "continuation_language", "commenting", "comments_from",
    "comments_until", "slow_mode", "questions_to", "occurrence", "most_marks", "marks_quotations",
)  # fmt: skip
