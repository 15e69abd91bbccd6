"""Periods of the seller's calendar: "2026-10", "last-month", "上月", and the moments they cover."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from sharecli.errors import BadValue
from sharecli.language import _
from sharecli.text import clean

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_CHINESE = {
    "今天": "today", "昨天": "yesterday", "本周": "this-week", "上周": "last-week", "本月": "this-month",
    "上月": "last-month", "上个月": "last-month", "本季度": "this-quarter", "上季度": "last-quarter",
    "今年": "this-year", "去年": "last-year", "全部": "all",
}  # fmt: skip


FIRST_YEAR = 1900
"""An earlier day is a slip of the finger, and its stored moment would not sort."""


@dataclass(frozen=True, slots=True)
class Span:
    """Whole days of the seller's calendar, from ``start`` to the day before ``end``.

    Attributes:
        start: first day, or None for since ever.
        end: the day after the last, or None for ever.
    """

    start: date | None
    end: date | None

    def moments(self, zone: "ZoneInfo") -> tuple[str, str]:
        """The UTC moments it covers, as stored: from (included) and until (excluded)."""
        return (
            midnight(self.start, zone) if self.start else "",
            midnight(self.end, zone) if self.end else "~",  # sorts after every digit
        )

    def __str__(self) -> str:
        if self.start is None or self.end is None:
            return "all"
        return f"{self.start}..{self.end - timedelta(days=1)}"


EVER = Span(None, None)


def midnight(day: date, zone: "ZoneInfo") -> str:
    """The UTC moment at which a day of the seller's calendar begins, as stored."""
    return stamp(datetime.combine(day, time(), tzinfo=zone))


def whole_day(day: date) -> str:
    """The UTC moment under which a day without a clock is kept.

    At 10:00 UTC it is the same day nearly everywhere, from Honolulu to the Chatham Islands: so it stays that day
    whatever clock the seller lives by, now and later.
    """
    return f"{day.isoformat()}T10:00:00Z"


def stamp(moment: datetime) -> str:
    """A moment as stored: ``2026-10-03T04:05:06Z``. It must know its zone."""
    if moment.tzinfo is None:
        message = "a moment without a zone"
        raise ValueError(message)
    return f"{moment.astimezone(UTC).isoformat(timespec='seconds')[:19]}Z"  # twice as fast as a form of strftime's


def local(stamped: str, zone: "ZoneInfo") -> datetime:
    """A stored moment on the seller's clock."""
    return datetime.strptime(stamped, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).astimezone(zone)


def a_day(word: str) -> date:
    """A day as ``2026-10-03``.

    Raises:
        BadValue: another spelling, or a day that does not exist.
    """
    try:
        day = date.fromisoformat(word) if re.fullmatch(r"\d{4}-\d\d-\d\d", word) else _no_day()
        return day if day.year >= FIRST_YEAR else _no_day()
    except ValueError:
        message = _("“{said}” is not a day").format(said=clean(word, limit=40))
        raise BadValue(message, hint=_("write it like 2026-10-03")) from None


def _no_day() -> date:
    raise ValueError


def parse(word: str, *, today: date) -> Span:
    """What a seller calls a period.

    ``2026``, ``2026-10``, ``2026Q3``, ``2026-W41``, ``2026-10-03``, ``2026-10-01..2026-10-15`` (both included),
    ``today``, ``yesterday``, ``this-`` and ``last-`` ``week`` (from Monday), ``month``, ``quarter``, ``year``,
    ``last-30-days`` (today included), ``all``, and the Chinese words for them.

    Raises:
        BadValue: none of these.
    """
    said = _CHINESE.get(word.strip(), word.strip().lower())
    if said == "all":
        return EVER
    try:
        span = _named(said, today) or _written(said)
    except (ValueError, OverflowError):
        span = None
    if span is None or (span.start is not None and span.start.year < FIRST_YEAR):
        message = _("“{said}” is not a period").format(said=clean(word, limit=40))
        raise BadValue(message, hint=_("use 2026-10, 2026Q3, this-month, last-month, last-30-days or all"))
    return span


def _named(said: str, today: date) -> Span | None:
    if match := re.fullmatch(r"(?:last|最近|近)-?(\d{1,4})-?(?:days?|天)", said):
        return Span(today - timedelta(days=int(match[1]) - 1), today + timedelta(days=1)) if int(match[1]) else None
    if said in {"today", "yesterday"}:
        day = today - timedelta(days=said == "yesterday")
        return Span(day, day + timedelta(days=1))
    which, _dash, unit = said.partition("-")
    if which not in {"this", "last"} or unit not in {"week", "month", "quarter", "year"}:
        return None
    this = _around(today, unit)
    assert this.start is not None  # noqa: S101 - _around always has one; told to the type checker
    return this if which == "this" else _around(this.start - timedelta(days=1), unit)


def _around(day: date, unit: str) -> Span:
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return Span(monday, monday + timedelta(days=7))
    if unit == "year":
        return _months(day.year, 1, 12)
    return _months(day.year, day.month, 1) if unit == "month" else _months(day.year, (day.month - 1) // 3 * 3 + 1, 3)


def _months(year: int, month: int, count: int) -> Span:
    beyond = month + count
    return Span(date(year, month, 1), date(year + (beyond > 12), (beyond - 1) % 12 + 1, 1))  # noqa: PLR2004 - months


def _written(said: str) -> Span | None:
    if match := re.fullmatch(r"(\d{4}-\d\d-\d\d)(?:\.\.(\d{4}-\d\d-\d\d))?", said):
        first, last = date.fromisoformat(match[1]), date.fromisoformat(match[2] or match[1])
        return Span(first, last + timedelta(days=1)) if first <= last else None
    if match := re.fullmatch(r"(\d{4})-(\d\d)", said):
        return _months(int(match[1]), int(match[2]), 1)
    if match := re.fullmatch(r"(\d{4})-?q([1-4])", said):
        return _months(int(match[1]), int(match[2]) * 3 - 2, 3)
    if match := re.fullmatch(r"(\d{4})-?w(\d\d)", said):
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        return Span(monday, monday + timedelta(days=7))
    if re.fullmatch(r"\d{4}", said):
        return _months(int(said), 1, 12)
    return None
