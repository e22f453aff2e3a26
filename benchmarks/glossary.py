"""How long it takes to annotate 2,000 words, from HTML to HTML, with 100, 10,000 and 100,000 entries: beside a bare
Aho-Corasick scan and a bare look-up of every word, over the same folded text in the same run. Then what a lexicon of
all costs, and the same article as the application marks it, with its entries in a database.

    python -m benchmarks.glossary
"""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Sequence

import ahocorasick_rs
from markupsafe import Markup

from benchmarks.clock import shown, timed, told
from benchmarks.site import KNOWN, WORDS, opened
from benchmarks.vocabulary import Vocabulary
from blog.database import db, in_batches
from blog.glossary import service, writing
from blog.glossary.entry import Checked, Entry
from blog.text.folding import fold
from blog.text.forms import forms_for
from blog.text.glossary import annotate, words_in
from blog.text.interview import read_turns
from blog.text.lexicon import Lexicon, Term, first_word
from blog.text.prose import Prose
from blog.text.words import plain_text

SIZES = (100, 10_000, 100_000)
RUNS = 100
HEADS = ("entries", "forms", "whole", "reading", "aho-corasick", "first words", "whole / words", "mentions", "marks")


def main() -> None:
    vocabulary = Vocabulary()
    terms = [_term(number, name) for number, name in enumerate(vocabulary.names(max(SIZES)))]
    known = [term.label for term in terms[: min(SIZES)] if term.language == "fr"][:KNOWN]
    html = [turn.html for turn in read_turns(vocabulary.interview(WORDS, known), "fr")]
    print(told())
    _in_memory(html, terms)
    _building(terms)
    _from_a_database(html, terms)


def _term(number: int, name: str) -> Term:
    language = "fr" if number % 3 else "en"
    return Term(key=f"t{number}", label=name, language=language, forms=forms_for(name, (), language))


def _in_memory(html: Sequence[Markup], terms: Sequence[Term]) -> None:
    text = fold("\n".join(map(plain_text, html)))
    print(f"{len(text.split()):,} words in {len(html)} turns; milliseconds, minimum / median of {RUNS}\n")
    print(" ".join(f"{head:>15}" for head in HEADS))
    for size in SIZES:
        print(" ".join(f"{cell:>15}" for cell in _row(html, text, terms[:size])))


def _row(html: Sequence[Markup], text: str, terms: Sequence[Term]) -> tuple[str, ...]:
    lexicon, forms = Lexicon(terms), [form.text for term in terms for form in term.forms]
    automaton = ahocorasick_rs.AhoCorasick([fold(form) for form in forms])
    firsts = set(map(first_word, forms))
    whole = timed(lambda: annotate([Prose.read(each) for each in html], lexicon, "fr"), RUNS)
    reading = timed(lambda: [Prose.read(each) for each in html], RUNS)
    scan = timed(lambda: automaton.find_matches_as_indexes(text), RUNS)
    look = timed(lambda: [word for word in text.split() if word in firsts], RUNS)
    found = annotate([Prose.read(each) for each in html], lexicon, "fr")
    counted = len(automaton.find_matches_as_indexes(text, overlapping=False))
    return (
        f"{len(terms):,}",
        f"{len(forms):,}",
        *map(shown, (whole, reading, scan, look)),
        f"{min(whole) / min(look):.0f}",
        str(counted),
        str(len(found.uses)),
    )


def _building(terms: Sequence[Term]) -> None:
    """From forms that are made: those are rows of the database."""
    making = min(timed(lambda: [_term(number, term.label) for number, term in enumerate(terms)], 1))
    taken = timed(lambda: Lexicon(terms), 5)
    tracemalloc.start()
    again = [_term(number, term.label) for number, term in enumerate(terms)]
    forms, _peak = tracemalloc.get_traced_memory()
    lexicon = Lexicon(again)
    both, _peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del lexicon
    print(f"\nA lexicon of {len(terms):,} entries is built from their forms in {shown(taken)} ms and takes")
    print(f"{both / 1e6:.0f} MB with entries and forms, {(both - forms) / 1e6:.0f} MB without; making the forms, once,")
    print(f"when an entry is written, takes {making:.0f} ms for all.")


def _from_a_database(html: Sequence[Markup], terms: Sequence[Term]) -> None:
    print("\nAs the application does it, with entries in SQLite; wall clock, milliseconds, minimum / median of 20\n")
    print(" ".join(f"{head:>18}" for head in ("entries", "lexicon", "read and annotate", "forms read")))
    prose = [Prose.read(each) for each in html]
    with opened():
        for start, end in zip((0, *SIZES), SIZES, strict=False):
            _store(terms[start:end])
            loading = timed(lambda: service.lexicon("fr", words_in(prose)), 20, time.perf_counter)
            whole = timed(lambda: _annotated(html), 20, time.perf_counter)
            read = sum(len(term.forms) for term in service.terms_with("fr", words_in(prose)))
            db.session.rollback()
            print(" ".join(f"{cell:>18}" for cell in (f"{end:,}", shown(loading), shown(whole), f"{read:,}")))


def _store(terms: Sequence[Term]) -> None:
    """Without a definition's rendering: only that it has one counts here."""
    for some in in_batches(terms, 2_000):
        entries = [Entry(label=term.label, language=term.language, definition="x") for term in some]
        made = [
            Checked(entry=entry, forms=term.forms, definition_html=Markup("x"), text_html=Markup())
            for entry, term in zip(entries, some, strict=True)
        ]
        writing.store([(checked, None) for checked in made])
        db.session.expunge_all()


def _annotated(html: Sequence[Markup]) -> object:
    prose = [Prose.read(each) for each in html]
    return annotate(prose, service.lexicon("fr", words_in(prose)), "fr")


if __name__ == "__main__":
    main()
