"""sharecli deal simulate: what a deal would cost and how likely it fills, before anybody hears of it."""

from fractions import Fraction
from typing import TYPE_CHECKING, Annotated

import typer

from sharecli.deals import odds, options as o, rules, terms
from sharecli.deals.model import Deal, Kind
from sharecli.deals.odds import Rate
from sharecli.errors import BadValue
from sharecli.language import _
from sharecli.money import BILLIONTHS, grouped
from sharecli.products import records as products
from sharecli.products.model import Product
from sharecli.shell.desk import Desk, desk_of
from sharecli.shell.options import Out
from sharecli.shell.page import Format, Page
from sharecli.shell.typed import again

if TYPE_CHECKING:
    from rich.console import RenderableType

app = typer.Typer(add_completion=False, help="Reckon a deal before you open it.")

People = Annotated[
    int | None, typer.Option("--people", help="How many will see it before the deadline.", show_default=False)
]
Joined = Annotated[int, typer.Option("--joined", help="How many are in already.")]
Conversion = Annotated[
    str,
    typer.Option(
        "--conversion", help="What part of them joins, such as 6%; else as your file knows.", show_default=False
    ),
]
Helping = Annotated[str, typer.Option("--conversion", help="What part of them helps, such as 10%.", show_default=False)]
_MOST = 10_000_000


@app.command()
def group(
    ctx: typer.Context,
    product: o.Product,
    price: o.Price,
    size: o.Size,
    hours: o.Hours = 24,
    people: People = None,
    joined: Joined = 0,
    conversion: Conversion = "",
    channel: o.Channel = "",
    out: Out = Format.table,
) -> Page:
    """Reckon a group-buy: its cost, the chance that it fills, what is expected, the worst."""
    desk = desk_of(ctx)
    goods = products.find(desk.store, product)
    deal = terms.group(goods, price=price, size=size, hours=hours, at=desk.now())
    rate = _said(conversion)
    notes: list[str] = []
    if rate is None:
        rate, notes = _measured(desk, goods)
    return _page(deal, goods, out, people=people, joined=joined, rate=rate, notes=[*notes, *_rules(deal, channel)])


@app.command()
def bargain(
    ctx: typer.Context,
    product: o.Product,
    floor: o.Floor,
    helpers: o.Helpers,
    start: o.Start = "",
    hours: o.Hours = 24,
    people: People = None,
    conversion: Helping = "",
    channel: o.Channel = "",
    out: Out = Format.table,
) -> Page:
    """Reckon a bargain: its cost, the chance that enough help, the price to expect."""
    desk = desk_of(ctx)
    goods = products.find(desk.store, product)
    deal = terms.bargain(goods, start=start, floor=floor, helpers=helpers, hours=hours, seed=0, at=desk.now())
    rate, notes = _said(conversion), list[str]()
    if rate is None:
        words = _("your file knows who orders, not who helps; say what part does: {command}")
        notes.append(words.format(command=again("--conversion", "10%")))
    return _page(deal, goods, out, people=people, joined=0, rate=rate, notes=[*notes, *_rules(deal, channel)])


def _page(
    deal: Deal, goods: Product, out: Format, *, people: int | None, joined: int, rate: Rate | None, notes: list[str]
) -> Page:
    from sharecli.deals import simulating

    if people is not None and not 1 <= people <= _MOST:
        raise BadValue(_("{count} people cannot be reckoned with").format(count=people), hint=again("--people", "40"))
    if not 0 <= joined < deal.size:
        message = _("{count} of {size} cannot be in already").format(count=joined, size=deal.size)
        raise BadValue(message, hint=again("--joined", str(min(1, deal.size - 1))))
    if people is None:
        notes = [_("how many will see it was not said: {command}").format(command=again("--people", "40")), *notes]
    if goods.rate is None:
        command = f"sharecli product edit {goods.code} --commission 20%"
        notes = [_("what you earn on it is not known: {command}").format(command=command), *notes]
    made = simulating.reckoned(deal, commission=goods.rate, people=people, joined=joined, rate=rate)
    if (left := made.outcomes[0].left) is not None and left < 0:
        words = _("if you pay the discount yourself, you lose {currency} {amount} where it fills")
        notes = [*notes, words.format(currency=deal.currency, amount=grouped(-left, deal.currency))]

    def draw() -> "RenderableType":
        from sharecli.deals import reckoning_view

        return reckoning_view.reckoning(made)

    return Page(made.row(), draw, out, notes)


def _measured(desk: Desk, goods: Product) -> tuple[Rate | None, list[str]]:
    """The rate that the file knows: of the product, else of all products; and what it rests on."""
    from sharecli.deals import conversion_records

    for basis, number in (("product", goods.id), ("file", None)):
        orders, people = conversion_records.counted(desk.store, number)
        if rate := odds.measured(orders, people, basis):
            of = goods.code if number else _("all products")
            words = _("your own rate for {of}: {orders} orders by {people} people")
            return rate, [words.format(of=of, orders=orders, people=people)]
    words = _("too few to say what part of people order ({orders} by {people}); say it: {command}")
    return None, [words.format(orders=orders, people=people, command=again("--conversion", "6%"))]


def _said(conversion: str) -> Rate | None:
    if not conversion:
        return None
    part = Fraction(o.rate_of(conversion), BILLIONTHS)
    return Rate(part, part, part, 0, "said")


def _rules(deal: Deal, channel: str) -> list[str]:
    return rules.notes(deal.kind, o.key_of(channel), opening=deal.kind is Kind.bargain)
