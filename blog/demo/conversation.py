"""The demo's comments, in every state, dated back from today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from blog.accounts import service as accounts
from blog.accounts.models import Address, Role, User
from blog.articles.models import Article
from blog.comments import addresses
from blog.comments import service as comments
from blog.comments.counted import UsefulVote
from blog.comments.models import Badge, Comment, CommentRevision, CommentStatus, Invitation
from blog.comments.protected_names import look_alikes
from blog.comments.speakers import Speaker
from blog.comments.standing import settle
from blog.comments.storing import store
from blog.comments.submission import Submission
from blog.comments.writing import write
from blog.database import db, utcnow
from blog.demo.people import PEOPLE
from blog.moderation.models import Decision, Ground, Verdict

TIME_TO_DECIDE = timedelta(hours=3)
VERDICTS = {verdict.status: verdict for verdict in Verdict}


def add(articles: Mapping[str, Article], file: Path) -> Mapping[str, Comment]:
    """The comments by the ids that the file gives them. Inside a transaction that somebody else commits. Decisions come
    as rows: nobody is to be told of them by mail."""
    now = utcnow()
    moderator = next(accounts.by_email(person.email) for person in PEOPLE if person.role == Role.MODERATOR)
    known: dict[str, Comment] = {}
    lines = yaml.safe_load(file.read_text("utf-8"))
    for line in lines:
        article = articles[line["article"]]
        by = _speaker(article, line, [each.key for each in known.values() if each.name == line["name"]])
        comment = _comment(article, line, known, by)
        comment.posted_at = now - timedelta(days=line["days_ago"])
        store(comment, by)
        settle(comment, CommentStatus(line["state"]))
        if comment.is_visible:
            comment.published_at = min(now, comment.posted_at + TIME_TO_DECIDE)
        known[line.get("id", comment.key)] = comment
        comment.pinned, comment.is_featured = comment.pinned or "pinned" in line, "featured" in line
        _find_useful(comment, line.get("useful", 0))
        if comment.is_held:
            comment.holds = [hold.value for hold in look_alikes(comment, by)]
        if comment.status in VERDICTS and "appeared" not in line and not by.user:
            db.session.add(_decision(comment, line, moderator, min(now, comment.posted_at + TIME_TO_DECIDE)))
        if "rewritten" in line:
            _rewrite(comment, line["rewritten"])
    for line in lines:
        if "later" in line:
            settle(known[line["id"]], CommentStatus(line["later"]))
    return known


def _rewrite(comment: Comment, source: str) -> None:
    """By an author who is trusted, soon after readers saw it."""
    at = comment.posted_at + TIME_TO_DECIDE + timedelta(minutes=6)
    words = {"name": comment.name, "source": comment.source, "html": comment.html, "status": comment.status}
    comment.revisions.append(CommentRevision(number=1, replaced_at=at, **words))
    write(comment, source)
    comment.rewritten_at = at


def _find_useful(comment: Comment, readers: int) -> None:
    comment.useful = readers
    db.session.add_all(UsefulVote(comment_id=comment.id, voter=f"device demo {each}") for each in range(readers))


def _comment(article: Article, line: Mapping[str, Any], known: Mapping[str, Comment], by: Speaker) -> Comment:
    comment = comments.draft(
        article,
        Submission(
            source=line["text"],
            name=line["name"],
            email=line.get("email", ""),
            anchor=article.questions[line["turn"] - 1].anchor if "turn" in line else None,
            parent_id=known[line["reply_to"]].id if "reply_to" in line else None,
        ),
        by=by,
    )
    if "spoke_of" in line:  # words that the article had then
        comment.quote, comment.turn_digest = line["spoke_of"], "another"
        comment.anchor = line.get("lost_turn", comment.anchor)
    return comment


def _speaker(article: Article, line: Mapping[str, Any], keys: Sequence[str]) -> Speaker:
    """A guest at one device, somebody whose address is confirmed, somebody who works here, or the interviewee, by an
    invitation that nobody got by mail."""
    if line.get("by") == "staff":
        return Speaker(user=accounts.by_email(line["email"]))
    if line.get("by") == "known":
        return Speaker(address=addresses.by_email(line["email"]) or _address(line["email"]))
    if line.get("by") == "invited":
        return Speaker(invitation=_invitation(article, line))
    return Speaker(keys=keys)


def _address(email: str) -> Address:
    address = Address(email=email)
    db.session.add(address)
    db.session.flush()
    return address


def _invitation(article: Article, line: Mapping[str, Any]) -> Invitation:
    editor = next(person for person in PEOPLE if person.role == Role.EDITOR)
    made_at = utcnow() - timedelta(days=line["days_ago"] + 1)
    invitation = Invitation(
        article=article,
        token_digest=Invitation.digest_of(Invitation.new_token()),
        badge=Badge(line.get("badge", Badge.INTERVIEWEE.value)),
        name=line["name"],
        email=line["email"],
        made_at=made_at,
        made_by_id=None,
        vouched_by=editor.name,
        ends_at=made_at + timedelta(days=Invitation.USUAL_LIFE),
    )
    db.session.add(invitation)
    db.session.flush()
    return invitation


def _decision(comment: Comment, line: Mapping[str, Any], moderator: User | None, at: datetime) -> Decision:
    return Decision(
        comment=comment,
        verdict=VERDICTS[comment.status],
        ground=Ground(line["ground"]) if "ground" in line else None,
        note=line.get("note", ""),
        revision=comment.revision,
        status_before=CommentStatus.HELD,
        made_by=moderator,
        made_at=at,
    )
