"""What is true of sanitised HTML, whatever nest it was made from."""

from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blog.text.sanitise import ARTICLE, COMMENT, DEFINITION, ENTRY, INLINE, Allowed, sanitise
from blog.text.walking import Kind, walk

EVERY_KIND = pytest.mark.parametrize("allowed", [ARTICLE, COMMENT, DEFINITION, ENTRY, INLINE])

tags = st.sampled_from(
    [
        *(
            "p",
            "b",
            "a",
            "em",
            "strong",
            "code",
            "pre",
            "ul",
            "ol",
            "li",
            "blockquote",
            "h3",
            "br",
            "hr",
            "img",
        ),
        *(
            "script",
            "style",
            "svg",
            "math",
            "table",
            "td",
            "select",
            "button",
            "form",
            "noscript",
            "template",
        ),
        *(
            "title",
            "textarea",
            "plaintext",
            "xmp",
            "iframe",
            "option",
            "desc",
            "foreignObject",
            "mi",
            "mglyph",
        ),
    ]
)
tricks = st.sampled_from(
    ["<", ">", "&", "&lt;", "&#60;", "&#x202e;", "<!--", "-->", "]]>", '"', "'", "</", "/>", "\0", "texte "]
)
attributes = st.sampled_from(
    [
        "",
        ' href="javascript:1"',
        " href='/x'",
        " onclick=x",
        ' title="</p><script>"',
        " class=speaker",
        " src=x",
    ]
)
scraps = st.one_of(
    st.builds(lambda tag, attribute: f"<{tag}{attribute}>", tags, attributes),
    st.builds(lambda tag: f"</{tag}>", tags),
    tricks,
    st.text(max_size=5),
)


@EVERY_KIND
@settings(max_examples=120, deadline=None)
@given(st.lists(scraps, max_size=14).map("".join))
def test_sanitising_twice_is_sanitising_once(allowed: Allowed, html: str) -> None:
    once = sanitise(html, allowed)

    assert sanitise(once, allowed) == once


@EVERY_KIND
@settings(max_examples=120, deadline=None)
@given(st.lists(scraps, max_size=14).map("".join))
def test_no_nest_brings_anything_else_through(allowed: Allowed, html: str) -> None:
    for piece in walk(sanitise(html, allowed)):
        assert piece.kind is not Kind.OTHER
        assert piece.kind is Kind.TEXT or piece.tag in allowed.tags
        assert "javascript" not in unescape(piece.raw) or piece.kind is Kind.TEXT
        assert not (piece.kind is Kind.TEXT and "<" in piece.raw)
