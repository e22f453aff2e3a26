"""What the demo's readers asked about, in several states, dated back from today."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml

from blog.accounts import service as accounts
from blog.accounts.models import Role, User
from blog.articles.models import Article
from blog.asks import service as asks
from blog.asks.explaining import explanations
from blog.asks.grounds import AskGround
from blog.asks.models import Ask, AskStatus
from blog.comments.models import Comment
from blog.database import db, utcnow
from blog.demo.people import PEOPLE

TIME_TO_DECIDE = timedelta(hours=3)


def add(articles: Mapping[str, Article], comments: Mapping[str, Comment], file: Path) -> None:
    """Inside a transaction that somebody else commits. Nobody is told of anything by mail."""
    moderator = next(accounts.by_email(person.email) for person in PEOPLE if person.role == Role.MODERATOR)
    for line in yaml.safe_load(file.read_text("utf-8")):
        comment = comments[line["comment"]] if "comment" in line else None
        db.session.add(_ask(articles[line["article"]], comment, line, moderator))


def _ask(article: Article, comment: Comment | None, line: Mapping[str, Any], moderator: User | None) -> Ask:
    ask = asks.draft(article, key=Ask.new_key(), word=line["word"], email=line.get("email", ""), comment=comment)
    ask.asked_at = utcnow() - timedelta(days=line["days_ago"])
    status = AskStatus(line["state"])
    if status is not AskStatus.HELD:
        ask.decide(status, by=moderator, ground=AskGround(line["ground"]) if "ground" in line else None)
        ask.decided_at = ask.asked_at + TIME_TO_DECIDE
    if status is AskStatus.ANSWERED:
        [ask.term] = explanations(article, ask.word)
        ask.answered_at = ask.asked_at + 2 * TIME_TO_DECIDE
    return ask
