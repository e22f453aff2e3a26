"""The house: settings, versions of the rules, and two editors at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from blog.articles.models import Commenting
from blog.comments import housekeeping
from blog.comments import service as comments
from blog.comments.house import ConversationSettings, HouseRules
from blog.comments.models import Comment, CommentStatus
from blog.comments.submission import Submission
from blog.database import db
from blog.errors import Conflict, Invalid, Missing
from tests.counting import counting
from tests.factories import a_comment, a_user, an_article, fresh


def revise(*, seen=None, by=None, **changed):
    house = housekeeping.house()
    typed = {**house.typed, "commenting": house.settings.commenting, **changed}
    housekeeping.revise(by=by or a_user(), seen=house.mark if seen is None else seen, **typed)
    db.session.rollback()


def number_of(model):
    return db.session.scalar(select(func.count()).select_from(model))


def test_before_anybody_sets_anything_comments_are_read_first_and_the_first_rules_hold():
    house = housekeeping.house()

    assert house.settings.commenting is Commenting.BEFORE
    assert (house.rules.version, number_of(HouseRules), number_of(ConversationSettings)) == (1, 0, 0)
    assert "<strong>" in house.rules.html("fr")
    assert "private lives" in housekeeping.rules(1).html("en")


def test_what_an_editor_sets_holds():
    editor = a_user()

    revise(by=editor, commenting=Commenting.AFTER, closes_after=30, slow_mode=60, has_votes=False)

    house = housekeeping.house()
    assert house.settings.commenting is Commenting.AFTER
    assert (house.settings.closes_after, house.settings.slow_mode, house.settings.has_votes) == (30, 60, False)
    assert (house.rules.version, number_of(HouseRules)) == (1, 0)  # no word of the rules was changed


def test_other_words_are_a_new_version_and_the_earlier_one_stays():
    editor = a_user()
    first = housekeeping.house().rules.source_en

    revise(by=editor, rules_en="Be **kind**.")
    revise(by=editor, rules_fr="Soyez *gentils*.")

    assert [each.version for each in housekeeping.versions()] == [3, 2, 1]
    assert housekeeping.rules(1).source_en == first
    assert housekeeping.rules(2).html("en") == "<p>Be <strong>kind</strong>.</p>"
    assert housekeeping.house().rules.html("fr") == "<p>Soyez <em>gentils</em>.</p>"
    assert housekeeping.house().rules.made_by == editor


def test_the_same_words_are_no_new_version():
    revise(rules_en="Be kind.")
    revise(rules_en="  Be kind.\n\n")

    assert housekeeping.house().rules.version == 2


def test_rules_are_clean():
    revise(rules_en="Be <script>kind</script>. \x00\u202e[x](javascript:1)")

    html = housekeeping.house().rules.html("en")
    assert "<script" not in html
    assert "href" not in html
    assert "\u202e" not in html


@pytest.mark.parametrize("version", [0, 2, 99])
def test_there_are_no_other_versions(version):
    with pytest.raises(Missing):
        housekeeping.rules(version)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"rules_fr": " \n"}, "rules_fr"),
        ({"rules_en": "…"}, "rules_en"),
        ({"rules_en": "x" * 10_001}, "rules_en"),
        ({"closes_after": -1}, "closes_after"),
        ({"closes_after": 36_501}, "closes_after"),
        ({"slow_mode": 86_401}, "slow_mode"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_stored(typed, field):
    with pytest.raises(Invalid) as refusal:
        revise(**typed)

    assert refusal.value.field == field
    assert (number_of(HouseRules), number_of(ConversationSettings)) == (0, 0)


@pytest.mark.parametrize("theirs", [{"rules_en": "Theirs."}, {"commenting": Commenting.CLOSED}])
def test_whoever_saves_over_a_newer_one_is_shown_it_and_stores_nothing(theirs):
    seen = housekeeping.house().mark
    revise(**theirs)

    with pytest.raises(Conflict) as refusal:
        revise(seen=seen, rules_en="Mine.", slow_mode=5)

    assert refusal.value.current.mark == housekeeping.house().mark
    assert housekeeping.house().settings.slow_mode == 0
    assert "Mine." not in [each.source_en for each in housekeeping.versions()]


def test_of_many_editors_at_the_same_moment_one_saves(app):
    editor, seen = a_user().id, housekeeping.house().mark
    db.session.rollback()

    def save(number):
        with app.app_context():
            try:
                revise(by=db.session.get_one(type(a_user_row), editor), seen=seen, rules_en=f"Number {number}.")
            except Conflict:
                return 0
            return 1

    a_user_row = a_user()
    db.session.rollback()
    with ThreadPoolExecutor(6) as pool:
        saved = list(pool.map(save, range(6)))

    assert sum(saved) == 1
    assert [each.version for each in housekeeping.versions()] == [2, 1]


def test_the_house_and_the_counts_are_one_query():
    article = an_article()
    for anchor in (None, article.turns[0].anchor, article.turns[1].anchor, article.turns[1].anchor):
        a_comment(article, anchor=anchor, status=CommentStatus.APPROVED)
    revise(rules_en="Be kind.")
    a_comment(status=CommentStatus.APPROVED)
    expected = {"": 1, article.turns[0].anchor: 1, article.turns[1].anchor: 2}

    with counting() as asked:
        house, counts = housekeeping.house_and_counts(article)
        version, html = house.rules.version, house.rules.html("en")

    assert len(asked) == 1, asked
    assert (version, html) == (2, "<p>Be kind.</p>")
    assert {count.anchor: count.number for count in counts} == expected


def test_a_comment_remembers_the_rules_that_stood_at_its_form():
    article = an_article()

    comment = comments.post(article, Submission(name="Ada", source="Yes.", rules_version=1))
    first = housekeeping.rules(1).source_en
    revise(rules_en="Be kind.")

    assert fresh(comment).rules_version == 1
    assert housekeeping.rules(1).source_en == first
    assert number_of(HouseRules) == 2


def test_rules_that_changed_meanwhile_are_asked_for_again():
    article = an_article()
    revise(rules_en="Be kind.")

    for version in (0, 1, 3):
        with pytest.raises(Invalid) as refusal:
            comments.post(article, Submission(name="Ada", source="Yes.", rules_version=version))
        assert refusal.value.field == "rules"

    assert number_of(Comment) == 0


def test_a_comment_that_no_form_of_ours_sent_agreed_to_nothing():
    assert a_comment().rules_version is None
