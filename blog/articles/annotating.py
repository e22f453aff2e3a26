"""Marks: the glossary applied to an article, and the articles that follow a change of the glossary."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Select, delete, func, select, union, update
from sqlalchemy.orm import lazyload, selectinload

from blog.articles.findings import ArticleWord, TermDoubt, TermUse
from blog.articles.glossed import Glossed, gloss, gloss_with, prose_of
from blog.articles.marks import Marks, rewrite
from blog.articles.models import Article
from blog.database import clear_rows, db, in_batches, in_turns, one_of
from blog.glossary import service as glossary
from blog.glossary.models import GlossaryChange, GlossaryTerm
from blog.jobs import chore
from blog.text.folding import fold
from blog.text.glossary import words_in
from blog.text.tokens import words

AT_ONCE = 25  # articles a transaction
FORMS_AT_ONCE = 50  # that one query looks for in articles
MOST_FORMS = 2_000  # of a change; when they are more, all articles of the language are annotated


def annotate(article: Article) -> Glossed:
    """Marks the article's turns and lists uses and doubts, when they differ from what stands there."""
    glossed = gloss(article)
    named = _named([glossed])
    terms = _terms(named)
    if named - terms.keys():  # somebody has just removed one, which only a preview lets happen
        return annotate(article)
    marks = Marks.found(glossed, {slug: term.id for slug, term in terms.items()})
    if marks != Marks.standing(article):
        _set(article, marks, {term.id: term for term in terms.values()})
    return glossed


def _set(article: Article, marks: Marks, terms: Mapping[int, GlossaryTerm]) -> None:
    for turn, marked in zip(article.turns, marks.marked, strict=True):
        turn.marked = marked
    clear_rows(article.uses)
    clear_rows(article.doubts)
    article.uses = [TermUse(term=terms[row["term_id"]], **row) for row in marks.uses]
    article.doubts = [TermDoubt(term=terms[row["term_id"]], **row) for row in marks.doubts]


def _terms(slugs: Iterable[str]) -> dict[str, GlossaryTerm]:
    query = select(GlossaryTerm).options(lazyload(GlossaryTerm.aliases))
    return {term.slug: term for term in db.session.scalars(query.where(one_of(GlossaryTerm.slug, slugs)))}


@chore
def follow_glossary() -> int:
    """Annotates anew the articles that the pending changes touch and returns how many differ; writes no other.

    Killed in the middle, it begins again: a change leaves the table only after its articles are written.
    """
    pending: dict[str, list[GlossaryChange]] = {}
    for change in glossary.pending_changes():
        pending.setdefault(change.language, []).append(change)
    followed = 0
    for language, changes in pending.items():
        forms = {form for change in changes for form in change.forms}
        followed += _follow(language, forms, [change.id for change in changes])
    return followed


def _follow(language: str, forms: Iterable[str], change_ids: Sequence[int]) -> int:
    touched = touching(language, forms)
    _note_progress(change_ids, articles=len(touched), followed=0)
    differing = 0
    for index, article_ids in enumerate(in_turns(in_batches(touched, AT_ONCE))):
        differing += _annotate_again(article_ids, language)
        _note_progress(change_ids, followed=index * AT_ONCE + len(article_ids))
    for ids in in_batches(change_ids):
        db.session.execute(delete(GlossaryChange).where(GlossaryChange.id.in_(ids)))
    db.session.commit()
    return differing


def _note_progress(change_ids: Sequence[int], **reached: int) -> None:
    """Commits it with the marks of the articles that have been reached."""
    for ids in in_batches(change_ids):
        db.session.execute(update(GlossaryChange).where(GlossaryChange.id.in_(ids)).values(**reached))
    db.session.commit()


def _annotate_again(article_ids: Sequence[int], language: str) -> int:
    """Reads the glossary itself: between two batches somebody may change it again. Whoever saves one of the articles
    waits, or has been waited for."""
    glossary.hold_still()
    articles = db.session.scalars(
        select(Article)
        .where(Article.id.in_(article_ids), Article.language == language)
        .options(selectinload(Article.turns), selectinload(Article.topics))
        .order_by(Article.id)
        .with_for_update(of=Article)
        .execution_options(populate_existing=True)
    ).all()
    read = [(article, prose_of(article)) for article in articles]
    lexicon = glossary.lexicon(language, words_in(each for _article, prose in read for each in prose))
    glossed = [gloss_with(lexicon, article, prose) for article, prose in read]
    return rewrite(glossed, glossary.ids(_named(glossed)))


def touching(language: str, forms: Iterable[str]) -> Sequence[int]:
    """The articles that have all words of one of the forms; all of the language when the forms are many."""
    phrases = sorted(
        {frozenset(fold(word[0])[: ArticleWord.LONGEST] for word in words(form)) for form in forms}, key=sorted
    )
    of_language = select(Article.id).where(Article.language == language).order_by(Article.id)
    if len(phrases) > MOST_FORMS:
        return db.session.scalars(of_language).all()
    found: set[int] = set()
    for some in in_batches(phrases, FORMS_AT_ONCE):
        held = union(*(_holding(phrase) for phrase in some)).subquery()
        found.update(db.session.scalars(of_language.where(Article.id.in_(select(held)))))
    return sorted(found)


def _holding(phrase: Iterable[str]) -> Select[int]:
    wanted = sorted(phrase)
    query = select(ArticleWord.article_id).where(ArticleWord.word.in_(wanted))
    return query if len(wanted) == 1 else query.group_by(ArticleWord.article_id).having(func.count() == len(wanted))


def _named(glossed: Iterable[Glossed]) -> set[str]:
    """The addresses of all terms that these articles are marked with, or could be."""
    found = [each.annotation for each in glossed]
    uses = {use.key for each in found for use in each.uses}
    return uses | {key for each in found for doubt in each.doubts for key in doubt.keys}
