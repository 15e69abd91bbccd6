"""sharecli earnings shrink, forecast, tax and export: what can be said from the ledger beside its sums."""

from pathlib import Path
from typing import Annotated

import typer

from sharecli import period
from sharecli.earnings.model import TIMES, Bookkeeper, By
from sharecli.language import _, plural
from sharecli.settings import records as settings
from sharecli.shell.desk import desk_of
from sharecli.shell.options import Out, Period
from sharecli.shell.page import Format, Page

_PLATFORM = [By.platform]


def shrink(
    ctx: typer.Context,
    by: Annotated[list[By], typer.Option(help="What to group by; may be repeated.")] = _PLATFORM,
    period_: Period = "all",
    out: Out = Format.table,
) -> Page:
    """Hold what platforms promised against what they settled."""
    from sharecli.earnings import insight_view, records

    desk = desk_of(ctx)
    bys = tuple(dict.fromkeys(by))
    timed = all(one in TIMES for one in bys)
    zone = settings.read(desk.store).zone
    span = period.parse(period_, today=desk.today(zone))
    found = sorted(
        records.shrinks(desk.store, bys=bys, span=span, zone=zone),
        # Days and months come in the order of the calendar, other things by what was lost.
        key=lambda one: (one.keys, one.currency) if timed else (one.currency, one.settled - one.promised, one.keys),
    )
    notes = [_("only orders that are settled or void, and had an estimate before")] if found else []
    return Page([one.row(bys) for one in found], lambda: insight_view.shrinks(found, bys), out, notes)


def forecast(ctx: typer.Context, out: Out = Format.table) -> Page:
    """Say what money on its way is likely worth, and when it is due."""
    from sharecli.earnings import insight_view, outlook

    desk = desk_of(ctx)
    zone = settings.read(desk.store).zone
    found = outlook.likely(desk.store, zone=zone, today=desk.today(zone))
    return Page([one.row() for one in found], lambda: insight_view.likely(found), out, outlook.remarks(found))


def tax(
    ctx: typer.Context,
    year: Annotated[
        int | None, typer.Option(help="Which year; else this one.", min=1900, max=9998, show_default=False)
    ] = None,
    out: Out = Format.table,
) -> Page:
    """Add up a year by platform and quarter: gross, taken back, fees, withheld, net."""
    from sharecli.earnings import booking, insight_view, taxes

    desk = desk_of(ctx)
    zone = settings.read(desk.store).zone
    said = year or desk.today(zone).year
    found = booking.quarters(desk.store, zone=zone, year=said)
    sums = taxes.totals(found)
    data = {"year": str(said), "rows": [one.row() for one in found], "totals": [one.totals_row() for one in sums]}
    notes = [_("by the day of settlement, of taking back and of payout; no tax rate is reckoned here")] if found else []
    return Page(data, lambda: insight_view.quarters(found, sums, said), out, notes)


def export(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="Where to write; - for standard output.")] = Path("-"),
    to: Annotated[Bookkeeper, typer.Option(help="For which program.")] = Bookkeeper.hledger,
) -> Page:
    """Write the ledger as double entry for hledger or beancount."""
    from sharecli.earnings import booking, outlet

    desk = desk_of(ctx)
    text, count = booking.journal(desk.store, zone=settings.read(desk.store).zone, keeper=to)
    words = plural("{count} transaction written to {file}", "{count} transactions written to {file}", count)
    return outlet.written(file, text.encode(), said=words.format(count=count, file=file))
