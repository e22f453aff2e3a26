"""Entretien: interviews whose jargon explains itself, and a moderated conversation under them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from blog import admission, cli, notices, pagecache, web
from blog.asks import models as _asks  # noqa: F401
from blog.comments import house as _house  # noqa: F401  every table is known, whichever doors stand
from blog.comments import models as _comments  # noqa: F401
from blog.comments.protected_names import site
from blog.database import db
from blog.jobs import jobs
from blog.mail import outbox
from blog.media.folder import folder as pictures
from blog.moderation import models as _moderation  # noqa: F401
from blog.web.reading.door import KEPT, PARAMETERS
from blog.web.templating import Environment

ROOT = Path(__file__).resolve().parent.parent

DEFAULTS = {
    "MAX_CONTENT_LENGTH": 24 * 1024 * 1024,  # bytes; a picture and its form
    "MAX_FORM_MEMORY_SIZE": 4 * 1024 * 1024,
    "SESSION_COOKIE_SAMESITE": "Lax",
    "SESSION_COOKIE_NAME": "entretien",
    "WTF_CSRF_TIME_LIMIT": None,  # a form left open over lunch still works; the token ends with the session
}


def create_app(config: Mapping[str, Any]) -> Flask:
    """The application; `config` is what `config.from_environment` gives."""
    app = Flask(__name__, template_folder=str(ROOT / "templates"), static_folder=None)
    app.config.from_mapping(DEFAULTS)
    app.config.from_mapping(config)
    app.jinja_environment = Environment
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    if proxies := app.config["TRUSTED_PROXIES"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]
    db.init_app(app)
    site.init_app(app)
    outbox.init_app(app)
    pictures.init_app(app)
    jobs.init_app(app)
    notices.listen()
    web.init_app(app)
    cli.init_app(app)
    admission.init_app(app)
    pagecache.init_app(app, endpoints=KEPT, parameters=PARAMETERS)
    return app
