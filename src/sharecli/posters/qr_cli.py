"""sharecli qr: QR codes in the terminal and as files."""

import shutil
from pathlib import Path
from typing import Annotated

import typer

from sharecli.codes.kinds import Kind
from sharecli.codes.look import Style
from sharecli.errors import Usage
from sharecli.language import _
from sharecli.links.choosing import people_of, selected
from sharecli.posters import options as o
from sharecli.shell.desk import desk_of
from sharecli.shell.options import All, Campaign, Channels, Into, OneChannel, Out, People, Query, Since, Tags
from sharecli.shell.page import Format, Page

app = typer.Typer(add_completion=False, help="Show and export QR codes that scan.")

CODES = Path("qr")


@app.command()
def show(
    ctx: typer.Context,
    product: Annotated[str, typer.Argument(help="The product's code.")],
    channel: OneChannel,
    campaign: Campaign = "",
    person: Annotated[str, typer.Option(help="Whose link it is, such as ling.", show_default=False)] = "",
    out: Out = Format.table,
) -> Page:
    """Show a code in the terminal, black on white."""
    from sharecli.codes import terminal
    from sharecli.posters import making

    desk = desk_of(ctx)
    goods = selected(desk, [product], every=False, tags=[])
    people = people_of([person] if person else [])
    made, notes, _now = making.ensured(desk, goods, [channel], campaign, people)
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
    platform: Annotated[str, typer.Option(help="Only of this platform.", show_default=False)] = "",
    query: Query = "",
    since: Since = "",
    source: o.From = None,
    into: Into = CODES,
    kind: o.As = Kind.png,
    campaign: Campaign = "",
    person: People = None,
    style: o.StyleOption = Style.square,
    logo: o.Logo = None,
    color: o.Color = "",
    name: o.Name = "",
    zip_file: o.Zip = None,
    jobs: o.Jobs = 0,
    no_verify: o.NoVerify = False,
    force: o.Force = False,
    out: Out = Format.table,
) -> Page:
    """Write codes as PNG, SVG or PDF, each proven to scan; only what has changed is made again."""
    from sharecli.batches import running
    from sharecli.posters import making
    from sharecli.posters.listed import orders_from

    if kind is Kind.jpg:
        raise Usage(_("a code alone is never a JPEG: its edges would blur"), hint="--as png")
    desk = desk_of(ctx)
    left_out = None
    if source:
        o.alone("--from", products=products, every=every, tag=tag, platform=platform, query=query, since=since)
        orders, notes, now, left_out = orders_from(
            desk, source, channel or [], campaign, person or [], name=name, bare=True
        )
    else:
        goods = selected(desk, products or [], every=every, tags=tag or [], platform=platform, query=query, since=since)
        made, notes, now = making.ensured(desk, goods, channel, campaign, people_of(person or []))
        orders = [making.Order(one) for one in made]
    manner = making.manner(now, kind=kind, style=style, logo=logo, color=color, name=name, verified=not no_verify)
    run = running.Run(into, force, jobs, zip_file, out, left_out)
    return running.page(making.code_jobs(orders, manner), run, what=_("codes"), notes=notes + making.unproven(manner))
