"""Text as a reader meets it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.text.words import count_words, excerpt, plain_text, reading_minutes


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Un <em>mot</em>.</p>\n<p>Deux.</p>", "Un mot.\nDeux."),
        ("<ul>\n<li>un</li>\n<li>deux</li>\n</ul>", "un\ndeux"),
        ("un<br>deux", "un\ndeux"),
        ("<p>une ligne\nla même</p>", "une ligne la même"),
        ("R&amp;D &lt;b&gt; &quot;x&quot; &#233;", 'R&D <b> "x" é'),
        ('<p><span class="gl">SCIC<button type="button">?</button></span>.</p>', "SCIC."),
        ('<img src="/media/x.jpg" alt="x">', ""),
        ("", ""),
    ],
)
def test_html_is_read_as_lines(html: str, text: str) -> None:
    assert plain_text(html) == text


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("l’eau", 1), ("Qui paie\u202f? Nous\u202f!", 3), ("« — »", 0), ("un\ndeux  trois", 3)],
)
def test_a_lone_mark_is_no_word(text: str, count: int) -> None:
    assert count_words(text) == count


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (1, 1), (340, 1), (350, 2), (2300, 10)])
def test_reading_takes_a_minute_for_230_words(words: int, minutes: int) -> None:
    assert reading_minutes(words) == minutes


@pytest.mark.parametrize(
    ("text", "length", "short"),
    [
        ("Une régie publique", 18, "Une régie publique"),
        ("Une régie publique", 17, "Une régie…"),
        ("Une régie publique", 9, "Une…"),
        ("Une régie\u202f! Oui", 12, "Une régie…"),
        ("Une régie, publique", 12, "Une régie…"),
        ("Une  régie\npublique", 40, "Une régie publique"),
        ("anticonstitutionnellement", 6, "antic…"),
        ("", 5, ""),
    ],
)
def test_an_excerpt_ends_with_a_word(text: str, length: int, short: str) -> None:
    assert excerpt(text, length) == short


@given(st.text(max_size=60), st.integers(min_value=1, max_value=40))
def test_an_excerpt_is_never_too_long(text: str, length: int) -> None:
    assert len(excerpt(text, length)) <= length
