"""The way of an ask from the article to the moderators: "What does this mean?" What the glossary explains already is
answered on the spot.

The form is the same for everybody and carries no token; the look before sending brings it.
"""

from __future__ import annotations

from flask import Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from blog import reading_first
from blog.articles import service as articles
from blog.articles.models import Article
from blog.asks import service as asks
from blog.asks.models import Ask
from blog.comments import service as comments
from blog.comments.models import Comment
from blog.web.addresses import address_of_anchor
from blog.web.forms import WITHOUT_TOKEN, csrf
from blog.web.language import speak
from blog.web.limits import POSTING, limiter
from blog.web.reading.ask_form import AskForm
from blog.web.reading.door import bp, private
from blog.web.reads import reads_first, stores_nothing


@bp.get("/articles/<slug:slug>/asks/new")
def new_ask(slug: str) -> str:
    """The same for everybody, as the article is; `?word=` fills it in and looks the word up."""
    article = _article(slug)
    form = AskForm(request.args, meta=WITHOUT_TOKEN)
    comment = _comment(article, form)
    lookup = _look_up(article, form, comment)
    return render_template("reading/new_ask.html", article=article, form=form, lookup=lookup, comment=comment)


@bp.post("/articles/<slug:slug>/asks/preview")
@limiter.limit(POSTING)
@stores_nothing
def preview_ask(slug: str) -> Response:
    """Changes nothing, so it asks for no token."""
    article, form = _article(slug), AskForm(meta=WITHOUT_TOKEN)
    comment = _comment(article, form)
    lookup = _look_up(article, form, comment)
    ask = _draft(article, form, comment) if form.validate() and not lookup.explained else None
    return _preview(article, form, lookup, ask)


@bp.post("/articles/<slug:slug>/asks")
@limiter.limit(POSTING)
@reads_first
def post_ask(slug: str) -> AnyResponse:
    seen = reading_first.seen()
    article, form = _article(slug), AskForm()
    comment = _comment(article, form)
    lookup = _look_up(article, form, comment)
    if form.validate() and not lookup.explained:
        with form.refusals():
            ask = asks.post(article, key=form.fresh_key, comment=comment, seen=seen, **form.values)
            form.check_word_of(ask)
            return redirect(url_for("reading.own_ask", key=ask.key), 303)
    return _preview(article, form, lookup)


for view in (preview_ask, post_ask):
    csrf.exempt(view)  # the form asks for the token itself, as one for a comment does


@bp.get("/asks/<key:key>")
def own_ask(key: str) -> Response:
    """What has become of it, for whoever asked."""
    ask = asks.by_key(key)
    speak(ask.language)
    page = render_template("reading/own_ask.html", ask=ask, article=ask.article, place=_place_of(ask))
    return private(make_response(page))


def _article(slug: str) -> Article:
    article = articles.published_by_slug(slug)
    speak(article.language)
    return article


def _comment(article: Article, form: AskForm) -> Comment | None:
    """In which the words are. Raises Missing when it is not public, or not any more."""
    return comments.visible_on(article, form.comment_id) if form.comment_id else None


def _place_of(ask: Ask) -> str | None:
    """Where readers see it, as long as they do."""
    if ask.comment is None:
        return address_of_anchor(ask.article, ask.anchor)
    if not ask.comment.is_visible:
        return None
    return url_for("reading.comment", slug=ask.article.slug, comment_id=ask.comment.id)


def _look_up(article: Article, form: AskForm, comment: Comment | None) -> asks.Lookup:
    return asks.look_up(article, form.word.data or "", near=form.near, comment=comment)


def _draft(article: Article, form: AskForm, comment: Comment | None) -> Ask | None:
    with form.refusals():
        return asks.draft(article, key=form.fresh_key, comment=comment, **form.values)
    return None


def _preview(article: Article, form: AskForm, lookup: asks.Lookup, ask: Ask | None = None) -> Response:
    """What will be sent, with the token; else the answer, or what to mend."""
    status = 200 if ask or (lookup.explained and not form.errors) else 422
    page = render_template("reading/preview_ask.html", article=article, form=form, ask=ask, lookup=lookup)
    return private(make_response(page, status))
