"""Shrink, forecast, tax year and goals drawn for people."""

import sys
from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from sharecli.earnings.chart import pen
from sharecli.earnings.forecasting import Likely
from sharecli.earnings.goals import Progress
from sharecli.earnings.model import TIMES, By
from sharecli.earnings.shrinking import Shrink
from sharecli.earnings.spans import called
from sharecli.earnings.taxes import Quarter
from sharecli.language import _
from sharecli.money import grouped
from sharecli.shell.prose import prose
from sharecli.shell.tables import fits, table

_BAR = 20


def shrinks(found: Sequence[Shrink], bys: Sequence[By]) -> Table | Text:
    """A line per key and currency."""
    if not found:
        return prose([_("Nothing is settled yet that had an estimate before.")])
    lines = [
        (
            *(key or "–" for key in one.keys), one.currency, str(one.orders), str(one.void),
            grouped(one.promised, one.currency), grouped(one.settled, one.currency), f"{one.percent}%",
        )
        for one in found
    ]  # fmt: skip
    headings = (*(_(by.value) for by in bys), "", _("orders"), _("void"), _("promised"), _("settled"), "%")
    width = len(bys)
    words = [place for place, by in enumerate(bys) if by not in TIMES]
    return table(headings, lines, right=range(width + 1, width + 6), wide=words)


def likely(found: Sequence[Likely]) -> Table | Text:
    """A line per platform, currency and month."""
    if not found:
        return prose([_("Nothing is on its way.")])
    lines: list[tuple[str, ...]] = [
        (
            one.platform, _(one.due) if one.due else "–", one.currency, str(one.lines),
            grouped(one.promised, one.currency), *_figures(one),
        )
        for one in found
    ]  # fmt: skip
    headings: tuple[str, ...] = (
        _("platform"),
        _("due"),
        "",
        _("lines"),
        _("promised"),
        _("likely"),
        _("low"),
        _("high"),
    )
    if not fits(headings, lines):  # how many lines they are is the least of it
        lines = [(*line[:3], *line[4:]) for line in lines]
        headings = (*headings[:3], *headings[4:])
    return table(headings, lines, right=range(3, len(headings)), wide=(0,))


def _figures(one: Likely) -> tuple[str, str, str]:
    if one.likely is None or one.low is None or one.high is None:
        return _("too few"), "–", "–"
    return grouped(one.likely, one.currency), grouped(one.low, one.currency), grouped(one.high, one.currency)


def quarters(found: Sequence[Quarter], totals: Sequence[Quarter], year: int) -> Table | Text:
    """A line per platform, quarter and currency."""
    if not found:
        return prose([_("Nothing was settled, taken back or paid out in {year}.").format(year=year)])
    lines = [(one.platform, one.quarter, *_amounts(one)) for one in found]
    lines += [("",) * 8, *((_("total"), str(year), *_amounts(one)) for one in totals)]
    names = ("platform", "quarter", "", "gross", "taken back", "fees", "withheld", "net")
    return table([_(name) for name in names], lines, right=range(3, 8), wide=(0,))


def _amounts(one: Quarter) -> tuple[str, ...]:
    micros = (one.gross, one.reversed, one.fees, one.withheld, one.net)
    return one.currency, *(grouped(sum_, one.currency) if sum_ else "·" for sum_ in micros)


def progress(found: Sequence[Progress]) -> Table | Text:
    """A line per goal, with a bar."""
    if not found:
        return prose([_("No goal yet. Set one: {command}").format(command="sharecli earnings goal set 2026-11 5000")])
    draw = pen(getattr(sys.stdout, "encoding", "") or "ascii")
    lines = []
    for one in found:
        unit = one.goal.currency
        bar = draw.progress(one.earned, one.coming, one.goal.micros, width=_BAR)
        days = "–" if one.per_day is None else f"{grouped(one.per_day, unit)} × {one.days}"
        goal, earned = grouped(one.goal.micros, unit), grouped(one.earned, unit)
        lines.append((called(one.goal.span), unit, goal, earned, bar, f"{one.percent}%", days))
    headings = (_("period"), "", _("goal"), _("earned"), "", "%", _("a day"))
    return table(headings, lines, right=(2, 3, 5, 6))
