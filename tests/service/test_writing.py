"""Manuscripts become articles; revisions, anchors and two editors at once."""

from dataclasses import replace

import pytest

from blog.articles import listing, publishing, service, writing
from blog.articles.manuscript import Manuscript, PersonLine
from blog.articles.models import ArticleRevision, ArticleStatus, Commenting, Continuation, Part
from blog.database import db
from blog.errors import Conflict, Gone, Invalid, Missing
from tests.factories import SOURCE, a_user, an_article, fresh


def revisions(article):
    return db.session.scalars(article.revisions.select().order_by(ArticleRevision.number)).all()


def test_a_manuscript_comes_back_as_it_was_written():
    manuscript = Manuscript(
        title="The tide mill",
        slug="tide-mill",
        language="en",
        standfirst="Two wheels, one cat.",
        source=SOURCE,
        people=(PersonLine(part=Part.INTERVIEWEE, name="Ida Holm", role="miller", organisation="The Mill"),),
        topics=("water", "work"),
        continuation=Continuation.LINK,
        continuation_url="https://example.org/mill.pdf",
        continuation_label="The whole talk",
        continuation_language="en",
        commenting=Commenting.CLOSED,
    )

    article = fresh(writing.create(manuscript, by=None))

    assert Manuscript.of(article) == manuscript
    assert Manuscript.from_json(revisions(article)[0].manuscript) == manuscript


def test_a_turn_keeps_its_anchor_when_its_question_is_reworded_and_moved():
    article = an_article()
    first, second = (turn.anchor for turn in article.turns)
    swapped = """\
## Who comes to the workshop, then?

Whoever has a boat, a bicycle or an afternoon.

## How did the harbour come to have a workshop?

The old ice house stood empty, and the rain came in. We asked for the key and never gave it back.
"""

    writing.revise(article, replace(Manuscript.of(article), source=swapped), by=None, seen=1)

    assert [turn.anchor for turn in fresh(article).turns] == [second, first]


def test_a_save_over_somebody_elses_newer_one_shows_the_newest_text_and_stores_nothing():
    article = an_article()
    mine = Manuscript.of(article)
    writing.revise(article, replace(mine, title="Theirs"), by=a_user("editor"), seen=1)

    with pytest.raises(Conflict) as refusal:
        writing.revise(fresh(article), replace(mine, title="Mine"), by=None, seen=1)

    assert refusal.value.current.title == "Theirs"
    assert fresh(article).title == "Theirs"
    assert [revision.number for revision in revisions(article)] == [1, 2]


def test_every_save_is_a_revision_with_its_editor():
    editor = a_user("editor")
    article = an_article()

    writing.revise(article, replace(Manuscript.of(article), title="Second"), by=editor, seen=1)

    assert [(row.number, row.saved_by) for row in revisions(article)] == [(1, None), (2, editor)]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": "  "}, "title"),
        ({"title": "x" * 301}, "title"),
        ({"slug": "Not An Address"}, "slug"),
        ({"slug": "-"}, "slug"),
        ({"language": "de"}, "language"),
        ({"source": "x" * 400_001}, "source"),
        ({"continuation": Continuation.LINK}, "continuation_url"),
        ({"continuation": Continuation.LINK, "continuation_url": "javascript:alert(1)"}, "continuation_url"),
        ({"continuation": Continuation.LINK, "continuation_url": "//example.org"}, "continuation_url"),
        ({"continuation_language": "French"}, "continuation_language"),
        ({"continuation_language": "en_GB"}, "continuation_language"),
        ({"continuation_language": "fr, en"}, "continuation_language"),
        ({"picture": "0" * 64, "picture_alt": "A mill"}, "picture"),
        ({"picture": "0" * 64}, "picture_alt"),
        ({"picture_alt": "x" * 501}, "picture_alt"),
        ({"slug": "x" * 121}, "slug"),
    ],
)
def test_a_bad_manuscript_is_refused_at_its_field_and_nothing_is_stored(change, field):
    with pytest.raises(Invalid) as refusal:
        writing.create(replace(Manuscript(title="A mill", language="en"), **change), by=None)

    assert refusal.value.field == field
    db.session.rollback()
    assert service.on_the_desk() == []


