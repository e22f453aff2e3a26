"""Comments as they are sent, for load.lua: the form of each site, filled in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.comparison.load import Act
from benchmarks.comparison.processes import Running
from benchmarks.comparison.stage import Stage, fetched
from benchmarks.vocabulary import Vocabulary
from blog.comments.models import Comment
from tests import hostile

FORM = "application/x-www-form-urlencoded"
TOKEN = "benchmark" + "0" * 23  # Django takes any of this length that the cookie has too
#: What parsers of Markdown have stumbled over.
DEEP = (
    "> " * 2_000,
    "[" * 4_000,
    "*a **b " * 600,
    "- " * 2_000,
    "`" * 3_000,
    "[a](<" * 900,
    "![" * 2_000,
    "a_" * 2_000,
)


def ours(stage: Stage, site: Running, texts: Sequence[str], name: str = "ours") -> Act:
    """With the token and the key that scripts fetch when somebody begins to write."""
    answer = fetched(site, Act(path=f"{stage.path}/comments/token"))
    cookie = answer.headers["Set-Cookie"].partition(";")[0]
    token = json.load(answer)["csrf_token"]
    page = fetched(site, Act(path=stage.path)).read().decode()
    rules = found(r'name="rules"[^>]*value="(\d+)"', page)
    same = {"csrf_token": token, "rules": rules, "name": "Ada", "email": "", "turn": "", "reply_to": ""}
    bodies = (f"{urlencode({**same, 'text': text})}&key={{key}}" for text in texts)
    return Act(path=f"{stage.path}/comments", form=_kept(stage, f"{name}.form", FORM, cookie, bodies))


def wagtail(stage: Stage, article: int, texts: Sequence[str]) -> Act:
    same = {"csrfmiddlewaretoken": TOKEN, "name": "Ada", "email": ""}
    bodies = (urlencode({**same, "text": text}) for text in texts)
    return Act(path=f"/comments/{article}", form=_kept(stage, "wagtail.form", FORM, f"csrftoken={TOKEN}", bodies))


def isso(stage: Stage, texts: Sequence[str]) -> Act:
    bodies = (json.dumps({"author": "Ada", "text": text}) for text in texts)
    return Act(path="/new?uri=/interview/", form=_kept(stage, "isso.form", "application/json", "", bodies))


def insert(stage: Stage, texts: Sequence[str]) -> Act:
    return Act(path="/", form=_kept(stage, "insert.form", FORM, "", (urlencode({"text": text}) for text in texts)))


def ordinary() -> list[str]:
    vocabulary = Vocabulary(seed=3)
    return [f"{vocabulary.sentence()} *{vocabulary.sentence()}*\n\n{vocabulary.sentence()}" for _ in range(20)]


def evil() -> list[str]:
    most = Comment.MAX_LENGTH - 10
    return [f"Hello. {text[:most]}" for text in (*hostile.packed(hostile.PAYLOADS, most), *DEEP)]


def found(pattern: str, page: str) -> str:
    match = re.search(pattern, page)
    if match is None:
        raise SystemExit(f"The page has no {pattern}")
    return match[1]


def _kept(stage: Stage, name: str, kind: str, cookie: str, bodies: Iterable[str]) -> Path:
    path: Path = stage.folder / name
    path.write_text("\n".join((kind, cookie, *bodies)) + "\n")
    return path
