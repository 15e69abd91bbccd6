"""Earnings as bars for people: what was earned, what is on its way, and how it went from month to month."""

import sys
from collections.abc import Mapping, Sequence

from rich.cells import cell_len
from rich.table import Table

from sharecli.earnings.chart import pen
from sharecli.earnings.model import TIMES, Report, Sums, percent
from sharecli.language import _
from sharecli.money import grouped
from sharecli.shell.page import console
from sharecli.shell.tables import table
from sharecli.text import clean

_WIDEST_BAR = 40
_NARROWEST_BAR = 6
_LONGEST_KEY = 24
_GAP = 2


def chart(made: Report, trends: Mapping[tuple[tuple[str, ...], str], Sequence[int]]) -> Table:
    """A line per key and currency: earned, on its way, a bar of both, a sparkline of both over time.

    Args:
        made: the report.
        trends: by keys and currency, what came in step after step, in micros; nothing where the keys are times.
    """
    draw = pen(getattr(sys.stdout, "encoding", "") or "ascii")
    most = {one.currency: 0 for one in made.rows}
    for one in made.rows:
        most[one.currency] = max(most[one.currency], max(one.earned, 0) + one.coming)
    names = [clean(one.key) or "–" for one in made.rows]
    earned = [grouped(one.earned, one.currency) for one in made.rows]
    coming = [grouped(one.coming, one.currency) if one.coming else "·" for one in made.rows]
    sums = [grouped(one.earned, one.currency) for one in made.totals]
    more = [grouped(one.coming, one.currency) for one in made.totals]
    longest = max((len(trend) for trend in trends.values()), default=0)
    headings = ["/".join(_(by.value) for by in made.bys), "", _("earned"), _("coming"), "", _("trend")]
    taken = min(_wide([headings[0], *names, _("total")]), _LONGEST_KEY) + 3 + _wide([headings[2], *earned, *sums])
    taken += (
        _wide([headings[3], *coming, *more]) + (max(longest, cell_len(headings[5])) + _GAP if longest else 0) + _GAP * 4
    )
    width = max(min(console().width - taken, _WIDEST_BAR), _NARROWEST_BAR)
    lines = []
    for place, one in enumerate(made.rows):
        bar = draw.bar(one.earned, one.coming, most[one.currency], width=width)
        cells = [names[place], one.currency, earned[place], coming[place], bar]
        lines.append([*cells, draw.spark(trends.get((one.names, one.currency), ()))] if longest else cells)
    lines += [["" for _cell in headings[: 6 if longest else 5]], *(_total(one, longest) for one in made.totals)]
    return table(
        headings[: 6 if longest else 5], lines, right=(2, 3), wide=() if TIMES.intersection(made.bys) else (0,)
    )


def comparison(made: Report) -> Table:
    """Two bars per key and currency: what it is worth now, earned and coming, and what it was worth before."""
    draw = pen(getattr(sys.stdout, "encoding", "") or "ascii")
    befores = made.before or (None,) * len(made.rows)
    most = {one.currency: 0 for one in made.rows}
    for one, before in zip(made.rows, befores, strict=True):
        most[one.currency] = max(most[one.currency], max(one.earned, 0) + one.coming, before or 0)
    drawn: list[tuple[list[str], int, int, int]] = []
    for one, before in zip(made.rows, befores, strict=True):
        now, then = _compared(clean(one.key) or "–", one, before)
        drawn += [(now, one.earned, one.coming, most[one.currency]), (then, before or 0, 0, most[one.currency])]
    totals = [
        cells
        for one, before in zip(made.totals, made.totals_before or (None,) * len(made.totals), strict=True)
        for cells in _compared(_("total"), one, before)
    ]
    headings = ["/".join(_(by.value) for by in made.bys), "", "", "", "%", ""]
    columns = list(zip(headings, *(cells for cells, *_bar in drawn), *totals, strict=False))
    taken = min(_wide(columns[0]), _LONGEST_KEY) + sum(map(_wide, columns[1:5])) + _GAP * 5
    width = max(min(console().width - taken, _WIDEST_BAR), _NARROWEST_BAR)
    lines = [[*cells, draw.bar(filled, light, full, width=width)] for cells, filled, light, full in drawn]
    lines += [[""] * len(headings), *([*cells, ""] for cells in totals)]
    return table(headings, lines, right=(3, 4), wide=() if TIMES.intersection(made.bys) else (0,))


def _compared(name: str, one: Sums, before: int | None) -> tuple[list[str], list[str]]:
    then, part = "–", "–"
    if before is not None:
        then, part = grouped(before, one.currency), percent(one.worth, before) or "–"
    if part[0].isdigit():
        part = f"+{part}"
    return (
        [name, one.currency, _("worth"), grouped(one.worth, one.currency), part],
        ["", "", _("before"), then, ""],
    )


def _total(one: Sums, longest: int) -> list[str]:
    cells = [_("total"), one.currency, grouped(one.earned, one.currency), grouped(one.coming, one.currency), ""]
    return [*cells, ""] if longest else cells


def _wide(cells: Sequence[str]) -> int:
    return max(map(cell_len, cells), default=0)