@pytest.mark.parametrize("typed", ["", "fr", " en-GB ", "zh-Hant-TW", "es-419"])
def test_the_language_of_what_stands_elsewhere_is_a_code(typed):
    assert an_article(continuation_language=typed).continuation_language == typed.strip()


def test_a_title_used_twice_gets_an_address_of_its_own():
    titles = [an_article(title="The mill").slug for _ in range(3)]

    assert titles == ["the-mill", "the-mill-2", "the-mill-3"]


def test_no_article_stands_where_the_desk_has_a_page_of_its_own():
    assert [an_article(title=title).slug for title in ("New", "Preview!")] == ["new-2", "preview-2"]
    with pytest.raises(Invalid) as refusal:
        an_article(slug="new")
    assert refusal.value.field == "slug"


def test_an_address_that_is_taken_is_refused_at_the_address():
    an_article(slug="mill")

    with pytest.raises(Invalid) as refusal:
        an_article(slug="mill")

    assert refusal.value.field == "slug"


def test_the_address_of_a_published_article_stays():
    article = an_article(slug="mill")

    with pytest.raises(Invalid) as refusal:
        writing.revise(article, replace(Manuscript.of(article), slug="windmill"), by=None, seen=1)

    assert refusal.value.field == "slug"


def test_a_refused_save_leaves_the_article_as_it_stood():
    article = an_article()
    title = article.title
    changed = replace(Manuscript.of(article), title="Another", picture="0" * 64, picture_alt="A mill")

    with pytest.raises(Invalid):
        writing.revise(article, changed, by=None, seen=1)

    assert (article.title, article.revision) == (title, 1)


def test_topics_without_a_latin_letter_can_be_stored_beside_a_theme():
    article = an_article(topics=("Theme", "???"))

    assert [topic.slug for topic in article.topics] == ["theme"]


def test_nul_and_lone_surrogates_are_not_stored():
    article = fresh(an_article(title="A\x00 mill \ud800", source="## Who\x00?\n\nMe.\ud800\n", standfirst="x\x00"))

    assert article.title == "A mill"
    assert "\x00" not in article.source + article.standfirst


def ids(articles):
    return [article.id for article in articles]


def test_a_withdrawn_article_is_gone_and_a_draft_was_never_there():
    article = an_article()
    publishing.withdraw(article)
    draft = an_article(published=False)

    with pytest.raises(Gone):
        service.published_by_slug(article.slug)
    with pytest.raises(Missing):
        service.published_by_slug(draft.slug)
    assert listing.published().articles == []


def test_an_article_that_comes_back_keeps_its_place():
    article = an_article()
    published_at = article.published_at
    publishing.withdraw(article)

    publishing.publish(article)

    assert fresh(article).published_at == published_at
    assert article.status is ArticleStatus.PUBLISHED


def test_pages_of_a_list_show_nothing_twice_while_it_grows():
    old = [an_article(title=f"Old {number}") for number in range(5)]
    first = listing.published(length=3)
    an_article(title="New")

    second = listing.published(before=first.next_key, length=3)

    assert ids([*first.articles, *second.articles]) == ids(old[::-1])
    assert second.next_key is None


@pytest.mark.parametrize("key", ["", "x", "20260101T000000.000000-x", "--", "9" * 50])
def test_a_list_has_no_page_for_an_invented_key(key):
    if key:
        with pytest.raises(Missing):
            listing.published(before=key)


def test_the_desk_finds_by_any_word_whatever_its_accents():
    article = an_article(source="## Où ?\n\nÀ l’écluse, près du Café.\n", language="fr")
    an_article()

    assert service.on_the_desk(search="ecluse cafe") == [article]
    assert service.on_the_desk(search="écl") == [article]
    assert service.on_the_desk(search="cluse") == []


def test_topics_are_shared_whatever_their_spelling():
    first = an_article(topics=("Énergie",))
    second = an_article(topics=("énergie ", "Eau"))

    assert first.topics[0] is db.session.get_one(type(first.topics[0]), second.topics[-1].id)
    assert ids(listing.published(topic=service.topic_by_slug("energie")).articles) == ids([second, first])
