"""Articles at the desk: the list, the page they are written on, publication and withdrawal."""

from __future__ import annotations

from typing import Any

from flask import current_app, flash, get_template_attribute, redirect, render_template, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from blog.articles import previewing, publishing, writing
from blog.articles import service as articles
from blog.articles.glossed import gloss
from blog.articles.manuscript import Manuscript
from blog.articles.models import Article, ArticleStatus
from blog.articles.why import why
from blog.comments.marking import follow_articles
from blog.errors import Conflict
from blog.jobs import jobs
from blog.media import service as media
from blog.text.characters import tidy
from blog.web.desk.door import bp
from blog.web.desk.forms import ArticleForm
from blog.web.guards import person
from blog.web.reads import stores_nothing

Page = str | tuple[str, int] | Response


@bp.get("/")
def article_list() -> str:
    search = tidy(request.args.get("q", ""))
    status = request.args.get("state", type=ArticleStatus)
    in_doubt = "doubts" in request.args
    found = articles.on_the_desk(search=search, status=status, in_doubt=in_doubt)
    sought = {"search": search, "status": status, "in_doubt": in_doubt}
    counts = {"counts": articles.desk_counts(), "doubtful": articles.doubtful_count()}
    return render_template("desk/article_list.html", found=found, longest=articles.DESK_LENGTH, **sought, **counts)


@bp.get("/articles/new")
def new_article() -> str:
    return _page(ArticleForm.of(Manuscript(title="", language=current_app.config["SITE_LANGUAGE"])))


@bp.post("/articles")
def create_article() -> Page:
    form = ArticleForm()
    if _is_whole(form):
        with form.refusals():
            article = writing.create(form.manuscript(), by=person(), publish=form.publishes)
            return _after_saving(article, form)
    return _page(form), 422


@bp.get("/articles/<slug:slug>")
def edit_article(slug: str) -> str:
    article = articles.by_slug(slug)
    return _page(ArticleForm.of(Manuscript.of(article), seen=article.revision), article)


@bp.post("/articles/<slug:slug>")
def revise_article(slug: str) -> Page:
    article, form = articles.by_slug(slug), ArticleForm()
    if _is_whole(form):
        try:
            with form.refusals():
                writing.revise(article, form.manuscript(), by=person(), seen=form.began_from, publish=form.publishes)
        except Conflict as conflict:
            return _page(form, article, theirs=conflict.current), 409
        if form.accepted:
            return _after_saving(article, form)
    return _page(form, article), 422


@bp.post("/articles/preview")
@bp.post("/articles/<slug:slug>/preview")
@stores_nothing
def preview_article(slug: str | None = None) -> str:
    """Stores nothing; a picture that was chosen is laid by, so that it need not be chosen again."""
    form, article = ArticleForm(), articles.by_slug(slug) if slug else None
    with form.refusals():
        form.keep_upload(media.lay_by)
    if "only" in request.args:
        return render_template("desk/preview_article.html", form=form, article=article, **_preview(form, article))
    return _page(form, article)


@bp.get("/articles/<slug:slug>/publication")
def last_look(slug: str) -> str:
    article = articles.by_slug(slug)
    glossed = gloss(article)
    advice = [*previewing.advice(glossed), *previewing.open_doubts(glossed)]
    shown = {"rendering": _rendering(article), "advice": advice}
    return render_template("desk/last_look.html", article=article, **shown)


@bp.post("/articles/<slug:slug>/publication")
def publish_article(slug: str) -> Page:
    article = articles.by_slug(slug)
    form = ArticleForm.of(Manuscript.of(article), seen=article.revision)
    with form.refusals():
        publishing.publish(article)
        flash(_("Published."))
        return redirect(url_for(".edit_article", slug=article.slug))
    return _page(form, article, is_saved=True), 422


@bp.get("/articles/<slug:slug>/withdrawal")
def confirm_withdrawal(slug: str) -> str:
    return render_template("desk/confirm_withdrawal.html", article=articles.by_slug(slug))


@bp.post("/articles/<slug:slug>/withdrawal")
def withdraw_article(slug: str) -> Response:
    article = articles.by_slug(slug)
    publishing.withdraw(article)
    flash(_("Withdrawn. The address now says so to whoever comes."))
    return redirect(url_for(".edit_article", slug=article.slug))


def _is_whole(form: ArticleForm) -> bool:
    """Whether the form has its shape. By then its picture is laid by, even when the rest is to be mended."""
    has_shape = form.validate()
    with form.refusals():
        form.keep_upload(media.lay_by)
    return has_shape and form.accepted


def _after_saving(article: Article, form: ArticleForm) -> Response:
    jobs.ring(follow_articles)
    flash(_("Saved and published.") if form.publishes else _("Saved."))
    return redirect(url_for(".edit_article", slug=article.slug))


def _page(
    form: ArticleForm, article: Article | None = None, *, theirs: Manuscript | None = None, is_saved: bool = False
) -> str:
    """The form and what it makes; `is_saved`: what is to be mended in it stands in the article already."""
    revisions = articles.revisions(article) if article else ()
    shown = {"form": form, "article": article, "theirs": theirs, "is_saved": is_saved, "revisions": revisions}
    return render_template("desk/edit_article.html", **shown, **_preview(form, article))


def _preview(form: ArticleForm, article: Article | None) -> dict[str, Any]:
    glossed = previewing.preview(form.manuscript(), of=article)
    shown = {"preview": glossed.article, "rendering": _rendering(glossed.article)}
    return {**shown, "advice": previewing.advice(glossed, of=article), "why": why(glossed)}


def _rendering(article: Article) -> Markup:
    """Its words and ours around them are in its own language, whatever the editor speaks."""
    rendering = get_template_attribute("macros/preview.html", "rendering")
    with force_locale(article.language):
        return Markup(rendering(article))  # noqa: S704 - an autoescaped template's words
