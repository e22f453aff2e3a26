"""What somebody asks to see of a conversation: which comments, in which order, from which place on."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass

from blog.comments.models import Comment, ids_of


class Order(enum.Enum):
    """Of threads; replies are oldest first in each."""

    NEWEST = "newest"
    OLDEST = "oldest"
    USEFUL = "useful"


class Only(enum.Enum):
    """Which threads, where readers ask: of all questions, or of some."""

    ALL = "all"
    ANSWERED = "answered"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, kw_only=True)
class View:
    """Which comments, in which order: on one turn (`anchor`), without those that would tell of the rest, or only
    those of some questions."""

    order: Order = Order.NEWEST
    anchor: str = ""
    without_rest: bool = False
    only: Only = Only.ALL


USUAL = View()


@dataclass(frozen=True)
class Position:
    """A place in the order of threads, whatever becomes of the comment that stood there. `votes` are those that its
    thread had then, where the order counts them."""

    pinned: bool
    votes: int
    path: str

    FORM = re.compile(rf"([01])\.(\d{{1,9}})((?:\.\d{{1,{Comment.STEP}}}){{1,{Comment.DEEPEST}}})")

    @classmethod
    def read(cls, text: str) -> Position:
        """As an address has it. Raises ValueError."""
        found = cls.FORM.fullmatch(text)
        if found is None or not text.isascii():
            raise ValueError(text)
        pinned, votes, ids = found.groups()
        return cls(pinned == "1", int(votes), "".join(id.zfill(Comment.STEP) for id in ids[1:].split(".")))

    def __str__(self) -> str:
        return ".".join(map(str, (int(self.pinned), self.votes, *self.ids)))

    @property
    def ids(self) -> list[int]:
        return ids_of(self.path)

    @property
    def root_id(self) -> int:
        return self.ids[0]
