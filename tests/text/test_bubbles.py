"""A page whose bubbles stand in its sentences is parted again into prose and entries (AC24).

In these pages a bubble is written {word|title|definition}; `lined` and `flat` put it into the text as sites do.
"""

import re
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blog.text.bubbles import Proposal, Unbubbled, split_bubbles
from blog.text.pages import to_markdown

_BUBBLE = re.compile(r"\{([^|{}]*)\|([^|{}]*)\|([^|{}]*)\}\s*")


def lined(page: str) -> str:
    return _BUBBLE.sub("\\1\n\\2\n\\3\n", page)


def flat(page: str) -> str:
    return _BUBBLE.sub("\\1 \\2 \\3 ", page)


def parted(page: str) -> Unbubbled:
    """What should come of it."""
    prose = re.sub(r"\{([^|{}]*)\|[^{}]*\}", "\\1", page)
    proposals = tuple(Proposal(label=each[2], definition=each[3]) for each in _BUBBLE.finditer(page))
    return Unbubbled(prose=prose, proposals=proposals)


INTERVIEW = """\
Devant le moulin de Vaussoles, Odile Fabre, meunière
Pourquoi avoir rouvert ce {bief|Bief|Canal qui mène l’eau à la roue. Il se cure à la main.}, après trente ans ?
La commune avait gardé ses droits « d’eau » ({DE|DE|Droits d’eau attachés à un moulin ancien}) comme les {régies \
communales|Régie communale|Service tenu par la commune.} voisines (la {SCIC|SCIC|Société coopérative d’intérêt \
collectif.}), et le moulin restait. Personne n’en voulait.
Nous avons curé le {béal|Béal|Nom provençal du bief} avec les gens de {Val-Bas|Val-Bas|Hameau de la commune, en \
aval.}, puis tout s’est remis à tourner !
Qui paie la farine « bio » ?
Chacun, {affouage|Affouage|Droit de prendre du bois dans la forêt de la commune.} compris.
Lire la suite de l’entretien
Laissez un commentaire
"""


@pytest.mark.parametrize(
    "page",
    [
        INTERVIEW,
        "Une {régie|Régie|Service tenu par la commune.} ouvre.",
        "{Régie|Régie|Service tenu par la commune.} est un mot ancien.",
        "La {SCIC|SCIC|Une société du bourg} compte ; la régie aussi ; tout va.",
        "Nous avons fondé une {régie|Régie|Service tenu par la commune.}. Elle tourne.",
        "Nous avons fondé une {régie|Régie|Service tenu par la commune.}.",
        "L’{écluse|Ecluse|Deux portes sur un canal} ferme.\nL’autre aussi.",
        "Des {régies|Régie|Service tenu par la commune.} ouvrent.",
        "Des {canaux|Canal|Voie d’eau creusée} s’ouvrent.",
        "Des {circuits courts|Circuit court|Vente sans grossiste.} s’ouvrent.",
        "Un {circuit court|Circuits courts|Vente sans grossiste.} s’ouvre.",
        "Un {tiers-lieu|Tiers-lieux|Lieu entre maison et travail.} ouvre.",
        "Trois {PME|PME|Petites et moyennes entreprises.} et deux {PMEs|PME|Small firms, the same.} de plus.",
        "Une « {régie|Régie|Service tenu par la commune.} » dit-on (la {ferme|Ferme|Bail sur une recette}), ici.",
        "Une «\u202f{régie|Régie|Service tenu par la commune.}\u202f» dit-on, et l’«\u202feau\u202f» vient.",
        "Une seule {régie|Régie|Un service.\nTenu par la commune.} ouvre.",
        "Qui dit {régie|Régie|Service tenu par la commune.} ? Nous ! Et toi ?",
        "Elle ouvre. La {régie|Régie|Service tenu par la commune.} Val d’Ombre a dix ans.",
        "Elle (la {régie|Régie|Service tenu par la commune.} Val d’Ombre) a dix ans.",
        "Elle ouvre. La {régie|Régie|Service tenu par la commune.} Val d’Ombre et la {PME|PME|Une société.} du bief.",
        "Un moulin.\n\nUne {régie|régie|Service tenu par la commune.} ouvre.\n\nFin.\n",
        "Une {régie|Régie|service tenu par la commune} ouvre.",
        "  Une {régie|Régie|Service tenu par la commune.} ouvre.  \r\nFin.",
        "A {land trust|Land trust|A keeper of land.} keeps it; the {trustees|Trustee|Who answers\u00a0for it.}’ duty.",
        "It ({saltmarsh|Saltmarsh|Land under the tide.}) grows {2 cm|2 cm|Less than an inch} a year, they say: slowly.",
        "Every {utility|Utilities|Water, heat.} – public or not – owns a {SET|SET|Surface elevation table}-like form.",
        "“Is it a {commons|Commons|What is held together.}?” she asked. \"Or a {trust|Trust|Held for others.}\"?",
        "So {stewardship|Stewardship|Care for what others own.}.\nShe laughed.\nThe {weir|Weir|A low dam.} broke.",
    ],
)  # fmt: skip
def test_a_bubble_of_lines_becomes_a_proposal_and_leaves_its_sentence_whole(page: str) -> None:
    assert split_bubbles(lined(page)) == parted(page)


