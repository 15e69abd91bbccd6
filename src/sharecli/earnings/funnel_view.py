"""The funnel drawn for people."""

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from sharecli.earnings.funnel import Stage
from sharecli.language import _
from sharecli.shell.prose import prose
from sharecli.shell.tables import table


def funnel(found: Sequence[Stage], by: str) -> Table | Text:
    """A line per channel or product."""
    if not found:
        return prose([_("Nothing was shared, clicked or ordered in that time.")])
    lines = [
        (one.key or "–", _count(one.shares), _count(one.people), str(one.orders), str(one.settled), *_rate(one))
        for one in found
    ]
    headings = (_(by), _("shares"), _("people"), _("orders"), _("settled"), _("orders of 100 people"), _("beside"))
    return table(headings, lines, right=range(1, 5), wide=(6, 0))


def _count(number: int | None) -> str:
    return "–" if number is None else str(number)


def _rate(one: Stage) -> tuple[str, str]:
    row = one.row()
    if row["rate"] is None:
        reasons = {
            "not-counted": _("clicks not counted"),
            "more-orders-than-people": _("more orders than people were counted"),
            "too-few": _("too few to say"),
        }
        return reasons[one.why], ""
    names = ", ".join(_(reference.name) for reference in one.beside())
    return f"{row['rate']} ({row['low']}–{row['high']})", names or _("between these")
