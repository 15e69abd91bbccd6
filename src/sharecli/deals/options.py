"""The arguments and options that commands about deals share, and the page that most of them hand back."""

import re
from typing import TYPE_CHECKING, Annotated

import typer

from sharecli.deals.model import Kind, Standing
from sharecli.errors import BadValue
from sharecli.language import _
from sharecli.settings import records as settings
from sharecli.shell.desk import Desk
from sharecli.shell.page import Format, Page
from sharecli.shell.typed import again

if TYPE_CHECKING:
    from rich.console import RenderableType

Which = Annotated[str, typer.Argument(metavar="DEAL", help="The deal's code.")]
Person = Annotated[str, typer.Argument(help="Somebody in your list, by word or name.")]
Product = Annotated[str, typer.Argument(help="The product's code.")]
Price = Annotated[str, typer.Option("--price", help="What it costs in a group, such as 89.")]
Size = Annotated[int, typer.Option("--size", help="How many it takes.")]
Start = Annotated[
    str, typer.Option("--from", help="The price it begins at; else the product's own.", show_default=False)
]
Floor = Annotated[str, typer.Option("--floor", help="The price it ends at, such as 79.")]
Helpers = Annotated[int, typer.Option("--helpers", help="How many it takes.")]
Hours = Annotated[int, typer.Option("--hours", help="Until the deadline, which never moves.")]
Code = Annotated[str, typer.Option("--code", help="Your own word for the deal.", show_default=False)]
Seed = Annotated[
    int | None, typer.Option("--seed", help="Of the cuts, a whole number; else one is drawn.", show_default=False)
]
Channel = Annotated[
    str, typer.Option("--channel", "-c", help="Where it is posted, for the rules there.", show_default=False)
]


def key_of(channel: str) -> str:
    """A channel's key; empty where none was said.

    Raises:
        NotFound: no such channel.
    """
    from sharecli.channels import loader as channels

    return channels.find(channel).key if channel else ""


def page(desk: Desk, one: Standing, out: Format, notes: list[str]) -> Page:
    """A deal with everybody in it; what has to be done about it is told."""
    data = one.row()
    if one.deal.kind is Kind.group:
        data |= {"rows": [member.row() for member in one.members]}  # type: ignore[dict-item] # rows beside the values
    else:
        rows = [{"person": cut.person, "cut": _micros(one, cut.micros), "at": cut.at} for cut in one.cuts]
        data |= {"seed": one.deal.seed, "rows": rows}  # type: ignore[dict-item] # rows beside the values

    def draw() -> "RenderableType":
        from sharecli.deals import view

        return view.deal(one, settings.read(desk.store).zone)

    return Page(data, draw, out, [*notes, *_to_do(one)])


def _to_do(one: Standing) -> list[str]:
    """What a seller owes to people, as commands to paste."""
    from sharecli.deals.model import How, State

    code = one.deal.code
    found = []
    if one.refunds_due:
        words = _("the money goes back to {people}; when it has: {command}")
        people = ", ".join(member.person for member in one.refunds_due)
        command = f"sharecli deal group refunded {code} {one.refunds_due[0].person}"
        found.append(words.format(people=people, command=command))
    unpaid = [member.person for member in one.inside if not member.paid]
    if unpaid and (one.state is State.filled or one.how is How.seller_tops_up):
        words = _("not paid yet: {people}; when they have: {command}")
        command = f"sharecli deal group paid {code} {unpaid[0]}"
        found.append(words.format(people=", ".join(unpaid), command=command))
    return found


def _micros(one: Standing, micros: int) -> str:
    from sharecli.money import decimal_string

    return decimal_string(micros, one.deal.currency)


def rate_of(word: str) -> int:
    """A rate in billionths, of those who join or help.

    Raises:
        BadValue: not a rate.
    """
    from sharecli import money
    from sharecli.text import clean

    try:
        return money.rate(word)
    except BadValue:
        message = _("“{said}” is not a rate").format(said=clean(word, limit=40))
        meant = f"{word.strip()}%" if re.fullmatch(r"\s*\d{1,2}(\.\d{1,4})?\s*", word, re.ASCII) else "6%"
        raise BadValue(message, hint=again("--conversion", meant)) from None
