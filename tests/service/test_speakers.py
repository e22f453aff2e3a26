"""Who speaks: names that are protected, badges, confirmed addresses, invitations."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from blog.accounts.models import Address, Role
from blog.articles.manuscript import PersonLine
from blog.articles.models import Commenting, Part
from blog.comments import addresses, invitations
from blog.comments import service as comments
from blog.comments.housekeeping import house
from blog.comments.models import Badge, CommentStatus, Hold
from blog.comments.reception import receive
from blog.comments.speakers import GUEST, Speaker
from blog.comments.standing import counts
from blog.comments.submission import Submission
from blog.database import db, utcnow
from blog.errors import Conflict, Gone, Invalid, Missing
from blog.mail import OutboxMail
from tests.counting import counting
from tests.factories import a_comment, a_user, an_address, an_article, an_invitation, fresh

SHOWN = CommentStatus.APPROVED


def reasons(comment):
    return fresh(comment).reasons


@pytest.mark.parametrize("role", Role.STAFF)
@pytest.mark.parametrize(
    "name", ["Nora Vik", "Nora Vík", "N0ra V1k", "Mme Vik", "N. Vik", "Νora Vik", "Nora\u200b Vik (editor)"]
)
def test_a_guest_with_a_name_like_staffs_is_held_for_it(role, name):
    a_user(role, name="Nora Vik")

    assert reasons(a_comment(name=name)) == [Hold.NAME_OF_STAFF]


def test_a_reader_or_somebody_who_left_protects_no_name_of_staff():
    a_user(Role.READER, name="Nora Vik")
    a_user(Role.EDITOR, name="Olav Vik", active=False)

    assert reasons(a_comment(name="Nora Vik")) == []
    assert reasons(a_comment(name="Olav Vik")) == []


@pytest.mark.parametrize("part", Part)
def test_a_guest_with_a_name_like_a_persons_of_the_article_is_held_for_it(part):
    article = an_article(people=(PersonLine(part=part, name="Ida Holm"),))

    assert reasons(a_comment(article, name="Idа Ноlm")) == [Hold.NAME_OF_PERSON]
    assert reasons(a_comment(an_article(people=()), name="Ida Holm")) == []


def test_an_account_of_that_name_is_held_too():
    a_user(Role.EDITOR, name="Nora Vik")

    held = a_comment(by=Speaker(user=a_user(name="Nora Vik")))

    assert reasons(held) == [Hold.NAME_OF_STAFF]


def test_nobody_is_held_for_their_own_name():
    article = an_article()
    editor, reader = a_user(Role.EDITOR, name="Nora Vik"), a_user(name="Ada")
    invitation, _token = an_invitation(article)
    address = an_address("bo@example.org")
    a_comment(article, by=Speaker(user=reader), status=SHOWN)
    a_comment(article, by=Speaker(address=address), name="Bo", status=SHOWN)

    assert reasons(a_comment(article, by=Speaker(user=editor))) == []
    assert reasons(a_comment(article, by=Speaker(invitation=invitation))) == []
    assert reasons(a_comment(article, by=Speaker(user=reader))) == []
    assert reasons(a_comment(article, by=Speaker(address=address), name="Bo")) == []


def test_an_account_with_the_address_that_was_confirmed_before_is_the_same_person():
    article, address = an_article(), an_address("ada@example.org")
    a_comment(article, by=Speaker(address=address), name="Ada", status=SHOWN)

    assert reasons(a_comment(article, by=Speaker(user=a_user(email="ada@example.org", name="Ada")))) == []


def test_the_name_of_a_verified_reader_is_protected_under_the_article():
    article = an_article()
    a_comment(article, by=Speaker(address=an_address()), name="Ada", status=SHOWN)

    assert reasons(a_comment(article, name="Аdа")) == [Hold.NAME_OF_READER]
    assert reasons(a_comment(article, name="Ada", email="ada@example.org")) == [Hold.NAME_OF_READER]
    assert reasons(a_comment(article, by=Speaker(user=a_user(name="Ada")))) == [Hold.NAME_OF_READER]
    assert reasons(a_comment(article, name="Ada B.")) == []
    assert reasons(a_comment(an_article(), name="Ada")) == []


def test_a_known_readers_name_is_protected_with_words_beside_it():
    article, vera = an_article(), Speaker(address=an_address())
    a_comment(article, by=vera, name="Vera Lind", status=SHOWN)
    a_comment(article, name="Bo Berg", status=SHOWN)

    assert reasons(a_comment(article, name="Vera Lind (the one above)")) == [Hold.NAME_OF_READER]
    assert reasons(a_comment(article, name="Vera Lind of Bergen", by=vera)) == []
    assert reasons(a_comment(article, name="Vera Berg")) == []
    assert reasons(a_comment(article, name="Bo Berg the second")) == []


@pytest.mark.parametrize("name", ["Moderator", "Paul ✓", "Entretien"])
def test_a_name_that_claims_a_part_is_held_but_for_staffs(name):
    assert reasons(a_comment(name=name)) == [Hold.NAME_CLAIMS]
    assert reasons(a_comment(by=Speaker(user=a_user(name=name)))) == [Hold.NAME_CLAIMS]
    assert reasons(a_comment(by=Speaker(user=a_user(Role.EDITOR, name=name)))) == []


@pytest.mark.parametrize("name", ["Maud Verchөre", "Ꮇaud"])
def test_a_name_in_two_alphabets_is_held(name):
    assert reasons(a_comment(name=name)) == [Hold.NAME_MIXES_ALPHABETS]
    assert reasons(a_comment(name="Юлия")) == []


@pytest.mark.parametrize("status", [status for status in CommentStatus if status is not SHOWN])
def test_what_is_not_public_protects_no_name(status):
    article = an_article()
    a_comment(article, by=Speaker(address=an_address()), name="Ada", status=status)

    assert reasons(a_comment(article, name="Ada")) == []


@pytest.mark.parametrize("name", ["Nora Vik", "Idа Ноlm", "Ada"])
def test_it_waits_where_others_appear_at_once(name):
    article = an_article(commenting=Commenting.AFTER)
    a_user(Role.EDITOR, name="Nora Vik")
    a_comment(article, by=Speaker(address=an_address()), name="Ada", status=SHOWN)

    def received(name):
        comment = comments.draft(article, Submission(name=name, source="A word."))
        receive(comment, GUEST, house())
        return comment.status

    assert received(name) is CommentStatus.HELD
    assert received("Bo") is SHOWN


def test_a_confirmed_address_takes_no_guests_name_over():
    article = an_article()
    first = a_comment(article, name="Claire Vigouroux", status=SHOWN)

    taken = a_comment(article, name="Claire Vigоuroux", by=Speaker(address=an_address()))

    assert reasons(taken) == [Hold.NAME_OF_READER]
    assert reasons(a_comment(article, name="Claire Vigouroux", by=Speaker(user=a_user()))) == []  # Maren's
    assert reasons(a_comment(article, by=Speaker(user=a_user(name="Claire Vigouroux")))) == [Hold.NAME_OF_READER]
    assert reasons(a_comment(article, name="Claire Vigouroux", by=Speaker(keys=[first.key]))) == []


def test_whoever_bore_a_name_first_keeps_it_after_another_was_let_through():
    article, later = an_article(), Speaker(address=an_address())
    first = a_comment(article, name="Claire Vigouroux", email="claire@example.org", status=SHOWN)
    a_comment(article, name="Claire Vigouroux", by=later, status=SHOWN)

    for by in (Speaker(keys=[first.key]), Speaker(address=an_address("claire@example.org")), later):
        assert reasons(a_comment(article, name="Claire Vigouroux", by=by)) == []


def test_guests_share_a_first_name_and_no_full_one():
    article = an_article()
    a_comment(article, name="Ada", status=SHOWN)
    a_comment(article, name="Claire Vigouroux", status=SHOWN)

    assert reasons(a_comment(article, name="Ada")) == []
    assert reasons(a_comment(article, name="Claire Vigouroux", email="any@example.org")) == [Hold.NAME_OF_READER]
    assert reasons(a_comment(article, name="Ada", by=Speaker(address=an_address()))) == [Hold.NAME_OF_READER]


def test_confirming_an_address_takes_no_guests_name_over():
    article = an_article()
    a_comment(article, name="Ada", status=SHOWN)
    later = [a_comment(article, name="Ada", email="x@example.org", status=SHOWN) for _ in range(2)]

    addresses.confirm(later[0].id, addresses.state_of(later[0]))

    assert reasons(later[0]) == [Hold.NAME_OF_READER]
    assert fresh(later[1]).status is SHOWN
    assert [count.number for count in counts(article)] == [2]


def test_confirming_ones_own_address_changes_nothing_that_is_public():
    article = an_article()
    first = a_comment(article, name="Ada", status=SHOWN)
    comment = a_comment(article, name="Ada", email="ada@example.org", status=SHOWN)
    a_comment(article, name="Ada", by=Speaker(address=an_address("x@example.org")), status=SHOWN)

    addresses.confirm(comment.id, addresses.state_of(comment), keys=[first.key])

    assert (fresh(comment).status, fresh(comment).holds) == (SHOWN, [])


def test_looking_at_a_name_asks_two_questions_however_many_there_are():
    article = an_article()
    for number in range(5):
        a_user(Role.EDITOR, name=f"Nora Vik {number}")
        a_comment(article, by=Speaker(address=an_address(f"{number}@example.org")), name="Ada", status=SHOWN)

    with counting() as asked:
        a_comment(article, name="Ada")

    questions = [each for each in asked if each.startswith("SELECT")]
    assert len([each for each in questions if "user_roles" in each or "folded_name =" in each]) == 2


@pytest.mark.parametrize(
    ("role", "name", "badge"),
    [
        (Role.EDITOR, "Nora Vik", Badge.EDITOR),
        (Role.ADMIN, "Nora Vik", Badge.EDITOR),
        (Role.MODERATOR, "Nora Vik", None),
        (Role.READER, "Nora Vik", None),
        (Role.EDITOR, "Olav Berg", Badge.AUTHOR),
        (Role.MODERATOR, "Olav Berg", Badge.AUTHOR),
        (Role.READER, "Olav Berg", None),  # anybody may call an account so
        (Role.READER, "Ida Holm", None),
    ],
)
def test_a_badge_comes_from_what_the_house_knows(role, name, badge):
    people = (PersonLine(part=Part.AUTHOR, name="Olav Berg"), PersonLine(part=Part.INTERVIEWEE, name="Ida Holm"))

    comment = a_comment(an_article(people=people), by=Speaker(user=a_user(role, name=name)))

    assert fresh(comment).badge is badge


def test_a_guest_bears_no_badge():
    assert fresh(a_comment(name="Editor", by=GUEST)).badge is None
    assert fresh(a_comment(name="Ada", by=Speaker(address=an_address()))).badge is None


def test_an_accounts_comment_bears_its_name_and_address_whatever_was_typed():
    comment = fresh(a_comment(name="Somebody", email="x@example.org", by=Speaker(user=a_user(name="Mia"))))

    assert comment.name == "Mia"
    assert comment.email == comment.user.email
    assert comment.is_verified


def test_what_is_replied_by_invitation_bears_name_part_and_who_vouched():
    invitation, _token = an_invitation(badge=Badge.INTERVIEWER, name="Bo Lind", by=a_user(Role.EDITOR, name="Nora"))

    comment = fresh(a_comment(invitation.article, name="Me", by=Speaker(invitation=invitation)))

    assert (comment.name, comment.badge) == ("Bo Lind", Badge.INTERVIEWER)
    assert comment.invitation.vouched_by == "Nora"


def test_confirming_an_address_makes_the_comment_its_owners():
    comment = a_comment(email="Ada@Example.org")

    addresses.confirm(comment.id, addresses.state_of(comment))

    assert fresh(comment).is_verified
    assert addresses.by_email("ada@example.org").id == comment.address_id


def test_a_link_is_good_once_and_so_are_all_that_were_sent_before():
    comment = a_comment(email="ada@example.org")
    other = a_comment(email="ADA@example.org")
    first, second = addresses.state_of(comment), addresses.state_of(other)
    addresses.confirm(comment.id, first)

    for number, state in ((comment.id, first), (other.id, second), (other.id, first), (other.id + 9, second)):
        with pytest.raises(Gone):
            addresses.confirm(number, state)
    assert fresh(other).address_id is None


def test_one_link_from_five_threads_confirms_once(app):
    comment = a_comment(email="ada@example.org")
    number, state = comment.id, addresses.state_of(comment)
    db.session.rollback()

    def confirm(_number):
        with app.app_context():
            try:
                return bool(addresses.confirm(number, state))
            except Gone:
                return False

    with ThreadPoolExecutor(5) as pool:
        assert sorted(pool.map(confirm, range(5))) == [False] * 4 + [True]


def test_a_further_comment_belongs_to_the_same_address():
    comment, other = a_comment(email="ada@example.org"), a_comment(email="ada@example.org", name="Ada L.")
    for each in (comment, other):
        addresses.confirm(each.id, addresses.state_of(each))

    assert fresh(comment).address_id == fresh(other).address_id
    assert addresses.last_name(db.session.get(Address, comment.address_id)) == "Ada L."


def test_a_link_tells_nothing_of_comments_that_others_sent_with_the_address():
    mine, anothers = a_comment(email="ada@example.org"), a_comment(email="ada@example.org", name="Impostor")

    addresses.confirm(mine.id, addresses.state_of(mine))

    assert fresh(anothers).address_id is None


def test_a_name_that_was_held_as_a_readers_is_let_go_when_it_is_theirs():
    article = an_article()
    a_comment(article, by=Speaker(address=an_address()), name="Ada", status=SHOWN)
    a_user(Role.EDITOR, name="Nora Vik")
    held = a_comment(article, name="Ada", email="ada@example.org")

    addresses.confirm(held.id, addresses.state_of(held))

    assert reasons(held) == []
    assert fresh(held).status is CommentStatus.HELD


@pytest.mark.parametrize("kind", ["without an address", "by an account", "by invitation", "withdrawn"])
def test_there_is_nothing_to_confirm(kind):
    invitation, _token = an_invitation()
    comment = {
        "without an address": lambda: a_comment(),
        "by an account": lambda: a_comment(by=Speaker(user=a_user())),
        "by invitation": lambda: a_comment(invitation.article, by=Speaker(invitation=invitation)),
        "withdrawn": lambda: a_comment(email="ada@example.org", status=CommentStatus.WITHDRAWN),
    }[kind]()

    with pytest.raises(Conflict):
        addresses.send_link(comment, "token")
    with pytest.raises(Gone):
        addresses.confirm(comment.id, addresses.state_of(comment))


def test_the_mail_with_a_link_repeats_nothing_that_was_typed():
    comment = a_comment(name="Buy cheap", source="Cheap things.", email="ada@example.org")

    addresses.send_link(comment, "the-token")

    mail = db.session.query(OutboxMail).one()
    assert mail.recipient == "ada@example.org"
    assert "http://localhost/addresses/the-token" in mail.text
    assert "heap" not in mail.text + mail.subject
    assert comment.key not in mail.text


def test_an_invitation_is_mailed_and_its_token_kept_nowhere_else():
    invitation, token = an_invitation()

    assert len(token) == 43
    assert token not in repr(db.session.execute(invitation.__table__.select()).all())
    assert invitations.by_token(token) is invitation


def test_an_invitation_is_good_under_its_article_alone():
    invitation, token = an_invitation()

    assert invitations.open_for(invitation.article, token=token) is invitation
    assert invitations.open_for(an_article(), token=token) is None
    assert invitations.open_for(invitation.article, token=token[:-1]) is None
    assert invitations.open_for(invitation.article, token="", email="") is None


def test_the_address_it_was_sent_to_is_as_good_as_the_link():
    invitation, _token = an_invitation(email="Ida.Holm@example.org")

    assert invitations.open_for(invitation.article, email="ida.holm@example.org") is invitation
    assert invitations.open_for(invitation.article, email="ida%@example.org") is None
    assert invitations.open_for(an_article(), email="ida.holm@example.org") is None


@pytest.mark.parametrize("end", ["revoked", "ended"])
def test_one_that_is_over_opens_nothing(end):
    invitation, token = an_invitation()
    if end == "revoked":
        invitations.revoke(invitation)
    else:
        invitation.ends_at = utcnow() - timedelta(seconds=1)
        db.session.commit()

    assert invitations.open_for(invitation.article, token=token, email=invitation.email) is None
    with pytest.raises(Gone, match="revoked" if end == "revoked" else "run out"):
        invitations.by_token(token)
    with pytest.raises(Conflict):
        invitations.revoke(invitation)


@pytest.mark.parametrize("token", ["", "x" * 43, "é" * 43, "\udcff", "x" * 100_000])
def test_made_up_tokens_open_nothing(token):
    with pytest.raises(Missing):
        invitations.by_token(token)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "\u200b…"}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"email": "nobody"}, "email"),
        ({"email": "a@b.org\r\nBcc: c@d.org"}, "email"),
        ({"days": 0}, "days"),
        ({"days": 91}, "days"),
        ({"badge": Badge.AUTHOR}, "badge"),
    ],
)
def test_a_bad_invitation_is_refused_at_its_field(given, field):
    with pytest.raises(Invalid) as refusal:
        an_invitation(**given)

    assert refusal.value.field == field
    assert db.session.query(OutboxMail).all() == []


def test_nobody_is_invited_where_no_comment_is_taken():
    for article in (an_article(published=False), an_article(commenting=Commenting.CLOSED)):
        with pytest.raises(Conflict):
            an_invitation(article)


def test_an_invitation_is_found_at_its_article():
    invitation, _token = an_invitation()

    assert list(invitations.of_article(invitation.article)) == [invitation]
    assert invitations.by_id(invitation.article, invitation.id) is invitation
    with pytest.raises(Missing):
        invitations.by_id(an_article(), invitation.id)
