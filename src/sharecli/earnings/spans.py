"""The calendar of reports: where buckets begin, the days before a period, what a period is called. Pure."""

import calendar
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sharecli.earnings.model import Against, By
from sharecli.period import Span, midnight

_WEEK = 7


def named(day: date, by: By) -> str:
    """The day, ISO week, month, quarter or year of a day: ``2026-10-03 2026-W40 2026-10 2026Q4 2026``.

    ``--period`` understands each of them.
    """
    if by is By.week:
        year, week, _weekday = day.isocalendar()
        return f"{year}-W{week:02d}"
    if by is By.quarter:
        return f"{day.year:04d}Q{(day.month + 2) // 3}"
    return str(day)[: {By.day: 10, By.month: 7, By.year: 4}[by]]


def first_of(day: date, by: By) -> date:
    """The first day of the bucket that a day is in."""
    if by is By.day:
        return day
    if by is By.week:
        return day - timedelta(days=day.weekday())
    month = {By.month: day.month, By.quarter: (day.month - 1) // 3 * 3 + 1, By.year: 1}[by]
    return date(day.year, month, 1)


def after(first: date, by: By) -> date:
    """The first day of the next bucket."""
    if by in {By.day, By.week}:
        return first + timedelta(days=1 if by is By.day else _WEEK)
    return shifted(first, {By.month: 1, By.quarter: 3, By.year: 12}[by])


def shifted(day: date, months: int) -> date:
    """So many months later; the last day of that month where it is shorter."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def buckets(span: Span, by: By) -> list[str]:
    """The names of the buckets that a bounded period touches, in order."""
    assert span.start is not None and span.end is not None  # noqa: S101, PT018 - the caller has bounded it
    found = []
    first = first_of(span.start, by)
    while first < span.end:
        found.append(named(first, by))
        first = after(first, by)
    return found


@dataclass(frozen=True, slots=True)
class Ruler:
    """Where buckets begin, as moments; a stored moment falls into the last that has begun.

    Attributes:
        starts: UTC moments as stored, in order.
        names: a bucket's name each.
    """

    starts: list[str]
    names: list[str]

    def bucket(self, stamped: str) -> str:
        """The bucket of a stored moment."""
        return self.names[max(bisect_right(self.starts, stamped) - 1, 0)]


def ruler(span: Span, by: By, zone: ZoneInfo) -> Ruler:
    """The buckets of a bounded period on the seller's clock.

    Only their beginnings are reckoned, not the clock of every order: a million orders are a few hundred days.
    """
    assert span.start is not None and span.end is not None  # noqa: S101, PT018 - the caller has bounded it
    starts, names = [], []
    first = first_of(span.start, by)
    while first < span.end:
        starts.append(midnight(first, zone))
        names.append(named(first, by))
        first = after(first, by)
    return Ruler(starts, names)


def against(span: Span, how: Against, *, today: date) -> Span:
    """The days that a bounded period is compared with; as many of them as have gone by, where it is not over yet.

    Whole months are compared with as many whole months, anything else with as many days. A year before, a week keeps
    its weekdays.
    """
    assert span.start is not None and span.end is not None  # noqa: S101, PT018 - the caller has bounded it
    months = _whole_months(span)
    length = span.end - span.start
    if months:
        count = months if how is Against.previous else 12
        start, end = shifted(span.start, -count), shifted(span.end, -count)
    elif how is Against.previous:
        start, end = span.start - length, span.start
    elif length.days % _WEEK == 0 and span.start.weekday() == 0:
        start, end = (day - timedelta(days=52 * _WEEK) for day in (span.start, span.end))
    else:
        start, end = shifted(span.start, -12), shifted(span.end, -12)
    if span.start <= today < span.end - timedelta(days=1):
        end = min(end, start + (today - span.start) + timedelta(days=1))
    return Span(start, end)


def _whole_months(span: Span) -> int:
    """How many months a period is, or 0 where it is not whole ones."""
    if span.start is None or span.end is None or span.start.day != 1 or span.end.day != 1:
        return 0
    return (span.end.year - span.start.year) * 12 + span.end.month - span.start.month


def called(span: Span) -> str:
    """A period by its shortest name: ``2026-10`` rather than its first and last day."""
    if span.start is None or span.end is None:
        return str(span)
    for by in (By.year, By.quarter, By.month, By.week, By.day):
        if first_of(span.start, by) == span.start and after(span.start, by) == span.end:
            return named(span.start, by)
    return str(span)
