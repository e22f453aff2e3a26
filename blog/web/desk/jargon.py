"""What the glossary lacks: acronyms and rare words of the articles without an entry. Defined, or ignored."""

from __future__ import annotations

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from blog.articles import jargon
from blog.articles import service as articles
from blog.articles.findings import ArticleWord, JargonSort
from blog.articles.jargon import PAGE_LENGTH, Lacking
from blog.asks import service as asks
from blog.database import LARGEST_ID
from blog.glossary.entry import LANGUAGES
from blog.text.characters import has_letters
from blog.text.folding import fold
from blog.web.desk.door import bp

LAST_PAGE = LARGEST_ID // PAGE_LENGTH


@bp.get("/glossary/acronyms")
def acronyms() -> str:
    return _page(JargonSort.ACRONYM, "desk/acronyms.html")


@bp.get("/glossary/words")
def rare_words() -> str:
    return _page(JargonSort.WORD, "desk/rare_words.html")


@bp.get("/glossary/ignored")
def ignored_jargon() -> str:
    return render_template("desk/ignored_jargon.html", ignored=jargon.ignored())


@bp.post("/glossary/ignored")
def ignore_jargon() -> Response:
    """`word` everywhere, or in the `article` with this address alone; back to the list that it stood in."""
    word = request.form.get("word", "").strip()[: ArticleWord.LONGEST]
    slug = request.form.get("article", "")
    if not has_letters(word):
        abort(400)
    jargon.ignore(fold(word), articles.by_slug(slug) if slug else None)
    told = _("“%(word)s” is ignored in this article.") if slug else _("“%(word)s” is ignored in all articles.")
    flash(told % {"word": word})
    return _back()


@bp.post(f"/glossary/ignored/<int(max={LARGEST_ID}):ignored_id>/removal")
def bring_jargon_back(ignored_id: int) -> Response:
    jargon.bring_back(ignored_id)
    flash(_("It is on the list again."))
    return redirect(url_for(".ignored_jargon"))


def prefilled(lacking: Lacking) -> str:
    """Where an entry for it begins: with what the text says that it stands for."""
    expansion = lacking.expansion
    definition = f"{expansion[:1].upper()}{expansion[1:]}." if expansion else ""
    return url_for(
        "desk.new_term",
        label=lacking.word,
        aliases=expansion or None,
        definition=definition or None,
        language=lacking.language,
    )


def _page(sort: JargonSort, template: str) -> str:
    chosen = request.args.get("language")
    language = chosen if chosen in LANGUAGES else current_app.config["SITE_LANGUAGE"]
    number = request.args.get("page", 1, type=int)
    page = jargon.lacking(sort, language, min(max(number, 1), LAST_PAGE))
    return render_template(template, page=page, chosen=language, prefilled=prefilled, asked=asks.counts())


def _back() -> Response:
    """To the list that was left, and nowhere else."""
    view = "rare_words" if request.form.get("list") == "words" else "acronyms"
    language = request.form.get("language")
    return redirect(url_for(f".{view}", language=language if language in LANGUAGES else None))
