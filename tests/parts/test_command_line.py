"""The command line as somebody types it: what it says, where, and how it ends."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.parts.article_files import GOOD, a_file, a_picture
from tests.parts.commands import ROOT, environ, flask

pytestmark = pytest.mark.all_databases

PASSWORD = "a quiet harbour at low tide"
CSV = "term,aliases,definition,language\nBell,,*Rings*.,en\n"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Migrated; the tests of this module share it, each with names of its own."""
    folder = tmp_path_factory.mktemp("commands") / "place"
    assert flask(folder, "db", "upgrade").returncode == 0
    return folder


def says(answer: subprocess.CompletedProcess[str], sentence: str, code: int = 1) -> bool:
    """Refused, in one sentence, on stderr."""
    assert answer.returncode == code, answer
    assert answer.stdout == ""
    assert answer.stderr.strip().count("\n") == 0
    return sentence in answer.stderr


def test_somebody_is_added_once(place):
    words = (
        "users",
        "add",
        "ana@example.org",
        "--name",
        "Ana",
        "--role",
        "editor",
        "--role",
        "moderator",
        "--password-stdin",
    )

    answer = flask(place, *words, stdin=f"{PASSWORD}\n")

    assert (answer.returncode, answer.stdout) == (0, "Ana can sign in as ana@example.org.\n")
    assert says(flask(place, *words, stdin=PASSWORD), "There is an account with this e-mail address already.")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("ben", "--name", "Ben"), "does not look like an e-mail address"),
        (("ben@example.org", "--name", " "), "needs a name"),
        (("ben@example.org", "--name", "Ben" * 30), "at most 80 characters"),
    ],
)
def test_who_cannot_be_added_is_told_why(app, words, sentence):
    answer = app.test_cli_runner().invoke(args=["users", "add", *words, "--password-stdin"], input=PASSWORD)

    assert (answer.exit_code, answer.stdout) == (1, "")
    assert sentence in answer.stderr


def test_a_short_password_is_refused(place):
    answer = flask(place, "users", "add", "cy@example.org", "--name", "Cy", "--password-stdin", stdin="short\n")

    assert says(answer, "at least 12 characters")


@pytest.mark.parametrize(
    "words",
    [
        ("users", "add", "ben@example.org", "--name", "Ben", "--role", "king", "--password-stdin"),
        ("users", "add", "ben@example.org", "--password-stdin"),
        ("users", "add", "ben@example.org", "--name", "Ben"),
        ("articles", "import"),
        ("articles", "export"),
        ("glossary", "import"),
        ("serve", "--port", "0"),
        ("serve", "--port", "http"),
        ("nothing",),
    ],
)
def test_what_is_typed_wrong_ends_with_2(app, words):
    answer = app.test_cli_runner().invoke(args=words, input=PASSWORD)

    assert answer.exit_code == 2
    assert "Usage:" in answer.stderr


def test_articles_come_in_the_bad_ones_are_named_and_the_others_stand(place, tmp_path):
    a_file(tmp_path, GOOD, "a.md")
    a_file(tmp_path, GOOD.replace("late-bell", "second").replace("2026-09-12", "soon"), "b.md")
    a_file(tmp_path, GOOD.replace("late-bell", "third"), "c.md")

    answer = flask(place, "articles", "import", tmp_path, "--publish")

    assert answer.returncode == 1
    assert answer.stdout == "2 new, 0 revised, 0 unchanged; 2 published by this.\n"
    assert answer.stderr == f"{tmp_path}/b.md, line 6: “soon” is not a day; write it as 2026-03-31.\n"


def test_the_same_files_again_change_nothing(place, tmp_path):
    file = a_file(tmp_path, GOOD.replace("late-bell", "again"))
    flask(place, "articles", "import", file)

    answer = flask(place, "articles", "import", file)

    assert (answer.returncode, answer.stdout) == (0, "0 new, 0 revised, 1 unchanged; 0 published by this.\n")


def test_a_label_that_says_nothing_gets_a_warning(place, tmp_path):
    file = a_file(
        tmp_path, GOOD.replace("late-bell", "vague").replace("comments", "continue_reading_label: ICI\ncomments")
    )

    answer = flask(place, "articles", "import", file)

    assert answer.returncode == 0
    assert answer.stderr.startswith(f"{file}: warning: the label “ICI” says nothing")


def test_what_goes_out_comes_in_elsewhere(place, tmp_path):
    a_picture(tmp_path)
    file = a_file(
        tmp_path,
        GOOD.replace("late-bell", "moved").replace(
            "comments", "lead_image: bell.jpg\nlead_image_alt: A bell\ncomments"
        ),
    )
    flask(place, "articles", "import", file)
    out, elsewhere, again = tmp_path / "out", tmp_path / "elsewhere", tmp_path / "again"

    flask(place, "articles", "export", out)
    flask(elsewhere, "db", "upgrade")
    flask(elsewhere, "articles", "import", "--publish", out)
    flask(elsewhere, "articles", "export", again)

    assert (out / "moved.jpg").read_bytes() == (again / "moved.jpg").read_bytes()
    assert {path.name: path.read_bytes() for path in out.iterdir()} == {
        path.name: path.read_bytes() for path in again.iterdir()
    }


