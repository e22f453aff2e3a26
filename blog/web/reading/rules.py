"""The house rules: those that hold, and each version that held before."""

from __future__ import annotations

from flask import render_template, request

from blog.articles.models import Article
from blog.comments import housekeeping
from blog.comments.house import HouseRules
from blog.database import LARGEST_ID
from blog.web.language import speak
from blog.web.reading.door import bp


@bp.get("/rules")
def house_rules() -> str:
    return _page(housekeeping.house().rules, is_newest=True)


@bp.get(f"/rules/<int(max={LARGEST_ID}):version>")
def earlier_rules(version: int) -> str:
    return _page(housekeeping.rules(version), is_newest=version == housekeeping.house().rules.version)


def _page(rules: HouseRules, *, is_newest: bool) -> str:
    """In the site's language, or the one that the address asks for."""
    asked = request.args.get("language")
    if asked in Article.LANGUAGES:
        speak(asked)
    shown = {"rules": rules, "is_newest": is_newest, "versions": housekeeping.versions()}
    return render_template("reading/house_rules.html", **shown, languages=Article.LANGUAGES)
