"""sharecli partner pay and unpay: money for partners, recorded for good."""

from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from sharecli.errors import Usage
from sharecli.language import _
from sharecli.money import grouped
from sharecli.partners import paying
from sharecli.partners.payment import Payment
from sharecli.shell.desk import desk_of
from sharecli.shell.options import DryRun, Out
from sharecli.shell.page import Format, Page

if TYPE_CHECKING:
    from rich.console import RenderableType

Who = Annotated[str, typer.Argument(metavar="NAME", help="A person, by word or name.")]


def pay(
    ctx: typer.Context,
    name: Who,
    amount: Annotated[str, typer.Option(help="How much, such as 12.50.", show_default=False)] = "",
    everything: Annotated[
        bool, typer.Option("--all", help="All that is owed, rounded down to the smallest unit.")
    ] = False,
    on: Annotated[str, typer.Option(help="The day, such as 2026-10-31; else today.", show_default=False)] = "",
    currency: Annotated[str, typer.Option(help="An ISO 4217 code, where several are owed.", show_default=False)] = "",
    reference: Annotated[str, typer.Option(help="The number of the payment.", show_default=False)] = "",
    ahead: Annotated[bool, typer.Option("--ahead", help="More than is owed may be paid.")] = False,
    dry_run: DryRun = False,
    out: Out = Format.table,
) -> Page:
    """Record what you paid a partner; sharecli moves no money itself."""
    if bool(amount) == everything:
        raise Usage(_("say how much: --amount or --all, one of them"), hint=f"sharecli partner pay {quote(name)} --all")
    wish = paying.Wish(amount, on, currency, reference, ahead=ahead)
    one, account = paying.pay(desk_of(ctx), name, wish, dry_run=dry_run)
    unit = one.currency
    left = account.balance - one.micros
    notes = [_("a dry run: nothing was changed")] if dry_run else []
    if left:
        words = _("{sum} is carried over") if left > 0 else _("{sum} is paid ahead, and set off against what comes")
        notes.append(words.format(sum=f"{grouped(abs(left), unit)} {unit}"))
    return _page(one, out, notes)


def unpay(
    ctx: typer.Context,
    payment: Annotated[str, typer.Argument(metavar="PAYMENT", help="Its number or its reference.")],
    reason: Annotated[str, typer.Option(help="Why, in your own words.")],
    by_number: Annotated[bool, typer.Option("--number", help="PAYMENT is a number, and no reference.")] = False,
    out: Out = Format.table,
) -> Page:
    """Take back a payment that was a mistake; it is owed again."""
    one = paying.take_back(desk_of(ctx), payment, reason, by_number=by_number)
    sum_ = f"{grouped(one.micros, one.currency)} {one.currency}"
    return _page(one, out, [_("{sum} is owed to “{word}” again").format(sum=sum_, word=one.person)])


def _page(one: Payment, out: Format, notes: list[str]) -> Page:
    def draw() -> "RenderableType":
        from sharecli.partners import view

        return view.paid([one])

    return Page(one.row(), draw, out, notes)