@pytest.mark.parametrize(
    "page",
    [
        "Nous aimons le {moulin|Moulin|Lieu où l’on écrase le grain du bourg} Val d’Ombre et sa roue.",
        "Nous aimons le {moulin|Moulin|Meule. Lieu où l’on écrase le grain du bourg} Val d’Ombre. Odile Roy aussi.",
        "Les {moulins|Moulin|Lieu où l’on écrase le grain. Il sent bon.} sont rares.",
        "Une société ({SCIC|SCIC|Société du bourg, avec (peut-être) la commune}) ouvre.",
        "Une « {régie|Régie|Service tenu par la commune.} » ouvre.",
        "Une {régie|Régie|Service tenu par la commune.}, puis deux, et le {bief|Bief|Canal qui mène à la roue.}.",
        "Un {circuit court|Circuit court|Vente sans grossiste, etc. ou presque.} ouvre.",
        "Un {tiers-lieu|Tiers-lieu|Lieu entre maison et travail.} ouvre.",
        "A {land trust|Land trust|A body that keeps land for its neighbours} Orwick Commons joined.",
        "The {SET|SET|A steel rod that measures mud.} is cheap; the {weir|Weir|A low dam across a river.} is not.",
    ],
)
def test_a_flat_bubble_does_too_where_its_end_is_plain(page: str) -> None:
    assert split_bubbles(flat(page)) == parted(page)


def test_a_lone_space_before_a_stop_leaves_the_definition() -> None:
    raw = "Vu le moulin Moulin Meule . Lieu où l’on écrase le grain Val d’Ombre."

    assert split_bubbles(raw) == Unbubbled(
        prose="Vu le moulin Val d’Ombre.",
        proposals=(Proposal(label="Moulin", definition="Meule. Lieu où l’on écrase le grain"),),
    )


def test_lines_and_flat_bubbles_of_one_paragraph_come_in_order() -> None:
    raw = (
        "Le moulin Moulin Lieu du grain. tourne ; la régie\nRégie\nUn service.\npaie, le bief Bief Canal de bois. fuit."
    )

    result = split_bubbles(raw)

    assert result.prose == "Le moulin tourne ; la régie paie, le bief fuit."
    assert [each.label for each in result.proposals] == ["Moulin", "Régie", "Bief"]


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "\n\n",
        "Une régie ouvre.\nRégie\nUn service tenu par la commune.\nElle tourne.",
        "La régie\nRégie\nUn service tenu par la commune.",
        "La régie\nRégie\nUn service tenu par la commune.\nElle tourne.",
        "Visite de la régie de Vaussoles, avec les gens de la régie\nRégie\nUn service.\nElle tourne bien.",
        "Pourquoi la régie ?\nRégie\nUn service tenu\npar la commune.",
        "Et le vent\nle vent\nsouffle encore\nsur la mer",
        "Oh le vent\nLe vent\nSouffle encore\nSur la mer",
        "La régie\nRégie\nService\nouvre.",
        "La régie\nLe moulin\nUn service tenu par la commune.\nouvre.",
        "Une presse\nESS\nUn secteur de l’économie.\nouvre.",
        "Une porte-régie\nRégie\nUn service tenu par la commune.\nouvre.",
        "Une régie\nRégie ?\nUn service tenu par la commune.\nouvre.",
        "Nous nous aimons. Que que dire ? Vous Vous trompez.",
        "À Bora Bora Les gens dansent. à Sing Sing La prison. Walla Walla Washington est loin.",
        "Il habite rue Rue Haute.",
        "Elle dirige le cabinet Cabinet Martin Conseil.",
        "Le moulin Moulin Lieu où l’on écrase le grain du bourg",
        "Le moulin Moulin Lieu où l’on écrase le grain du bourg. Il tourne.",
        "Le moulin Moulin lieu où l’on écrase le grain Val d’Ombre.",
        "Le moulin, Moulin Lieu où l’on écrase le grain Val d’Ombre.",
        "La SCIC SCIC SCOP PME TPE tourne.",
        "The the End of a long Story.",
        "- une régie\n- Régie\n- un service",
    ],
)
def test_what_is_in_doubt_stays_as_it_is(raw: str) -> None:
    assert split_bubbles(raw) == Unbubbled(prose=raw, proposals=())


