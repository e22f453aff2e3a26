"""What a reader would want to know about commenting: `docs/readers.md`, as a page of the site."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from flask import current_app, render_template, request
from markupsafe import Markup

from blog.articles.models import Article
from blog.text.markdown import render_entry
from blog.web.language import current_language, speak
from blog.web.reading.door import bp

FILES = {"en": "readers.md", "fr": "readers.fr.md"}


@dataclass(frozen=True)
class Guide:
    title: str
    text: Markup


@bp.get("/help")
def help_page() -> str:
    """In the site's language, or the one that the address asks for."""
    asked = request.args.get("language")
    if asked in Article.LANGUAGES:
        speak(asked)
    guide = _read(Path(current_app.root_path).parent / "docs", current_language())
    return render_template("reading/help_page.html", guide=guide, languages=Article.LANGUAGES)


@lru_cache
def _read(folder: Path, language: str) -> Guide:
    """A file begins with its title and a link to the other language, which the page has in its own way."""
    title, _link, text = (folder / FILES[language]).read_text("utf-8").split("\n\n", 2)
    return Guide(title.removeprefix("# "), render_entry(text, language))
