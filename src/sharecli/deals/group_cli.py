"""sharecli deal group: several buy together, and pay less."""

from typing import Annotated

import typer

from sharecli.deals import acting, options as o, records, rules, terms
from sharecli.deals.model import How, Kind, Standing, State
from sharecli.errors import Usage
from sharecli.language import _
from sharecli.money import grouped
from sharecli.products import records as products
from sharecli.shell.desk import desk_of
from sharecli.shell.options import Out
from sharecli.shell.page import Format, Page

app = typer.Typer(add_completion=False, help="Several buy together, and pay less.")


@app.command("open")
def open_(
    ctx: typer.Context,
    product: o.Product,
    price: o.Price,
    size: o.Size,
    hours: o.Hours = 24,
    leader: Annotated[str, typer.Option("--leader", help="Who joins first.", show_default=False)] = "",
    channel: o.Channel = "",
    code: o.Code = "",
    out: Out = Format.table,
) -> Page:
    """Open a group-buy; it fills when so many have joined, and fails at its deadline else."""
    desk = desk_of(ctx)
    goods = products.find(desk.store, product)
    deal = terms.group(goods, price=price, size=size, hours=hours, at=desk.now())
    made = terms.named(
        deal, terms.code_of(code, goods, Kind.group, records.number(desk.store, goods.id, Kind.group)),
        channel=o.key_of(channel),
    )  # fmt: skip
    kept = acting.opened(desk, made, leader=leader)
    command = f"sharecli poster make {goods.code} -c {made.channel or 'CHANNEL'} --deal {made.code}"
    notes = [
        *rules.notes(Kind.group, made.channel, opening=True), _("a poster of it: {command}").format(command=command)
    ]  # fmt: skip
    return o.page(desk, kept, out, notes)


@app.command()
def join(
    ctx: typer.Context,
    deal: o.Which,
    person: o.Person,
    paid: Annotated[bool, typer.Option("--paid", help="They have paid.")] = False,
    out: Out = Format.table,
) -> Page:
    """Somebody joins; a person has one place, and nobody joins after the deadline."""
    desk = desk_of(ctx)
    return o.page(desk, acting.join(desk, deal, person, paid=paid), out, [])


@app.command()
def paid(ctx: typer.Context, deal: o.Which, person: o.Person, out: Out = Format.table) -> Page:
    """A member has paid."""
    desk = desk_of(ctx)
    return o.page(desk, acting.pay(desk, deal, person), out, [])


@app.command()
def leave(ctx: typer.Context, deal: o.Which, person: o.Person, out: Out = Format.table) -> Page:
    """A member leaves; after the leader the next one leads, and the deadline stays."""
    desk = desk_of(ctx)
    before = records.find(desk.store, deal, now=desk.now(), kind=Kind.group)
    after = acting.leave(desk, deal, person)
    notes = []
    if after.leader and after.leader != before.leader:
        notes.append(_("{person} leads now; the deadline stays").format(person=after.leader))
    if after.state is State.filled:
        notes.append(_("the group was filled and stays so"))
    return o.page(desk, after, out, notes)


@app.command()
def close(
    ctx: typer.Context,
    deal: o.Which,
    at_solo_price: Annotated[
        bool, typer.Option("--at-solo-price", help="Who still wants it pays the full price.")
    ] = False,
    seller_tops_up: Annotated[
        bool, typer.Option("--seller-tops-up", help="Who joined gets the group's price; you pay the rest.")
    ] = False,
    out: Out = Format.table,
) -> Page:
    """Call an unfilled group off, or decide openly how it goes on without made-up members."""
    if at_solo_price and seller_tops_up:
        raise Usage(_("either --at-solo-price or --seller-tops-up"), hint=_("leave one of the two out"))
    how = How.solo_price if at_solo_price else How.seller_tops_up if seller_tops_up else How.off
    desk = desk_of(ctx)
    done = acting.close(desk, deal, Kind.group, how)
    return o.page(desk, done, out, _decided(done))


@app.command()
def refunded(ctx: typer.Context, deal: o.Which, person: o.Person, out: Out = Format.table) -> Page:
    """Somebody has got their money back."""
    desk = desk_of(ctx)
    return o.page(desk, acting.refunded(desk, deal, person), out, [])


def _decided(done: Standing) -> list[str]:
    """What a decision costs, and whom."""
    deal = done.deal
    off = grouped(deal.start - deal.goal, deal.currency)
    if done.how is How.seller_tops_up:
        words = _("you pay {currency} {amount} so that {count} get the group's price")
        amount = grouped((deal.start - deal.goal) * done.have, deal.currency)
        return [words.format(currency=deal.currency, amount=amount, count=done.have)]
    if done.how is How.solo_price:
        words = _("who paid the group's price owes {currency} {amount} more, if they still want it; ask each, and who "
                  "does not: {command}")  # fmt: skip
        command = f"sharecli deal group leave {deal.code} PERSON"
        return [words.format(currency=deal.currency, amount=off, command=command)]
    return []
