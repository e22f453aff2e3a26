"""The rooms of the house that somebody may enter, for the bar above the working pages."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, request
from flask_babel import lazy_gettext as _
from flask_security import current_user

from blog.accounts.models import Role


@dataclass(frozen=True)
class Room:
    door: str
    label: object
    entrance: str  # its first page's endpoint
    role: str

    @property
    def is_here(self) -> bool:
        return request.blueprint == self.door


ROOMS = (
    Room("desk", _("Desk"), "desk.article_list", Role.EDITOR),
    Room("moderation", _("Moderation"), "moderation.queue", Role.MODERATOR),
)


def init_app(app: Flask) -> None:
    app.jinja_env.globals["open_rooms"] = open_rooms


def open_rooms() -> list[Room]:
    return [room for room in ROOMS if current_user.is_authenticated and current_user.may_act_as(room.role)]
