"""`flask users`."""

from __future__ import annotations

import sys

import click
from flask import Flask
from flask.cli import AppGroup

from blog.accounts import service
from blog.accounts.models import Role
from blog.cli.acts import act

users = AppGroup("users", help="The people who have an account.")


def init_app(app: Flask) -> None:
    app.cli.add_command(users)


@users.command("add")
@click.argument("email")
@click.option("--name", required=True, help="As it is shown to others.")
@click.option("--role", "roles", multiple=True, type=click.Choice(Role.ALL), help="May be given more than once.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input, its first line.")
@act
def add(email: str, name: str, roles: tuple[str, ...], password_stdin: bool) -> None:
    """An account that can sign in at once; a reader without --role."""
    user = service.add(email, name=name, roles=roles, password=_password(password_stdin))
    click.echo(f"{user.name} can sign in as {user.email}.")


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise click.UsageError("Give the password on standard input, with --password-stdin.")
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
