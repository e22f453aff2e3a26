"""Part of `make check`: every template parses, and none calls HTML safe that has not been through the sanitiser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError

TEMPLATES = Path(__file__).parent.parent / "templates"
FORBIDDEN = {
    re.compile(r"\|\s*safe\b"): "“|safe”: what is safe is Markup already",
    re.compile(r"\bMarkup\b"): "“Markup”: HTML is made in blog/text",
    re.compile(r"\bautoescape\s+false\b", re.IGNORECASE): "escaping is never switched off",
    re.compile(r"<(style|script)(?![^>]*\b(src|type=\"application/ld\+json\"))[ >]"): "inline ones do not run",
    re.compile(r"\sstyle=|\son[a-z]+=\""): "inline ones do not run",
}


def complaints() -> Iterator[str]:
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    for path in sorted(TEMPLATES.rglob("*.*")):
        name, source = path.relative_to(TEMPLATES.parent), path.read_text("utf-8")
        try:
            environment.parse(source)
        except TemplateSyntaxError as trouble:
            yield f"{name}:{trouble.lineno}: {trouble.message}"
        for number, line in enumerate(source.splitlines(), 1):
            yield from (f"{name}:{number}: {why}" for pattern, why in FORBIDDEN.items() if pattern.search(line))


if __name__ == "__main__":
    found = list(complaints())
    print(*found, sep="\n", end="\n" if found else "")
    raise SystemExit(bool(found))
