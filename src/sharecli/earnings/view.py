"""Earnings drawn for people: a table, and a total per currency."""

from collections.abc import Callable, Sequence

from rich.console import Group
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from sharecli.earnings.model import Report, Sums, percent
from sharecli.language import _
from sharecli.money import grouped
from sharecli.period import EVER
from sharecli.shell.page import console
from sharecli.shell.tables import plain, table

_AMOUNTS: dict[str, Callable[[Sums], int]] = {
    "pending": lambda one: one.pending,
    "confirmed": lambda one: one.confirmed,
    "settled": lambda one: one.settled,
    "paid": lambda one: one.paid,
    "taken back": lambda one: one.reversed,
    "earned": lambda one: one.earned,
}
_ENDLESS = 10_000
_GIVE_WAY = ("settled", "paid", "taken back", "confirmed")
"""What a terminal too narrow goes without, after the empty columns: first the parts of what was earned."""


def earnings(made: Report) -> Table | Text | Group:
    """A line per key and currency."""
    if not made.rows:
        words = _("No orders yet. Import a report: {command}")
        if made.span != EVER:
            words = _("No orders in {period}. Import a report: {command}")
        return plain([words.format(period=made.span, command="sharecli commission import FILE")])
    if made.compared is not None:
        return _comparison(made)
    empty = [name for name, amount in _AMOUNTS.items() if not any(map(amount, made.totals))]
    where = console()
    shown = list(_AMOUNTS)
    for name in (*empty, *_GIVE_WAY):
        drawn = _table(made, shown=shown)
        if Measurement.get(where, where.options.update(width=_ENDLESS), drawn).maximum <= where.width:
            return _with_missing(drawn, shown, empty)
        shown = [one for one in shown if one != name]
    return _with_missing(_table(made, shown=shown, wide=range(len(made.bys))), shown, empty)


def _with_missing(drawn: Table, shown: Sequence[str], empty: Sequence[str]) -> Table | Group:
    """The table, and under it what it goes without; columns of nothing are not missed."""
    missing = ", ".join(_(name) for name in _AMOUNTS if name not in shown and name not in empty)
    if not missing:
        return drawn
    words = _("no room for: {columns}").format(columns=missing)
    # Two short lines: what is drawn below a table ends where the terminal does.
    return Group(drawn, plain(["", words, _("a wider terminal or -F csv has all columns")]))


def _table(made: Report, *, shown: Sequence[str], wide: Sequence[int] = ()) -> Table:
    width = len(made.bys)
    lines = [(*keys, *_line(one, shown)) for keys, one in zip(_keys(made), made.rows, strict=True)]
    lines += [("",) * (width + 2 + len(shown)), *((*_total(width), *_line(one, shown)) for one in made.totals)]
    headings = (*(_(by.value) for by in made.bys), "", _("orders"), *(_(name) for name in shown))
    return table(headings, lines, right=range(width + 1, width + 2 + len(shown)), wide=wide)


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
    return table(headings, lines, right=range(width + 1, width + 6), wide=range(width))


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
