"""Hostile text brought in by every way there is: the desk's forms, files, comments, asks,
decisions, names of people."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import yaml
from flask import Flask

from blog.accounts.models import Role, User
from blog.articles.annotating import follow_glossary
from blog.articles.importing import Importer
from blog.articles.models import Article, ArticleStatus
from blog.asks import service as asks
from blog.asks.models import Ask, AskStatus
from blog.comments.models import Comment
from blog.database import db
from blog.glossary import entry
from blog.glossary import files as glossary_files
from blog.media import service as media
from blog.moderation.models import Decision
from blog.text import tokens
from blog.text.characters import tidy
from tests.factories import a_user
from tests.hostile import TAGS, TRICKY_EMAILS, packed, spread
from tests.pages import Page, Visitor
from tests.routes import enter, picture_file

LONGEST = {"title": 290, "name": 75, "label": 190, "line": 480, "text": 4_900, "note": 950}


def plant_everything(app: Flask, folder: Path, payloads: Sequence[str]) -> User:
    """The same payloads by every way. Gives an admin, whose name is hostile too."""
    staff = [
        a_user(Role.ADMIN, name=name, email=f"{{{{7*7}}}}{number}@example.org")
        for number, name in enumerate(packed([tidy(payload) for payload in payloads], LONGEST["name"]))
    ]
    doors, first = [enter(app, user) for user in staff[:8]], staff[0].id
    with nothing_refused_in_definitions():
        plant_terms_at_the_desk(doors[0], payloads[::2])
        plant_terms_from_a_file(folder, payloads[1::2])
    plant_articles_at_the_desk(doors, payloads)
    plant_articles_from_files(folder, payloads)
    follow_glossary()
    plant_comments(doors, payloads)
    plant_invitations(doors[0], payloads)
    plant_asks(doors)
    return db.session.get_one(User, first)


def nothing_refused_in_definitions() -> AbstractContextManager[object]:
    """What would run is refused there; here it is what came in before that was so, or in a way nobody thought of."""
    return patch.object(entry, "active_content", return_value="")


def source_of(payloads: Sequence[str]) -> str:
    """Each as a question, in a paragraph, quoted, in a list, as words of a link."""
    turns = (
        f"## {' '.join(tidy(payload).split())}\n\n{payload}\n\nOn word{number}, [{payload}](https://a.example)"
        f" and **{payload}**\n\n- {payload}\n\n> {payload}"
        for number, payload in enumerate(payloads)
    )
    return "\n\n".join(turns)


def article_fields(title: str, payloads: Sequence[str], number: int) -> dict[str, Any]:
    line = " ".join(payloads)[: LONGEST["line"]]
    return {
        "title": title,
        "standfirst": "\n\n".join(payloads)[:1_900],
        "source": source_of(payloads),
        "language": ("fr", "en")[number % 2],
        "topics": [payload.replace(",", " ") for payload in payloads],
        "picture_alt": line,
        "picture_caption": line,
        "picture_credit": line,
        "continuation": ("here", "page", "link")[number % 3],
        "continuation_url": "https://a.example/';__hit=1;'#&lt;" if number % 3 == 2 else "javascript:__hit=1",
        "continuation_label": line,
        "continuation_language": "pt-BR",
    }


def plant_articles_at_the_desk(doors: Sequence[Visitor], payloads: Sequence[str]) -> None:
    picture = media.store(picture_file()).digest
    titles = packed(payloads, LONGEST["title"])
    for number, (title, share) in enumerate(zip(titles, spread(payloads, len(titles)), strict=True)):
        fields = article_fields(title, share, number)
        fields |= {"topics": ", ".join(fields["topics"])[: LONGEST["line"]], "picture": picture, "commenting": "site"}
        for row, payload in enumerate(share):
            fields |= {f"people-{row}-{name}": payload for name in ("name", "role", "organisation")}
            fields[f"people-{row}-part"] = ("interviewee", "interviewer", "author")[row % 3]
        act = "save" if number % 9 == 8 else "publish"
        answer = doors[number % len(doors)].post("/desk/articles", data={**fields, "kind": "interview", "act": act})
        assert answer.status == 302, answer.texts(".summary li")


def plant_articles_from_files(folder: Path, payloads: Sequence[str]) -> None:
    (folder / "lead.png").write_bytes(picture_file(b"<script>__hit=1</script>"))
    importer = Importer(publish=True)
    titles = packed([tidy(payload) for payload in payloads], LONGEST["title"])
    for number, (title, share) in enumerate(zip(titles, spread(payloads, len(titles)), strict=True)):
        path = folder / f"{number}.md"
        path.write_text(a_file(title, [tidy(payload) for payload in share], number))
        importer.take(path)


def a_file(title: str, payloads: Sequence[str], number: int) -> str:
    fields = article_fields(title, payloads, number)
    goes_on = fields["continuation_url"] if fields["continuation"] == "link" else fields["continuation"]
    head = {
        "title": title,
        "slug": f"from-a-file-{number}",
        "language": fields["language"],
        "standfirst": fields["standfirst"],
        "lead_image": "lead.png",
        "lead_image_alt": fields["picture_alt"],
        "lead_image_caption": fields["picture_caption"],
        "lead_image_credit": fields["picture_credit"],
        "interviewees": [{"name": f"a{each}", "role": each, "organisation": each} for each in payloads],
        "topics": fields["topics"],
        "continue_reading": goes_on,
        "continue_reading_label": fields["continuation_label"],
        "continue_reading_language": fields["continuation_language"],
    }
    return f"---\n{yaml.safe_dump(head, allow_unicode=True)}---\n{fields['source']}\n"


def plant_terms_at_the_desk(door: Visitor, payloads: Sequence[str]) -> None:
    for number, label in enumerate(packed(payloads, LONGEST["label"])):
        share = list(spread(payloads, len(packed(payloads, LONGEST["label"]))))[number]
        aliases = "\n".join([f"word{number}", *(f"a{number} {' '.join(tidy(each).split())}"[:190] for each in share)])
        texts = dict.fromkeys(("definition", "text"), "\n\n".join(share))
        line = " ".join(tidy(label).split())
        lines = {
            "origin": line,
            "licence": line,
            "sense": f"{number} {line}"[:190],
            "topics": label,
            "new_form": f"c{line}",
        }
        fields = {"label": f"{number}{label}"[:195], "aliases": aliases, **texts, **lines, "act": "publish"}
        answer = door.post("/desk/glossary", data={**fields, "language": ("fr", "en")[number % 2], "inflects": "y"})
        assert answer.status == 302, answer.texts(".summary li")


def plant_terms_from_a_file(folder: Path, payloads: Sequence[str]) -> None:
    path = folder / "glossary.csv"
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("term", "aliases", "definition", "language"))
        for number, payload in enumerate(tidy(payload) for payload in payloads):
            alias = f"word{number + 50}|b{number} {payload.replace('|', ' ')}"
            writer.writerow((f"f{number} {payload}"[:190], alias, f"{payload}\n\n[{payload}]({payload})", "en"))
    glossary_files.take(path)


def plant_comments(doors: Sequence[Visitor], payloads: Sequence[str]) -> None:
    """Some stay held, the others are decided; under one article, and in answer to one another."""
    article = db.session.query(Article).order_by(Article.id).first()
    assert article is not None
    names, turns = packed(payloads, LONGEST["name"]), [turn.anchor for turn in article.turns]
    texts = ["\n\n".join(share) for share in spread(payloads, over=len(payloads) // 3)]
    verdicts = ("approve", "approve", "reject", "spam", "")
    stranger, parent = Visitor(doors[0].application), 0
    for number, text in enumerate(texts):
        fields = {"name": names[number % len(names)], "text": f"a {text}", "turn": turns[number % len(turns)]}
        fields |= {"email": TRICKY_EMAILS[0], "reply_to": str(parent or "")}
        answer = post_comment(stranger, article.slug, fields)
        assert answer.status == 303, answer.texts(".summary li")
        comment = db.session.query(Comment).order_by(Comment.id.desc()).first()
        assert comment is not None
        if verdict := verdicts[number % len(verdicts)]:
            decide(doors[number % len(doors)], comment, verdict, payloads[number % len(payloads)])
        parent = comment.id if verdict == "approve" else parent


def plant_invitations(door: Visitor, payloads: Sequence[str]) -> None:
    """Under the article that has the comments; the last one is the person's of `door` themself."""
    article = db.session.query(Article).order_by(Article.id).first()
    assert article is not None
    own = door.get("/account/").text(".sum")
    names = packed(payloads, LONGEST["name"])
    for number, name in enumerate(names):
        fields = {"name": name, "part": "interviewee", "days": "14"}
        fields["email"] = own if number == len(names) - 1 else TRICKY_EMAILS[0]
        answer = door.post(f"/desk/articles/{article.slug}/invitations", data=fields)
        assert answer.status == 303, answer.texts(".summary li")


