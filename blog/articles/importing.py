"""Articles come in from files, one transaction each."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import undefer

from blog.articles import files, publishing, writing
from blog.articles.files import File
from blog.articles.manuscript import Manuscript
from blog.articles.models import Article
from blog.database import db
from blog.errors import Invalid
from blog.files import BadFile
from blog.media import service as media
from blog.media.models import Picture
from blog.text.interview import split_lines
from blog.text.links import is_vague_label
from blog.text.slugs import topic_slug


class Outcome(enum.Enum):
    NEW = "new"
    REVISED = "revised"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, kw_only=True)
class Imported:
    article: Article
    outcome: Outcome
    published: bool  # by this import
    warnings: tuple[str, ...]


def gather(paths: Iterable[Path]) -> list[Path]:
    """The files meant, each once: a folder stands for the Markdown files in it and below, hidden ones left out."""
    found: dict[Path, Path] = {}
    for path in paths:
        for file in _files_in(path) if path.is_dir() else [path]:
            found.setdefault(file.resolve(), file)
    return list(found.values())


class Importer:
    """Takes files in. Two files of one run cannot be the same article."""

    def __init__(self, *, publish: bool) -> None:
        self.publish = publish
        self._taken: dict[str, Path] = {}

    def take(self, path: Path) -> Imported:
        """A known slug updates that article; the same again changes nothing. Raises BadFile: nothing is stored then."""
        file = files.read(path)
        slug = file.manuscript.slug
        if slug in self._taken:
            raise BadFile(path, f"its slug “{slug}” is that of {self._taken[slug]} too", file.slug_line)
        db.session.expunge_all()  # thousands of files would otherwise stay in memory
        try:
            article, outcome = _store(file)
        except Invalid as refusal:
            db.session.rollback()
            raise file.refused(refusal) from None
        self._taken[slug] = path
        warnings = [*_about_words(file)]
        published = False
        if self.publish and not article.is_published:
            publishing.restore(article, file.head.publication)
            published = article.is_published
            warnings += _about_publication(article)
        return Imported(article=article, outcome=outcome, published=published, warnings=tuple(warnings))


def _about_words(file: File) -> Iterator[str]:
    label = file.manuscript.continuation_label
    if is_vague_label(label):
        yield f"the label “{label}” says nothing to somebody who hears only the links of a page"
    for line in split_lines(file.manuscript.source, file.manuscript.language)[1:]:
        yield f"line {file.first_line + line - 1} is one more <!--more-->, and an article is split once"


def _about_publication(article: Article) -> Iterator[str]:
    if article.is_withdrawn:
        yield "it is withdrawn and stays so; publish it at the desk"
    elif article.is_draft and not article.turns:
        yield "it has no text and stays a draft"
    elif article.is_draft:
        yield "its state is “draft” and it stays one; publish it at the desk, or take that line out"


def _files_in(folder: Path) -> list[Path]:
    found = (path for path in folder.rglob("*.md") if path.is_file())
    return sorted(path for path in found if not any(part.startswith(".") for part in path.relative_to(folder).parts))


def _store(file: File) -> tuple[Article, Outcome]:
    article = db.session.scalar(select(Article).filter_by(slug=file.manuscript.slug).options(undefer(Article.source)))
    manuscript = writing.checked(file.manuscript, article)  # before the picture is cleaned
    if file.head.picture:
        manuscript = writing.checked(replace(manuscript, picture=_picture(file).digest), article)
    if article is None:
        return writing.create(manuscript, by=None), Outcome.NEW
    if _essence(manuscript) == _essence(Manuscript.of(article)):
        return article, Outcome.UNCHANGED
    writing.revise(article, manuscript, by=None, seen=article.revision)
    return article, Outcome.REVISED


def _picture(file: File) -> Picture:
    if not file.manuscript.picture_alt.strip():
        raise Invalid("say in lead_image_alt what the picture shows, for those who do not see it", "picture")
    folder = file.path.parent.resolve()
    try:
        path = (folder / file.head.picture).resolve()
        if not path.is_relative_to(folder):
            raise Invalid("the picture must lie in the folder of the file", "picture")
        if path.stat().st_size > Picture.MOST_BYTES:
            raise Invalid(f"the picture has more than {Picture.MOST_BYTES:,} bytes", "picture")
        return media.lay_by(path.read_bytes(), name=path.name)
    except OSError:
        raise Invalid(f"there is no picture “{file.head.picture}” beside the file", "picture") from None


def _essence(manuscript: Manuscript) -> Manuscript:
    """Topics by their addresses: an article has them as a set, under the names that they had first."""
    return replace(manuscript, topics=tuple(sorted({topic_slug(name) for name in manuscript.topics})))
