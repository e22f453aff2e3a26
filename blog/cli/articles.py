"""`flask articles`."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup

from blog.articles import exporting
from blog.articles.importing import Imported, Importer, Outcome, gather
from blog.cli.acts import Refused, act, many, with_progress
from blog.database import in_turns
from blog.errors import Missing
from blog.files import BadFile

articles = AppGroup("articles", help="Articles as Markdown files with a YAML head.")
FILE_OR_FOLDER = click.Path(path_type=Path)


def init_app(app: Flask) -> None:
    app.cli.add_command(articles)


@articles.command("import")
@click.argument("paths", nargs=-1, required=True, type=FILE_OR_FOLDER, metavar="PATH...")
@click.option("--publish", is_flag=True, help="Publish what is not yet published.")
@act
def import_files(paths: tuple[Path, ...], publish: bool) -> None:
    """Take files in; a folder stands for the Markdown files in it. A bad file is named, the others go in."""
    importer = Importer(publish=publish)
    done: Counter[Outcome] = Counter()
    published = 0
    said: list[str] = []
    bad: list[str] = []
    with with_progress(gather(paths), "Importing") as files:
        for path in in_turns(files):
            try:
                imported = importer.take(path)
            except BadFile as refusal:
                bad.append(str(refusal))
                continue
            done[imported.outcome] += 1
            published += imported.published
            said += _warnings(path, imported)
    for sentence in said + bad:
        click.echo(sentence, err=True)
    click.echo(f"{_tally(done)}; {published} published by this.")
    if bad:
        raise click.exceptions.Exit(1)


@articles.command("export")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
@act
def export_files(folder: Path) -> None:
    """Write every article, with its picture, into DIR; files of the same names there are replaced."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        written = 0
        for article in exporting.every_article():
            exporting.export(article, folder)
            written += 1
    except Missing:
        raise Refused(f"The picture of “{article.slug}” is not in the media folder any more.") from None
    except OSError as trouble:
        raise Refused(f"{trouble.filename}: it cannot be written ({trouble.strerror}).") from None
    click.echo(f"{many(written, 'article')} in {folder}.")


def _warnings(path: Path, imported: Imported) -> list[str]:
    return [f"{path}: warning: {warning}." for warning in imported.warnings]


def _tally(done: Counter[Outcome]) -> str:
    return ", ".join(f"{done[outcome]} {outcome.value}" for outcome in Outcome)
