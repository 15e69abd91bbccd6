"""As of when a report tells: from the seller, its name, its workbook, or the latest date in its rows. Pure."""

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sharecli.commissions.words import AsOf
from sharecli.period import stamp

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_IN_NAME = re.compile(
    r"(?<!\d)(20\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])"
    r"(?:[-_.T ]*([01]\d|2[0-3])[-_.:]?([0-5]\d)(?:[-_.:]?([0-5]\d))?)?(?!\d)"
)
_MILLISECONDS = re.compile(r"(?<!\d)(1[5-9]\d{11})(?!\d)")


def as_of(latest: str, *, told: datetime | None, name: str, made: str, now: datetime, zone: "ZoneInfo") -> AsOf:
    """The moment whose state of things a report tells.

    What is to come is no moment that a report knows of, and a name or a workbook older than a date in the rows is
    something else's.

    Args:
        latest: the latest moment in its rows that is not to come, UTC as stored, or empty.
        told: what the seller said, or None.
        name: of the file; the time of its download is often in it.
        made: when the workbook was made, UTC as stored, or empty.
        now: this moment.
        zone: the clock of the file's name.
    """
    if told is not None:
        return AsOf(stamp(told), sure=True)
    most = stamp(now)
    named, exactly = _named(name, zone)
    for moment, sure in ((named, exactly), (made, True)):
        if latest <= moment <= most and moment:
            return AsOf(moment, sure)
    return AsOf(latest)


def _named(name: str, zone: "ZoneInfo") -> tuple[str, bool]:
    """The moment in a file's name, and whether it is one: a day alone may be a day that the report is about."""
    if found := _MILLISECONDS.search(name):
        return stamp(datetime.fromtimestamp(int(found[1]) / 1000, UTC)), True
    dates = list(_IN_NAME.finditer(name))
    if len(dates) != 1:
        return "", False  # none, or a period
    hour = dates[0][4]
    try:
        year, month, day, hours, minutes, seconds = (int(one or 0) for one in dates[0].groups())
        moment = datetime(year, month, day, hours, minutes, seconds, tzinfo=zone)
    except ValueError:  # the thirtieth of February
        return "", False
    return stamp(moment if hour else moment + timedelta(days=1, seconds=-1)), hour is not None
