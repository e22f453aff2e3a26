"""What documents lead to is there, and every picture is shown by one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md"), ROOT / "benchmarks" / "README.md"])


def targets(document: Path) -> list[str]:
    inline = (token for block in MarkdownIt().parse(document.read_text()) for token in block.children or ())
    found = (str(token.attrs.get("href") or token.attrs.get("src") or "") for token in inline)
    return [each for each in found if each and "://" not in each]


def anchors(document: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", document.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_whatever_a_document_leads_to_is_there(document):
    for target in targets(document):
        path, _, anchor = target.partition("#")
        led_to = (document.parent / path).resolve() if path else document
        assert target.startswith("/") or led_to.exists(), target
        assert not anchor or anchor in anchors(led_to), target


def test_every_picture_is_shown():
    shown = {(document.parent / target).resolve() for document in DOCUMENTS for target in targets(document)}
    assert set((ROOT / "docs" / "pictures").iterdir()) <= shown
