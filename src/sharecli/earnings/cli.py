"""sharecli earnings: what came back, by channel, product, platform, month, week or day."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import RenderableType

from sharecli import period
from sharecli.earnings.model import By
from sharecli.settings import records as settings
from sharecli.shell.desk import desk_of
from sharecli.shell.options import Out, Period
from sharecli.shell.page import Format, Page

app = typer.Typer(add_completion=False, help="Report what you earned, by channel, product or month.")


@app.command()
def earnings(
    ctx: typer.Context,
    by: Annotated[By, typer.Option(help="What to group by.")] = By.channel,
    period_: Period = "all",
    out: Out = Format.table,
) -> Page:
    """Report what you earned, by channel, product or month."""
    from sharecli.earnings import records

    desk = desk_of(ctx)
    zone = settings.read(desk.store).zone
    span = period.parse(period_, today=desk.today(zone))
    rows = records.sums(desk.store, by=by, span=span, zone=zone)
    totals = records.sums(desk.store, by=None, span=span, zone=zone)
    data = {
        "by": by.value,
        "period": str(span),
        "rows": [one.row() for one in rows],
        "totals": [one.totals_row() for one in totals],
    }

    def draw() -> "RenderableType":
        from sharecli.earnings import view

        return view.earnings(rows, totals, by=by, span=span)

    return Page(data, draw, out)
