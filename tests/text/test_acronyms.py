"""The acronym desk sees what an editor would call an acronym, and reads its meaning only where the text says it."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blog.text.acronyms import find_acronyms
from blog.text.forms import is_acronym


def counted(text: str) -> dict[str, int]:
    return {use.acronym: use.count for use in find_acronyms(text)}


def expansion(text: str) -> str:
    """What the only acronym of a text stands for."""
    (use,) = find_acronyms(text)
    return use.expansion


@pytest.mark.parametrize(
    ("text", "acronyms"),
    [
        ("La SCIC, une SCIC, puis la SCOP.", {"SCIC": 2, "SCOP": 1}),
        ("l’ESS, d'ESS, qu’ESS, lorsqu’ESS et L’ESS", {"ESS": 5}),
        ("(ESS) «\u202fESS\u202f», « ESS » “ESS” ESS. ESS, ESS… ESS/PTCE", {"ESS": 8, "PTCE": 1}),
        ("Une S.C.I.C. et la S.C.I.C, deux SCIC", {"SCIC": 3}),
        ("Des PMEs, une PME, the PME’s roof, the SMEs' roofs", {"PME": 3, "SME": 1}),
        ("La R&D et l’AT&T", {"R&D": 1, "AT&T": 1}),
        ("Le CO2, un R2D2, une 2CV, la RN7", {"CO2": 1, "R2D2": 1, "2CV": 1, "RN7": 1}),
        ("Un CDI, la CCI, un CV, un CD", {"CDI": 1, "CCI": 1, "CV": 1, "CD": 1}),
        ("L’ÉSS en E\u0301SS et SC\u00adIC", {"ÉSS": 2, "SCIC": 1}),
        ("La SCIC\nla SCIC", {"SCIC": 2}),
        ("SCIC, SCOP, PME", {"SCIC": 1, "SCOP": 1, "PME": 1}),
        ("Une PME SCIC, la SCOP/PME.", {"PME": 2, "SCIC": 1, "SCOP": 1}),
        ("Il pleut sur l’ESS. SCOP et PME suivent.", {"ESS": 1, "SCOP": 1, "PME": 1}),
        ("SCIC", {"SCIC": 1}),
    ],
)
def test_capitals_and_digits_that_are_a_word_are_an_acronym(text: str, acronyms: dict[str, int]) -> None:
    assert counted(text) == acronyms


@pytest.mark.parametrize(
    "text",
    [
        "Une Scic, une scic, un A4, le G20, la lettre B, l’Ess.",
        "Le pré-ESS, l’ESS-isation, l’inter‑ESS, aujourd’HUI, rock’NROLL, l’ESS’isation.",
        "https://exemple.org/ESS www.exemple.org/SCIC ESS@exemple.org ESS.org exemple.ORG",
        "MAX_LEN, iPHONE, ESSor, USAf",
        "Le XIXe siècle, Louis XIV, chapitre IV, tome XXI, MCMXCIX, III, XL",
        "12 KM, 3,5 KWH, 40\u00a0HA, 9 AM, 200MW, 30 M2",
        "J.K. Orwick et A. B. Hale, MM. Kervella et Roy",
        "IL FAUT SAUVER LES ORMES",
        "Elle a crié : NE TOUCHEZ PAS CECI ! Puis rien.",
        "VENEZ, GOÛTEZ, EMBRASSEZ",
        "GRAND BAL ROCK",
        "REPAIR CAFÉ",
        "ATELIER\nDans l’atelier, personne.",
        "C’est TRÈS long, JAMAIS vu, we do NOT know, L’ASSOCIATION.",
        "Le BAL FOLK du samedi est un bal.",
        "D’ACCORD POUR TOUT",
        "ABCDEFGHI",
        "",
    ],
)
def test_what_only_stands_in_capitals_is_none(text: str) -> None:
    assert counted(text) == {}


def test_a_shouted_line_hides_no_acronym_elsewhere() -> None:
    assert counted("NOTRE SCIC ET NOUS\nLa SCIC (de l’eau) et la PME.") == {"SCIC": 1, "PME": 1}


def test_a_use_tells_its_first_sentence_and_the_first_expansion_given_anywhere() -> None:
    text = "Il pleut. Notre SCIC tourne. Elle est une société coopérative d’intérêt collectif (SCIC)."

    (use,) = find_acronyms(text)

    assert (use.acronym, use.count, use.sentence) == ("SCIC", 2, "Notre SCIC tourne.")
    assert use.expansion == "société coopérative d’intérêt collectif"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Une Société coopérative d’intérêt collectif (SCIC).", "Société coopérative d’intérêt collectif"),
        ("les pôles territoriaux de coopération économique (PTCE)", "pôles territoriaux de coopération économique"),
        ("la recherche et développement (R&D) locale", "recherche et développement"),
        ("l’« Economie sociale et solidaire » (ESS) comme", "Economie sociale et solidaire"),
        ("l’ESS (économie sociale et solidaire) aussi", "économie sociale et solidaire"),
        ("l’ADEME (Agence de l’eau et des mares étangs)", "Agence de l’eau et des mares étangs"),
        ("une société coopérative et participative (SCOP) de plus", "société coopérative et participative"),
        ("la direction départementale des territoires (DDT)", "direction départementale des territoires"),
        ("la DEMA (direction de l’eau, des marais et de l’air)", "direction de l’eau, des marais et de l’air"),
        ("une SARL (société à responsabilité limitée) du bourg", "société à responsabilité limitée"),
        ("une amicale pour le maintien du pain (AMP) cuit ici", "amicale pour le maintien du pain"),
        ("des petites et moyennes entreprises (PMEs)", "petites et moyennes entreprises"),
        ("une S.C.I. (société civile immobilière) familiale", "société civile immobilière"),
        ("une coopérative d’activités et d’emploi (dite CAE)", "coopérative d’activités et d’emploi"),
        ("l’Office du lac d’Ombre (l’OLO) veille", "Office du lac d’Ombre"),
        ("Un PTCE (pour pôle territorial de coopération économique)", "pôle territorial de coopération économique"),
        ("La REV (régie des eaux du val, née en 2014) paie", "régie des eaux du val"),
        ("le « temps zéro du lac » (« TZL »)", "temps zéro du lac"),
        ("des tiers-lieux nourriciers (TLN)", "tiers-lieux nourriciers"),
        ("l’Économie ÉCOLOGIQUE locale (ÉÉL)", "Économie ÉCOLOGIQUE locale"),
        ("l’œuvre des écluses (ODE)", "œuvre des écluses"),
        ("a community land trust (CLT) in Orwick", "community land trust"),
        ("A CLT (community land trust) owns it", "community land trust"),
        ("the Orwick Society for the Protection of Otters (OSPO)", "Orwick Society for the Protection of Otters"),
        ("a not-for-profit river association (NPRA)", "not-for-profit river association"),
        ("the SET (short for surface elevation table) is steel", "surface elevation table"),
        ("a surface elevation table (or SET), made here", "surface elevation table"),
        ("small and medium enterprises (SMEs)", "small and medium enterprises"),
        ("the Department of Tides and Marshes (DTM)", "Department of Tides and Marshes"),
        ("community\u00a0interest company (CIC)", "community interest company"),
        ("radio detection of rain (RADERA)", "radio detection of rain"),
        ("the International Otter Network (ION, founded in 1990)", "International Otter Network"),
    ],
)  # fmt: skip
def test_an_expansion_is_read_by_its_initials(text: str, expected: str) -> None:
    assert expansion(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "C’est essentiel (ESS).",
        "La mairie a dit oui (PME).",
        "une coopérative d’habitants (SCIC)",
        "les pôles de coopération économique (PTCE)",
        "les pôles territoriaux de coopération très économique (PTCE)",
        "small and medium-sized enterprises (SMEs)",
        "une société. Coopérative d’intérêt collectif (SCIC)",
        "une société (coopérative d’intérêt) collectif (SCIC)",
        "une société\ncoopérative d’intérêt collectif (SCIC)",
        "Une société coopérative d’intérêt collectif, SCIC",
        "une société coopérative d’intérêt collectif (SCIC est son nom)",
        "une société coopérative d’intérêt collectif (pas une SCIC)",
        "une SCIC (société coopérative d’intérêt collectif",
        "une SCIC (la société coopérative d’intérêt collectif a dix ans)",
        "une SCIC (voir la société coopérative d’intérêt collectif)",
        "de la (DL)",
        "des dons et (DDE)",
        "du dioxyde de carbone (CO2)",
        "a land trust (CLT)",
        "a community-owned land trust (CLT)",
        "trust land community (CLT)",
        "the committee (CMT) of the tide",
        "the SET (see page nine)",
        "SET (surface, elevation and table)",
    ],
)
def test_what_does_not_give_the_letters_is_no_expansion(text: str) -> None:
    assert expansion(text) == ""


scraps = st.sampled_from(
    [
        *("SCIC", "PME", "PMEs", "S.C.I.C.", "R&D", "ESS", "XIX", "LES", "société", "coopérative", "d’", "intérêt"),
        *(
            "collectif",
            "l’",
            "-",
            "(",
            ")",
            " ",
            " ",
            " ",
            "\n",
            ". ",
            ", ",
            "«\u202f",
            "\u202f»",
            "www.",
            "@",
            "12 ",
            "KM",
        ),
    ]
)
texts = st.one_of(
    st.lists(scraps, max_size=30).map("".join), st.text(max_size=60), st.text("ABc.&’-( )1\n", max_size=60)
)


@settings(max_examples=200, deadline=None)
@given(texts)
def test_a_use_is_an_acronym_of_the_text_with_its_sentence(text: str) -> None:
    uses = find_acronyms(text)

    assert len({use.acronym for use in uses}) == len(uses)
    for use in uses:
        assert is_acronym(use.acronym.replace("&", ""))
        assert 0 < use.count <= len(text)
        assert len(use.sentence) <= 300
        assert " ".join(use.expansion.split()) in " ".join(text.split())


@settings(max_examples=200, deadline=None)
@given(texts, texts)
def test_lines_do_not_know_one_another_but_for_small_letters(one: str, other: str) -> None:
    together = counted(f"{one.upper()}\n{other.upper()}")

    apart = [counted(one.upper()), counted(other.upper())]
    assert together == {name: sum(each.get(name, 0) for each in apart) for name in [*apart[0], *apart[1]]}


@pytest.mark.parametrize(
    "scrap", ["A", "a", "(", "()", "A.", "A&", "AB ", "AB a ", "x (AB) ", "A’", "de (DD) ", "é", "AB,"]
)
def test_a_hostile_text_takes_no_longer_than_its_length(scrap: str) -> None:
    text = (scrap * 400_000)[:400_000]
    begun = time.process_time()

    find_acronyms(text)

    assert time.process_time() - begun < 3  # a second on an idle machine
