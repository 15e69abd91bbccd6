"""sharecli poster: posters, each read back before it is kept."""

from pathlib import Path
from typing import Annotated

import typer

from sharecli.links.making import selected
from sharecli.shell.desk import desk_of
from sharecli.shell.options import Campaign, Channels, Into, Out, Tags
from sharecli.shell.page import Format, Page

app = typer.Typer(add_completion=False, help="Make posters, each read back before it is kept.")

POSTERS = Path("posters")


@app.command()
def make(
    ctx: typer.Context,
    products: Annotated[list[str], typer.Argument(help="Product codes.")],
    channel: Channels = None,
    into: Into = POSTERS,
    campaign: Campaign = "",
    out: Out = Format.table,
) -> Page:
    """Make the posters of named products."""
    from sharecli.posters import making

    desk = desk_of(ctx)
    made, notes, now = making.ensured(desk, selected(desk, products, every=False, tags=[]), channel, campaign)
    return making.posters(desk, made, now, into, out=out, notes=notes)


@app.command()
def batch(
    ctx: typer.Context,
    channel: Channels = None,
    into: Into = POSTERS,
    tag: Tags = None,
    platform: Annotated[str, typer.Option(help="Only of this platform.", show_default=False)] = "",
    campaign: Campaign = "",
    out: Out = Format.table,
) -> Page:
    """Make a poster for every active product and channel."""
    from sharecli.posters import making

    desk = desk_of(ctx)
    goods = selected(desk, [], every=not (tag or platform), tags=tag or [], platform=platform)
    made, notes, now = making.ensured(desk, goods, channel, campaign)
    return making.posters(desk, made, now, into, out=out, notes=notes)
