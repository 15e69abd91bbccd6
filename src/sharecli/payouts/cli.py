"""sharecli payout: what platforms paid you, and the lines it covers."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sharecli import money, period
from sharecli.errors import BadValue, Usage
from sharecli.language import _, plural
from sharecli.payouts import covering, records
from sharecli.payouts.model import Amounts, Cover, Payout, added_up
from sharecli.places import expanded
from sharecli.platforms import loader as platforms
from sharecli.settings import records as settings
from sharecli.shell.desk import Desk, desk_of
from sharecli.shell.options import DryRun, Out, Period
from sharecli.shell.page import Format, Page
from sharecli.text import clean, one_line

if TYPE_CHECKING:
    from rich.console import RenderableType

app = typer.Typer(add_completion=False, help="Record what platforms paid you, and the lines it covers.")

Which = Annotated[str, typer.Argument(metavar="PAYOUT", help="Its number or its reference.")]


@app.command()
def add(
    ctx: typer.Context,
    platform: Annotated[str, typer.Option(help="Who paid.")],
    gross: Annotated[str, typer.Option(help="What the lines brought, such as 128.00.", show_default=False)] = "",
    fee: Annotated[str, typer.Option(help="What was kept for paying.", show_default=False)] = "",
    tax: Annotated[str, typer.Option(help="What was withheld as tax.", show_default=False)] = "",
    net: Annotated[str, typer.Option(help="What arrived: gross less fee and tax.", show_default=False)] = "",
    on: Annotated[
        str, typer.Option(help="The day it arrived, such as 2026-10-20; else today.", show_default=False)
    ] = "",
    currency: Annotated[str, typer.Option(help="An ISO 4217 code; else the platform's.", show_default=False)] = "",
    account: Annotated[str, typer.Option(help="Your account there, if you have several.", show_default=False)] = "",
    reference: Annotated[str, typer.Option(help="The number of the payment.", show_default=False)] = "",
    line: Annotated[
        list[str] | None, typer.Option(help="A commission it covers, or COMMISSION=3.20; may be repeated.")
    ] = None,
    until: Annotated[
        str, typer.Option(help="Only lines settled up to this day, such as 2026-09-30.", show_default=False)
    ] = "",
    no_lines: Annotated[bool, typer.Option("--no-lines", help="It covers no lines.")] = False,
    as_they_are: Annotated[
        bool, typer.Option("--as-they-are", help="Mark its lines as paid, however far from them it is.")
    ] = False,
    dry_run: DryRun = False,
    out: Out = Format.table,
) -> Page:
    """Record a payout; without --line it covers what was settled and not paid up to its day."""
    desk = desk_of(ctx)
    zone = settings.read(desk.store).zone
    if (line and (until or no_lines)) or (until and no_lines):
        raise Usage(_("--line, --until and --no-lines are three ways to say one thing"), hint="--until 2026-09-30")
    payer = platforms.find(platform)
    unit = money.known_currency(currency) if currency else payer.payout.currency or payer.currency
    payout = Payout(
        0, payer.key, one_line(account), _day(desk, on), _amounts(payer.key, unit, gross, fee, tax, net),
        _reference(reference), lines=0, covered=0,
    )  # fmt: skip
    last = period.a_day(until) if until else None

    def covers() -> list[Cover]:
        if no_lines:
            return []
        some = (
            covering.named(desk, payout, line, zone=zone)
            if line
            else covering.by_day(desk, payout, zone=zone, until=last)
        )
        if not as_they_are:
            covering.weigh(desk, payout, some, zone=zone)
        return some

    some = covers()  # what is wrong with a line is told before a file is made
    if dry_run:
        kept = replace(payout, lines=len(some), covered=sum(one.micros for one in some))
        return _page(desk, kept, out, [*covering.overpaid(desk, some), _("a dry run: nothing was changed")])
    with desk.store.writing() as db:
        some = covers()
        notes = covering.overpaid(desk, some)
        kept = covering.keep(db, desk, payout, some, zone=zone, at=desk.now())
    return _page(desk, kept, out, notes)


@app.command("import")
def import_(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="A CSV with columns by name, or - for standard input.")],
    platform: Annotated[str, typer.Option(help="Who paid, where no column says it.", show_default=False)] = "",
    currency: Annotated[str, typer.Option(help="An ISO 4217 code, where no column says it.", show_default=False)] = "",
    no_lines: Annotated[bool, typer.Option("--no-lines", help="They cover no lines.")] = False,
    as_they_are: Annotated[
        bool, typer.Option("--as-they-are", help="Mark their lines as paid, however far from them they are.")
    ] = False,
    dry_run: DryRun = False,
    out: Out = Format.table,
) -> Page:
    """Import payouts from a CSV: date, platform, currency, gross, fee, tax, net, reference; again changes nothing."""
    from sharecli.payouts import importer

    desk = desk_of(ctx)
    result, notes, error = importer.take_in(
        desk, expanded(file), platform=platforms.find(platform).key if platform else "",
        currency=money.known_currency(currency) if currency else "", cover=not no_lines, as_they_are=as_they_are,
        dry_run=dry_run,
    )  # fmt: skip
    if dry_run:
        notes.append(_("a dry run: nothing was changed"))

    def draw() -> "RenderableType":
        from sharecli.payouts import view

        return view.tally(result)

    return Page(result, draw, out, notes, error=error)


@app.command("list")
def list_(
    ctx: typer.Context,
    platform: Annotated[str, typer.Option(help="Only of this platform.", show_default=False)] = "",
    period_: Period = "all",
    out: Out = Format.table,
) -> Page:
    """List payouts, the newest first."""
    desk = desk_of(ctx)
    span = period.parse(period_, today=desk.today(settings.read(desk.store).zone))
    key = platforms.find(platform).key if platform else ""
    found = records.chosen(desk.store, platform=key, first=span.start, end=span.end)

    def draw() -> "RenderableType":
        from sharecli.payouts import view

        return view.payouts(found)

    return Page([one.row() for one in found], draw, out)


@app.command()
def show(ctx: typer.Context, payout: Which, out: Out = Format.table) -> Page:
    """Show one payout and the lines it covers."""
    desk = desk_of(ctx)
    return _page(desk, records.find(desk.store, payout), out, [])


@app.command()
def void(
    ctx: typer.Context,
    payout: Which,
    reason: Annotated[str, typer.Option(help="Why, in your own words.")],
    out: Out = Format.table,
) -> Page:
    """Make a payout void; its lines stand as settled again."""
    desk = desk_of(ctx)
    why = one_line(reason)
    if not why or len(why) > 200:  # noqa: PLR2004 - a sentence
        hint = f'sharecli payout void {payout} --reason "typed twice"'
        raise BadValue(_("the reason is empty or too long"), hint=hint)
    number = records.find(desk.store, payout).number
    with desk.store.writing() as db:
        there = records.find(desk.store, str(number))
        lines = covering.void(db, desk, there, why, at=desk.now())
    sentence = plural("{count} line stands as settled again", "{count} lines stand as settled again", lines)
    notes = [sentence.format(count=lines)]
    return _page(desk, records.find(desk.store, str(number)), out, notes)


def _amounts(platform: str, unit: str, gross: str, fee: str, tax: str, net: str) -> Amounts:
    def micros(word: str, name: str, *, negative: bool = False) -> int | None:
        return money.amount(word, unit, name=name, negative=negative, fine=True).micros if word else None

    return added_up(
        unit, gross=micros(gross, "gross", negative=True), fee=micros(fee, "fee") or 0, tax=micros(tax, "tax") or 0,
        net=micros(net, "net", negative=True), platform=platform,
    )  # fmt: skip


def _day(desk: Desk, on: str) -> date:
    today = desk.today(settings.read(desk.store).zone)
    day = period.a_day(on) if on else today
    if day > today:
        raise BadValue(_("the day {day} has not come yet").format(day=day), hint=f"--on {today}")
    return day


def _reference(said: str) -> str:
    word = one_line(said)
    if len(word) > 100:  # noqa: PLR2004 - no bank has longer ones
        message = _("the reference “{reference}” is too long").format(reference=clean(word, limit=40))
        raise BadValue(message, hint="--reference PAY-2026-10")
    return word


def _page(desk: Desk, payout: Payout, out: Format, notes: list[str]) -> Page:
    lines = records.covers(desk.store, payout)
    why = records.void_reason(desk.store, payout)
    data = payout.row() | {"reason": why or None, "rows": [one.row(payout.amounts.currency) for one in lines]}
    if not payout.voided_at and (remark := payout.remark()):
        notes = [*notes, remark]

    def draw() -> "RenderableType":
        from sharecli.payouts import view

        return view.payout(payout, lines, why)

    return Page(data, draw, out, notes)
