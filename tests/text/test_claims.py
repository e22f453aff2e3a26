"""Words and signs that only the house gives."""

import pytest

from blog.text.claims import claims_a_part


@pytest.mark.parametrize(
    "name",
    [
        "La rédaction",
        "Léa · Personne interviewée",
        "Paul ✓",
        "Paul ✅",
        "Paul √",
        "Modération",
        "M o d é r a t i o n",
        "Administrateur",
        "admin",
        "Аdmin",  # Cyrillic
        "Claire_ADM1N",
        "The Quay",
        "Équipe The Quay",
        "Claire connue de nous",
        "Vera Holm (vérifiée)",
        "Gérard Holm, officiel",
        "L’équipe",
    ],
)
def test_a_name_that_claims_a_part(name):
    assert claims_a_part(name, "The Quay")


@pytest.mark.parametrize(
    "name",
    ["Paul Holm", "Modeste", "Quay", "The Old Quay", "Tea M.", "Ad Min", "Staffan", "Connue", "Edith Orr", "", "…"],
)
def test_other_names_claim_nothing(name):
    assert not claims_a_part(name, "The Quay")


def test_a_site_without_a_name_claims_nothing():
    assert not claims_a_part("Paul Holm", "")
    assert not claims_a_part("", "")
