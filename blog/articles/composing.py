"""What a manuscript makes of an article: people, topics, turns with their anchors, marks."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from blog.articles.annotating import annotate
from blog.articles.glossed import Glossed
from blog.articles.manuscript import PLAIN_FIELDS, Manuscript
from blog.articles.models import Article, Person, Topic, Turn
from blog.database import clear_rows, db
from blog.errors import Invalid
from blog.media import service as media
from blog.media.models import Picture
from blog.text.anchors import assign_anchors
from blog.text.interview import read_turns
from blog.text.slugs import topic_slug
from blog.text.words import count_words, digest, reading_minutes


def compose(article: Article, manuscript: Manuscript, since: Article | None = None) -> Glossed:
    """All of the article that the manuscript decides, down to its marks. Gives what the glossary finds in it."""
    for name in PLAIN_FIELDS:
        setattr(article, name, getattr(manuscript, name))
    article.continuation_url = manuscript.continuation_url or None
    article.picture = _picture(manuscript.picture)
    article.topics = [_topic(name) for name in manuscript.topics]
    article.choices = [str(choice) for choice in manuscript.choices]
    _set_people(article, manuscript)
    _set_turns(article, since or article)
    return annotate(article)


def _set_people(article: Article, manuscript: Manuscript) -> None:
    clear_rows(article.people)
    article.people = [
        Person(position=position, part=line.part, name=line.name, role=line.role, organisation=line.organisation)
        for position, line in enumerate(manuscript.people)
    ]


def _set_turns(article: Article, since: Article) -> None:
    """Turns from the source; a turn that stays, by its words, keeps its anchor."""
    turns = read_turns(article.source, article.language)
    anchors = assign_anchors(turns, [(turn.anchor, turn.words) for turn in since.turns])
    words = " ".join(turn.words for turn in turns)
    article.reading_minutes = reading_minutes(count_words(words))
    clear_rows(article.turns)
    article.turns = [
        Turn(
            position=position,
            anchor=anchor,
            question=turn.question,
            html=turn.html,
            marked=turn.html,
            in_lead=turn.in_lead,
            digest=digest(turn.html),
        )
        for position, (anchor, turn) in enumerate(zip(anchors, turns, strict=True))
    ]


def _topic(name: str) -> Topic:
    slug = topic_slug(name)
    return db.session.scalar(select(Topic).filter_by(slug=slug)) or Topic(slug=slug, name=name)


def _picture(digest: str) -> Picture | None:
    if not digest:
        return None
    picture = media.by_digest(digest)
    if picture is None:
        raise Invalid(_("This picture is not stored here; upload it again."), "picture")
    return picture
