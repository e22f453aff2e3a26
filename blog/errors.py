"""Refusals: domain words with a sentence a person can read. `blog/web` answers them, once for all doors."""

from __future__ import annotations

from typing import Any


class Refusal(Exception):
    """Something the house does not do, and why; `str()` is the sentence."""


class Missing(Refusal):
    """There is no such thing, or not for this visitor."""


class NotAllowed(Refusal):
    """It is there, but this person may not."""


class Gone(Refusal):
    """It was public once and has been taken back."""


class Conflict(Refusal):
    """It has changed since the visitor saw it; `current` is what stands there now."""

    def __init__(self, sentence: object, current: Any = None) -> None:
        super().__init__(sentence)
        self.current = current


class TooMany(Refusal):
    """It was done too often lately; later it may be done again."""


class Invalid(Refusal):
    """A value that breaks a rule; `field` names the input it came from."""

    def __init__(self, sentence: object, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field
