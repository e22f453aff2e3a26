"""An article as a Markdown file: a YAML head between dashes, then the text as it was typed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from blog.articles.front_matter import COMMENTING, PARTS, READERS, Head, read_head, spell_moment
from blog.articles.front_matter import KEYS as ORDER
from blog.articles.manuscript import Manuscript
from blog.articles.models import Article, Continuation
from blog.articles.nodes import BadLine
from blog.articles.publishing import Publication
from blog.errors import Invalid
from blog.files import BadFile, read_text
from blog.text.glossary import Occurrence
from blog.text.slugs import slugify

LARGEST = 4 * Article.LONGEST_SOURCE  # bytes
#: Which key a field of a Manuscript is written under.
KEYS = {field: key for key, (field, _read) in READERS.items()} | {
    "picture": "lead_image",
    "continuation_url": "continue_reading",
}

_FILE = re.compile(r"---[ \t]*\n(?P<head>.*?)^---[ \t]*\n(?P<source>.*)", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class File:
    """What was read, and from which line each part came."""

    path: Path
    manuscript: Manuscript
    head: Head
    first_line: int  # of the text

    @property
    def slug_line(self) -> int:
        return self.head.lines.get("slug", self.head.lines["title"]) + 1

    def refused(self, refusal: Invalid) -> BadFile:
        """The refusal of a manuscript's field, as one of this file."""
        key = KEYS.get(refusal.field, refusal.field)
        if key in self.head.lines:
            return BadFile(self.path, f"{key}: {refusal}", self.head.lines[key] + 1)
        return BadFile(self.path, refusal, self.first_line if refusal.field == "source" else None)


def read(path: Path) -> File:
    """Without a slug the title gives it. Raises BadFile."""
    text = _text(path)
    parts = _FILE.fullmatch(text)
    if parts is None:
        raise BadFile(path, _without_head(text), 1)
    try:
        head = read_head(parts["head"])
    except BadLine as bad:
        raise BadFile(path, bad, bad.line + 1) from None
    manuscript = Manuscript(source=parts["source"], **head.fields)
    manuscript = replace(manuscript, slug=manuscript.slug or slugify(manuscript.title, fallback="article"))
    return File(path, manuscript, head, first_line=parts["head"].count("\n") + 3)


def write(manuscript: Manuscript, picture: str, publication: Publication) -> str:
    """The file's text; `picture` is the name of the picture's file. `read` gives the same manuscript back."""
    typed = {KEYS[field]: getattr(manuscript, field) for field in KEYS}
    links = manuscript.continuation is Continuation.LINK
    head: dict[str, Any] = typed | {
        "kind": manuscript.kind.value,
        "lead_image": picture,
        "topics": list(manuscript.topics),
        "continue_reading": manuscript.continuation_url if links else manuscript.continuation.value,
        "comments": next(word for word, commenting in COMMENTING.items() if commenting is manuscript.commenting),
        "glossary_marks": manuscript.occurrence.value if manuscript.occurrence is not Occurrence.ARTICLE else "",
        "glossary_most": manuscript.most_marks or "",
        "glossary_quotations": "marked" if manuscript.marks_quotations else "",
        "glossary_choices": [str(choice) for choice in manuscript.choices],
        "state": publication.state and publication.state.value,
        "published_at": publication.at,
    }
    for key, part in PARTS.items():
        lines = (line for line in manuscript.people if line.part is part)
        people = ({"name": line.name, "role": line.role, "organisation": line.organisation} for line in lines)
        head[key] = [{name: text for name, text in person.items() if text} for person in people]
    kept = {key: head[key] for key in ORDER if head[key] not in (None, "", [])}
    text = yaml.dump(kept, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{text}---\n{manuscript.source}"


class _Dumper(yaml.SafeDumper):
    """Writes a moment as it is read."""


_Dumper.add_representer(datetime, lambda to, at: to.represent_scalar("tag:yaml.org,2002:timestamp", spell_moment(at)))


def _without_head(text: str) -> str:
    if text.partition("\n")[0].rstrip() == "---":
        return "its head is not closed: a line “---” is missing between the front matter and the text"
    return "it does not begin with front matter, which stands between two lines “---”"


def _text(path: Path) -> str:
    text = read_text(path, largest=LARGEST).replace("\r\n", "\n").replace("\r", "\n")
    return text if text.endswith("\n") else f"{text}\n"
