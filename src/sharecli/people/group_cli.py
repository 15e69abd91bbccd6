"""sharecli group: the groups you post in, and how they are spared."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from sharecli.channels import loader as channels
from sharecli.errors import BadValue, Usage
from sharecli.language import _
from sharecli.people import compose, group_records
from sharecli.people.model import Group
from sharecli.shell import typed
from sharecli.shell.desk import Desk, desk_of
from sharecli.shell.options import OneChannel, Out
from sharecli.shell.page import Format, Page
from sharecli.text import clean

if TYPE_CHECKING:
    from rich.console import RenderableType

app = typer.Typer(add_completion=False, help="Keep the groups you post in, and spare them.")

Which = Annotated[str, typer.Argument(metavar="GROUP", help="Its word, or its name.")]
Interest = Annotated[
    list[str] | None, typer.Option("--interest", "-i", help="What it likes, as products' tags; may be repeated.")
]
Size = Annotated[int | None, typer.Option(help="How many are in it.", show_default=False)]
_COOL = "Days for which the same product rests there."
_POSTS = "How many posts a day it is spared for."


@app.command()
def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="What you call it, in any script.")],
    channel: OneChannel,
    word: Annotated[str, typer.Option(help="Your word for it; else one is made.", show_default=False)] = "",
    size: Size = None,
    interest: Interest = None,
    cool_down: Annotated[int, typer.Option("--cool-down", help=_COOL)] = 7,
    posts_a_day: Annotated[int, typer.Option("--posts-a-day", help=_POSTS)] = 2,
    out: Out = Format.table,
) -> Page:
    """Add a group: an audience on a channel."""
    desk = desk_of(ctx)
    hint = typed.again("--word", "tea-friends")
    own = compose.word_of(word, what=_("the group"), hint=hint) if word.strip() else ""
    said = compose.name_of(name, hint='sharecli group add "Tea friends" --channel wechat-group')
    made = Group(
        own, said, channels.find(channel).key, _size(size), compose.interests_of(interest or ()), _days(cool_down),
        _posts(posts_a_day),
    )  # fmt: skip
    with desk.store.writing() as db:
        key = own or compose.made_word(said, letter="g", taken=lambda one: group_records.goes_by(desk.store, one))
        group_records.keep(db, replace(made, word=key), at=desk.now())
    return _card(desk, group_records.group(desk.store, key), out)


@app.command("list")
def list_(
    ctx: typer.Context,
    channel: Annotated[str, typer.Option("--channel", "-c", help="Only on this channel.", show_default=False)] = "",
    interest: Interest = None,
    archived: Annotated[bool, typer.Option("--archived", help="Only archived ones.")] = False,
    out: Out = Format.table,
) -> Page:
    """List groups."""
    from sharecli.settings import records as settings

    desk = desk_of(ctx)
    key = channels.find(channel).key if channel else ""
    found = group_records.chosen(
        desk.store, channel=key, interests=compose.interests_of(interest or ()), archived=archived
    )
    last = group_records.last_shares(desk.store)
    data = [
        one.row() | {"shares": last.get(one.id, ("", 0))[1], "last_shared_at": last.get(one.id, ("", 0))[0] or None}
        for one in found
    ]

    def draw() -> "RenderableType":
        from sharecli.people import group_view

        return group_view.groups(found, last, settings.read(desk.store).zone)

    return Page(data, draw, out)


@app.command()
def show(ctx: typer.Context, group: Which, out: Out = Format.table) -> Page:
    """Show a group: what was shared there and when, and what may be shared now."""
    desk = desk_of(ctx)
    return _card(desk, group_records.group(desk.store, group), out)


@app.command()
def edit(
    ctx: typer.Context,
    group: Which,
    name: Annotated[str, typer.Option(help="Another name.", show_default=False)] = "",
    channel: Annotated[str, typer.Option("--channel", "-c", help="Another channel.", show_default=False)] = "",
    size: Size = None,
    interest: Interest = None,
    no_interests: Annotated[bool, typer.Option("--no-interests", help="Take the interests away.")] = False,
    cool_down: Annotated[int | None, typer.Option("--cool-down", help=_COOL, show_default=False)] = None,
    posts_a_day: Annotated[int | None, typer.Option("--posts-a-day", help=_POSTS, show_default=False)] = None,
    archive: Annotated[
        bool | None, typer.Option("--archive/--restore", help="Post there no more, or again.", show_default=False)
    ] = None,
    out: Out = Format.table,
) -> Page:
    """Change a group; what is not named stays."""
    if interest and no_interests:
        raise Usage(_("either --interest or --no-interests"), hint=typed.again(without="--no-interests"))
    desk = desk_of(ctx)

    def changed(before: Group) -> Group:
        return replace(
            before,
            name=compose.name_of(name, hint=typed.again("--name", "Tea friends")) if name else before.name,
            channel=channels.find(channel).key if channel else before.channel,
            size=before.size if size is None else _size(size),
            interests=() if no_interests else before.interests if interest is None else compose.interests_of(interest),
            cooldown_days=before.cooldown_days if cool_down is None else _days(cool_down),
            posts_a_day=before.posts_a_day if posts_a_day is None else _posts(posts_a_day),
            archived=before.archived if archive is None else archive,
        )

    before = group_records.group(desk.store, group)
    if changed(before) == before:
        raise Usage(_("nothing to change"), hint=f"sharecli group edit {before.word} --size 120")
    with desk.store.writing() as db:
        group_records.keep(db, changed(group_records.group(desk.store, before.word)), at=desk.now())
    return _card(desk, group_records.group(desk.store, before.word), out)


def _card(desk: Desk, one: Group, out: Format) -> Page:
    from sharecli.people import offering

    facts = offering.facts(desk, one)

    def draw() -> "RenderableType":
        from sharecli.people import group_view

        return group_view.card(one, facts)

    return Page(one.row() | facts.row(), draw, out)


def _size(number: int | None) -> int | None:
    return (
        None
        if number is None
        else _within(number, most=1_000_000_000, what=_("the size"), hint=typed.again("--size", "120"))
    )


def _days(number: int) -> int:
    return _within(number, most=3650, what=_("the cool-down"), hint=typed.again("--cool-down", "7"))


def _posts(number: int) -> int:
    return _within(number, most=1000, what=_("the number of posts a day"), hint=typed.again("--posts-a-day", "2"))


def _within(number: int, *, most: int, what: str, hint: str) -> int:
    if 0 <= number <= most:
        return number
    message = _("{what} {said} is not between 0 and {most:,}")
    raise BadValue(message.format(what=what, said=clean(str(number), limit=30), most=most), hint=hint)
