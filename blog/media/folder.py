"""Where the files of pictures lie: a folder, by content, so that a file never changes once it is there."""

from __future__ import annotations

import os
import secrets
from datetime import datetime
from pathlib import Path
from typing import Any

from flask_babel import lazy_gettext as _

from blog.errors import Missing
from blog.media.models import Picture


class PictureFolder:
    """`<first two of the digest>/<digest>-<width>.<extension>`."""

    root: Path

    def init_app(self, app: Any) -> None:
        self.root = app.config["INSTANCE"] / "media"

    def put(self, digest: str, width: int, extension: str, data: bytes) -> None:
        """Whole and on disk, or not there: readers never meet half a picture."""
        path = self._address(digest, width, extension)
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        try:
            with unfinished.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)

    def path(self, digest: str, width: int, extension: str) -> Path:
        """Raises Missing when there is no such file."""
        if not Picture.DIGEST.fullmatch(digest) or not extension.isalnum():
            raise Missing(_("There is no such picture."))
        path = self._address(digest, width, extension)
        if not path.is_file():
            raise Missing(_("There is no such picture."))
        return path

    def missing(self, picture: Picture) -> list[Path]:
        paths = [self._address(picture.digest, width, picture.extension) for width in picture.widths]
        return [path for path in paths if not path.is_file()]

    def touch(self, digest: str) -> list[Path]:
        """The files of a picture, the largest last; as if they had been written now."""
        found = self.root.glob(f"{digest[:2]}/{digest}-*.*") if Picture.DIGEST.fullmatch(digest) else ()
        files = sorted(found, key=lambda path: int(path.stem.rpartition("-")[2]))
        for path in files:
            path.touch()
        return files

    def untouched_since(self, moment: datetime) -> list[Path]:
        """Also what a write that was interrupted has left."""
        return [path for path in self.root.glob("*/*") if _is_untouched(path, moment)]

    def remove(self, path: Path, *, untouched_since: datetime) -> None:
        """Unless somebody has just touched it."""
        if _is_untouched(path, untouched_since):
            path.unlink(missing_ok=True)

    def digest_of(self, path: Path) -> str:
        """Empty for an unfinished file."""
        return "" if path.name.startswith(".") else path.name.partition("-")[0]

    def _address(self, digest: str, width: int, extension: str) -> Path:
        return self.root / digest[:2] / f"{digest}-{width}.{extension}"


def _is_untouched(path: Path, since: datetime) -> bool:
    try:
        return path.stat().st_mtime < since.timestamp()
    except FileNotFoundError:
        return False


folder = PictureFolder()
