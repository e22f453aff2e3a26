"""Content to look at: interviews, a glossary, a conversation, words asked about, and three people who work here."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import or_, select

from blog.accounts.models import User
from blog.articles.annotating import follow_glossary
from blog.articles.importing import Importer
from blog.articles.models import Article
from blog.database import db, utcnow
from blog.demo import asked, conversation, people
from blog.demo.people import Account
from blog.errors import Conflict
from blog.glossary import files as glossary

CONTENT = Path(__file__).parent
ARTICLES = {path.stem: path for path in sorted((CONTENT / "articles").glob("*.md"))}  # by slug


def load(instance: Path) -> list[Account]:
    """Returns who can sign in; their passwords are kept in `instance`. Raises Conflict when there is content.

    Interrupted, it goes on the next time: readers see nothing of it before the last step, which is one transaction.
    """
    if not is_wanted():
        raise Conflict("The demo goes into an empty database only, and this one has articles or accounts already.")
    accounts = people.add(instance)
    glossary.take(CONTENT / "glossary.csv")
    importer = Importer(publish=False)
    for path in ARTICLES.values():
        importer.take(path)
    follow_glossary()
    _publish()
    return accounts


def is_wanted() -> bool:
    """Whether nothing is here but what an interrupted load has left."""
    somebody = select(User.id).where(User.email.not_in([account.email for account in people.PEOPLE])).limit(1)
    something = select(Article.id).where(or_(Article.slug.not_in(ARTICLES), Article.published_at.is_not(None))).limit(1)
    return db.session.scalar(somebody) is None and db.session.scalar(something) is None


def _publish() -> None:
    articles = {article.slug: article for article in db.session.scalars(select(Article))}
    for article in articles.values():
        article.publish(at=utcnow())
    comments = conversation.add(articles, CONTENT / "comments.yaml")
    asked.add(articles, comments, CONTENT / "asks.yaml")
    db.session.commit()
