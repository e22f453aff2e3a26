"""What would run in a browser is found in a definition; words about it are words."""

from __future__ import annotations

import pytest

from blog.text.active import active_content
from tests.hostile import HIT, TAGS


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<script>alert(1)</script>", "<script"),
        ("A slope. <SCRIPT src=//a.example>", "<SCRIPT"),
        ("A slope.\n\n<script\n>alert(1)", "<script"),
        ("- <iframe src=x></iframe>", "<iframe"),
        ("> <object data=x>", "<object"),
        ("# <embed/src=x>", "<embed"),
        ("**<style>** *{}</style>", "<style"),
        ("| a | <svg> |", "<svg"),
        ("ends like </script>", "</script"),
        ("<img src=x onerror=alert(1)>", "onerror="),
        ("<img/src='x'/onerror=alert(1)//", "onerror="),
        ('<b title=">" onclick = "x">', "onclick ="),
        ("<b\nonclick=x", "onclick="),
        ("<a href='javascript:alert(1)'>x</a>", "javascript:"),
        ("<a href=&#106;avascript:alert(1)>x</a>", "javascript:"),
        ("[x](javascript:alert(1))", "javascript:"),
        ("[x](JavaScript\\:alert(1))", "JavaScript:"),
        ("[x](&#106;avascript&colon;alert(1))", "javascript:"),
        ("[x](java\tscript:alert(1))", "javascript:"),
        ("[x](< javascript:alert(1)>)", "javascript:"),
        ("![x](vbscript:x)", "vbscript:"),
        ("[![x](y)](javascript:x)", "javascript:"),
        ("<javascript:alert(1)>", "javascript:"),
        ("[x][y]\n\n[y]: javascript:alert(1)", "javascript:"),
        ("[x](data:text/html,y)", "data:text/html"),
        ("[<script>](https://a.example)", "<script"),
        ("![<script>](x)", "<script"),
        ("`<b>` and <script>", "<script"),
        ("`` <script>", "<script"),
    ],
)
def test_what_would_run_is_found(source, found):
    assert active_content(source) == found


@pytest.mark.parametrize(
    "source",
    [
        "",
        "A slope, *paved*; if 1 < 2.",
        "`<script>` runs a program, ``<svg onload=`x`>`` too.",
        "```html\n<script>alert(1)</script>\n```",
        "Indented:\n\n    <script>alert(1)</script>",
        "`[x](javascript:alert(1))`",
        "Written \\<script> or &lt;script&gt; or &#60;script>.",
        "A <b>bold</b> word, <br> and <img src=x alt='on a quay'>.",
        "<scripture> <styled-box> <objective> <svg-icon>",
        "The onclick= attribute, <b>the onload = one</b> too.",
        "Addresses that begin with javascript: are programs.",
        "[JavaScript: the parts](https://a.example/javascript:x)",
        "<b title='a moon=b'> less <on=1>",
        "[x](mailto:a@example.org)",
    ],
)
def test_words_about_it_and_harmless_tags_are_none(source):
    assert active_content(source) == ""


def test_of_the_tags_that_run_none_is_missed():
    running = [tag for tag in TAGS if HIT in tag and "onerror\x00" not in tag and "<form" not in tag]

    assert [tag for tag in running if not active_content(tag)] == []


@pytest.mark.parametrize("part", ["<a '<b\"", "<a '", '<a "<a" ', "[x](", "&lt;", "*<a ", "<script ", "\\<", "`<"])
def test_a_long_text_of_beginnings_comes_to_an_end(part):
    assert active_content(part * (50_000 // len(part))) in ("", "<script")
