"""Choices that have words: a few for whoever chooses, and a sentence for whoever it is about."""

from __future__ import annotations

import enum
from typing import Any, Self


class Explained(enum.Enum):
    """Members are written as a value, a label and a sentence; only the value is stored."""

    def __new__(cls, value: str, label: Any = "", sentence: Any = "") -> Self:
        member = object.__new__(cls)
        member._value_ = value
        member._words = label, sentence
        return member

    _words: tuple[Any, Any]

    @property
    def label(self) -> str:
        """For those who choose it."""
        return str(self._words[0])

    @property
    def sentence(self) -> str:
        """For whoever it is about."""
        return str(self._words[1])
