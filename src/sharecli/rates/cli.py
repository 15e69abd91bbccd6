"""sharecli rate: your own exchange rates, each from its day on; none is ever looked up."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from sharecli import money, period
from sharecli.errors import BadValue, NotFound, PartFailed
from sharecli.language import _, plural
from sharecli.places import expanded
from sharecli.rates import records
from sharecli.rates.model import Rate, billionths_of
from sharecli.settings import records as settings
from sharecli.shell.desk import Desk, desk_of
from sharecli.shell.options import Out
from sharecli.shell.page import Format, Page
from sharecli.text import clean

app = typer.Typer(add_completion=False, help="Keep your own exchange rates for reports.")

Base = Annotated[str, typer.Argument(help="The currency of the one unit, such as USD.")]
Quote = Annotated[str, typer.Argument(help="The currency it is worth, such as CNY.")]
On = Annotated[str, typer.Option(help="From which day, such as 2026-10-01; else today.", show_default=False)]


@app.command("set")
def set_(
    ctx: typer.Context,
    base: Base,
    quote: Quote,
    rate: Annotated[str, typer.Argument(help="How much of it, such as 7.12.")],
    on: On = "",
    out: Out = Format.table,
) -> Page:
    """Set what one unit of a currency is worth in another, from a day on."""
    from sharecli.rates import view

    desk = desk_of(ctx)
    pair = _pair(base, quote)
    try:
        billionths = billionths_of(rate)
    except ValueError:
        message = _("“{said}” is not an exchange rate").format(said=clean(rate, limit=40))
        raise BadValue(message, hint=f"sharecli rate set {pair[0]} {pair[1]} 7.12") from None
    kept = Rate(*pair, _day(desk, on), billionths)
    replaced = records.keep(desk.store, [kept], at=desk.now())
    notes = [_("it was {rate} before").format(rate=one.number) for one in replaced]
    return Page(kept.row(), lambda: view.rates([kept]), out, notes)


@app.command("list")
def list_(
    ctx: typer.Context,
    currency: Annotated[str, typer.Option(help="Only rates from or to this currency.", show_default=False)] = "",
    out: Out = Format.table,
) -> Page:
    """List your rates by pair and day."""
    from sharecli.rates import view

    found = records.chosen(desk_of(ctx).store, of=money.known_currency(currency) if currency else "")
    return Page([one.row() for one in found], lambda: view.rates(found), out)


@app.command()
def remove(ctx: typer.Context, base: Base, quote: Quote, on: On = "") -> Page:
    """Take one rate away."""
    desk = desk_of(ctx)
    pair = _pair(base, quote)
    day = _day(desk, on)
    if not records.remove(desk.store, *pair, day):
        message = _("there is no rate of {base} in {quote} on {day}")
        raise NotFound(message.format(base=pair[0], quote=pair[1], day=day), hint="sharecli rate list")
    return Page({}, notes=[_("removed: {base} in {quote} on {day}").format(base=pair[0], quote=pair[1], day=day)])


@app.command("import")
def import_(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="A CSV with base, quote, rate and on; or - for standard input.")],
) -> Page:
    """Import rates from a file; the same file again changes nothing."""
    from sharecli.rates import importer

    desk = desk_of(ctx)
    read = importer.read(expanded(file), today=desk.today(settings.read(desk.store).zone))
    replaced = records.keep(desk.store, read.rates, at=desk.now()) if read.rates else []
    words = plural("{count} rate kept, {replaced} of them new figures", "{count} rates kept, {replaced} of them new "
                   "figures", len(read.rates))  # fmt: skip
    notes = [words.format(count=len(read.rates), replaced=len(replaced))]
    notes += [
        _("line {line}: {column} “{said}”: {why}").format(line=one.line, column=one.column, said=one.said, why=one.why)
        for one in read.problems
    ]
    error = None
    if read.problems:
        message = plural("{count} row was left out", "{count} rows were left out", len(read.problems))
        error = PartFailed(message.format(count=len(read.problems)), hint=_("correct them and import the file again"))
    return Page([one.row() for one in read.rates], notes=notes, error=error)


def _pair(base: str, quote: str) -> tuple[str, str]:
    pair = money.known_currency(base), money.known_currency(quote)
    if pair[0] == pair[1]:
        raise BadValue(_("a currency has no rate to itself"), hint="sharecli rate set USD CNY 7.12")
    return pair


def _day(desk: Desk, on: str) -> date:
    today = desk.today(settings.read(desk.store).zone)
    day = period.a_day(on) if on else today
    if day > today:
        raise BadValue(_("the day {day} has not come yet").format(day=day), hint=f"--on {today}")
    return day
