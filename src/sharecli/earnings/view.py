"""Earnings drawn for people: a table, and a total per currency."""

from collections.abc import Callable, Sequence

from rich.table import Table
from rich.text import Text

from sharecli.earnings.model import TIMES, Report, Sums, percent
from sharecli.language import _
from sharecli.money import grouped
from sharecli.period import EVER
from sharecli.shell.prose import prose
from sharecli.shell.tables import fits, table

_AMOUNTS: dict[str, Callable[[Sums], int]] = {
    "pending": lambda one: one.pending,
    "confirmed": lambda one: one.confirmed,
    "coming": lambda one: one.coming,
    "settled": lambda one: one.settled,
    "paid": lambda one: one.paid,
    "taken back": lambda one: one.reversed,
    "earned": lambda one: one.earned,
}
_PARTED = [name for name in _AMOUNTS if name != "coming"]
"""The two parts of what is coming, and the three of what was earned."""
_JOINED = [name for name in _AMOUNTS if name not in {"pending", "confirmed"}]


def earnings(made: Report) -> Table | Text:
    """A line per key and currency; two where the terminal is too narrow for one.

    Before a row takes two lines, columns of nothing go, and what is pending and confirmed stands as one sum, coming:
    of what was earned, no part is ever left out.
    """
    if not made.rows:
        words = _("No orders yet. Import a report: {command}")
        if made.span != EVER:
            words = _("No orders in {period}. Import a report: {command}")
        return prose([words.format(period=made.span, command="sharecli commission import FILE")])
    if made.compared is not None:
        return _comparison(made)
    empty = {name for name, amount in _AMOUNTS.items() if not any(map(amount, made.totals))}
    filled = [name for name in _PARTED if name not in empty]
    joined = [name for name in _JOINED if name not in empty]
    shown = next((names for names in (_PARTED, filled, joined) if fits(*_cells(made, names))), filled)
    first = len(made.bys) + 2
    headings, lines = _cells(made, shown)
    return table(headings, lines, right=range(first - 1, len(headings)), wide=_giving_way(made), breaks=(first,))


def _giving_way(made: Report) -> list[int]:
    """The keys that are words; a day stays whole."""
    return [place for place, by in enumerate(made.bys) if by not in TIMES]


def _cells(made: Report, shown: Sequence[str]) -> tuple[list[str], list[tuple[str, ...]]]:
    width = len(made.bys)
    lines = [(*keys, *_line(one, shown)) for keys, one in zip(_keys(made), made.rows, strict=True)]
    lines += [("",) * (width + 2 + len(shown)), *((*_total(width), *_line(one, shown)) for one in made.totals)]
    return [*(_(by.value) for by in made.bys), "", _("orders"), *(_(name) for name in shown)], lines


def _line(one: Sums, shown: Sequence[str]) -> tuple[str, ...]:
    amounts = [_AMOUNTS[name](one) for name in shown]
    return one.currency, str(one.orders), *(grouped(sum_, one.currency) if sum_ else "·" for sum_ in amounts)


def _keys(made: Report) -> list[tuple[str, ...]]:
    """The keys of each row; what is the same as in the row above is said once."""
    found: list[tuple[str, ...]] = []
    above: tuple[str, ...] = ()
    for one in made.rows:
        names = tuple(key or "–" for key in one.names)
        same = next((place for place, key in enumerate(names) if above[place : place + 1] != (key,)), 0)
        found.append(("",) * min(same, len(names) - 1) + names[min(same, len(names) - 1) :])
        above = names
    return found


def _total(width: int) -> tuple[str, ...]:
    return (_("total"), *("",) * (width - 1))


def _comparison(made: Report) -> Table:
    """What each key is worth, earned and coming, what it was worth then, and the difference."""
    width = len(made.bys)
    rows = zip(_keys(made), made.rows, made.before, strict=True)
    lines = [(*keys, *_changed(one, before)) for keys, one, before in rows]
    lines += [("",) * (width + 6)]
    lines += [
        (*_total(width), *_changed(one, before)) for one, before in zip(made.totals, made.totals_before, strict=True)
    ]
    headings = (*(_(by.value) for by in made.bys), "", _("orders"), _("worth"), _("before"), _("difference"), "%")
    return table(headings, lines, right=range(width + 1, width + 6), wide=_giving_way(made), breaks=(width + 2,))


def _changed(one: Sums, before: int | None) -> tuple[str, ...]:
    start = one.currency, str(one.orders), grouped(one.worth, one.currency)
    if before is None:
        return *start, "–", "–", "–"
    more = one.worth - before
    part = percent(one.worth, before)
    return *start, grouped(before, one.currency), signed(more, one.currency), _part(part)


def _part(percents: str | None) -> str:
    if percents is None:
        return "–"
    return percents if percents.startswith("-") else f"+{percents}"


def signed(micros: int, currency: str) -> str:
    """An amount with its sign; a dot for nothing."""
    return ("+" if micros > 0 else "") + grouped(micros, currency) if micros else "·"
