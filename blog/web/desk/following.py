"""What follows a change of the glossary in the worker, the marks of articles and the answers to readers who asked; and
how far that is: a line on the glossary's pages, and the same for a script that asks again."""

from __future__ import annotations

from typing import Any

from flask import render_template

from blog.articles.annotating import follow_glossary
from blog.asks.answering import answer_asks
from blog.glossary import service as glossary
from blog.jobs import jobs
from blog.web.desk.door import bp


def follow() -> None:
    jobs.ring(follow_glossary)
    jobs.ring(answer_asks)


@bp.get("/following")
def following() -> str:
    return render_template("desk/following.html")


@bp.context_processor
def _progress() -> dict[str, Any]:
    return {"progress": glossary.progress}
