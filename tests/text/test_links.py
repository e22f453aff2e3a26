"""What stands behind an address, and which labels say nothing."""

import pytest

from blog.text.links import LinkKind, describe_link, is_safe_url, is_vague_label


@pytest.mark.parametrize(
    ("url", "kind", "host"),
    [
        ("https://www.exemple.org/etude.PDF?v=2", LinkKind.PDF, "exemple.org"),
        ("https://exemple.org:8080/pdf", LinkKind.PAGE, "exemple.org"),
        ("/articles/regie", LinkKind.PAGE, ""),
        ("http://[", LinkKind.PAGE, ""),
    ],
)
def test_a_link_has_a_kind_and_a_host(url: str, kind: LinkKind, host: str) -> None:
    target = describe_link(url)

    assert (target.kind, target.host) == (kind, host)


@pytest.mark.parametrize(
    "label", ["ICI", "ici.", "Lire la suite…", "→ En savoir plus", "READ MORE", "cliquez ici !", "here"]
)
def test_a_label_without_meaning_is_vague(label: str) -> None:
    assert is_vague_label(label)


@pytest.mark.parametrize("label", ["Lire l’entretien sur la régie", "Read the whole study", "L’étude (PDF)", ""])
def test_a_label_with_meaning_is_not(label: str) -> None:
    assert not is_vague_label(label)


def test_an_endless_address_is_refused() -> None:
    assert not is_safe_url("https://exemple.org/" + "a" * 2_000)
