"""sharecli share: everything for a post in one folder, the diary, and what to share next."""

from pathlib import Path
from shlex import join
from typing import TYPE_CHECKING, Annotated

import typer

from sharecli.captions import options as o
from sharecli.language import _, plural
from sharecli.packs import diary_cli, next_cli, plan_cli
from sharecli.places import expanded
from sharecli.shell.default_verb import usually
from sharecli.shell.desk import desk_of
from sharecli.shell.options import DryRun, Out
from sharecli.shell.page import Format, Page

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sharecli.packs.sharing import Outcome

app = typer.Typer(
    cls=usually("pack"),
    add_completion=False,
    help="Link, caption, poster and code for today, in one folder.",
    subcommand_metavar="PRODUCT… | COMMAND [ARGS]...",
)

Force = Annotated[
    bool, typer.Option("--force", help="Share it although a group or a rule speaks against it; the diary records it.")
]


@app.command()
def pack(
    ctx: typer.Context,
    products: Annotated[list[str], typer.Argument(help="Product codes, in the order in which you post them.")],
    group: Annotated[str, typer.Option("--group", "-g", help="The group it is for.", show_default=False)] = "",
    channel: Annotated[
        str, typer.Option("--channel", "-c", help="The channel, where it is for no group.", show_default=False)
    ] = "",
    person: Annotated[str, typer.Option("--person", help="Whose link, such as ling.", show_default=False)] = "",
    content: Annotated[
        str, typer.Option("--content", help="The content it belongs to; content list names them.", show_default=False)
    ] = "",
    tone: o.Tone = "",
    language: o.Language = "",
    words: o.Words = "",
    no_label: o.NoLabel = False,
    allow: o.Allow = None,
    copy: o.Copy = False,
    into: Annotated[Path, typer.Option("--into", help="The folder of all days.")] = Path("shares"),
    no_poster: Annotated[bool, typer.Option("--no-poster", help="Without a poster.")] = False,
    no_qr: Annotated[bool, typer.Option("--no-qr", help="Without a code beside it; the poster keeps its own.")] = False,
    force: Force = False,
    dry_run: DryRun = False,
    out: Out = Format.table,
) -> Page:
    """Make link, caption, poster and code of products for a group or channel, and note it in the diary."""
    from sharecli.captions import writing
    from sharecli.packs import rehearsing, sharing, spots
    from sharecli.products.material import note_of

    desk = desk_of(ctx)
    note = note_of(words, what=_("your recommendation")) if words else ""
    caption = writing.Wish(tone or writing.TONE, language, None, not no_label, tuple(allow or ()), note)
    wish = sharing.Wish(caption, words, expanded(into), not no_poster, not no_qr, force)
    spot = spots.spot_of(desk, channel=channel, group=group, person=person, content=content)
    if dry_run:
        return told(rehearsing.rehearse(desk, products, spot, wish), out, copy=False)
    return told(sharing.share(desk, products, spot, wish), out, copy=copy)


app.command()(plan_cli.plan)
app.command()(diary_cli.log)
app.command("next")(next_cli.next_)


def told(done: "Outcome", out: Format, *, copy: bool) -> Page:
    """What became of shares, with their captions on the clipboard where that is wished."""
    notes = list(done.notes)
    texts = [one.caption for one in done.packs if one.caption is not None]
    if texts:
        words = plural("{count} share is in the diary", "{count} shares are in the diary", len(texts))
        notes.append(words.format(count=len(texts)))
    if copy and texts:
        from sharecli.packs import making
        from sharecli.shell.clipboard import copied

        files = [str(one.folder / making.CAPTION) for one in done.packs if one.caption is not None]
        notes.append(copied("\n\n".join(texts), instead=join(["cat", *files])))

    def draw() -> "RenderableType":
        from sharecli.packs import view

        return view.packs(done.packs)

    return Page([one.row() for one in done.packs], draw, out, notes, error=done.failure())
