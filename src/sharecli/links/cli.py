"""sharecli link: a referral link per product and channel."""

from pathlib import Path
from typing import Annotated

import typer

from sharecli import slug
from sharecli.channels import loader as channels
from sharecli.errors import Usage
from sharecli.language import _
from sharecli.links import (
    bulk_cli,
    carry_cli,
    check_cli,
    clicks_cli,
    limit_cli,
    making,
    records,
    showing,
    telling,
    who_cli,
)
from sharecli.links.tagging import destination_of
from sharecli.period import stamp
from sharecli.places import expanded
from sharecli.products.model import url_of
from sharecli.settings import records as settings
from sharecli.shell.desk import desk_of
from sharecli.shell.options import All, Campaign, Channels, DryRun, Out, People, Tags
from sharecli.shell.page import Format, Page

app = typer.Typer(add_completion=False, help="Make a referral link per product and channel.")
app.command()(clicks_cli.clicks)
app.command()(limit_cli.limit)
app.command()(who_cli.who)
app.command()(check_cli.check)
app.command()(carry_cli.push)
app.command()(carry_cli.sync)

Code = Annotated[str, typer.Argument(help="The link's code.")]


@app.command()
def new(
    ctx: typer.Context,
    products: Annotated[list[str] | None, typer.Argument(help="Product codes.", show_default=False)] = None,
    channel: Channels = None,
    every: All = False,
    tag: Tags = None,
    campaign: Campaign = "",
    person: People = None,
    code: Annotated[str, typer.Option(help="Your own word instead of a drawn code.", show_default=False)] = "",
    check: Annotated[
        bool, typer.Option("--check", help="End a drawn code in a check character, for those who type it.")
    ] = False,
    file: Annotated[
        Path | None,
        typer.Option("--from", help="A CSV with a link a line, or -: product, channel and what else it may say.", show_default=False),
    ] = None,
    dry_run: DryRun = False,
    via: carry_cli.Via = "",
    out: Out = Format.table,
) -> Page:
    """Make the links of products on channels; asking again gives the same ones."""
    from sharecli.links import view

    desk = desk_of(ctx)
    carry_cli.known(desk, via)
    if file is not None:
        if products or channel or every or tag or campaign or person or code or via:
            raise Usage(_("the list says which links; nothing else may"), hint="sharecli link new --from list.csv")
        return bulk_cli.page(desk, expanded(file), check=check, dry_run=dry_run, out=out)
    if dry_run:
        raise Usage(_("--dry-run is for --from"), hint="sharecli link new --from list.csv --dry-run")
    if not channel:
        raise Usage(_("which channel? none was named"), hint="--channel wechat-moments")
    now = settings.read(desk.store)
    goods = making.selected(desk, products or [], every=every, tags=tag or [])
    places = list({one.key: one for one in map(channels.find, channel)}.values())
    word = slug.own_word(code, hint="--code longjing-moments") if code else ""
    people = making.people_of(person or [])
    made = making.ensure(
        desk, now, goods, places, campaign=making.campaign_of(campaign), code=word, people=people, check=check
    )
    rows = [(one.link, one.url) for one in made]
    notes = [telling.tally(made), *telling.notes(made, now)]
    page = Page([link.row(url) for link, url in rows], lambda: view.links(rows), out, notes)
    return carry_cli.through(desk, page, [one.link for one in made], via)


@app.command("list")
def list_(
    ctx: typer.Context,
    product: Annotated[list[str] | None, typer.Option(help="Only this product's; may be repeated.")] = None,
    channel: Channels = None,
    person: Annotated[list[str] | None, typer.Option(help="Only this person's; may be repeated.")] = None,
    retired: Annotated[bool, typer.Option("--retired", help="Only retired ones.")] = False,
    out: Out = Format.table,
) -> Page:
    """List links."""
    from sharecli.links import view

    desk = desk_of(ctx)
    now = settings.read(desk.store)
    keys = [channels.find(one).key for one in channel or []]
    codes = [making.product_of(desk, one).code for one in product or []]
    people = making.people_of(person) if person else ()
    found = records.chosen(desk.store, products=codes, channels=keys, people=people, retired=retired)
    rows = [(one, making.url_of(one, now)) for one in found]
    at = stamp(desk.now())
    return Page([link.row(url) for link, url in rows], lambda: view.links(rows, at=at, zone=now.zone), out)


@app.command()
def show(ctx: typer.Context, code: Code, out: Out = Format.table) -> Page:
    """Show one link and where it led over time."""
    desk = desk_of(ctx)
    return showing.card(desk, records.find(desk.store, code), out)


@app.command()
def retarget(
    ctx: typer.Context,
    code: Code,
    url: Annotated[str, typer.Argument(help="Where it shall lead.")],
    as_it_is: Annotated[bool, typer.Option("--as-it-is", help="Add no tags.")] = False,
    out: Out = Format.table,
) -> Page:
    """Lead a link elsewhere; its code, printed or posted, stays."""
    desk = desk_of(ctx)
    now = settings.read(desk.store)
    showing.in_use(desk, code)
    there = url_of(url)
    notes = []
    with desk.store.writing() as db:
        link = showing.in_use(desk, code)  # under the lock: another sharecli may have retired it since
        if not as_it_is:
            there = destination_of(
                there,
                "",
                code=link.code,
                product=link.product,
                channel=link.channel,
                campaign=link.campaign,
                settings=now,
            )
        if making.url_of(link, now) == link.destination:
            notes.append(_("this link has no short form, so a QR code made before still holds the old address"))
        moved = records.move(db, link, there, at=desk.now())
    return showing.card(desk, moved, out, notes)


@app.command()
def retire(ctx: typer.Context, code: Code, out: Out = Format.table) -> Page:
    """Take a link out of use; its code is never given again."""
    desk = desk_of(ctx)
    showing.in_use(desk, code)
    with desk.store.writing() as db:
        retired = records.retire(db, showing.in_use(desk, code), at=desk.now())
    return showing.card(desk, retired, out)
