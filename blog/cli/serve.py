"""`flask serve`: the site and its worker, as one command that ends as one."""

from __future__ import annotations

import socket
import sys

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from blog import demo
from blog.accounts import service as accounts
from blog.cli import processes, schema
from blog.cli.acts import Refused, act
from blog.cli.demo import introduce
from blog.database import check_durability, db
from blog.demo.people import kept_in
from blog.jobs import jobs
from blog.mail import outbox

HOST = "127.0.0.1"


def init_app(app: Flask) -> None:
    app.cli.add_command(serve)
    app.cli.add_command(worker)


@click.command("serve")
@click.option("--port", type=click.IntRange(1, 65535), help="Where to listen; without it PORT, or 8000.")
@click.option("--host", default=HOST, show_default=True, help="The address to listen on.")
@click.option("--prepare", is_flag=True, help="First migrate, and load the demo into an empty database unless DEMO=0.")
@with_appcontext
@act
def serve(port: int | None, host: str, prepare: bool) -> None:
    """Serve the site with a production server, and run the worker beside it, until interrupted."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    port = port or int(app.config["PORT"])
    _refuse_taken_port(host, port)
    _refuse_silent_redis(app.config["REDIS_URL"])
    if prepare:
        _prepare(app)
    is_new = not accounts.is_anybody_here()
    db.session.remove()  # on SQLite what has only been read would hold the lock that the next line needs
    _refuse_a_database_that_forgets()
    _move(app, port)
    if not app.config["MAIL_URL"]:
        click.echo(f"Mails are written to {app.config['INSTANCE'] / 'mail'}, since there is no MAIL_URL.")
    if is_new:
        _say_how_to_begin()
    _say_where(host, port)
    processes.run(host, port)


@click.command("worker")
@with_appcontext
@act
def worker() -> None:
    """Run the worker alone, for a site that another WSGI server answers for."""
    click.echo("The worker runs. Ctrl-C ends it.")
    jobs.work()


def _refuse_silent_redis(url: str | None) -> None:
    if url is None:
        return
    from redis import Redis, RedisError  # a tenth of the start, where there is none

    try:
        Redis.from_url(url, socket_connect_timeout=5).ping()
    except (RedisError, ValueError) as trouble:
        raise Refused(f"Redis does not answer at REDIS_URL: {str(trouble).rstrip('.')}.") from None


def _prepare(app: Flask) -> None:
    schema.upgrade()
    if not app.config["DEMO"]:
        return
    passwords = kept_in(app.config["INSTANCE"])
    if demo.is_wanted():
        click.echo("Loading the demo ...")
        accounts = demo.load(app.config["INSTANCE"])
        click.echo(f"\nSign in to the demo with (printed this once, kept in {passwords}):")
        introduce(accounts)
    elif passwords.exists():
        click.echo(f"How to sign in to the demo is kept in {passwords}")


def _refuse_a_database_that_forgets() -> None:
    try:
        check_durability(db.engine)
    except RuntimeError as trouble:
        raise Refused(str(trouble)) from None


def _refuse_taken_port(host: str, port: int) -> None:
    """The server would share the port with another one of its kind without a word."""
    try:
        with socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET):
            pass
    except OSError as trouble:
        reason = str(trouble.strerror).partition(" (")[0]
        raise Refused(f"Port {port} on {host} cannot be had ({reason}); give another one with PORT.") from None


def _move(app: Flask, port: int) -> None:
    """`--port` moves the site's own address too, unless SITE_URL says what it is from outside."""
    if app.config["SITE_URL"] == f"http://{HOST}:{app.config['PORT']}":
        app.config["SITE_URL"] = outbox.site_url = f"http://{HOST}:{port}"
    app.config["PORT"] = port


def _say_how_to_begin() -> None:
    click.echo("\nNobody has an account yet. To make the first, with these settings and a password on standard input:")
    make = "users add you@example.org --name You --role admin --password-stdin"
    click.echo(f"  {sys.executable} -m flask --app wsgi {make}")


def _say_where(host: str, port: int) -> None:
    at = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    click.echo(f"\n  the site        {at}/\n  the desk        {at}/desk/\n  the moderators  {at}/moderation/\n")
    click.echo("Ctrl-C ends it.")
    sys.stdout.flush()