def test_an_export_that_cannot_be_written_says_so(place, tmp_path):
    (tmp_path / "file").write_text("")

    assert flask(place, "articles", "export", tmp_path / "file").returncode == 2
    assert says(flask(place, "articles", "export", tmp_path / "file" / "below"), "cannot be written")


def test_the_glossary_comes_in_and_says_how_many_articles_changed(place, tmp_path):
    file = tmp_path / "glossary.csv"
    file.write_text(CSV)
    flask(
        place,
        "articles",
        "import",
        a_file(tmp_path, GOOD.replace("late-bell", "bells").replace("Because it", "The bell")),
    )
    before = flask(place, "glossary", "import", file)
    again = flask(place, "glossary", "import", file)
    flask(place, "glossary", "export", tmp_path / "out.csv")

    assert before.stdout.startswith("1 new, 0 revised, 0 unchanged.\n1 article changed")
    assert again.stdout == "0 new, 0 revised, 1 unchanged.\n0 articles changed by this.\n"
    head, row = (tmp_path / "out.csv").read_text().splitlines()
    assert head.startswith("term,aliases,definition,language,sense,status,")
    assert row.startswith(CSV.splitlines()[1])


def test_a_dry_run_says_line_by_line_what_would_change_and_changes_nothing(place, tmp_path):
    file, out = tmp_path / "glossary.csv", tmp_path / "out.json"
    file.write_text("term,aliases,definition,language\nSlip,,A slope.,en\nMast,,A pole.,en\n")
    flask(place, "glossary", "import", file)
    file.write_text(
        'term,aliases,definition,language\nSlip,ramp,"A slope\nof stone.",en\nSail,,,en\nMast,,A pole.,en\n'
    )

    dry = flask(place, "glossary", "import", "--dry-run", file)
    flask(place, "glossary", "export", out)

    assert dry.stdout.splitlines() == [
        "line 2: Slip (en): revised",
        "  aliases: “” → “ramp”",
        "  definition: “A slope.” → “A slope⏎of stone.”",
        "line 4: Sail (en): new",
        "line 5: Mast (en): unchanged",
        "1 new, 1 revised, 1 unchanged.",
    ]
    assert '"definition": "A slope."' in out.read_text()
    assert "Sail" not in out.read_text()


def test_a_dry_run_counts_what_would_be_refused_apart(place, tmp_path):
    file = tmp_path / "glossary.csv"
    file.write_text("term,aliases,definition,language\nHull,,A shell.,en\nKeel,hull,A spine.,en\nOar,,,de\n")

    dry = flask(place, "glossary", "import", "--dry-run", file)

    assert dry.returncode == 1
    assert dry.stdout.splitlines() == ["line 2: Hull (en): new", "1 new, 0 revised, 0 unchanged, 2 refused."]
    assert [line.removeprefix(f"{file}, ").partition(":")[0] for line in dry.stderr.splitlines()] == [
        "line 3",
        "line 4",
    ]


def test_a_bad_glossary_is_refused_whole(place, tmp_path):
    file = tmp_path / "bad.csv"
    file.write_text(f"{CSV}Rope,,,\n")

    assert says(flask(place, "glossary", "import", file), f"{file}, line 3: The language must be one of: fr, en.")


def test_the_demo_goes_into_an_empty_database_only(place, tmp_path):
    flask(tmp_path, "db", "upgrade")

    loaded, again = (flask(tmp_path, "demo", "load") for _ in range(2))

    assert (loaded.returncode, loaded.stdout.count("@example.org")) == (0, 3)
    assert says(again, "The demo goes into an empty database only")
    assert says(flask(place, "demo", "load"), "The demo goes into an empty database only")


def test_a_database_without_tables_is_named(tmp_path):
    assert says(flask(tmp_path, "articles", "export", tmp_path / "out"), "is it migrated?")


def test_a_database_that_does_not_answer_is_named(tmp_path):
    url = "postgresql://postgres@127.0.0.1:1/none"

    assert says(flask(tmp_path, "demo", "load", DATABASE_URL=url), "The database cannot do this")
    assert says(flask(tmp_path, "serve", "--prepare", DATABASE_URL=url, PORT="1"), "")


def test_many_files_show_how_far_it_is_on_a_terminal(place, tmp_path):
    for number in range(12):
        a_file(tmp_path, GOOD.replace("late-bell", f"many-{number}"), f"{number}.md")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "articles", "import", str(tmp_path)]

    subprocess.run(command, cwd=ROOT, env=environ(place, TERM="xterm"), stdout=theirs, stderr=theirs, timeout=120)
    seen = os.read(ours, 100_000).decode()
    os.close(ours), os.close(theirs)

    assert "Importing" in seen
    assert "100%" in seen
    assert "12 new" in seen
