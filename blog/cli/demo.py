"""`flask demo`."""

from __future__ import annotations

from collections.abc import Iterable

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from blog import demo as content
from blog.cli.acts import act
from blog.demo.people import Account

demo = AppGroup("demo", help="Content to look at.")


def init_app(app: Flask) -> None:
    app.cli.add_command(demo)


@demo.command("load")
@act
def load() -> None:
    """Load interviews, a glossary, comments and three accounts into an empty database."""
    introduce(content.load(current_app.config["INSTANCE"]))


def introduce(accounts: Iterable[Account]) -> None:
    for account in accounts:
        click.echo(f"  {account.role:<10} {account.email:<24} {account.password}")
