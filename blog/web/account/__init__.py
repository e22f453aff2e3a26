"""The account door: signing in and out, and a person's own page."""

from flask import Flask

from blog.web.account import routes, security


def init_app(app: Flask) -> None:
    security.init_app(app)
    app.register_blueprint(routes.bp)