words = st.sampled_from(
    [
        "le",
        "moulin",
        "régie",
        "SCIC",
        "tourne",
        "Val",
        "et",
        "court",
        "(bief)",
        "«",
        "eau",
        "»",
        "Odile",
        "l’écluse",
        "12",
        ";",
        "–",
    ]
)
sentences = st.lists(words, min_size=1, max_size=9).map(lambda each: " ".join(dict.fromkeys(each)))
paragraphs = st.tuples(sentences, st.sampled_from([".", " !", " ?", "…", ".\u202f»"])).map("".join)
proses = st.lists(st.one_of(paragraphs, st.just(""), st.just("  "), st.just("\r")), max_size=8).map("\n".join)


@settings(max_examples=300, deadline=None)
@given(proses)
def test_prose_without_bubbles_comes_back_to_the_byte(prose: str) -> None:
    assert split_bubbles(prose) == Unbubbled(prose=prose, proposals=())


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(st.one_of(words, st.just("\n"), st.just("Régie"))).map(" ".join)))
def test_only_what_is_proposed_leaves_the_text(raw: str) -> None:
    result = split_bubbles(raw)

    kept = "".join([result.prose, *(each.label + each.definition for each in result.proposals)])
    assert sorted("".join(kept.split())) == sorted("".join(raw.split()))
    assert result.proposals or result.prose == raw


bubbles = st.sampled_from(
    [
        "le {bief|Bief|Canal qui mène à la roue.}",
        "(la {SCIC|SCIC|Société du bourg})",
        "des {régies|Régie|Service tenu ici.}",
        "« un {circuit court|Circuit court|Vente sans grossiste} »",
    ]
)
small_words = st.sampled_from(["et", "puis,", "avec", "nous", ";", "dans", "(ou", "presque)", "loin"])
pages = st.lists(st.tuples(bubbles, small_words).map(" ".join), min_size=1, max_size=6).map(
    lambda each: f"Vu : {' '.join(each)}."
)


@settings(max_examples=100, deadline=None)
@given(st.lists(pages, min_size=1, max_size=4).map("\n".join))
def test_any_number_of_bubbles_is_taken_out(page: str) -> None:
    assert split_bubbles(lined(page)) == parted(page)


@settings(max_examples=100, deadline=None)
@given(st.lists(pages, min_size=1, max_size=4).map("\n".join))
def test_what_was_taken_out_is_not_found_again(page: str) -> None:
    prose = split_bubbles(lined(page)).prose

    assert split_bubbles(prose) == Unbubbled(prose=prose, proposals=())


@pytest.mark.parametrize("split", [split_bubbles, to_markdown])
@pytest.mark.parametrize(
    "scrap",
    [
        *("A", "a", "(", "()", "AB ", "AB AB Xx yy ", "ab Ab Xx yy ", "a\n", "\n", " ", ". ", "?\n", '"\n'),
        *("Ab\nAb\ncd ef\n", "un abri\nAbri\nLieu clos.\n", "x Ab\nAb\nCd ef.\nAb cd. Ef.\n"),
    ],
)
def test_a_hostile_text_takes_no_longer_than_its_length(split: Callable[[str], object], scrap: str) -> None:
    text = (scrap * 400_000)[:400_000]
    begun = time.process_time()

    split(text)

    assert time.process_time() - begun < 3  # a second on an idle machine