def plant_asks(doors: Sequence[Visitor]) -> None:
    """About words of a hostile text, one of each state that the rooms show; the reason is hostile, too."""
    article = db.session.query(Article).filter_by(status=ArticleStatus.PUBLISHED).order_by(Article.id).first()
    assert article is not None
    words = [word[0] for turn in article.turns for word in tokens.words(turn.words) if word[0].isalpha()]
    for word, verdict in zip(dict.fromkeys(words), (None, "accepted", "accepted", "rejected", "spam"), strict=False):
        ask = asks.draft(article, key=Ask.new_key(), word=word, email=TRICKY_EMAILS[0])
        db.session.add(ask)
        db.session.commit()
        if verdict:
            fields = {"asks": ask.id, "verdict": verdict, "ground": "insult"}
            assert doors[0].post("/moderation/asks/decision", data=fields).status == 303
    passed_on = db.session.query(Ask).filter_by(status=AskStatus.ACCEPTED).order_by(Ask.id).first()
    assert passed_on is not None
    declined = {"asks": passed_on.id, "reason": TAGS[0]}
    assert doors[0].post("/desk/glossary/asked/decline", data=declined).status == 303


def post_comment(visitor: Visitor, slug: str, fields: dict[str, str]) -> Page:
    page: Page = visitor.post(
        f"/articles/{slug}/comments", data={**fields, "csrf_token": visitor.token()}, with_token=False
    )
    return page


def decide(door: Visitor, comment: Comment, verdict: str, note: str) -> None:
    fields = {"verdict": verdict, "note": note[: Decision.LONGEST_NOTE], "ground": "hateful"}
    fields |= {"seen_revision": comment.revision, "seen_status": comment.status.value}
    answer = door.post(f"/moderation/comments/{comment.id}/decision", data=fields)
    assert answer.status == 303, answer.texts(".summary li")
