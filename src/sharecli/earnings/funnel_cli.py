"""sharecli earnings funnel: from shares to people to orders, beside the rates of the field."""

from enum import StrEnum
from typing import Annotated

import typer

from sharecli import period
from sharecli.language import _
from sharecli.settings import records as settings
from sharecli.shell.desk import desk_of
from sharecli.shell.options import Out, Period
from sharecli.shell.page import Format, Page


class FunnelBy(StrEnum):
    """What the funnel is drawn for."""

    channel = "channel"
    product = "product"


def funnel(
    ctx: typer.Context,
    by: Annotated[FunnelBy, typer.Option(help="What to group by.")] = FunnelBy.channel,
    period_: Period = "all",
    out: Out = Format.table,
) -> Page:
    """Follow shares to people, orders and settled orders, beside the rates of the field."""
    from sharecli.earnings import funnel as stages, funnel_records, funnel_view

    desk = desk_of(ctx)
    zone = settings.read(desk.store).zone
    span = period.parse(period_, today=desk.today(zone))
    found = funnel_records.stages(desk.store, by=by.value, span=span, zone=zone)
    data: dict[str, object] = {
        "by": by.value,
        "period": str(span),
        "rows": [one.row() for one in found],
        "references": [one.row() for one in stages.references()],
    }
    return Page(data, lambda: funnel_view.funnel(found, by.value), out, _notes() if found else [])


def _notes() -> list[str]:
    from sharecli.chances import FEWEST, WIDEST
    from sharecli.earnings.funnel import references

    rates = "; ".join(f"{_(one.name)} {one.row()['least']}–{one.row()['most']} %" for one in references())
    too_few = _("too few to say: fewer than {people} people, or an interval wider than {points} points (95 %, Wilson)")
    return [
        _("of 100 people who come, so many order in the field: {rates}").format(rates=rates),
        too_few.format(people=FEWEST, points=int(100 * WIDEST)),
    ]
