"""What a page weighs, as it goes over the wire; and that it waits for nothing but its style sheet."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import cycle

import pytest

from benchmarks.vocabulary import Vocabulary
from blog.comments import threads
from blog.comments.models import CommentStatus
from blog.database import db, utcnow
from blog.finished import ENCODINGS
from tests.factories import a_comment, a_term, an_article
from tests.routes import House, fetch

HTML, STYLE_AND_SCRIPTS = 40_000, 25_000  # bytes, compressed
IMPORTS = re.compile(rb"""(?:from|import\()\s*["']\./([\w-]+\.js)["']""")
NAMES = [f"{first} {last}" for last in ("Maurin", "Holm", "Diallo", "Verchère") for first in ("Ada", "Bakary", "Inès")]


@pytest.fixture
def article(client):
    """Two thousand words and two hundred comments of thirty words, no two alike, all on the page."""
    said = Vocabulary()
    names = said.names(12)
    for name in names:
        a_term(name, language="fr", definition=said.sentence())
    article = an_article(slug="le-quai-et-ses-ateliers", language="fr", source=said.interview(2_000, names))
    comments, began = [], utcnow() - timedelta(days=20)
    for number, name in zip(range(200), cycle(NAMES), strict=False):
        comment = a_comment(
            article,
            status=CommentStatus.APPROVED,
            name=name,
            source=" ".join(said.sentence(names) for _ in range(1 + number % 2)),
            parent=said.random.choice(comments[-9:]) if number % 2 else None,
            at=began + timedelta(minutes=97 * number + said.random.randrange(90)),
        )
        comment.published_at = comment.posted_at + timedelta(seconds=said.random.randrange(20_000))
        comments.append(comment)
    db.session.commit()
    return article


def test_an_article_with_two_hundred_comments_is_light(client, article, monkeypatch):
    monkeypatch.setattr(threads, "LENGTH", 200)

    page = client.get(f"/articles/{article.slug}")

    assert len(page.all("article.comment")) == 200
    assert len(ENCODINGS["br"](page.get_data())) <= HTML


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_its_style_and_all_its_scripts_are_light(client, encoding):
    a_term("ice house")
    a_comment(an_article(slug="ice"), status=CommentStatus.APPROVED)
    page = client.get("/articles/ice")

    files = with_imports(
        client, [page.find("link[rel=stylesheet]")["href"], *(tag["src"] for tag in page.all("script[src]"))]
    )

    assert {path.rpartition("/")[2] for path in files} >= {"reading.css", "choices.js", "hover.js", "kept.js", "ask.js"}
    answers = [client.get(path, headers={"Accept-Encoding": encoding}) for path in files]
    assert {answer.headers["Content-Encoding"] for answer in answers} == {encoding}
    assert sum(len(answer.get_data()) for answer in answers) <= STYLE_AND_SCRIPTS


def test_pages_wait_for_one_style_sheet_alone(app, client):
    house = House.furnish(app)
    a_comment(house.article, status=CommentStatus.APPROVED, source="An ice house.")

    pages = [fetch(client, path) for _rule, path in house.addresses("GET", doors=("reading",))]

    pages = [page for page in pages if page.response.mimetype == "text/html" and page.status == 200]
    assert len(pages) > 10
    for page in pages:
        assert len(page.all("link[rel=stylesheet]")) == 1
        assert all(tag.get("type") == "module" or tag.has_attr("async") for tag in page.all("script[src]"))
        assert all(tag.get("width") and tag.get("height") for tag in page.all("img"))
    assert b"@import" not in client.get(page.find("link[rel=stylesheet]")["href"]).get_data()


@pytest.mark.parametrize("path", ["/", "/glossary", "/articles/ice"])
def test_a_page_says_what_it_is_to_who_has_not_opened_it(client, path):
    a_term("ice house")
    an_article(slug="ice")

    page = client.get(path)

    assert page.find("meta[name=description]")["content"]
    assert page.find("link[rel=canonical]")["href"]


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, br", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("identity", None),
        ("", None),
    ],
)
def test_a_file_comes_as_the_browser_wants_it(client, accepted, encoding):
    path = client.get("/").find("link[rel=stylesheet]")["href"]

    answer = client.get(path, headers={"Accept-Encoding": accepted})

    assert answer.headers.get("Content-Encoding") == encoding
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_readers_are_sent_nothing_of_the_working_rooms(client):
    reading, work = (client.get(path).find("link[rel=stylesheet]")["href"] for path in ("/", "/account/sign-in"))

    assert b".queues" not in client.get(reading).get_data()
    assert client.get(work).get_data().startswith(client.get(reading).get_data())


def with_imports(client, paths):
    """The files, and the modules that they import, and those that these do."""
    seen = dict.fromkeys(paths)
    for path in (todo := list(seen)):
        folder = path.rpartition("/")[0]
        found = [f"{folder}/{name.decode()}" for name in IMPORTS.findall(client.get(path).get_data())]
        todo += [each for each in found if each not in seen]
        seen |= dict.fromkeys(found)
    return [path for path in seen if "/scripts-" in path or "/styles-" in path]
