"""What every page keeps, whichever test fetches it."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from lxml import html
from lxml.html import HtmlElement

#: Attributes that name elements of the same page by id.
POINTERS = (
    "for",
    "popovertarget",
    "commandfor",
    "aria-labelledby",
    "aria-describedby",
    "aria-controls",
    "form",
    "list",
)
NAMELESS_INPUTS = ("hidden", "submit", "button", "reset", "image")


@lru_cache(maxsize=512)
def check_promises(text: str) -> None:
    """What every page keeps. A fragment, which a script asks for, has no head and no heading."""
    whole = "<html" in text
    tree = html.document_fromstring(text or "<p>")
    tags = [tag for tag in tree.iter() if isinstance(tag.tag, str)]
    ids = Counter(str(tag.get("id")) for tag in tags if tag.get("id"))
    twice = [name for name, times in ids.items() if times > 1]
    assert not twice, f"ids that stand twice: {twice}"
    labelled = {tag.get("for") for tag in tags if tag.tag == "label"}
    for tag in tags:
        _check_tag(tag)
        if tag.tag in ("input", "select", "textarea") and tag.get("type") not in NAMELESS_INPUTS:
            named = tag.get("aria-label") or tag.get("aria-labelledby") or tag.get("id") in labelled
            assert named or next(tag.iterancestors("label"), None) is not None, (
                f"a control without a label: {shown(tag)}"
            )
        if whole:
            _check_pointers(tag, ids)
    if whole:
        _check_frame(tree, text)


def _check_frame(tree: HtmlElement, text: str) -> None:
    headings = [said(tag) for tag in tree.iter("h1")]
    assert len(headings) == 1, f"a page has one h1, not {headings}"
    assert headings[0], "the h1 is empty"
    title = " ".join(said(tag) for tag in tree.iter("title") if next(tag.iterancestors("svg"), None) is None)
    assert headings[0] in title, f"the title {title!r} does not name the h1 {headings[0]!r}"
    assert tree.get("lang"), "the page does not say its language"
    assert text.lstrip().lower().startswith("<!doctype html>"), "the page has no doctype"


def _check_pointers(tag: HtmlElement, ids: Counter[str]) -> None:
    for attribute in POINTERS:
        missing = set((tag.get(attribute) or "").split()) - ids.keys()
        assert not missing, f"{attribute} points at {missing}, which is not on the page"
    if tag.tag == "a" and (tag.get("href") or "").startswith("#"):
        target = str(tag.get("href"))[1:]
        assert not target or target in ids, f"a link leads to #{target}, which is not on the page"


def _check_tag(tag: HtmlElement) -> None:
    unwanted = [name for name in tag.attrib if name == "style" or name.startswith("on")]
    assert not unwanted, f"{unwanted} on {tag.tag}"
    assert tag.tag != "style", "an inline style sheet"
    if tag.tag == "script" and tag.get("src") is None:
        assert tag.get("type") == "application/ld+json", f"an inline script: {shown(tag)}"
    if tag.tag == "img":
        assert tag.get("alt") is not None, f"a picture without alt: {shown(tag)}"
    if tag.tag == "button" or (tag.tag == "a" and tag.get("href") is not None):
        assert label_of(tag), f"nothing says what this does: {shown(tag)}"


def label_of(tag: HtmlElement) -> str:
    words = (said(tag), tag.get("aria-label"), tag.get("aria-labelledby"), tag.get("value"))
    return " ".join(word for word in (*words, *(image.get("alt") for image in tag.iter("img"))) if word)


def said(tag: HtmlElement) -> str:
    return " ".join("".join(tag.itertext()).split())


def shown(tag: HtmlElement) -> str:
    return html.tostring(tag, encoding="unicode")[:500]
