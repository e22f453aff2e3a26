"""A quotation of the article is known by its words, and leads to its place."""

from time import process_time

import pytest

from blog.text.markdown import render_comment
from blog.text.quoting import Passage

ANSWER = Passage(
    html="<p>L’ancienne <em>glacière</em> était vide : la pluie entrait.</p>\n<p>Nous avons demandé la clé.</p>",
    address="/articles/quai#q-comment",
    question="Comment cela a-t-il commencé ?",
    is_answer=True,
)
QUESTION = Passage(
    html="Comment cela a-t-il commencé ?",
    address="/articles/quai#q-comment",
    question="Comment cela a-t-il commencé ?",
)


def rendered(typed: str, language: str = "fr") -> str:
    return render_comment(typed, language, [ANSWER, QUESTION])


def test_a_quotation_of_an_answer_leads_to_it() -> None:
    assert rendered("> La pluie entrait.\n\nVraiment ?") == (
        '<figure>\n<blockquote cite="/articles/quai#q-comment">\n<p>La pluie entrait.</p>\n</blockquote>\n'
        '<figcaption><a href="/articles/quai#q-comment">dans la réponse à '
        "«\u202fComment cela a-t-il commencé ?\u202f»</a></figcaption>\n</figure>\n<p>Vraiment\u202f?</p>"
    )


def test_an_address_that_the_article_has_may_be_quoted() -> None:
    passage = Passage(html="<p>Écrivez à https://example.org/quai avant lundi.</p>", address="/articles/quai#q")

    html = render_comment("> Écrivez à https://example.org/quai avant lundi.", "fr", [passage])

    assert '<blockquote cite="/articles/quai#q">' in html


@pytest.mark.parametrize(
    "typed",
    [
        "> l'ancienne glaciere etait vide",  # other apostrophes, no accents
        "> L’ANCIENNE **GLACIÈRE**…",
        "> « Était vide: la\n> pluie entrait »",  # over lines, between other marks
        "> la pluie entrait.\n>\n> Nous avons demandé",  # over paragraphs
        "> > La pluie entrait.",
    ],
)
def test_case_accents_marks_and_breaks_do_not_count(typed: str) -> None:
    assert '<blockquote cite="/articles/quai#q-comment">' in rendered(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "> La pluie sortait.",
        "> La pluie entr",  # no whole word
        "> Nous avons demandé. L’ancienne glacière",  # another order
        "> la pluie",  # stands in many a text
        "> ",
        "La pluie entrait.",  # no quotation
        "> [La pluie entrait](https://example.org).",  # with a link that the article does not have
        "    > La pluie entrait.",  # code
    ],
)
def test_other_words_are_the_readers_own_and_nothing_is_claimed(typed: str) -> None:
    assert rendered(typed) == render_comment(typed, "fr")


def test_a_question_is_quoted_as_a_question() -> None:
    assert "dans la question «" in rendered("> Comment cela a-t-il commencé ?")
    assert "from the question “" in rendered("> Comment cela a-t-il commencé ?", "en")
    assert "from the answer to “" in rendered("> la pluie entrait", "en")


def test_prose_without_a_question_is_of_the_article() -> None:
    passage = Passage(html="<p>It rained in.</p>", address="/articles/quay#t-it-rained", is_answer=True)

    assert ">from the article</a>" in render_comment("> It rained in.", "en", [passage])


def test_each_of_several_quotations_leads_to_its_place() -> None:
    shown = rendered("> la pluie entrait\n\nOui.\n\n> la neige entrait\n\n> demandé la clé")

    assert (shown.count("<figure>"), shown.count("<blockquote>"), shown.count("<figcaption>")) == (2, 1, 2)


def test_our_link_carries_no_distrust_and_a_visitor_cannot_write_one() -> None:
    assert 'rel="nofollow' not in rendered("> la pluie entrait")
    assert "<figure" not in rendered('<figure><blockquote cite="/articles/a#b">la pluie entrait</blockquote></figure>')
    assert 'rel="nofollow' in rendered("> [la pluie entrait](/articles/quai#q-comment)")


def test_passages_are_not_asked_for_without_a_quotation() -> None:
    def passages():
        raise AssertionError("asked for")
        yield

    assert render_comment("La pluie entrait.", "fr", passages()) == "<p>La pluie entrait.</p>"


@pytest.mark.parametrize(
    "typed",
    ["> " + "a b " * 1_249, ">" * 4_990 + " a b c", "> a b a\n\n" * 555, "> a\n>\n" * 800 + "> b"],
)
def test_a_hostile_quotation_of_a_long_article_is_looked_for_in_a_moment(typed: str) -> None:
    passages = [Passage(html=f"<p>{'a b ' * 1_000}</p>", address="/articles/a#b") for _ in range(100)]
    began = process_time()
    render_comment(typed, "fr", passages)

    assert process_time() - began < 0.8, "a guard: it takes a tenth of that"
