"""Markdown in, clean HTML out: what each kind of text may use, and in which order it is made."""

from collections.abc import Iterable, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from blog.text.characters import tidy
from blog.text.dialect import (
    bounded_depth,
    bounded_references,
    headings_in_order,
    low_headings,
    more_mark,
    plain_headings,
    rewriting,
    safe_addresses,
    speakers,
    ties,
)
from blog.text.phrases import (
    distrust_links,
    drop_empty_text,
    flatten_emphasis,
    link_all_pictures,
    link_foreign_pictures,
    typeset_text,
)
from blog.text.quoting import Passage, cited_quotations
from blog.text.sanitise import ARTICLE, COMMENT, DEFINITION, ENTRY, INLINE, sanitise


def render_comment(source: str, language: str, passages: Iterable[Passage] = ()) -> Markup:
    """`passages` are those of the article: a quotation of one leads there."""
    env = {"language": language, "passages": passages}
    return sanitise(_COMMENT.render(tidy(source), env).strip(), COMMENT)


def render_definition(source: str, language: str) -> Markup:
    return sanitise(_DEFINITION.render(tidy(source), {"language": language}).strip(), DEFINITION)


def render_entry(source: str, language: str) -> Markup:
    """The long text of a glossary entry, for a page that has a title of its own."""
    return sanitise(_ENTRY.render(tidy(source), {"language": language}).strip(), ENTRY)


def render_inline(source: str, language: str) -> Markup:
    """A standfirst or a caption: one paragraph without its `<p>`."""
    return sanitise(_DEFINITION.renderInline(tidy(source).strip(), {"language": language}), INLINE)


def parse_article(source: str, language: str) -> list[Token]:
    return _ARTICLE.parse(tidy(source), {"language": language})


def render_blocks(tokens: Sequence[Token]) -> Markup:
    return sanitise(_ARTICLE.renderer.render(tokens, _ARTICLE.options, {}).strip(), ARTICLE)


def render_phrases(tokens: Sequence[Token]) -> Markup:
    inline = Token("inline", "", 0, children=list(tokens))
    return sanitise(_ARTICLE.renderer.render([inline], _ARTICLE.options, {}).strip(), INLINE)


def _common_mark(*, breaks: bool = False) -> MarkdownIt:
    options = {"html": False, "linkify": False, "typographer": False, "xhtmlOut": False, "breaks": breaks}
    return MarkdownIt("commonmark", options).use(bounded_depth).use(safe_addresses)


def _article() -> MarkdownIt:
    markdown = _common_mark().use(more_mark).use(bounded_references).use(low_headings).use(speakers).use(ties)
    return markdown.use(rewriting, drop_empty_text, flatten_emphasis, link_foreign_pictures, typeset_text)


def _definition() -> MarkdownIt:
    return _phrased(_common_mark().disable(["hr", "reference"]).use(plain_headings))


def _entry() -> MarkdownIt:
    return _phrased(_common_mark().disable(["hr", "reference"]).use(headings_in_order))


def _phrased(markdown: MarkdownIt) -> MarkdownIt:
    return markdown.use(rewriting, drop_empty_text, flatten_emphasis, link_all_pictures, typeset_text)


def _comment() -> MarkdownIt:
    markdown = _common_mark(breaks=True).disable(["hr", "reference"]).use(plain_headings)
    markdown.use(rewriting, drop_empty_text, flatten_emphasis, link_all_pictures, distrust_links, typeset_text)
    return markdown.use(cited_quotations)


_ARTICLE = _article()
_DEFINITION = _definition()
_ENTRY = _entry()
_COMMENT = _comment()
