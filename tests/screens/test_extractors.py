"""Reader views, archives and feed readers take the prose out of a page. Five of their kind get it as it was written:
no definition, label or sign within a sentence, no word lost, whatever is marked."""

from __future__ import annotations

import re

import inscriptis
import justext
import pytest
import trafilatura
from bs4 import BeautifulSoup
from inscriptis.css_profiles import CSS_PROFILES
from inscriptis.model.config import ParserConfig
from readability import Document
from resiliparse.extract.html2text import extract_plain_text

from blog import demo
from tests.factories import a_term, an_article

STOPWORDS = {"fr": "French", "en": "English"}
DEMO = {
    "/articles/compter-les-congelateurs": "fr",
    "/articles/the-sea-came-in-on-a-tuesday": "en",
    "/articles/the-sea-came-in-on-a-tuesday/full": "en",
    "/articles/atelier-de-la-gare": "fr",
}
FILLING = "\n\n".join(
    f"The rain came in with the boats, {year} times in all, and whoever had a key to it had it from their parents. "
    "They had it from the harbour master, who said that he had found it in the ice, and nobody asked him what he had "
    "been doing there, or whether it was the only one."
    for year in range(2, 9)
)
TWICE = "Twice, they say, in the ice house itself, and then in the rain that came in with the boats."


def by_readability(page, language):
    return BeautifulSoup(Document(page).summary(), "html5lib").get_text()


def by_trafilatura(page, language):
    return trafilatura.extract(page)


def by_justext(page, language):
    paragraphs = justext.justext(page.encode(), justext.get_stoplist(STOPWORDS[language]), encoding="utf-8")
    return "\n".join(paragraph.text for paragraph in paragraphs if not paragraph.is_boilerplate)


def by_inscriptis(page, language):
    """As a browser would: its other profile puts spaces around every span of any page."""
    return inscriptis.get_text(page, ParserConfig(css=CSS_PROFILES["strict"]))


def by_resiliparse(page, language):
    return extract_plain_text(page, main_content=True)


EXTRACTORS = (by_readability, by_trafilatura, by_justext, by_inscriptis, by_resiliparse)


@pytest.fixture
def demo_pages(app, client, instance):
    demo.load(instance)
    return {path: client.get(path) for path in DEMO}


@pytest.mark.parametrize("extract", EXTRACTORS)
def test_every_marked_paragraph_of_the_demo_comes_out_as_it_was_written(demo_pages, extract):
    for path, page in demo_pages.items():
        paragraphs = marked_paragraphs(page)
        text = plain(extract(page.response.text, DEMO[path]))

        assert paragraphs
        assert [paragraph for paragraph in paragraphs if paragraph not in text] == [], path


@pytest.mark.parametrize("extract", [by_readability, by_inscriptis, by_resiliparse])
def test_three_of_five_keep_all_definitions(demo_pages, extract):
    assert definitions_lost(demo_pages, extract) == []


def test_one_loses_a_definition_to_its_id(demo_pages):
    """An id with “social” in it is a row of buttons to trafilatura, as are those with “menu”, “author” or “related”."""
    (lost,) = definitions_lost(demo_pages, by_trafilatura)

    assert lost.startswith("Fraction du capital d’une coopérative.")


def test_one_drops_short_definitions(demo_pages):
    """jusText takes short blocks among links for boilerplate, in any list: here the links behind a definition."""
    assert 0 < len(definitions_lost(demo_pages, by_justext)) < sum(map(len, map(definitions, demo_pages.values())))


def test_the_switches_at_the_list_leave_no_word(demo_pages):
    for path, page in demo_pages.items():
        words = [switch["aria-label"] for switch in page.all(".switches button")]
        texts = [extract(page.response.text, DEMO[path]) for extract in EXTRACTORS]

        assert len(words) == 2
        assert not [word for word in words for text in texts if word in text], path


@pytest.mark.parametrize("extract", EXTRACTORS)
def test_a_mark_for_those_who_follow_a_link_changes_nothing(client, extract):
    a_term("ice house")
    an_article(slug="ice", source=f"## Where?\n\nIn the ice house.\n\n{FILLING}\n\n## Twice?\n\n{FILLING}\n\n{TWICE}")

    page = client.get("/articles/ice")

    assert len(page.all(".gl-again button")) == 1
    assert TWICE in plain(extract(page.response.text, "en"))


@pytest.mark.parametrize("extract", EXTRACTORS)
@pytest.mark.parametrize(
    "question", ["Comment decide, and how?", "Is it a social menu?", "How does the community share?"]
)
def test_a_question_whose_address_reads_like_a_sidebar_keeps_its_answer(client, extract, question):
    """Reader views drop what its id calls comments or social, and French questions begin with “Comment”."""
    answer = (
        "By lending keys, on paper, to whoever had asked for them before the boats were out of the water, and by "
        "asking for them when the ice was on the way. That is how it was done by those who were here before us, and "
        "they had it from others."
    )
    an_article(slug="ice", source=f"## Begun?\n\n{FILLING}\n\n## {question}\n\n{answer}\n\n## After?\n\n{FILLING}")

    text = plain(extract(client.get("/articles/ice").response.text, "en"))

    assert answer in text
    assert text.index(answer) < text.rindex("The rain came in")


def marked_paragraphs(page):
    paragraphs = page.tree.select(".turn :is(p, li):has(.gl)")
    return [plain(paragraph.get_text()) for paragraph in paragraphs]


def definitions_lost(pages, extract):
    lost = []
    for path, page in pages.items():
        text = plain(extract(page.response.text, DEMO[path]))
        lost += [definition for definition in definitions(page) if definition not in text]
    return lost


def definitions(page):
    return [plain(paragraph.get_text()) for paragraph in page.tree.select(".gloss dd > p:first-child")]


def plain(text):
    """Runs of spaces of any kind are one: extractors break lines where they like."""
    return re.sub(r"\s+", " ", text)
