"""sharecli poster sheet and contact-sheet: many on a page, to be cut or to be looked over."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sharecli.codes.look import Style
from sharecli.errors import NotFound
from sharecli.language import _, plural
from sharecli.links.choosing import people_of, selected
from sharecli.places import expanded
from sharecli.posters import options as o
from sharecli.sheets.cutting import Cut
from sharecli.sheets.pieces import Pieces, size
from sharecli.sheets.sheet import Paper, Sheet
from sharecli.sheets.targets import Target
from sharecli.shell.desk import desk_of
from sharecli.shell.options import All, Campaign, Out, People, Tags
from sharecli.shell.page import Format, Page
from sharecli.shell.tables import plain
from sharecli.text import HIDDEN

if TYPE_CHECKING:
    from sharecli.sheets import printing

SHEET = Path("sheet.pdf")
CONTACT = Path("contact-sheet.jpg")

Printed = Annotated[str, typer.Option("--channel", "-c", help="The channel of the links.")]
To = Annotated[Path, typer.Option("--to", help="The file to write.")]


def sheet(
    ctx: typer.Context,
    products: Annotated[list[str] | None, typer.Argument(help="Product codes.", show_default=False)] = None,
    channel: Printed = "print",
    every: All = False,
    tag: Tags = None,
    to: To = SHEET,
    pieces: Annotated[Pieces, typer.Option("--pieces", help="What it is cut into.")] = Pieces.cards,
    measure: Annotated[
        str, typer.Option("--size", help="Of a piece: card, card-us, a7, 40 (mm) or 85x54.", show_default=False)
    ] = "",
    paper: Annotated[Paper, typer.Option("--paper", help="What is in the printer.")] = Paper.a4,
    across: Annotated[int, typer.Option("--across", help="Pieces in a row; 0 for as many as fit.", min=0)] = 0,
    down: Annotated[int, typer.Option("--down", help="Rows; 0 for as many as fit.", min=0)] = 0,
    margin: Annotated[float, typer.Option("--margin", help="Millimetres left free on every side.", min=0)] = 8.0,
    gap: Annotated[float, typer.Option("--gap", help="Millimetres between columns.", min=0)] = 0.0,
    row_gap: Annotated[
        float | None, typer.Option("--row-gap", help="The same between rows.", min=0, show_default=False)
    ] = None,
    cut: Annotated[Cut, typer.Option("--cut", help="What says where to cut.")] = Cut.lines,
    line: Annotated[str, typer.Option("--line", help="On a sticker: title, price or call.")] = "title",
    copies: Annotated[int, typer.Option("--copies", help="Of each piece.", min=1)] = 1,
    campaign: Campaign = "",
    person: People = None,
    style: o.StyleOption = Style.square,
    logo: o.Logo = None,
    color: o.Color = "",
    no_label: o.NoLabel = False,
    out: Out = Format.table,
) -> Page:
    """Print cards or stickers to cut, as one PDF whose codes are vectors."""
    from sharecli.posters import making
    from sharecli.posters.palette import palette
    from sharecli.posters.pieced import facts_of, items_of
    from sharecli.settings import records as settings
    from sharecli.sheets import printing

    gaps = (gap, gap if row_gap is None else row_gap)
    asked = Sheet(paper, pieces, size(measure) if measure else None, across, down, margin, gaps, cut)
    target = Target.recorded(expanded(to), "pdf")
    desk = desk_of(ctx)
    goods = selected(desk, products or [], every=every, tags=tag or [])
    made, notes, now = making.ensured(desk, goods, [channel], campaign, people_of(person or []))
    manner = making.manner(now, style=style, logo=logo, color=color, label=not no_label)
    notes += making.warnings(manner, [making.Order(one) for one in made])
    notes += making.unmarked([one.product.code for one in made if HIDDEN in one.product.title])
    items = items_of(made, manner, line=line)
    face = settings.avatar(desk.store) if manner.brand.avatar else None
    done = printing.printed(items, asked, palette=palette(manner.brand.accent), copies=copies, face=face)
    target.record(done.content, facts_of(made, manner, done))
    return _told(done, to, label=not no_label, notes=notes, out=out)


def _told(done: "printing.Printed", to: Path, *, label: bool, notes: list[str], out: Format) -> Page:
    """What is said of a finished sheet."""
    from sharecli.lettering.fonts import cabinet, left_out

    if gone := [one for one in done.gone if one != HIDDEN]:
        notes.append(left_out(gone, posters=done.poorer, where=cabinet()))
    words = plural("{count} page of {pieces} in {file}", "{count} pages of {pieces} in {file}", done.pages)
    notes.append(words.format(count=done.pages, pieces=done.layout.per_page, file=to))
    module = f"{done.layout.module:.2f}"
    row = {
        "file": str(to),
        "pages": done.pages,
        "pieces": len(done.codes),
        "per_page": done.layout.per_page,
        "module_mm": module,
        "label": label,
    }
    return Page(row, lambda: plain([_("a module of the densest code is {mm} mm").format(mm=module)]), out, notes)


def contact_sheet(
    ctx: typer.Context,
    source: Annotated[Path, typer.Argument(metavar="FOLDER", help="A folder with a manifest.json.")] = Path("posters"),
    to: To = CONTACT,
    columns: Annotated[int, typer.Option("--columns", help="Pictures in a row; 0 for as it fits.", min=0)] = 0,
    channel: Annotated[str, typer.Option("--channel", "-c", help="Only this channel's.", show_default=False)] = "",
    out: Out = Format.table,
) -> Page:
    """Show everything that was made on one picture, to look over before posting."""
    from sharecli.lettering.fonts import cabinet
    from sharecli.posters.palette import palette
    from sharecli.posters.pieced import shown_of
    from sharecli.settings import records as settings
    from sharecli.sheets import overview

    target = Target.picked(expanded(to), "jpg")
    now = settings.read(desk_of(ctx).store)
    home = expanded(source)
    shown = shown_of(home, channel)
    if not shown:
        raise NotFound(_("there is nothing to show in “{folder}”").format(folder=source), hint="sharecli poster batch")
    made = overview.contact_sheet(
        shown, title=home.resolve().name, columns=columns, fonts=cabinet(), palette=palette(now.accent)
    )
    target.write(made.jpeg)
    notes = [_("“{path}” cannot be read").format(path=path.name) for path in made.broken]
    words = plural("{count} file on {picture}", "{count} files on {picture}", len(shown))
    notes.append(words.format(count=len(shown), picture=to))
    row = {"file": str(to), "files": len(shown), "width": made.width, "height": made.height}
    return Page(row, lambda: plain([str(to)]), out, notes)
