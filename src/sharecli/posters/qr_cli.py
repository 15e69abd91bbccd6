"""sharecli qr: QR codes in the terminal and as files."""

import shutil
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from sharecli.language import _
from sharecli.links.making import selected
from sharecli.shell.desk import desk_of
from sharecli.shell.options import All, Campaign, Channels, Into, OneChannel, Out, Tags
from sharecli.shell.page import Format, Page

app = typer.Typer(add_completion=False, help="Show and export QR codes that scan.")


class Kind(StrEnum):
    """A kind of file."""

    png = "png"
    svg = "svg"
    pdf = "pdf"


CODES = Path("qr")


@app.command()
def show(
    ctx: typer.Context,
    product: Annotated[str, typer.Argument(help="The product's code.")],
    channel: OneChannel,
    campaign: Campaign = "",
    out: Out = Format.table,
) -> Page:
    """Show a code in the terminal, black on white."""
    from sharecli.posters import making, terminal

    desk = desk_of(ctx)
    made, notes, _now = making.ensured(desk, selected(desk, [product], every=False, tags=[]), [channel], campaign)
    url = made[0].url
    if out is not Format.table:
        return Page(made[0].link.row(url), None, out, notes)
    columns = shutil.get_terminal_size().columns
    if terminal.width(url) > columns:
        words = _("this code needs {needed} columns, the terminal has {columns}; make it wider, or: {command}")
        command = f"sharecli qr export {product} --channel {channel} --into qr/"
        notes.append(words.format(needed=terminal.width(url), columns=columns, command=command))
    return Page({}, raw=f"{terminal.draw(url)}{url}\n", notes=notes)


@app.command()
def export(
    ctx: typer.Context,
    products: Annotated[list[str] | None, typer.Argument(help="Product codes.", show_default=False)] = None,
    channel: Channels = None,
    every: All = False,
    tag: Tags = None,
    into: Into = CODES,
    kind: Annotated[Kind, typer.Option("--as", help="The kind of file.")] = Kind.png,
    campaign: Campaign = "",
    out: Out = Format.table,
) -> Page:
    """Write codes as PNG, SVG or PDF, each read back before it is kept."""
    from sharecli.posters import making

    desk = desk_of(ctx)
    goods = selected(desk, products or [], every=every, tags=tag or [])
    made, notes, _now = making.ensured(desk, goods, channel, campaign)
    return making.codes(made, into, ending=kind.value, out=out, notes=notes)
