"""A person's own page."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_security import logout_user
from werkzeug.wrappers import Response

from blog.accounts import service as accounts
from blog.accounts.models import Role
from blog.web.guards import person, require

bp = Blueprint("account", __name__, url_prefix="/account")
bp.before_request(require(*Role.ALL))


@bp.get("/")
def home() -> str:
    return render_template("account/home.html")


@bp.post("/sessions/end")
def sign_out_everywhere() -> Response:
    accounts.end_all_sessions(person())
    logout_user()
    flash(_("You are signed out on every device."), "info")
    return redirect(url_for("security.login"), 303)
