"""YAML nodes read as what they should be, with line numbers: what is wrong is named where it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

import yaml

from blog.database import utcnow

_NO_TEXT = re.compile("[\0\ud800-\udfff]")  # an escape can spell them


class BadLine(Exception):
    """What is wrong in the head; `line` counts from 1, its first line being the one after the dashes."""

    def __init__(self, sentence: str, line: int) -> None:
        super().__init__(sentence)
        self.line = line


class _Loader(yaml.SafeLoader):
    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        """Aliases are refused: a few lines of them can unfold to gigabytes."""
        if self.check_event(yaml.AliasEvent):
            raise BadLine("aliases (“*name”) are not read here", self.peek_event().start_mark.line + 1)  # type: ignore[no-untyped-call]
        return super().compose_node(parent, index)


def composed(text: str) -> yaml.Node:
    """What the text says, as nodes. Raises BadLine, as all here do."""
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as trouble:
        mark = trouble.problem_mark or trouble.context_mark
        problem = trouble.problem or trouble.context
        raise BadLine(f"the front matter is not YAML: {problem}", mark.line + 1 if mark else 1) from None
    except yaml.reader.ReaderError as trouble:
        line = text[: trouble.position].count("\n") + 1
        raise BadLine("the front matter holds a character that YAML does not allow", line) from None
    except RecursionError:
        raise BadLine("the front matter is nested too deeply", 1) from None
    if node is None:
        raise BadLine("the front matter is empty", 1)
    return node


def mapping(node: yaml.Node, known: tuple[str, ...]) -> dict[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        raise BadLine("lines of the form “key: value” are expected here", line_of(node))
    found: dict[str, yaml.Node] = {}
    for key_node, value in node.value:
        key = text_of(key_node)
        if key not in known:
            raise BadLine(f"“{key[:80]}” is not a key; there are: {', '.join(known)}", line_of(key_node))
        if key in found:
            raise BadLine(f"“{key}” stands twice", line_of(key_node))
        found[key] = value
    return found


def text_of(node: yaml.Node) -> str:
    """As it was typed: `title: 1984` and `language: no` are texts."""
    if not isinstance(node, yaml.ScalarNode):
        raise BadLine("a text is expected here, not a list or a group of keys", line_of(node))
    if _NO_TEXT.search(node.value):
        raise BadLine("this holds a character that no text may hold", line_of(node))
    return "" if node.tag.endswith(":null") else str(node.value)


def day(node: yaml.Node) -> date | None:
    typed = text_of(node)
    if not typed:
        return None
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", typed):
            raise ValueError
        return date.fromisoformat(typed)
    except ValueError:
        raise BadLine(f"“{typed[:80]}” is not a day; write it as 2026-03-31", line_of(node)) from None


def moment(node: yaml.Node) -> datetime | None:
    """In UTC."""
    typed = text_of(node)
    if not typed:
        return None
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z", typed):
            raise ValueError
        return datetime.fromisoformat(typed)
    except ValueError:
        raise BadLine(f"“{typed[:80]}” is not a time; write it as 2026-03-31T12:00:00Z", line_of(node)) from None


def past_moment(node: yaml.Node) -> datetime | None:
    """In UTC, and not to come."""
    found = moment(node)
    if found and found > utcnow():
        raise BadLine(f"“{text_of(node)}” is still to come", line_of(node))
    return found


def choice(choices: Mapping[str, Any]) -> Callable[[yaml.Node], Any]:
    def read(node: yaml.Node) -> Any:
        typed = text_of(node)
        if typed not in choices:
            raise BadLine(f"“{typed[:80]}” is not one of: {', '.join(choices)}", line_of(node))
        return choices[typed]

    return read


def sequence(node: yaml.Node, most: int) -> list[yaml.Node]:
    if isinstance(node, yaml.ScalarNode) and not text_of(node):
        return []
    if not isinstance(node, yaml.SequenceNode):
        raise BadLine("a list is expected here", line_of(node))
    if len(node.value) > most:
        raise BadLine(f"this list has more than {most} members", line_of(node))
    return list(node.value)


def line_of(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
