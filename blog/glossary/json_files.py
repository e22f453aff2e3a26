"""The glossary as JSON: `{"version": 1, "entries": [{…}, …]}`, an entry a line when we write it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from flask_babel import lazy_gettext as _

from blog.files import Unreadable
from blog.glossary.rows import COLUMNS, LISTED, SWITCHED, Fault, Said, Value
from blog.text.characters import tidy

VERSION = 1
NEEDED = ("term", "language")

_SPACE = re.compile(r"[ \t\n\r]*")


def read(text: str) -> Iterator[Said | Fault]:
    document = _Document(text)
    try:
        yield from document.entries()
    except Unreadable as trouble:
        yield Fault(document.line, trouble)
    except json.JSONDecodeError as trouble:
        yield Fault(trouble.lineno, _("it is not JSON: look at character %(column)s", column=trouble.colno))
    except ValueError:  # what Python says of an integer with more digits than it reads
        yield Fault(document.line, _("it is not JSON: a number is too long"))
    except RecursionError:
        yield Fault(document.line, _("it is not JSON: too many brackets stand inside one another"))


def write(entries: Iterable[Mapping[str, Value]]) -> Iterator[str]:
    """Lines. `entries` have all columns."""
    yield f'{{"version": {VERSION}, "entries": ['
    before = "\n"
    for entry in entries:
        yield before + json.dumps(entry, ensure_ascii=False)
        before = ",\n"
    yield "\n]}\n"


class _Document:
    """Reads the outermost object by hand, so that each entry is known by its line and none but one is held."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._decoder = json.JSONDecoder(object_pairs_hook=_each_once)
        self._counted = (0, 1)  # up to where lines are counted, and the line there

    @property
    def line(self) -> int:
        at, line = self._counted
        self._counted = (self._at, line + self._text.count("\n", at, self._at))
        return self._counted[1]

    def entries(self) -> Iterator[Said | Fault]:
        self._take("{")
        version, has_entries = None, False
        while True:
            name = self._value()
            self._take(":")
            if name == "entries" and not has_entries:
                has_entries = True
                yield from self._list()
            elif name == "version" and version is None:
                version = self._value()
            else:
                yield Fault(
                    self.line, _("“%(name)s” has no place beside “version” and “entries”", name=tidy(str(name)))
                )
                self._value()
            if self._take(",", "}") == "}":
                break
        self._end()
        if version != VERSION or isinstance(version, bool):
            yield Fault(1, _("its version must be %(version)s", version=VERSION))
        if not has_entries:
            yield Fault(1, _("it has no “entries”"))

    def _list(self) -> Iterator[Said | Fault]:
        self._take("[")
        if self._peek() == "]":
            self._take("]")
            return
        while True:
            self._peek()
            line = self.line
            yield _said(line, self._value())
            if self._take(",", "]") == "]":
                return

    def _peek(self) -> str:
        if space := _SPACE.match(self._text, self._at):
            self._at = space.end()
        return self._text[self._at : self._at + 1]

    def _take(self, *expected: str) -> str:
        found = self._peek()
        if found not in expected:
            raise Unreadable(_("it is not JSON: “%(signs)s” is missing here", signs=" / ".join(expected)))
        self._at += 1
        return found

    def _value(self) -> Any:
        self._peek()
        value, self._at = self._decoder.raw_decode(self._text, self._at)
        return value

    def _end(self) -> None:
        if self._peek():
            raise Unreadable(_("it is not JSON: something follows its end"))


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) != len(pairs):
        raise Unreadable(_("it is not JSON: a name is there twice"))
    return values


def _said(line: int, entry: Any) -> Said | Fault:
    if not isinstance(entry, dict):
        return Fault(line, _("an entry is an object in braces"))
    if unknown := next((name for name in entry if name not in COLUMNS), None):
        names = ",".join(COLUMNS)
        return Fault(line, _("there is no “%(name)s”; there are: %(names)s", name=tidy(unknown), names=names))
    if missing := next((name for name in NEEDED if name not in entry), None):
        return Fault(line, _("it has no “%(name)s”", name=missing))
    if wrong := next((name for name, value in entry.items() if not _fits(name, value)), None):
        return Fault(line, _("“%(name)s” must be %(kind)s", name=wrong, kind=_kind(wrong)))
    return Said(line, {name: tuple(value) if name in LISTED else value for name, value in entry.items()})


def _fits(name: str, value: Any) -> bool:
    if name in LISTED:
        return isinstance(value, list) and all(isinstance(member, str) for member in value)
    return isinstance(value, bool if name in SWITCHED else str)


def _kind(name: str) -> object:
    if name in LISTED:
        return _("a list of texts")
    return _("true or false") if name in SWITCHED else _("a text")
