"""Asking about a word, what moderators and editors do with it, and the answer that comes by itself."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from time import process_time

import pytest
from sqlalchemy import func, select

from blog.articles import publishing
from blog.articles.models import Article, Continuation
from blog.asks import service as asks
from blog.asks.answering import answer_asks
from blog.asks.grounds import AskGround
from blog.asks.models import Ask, AskStatus
from blog.database import db, utcnow
from blog.errors import Conflict, Invalid, Missing
from blog.glossary import service as glossary
from blog.glossary import writing
from blog.glossary.models import TermStatus
from blog.mail import OutboxMail
from blog.moderation import asks as moderation
from tests.counting import counting
from tests.factories import a_term, a_user, an_article, an_ask, fresh

ACCEPTED = AskStatus.ACCEPTED
TEXT = """\
## What is a swale?

A ditch that drinks. We dug the swale in May, and set a SET beside it.

## And the péché?

Du pain, dû à la pêche.
"""


def mails():
    return db.session.scalars(select(OutboxMail).order_by(OutboxMail.id)).all()


def post(article, word="swale", **given):
    return asks.post(article, **{"key": Ask.new_key(), "word": word, **given})


def revise(term, **fields):
    writing.revise(term, replace(glossary.as_entry(term), **fields), seen=1)


def test_an_ask_waits_with_the_articles_own_words_and_sentence():
    article = an_article(source=TEXT)

    ask = fresh(post(article, word=" “SWALE”, "))

    assert (ask.status, ask.word, ask.folded, ask.language) == (AskStatus.HELD, "swale", "swale", "en")
    assert ask.sentence == "What is a swale?"
    assert ask.anchor == article.turns[0].anchor


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("SET", "SET"),  # the very same letters go before what comes first
        ("set", "set"),
        ("scet", None),
        ("swales", None),  # not as it is written
        ("wale", None),  # whole words only
        ("swale in May", "swale in May"),
        ("swale? A ditch", None),  # nothing that no one sentence says
    ],
)
def test_what_does_not_stand_in_the_article_is_refused(word, written):
    article = an_article(source=TEXT)

    if written:
        assert post(article, word).word == written
    else:
        with pytest.raises(Invalid) as refusal:
            post(article, word)
        assert refusal.value.field == "word"


def test_the_turn_in_which_it_was_selected_gives_the_sentence():
    article = an_article(source="## One?\n\nThe swale is here.\n\n## Two?\n\nThe swale is there.\n")

    ask = post(article, near=article.turns[1].anchor)

    assert (ask.sentence, ask.anchor) == ("The swale is there.", article.turns[1].anchor)
    assert post(article, near="q-nowhere").sentence == "The swale is here."


def test_the_text_goes_before_the_title():
    assert post(an_article(source=TEXT, title="Swale")).sentence == "What is a swale?"


@pytest.mark.parametrize("place", [{"title": "The swale"}, {"standfirst": "On the *swale*."}])
def test_title_and_standfirst_belong_to_the_article(place):
    assert post(an_article(**place)).anchor is None


def test_a_rest_that_is_read_elsewhere_is_not_looked_through():
    goes_on = {"continuation": Continuation.LINK, "continuation_url": "https://example.org/more.pdf"}
    article = an_article(source="## One?\n\nShort.\n\n<!--more-->\n\n## Two?\n\nThe secret swale.\n", **goes_on)

    assert asks.look_up(article, "swale").found is None
    with pytest.raises(Invalid):
        post(article)


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_an_article_that_is_not_public_takes_none(state):
    article = an_article(source=TEXT, published=state != "draft")
    if state == "withdrawn":
        publishing.withdraw(article)

    with pytest.raises(Missing):
        post(article)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"word": ""}, "word"),
        ({"word": " …! "}, "word"),
        ({"word": "\x00\u202e\ud800"}, "word"),
        ({"word": "x" * 101}, "word"),
        ({"email": "nobody"}, "email"),
        ({"email": "a@b.org\r\nBcc: c@d.org"}, "email"),
        ({"key": "short"}, "key"),
    ],
)
def test_bad_values_are_refused_at_their_field(given, field):
    with pytest.raises(Invalid) as refusal:
        asks.post(an_article(source=TEXT), **{"key": Ask.new_key(), "word": "swale", **given})

    assert refusal.value.field == field


@pytest.mark.parametrize("word", ["e" + "\u0301" * 100_000, "x" * 1_000_000, "a " * 500_000, "\u202e" * 1_000_000])
def test_a_flood_is_refused_at_once(word):
    article = an_article(source=TEXT)
    began = process_time()

    with pytest.raises(Invalid):
        post(article, word)
    asks.look_up(article, word)

    assert process_time() - began < 0.5


def test_the_same_key_twice_is_one_ask():
    article, key = an_article(source=TEXT), Ask.new_key()

    first, second = post(article, key=key), post(article, "ditch", key=key)

    assert first is second
    assert second.word == "swale"


def test_the_same_key_from_ten_threads_is_one_ask(app):
    article_id, key = an_article(source=TEXT).id, Ask.new_key()
    db.session.rollback()

    def send(_number):
        with app.app_context():
            return post(db.session.get_one(Article, article_id), key=key).id

    with ThreadPoolExecutor(10) as pool:
        ids = set(pool.map(send, range(10)))

    assert len(ids) == 1
    assert db.session.scalar(select(func.count()).select_from(Ask)) == 1


@pytest.mark.parametrize(
    ("word", "is_explained"),
    [
        ("swale", True),
        ("Swales", True),  # a form
        ("bioswale", True),  # an alias
        ("ditch", False),
        ("SET", True),
        ("set", False),  # an acronym is its capitals
    ],
)
def test_the_glossarys_forms_answer_at_once(word, is_explained):
    a_term("swale", "bioswale")
    a_term("SET")
    article = an_article(source="## Well?\n\nSwales, a swale, a bioswale, a ditch; set the SET.\n")

    assert bool(asks.look_up(article, word).explained) is is_explained
    if is_explained:
        with pytest.raises(Conflict):
            post(article, word)


def test_what_only_a_draft_explains_or_another_topic_is_not_explained():
    article = an_article(source=TEXT, topics=("Rain",))
    a_term("swale", status=TermStatus.DRAFT)
    a_term("ditch", topics=("Heraldry",))
    a_term("péché", language="fr")

    assert [asks.look_up(article, word).explained for word in ("swale", "ditch", "péché")] == [()] * 3


def test_accents_tell_words_apart():
    a_term("pêche", language="fr")
    article = an_article(source=TEXT, language="fr")

    assert asks.look_up(article, "pêche").explained
    assert not asks.look_up(article, "péché").explained


def test_held_words_are_grouped_the_longest_waiting_first():
    article = an_article(source=TEXT)
    for word in ("swale", "ditch", "Swale"):
        an_ask(article, word=word)
    an_ask(article, word="May", status=ACCEPTED)

    assert [(each.word, len(each.asks)) for each in moderation.held()] == [("swale", 2), ("ditch", 1)]


def test_one_verdict_on_several_says_who_when_and_why():
    article, moderator = an_article(source=TEXT), a_user("moderator")
    ids = [an_ask(article, word="ditch").id for _ in range(2)]

    moderation.decide(ids, AskStatus.REJECTED, by=moderator, ground=AskGround.EVERYDAY)

    for ask in moderation.decided():
        assert (ask.status, ask.ground, ask.decided_by_id) == (AskStatus.REJECTED, AskGround.EVERYDAY, moderator.id)
        assert ask.decided_at >= ask.asked_at
    assert len(moderation.decided()) == 2


def test_a_stale_verdict_decides_nothing():
    article = an_article(source=TEXT)
    first, second = an_ask(article, word="swale"), an_ask(article, word="swale")
    moderation.decide([first.id], AskStatus.SPAM, by=None)

    with pytest.raises(Conflict):
        moderation.decide([first.id, second.id], ACCEPTED, by=None)

    assert fresh(second).is_held
    assert fresh(first).status is AskStatus.SPAM


@pytest.mark.parametrize(
    ("ids", "verdict", "field"),
    [
        ([], ACCEPTED, "asks"),
        ([404], ACCEPTED, "asks"),
        (None, AskStatus.REJECTED, "ground"),
        (None, AskStatus.ANSWERED, "verdict"),
        (None, AskStatus.DECLINED, "verdict"),
    ],
)
def test_a_verdict_that_lacks_something_is_none(ids, verdict, field):
    ask = an_ask()

    with pytest.raises(Invalid) as refusal:
        moderation.decide([ask.id] if ids is None else ids, verdict, by=None)

    assert refusal.value.field == field
    assert fresh(ask).is_held


def test_a_decision_is_taken_back_until_an_editor_goes_on_with_it():
    ask = an_ask(status=ACCEPTED)
    moderation.reopen(ask.id, seen_status=ACCEPTED)
    assert fresh(ask).is_held

    moderation.decide([ask.id], ACCEPTED, by=None)
    asks.decline([ask.id], "Everybody knows.", by=None)

    with pytest.raises(Conflict):
        moderation.reopen(ask.id, seen_status=ACCEPTED)


def test_editors_see_accepted_words_counted_the_most_asked_first():
    english, french = an_article(source=TEXT), an_article(source="## Et ?\n\nLe swale.\n", language="fr")
    for article, word, status in [
        (english, "ditch", ACCEPTED),
        (english, "swale", ACCEPTED),
        (english, "Swale", ACCEPTED),
        (french, "swale", ACCEPTED),
        (english, "May", AskStatus.HELD),
        (english, "set", AskStatus.DECLINED),
    ]:
        an_ask(article, word=word, status=status)

    assert asks.counts() == {"swale": 3, "ditch": 1}
    assert [(each.word, each.language, len(each.asks)) for each in asks.open_words()] == [
        ("swale", "en", 2),
        ("ditch", "en", 1),
        ("swale", "fr", 1),
    ]
    assert [each.word for each in asks.open_words("fr")] == ["swale"]
    assert [ask.sentence for ask in asks.open_words("en")[0].places] == ["What is a swale?"]


def test_the_lists_ask_as_much_for_many_words_as_for_one():
    article = an_article(source=TEXT)
    an_ask(article, word="swale", status=ACCEPTED)
    db.session.rollback()
    with counting() as little:
        asks.open_words()
    for word in ("ditch", "May", "set", "dug"):
        an_ask(an_article(source=TEXT), word=word, status=ACCEPTED)
    db.session.expunge_all()

    with counting() as much:
        for each in asks.open_words():
            assert [ask.article.turns for ask in each.asks]

    assert len(much) <= len(little) + 1


@pytest.mark.parametrize("reason", ["", " … ", "x" * 1_001])
def test_declining_takes_a_reason(reason):
    ask = an_ask(status=ACCEPTED)

    with pytest.raises(Invalid) as refusal:
        asks.decline([ask.id], reason, by=None)

    assert refusal.value.field == "reason"
    assert fresh(ask).status is ACCEPTED


def test_only_what_is_on_the_list_is_declined():
    held = an_ask()

    with pytest.raises(Conflict):
        asks.decline([held.id], "No.", by=None)


def test_an_entry_answers_and_tells_once():
    ask = an_ask(an_article(source=TEXT, title="Rain"), word="swale", email="ada@example.org", status=ACCEPTED)
    term = a_term("swale", definition="A *shallow* ditch.")

    answered = [answer_asks(), answer_asks()]

    assert answered == [1, 0]
    ask = fresh(ask)
    assert (ask.status, ask.term_id, ask.email) == (AskStatus.ANSWERED, term.id, None)
    assert ask.answered_at
    [mail] = mails()
    assert (mail.recipient, mail.subject) == ("ada@example.org", "The word you asked about is explained")
    assert "swale\nA shallow ditch.\n" in mail.text
    assert "http://localhost/glossary/swale\n" in mail.text
    assert f"http://localhost/asks/{ask.key}\n" in mail.text


def test_who_left_no_address_is_answered_without_a_mail():
    ask = an_ask(an_article(source=TEXT), word="swale", status=ACCEPTED)
    a_term("swale")

    answer_asks()

    assert fresh(ask).status is AskStatus.ANSWERED
    assert mails() == []


def test_a_mail_speaks_the_articles_language():
    article = an_article(source="## Et ?\n\nL’affouage.\n", language="fr", title="Le bois")
    an_ask(article, word="affouage", email="ada@example.org", status=ACCEPTED)
    a_term("Affouage", language="fr", definition="Du bois.")

    answer_asks()

    assert mails()[0].subject == "Le mot que vous avez demandé est expliqué"
    assert "Affouage\nDu bois.\n" in mails()[0].text


@pytest.mark.parametrize("status", [status for status in AskStatus if status is not ACCEPTED])
def test_only_what_is_on_the_list_is_answered(status):
    ask = an_ask(an_article(source=TEXT), word="swale", email="ada@example.org", status=status)
    a_term("swale")

    assert answer_asks() == 0
    assert fresh(ask).status is status
    assert mails() == []


def test_any_way_to_an_explanation_answers():
    article = an_article(source=TEXT)
    words = {word: an_ask(article, word=word, status=ACCEPTED) for word in ("swale", "ditch", "May")}
    draft = a_term("swale", status=TermStatus.DRAFT)
    undefined = a_term("May", definition="")
    other = a_term("channel")
    assert answer_asks() == 0

    revise(draft, status=TermStatus.PUBLISHED)
    revise(undefined, definition="A month.")
    revise(other, aliases=("ditch",))

    assert answer_asks() == 3
    assert [fresh(ask).term_id for ask in words.values()] == [draft.id, other.id, undefined.id]


@pytest.mark.parametrize(
    ("word", "label", "fields"),
    [
        ("set", "SET", {}),  # not in these letters
        ("péché", "pêche", {"language": "fr"}),
        ("swale", "swale", {"language": "fr"}),  # another language
        ("swale", "swale", {"topics": ("Heraldry",)}),
    ],
)
def test_what_explains_another_word_is_no_answer(word, label, fields):
    language = "fr" if word == "péché" else "en"
    ask = an_ask(an_article(source=TEXT, language=language), word=word, status=ACCEPTED)
    a_term(label, **fields)

    assert answer_asks() == 0
    assert fresh(ask).status is ACCEPTED


def test_two_workers_tell_once(app):
    for _ in range(4):
        an_ask(an_article(source=TEXT), word="swale", email="ada@example.org", status=ACCEPTED)
    a_term("swale")
    db.session.rollback()

    def work(_number):
        with app.app_context():
            return answer_asks()

    with ThreadPoolExecutor(3) as pool:
        answered = sum(pool.map(work, range(3)))

    assert answered == 4
    assert len(mails()) == 4


def test_an_entry_that_is_gone_leaves_the_ask_answered():
    ask = an_ask(an_article(source=TEXT), word="swale", status=ACCEPTED)
    term = a_term("swale")
    answer_asks()

    writing.remove(term)

    ask = fresh(ask)
    assert (ask.status, ask.term_id, ask.answer) == (AskStatus.ANSWERED, None, None)


@pytest.mark.parametrize(
    ("status", "days", "is_kept"),
    [
        (AskStatus.REJECTED, 29, True),  # it can be put back, and answered
        (AskStatus.REJECTED, 31, False),
        (AskStatus.SPAM, 29, True),
        (AskStatus.SPAM, 31, False),
        (AskStatus.HELD, 31, True),  # they wait to be told
        (AskStatus.ACCEPTED, 31, True),
    ],
)
def test_the_address_of_what_was_turned_down_is_forgotten_after_thirty_days(status, days, is_kept):
    ask = an_ask(status=status, email="ida@example.org")
    ask.decided_at = utcnow() - timedelta(days=days)
    db.session.commit()

    asks.forget_addresses()

    assert fresh(ask).email == ("ida@example.org" if is_kept else None)


def test_what_is_put_back_in_time_keeps_its_address():
    ask = an_ask(status=AskStatus.REJECTED, email="ida@example.org")
    moderation.reopen(ask.id, seen_status=AskStatus.REJECTED)

    asks.forget_addresses()

    assert fresh(ask).email == "ida@example.org"
