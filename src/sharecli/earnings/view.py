"""Earnings drawn for people: a table with bars, and a total per currency."""

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from sharecli.earnings.model import By, Sums
from sharecli.language import _
from sharecli.money import grouped
from sharecli.period import Span
from sharecli.shell.tables import plain, table


def earnings(rows: Sequence[Sums], totals: Sequence[Sums], *, by: By, span: Span) -> Table | Text:
    """A line per key and currency."""
    if not rows:
        return plain([_("No orders in {period}. Import a report: {command}").format(period=span, command="sharecli commission import FILE")])
    lines = [*map(_line, rows), *(("",) * 9 for _gap in totals[:1]), *(_line(one, key=_("total")) for one in totals)]
    return table(
        (_(by.value), "", _("orders"), _("pending"), _("confirmed"), _("settled"), _("paid"), _("taken back"), _("earned")),
        lines,
        right=range(2, 9),
        wide=0,
    )


def _line(one: Sums, key: str = "") -> tuple[str, ...]:
    amounts = (one.pending, one.confirmed, one.settled, one.paid, one.reversed, one.earned)
    return (key or one.key or "–", one.currency, str(one.orders), *(grouped(micros, one.currency) if micros else "·" for micros in amounts))
