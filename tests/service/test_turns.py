"""Who writes much lets others write in between."""

import time
from concurrent.futures import ThreadPoolExecutor

from blog import database
from blog.articles.models import Article
from blog.database import db, in_turns
from tests.factories import a_term, an_article


def test_others_write_between_the_transactions_of_a_long_row(app, monkeypatch):
    monkeypatch.setattr(database, "TURN", 0)
    article = an_article()

    def write_from_elsewhere():
        with app.app_context():
            a_term()

    with ThreadPoolExecutor(1) as pool:
        for number in in_turns(range(10)):
            article.title = f"The workshop, {number} times"
            db.session.flush()
            if number == 0:
                elsewhere = pool.submit(write_from_elsewhere)
            time.sleep(0.05)
            written_meanwhile = elsewhere.done()
            db.session.commit()
            assert db.session.get_one(Article, article.id)  # on SQLite this takes the lock again

    assert written_meanwhile
