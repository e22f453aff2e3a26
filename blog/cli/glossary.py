"""`flask glossary`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup

from blog.articles.annotating import follow_glossary
from blog.asks.answering import answer_asks
from blog.cli.acts import Refused, act, many, with_progress
from blog.glossary import files
from blog.glossary.files import BadGlossary, Tally
from blog.glossary.planned import Plan, Planned

glossary = AppGroup("glossary", help="The glossary as a file, CSV or JSON.")


def init_app(app: Flask) -> None:
    app.cli.add_command(glossary)


@glossary.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say line by line what would change, and change nothing.")
@act
def import_file(file: Path, dry_run: bool) -> None:
    """Take the whole file in, or nothing; then mark the terms anew in the articles that this touches."""
    if dry_run:
        try:
            _tell(files.plan(file))
        except BadGlossary as refusal:
            _tell(refusal.plan)
            raise
        return
    click.echo(_summary(files.take(file, watch=_watched)))
    click.echo(f"{many(follow_glossary(), 'article')} changed by this.")
    if answered := answer_asks():
        click.echo(f"{many(answered, 'ask')} of readers answered.")


@glossary.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@act
def export_file(file: Path) -> None:
    """Write the whole glossary, drafts too: as JSON when the name ends in .json, else as CSV. A file of this name is
    replaced."""
    kind = "json" if file.suffix.lower() == ".json" else "csv"
    try:
        with file.open("w", encoding="utf-8", newline="") as out:
            out.writelines(files.lines(kind))
    except OSError as trouble:
        raise Refused(f"{file}: it cannot be written ({trouble.strerror}).") from None
    click.echo(f"The glossary is in {file}.")


def _tell(plan: Plan) -> None:
    """Line by line; what is refused follows as faults."""
    for row in plan.sound:
        for line in _lines(row):
            click.echo(line)
    if plan.sound or not plan.faults:
        click.echo(_summary(Tally.of(plan)))


def _summary(tally: Tally) -> str:
    refused = f", {tally.refused} refused" if tally.refused else ""
    return f"{tally.new} new, {tally.revised} revised, {tally.unchanged} unchanged{refused}."


def _lines(row: Planned) -> Iterator[str]:
    """An entry's own line, and below it each column that changes, old beside new."""
    outcome = "new" if row.is_new else "revised" if row.changes_something else "unchanged"
    yield f"line {row.line}: {row.entry.title} ({row.entry.language}): {outcome}"
    if outcome == "revised":
        for column, before, after in row.differences:
            yield f"  {column}: {_visible(before)} → {_visible(after)}"


def _visible(text: str) -> str:
    return f"“{text}”".replace("\n", "⏎")


def _watched(changes: Sequence[Planned]) -> Iterator[Planned]:
    with with_progress(changes, "Rendering") as bar:
        yield from bar
