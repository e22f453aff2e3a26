"""What readers write: a Markdown subset, clean whatever was typed."""

import pytest
from markupsafe import Markup

from blog.text.markdown import render_comment, render_definition, render_entry, render_inline

REL = 'rel="nofollow ugc noopener"'


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (
            "Un *mot* **fort** et du `code`",
            "<p>Un <em>mot</em> <strong>fort</strong> et du <code>code</code></p>",
        ),
        ("une ligne\nune autre", "<p>une ligne<br>\nune autre</p>"),
        ("[la régie](https://exemple.org/a)", f'<p><a href="https://exemple.org/a" {REL}>la régie</a></p>'),
        (
            "<https://exemple.org/a?b>",
            f'<p><a href="https://exemple.org/a?b" {REL}>https://exemple.org/a?b</a></p>',
        ),
        ("> cité\n\nréponse", "<blockquote>\n<p>cité</p>\n</blockquote>\n<p>réponse</p>"),
        ("- un\n- deux", "<ul>\n<li>un</li>\n<li>deux</li>\n</ul>"),
        ("3. trois", '<ol start="3">\n<li>trois</li>\n</ol>'),
        ("```js\nlet a = 1 ;\n```", "<pre><code>let a = 1 ;\n</code></pre>"),
        ("# Titre *fin*", "<p><strong>Titre <em>fin</em></strong></p>"),
        ("Titre\n=====", "<p><strong>Titre</strong></p>"),
        ("un\n\n---\n\ndeux", "<p>un</p>\n<p>---</p>\n<p>deux</p>"),
        (
            "![le lac](https://exemple.org/lac.jpg)",
            f'<p><a href="https://exemple.org/lac.jpg" {REL}>le lac</a></p>',
        ),
        ("![](/media/lac.jpg)", f'<p><a href="/media/lac.jpg" {REL}>/media/lac.jpg</a></p>'),
        ("[![le lac](/media/a.jpg)](/b)", f'<p><a href="/b" {REL}>le lac</a></p>'),
        ("https://exemple.org reste du texte", "<p>https://exemple.org reste du texte</p>"),
    ],
)
def test_a_comment_has_a_small_markdown(typed: str, shown: str) -> None:
    assert render_comment(typed, "en") == shown.strip()


@pytest.mark.parametrize(
    "typed",
    [
        "[clic](javascript:alert(1))",
        "[clic](//host.example)",
        "![clic](data:image/png;base64,AAAA)",
        "[a]: https://exemple.org\n\n[a]",
        "<!--more-->",
        "**Léa** <b onclick=x>dit</b> oui",
    ],
)
def test_what_is_refused_stays_to_be_read(typed: str) -> None:
    shown = render_comment(typed, "en")

    assert Markup(shown).striptags().replace(" ", "") == typed.replace("\n", "").replace(" ", "").replace("**", "")
    assert "<a" not in shown
    assert "<b" not in shown


def test_comments_are_typeset_in_their_language() -> None:
    assert render_comment("«**Oui**» ! `a !`", "fr") == (
        "<p>«\u202f<strong>Oui</strong>\u202f»\u202f! <code>a !</code></p>"
    )
    assert render_comment("Yes !", "en") == "<p>Yes !</p>"


def test_an_address_in_a_comment_is_not_typeset() -> None:
    assert ">https://exemple.org/?a !</a>" not in render_comment("<https://exemple.org/?a> !", "fr")
    assert ">https://exemple.org/?a</a>\u202f!" in render_comment("<https://exemple.org/?a> !", "fr")


@pytest.mark.parametrize("typed", ["a&#x202E;b", "a\u202eb", "a&#8238;b"])
def test_a_direction_override_never_reaches_the_page(typed: str) -> None:
    assert render_comment(typed, "fr") == "<p>ab</p>"


@pytest.mark.parametrize("typed", ["", " \n\t ", "\0", "\u202e"])
def test_nothing_typed_shows_nothing(typed: str) -> None:
    assert render_comment(typed, "fr") == ""


def test_a_definition_has_plain_links_and_no_forced_breaks() -> None:
    shown = render_definition("*Régie*. Service\npublic : [voir](/glossary/regie).\n\nSuite.", "fr")

    assert shown == ('<p><em>Régie</em>. Service\npublic\u202f: <a href="/glossary/regie">voir</a>.</p>\n<p>Suite.</p>')


def test_a_caption_is_one_line_without_a_paragraph() -> None:
    shown = render_inline(" La *régie* : [visite](/a) # 1 ![plan](/media/a.png) ", "fr")

    assert shown == ('La <em>régie</em>\u202f: <a href="/a">visite</a> # 1 <a href="/media/a.png">plan</a>')


def test_headings_of_an_entry_follow_the_title_of_its_page() -> None:
    assert render_entry("### Un\n\n# Deux\n\n##\n\n> ##### Trois", "fr") == (
        "<h3>Un</h3>\n<h2>Deux</h2>\n<p></p>\n<blockquote>\n<h4>Trois</h4>\n</blockquote>"
    )
