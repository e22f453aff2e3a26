"""One lock per door: `blueprint.before_request(require(Role.EDITOR))`. A new route cannot forget it."""

from __future__ import annotations

from collections.abc import Callable

from flask import make_response, redirect, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from blog.accounts.models import User
from blog.errors import NotAllowed
from blog.web.kept import session_ended


def require(*roles: str) -> Callable[[], Response | None]:
    """A stranger is sent to sign in and keeps what they typed; somebody without one of the roles is refused. An
    admin passes everywhere."""

    def guard() -> Response | None:
        if not current_user.is_authenticated:
            if request.method == "POST":
                return make_response(session_ended())
            return redirect(url_for("security.login", next=request.full_path.rstrip("?")))
        if not current_user.may_act_as(*roles):
            raise NotAllowed(_("Your account does not open this room."))
        return None

    return guard


def person() -> User:
    """Who is signed in, as services take them; behind a lock."""
    return current_user._get_current_object()  # type: ignore[no-any-return]
