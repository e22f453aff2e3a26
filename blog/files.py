"""Files that somebody hands over: read as text, or refused with a sentence that names them."""

from __future__ import annotations

from pathlib import Path

from flask_babel import LazyString, format_decimal
from flask_babel import lazy_gettext as _

from blog.errors import Refusal


class Unreadable(Refusal):
    """What somebody handed over is no text; `line` is where, when that is known."""

    def __init__(self, sentence: object, line: int | None = None) -> None:
        super().__init__(sentence)
        self.line = line


class BadFile(Refusal):
    """A file that is not taken in; the sentence names it, and the line where there is one."""

    def __init__(self, path: Path, sentence: object, line: int | None = None) -> None:
        super().__init__(placed(path, sentence, line))


def placed(path: Path, sentence: object, line: int | None) -> str:
    place = f"{path}, line {line}" if line else f"{path}"
    return f"{place}: {str(sentence).rstrip('.')}."


def number(value: int) -> LazyString:
    """For a sentence: as the language of its reader writes it."""
    return LazyString(format_decimal, value)


def read_text(path: Path, *, largest: int) -> str:
    """UTF-8, with or without a byte order mark, of at most `largest` bytes. Raises BadFile."""
    try:
        return decoded(read_bytes(path, largest=largest), largest=largest)
    except Unreadable as trouble:
        raise BadFile(path, trouble, trouble.line) from None


def read_bytes(path: Path, *, largest: int) -> bytes:
    """No more than one byte over `largest`. Raises BadFile."""
    try:
        with path.open("rb") as file:
            return file.read(largest + 1)
    except OSError as trouble:
        raise BadFile(path, f"it cannot be read ({trouble.strerror})") from None


def decoded(data: bytes, *, largest: int) -> str:
    """UTF-8, with or without a byte order mark, of at most `largest` bytes. Raises Unreadable."""
    if len(data) > largest:
        raise Unreadable(_("it has more than %(most)s bytes", most=number(largest)))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        raise Unreadable(_("it is not UTF-8"), _line(data, trouble.start)) from None
    if b"\0" in data:
        raise Unreadable(_("it holds a NUL character"), _line(data, data.index(b"\0")))
    return text


def _line(data: bytes, position: int) -> int:
    return data.count(b"\n", 0, position) + 1
