"""A stored picture. Its words (alt, caption, credit) belong to the article that shows it."""

from __future__ import annotations

import re
from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from blog.database import Model, utcnow


class Picture(Model):
    __tablename__ = "pictures"

    MOST_BYTES = 20 * 1024 * 1024
    MOST_PIXELS = 40_000_000
    WIDTHS = (
        640,
        1280,
        1920,
    )  # CSS pixels; a picture is kept in each that it reaches, and in its own up to the largest

    DIGEST = re.compile(r"[0-9a-f]{64}")

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(unique=True)  # SHA-256 of the bytes as uploaded
    kept_digest: Mapped[str] = mapped_column(unique=True)  # of the largest kept file, which exports hand out
    extension: Mapped[str]  # jpg, png or webp
    width: Mapped[int]  # of the largest kept size
    height: Mapped[int]
    stored_at: Mapped[datetime] = mapped_column(default=utcnow)

    @property
    def widths(self) -> list[int]:
        return kept_widths(self.width)


def kept_widths(largest: int) -> list[int]:
    """In which a picture of this width is kept, smallest first."""
    return sorted({*(width for width in Picture.WIDTHS if width < largest), largest})
