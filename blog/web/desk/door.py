"""The desk's blueprint and its lock."""

from flask import Blueprint, Response

from blog.accounts.models import Role
from blog.errors import Missing
from blog.web.guards import require
from blog.web.kept import went_away

bp = Blueprint("desk", __name__, url_prefix="/desk")
bp.before_request(require(Role.EDITOR))
bp.register_error_handler(Missing, went_away)


@bp.after_request
def for_one_person(response: Response) -> Response:
    """No cache between keeps it; the browser may, so that going back brings what was typed."""
    response.headers.setdefault("Cache-Control", "private, no-cache")
    return response
