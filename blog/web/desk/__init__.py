"""The desk: where editors write articles and keep the glossary."""

from flask import Flask

from blog.web.desk import (  # noqa: F401  they add their routes to the blueprint
    article_conversation,
    articles,
    asked,
    conversation,
    copied,
    following,
    glossary,
    glossary_files,
    impact,
    invitations,
    jargon,
    pictures,
    term_history,
    uses,
)
from blog.web.desk.door import bp


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
