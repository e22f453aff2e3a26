"""Pictures, named by their content: kept for ever by whoever asks once."""

from __future__ import annotations

from flask import Response, send_file

from blog.media import service as media
from blog.web.assets import FOR_EVER
from blog.web.reading.door import bp

KINDS = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}


@bp.get("/media/<slug:digest>-<int(max=99999):width>.<any(jpg, png, webp):extension>")
def picture(digest: str, width: int, extension: str) -> Response:
    response = send_file(media.path(digest, width, extension), mimetype=KINDS[extension])
    response.headers["Cache-Control"] = FOR_EVER
    return response
