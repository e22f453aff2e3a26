"""Two texts beside each other."""

import pytest

from blog.text.comparing import Row, beside


@pytest.mark.parametrize(
    ("left", "right", "rows"),
    [
        ("one", "one", [("…", "…")]),
        ("one", "two", [("one", "two")]),
        ("one\n\ntwo", "one\n\nthree", [("one", "one"), ("two", "three")]),  # the last before a change stands
        ("a\n\nb\n\nc\n\nd", "A\n\nb\n\nc\n\nd", [("a", "A"), ("b", "b"), ("…", "…")]),  # the first after it too
        ("a\n\nb", "a\n\nnew\n\nb", [("a", "a"), ("", "new"), ("b", "b")]),
        ("a\n\nold\n\nb", "a\n\nb", [("a", "a"), ("old", ""), ("b", "b")]),
        (
            "a\n\nb\n\nc\n\nd\n\ne",
            "1\n\nb\n\nc\n\nd\n\n2",
            [("a", "1"), ("b", "b"), ("…", "…"), ("d", "d"), ("e", "2")],
        ),
    ],
)
def test_what_differs_stands_side_by_side(left, right, rows):
    assert [(row.left, row.right) for row in beside(left, right)] == rows


def test_a_row_says_whether_both_sides_are_the_same():
    assert Row("a", "a").is_same
    assert not Row("a", "").is_same
