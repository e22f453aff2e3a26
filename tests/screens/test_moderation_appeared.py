"""What appeared at once is read afterwards: the moderators' list of it."""

from __future__ import annotations

import pytest

from blog.accounts.models import Role
from blog.articles.models import Commenting
from blog.comments import service as comments
from blog.comments.submission import Submission
from blog.moderation import queues
from tests.factories import a_comment, an_article


@pytest.fixture(autouse=True)
def moderator(sign_in):
    return sign_in(Role.MODERATOR)


def say(name, article):
    return comments.post(article, Submission(name=name, source=f"By {name}."))


def test_what_appeared_at_once_is_listed_newest_first_until_somebody_decides(client):
    article = an_article(commenting=Commenting.AFTER)
    first, second = say("Ada", article), say("Bo", article)
    a_comment(name="Held")

    assert [comment.name for comment in queues.appeared().items] == ["Bo", "Ada"]
    page = client.get("/moderation/appeared")
    assert [word for word in ("By Bo.", "By Ada.", "Held") if word in page.words] == ["By Bo.", "By Ada."]

    fields = {"verdict": "reject", "ground": "hateful", "seen_status": "approved"}
    client.post(f"/moderation/comments/{second.id}/decision", data={**fields, "seen_revision": second.revision})

    assert queues.appeared().items == [first]


def test_the_list_goes_on_after_fifty(client):
    article = an_article(commenting=Commenting.AFTER)
    for number in range(51):
        say(f"Reader {number}", article)

    page = client.get("/moderation/appeared")

    rest = page.find("a[href*='after=']")["href"]
    assert "By Reader 0." in client.get(f"/moderation/appeared{rest[rest.index('?') :]}").words
    assert "By Reader 0." not in page.words


def test_where_nothing_appeared_it_says_so(client):
    assert "Nothing has appeared without a decision." in client.get("/moderation/appeared").words
