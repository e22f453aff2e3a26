"""Words and signs that only the house gives: in a name they claim a part that its bearer may not have."""

from __future__ import annotations

import unicodedata

from blog.text.names import folded_words

_CLAIMS = """
    admin, admins, administrateur, administrateurs, administratrice, administration, administrator, administrators,
    auteur, auteure, author, autrice, editor, editors, editorial, editrice, editeur, editeurs, equipe, team, staff,
    moderateur, moderateurs, moderation, moderator, moderators, moderatrice, redacteur, redacteurs,
    redaction, redactrice,
    expert, experte, expertes, experts, specialiste, specialistes,
    interviewe, interviewee, interviewer, intervieweur, intervieweuse, mene l’entretien, signe l’article, webmaster,
    certified, certifie, certifiee, official, officiel, officielle, verified, verifie, verifiee,
    connu de nous, connue de nous, known to us
"""
_PHRASES = frozenset(folded_words(phrase) for phrase in _CLAIMS.split(","))
_TICKS = ("CHECK MARK", "WITH CHECK", "SQUARE ROOT")


def claims_a_part(name: str, site: str) -> bool:
    """Of the house or of the article, to be the site itself, or to be known to it. Look-alike letters are one."""
    words = folded_words(name)
    if all(len(word) == 1 for word in words):  # l i k e  t h i s
        words = ("".join(words),)
    claimed = _PHRASES | ({folded_words(site)} - {()})
    longest = max(map(len, claimed))
    spans = (words[start:end] for start in range(len(words)) for end in range(start + 1, start + 1 + longest))
    return any(span in claimed for span in spans) or any(_is_tick(character) for character in name)


def _is_tick(character: str) -> bool:
    return not character.isascii() and any(tick in unicodedata.name(character, "") for tick in _TICKS)
