"""The glossary as CSV. The members of a list are split by `|`; a switch says yes or no."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from flask_babel import lazy_gettext as _

from blog.files import number
from blog.glossary.rows import COLUMNS, LISTED, NEEDED, SWITCHED, Fault, Said, Value
from blog.text.characters import tidy

DELIMITERS = (",", ";", "\t")
YES = frozenset({"yes", "true", "1", "oui", "vrai"})
NO = frozenset({"no", "false", "0", "non", "faux"})
SILENT_WHEN_EMPTY = SWITCHED | {"status"}

#: What a spreadsheet would take for a formula, with the apostrophes that stand before it.
_FORMULA = re.compile(r"(?P<shield>'*)[=+\-@\t\r＝＋－＠]")


def read(text: str) -> Iterator[Said | Fault]:
    header = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        columns = [cell.strip().lower() for cell in next(reader, [])]
        if sentence := _wrong_columns(columns):
            yield Fault(1, sentence)
            return
        line = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield _said(line, columns, cells)
            line = reader.line_num + 1
    except csv.Error as trouble:
        yield Fault(reader.line_num, _wrong_cell(str(trouble)))


def write(entries: Iterable[Mapping[str, Value]]) -> Iterator[str]:
    """Lines. `entries` have all columns."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for entry in entries:
        writer.writerow(_cell(entry[column]) for column in COLUMNS)
        yield text.getvalue()
        text.seek(0)
        text.truncate()
    yield text.getvalue()


def _wrong_cell(told: str) -> object:
    """What the parser tells, which speaks English, in the reader's language."""
    if "limit" in told:
        return _("a cell has more than %(most)s characters", most=number(csv.field_size_limit()))
    if "end of data" in told:
        return _("it is not CSV: a quotation mark is opened and never closed")
    if "expected after" in told:
        return _("it is not CSV: something follows a closing quotation mark; inside a cell each is written twice")
    return _("it is not CSV")


def _wrong_columns(columns: Sequence[str]) -> object:
    """The sentence that says so, if they are."""
    if not set(NEEDED) <= set(columns):
        return _("the columns must be: %(columns)s; others may be there too", columns=",".join(NEEDED))
    [(column, times)] = Counter(columns).most_common(1)
    if times > 1:
        return _("the column “%(column)s” is there twice", column=tidy(column))
    if unknown := next((column for column in columns if column not in COLUMNS), None):
        return _(
            "there is no column “%(column)s”; there are: %(columns)s", column=tidy(unknown), columns=",".join(COLUMNS)
        )
    return None


def _said(line: int, columns: Sequence[str], cells: Sequence[str]) -> Said | Fault:
    if len(cells) != len(columns):
        return Fault(line, _("it has %(some)s cells, not %(all)s", some=len(cells), all=len(columns)))
    values: dict[str, Value] = {}
    for column, cell in zip(columns, map(_unshielded, cells), strict=True):
        if column in SWITCHED and cell.strip():
            word = cell.strip().lower()
            if word not in YES | NO:
                return Fault(line, _("“%(column)s” is yes or no, not “%(cell)s”", column=column, cell=tidy(cell)))
            values[column] = word in YES
        elif column not in SILENT_WHEN_EMPTY or cell.strip():
            values[column] = (cell,) if column in LISTED else cell
    return Said(line, values)


def _cell(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _shielded(value if isinstance(value, str) else "|".join(value))


def _shielded(cell: str) -> str:
    """Behind an apostrophe, where it would run as a formula (OWASP, CSV injection); reading takes that away."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _unshielded(cell: str) -> str:
    found = _FORMULA.match(cell)
    return cell[1:] if found and found["shield"] else cell
