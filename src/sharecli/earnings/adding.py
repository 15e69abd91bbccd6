"""Adds up what was asked: keys, period, currencies, exchange rates, and the period before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sharecli.earnings import records
from sharecli.earnings.model import TIMES, Against, By, Report, Sums, together
from sharecli.errors import BadValue
from sharecli.language import _
from sharecli.period import Span
from sharecli.store.open import Store

if TYPE_CHECKING:
    from sharecli.earnings.converting import Converter

_Key = tuple[tuple[str, ...], str]
_Added = tuple[list[Sums], list[Sums], tuple[tuple[str, int], ...]]
"""Rows, totals, and what of them is held, by currency."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a seller wants to know.

    Attributes:
        bys: what to group by; nothing for the totals alone.
        span: the days whose orders count.
        zone: the seller's clock.
        today: the day on that clock.
        currency: only this one, or empty.
        to: the currency to convert to, or empty.
        against: what to compare with, or None.
    """

    bys: tuple[By, ...]
    span: Span
    zone: ZoneInfo
    today: date
    currency: str = ""
    to: str = ""
    against: Against | None = None


def report(store: Store, asked: Asked) -> Report:
    """The ledger, added up.

    Raises:
        BadValue: a period without a beginning and an end cannot be compared.
    """
    converter = _converter(store, asked)
    rows, totals, held = _sums(store, asked, converter)
    made = Report(asked.bys, asked.span, tuple(_sorted(rows, asked.bys)), tuple(_sorted(totals, ())), held=held)
    if asked.against is not None:
        made = _compared(store, asked, converter, made)
    if converter is None:
        return made
    left = converter.left()
    return replace(made, to=asked.to, conversions=converter.used(), left=left, oldest=_oldest(store, asked, made, left))


def _oldest(store: Store, asked: Asked, made: Report, left: Sequence[str]) -> tuple[str, ...]:
    """The days from which rates are missing: a rate holds from its day on, so none of the oldest lines has one."""
    spans = [asked.span, *([made.compared] if made.compared else [])]
    found = []
    for currency in left:
        firsts = [first for span in spans if (first := records.first(store, currency, span, asked.zone))]
        found.append(str(min(firsts, default=asked.today)))
    return tuple(found)


def _converter(store: Store, asked: Asked) -> "Converter | None":
    if not asked.to:
        return None
    from sharecli.earnings.converting import Converter
    from sharecli.rates import records as rates

    return Converter(rates.chosen(store, of=asked.to), asked.to, asked.zone)


def _sums(store: Store, asked: Asked, converter: "Converter | None") -> _Added:
    found = records.parts(
        store, bys=asked.bys, span=asked.span, zone=asked.zone, currency=asked.currency, to=asked.to,
        rate=converter.place if converter else None,
    )  # fmt: skip
    lines: dict[_Key, int] = {}
    all_lines: dict[str, int] = {}
    held: dict[str, int] = {}
    for part in found.rows:
        unit = asked.to if part.rate >= 0 else part.currency
        lines[part.keys, unit] = lines.get((part.keys, unit), 0) + part.lines
        held[part.currency] = held.get(part.currency, 0) + part.held
        all_lines[unit] = all_lines.get(unit, 0) + part.lines
    whole = converter.converted(found.rows) if converter else _grouped(found.rows)
    totals = converter.converted(_without_keys(found.rows), note=True) if converter else _grouped(
        _without_keys(found.rows)
    )  # fmt: skip
    rows = [
        _made(keys, unit, lines[keys, unit] - found.here.get((keys, unit), 0), micros)
        for (keys, unit), micros in whole.items()
    ]
    whole_rows = [
        _made((), unit, all_lines[unit] - found.anywhere.get(unit, 0), micros)
        for (_keys, unit), micros in totals.items()
    ]
    return rows, whole_rows, tuple((unit, micros) for unit, micros in sorted(held.items()) if micros)


def _made(keys: tuple[str, ...], unit: str, orders: int, micros: Sequence[int] = (0, 0, 0, 0, 0)) -> Sums:
    pending, confirmed, settled, paid, reversed_ = micros
    several = keys if len(keys) > 1 else ()
    return Sums(together(keys), unit, orders, pending, confirmed, settled, paid, reversed_, several)


def _without_keys(rows: Iterable[records.Part]) -> list[records.Part]:
    return [row._replace(keys=()) for row in rows]


def _grouped(rows: Iterable[records.Part]) -> dict[_Key, tuple[int, ...]]:
    found: dict[_Key, tuple[int, ...]] = {}
    for row in rows:
        there = found.get((row.keys, row.currency))
        found[row.keys, row.currency] = (
            row.micros if there is None else tuple(map(sum, zip(there, row.micros, strict=True)))
        )
    return found


def _sorted(rows: Sequence[Sums], bys: Sequence[By], before: Mapping[_Key, int] | None = None) -> list[Sums]:
    """Days and months by time; other keys by currency and what they earned, the most first, group by group.

    In a comparison it is what they are worth, and of those that are worth as much, what they were worth before.
    """
    if bys and all(by in TIMES for by in bys):
        return sorted(rows, key=lambda one: (one.names, one.currency))
    groups: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    for one in rows:
        for depth in range(1, len(one.names) + 1):
            sums = groups.setdefault((one.currency, one.names[:depth]), [0, 0])
            sums[0] -= one.earned if before is None else one.worth
            sums[1] -= one.coming if before is None else before.get((one.names, one.currency), 0)

    def place(one: Sums) -> tuple[object, ...]:
        order: list[object] = [one.currency]
        for depth, name in enumerate(one.names, 1):
            timed = depth <= len(bys) and bys[depth - 1] in TIMES
            order += [[0, 0] if timed else groups[one.currency, one.names[:depth]], name]
        return tuple(order)

    return sorted(rows, key=place)


def _compared(store: Store, asked: Asked, converter: "Converter | None", now: Report) -> Report:
    from sharecli.earnings import spans

    span = asked.span
    if span.start is None or span.end is None or asked.against is None:
        raise BadValue(
            _("a comparison needs a period with a beginning and an end"),
            hint="sharecli earnings --period this-month --compare previous",
        )
    then = spans.against(span, asked.against, today=asked.today)
    there = records.days(store, asked.zone)
    if there is None or there.start is None or then.end is None or there.start >= then.end:
        return replace(
            now, compared=then, before=(None,) * len(now.rows), totals_before=(None,) * len(now.totals)
        )  # the ledger begins later
    old_rows, old_totals, _held = _sums(store, replace(asked, span=then), converter)
    names = {
        by: dict(zip(spans.buckets(then, by), spans.buckets(span, by), strict=False)) for by in asked.bys if by in TIMES
    }
    before = {}
    for one in old_rows:
        keys = tuple(
            names[by].get(key, "") if by in names else key for by, key in zip(asked.bys, one.names, strict=True)
        )
        if not any(by in names and not key for by, key in zip(asked.bys, keys, strict=True)):
            before[keys, one.currency] = one.worth
    mine = {(one.names, one.currency) for one in now.rows}
    gone = [_made(keys, unit, 0) for keys, unit in before if (keys, unit) not in mine and before[keys, unit]]
    rows = tuple(_sorted([*now.rows, *gone], asked.bys, before))
    totals_before = {one.currency: one.worth for one in old_totals}
    lost = [
        _made((), unit, 0)
        for unit, worth in totals_before.items()
        if worth and unit not in {one.currency for one in now.totals}
    ]
    totals = tuple(_sorted([*now.totals, *lost], ()))
    known = {by: set(found.values()) for by, found in names.items()}
    return replace(
        now,
        rows=rows,
        totals=totals,
        compared=then,
        before=tuple(
            before.get((one.names, one.currency), 0)
            if all(key in known[by] for by, key in zip(asked.bys, one.names, strict=True) if by in known)
            else None
            for one in rows
        ),
        totals_before=tuple(totals_before.get(one.currency, 0) for one in totals),
    )
