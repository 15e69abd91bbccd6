"""sharecli deal: group-buys and bargains."""

from typing import TYPE_CHECKING, Annotated

import typer

from sharecli.deals import auditing, bargain_cli, group_cli, options as o, records, simulate_cli
from sharecli.deals.model import Kind, State
from sharecli.errors import BadValue
from sharecli.language import _
from sharecli.products import records as products
from sharecli.settings import records as settings
from sharecli.shell.desk import desk_of
from sharecli.shell.options import Out
from sharecli.shell.page import Format, Page
from sharecli.suggest import closest
from sharecli.text import clean

if TYPE_CHECKING:
    from rich.console import RenderableType

app = typer.Typer(add_completion=False, help="Run group-buys and bargains, and reckon them before.")
app.add_typer(group_cli.app, name="group")
app.add_typer(bargain_cli.app, name="bargain")
app.add_typer(simulate_cli.app, name="simulate")


@app.command("list")
def list_(
    ctx: typer.Context,
    state: Annotated[str, typer.Option("--state", help="open, filled, failed or closed.", show_default=False)] = "",
    kind: Annotated[str, typer.Option("--kind", help="group or bargain.", show_default=False)] = "",
    product: Annotated[str, typer.Option("--product", help="Only of this product.", show_default=False)] = "",
    out: Out = Format.table,
) -> Page:
    """List deals as they stand now, those that end last first."""
    desk = desk_of(ctx)
    code = products.find(desk.store, product).code if product else ""
    found = records.chosen(
        desk.store, now=desk.now(), product=code, state=State(_one_of(state, State, "--state")) if state else None,
        kind=Kind(_one_of(kind, Kind, "--kind")) if kind else None,
    )  # fmt: skip
    due = [one for one in found if one.refunds_due]
    words = _("{deal}: refunds due: {count}; see {command}")
    notes = [
        words.format(deal=one.deal.code, count=len(one.refunds_due), command=f"sharecli deal show {one.deal.code}")
        for one in due
    ]

    def draw() -> "RenderableType":
        from sharecli.deals import view

        return view.deals(found, settings.read(desk.store).zone)

    return Page([one.row() for one in found], draw, out, notes)


@app.command()
def show(ctx: typer.Context, deal: o.Which, out: Out = Format.table) -> Page:
    """Show where a deal stands now: who is in, what is truly left, who gets money back."""
    desk = desk_of(ctx)
    return o.page(desk, records.find(desk.store, deal, now=desk.now()), out, [])


@app.command()
def audit(ctx: typer.Context, deal: o.Which, out: Out = Format.table) -> Page:
    """Reckon a bargain's cuts again from its seed, and compare them with those that were made."""
    desk = desk_of(ctx)
    there = records.find(desk.store, deal, now=desk.now(), kind=Kind.bargain)
    rows, sentence, error = auditing.compared(there)

    def draw() -> "RenderableType":
        from sharecli.deals import view

        return view.audit(rows, sentence)

    return Page([*rows], draw, out, error=error)


def _one_of(word: str, known: type[State | Kind], option: str) -> str:
    said = word.strip().lower()
    words = [one.value for one in known]
    if said not in words:
        message = _("“{word}” is neither of these: {words}")
        hint = closest(said, words, paste=f"{option} {{}}")
        raise BadValue(message.format(word=clean(word, limit=40), words=", ".join(words)), hint=hint)
    return said
