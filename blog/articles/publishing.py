"""Publication: an article goes out, and comes back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from blog.articles.models import Article, ArticleStatus
from blog.database import db, utcnow


@dataclass(frozen=True)
class Publication:
    """Whether and since when an article is public. No part of a manuscript: what is typed changes neither."""

    state: ArticleStatus | None = None
    at: datetime | None = None

    @classmethod
    def of(cls, article: Article) -> Publication:
        return cls(article.status, article.published_at)


def publish(article: Article) -> None:
    """Raises Conflict when it is published already, Invalid when it has no text."""
    article.publish(at=utcnow())
    db.session.commit()


def restore(article: Article, publication: Publication) -> None:
    """A draft becomes what it was elsewhere, in one step: since the same day, or withdrawn. Without a state it goes
    out. What is public or withdrawn here stays so, and a draft without text stays one."""
    if article.is_draft and article.turns and publication.state is not ArticleStatus.DRAFT:
        article.published_at = publication.at
        article.publish(at=utcnow())
        if publication.state is ArticleStatus.WITHDRAWN:
            article.withdraw()
        db.session.commit()


def withdraw(article: Article) -> None:
    """Its address then answers 410. Raises Conflict when it is not published."""
    article.withdraw()
    db.session.commit()
