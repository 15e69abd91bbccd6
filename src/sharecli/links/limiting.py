"""Reads from when until when a link shall lead, as a seller writes it. Times are the seller's, kept as UTC."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sharecli.errors import BadValue
from sharecli.language import _
from sharecli.links.model import Limits, not_a_loop
from sharecli.period import FIRST_YEAR, a_day, midnight, stamp
from sharecli.products.model import url_of
from sharecli.settings.model import Settings
from sharecli.text import clean

_MOST = 1_000_000_000
_MINUTE = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)")


def limits_of(
    settings: Settings,
    *,
    opens: str | None = None,
    until: str | None = None,
    fallback: str | None = None,
    most: str | None = None,
    before: Limits,
) -> Limits:
    """The limits that a seller's words make of those a link has; an empty word takes one away, None leaves it.

    Args:
        settings: the seller's clock and base URL.
        opens: the day or the minute from which it leads.
        until: the day with whose end, or the minute at which, it closes.
        fallback: where it leads otherwise.
        most: people that it lets through.
        before: what the link has.

    Raises:
        BadValue: a word is not what it should be, or it would close before it opens.
    """
    made = Limits(
        opens_at=before.opens_at if opens is None else _moment(opens, settings.zone, end=False),
        closes_at=before.closes_at if until is None else _moment(until, settings.zone, end=True),
        fallback=before.fallback if fallback is None else _fallback(fallback, settings),
        max_clicks=before.max_clicks if most is None else _count(most),
    )
    if made.opens_at and made.closes_at and made.closes_at <= made.opens_at:
        raise BadValue(_("the link would close before it opens"), hint="--from 2026-11-01 --until 2026-11-12")
    return made


def _fallback(word: str, settings: Settings) -> str:
    if not word.strip():
        return ""
    return not_a_loop(url_of(word, hint="--fallback https://shop.example/"), settings.base_url)


def _moment(word: str, zone: ZoneInfo, *, end: bool) -> str:
    if not (said := word.strip()):
        return ""
    if found := _MINUTE.fullmatch(said):
        try:
            moment = datetime.fromisoformat(f"{found[1]}T{found[2]}")
        except ValueError:
            moment = datetime.min  # noqa: DTZ901 - only its year is looked at
        if moment.year >= FIRST_YEAR:
            return stamp(moment.replace(tzinfo=zone))
    if re.search(r"\d[T ]", said):
        message = _("“{said}” is neither a day nor a minute of one").format(said=clean(said, limit=40))
        raise BadValue(message, hint=_("write it like 2026-11-12, or like 2026-11-12T20:00"))
    day = a_day(said)
    try:
        return midnight(day + timedelta(days=end), zone)
    except OverflowError:
        return midnight(day, zone)


def _count(word: str) -> int:
    if not (said := word.strip()):
        return 0
    if not re.fullmatch(r"[0-9]{1,10}", said) or not 0 < int(said) <= _MOST:
        message = _("“{said}” is not a number of people from 1 on").format(said=clean(said, limit=40))
        raise BadValue(message, hint="--max-clicks 100")
    return int(said)
