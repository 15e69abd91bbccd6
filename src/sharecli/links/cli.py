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
    choosing,
    clicks_cli,
    filling,
    lagging,
    limit_cli,
    making,
    records,
    showing,
    telling,
    who_cli,
)
from sharecli.links.clearing import no_more_there
from sharecli.links.tagging import Way
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
        typer.Option(
            "--from",
            help="A CSV with a link a line, or -: product, channel and what else it may say.",
            show_default=False,
        ),
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
    if code and check:
        message = _("--check is for codes that are drawn; your own word stays as it is")
        raise Usage(message, hint=_("leave one of the two out"))
    if not channel:
        raise Usage(_("which channel? none was named"), hint="--channel wechat-moments")
    now = settings.read(desk.store)
    goods = choosing.selected(desk, products or [], every=every, tags=tag or [])
    places = list({one.key: one for one in map(channels.find, channel)}.values())
    word = slug.own_word(code, hint="--code longjing-moments") if code else ""
    people, theme = choosing.people_of(person or []), choosing.campaign_of(campaign)
    if dry_run:
        return bulk_cli.rehearsal(desk, making.wished(goods, places, theme, people, word), out)
    made = making.ensure(desk, now, goods, places, campaign=theme, code=word, people=people, check=check)
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
    codes = [choosing.product_of(desk, one).code for one in product or []]
    people = choosing.people_of(person) if person else ()
    found = records.chosen(desk.store, products=codes, channels=keys, people=people, retired=retired)
    rows = [(one, making.url_of(one, now)) for one in found]
    people_by_link, notes = filling.people_through(desk, found)
    at = stamp(desk.now())
    states = {one.id: filling.state_of(one, at, people_by_link.get(one.id, 0)) for one in found}
    data = [link.row(url, state=states[link.id]) for link, url in rows]
    return Page(data, lambda: view.links(rows, states=states, zone=now.zone), out, notes)


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
    code = showing.in_use(desk, code).code
    there = url_of(url, hint=f"sharecli link retarget {code} https://shop.example/cup")
    notes = []
    with desk.store.writing() as db:
        link = showing.in_use(desk, code)  # under the lock: another sharecli may have retired it since
        if not as_it_is:
            way = Way(there, "", now)
            there = way.to(code=link.code, product=link.product, channel=link.channel, campaign=link.campaign)
            notes += telling.replaced({link.code: no_more_there(way.taken, there)})
        if making.url_of(link, now) == link.destination:
            notes.append(_("this link has no short form, so a QR code made before still holds the old address"))
        moved = records.move(db, link, there, at=desk.now())
    return showing.card(desk, moved, out, [*notes, *lagging.retargeted(desk, moved)])


@app.command()
def retire(ctx: typer.Context, code: Code, out: Out = Format.table) -> Page:
    """Take a link out of use; its code is never given again."""
    desk = desk_of(ctx)
    showing.in_use(desk, code)
    with desk.store.writing() as db:
        retired = records.retire(db, showing.in_use(desk, code), at=desk.now())
    return showing.card(desk, retired, out, lagging.retired(desk, retired))
