"""The comments under an article, as a page shows them. Holds nothing that is not public."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from flask import request, url_for
from markupsafe import Markup

from blog import pagecache
from blog.articles.models import Turn
from blog.comments import threads
from blog.comments.counted import CommentCount
from blog.comments.house import House
from blog.comments.housekeeping import house_and_counts
from blog.comments.models import Comment
from blog.comments.openness import Openness, openness_at
from blog.comments.public import explained
from blog.comments.threads import Page, Thread
from blog.comments.views import USUAL, Only, Order, Position, View
from blog.database import utcnow
from blog.glossary.models import GlossaryTerm
from blog.web.reading.forms import CommentForm
from blog.web.reading.pieces import (
    BlankForm,
    CarriedOver,
    CommentCard,
    Piece,
    Setting,
    Tombstone,
    TurnLink,
    html_of,
    setting,
)
from blog.web.reading.sheet import Sheet


class Branch(NamedTuple):
    """A comment of the page as it is shown, and those that stand in it."""

    html: Markup
    replies: list[Branch]


@dataclass(frozen=True, kw_only=True)
class Conversation:
    sheet: Sheet
    view: View
    page: Page
    counts: Sequence[CommentCount]
    house: House
    openness: Openness

    @cached_property
    def number(self) -> int:
        return self._number_of(View())

    @cached_property
    def number_shown(self) -> int:
        """Of those that all pages of this view show, answered or not."""
        return self._number_of(self.view)

    @property
    def number_on_rest(self) -> int:
        """Comments that would tell of what stands behind "continue reading"."""
        return self.number - self._number_of(View(without_rest=True))

    @cached_property
    def turn(self) -> Turn | None:
        """The one whose comments alone are shown."""
        return self.sheet.article.turn_at(self.view.anchor) if self.view.anchor else None

    def on(self, turn: Turn) -> int:
        return self._number_of(View(anchor=turn.anchor))

    def _number_of(self, view: View) -> int:
        return threads.number(self.sheet.article, view, self.counts)

    @property
    def address_of_number(self) -> str:
        """Where pages that stand open ask for the number that they would show now."""
        side = "lead" if self.view.without_rest else None
        slug = self.sheet.article.slug
        return url_for("reading.comment_count", slug=slug, turn=self.view.anchor or None, side=side)

    @cached_property
    def turn_links(self) -> dict[str, TurnLink]:
        """By anchor."""
        return {
            turn.anchor: TurnLink(
                words=turn.question_text or turn.opening(80), address=self.sheet.address_of(turn), digest=turn.digest
            )
            for turn in self.sheet.article.turns
        }

    @cached_property
    def branches(self) -> list[Branch]:
        return [self._branch(thread) for thread in self.page.threads]

    def _branch(self, thread: Thread) -> Branch:
        return Branch(html_of(self._piece(thread)), [self._branch(reply) for reply in thread.replies])

    def _piece(self, thread: Thread) -> Piece:
        comment = thread.comment
        if thread.is_repeated:
            return CarriedOver(comment, self.sheet.article.slug, self._setting)
        if not comment.is_visible:
            return Tombstone(comment.id, comment.status, self._setting)
        return CommentCard(comment, self.turn_links.get(comment.anchor or ""), *self._of_all_cards)

    @cached_property
    def _of_all_cards(self) -> tuple[str, bool, bool, bool, Setting]:
        here, has_votes = self.openness, self.house.settings.has_votes
        return self.sheet.article.slug, here.is_open, bool(here.questions_to), has_votes, self._setting

    @cached_property
    def _setting(self) -> Setting:
        return setting()

    @property
    def form(self) -> Markup:
        slug, language = self.sheet.article.slug, self.sheet.article.language
        side = CommentForm.REST if self.sheet.endpoint == "reading.full" else ""
        rules = self.house.rules_in(language)
        return html_of(BlankForm(slug, language, side, self.openness, rules, self._setting))

    def address(
        self, *, order: str = "", only: str = "", after: Position | None = None, turn: Turn | None = None
    ) -> str:
        """Of this page of the article with other comments on it: on a turn, all of them, as its link counts them."""
        order = order or self.view.order.value
        only = only or (Only.ALL if turn else self.view.only).value
        anchor = turn.anchor if turn else self.view.anchor
        return url_for(
            self.sheet.endpoint,
            slug=self.sheet.article.slug,
            order=None if order == Order.NEWEST.value else order,
            turn=anchor or None,
            only=None if only == Only.ALL.value else only,
            after=after,
            _anchor="comments",
        )

    @cached_property
    def explained(self) -> list[GlossaryTerm]:
        """Terms that comments of this page mark and its article does not: those of the article it explains already."""
        return explained(self.page.comments, besides={use.term_id for use in self.sheet.uses})

    @property
    def everything(self) -> str:
        """The address of all comments, not of one turn's alone."""
        return url_for(self.sheet.endpoint, slug=self.sheet.article.slug, _anchor="comments")


def conversation(sheet: Sheet) -> Conversation:
    """As the address asks for it: `order`, `turn` and `after`; what it asks wrongly is left out."""
    article = sheet.article
    turn = article.turn_at(request.args.get("turn"))
    house, counts = house_and_counts(article)
    orders = [order for order in Order if house.settings.has_votes or order is not Order.USEFUL]
    order = next((order for order in orders if order.value == request.args.get("order")), Order.NEWEST)
    is_elsewhere = article.has_page_for_rest and not sheet.is_whole
    view = View(
        order=order,
        anchor=turn.anchor if turn else "",
        without_rest=is_elsewhere and not turn,
        only=request.args.get("only", Only.ALL, type=Only) if article.questions_to else Only.ALL,
    )
    page = threads.page(article, view, after=request.args.get("after", type=Position.read))
    now = utcnow()
    openness = openness_at(now, article, house.settings)
    pagecache.ends(request.environ, openness.changes_at(now))
    return Conversation(sheet=sheet, view=view, page=page, counts=counts, house=house, openness=openness)


def address_of_comment(comment: Comment, view: View = USUAL) -> str:
    """The page under whose article it stands now, and its place there."""
    article = comment.article
    page = "reading.full" if article.has_page_for_rest and not view.without_rest else "reading.article"
    after, turn = threads.page_of(comment, view), view.anchor or None
    return url_for(page, slug=article.slug, turn=turn, after=after, _anchor=f"comment-{comment.id}")
