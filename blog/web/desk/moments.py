"""Times that editors type: as clocks show them where the site is, in the database in UTC."""

from __future__ import annotations

from datetime import UTC, datetime

from flask_babel import format_datetime, get_timezone, to_user_timezone
from flask_babel import gettext as _
from wtforms import DateTimeLocalField

FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]


class MomentField(DateTimeLocalField):  # type: ignore[misc]
    """Its `data` is in UTC. A time that comes twice or never, in the nights when clocks are changed, is refused."""

    data: datetime | None

    def __init__(self, label: object, validators: list[object], **kwargs: object) -> None:
        super().__init__(label, validators, format=FORMATS, **kwargs)

    def _value(self) -> str:
        if self.raw_data:
            return " ".join(self.raw_data)
        return to_user_timezone(self.data).strftime(FORMATS[0]) if self.data else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        typed, self.data = self.data, None
        self.data = typed and _in_utc(typed)


def in_words(at: datetime | None) -> str:
    return str(format_datetime(at, "short")) if at else ""


def _in_utc(typed: datetime) -> datetime:
    zone = get_timezone()
    try:
        in_summer, in_winter = (zone.localize(typed, is_dst=is_dst) for is_dst in (True, False))
        found: datetime = in_winter.astimezone(UTC)
    except OverflowError:
        raise ValueError(_("This is no time of ours.")) from None
    if in_summer == in_winter:
        return found
    if zone.normalize(in_winter).replace(tzinfo=None) != typed:
        raise ValueError(_("There is no such time: clocks go forward that night."))
    raise ValueError(_("This time comes twice: clocks go back that night. Choose another."))
