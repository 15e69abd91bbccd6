"""sharecli deal bargain: friends cut a price down, each by an amount that was settled beforehand."""

from typing import Annotated

import typer

from sharecli.deals import acting, options as o, records, rules, terms
from sharecli.deals.model import How, Kind
from sharecli.language import plural
from sharecli.money import grouped
from sharecli.products import records as products
from sharecli.shell.desk import desk_of
from sharecli.shell.options import Out
from sharecli.shell.page import Format, Page

app = typer.Typer(add_completion=False, help="Friends cut a price down, each by their share.")


@app.command("open")
def open_(
    ctx: typer.Context,
    product: o.Product,
    floor: o.Floor,
    helpers: o.Helpers,
    start: o.Start = "",
    hours: o.Hours = 24,
    owner: Annotated[str, typer.Option("--owner", help="Who wants it; they cannot help.", show_default=False)] = "",
    channel: o.Channel = "",
    seed: o.Seed = None,
    code: o.Code = "",
    out: Out = Format.table,
) -> Page:
    """Open a bargain; every cut is settled now by its seed, and sums to the floor with exactly so many helpers."""
    desk = desk_of(ctx)
    goods = products.find(desk.store, product)
    deal = terms.bargain(
        goods, start=start, floor=floor, helpers=helpers, hours=hours, seed=seed, at=desk.now()
    )  # fmt: skip
    made = terms.named(
        deal, terms.code_of(code, goods, Kind.bargain, records.number(desk.store, goods.id, Kind.bargain)),
        channel=o.key_of(channel),
    )  # fmt: skip
    kept = acting.opened(desk, made, leader=owner)
    return o.page(desk, kept, out, rules.notes(Kind.bargain, made.channel, opening=True))


@app.command()
def cut(
    ctx: typer.Context,
    deal: o.Which,
    helper: Annotated[str, typer.Argument(help="Somebody in your list, by word or name.")],
    out: Out = Format.table,
) -> Page:
    """Somebody helps, once; what they cut and what is truly left is told."""
    desk = desk_of(ctx)
    done = acting.cut(desk, deal, helper)
    last, unit = done.cuts[-1], done.deal.currency
    words = plural(
        "{person} cut {currency} {amount}; truly left: {left} by {missing} more helper",
        "{person} cut {currency} {amount}; truly left: {left} by {missing} more helpers",
        done.missing,
    )
    said = words.format(
        person=last.person, currency=unit, amount=grouped(last.micros, unit), left=grouped(done.left, unit),
        missing=done.missing,
    )  # fmt: skip
    return o.page(desk, done, out, [said])


@app.command()
def close(
    ctx: typer.Context,
    deal: o.Which,
    at_price_reached: Annotated[
        bool, typer.Option("--at-price-reached", help="They get it at the price it has come to.")
    ] = False,
    out: Out = Format.table,
) -> Page:
    """Call a bargain off, or let the price stand that it has come to."""
    desk = desk_of(ctx)
    how = How.price_reached if at_price_reached else How.off
    return o.page(desk, acting.close(desk, deal, Kind.bargain, how), out, [])
