"""Marks: the glossary applied to an article, and the articles that follow a change of the glossary."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from blinker import Signal
from sqlalchemy import Select, delete, func, select, union, update
from sqlalchemy.orm import InstrumentedAttribute, selectinload

from blog.articles.findings import ArticleWord, TermDoubt, TermUse
from blog.articles.glossed import Glossed, gloss, gloss_with, prose_of
from blog.articles.marks import Marks, rewrite
from blog.articles.models import Article
from blog.database import clear_rows, db, in_batches, in_turns
from blog.glossary import service as glossary
from blog.glossary.models import GlossaryChange, GlossaryTerm
from blog.jobs import chore
from blog.text.folding import fold
from blog.text.glossary import words_in
from blog.text.tokens import words

AT_ONCE = 50  # articles a transaction
FORMS_AT_ONCE = 50  # that one query looks for in articles
MOST_FORMS = 2_000  # of a change; when they are more, all articles of the language are annotated

#: Sent with a language and the forms that changed when the articles have followed, and before the change leaves the
#: table: whatever else bears marks follows there, and commits.
following = Signal()
#: Sent with an Article inside the transaction that changes its words, or what may be marked around it and in which
#: sense (then not `only_words`): whatever else is marked as it is, or quotes it, notes down that it has to follow.
changing = Signal()


def annotate(article: Article) -> Glossed:
    """Marks the article's turns and lists uses and doubts, when they differ from what stands there."""
    glossed = gloss(article)
    named = _named([glossed])
    terms = glossary.by_slugs(named)
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


@chore
def follow_glossary() -> int:
    """Annotates anew the articles that the pending changes touch and returns how many differ; writes no other.

    Killed in the middle, it begins again: a change leaves the table only after all that it touches is written.
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
    following.send(language=language, forms=forms)
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
    of_language = select(Article.id).where(Article.language == language).order_by(Article.id)
    return holding(of_language, Article.id, ArticleWord.article_id, ArticleWord.word, forms)


def holding(
    every: Select[int],
    text_id: InstrumentedAttribute[int],
    holder: InstrumentedAttribute[int],
    word: InstrumentedAttribute[str],
    forms: Iterable[str],
) -> Sequence[int]:
    """Of `every` text, by `text_id`, those that have all words of one of the forms; all when the forms are many.
    `holder` and `word` are the columns of the table that lists the words of each."""
    phrases = sorted({_phrase(form) for form in forms}, key=sorted)
    if len(phrases) > MOST_FORMS:
        return db.session.scalars(every).all()
    found: set[int] = set()
    for some in in_batches(phrases, FORMS_AT_ONCE):
        held = union(*(_holding(phrase, holder, word) for phrase in some)).subquery()
        found.update(db.session.scalars(every.where(text_id.in_(select(held)))))
    return sorted(found)


def _phrase(form: str) -> frozenset[str]:
    return frozenset(fold(word[0])[: ArticleWord.LONGEST] for word in words(form))


def _holding(
    phrase: Iterable[str], holder: InstrumentedAttribute[int], word: InstrumentedAttribute[str]
) -> Select[int]:
    wanted = sorted(phrase)
    query = select(holder).where(word.in_(wanted))
    return query if len(wanted) == 1 else query.group_by(holder).having(func.count() == len(wanted))


def _named(glossed: Iterable[Glossed]) -> set[str]:
    """The addresses of all terms that these articles are marked with, or could be."""
    found = [each.annotation for each in glossed]
    uses = {use.key for each in found for use in each.uses}
    return uses | {key for each in found for doubt in each.doubts for key in doubt.keys}
