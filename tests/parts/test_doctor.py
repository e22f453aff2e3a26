"""`flask doctor` on both databases: all is well, or it says what is wrong and what helps."""

from __future__ import annotations

from datetime import timedelta

import flask_migrate
import pytest
from sqlalchemy import text

from blog.comments.models import CommentStatus
from blog.database import db, utcnow
from blog.glossary.models import GlossaryChange
from blog.mail import OutboxMail, outbox
from blog.media import service as media
from tests.another import another_app
from tests.databases import run_on_postgres
from tests.factories import a_comment
from tests.routes import picture_file

pytestmark = pytest.mark.all_databases


@pytest.fixture(params=["sqlite", "postgresql"])
def site(request, tmp_path):
    url = request.getfixturevalue("postgres_url") if request.param == "postgresql" else f"sqlite:///{tmp_path}/own.db"
    with another_app({"DATABASE_URL": url, "PAGE_CACHE": "0"}, tmp_path / "instance") as app:
        flask_migrate.upgrade()
        db.session.remove()
        yield app


def doctor(site, *words):
    """Its exit code, the lines that begin with `wrong`, and all it says."""
    db.session.rollback()
    answer = site.test_cli_runner().invoke(args=["doctor", *words])
    return answer.exit_code, [line for line in answer.stdout.splitlines() if line.startswith("wrong")], answer.stdout


def test_a_site_that_is_well(site):
    comment = a_comment(status=CommentStatus.APPROVED)
    a_comment(comment.article, status=CommentStatus.APPROVED, parent=comment)
    outbox.put("ada@example.org", subject="Hello", text="Hello.")
    db.session.add(GlossaryChange(language="en", forms=["ice"]))
    media.store(picture_file())
    db.session.commit()

    code, wrong, said = doctor(site)

    assert (code, wrong) == (0, []), said
    assert said.count("good") == said.count("\n") == 6


def a_database_that_forgets():
    if db.engine.dialect.name == "sqlite":
        with db.engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA synchronous=OFF")
            connection.exec_driver_sql("BEGIN")
    else:
        run_on_postgres(f"ALTER DATABASE {db.engine.url.database} SET synchronous_commit = off")
        db.engine.dispose()


def a_migration_that_did_not_run():
    db.session.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    db.session.commit()


def a_trigger_that_is_lost():
    on = "" if db.engine.dialect.name == "sqlite" else " ON comments"
    db.session.execute(text(f"DROP TRIGGER comments_count_update{on}"))
    db.session.commit()


def a_count_that_is_wrong():
    a_comment(status=CommentStatus.APPROVED).replies = 3
    db.session.commit()


def a_mail_that_waits():
    outbox.put("ada@example.org", subject="Hello", text="Hello.")
    db.session.flush()
    db.session.query(OutboxMail).one().due_at = utcnow() - timedelta(minutes=11)
    db.session.commit()


def a_change_that_waits():
    db.session.add(GlossaryChange(language="en", forms=["ice"], made_at=utcnow() - timedelta(minutes=11)))
    db.session.commit()


def a_file_that_is_lost():
    media.largest(media.store(picture_file())).unlink()


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (a_database_that_forgets, "but Entretien needs"),
        (a_migration_that_did_not_run, "at 0001, and the newest is"),
        (a_trigger_that_is_lost, "without comments_count_update."),
        (a_count_that_is_wrong, "1 count wrong: replies of comment 1 are 0, not 3. flask --app wsgi doctor --mend"),
        (a_mail_that_waits, "1 mail waited too long."),
        (a_change_that_waits, "1 glossary change waited too long."),
        (a_file_that_is_lost, "1 file missing in"),
    ],
)
def test_what_is_wrong_is_said_with_what_helps(site, harm, words):
    harm()

    code, wrong, said = doctor(site)

    assert code == 1
    assert len(wrong) == 1, said
    assert words in wrong[0]


def test_wrong_counts_are_mended(site):
    a_count_that_is_wrong()

    code, wrong, said = doctor(site, "--mend")

    assert (code, wrong) == (0, []), said
    assert said.startswith("1 count set right.\n")
    assert doctor(site, "--mend")[2].startswith("0 counts set right.\n")


def test_a_database_without_tables_is_no_riddle(site):
    db.session.rollback()
    flask_migrate.downgrade(revision="base")

    code, wrong, said = doctor(site)

    assert code == 1
    assert "at none, and the newest is" in said
    assert len(wrong) == 5
