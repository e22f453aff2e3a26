"""A person's own page."""

from __future__ import annotations

from flask import Blueprint, render_template

from blog.accounts.models import Role
from blog.web.guards import require

bp = Blueprint("account", __name__, url_prefix="/account")
bp.before_request(require(*Role.ALL))


@bp.get("/")
def home() -> str:
    return render_template("account/home.html")
