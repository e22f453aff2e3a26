"""Two versions of what a form holds, field by field: for somebody who saved at the same time as another, or who looks
back."""

from __future__ import annotations

from collections.abc import Mapping

from wtforms import Field, Form

from blog.text.comparing import Row, beside

Difference = tuple[Field, tuple[Row, ...]]


def differences(form: Form, left: Mapping[str, str], right: Mapping[str, str]) -> list[Difference]:
    """The fields whose words differ, in the order of the form. Fields that `right` does not have are not compared."""
    both = ((field, beside(left[field.name], right[field.name])) for field in form if field.name in right)
    return [(field, rows) for field, rows in both if not all(row.is_same for row in rows)]
