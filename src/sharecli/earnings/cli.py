"""sharecli earnings: what came back, by channel, product, month and more, and what can be said from it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import RenderableType

from sharecli import period
from sharecli.earnings import funnel_cli, goals_cli, insight_cli
from sharecli.earnings.adding import Asked, report
from sharecli.earnings.model import Against, By
from sharecli.money import known_currency
from sharecli.settings import records as settings
from sharecli.shell.desk import desk_of
from sharecli.shell.options import Out, Period
from sharecli.shell.page import Format, Page

app = typer.Typer(
    add_completion=False,
    invoke_without_command=True,
    help="Report what you earned, by channel, product or month.",
)
app.command()(insight_cli.shrink)
app.command()(funnel_cli.funnel)
app.command()(insight_cli.forecast)
app.command()(insight_cli.tax)
app.command()(insight_cli.export)
app.add_typer(goals_cli.app, name="goal")

_EVERY = [By.channel]


@app.callback()
def earnings(
    ctx: typer.Context,
    by: Annotated[list[By], typer.Option(help="What to group by; may be repeated.")] = _EVERY,
    period_: Period = "all",
    currency: Annotated[str, typer.Option(help="Only this currency.", show_default=False)] = "",
    in_: Annotated[
        str,
        typer.Option("--in", help="Convert to this currency at your own rates (sharecli rate).", show_default=False),
    ] = "",
    compare: Annotated[
        Against | None, typer.Option(help="Beside what was earned in the period before.", show_default=False)
    ] = None,
    chart: Annotated[bool, typer.Option("--chart", help="Draw bars, and how it went over time.")] = False,
    to: Annotated[
        Path | None,
        typer.Option(help="Write a file instead: .html, .xlsx, .csv, .json or .md.", show_default=False),
    ] = None,
    bom: Annotated[bool, typer.Option("--bom", help="Lead a CSV with a byte order mark, for Excel.")] = False,
    out: Out = Format.table,
) -> Page | None:
    """Report what you earned, by channel, product or month."""
    if ctx.invoked_subcommand is not None:
        from sharecli.earnings.verbs import nothing_before

        nothing_before(ctx)
        return None
    desk = desk_of(ctx)
    zone = settings.read(desk.store).zone
    today = desk.today(zone)
    bys = tuple(dict.fromkeys(by))
    unit, target = (known_currency(word) if word else "" for word in (currency, in_))
    span = period.parse(period_, today=today)
    asked = Asked(bys, span, zone, today, currency=unit, to=target, against=compare)
    made = report(desk.store, asked)
    notes = []
    if asked.to or asked.against or made.held:
        from sharecli.earnings.remarks import remarks

        notes = remarks(made, today=today)
    if to is not None or bom:
        from sharecli.earnings import outlet

        return outlet.page(desk, asked, made, to=to, bom=bom, out=out, notes=notes)

    def draw() -> "RenderableType":
        if chart and made.rows:
            from sharecli.earnings import chart_view, trends

            if made.compared is not None:
                return chart_view.comparison(made)
            return chart_view.chart(made, trends.trends(desk.store, asked))
        from sharecli.earnings import view

        return view.earnings(made)

    return Page(made.data(), draw, out, notes)
