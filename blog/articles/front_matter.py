"""The YAML head of an article's file, read with line numbers: what is wrong is named where it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import yaml

from blog.articles.choices import Choice, with_choice
from blog.articles.manuscript import PersonLine
from blog.articles.models import Article, ArticleStatus, Commenting, Continuation, Kind, Part, Person
from blog.articles.nodes import BadLine, choice, composed, day, line_of, mapping, moment, past_moment, sequence, text_of
from blog.articles.publishing import Publication
from blog.articles.writing import leads_elsewhere
from blog.text.glossary import Occurrence

LONGEST_HEAD = 100_000  # characters
MOST_PEOPLE = 100
MOST_TOPICS = 50
MOST_CHOICES = 200

PARTS = {"interviewees": Part.INTERVIEWEE, "interviewers": Part.INTERVIEWER, "authors": Part.AUTHOR}
COMMENTING = {"open": Commenting.SITE} | {each.value: each for each in Commenting if each is not Commenting.SITE}
KEYS = (
    "title", "slug", "kind", "language", "standfirst", "date", "lead_image", "lead_image_alt", "lead_image_caption",
    "lead_image_credit", *PARTS, "topics", "continue_reading", "continue_reading_label", "continue_reading_language",
    "comments", "comments_from", "comments_until", "comments_slow", "questions_to", "glossary_marks", "glossary_most",
    "glossary_quotations", "glossary_choices", "state", "published_at",
)  # fmt: skip


@dataclass(frozen=True)
class Head:
    """The fields of a Manuscript that the head gives, the name of its picture, what it says of publication, and where
    each key stands."""

    fields: Mapping[str, Any]
    picture: str
    publication: Publication
    lines: Mapping[str, int]


def read_head(text: str) -> Head:
    """Raises BadLine."""
    if len(text) > LONGEST_HEAD:
        raise BadLine(f"the front matter has more than {LONGEST_HEAD} characters", 1)
    nodes = mapping(composed(text), KEYS)
    fields = {field: read(nodes[key]) for key, (field, read) in READERS.items() if key in nodes}
    if "continue_reading" in nodes:
        fields |= _continuation(nodes["continue_reading"])
    people = [line for key in nodes if key in PARTS for line in _people(nodes[key], PARTS[key])]
    if people:
        fields["people"] = tuple(people)
    for needed in ("title", "language"):
        if not fields.get(needed):
            raise BadLine(f"“{needed}” is missing", line_of(nodes[needed]) if needed in nodes else 1)
    return Head(
        fields=fields,
        picture=text_of(nodes["lead_image"]) if "lead_image" in nodes else "",
        publication=_publication(nodes),
        lines={key: line_of(node) for key, node in nodes.items()},
    )


def spell_moment(at: datetime) -> str:
    """As `published_at` has it, down to the microsecond that keeps an article's place."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _topics(node: yaml.Node) -> tuple[str, ...]:
    return tuple(text_of(topic) for topic in sequence(node, MOST_TOPICS))


def _choices(node: yaml.Node) -> tuple[Choice, ...]:
    choices: tuple[Choice, ...] = ()
    for line in sequence(node, MOST_CHOICES):
        try:
            choices = with_choice(choices, Choice.read(text_of(line)))
        except ValueError:
            sentence = f"“{text_of(line)[:80]}” is none of: skip TERM, sense TERM, first TERM ANCHOR NUMBER"
            raise BadLine(sentence, line_of(line)) from None
    return choices


def _most(node: yaml.Node) -> int:
    typed = text_of(node)
    if not re.fullmatch(r"[0-9]{1,2}", typed):
        raise BadLine(f"“{typed[:80]}” is not a number from 0 to 99", line_of(node))
    return int(typed)


def _seconds(node: yaml.Node) -> int | None:
    typed = text_of(node)
    if not typed:
        return None
    if not re.fullmatch(r"[0-9]{1,5}", typed) or int(typed) > Article.SLOWEST:
        raise BadLine(f"“{typed[:80]}” is not a number of seconds from 0 to {Article.SLOWEST}", line_of(node))
    return int(typed)


def _people(node: yaml.Node, part: Part) -> list[PersonLine]:
    return [_person(line, part) for line in sequence(node, MOST_PEOPLE)]


def _person(node: yaml.Node, part: Part) -> PersonLine:
    nodes = mapping(node, ("name", "role", "organisation"))
    typed = {key: text_of(value) for key, value in nodes.items()}
    if not typed.get("name", "").strip():
        raise BadLine("this person has no name", line_of(node))
    for key, text in typed.items():
        if len(text) > Person.LONGEST_NAME:
            raise BadLine(f"“{key}” has more than {Person.LONGEST_NAME} characters", line_of(nodes[key]))
    return PersonLine(part=part, **typed)


def _continuation(node: yaml.Node) -> dict[str, Any]:
    typed = text_of(node)
    if typed in (Continuation.HERE.value, Continuation.PAGE.value):
        return {"continuation": Continuation(typed)}
    if not leads_elsewhere(typed):
        sentence = f"“{typed[:80]}” is not one of: here, page, an address beginning with https://"
        raise BadLine(sentence, line_of(node))
    return {"continuation": Continuation.LINK, "continuation_url": typed}


def _publication(nodes: Mapping[str, yaml.Node]) -> Publication:
    states = choice({state.value: state for state in ArticleStatus})
    return Publication(
        state=states(nodes["state"]) if "state" in nodes else None,
        at=past_moment(nodes["published_at"]) if "published_at" in nodes else None,
    )


READERS: Mapping[str, tuple[str, Callable[[yaml.Node], Any]]] = {
    "title": ("title", text_of),
    "slug": ("slug", text_of),
    "kind": ("kind", choice({kind.value: kind for kind in Kind})),
    "language": ("language", text_of),
    "standfirst": ("standfirst", text_of),
    "date": ("dated", day),
    "lead_image_alt": ("picture_alt", text_of),
    "lead_image_caption": ("picture_caption", text_of),
    "lead_image_credit": ("picture_credit", text_of),
    "topics": ("topics", _topics),
    "continue_reading_label": ("continuation_label", text_of),
    "continue_reading_language": ("continuation_language", text_of),
    "comments": ("commenting", choice(COMMENTING)),
    "comments_from": ("comments_from", moment),
    "comments_until": ("comments_until", moment),
    "comments_slow": ("slow_mode", _seconds),
    "questions_to": ("questions_to", text_of),
    "glossary_marks": ("occurrence", choice({each.value: each for each in Occurrence})),
    "glossary_most": ("most_marks", _most),
    "glossary_quotations": ("marks_quotations", choice({"marked": True, "unmarked": False})),
    "glossary_choices": ("choices", _choices),
}
