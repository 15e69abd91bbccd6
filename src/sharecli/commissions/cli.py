"""sharecli commission: log commissions by hand, list them; importing stands in ``import_cli.py``."""

import shlex
from sqlite3 import IntegrityError
from typing import Annotated

import typer

from sharecli import money, period
from sharecli.channels import loader as channels
from sharecli.commissions import by_hand_cli, crediting, entry_records, holding_cli, import_cli, records, sub_id_cli
from sharecli.commissions.attribution import Origin
from sharecli.commissions.ledger import Change
from sharecli.commissions.model import Line, State
from sharecli.errors import BadValue, Taken
from sharecli.language import _
from sharecli.platforms import loader as platforms
from sharecli.products import records as products
from sharecli.settings import records as settings
from sharecli.shell.desk import Desk, desk_of
from sharecli.shell.options import Out, Period
from sharecli.shell.page import Format, Page
from sharecli.text import clean, one_line

app = typer.Typer(add_completion=False, help="Log commissions and import platform reports.")


class CommissionKnown(Taken):
    """That order's commission is in the ledger already."""

    code = "commission-known"


@app.command()
def add(
    ctx: typer.Context,
    product: Annotated[str, typer.Argument(help="The product's code.")],
    amount: Annotated[str, typer.Option(help="The commission, such as 25.80.")],
    order: Annotated[str, typer.Option(help="The order's number.")],
    channel: Annotated[
        str, typer.Option("--channel", "-c", help="Where the buyer came from.", show_default=False)
    ] = "",
    on: Annotated[
        str, typer.Option(help="The day of the order, such as 2026-10-03; else today.", show_default=False)
    ] = "",
    state: Annotated[State, typer.Option(help="Where it stands.")] = State.pending,
    currency: Annotated[str, typer.Option(help="An ISO 4217 code; else the product's.", show_default=False)] = "",
    person: Annotated[
        str, typer.Option("--person", help="By whose link the buyer came; else by nobody's.", show_default=False)
    ] = "",
    link: Annotated[str, typer.Option("--link", help="The code of the link they came by.", show_default=False)] = "",
    out: Out = Format.table,
) -> Page:
    """Log one commission."""
    from sharecli.commissions import view

    desk = desk_of(ctx)
    now = settings.read(desk.store)
    sold = products.find(desk.store, product)
    unit = money.known_currency(currency) if currency else sold.currency
    sum_ = money.amount(amount, unit, name="amount")
    day = period.a_day(on) if on else desk.today(now.zone)
    if day > desk.today(now.zone):
        raise BadValue(_("the day {day} has not come yet").format(day=day), hint=f"--on {desk.today(now.zone)}")
    number = one_line(order)
    if not number or len(number) > 100:  # noqa: PLR2004 - no platform has longer ones
        raise BadValue(
            _("the order number “{order}” is empty or too long").format(order=clean(order, limit=40)),
            hint="--order A-1001",
        )
    place = channels.find(channel).key if channel else ""
    by = crediting.credited(desk.store, sold, place, person=person, code=link)
    line = Line(
        file_line=0, order=number, line=records.hand_line(sold.id), nth=1, item=sold.item, title=sold.title,
        quantity=1, currency=unit, state=state.value, estimate=sum_.micros,
        settled=sum_.micros if state in {State.settled, State.paid} else None, status="",
        ordered_at=period.whole_day(day), settled_at="", sub_ids=(),
    )  # fmt: skip
    change = Change(state, line.estimate, line.settled)
    with desk.store.writing() as db:
        there = [one for one in records.known(desk.store, sold.platform, [number]) if one.stands]
        message = _("order “{order}” of “{product}” is in the ledger already").format(order=number, product=sold.code)
        twice = CommissionKnown(message, hint=f"sharecli commission list --product {sold.code}")
        if any(one.origin.product == sold.id for one in there):
            raise twice
        if any(one.origin.product is None for one in there):
            # It may well be this sale: a report has told it, without a product that is known.
            message = _("order “{order}” is in the ledger already, without a product").format(order=number)
            raise CommissionKnown(message, hint="sharecli commission list --unmatched")
        entry = entry_records.Entry(db, platform=sold.platform, account="", at=desk.now(), batch=None)
        try:
            kept = entry.add(line, Origin(by.id if by else None, sold.id, by.channel if by else place), [change])
        except IntegrityError:
            raise twice from None
    found = [one for one in records.chosen(desk.store, product=sold.code) if one.id == kept]
    notes = crediting.notes(desk.store, sold, by, place)
    row = found[0].row() | ({"person": by.person} if by and by.person else {})
    return Page(row, lambda: view.commissions(found, now.zone), out, notes)


app.command("import", cls=import_cli.Import)(import_cli.import_)
app.command()(import_cli.batches)
for _one in (by_hand_cli.confirm, by_hand_cli.settle, by_hand_cli.hold, by_hand_cli.release, by_hand_cli.void):
    app.command()(_one)
app.command()(by_hand_cli.adjust)
app.command()(by_hand_cli.show)
app.command()(holding_cli.due)
app.command()(sub_id_cli.match)


@app.command("list")
def list_(
    ctx: typer.Context,
    state: Annotated[State | None, typer.Option(help="Only in this state.", show_default=False)] = None,
    platform: Annotated[str, typer.Option(help="Only of this platform.", show_default=False)] = "",
    channel: Annotated[str, typer.Option("--channel", "-c", help="Only from this channel.", show_default=False)] = "",
    product: Annotated[str, typer.Option(help="Only of this product.", show_default=False)] = "",
    period_: Period = "all",
    unmatched: Annotated[
        bool, typer.Option("--unmatched", help="Only those whose product or channel is not known.")
    ] = False,
    undone: Annotated[bool, typer.Option("--undone", help="Also those whose import was undone.")] = False,
    out: Out = Format.table,
) -> Page:
    """List commissions, newest order first."""
    from sharecli.commissions import view

    desk = desk_of(ctx)
    zone = settings.read(desk.store).zone
    since, until = period.parse(period_, today=desk.today(zone)).moments(zone)
    found = records.chosen(
        desk.store, state=state, platform=platforms.find(platform).key if platform else "",
        channel=channels.find(channel).key if channel else "", product=_known_product(desk, product),
        since=since, until=until, unmatched=unmatched, undone=undone,
    )  # fmt: skip
    if not unmatched:
        return Page([one.row() for one in found], lambda: view.commissions(found, zone), out)
    notes = []
    if any(not one.product for one in found):
        title = next((one.title for one in found if one.title and not one.product), "TITLE")
        words = _("to give them a product: {command}, then import the report again")
        notes.append(words.format(command=f"sharecli product add LINK-OF-THE-ITEM --title {shlex.quote(title)}"))
    if any(not one.channel for one in found):
        notes.append(_("a channel is told by a sub-id that is a link's code or a channel's name"))
    return Page([one.row() for one in found], lambda: view.unmatched(found, zone), out, notes)


def _known_product(desk: Desk, code: str) -> str:
    return products.find(desk.store, code).code if code else ""
