"""sharecli content: the reviews, videos and streams that links belong to, and what they brought."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from sharecli.channels import loader as channels
from sharecli.errors import Usage
from sharecli.language import _
from sharecli.links.choosing import campaign_of
from sharecli.packs import content_records as records
from sharecli.packs.content import Content, Kind
from sharecli.period import a_day
from sharecli.products.model import title_of, url_of
from sharecli.settings import records as settings
from sharecli.shell.desk import Desk, desk_of
from sharecli.shell.options import Out
from sharecli.shell.page import Format, Page

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sharecli.store.open import Store

app = typer.Typer(add_completion=False, help="Keep the reviews, videos and streams that links belong to.")

Which = Annotated[str, typer.Argument(metavar="CONTENT", help="Its word, which is a campaign of links.")]
KindOf = Annotated[Kind, typer.Option("--kind", help="What it is.")]
Title = Annotated[str, typer.Option("--title", help="What it is called.", show_default=False)]
Where = Annotated[str, typer.Option("--url", help="Where it can be seen.", show_default=False)]
Channel = Annotated[str, typer.Option("--channel", "-c", help="The channel it is on.", show_default=False)]
Made = Annotated[
    str, typer.Option("--made", help="The day it was made; today where none is named.", show_default=False)
]


@app.command()
def add(
    ctx: typer.Context,
    content: Which,
    title: Title,
    kind: KindOf = Kind.review,
    url: Where = "",
    channel: Channel = "",
    made: Made = "",
    out: Out = Format.table,
) -> Page:
    """Add a piece of content; links made with its word as campaign belong to it."""
    desk = desk_of(ctx)
    word = campaign_of(content)
    if not word:
        raise Usage(_("the word is empty"), hint="sharecli content add spring-review --kind review --title …")
    today = str(desk.today(settings.read(desk.store).zone))
    one = Content(
        word, kind, title_of(title), url_of(url) if url else "", channels.find(channel).key if channel else "",
        str(a_day(made)) if made else today,
    )  # fmt: skip
    with desk.store.writing() as db:
        records.keep(db, one, at=desk.now())
    command = f"sharecli share PRODUCT --group GROUP --content {word}"
    return _card(desk, records.find(desk.store, word), out, [_("share it: {command}").format(command=command)])


@app.command("list")
def list_(
    ctx: typer.Context,
    kind: Annotated[Kind | None, typer.Option("--kind", help="Only of this kind.", show_default=False)] = None,
    channel: Annotated[str, typer.Option("--channel", "-c", help="Only on this channel.", show_default=False)] = "",
    archived: Annotated[bool, typer.Option("--archived", help="Only archived ones.")] = False,
    out: Out = Format.table,
) -> Page:
    """List content, the newest first."""
    store = desk_of(ctx).store
    key = channels.find(channel).key if channel else ""
    found = records.chosen(store, kind=kind.value if kind else "", channel=key, archived=archived)
    counts = records.link_counts(store)
    others = "" if found else _others(store, archived=archived)

    def draw() -> "RenderableType":
        from sharecli.packs import content_view

        return content_view.contents(found, counts, others=others)

    return Page([one.row() | {"links": counts.get(one.word, 0)} for one in found], draw, out)


def _others(store: "Store", *, archived: bool) -> str:
    """The command that lists what was not asked for, the shelf that was asked for first."""
    for shelf in (archived, not archived):
        if records.chosen(store, archived=shelf):
            return "sharecli content list" + (" --archived" if shelf else "")
    return ""


@app.command()
def show(ctx: typer.Context, content: Which, out: Out = Format.table) -> Page:
    """Show a piece of content: its links, who came by them, and what that brought."""
    desk = desk_of(ctx)
    return _card(desk, records.find(desk.store, content), out)


@app.command()
def edit(
    ctx: typer.Context,
    content: Which,
    kind: Annotated[Kind | None, typer.Option("--kind", help="Another kind.", show_default=False)] = None,
    title: Title = "",
    url: Where = "",
    channel: Channel = "",
    made: Annotated[str, typer.Option("--made", help="Another day.", show_default=False)] = "",
    out: Out = Format.table,
) -> Page:
    """Change a piece of content; what is not named stays, and so does its word."""
    desk = desk_of(ctx)

    def changed(before: Content) -> Content:
        return replace(
            before,
            kind=kind or before.kind,
            title=title_of(title) if title else before.title,
            url=url_of(url) if url else before.url,
            channel=channels.find(channel).key if channel else before.channel,
            made_on=str(a_day(made)) if made else before.made_on,
        )

    before = records.find(desk.store, content)
    if changed(before) == before:
        raise Usage(_("nothing to change"), hint=f"sharecli content edit {before.word} --title …")
    with desk.store.writing() as db:
        records.keep(db, changed(records.find(desk.store, before.word)), at=desk.now())
    return _card(desk, records.find(desk.store, before.word), out)


@app.command()
def archive(
    ctx: typer.Context,
    content: Which,
    restore: Annotated[bool, typer.Option("--restore", help="Put it back on the list.")] = False,
    out: Out = Format.table,
) -> Page:
    """Take a piece of content off the list; its links and what they bring stay."""
    desk = desk_of(ctx)
    with desk.store.writing() as db:
        records.keep(db, replace(records.find(desk.store, content), archived=not restore), at=desk.now())
    return _card(desk, records.find(desk.store, content), out)


def _card(desk: Desk, one: Content, out: Format, notes: list[str] | None = None) -> Page:
    links, earned = records.links(desk.store, one.word), records.earned(desk.store, one.word)
    row = one.row() | {
        "links": [
            link._asdict() | {"person": link.person or None} for link in links
        ],
        "earnings": [money.row() for money in earned],
    }  # fmt: skip

    def draw() -> "RenderableType":
        from sharecli.packs import content_view

        return content_view.card(one, links, earned)

    return Page(row, draw, out, notes or [])
