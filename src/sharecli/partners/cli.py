"""sharecli partner: friends who help, and their shares of your commission."""

from typing import TYPE_CHECKING, Annotated

import typer

from sharecli.errors import Usage
from sharecli.language import _
from sharecli.partners import binding, owing, pay_cli, records, statement_cli, wording
from sharecli.partners.model import Terms
from sharecli.partners.pay_cli import Who
from sharecli.settings import records as settings
from sharecli.shell import typed
from sharecli.shell.desk import Desk, desk_of
from sharecli.shell.options import Out
from sharecli.shell.page import Format, Page

if TYPE_CHECKING:
    from rich.console import RenderableType

app = typer.Typer(add_completion=False, help="Share your commission with friends who help, and pay them.")

Rate = Annotated[str, typer.Option("--rate", help="Their share of your commission on their own sales, such as 30%.")]
NewRate = Annotated[
    str,
    typer.Option(
        "--rate", help="Their share of your commission on their own sales; else as before.", show_default=False
    ),
]
Second = Annotated[
    str,
    typer.Option(help="Their share of it on sales by those they invited, such as 10%.", show_default=False),
]
Inviter = Annotated[str, typer.Option("--invited-by", metavar="PARTNER", help="Who invited them.", show_default=False)]
From = Annotated[str, typer.Option("--from", help="The first day whose orders count; else today.", show_default=False)]
Until = Annotated[
    str, typer.Option("--until", help="The last day whose orders count; else without end.", show_default=False)
]

_SUMS = ("currency", "promised", "held", "earned", "paid", "owed", "carried")


@app.command()
def add(
    ctx: typer.Context,
    name: Who,
    rate: Rate,
    second_rate: Second = "",
    invited_by: Inviter = "",
    from_: From = "",
    until: Until = "",
    out: Out = Format.table,
) -> Page:
    """Agree with somebody in your list of people which share of your commission is theirs."""
    desk = desk_of(ctx)
    wish = binding.Wish(rate, second_rate, invited_by, since=from_, until=until)
    return _agreed(desk, binding.add(desk, name, wish), out)


@app.command()
def terms(
    ctx: typer.Context,
    name: Who,
    rate: NewRate = "",
    second_rate: Second = "",
    invited_by: Inviter = "",
    no_inviter: Annotated[bool, typer.Option("--no-inviter", help="Nobody invited them any more.")] = False,
    from_: From = "",
    until: Until = "",
    out: Out = Format.table,
) -> Page:
    """Agree other terms from a day on; sales before it keep theirs."""
    desk = desk_of(ctx)
    if not (rate or second_rate or invited_by or no_inviter or until):
        raise Usage(_("what should change?"), hint=typed.again("--rate", "25%"))
    if invited_by and no_inviter:
        raise Usage(_("--invited-by and --no-inviter contradict each other"), hint=typed.again(without="--no-inviter"))
    wish = binding.Wish(rate, second_rate, invited_by, nobody=no_inviter, since=from_, until=until)
    return _agreed(desk, binding.change(desk, name, wish), out)


@app.command()
def end(
    ctx: typer.Context,
    name: Who,
    on: Annotated[str, typer.Option(help="The last day whose orders count; else today.", show_default=False)] = "",
    out: Out = Format.table,
) -> Page:
    """End a partner's terms; what was earned stays owed, and follows refunds."""
    desk = desk_of(ctx)
    row = binding.end(desk, name, on)
    notes = [_("orders from {day} on bring “{word}” nothing").format(day=row.since, word=row.person)]
    notes += wording.still(owing.accounts(desk.store, records.book(desk.store), person=row.person))
    return _card(desk, row.person, out, notes)


@app.command("list")
def list_(ctx: typer.Context, out: Out = Format.table) -> Page:
    """List partners: what they were promised, earned, were paid and are owed, and what is left to you."""
    desk = desk_of(ctx)
    store = desk.store
    book = records.book(store)
    accounts = owing.accounts(store, book)
    books = owing.books(store, accounts)
    today = desk.today(settings.read(store).zone)
    now: dict[str, Terms | None] = {
        word: next((one for one in book.terms[word] if one.until is None or one.until >= today), None)
        for word in records.names(store)
    }
    rows = []
    for word, one in now.items():
        own = [account.row() for account in accounts if account.person == word]
        terms_now = one.row() if one else {}
        told = {key: terms_now.get(key) for key in ("rate", "second_rate", "invited_by")}
        rows += [{"partner": word, **told, **account} for account in own or [dict.fromkeys(_SUMS)]]

    def draw() -> "RenderableType":
        from sharecli.partners import view

        return view.partners(now, accounts, books)

    return Page({"rows": rows, "totals": [one.row() for one in books]}, draw, out)


@app.command()
def show(ctx: typer.Context, name: Who, out: Out = Format.table) -> Page:
    """Show a partner's terms, whom they invited, what they are owed and were paid."""
    desk = desk_of(ctx)
    return _card(desk, binding.partner(desk, name).word, out, [])


app.command()(statement_cli.statement)
app.command()(pay_cli.pay)
app.command()(pay_cli.unpay)


def _agreed(desk: Desk, row: Terms, out: Format) -> Page:
    notes = []
    if row.second or row.invited_by:
        notes.append(wording.notice())
    if row.invited_by:
        above = next((one for one in reversed(records.terms(desk.store)) if one.person == row.invited_by), None)
        if above is None or not above.second:
            words = _("“{above}” has no share of friends' sales, so these bring them nothing: {command}")
            command = f"sharecli partner terms {row.invited_by} --second-rate 10%"
            notes.append(words.format(above=row.invited_by, command=command))
    notes.append(_("next: {command}").format(command=f"sharecli link new PRODUCT -c CHANNEL --person {row.person}"))
    return _card(desk, row.person, out, notes)


def _card(desk: Desk, word: str, out: Format, notes: list[str]) -> Page:
    store = desk.store
    book = records.book(store)
    name = records.names(store).get(word, "")
    rows, invited = list(book.terms.get(word, ())), book.invited(word)
    accounts = owing.accounts(store, book, person=word)
    payments = records.payments(store, person=word)
    data = {
        "partner": word,
        "name": name or None,
        "invited": invited,
        "terms": [one.row() for one in rows],
        "accounts": [one.row() for one in accounts],
        "payments": [one.row() for one in payments],
    }

    def draw() -> "RenderableType":
        from sharecli.partners import view

        return view.card(word, name, rows, invited, accounts, payments)

    return Page(data, draw, out, notes)
