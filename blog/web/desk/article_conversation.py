"""What readers say under one article, at the desk: editors pin threads and feature comments."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from blog.articles import service as articles
from blog.articles.models import Article
from blog.comments import service as comments
from blog.comments import threads
from blog.comments.models import Comment
from blog.comments.views import Only, Position, View
from blog.database import LARGEST_ID
from blog.errors import Conflict
from blog.moderation import choosing
from blog.web.choosing import ChoiceForm
from blog.web.desk.door import bp
from blog.web.forms import row_id
from blog.web.guards import person

Page = str | tuple[str, int] | Response


@bp.get("/articles/<slug:slug>/conversation")
def article_conversation(slug: str) -> str:
    article = articles.by_slug(slug)
    only = request.args.get("only", Only.ALL, type=Only) if article.questions_to else Only.ALL
    return _page(article, only=only, after=request.args.get("after", type=Position.read))


@bp.post(f"/articles/<slug:slug>/conversation/<int(max={LARGEST_ID}):comment_id>/choice")
def choose_comment(slug: str, comment_id: int) -> Page:
    article = articles.by_slug(slug)
    comment, form = comments.visible_on(article, comment_id), ChoiceForm()
    if not form.validate_on_submit():
        return _page(article, after=threads.page_of(comment), form=form), 422
    try:
        choosing.choose(comment, form.choice.data, by=person())
    except Conflict as conflict:
        return _page(article, after=threads.page_of(comment), refusal=str(conflict)), 409
    return redirect(_address_of(comment), 303)


def _address_of(comment: Comment) -> str:
    """Where it stands now that it was chosen."""
    slug, after = comment.article.slug, threads.page_of(comment)
    return url_for(".article_conversation", slug=slug, after=after, chosen=comment.id, _anchor=f"chosen-{comment.id}")


def _page(
    article: Article,
    *,
    after: Position | None,
    only: Only = Only.ALL,
    form: ChoiceForm | None = None,
    refusal: str = "",
) -> str:
    return render_template(
        "desk/article_conversation.html",
        article=article,
        page=threads.page(article, View(only=only), after=after),
        only=only.value,
        pinned=choosing.number_pinned(article.id),
        most_pinned=choosing.MOST_PINNED,
        chosen=request.args.get("chosen", type=row_id),
        form=form,
        refusal=refusal,
    )
