"""Earnings drawn for people: a table with bars, and a total per currency."""

from collections.abc import Callable, Sequence

from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from sharecli.earnings.model import By, Sums
from sharecli.language import _
from sharecli.money import grouped
from sharecli.period import EVER, Span
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


def earnings(rows: Sequence[Sums], totals: Sequence[Sums], *, by: By, span: Span) -> Table | Text:
    """A line per key and currency."""
    if not rows:
        words = _("No orders yet. Import a report: {command}")
        if span != EVER:
            words = _("No orders in {period}. Import a report: {command}")
        return plain([words.format(period=span, command="sharecli commission import FILE")])
    empty = [name for name, amount in _AMOUNTS.items() if not any(map(amount, totals))]
    where = console()
    shown = list(_AMOUNTS)
    for name in (*empty, *_GIVE_WAY):
        drawn = _table(rows, totals, by=by, shown=shown)
        if Measurement.get(where, where.options.update(width=_ENDLESS), drawn).maximum <= where.width:
            return drawn
        shown = [one for one in shown if one != name]
    return _table(rows, totals, by=by, shown=shown, wide=(0,))


def _table(
    rows: Sequence[Sums], totals: Sequence[Sums], *, by: By, shown: Sequence[str], wide: Sequence[int] = ()
) -> Table:
    lines = [_line(one, one.key or "–", shown) for one in rows]
    lines += [("",) * (3 + len(shown)), *(_line(one, _("total"), shown) for one in totals)]
    headings = (_(by.value), "", _("orders"), *(_(name) for name in shown))
    return table(headings, lines, right=range(2, 3 + len(shown)), wide=wide)


def _line(one: Sums, key: str, shown: Sequence[str]) -> tuple[str, ...]:
    amounts = [_AMOUNTS[name](one) for name in shown]
    return key, one.currency, str(one.orders), *(grouped(sum_, one.currency) if sum_ else "·" for sum_ in amounts)
