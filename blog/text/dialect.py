"""Our rules on top of CommonMark that concern blocks and addresses, each a plugin for markdown-it-py."""

import re
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, paragraph
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from blog.text.links import is_safe_url
from blog.text.phrases import Rewrite, name_speaker

MORE = "more"
DEEPEST_BLOCK = 10
LOWEST_HEADING = 4  # of an entry's long text
LARGEST_EXPANSION = 200_000
"""Characters that all links by reference may write together."""

TIE = re.compile(r"\[\[(?P<words>[^\[\]|]{1,2000})(?:\|(?P<entry>[^\[\]|\n]{0,200}))?\]\](?![\[(:])")
"""`[[words|entry]]`; without an entry after the bar the words, or a whole passage, are left alone; without a bar they
name it themselves."""

MORE_LINE = re.compile(r"<!--\s*more\s*-->\s*", re.IGNORECASE)


def more_mark(md: MarkdownIt) -> None:
    """`<!--more-->` alone on a line is a token of its own, and shows nothing."""

    def rule(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
        line = state.src[state.bMarks[start_line] + state.tShift[start_line] : state.eMarks[start_line]]
        if state.is_code_block(start_line) or not MORE_LINE.fullmatch(line):
            return False
        if not silent:
            state.line = start_line + 1
            state.push(MORE, "", 0).map = [start_line, state.line]
        return True

    md.block.ruler.before("blockquote", MORE, rule, {"alt": ["paragraph", "blockquote", "list"]})
    md.add_render_rule(MORE, lambda *_: "")


def ties(md: MarkdownIt) -> None:
    """Words tied to a glossary entry by hand; the entry's name is kept beside them for the matcher."""

    def rule(state: StateInline, silent: bool) -> bool:
        match = TIE.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "[" else None
        if match is None:
            return False
        if not silent:
            entry = match["words"] if match["entry"] is None else match["entry"]
            state.push("tie_open", "span", 1).attrSet("data-term", " ".join(entry.split()))
            _insert(state, match["words"])
            state.push("tie_close", "span", -1)
        state.pos = match.end()
        return True

    md.inline.ruler.before("link", "tie", rule)


def bounded_depth(md: MarkdownIt) -> None:
    """Beyond a depth nobody writes, what looks like one more quote or list is plain text."""

    def rule(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
        return state.level >= DEEPEST_BLOCK and paragraph(state, start_line, end_line, silent)

    md.block.ruler.before("code", "bounded_depth", rule)


def bounded_references(md: MarkdownIt) -> None:
    """Forgets link definitions that would blow up the page: a long address, named thousands of times."""

    def rule(state: StateCore) -> None:
        references = state.env.get("references", {}).values()
        longest = max((len(each["href"]) + len(each["title"]) for each in references), default=0)
        if longest * state.src.count("]") > LARGEST_EXPANSION:
            state.env["references"] = {}

    md.core.ruler.after("block", "bounded_references", rule)


def safe_addresses(md: MarkdownIt) -> None:
    """A link to an address that we refuse stays the text that was typed."""
    md.validateLink = is_safe_url  # type: ignore[method-assign]


def plain_headings(md: MarkdownIt) -> None:
    """A heading is a paragraph in strong letters."""

    def rule(state: StateCore) -> None:
        in_heading = False
        for token in state.tokens:
            if token.type in ("heading_open", "heading_close"):
                in_heading = token.nesting == 1
                token.tag = "p"
            elif in_heading:
                token.children = [_strong(1), *(token.children or []), _strong(-1)]

    md.core.ruler.after("inline", "plain_headings", rule)


def headings_in_order(md: MarkdownIt) -> None:
    """The highest that a text has stands just below the title of its page, whatever was typed; the others follow."""

    def rule(state: StateCore) -> None:
        threes = zip(state.tokens, state.tokens[1:], state.tokens[2:], strict=False)
        headings = [three for three in threes if three[0].type == "heading_open"]
        typed = sorted({opening.tag for opening, inline, _closing in headings if inline.content})
        for opening, inline, closing in headings:
            rank = typed.index(opening.tag) if inline.content else None
            opening.tag = closing.tag = "p" if rank is None else f"h{min(rank + 2, LOWEST_HEADING)}"

    md.core.ruler.after("block", "headings_in_order", rule)


def low_headings(md: MarkdownIt) -> None:
    """Only a heading of its own asks a question; one inside a quotation or a list is a lesser one."""

    def rule(state: StateCore) -> None:
        for token in state.tokens:
            if token.type in ("heading_open", "heading_close") and token.level > 0:
                token.tag = max(token.tag, "h3")

    md.core.ruler.after("block", "low_headings", rule)


def speakers(md: MarkdownIt) -> None:
    """Bold letters and a colon that open a paragraph say who speaks."""

    def rule(state: StateCore) -> None:
        for opening, inline in pairwise(state.tokens):
            if opening.type == "paragraph_open" and opening.level == 0:
                inline.children = name_speaker(inline.children or [], state.env["language"])

    md.core.ruler.push("speakers", rule)


def rewriting(md: MarkdownIt, *rewrites: Rewrite) -> None:
    """Rewrites the phrases of every paragraph, heading and list item, in the order given."""

    def rule(state: StateCore) -> None:
        for token in state.tokens:
            if token.type == "inline":
                for rewrite in rewrites:
                    token.children = rewrite(token.children or [], state.env["language"])

    md.core.ruler.push("rewriting", rule)


def _insert(state: StateInline, source: str) -> None:
    """Phrases that are whole in themselves. They are read apart: what stands around them is not settled yet."""
    inner: list[Token] = []
    state.md.inline.parse(source, state.md, state.env, inner)
    for token in inner:
        token.level += state.level
        state.tokens.append(token)
        state.tokens_meta.append(None)


def _strong(nesting: int) -> Token:
    return Token("strong_open", "strong", 1) if nesting == 1 else Token("strong_close", "strong", -1)
