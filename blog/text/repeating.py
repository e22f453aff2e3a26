"""Whether a title says again the words that stand before it."""

from collections.abc import Iterator

from blog.text.folding import fold
from blog.text.forms import forms_of, is_acronym

LONGEST_TITLE = 80

_LONGER_FORM = 8


def repeats(before: str, title: str) -> bool:
    """Whether the text before ends with the title, in any case, singular or plural; an acronym in its own letters."""
    tail = before.rstrip()[-len(title) - _LONGER_FORM :]
    if is_acronym(title):
        return any(_ends_with(tail, form) for form in (title, f"{title}s"))
    folded = fold(tail)
    return any(_ends_with(folded, form) for form in _folded_forms(title, folded))


def _folded_forms(title: str, tail: str) -> Iterator[str]:
    name = fold(title)
    yield name
    if name[:3] in tail:
        for language in ("fr", "en"):
            yield from (fold(form) for form in forms_of(title, language)[1:])


def _ends_with(tail: str, name: str) -> bool:
    before = tail[: -len(name)][-1:]
    return tail.endswith(name) and not before.isalnum() and before != "-"
