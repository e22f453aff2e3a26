"""The comments under an article, as a page shows them. Holds nothing that is not public."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from flask import request, url_for

from blog.articles.models import Turn
from blog.comments import threads, useful
from blog.comments.models import Comment, CommentCount
from blog.comments.threads import Order, Page, View
from blog.web.forms import row_id
from blog.web.reading.sheet import Sheet


@dataclass(frozen=True, kw_only=True)
class Conversation:
    sheet: Sheet
    view: View
    page: Page
    counts: Sequence[CommentCount]
    has_votes: bool

    @property
    def number(self) -> int:
        return sum(count.number for count in self.counts)

    @property
    def number_shown(self) -> int:
        """Of those that all pages of this view show."""
        if self.turn:
            return self.on(self.turn)
        return self.number - (self.number_on_rest if self.view.without_rest else 0)

    @property
    def number_on_rest(self) -> int:
        """Comments that would tell of what stands behind "continue reading"."""
        sides = {turn.anchor: not turn.in_lead for turn in self.sheet.article.turns}
        return sum(count.number for count in self.counts if sides.get(count.anchor, count.of_rest))

    @cached_property
    def turn(self) -> Turn | None:
        """The one whose comments alone are shown."""
        return self.sheet.article.turn_at(self.view.anchor) if self.view.anchor else None

    def on(self, turn: Turn) -> int:
        return sum(count.number for count in self.counts if count.anchor == turn.anchor)

    def address(self, *, order: str = "", after: int | None = None, turn: Turn | None = None) -> str:
        """Of this page of the article with other comments on it."""
        order = order or self.view.order.value
        anchor = turn.anchor if turn else self.view.anchor
        return url_for(
            self.sheet.endpoint,
            slug=self.sheet.article.slug,
            order=None if order == Order.NEWEST.value else order,
            turn=anchor or None,
            after=after,
            _anchor="comments",
        )

    @property
    def everything(self) -> str:
        """The address of all comments, not of one turn's alone."""
        return url_for(self.sheet.endpoint, slug=self.sheet.article.slug, _anchor="comments")


def conversation(sheet: Sheet) -> Conversation:
    """As the address asks for it: `order`, `turn` and `after`; what it asks wrongly is left out."""
    article = sheet.article
    turn = article.turn_at(request.args.get("turn"))
    order = next((order for order in Order if order.value == request.args.get("order")), Order.NEWEST)
    view = View(order=order, anchor=turn.anchor if turn else "", without_rest=not (sheet.is_whole or turn))
    page = threads.page(article, view, after=request.args.get("after", type=row_id))
    counts, has_votes = useful.counts_and_votes(article)
    return Conversation(sheet=sheet, view=view, page=page, counts=counts, has_votes=has_votes)


def address_of_comment(comment: Comment) -> str:
    """The page under whose article it stands now, and its place there."""
    article = comment.article
    whole = "reading.full" if article.has_page_for_rest else "reading.article"
    after = threads.page_of(comment, View())
    return url_for(whole, slug=article.slug, after=after, _anchor=f"comment-{comment.id}")
