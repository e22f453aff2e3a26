"""The command line, thin over the services: `flask --app wsgi --help`."""

from __future__ import annotations

from flask import Flask

from blog.cli import articles, demo, doctor, glossary, schema, serve, users


def init_app(app: Flask) -> None:
    for noun in (articles, demo, doctor, glossary, schema, serve, users):
        noun.init_app(app)
