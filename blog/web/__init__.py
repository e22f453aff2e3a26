"""The doors, one per kind of visitor, and what they share: language, headers, guards, refusals."""

from __future__ import annotations

from flask import Flask

from blog.web import (
    account,
    addresses,
    answers,
    assets,
    crowd,
    days,
    desk,
    forms,
    headers,
    kept,
    language,
    limits,
    moderation,
    reading,
    reads,
    rooms,
)

FLOOR = (crowd, language, addresses, limits, forms, assets, headers, answers, kept, reads, rooms, days)
DOORS = (account, reading, desk, moderation)


def init_app(app: Flask) -> None:
    for part in (*FLOOR, *DOORS):
        part.init_app(app)
