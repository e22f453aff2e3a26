"""What every page keeps, whichever test fetches it."""

from __future__ import annotations

from collections import Counter

from bs4 import BeautifulSoup, Doctype, Tag

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


def check_promises(tree: BeautifulSoup, *, whole: bool) -> None:
    """What every page keeps. A fragment (`whole=False`), which a script asks for, has no head and no heading."""
    _check_ids(tree, whole)
    _check_scripts(tree)
    _check_controls(tree)
    for image in tree.select("img"):
        assert image.get("alt") is not None, f"a picture without alt: {image}"
    if whole:
        _check_frame(tree)


def _check_frame(tree: BeautifulSoup) -> None:
    headings = [" ".join(tag.get_text().split()) for tag in tree.select("h1")]
    assert len(headings) == 1, f"a page has one h1, not {headings}"
    assert headings[0], "the h1 is empty"
    title = " ".join(tree.title.get_text().split()) if tree.title else ""
    assert headings[0] in title, f"the title {title!r} does not name the h1 {headings[0]!r}"
    assert tree.html is not None
    assert tree.html.get("lang"), "the page does not say its language"
    assert isinstance(tree.contents[0], Doctype), "the page has no doctype"


def _check_ids(tree: BeautifulSoup, whole: bool) -> None:
    counted = Counter(str(tag["id"]) for tag in tree.select("[id]"))
    twice = [name for name, times in counted.items() if times > 1]
    assert not twice, f"ids that stand twice: {twice}"
    if not whole:
        return
    for attribute in POINTERS:
        for tag in tree.select(f"[{attribute}]"):
            missing = set(" ".join(tag.get_attribute_list(attribute)).split()) - counted.keys()
            assert not missing, f"{attribute} points at {missing}, which is not on the page"
    for tag in tree.select("a[href^='#']"):
        target = str(tag["href"])[1:]
        assert not target or target in counted, f"a link leads to #{target}, which is not on the page"


def _check_scripts(tree: BeautifulSoup) -> None:
    for script in tree.select("script:not([src])"):
        assert script.get("type") == "application/ld+json", f"an inline script: {script}"
    assert not tree.select("style"), "an inline style sheet"
    for tag in tree.find_all(True):
        unwanted = [name for name in tag.attrs if name == "style" or name.startswith("on")]
        assert not unwanted, f"{unwanted} on {tag.name}"


def _check_controls(tree: BeautifulSoup) -> None:
    for control in tree.select("input, select, textarea"):
        if control.get("type") in NAMELESS_INPUTS:
            continue
        labels = tree.select(f'label[for="{control["id"]}"]') if control.get("id") else []
        named = control.get("aria-label") or control.get("aria-labelledby") or control.find_parent("label") or labels
        assert named, f"a control without a label: {control}"
    for control in tree.select("button, a[href]"):
        assert label_of(control), f"nothing says what this does: {control}"


def label_of(tag: Tag) -> str:
    inside = [str(image.get("alt") or "") for image in tag.select("img")]
    words = (tag.get_text(), tag.get("aria-label"), tag.get("aria-labelledby"), tag.get("value"), *inside)
    return " ".join(" ".join(str(word) for word in words if word).split())
