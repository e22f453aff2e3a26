"""The moderation door: what waits, what was decided, and deciding."""

from flask import Flask

from blog.web.moderation import asks  # noqa: F401  it adds its routes to the blueprint
from blog.web.moderation.routes import bp


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
