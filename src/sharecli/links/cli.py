"""sharecli link: a referral link per product and channel."""

from typing import Annotated

import typer

from sharecli import slug
from sharecli.channels import loader as channels
from sharecli.errors import Refused, Usage
from sharecli.language import _
from sharecli.links import making, records
from sharecli.links.model import Link
from sharecli.products.model import url_of
from sharecli.settings import records as settings
from sharecli.shell.desk import Desk, desk_of
from sharecli.shell.options import All, Campaign, Channels, Out, People, Tags
from sharecli.shell.page import Format, Page
from sharecli.text import one_line

app = typer.Typer(add_completion=False, help="Make a referral link per product and channel.")

Code = Annotated[str, typer.Argument(help="The link's code.")]


class LinkRetired(Refused):
    """A retired link stays retired."""

    code = "link-retired"


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
    out: Out = Format.table,
) -> Page:
    """Make the links of products on channels; asking again gives the same ones."""
    from sharecli.links import view

    if not channel:
        raise Usage(_("which channel? none was named"), hint="--channel wechat-moments")
    desk = desk_of(ctx)
    now = settings.read(desk.store)
    goods = making.selected(desk, products or [], every=every, tags=tag or [])
    places = list({one.key: one for one in map(channels.find, channel)}.values())
    word = slug.own_word(code, hint="--code longjing-moments") if code else ""
    people = making.people_of(person or [])
    made = making.ensure(desk, now, goods, places, campaign=_campaign(campaign), code=word, people=people)
    rows = [(one.link, one.url) for one in made]
    notes = [making.tally(made), *making.notes(made, now)]
    return Page([link.row(url) for link, url in rows], lambda: view.links(rows), out, notes)


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
    return Page([link.row(url) for link, url in rows], lambda: view.links(rows), out)


@app.command()
def show(ctx: typer.Context, code: Code, out: Out = Format.table) -> Page:
    """Show one link and where it led over time."""
    desk = desk_of(ctx)
    return _card(desk, records.find(desk.store, code), out)


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
    _in_use(desk, code)
    there = url_of(url)
    notes = []
    with desk.store.writing() as db:
        link = _in_use(desk, code)  # under the lock: another sharecli may have retired it since
        if not as_it_is:
            there = making.destination_of(
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
    return _card(desk, moved, out, notes)


@app.command()
def retire(ctx: typer.Context, code: Code, out: Out = Format.table) -> Page:
    """Take a link out of use; its code is never given again."""
    desk = desk_of(ctx)
    _in_use(desk, code)
    with desk.store.writing() as db:
        retired = records.retire(db, _in_use(desk, code), at=desk.now())
    return _card(desk, retired, out)


def _in_use(desk: Desk, code: str) -> Link:
    link = records.find(desk.store, code)
    if link.status == "retired":
        message = _("“{code}” is retired").format(code=link.code)
        further = f" --campaign {link.campaign}" * bool(link.campaign) + f" --person {link.person}" * bool(link.person)
        raise LinkRetired(message, hint=f"sharecli link new {link.product} --channel {link.channel}{further}")
    return link


def _card(desk: Desk, link: Link, out: Format, notes: list[str] | None = None) -> Page:
    from sharecli.links import view

    now = settings.read(desk.store)
    url = making.url_of(link, now)
    return Page(
        link.row(url),
        lambda: view.card(link, url, records.history(desk.store, link), now.zone),
        out,
        notes or [],
    )


def _campaign(words: str) -> str:
    word = one_line(words).replace(" ", "-")
    return slug.own_word(word, hint="--campaign spring-sale", what=_("the campaign")) if word else ""
