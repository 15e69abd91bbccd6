"""sharecli product: the list of what you share."""

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sharecli.products.share_text import Shared

from sharecli.errors import Usage
from sharecli.language import _
from sharecli.places import expanded
from sharecli.products import records
from sharecli.shell.desk import desk_of
from sharecli.shell.options import DryRun, Out, Query, Since, Tags
from sharecli.shell.page import Format, Page


class ListFormat(StrEnum):
    """How a list is written."""

    csv = "csv"
    json = "json"


app = typer.Typer(add_completion=False, help="Keep the list of products you share.")

Code = Annotated[str, typer.Argument(help="The product's code.")]
Price = Annotated[str, typer.Option(help="The price, such as 129 or 1,299.50.", show_default=False)]
Currency = Annotated[str, typer.Option(help="An ISO 4217 code, such as CNY.", show_default=False)]
Commission = Annotated[str, typer.Option(help="What you get of the price: 20%, 25‰ or 0.2.", show_default=False)]
Platform = Annotated[str, typer.Option(help="A platform, where the link does not tell.", show_default=False)]
Tag = Annotated[list[str] | None, typer.Option("--tag", "-t", help="A tag; may be repeated.")]
Image = Annotated[Path | None, typer.Option(help="A picture: PNG, JPEG or WebP.", show_default=False)]
Was = Annotated[str | None, typer.Option(help="The price before a discount, such as 159.", show_default=False)]
Note = Annotated[
    str | None, typer.Option(help="Your own words for it, up to 300 characters; empty for none.", show_default=False)
]
Focus = Annotated[
    str, typer.Option(help="What a cut picture keeps in sight: 50%,30%, top or top-left.", show_default=False)
]


@app.command()
def add(
    ctx: typer.Context,
    url: Annotated[str, typer.Argument(help="Where it is sold.", show_default=False)] = "",
    title: Annotated[str, typer.Option(help="Its title, one line.", show_default=False)] = "",
    price: Price = "",
    currency: Currency = "",
    commission: Commission = "",
    code: Annotated[str, typer.Option(help="Your word for it; else one is made.", show_default=False)] = "",
    from_text: Annotated[
        Path | None,
        typer.Option(help="A file with a shop app's share text (淘口令), or -; it says link, title and price."),
    ] = None,
    platform: Platform = "",
    tag: Tag = None,
    image: Image = None,
    was: Was = None,
    note: Note = None,
    focus: Focus = "",
    out: Out = Format.table,
) -> Page:
    """Add a product."""
    from sharecli import pictures
    from sharecli.products import compose, view
    from sharecli.settings import records as settings

    desk = desk_of(ctx)
    notes, unclear = [], ""
    if from_text is not None:
        shared = _shared(from_text, url)
        unclear = shared.unclear
        url, title, price = shared.url, title or shared.title, price or shared.price
        notes.append(_("a sale counts as yours only where the link says so: convert it at the platform if it converts"))
    made = compose.product(
        url=url, title=title, price=price, currency=currency, commission=commission, code=code, platform=platform,
        tags=tag or [], was=was or "", note=note or "", focus=focus,
        default_currency=settings.read(desk.store).currency,
        taken=lambda word: records.by_code(desk.store, word) is not None,
    )  # fmt: skip
    twin = records.by_url(desk.store, made.url)
    same = None if twin else records.of_item(desk.store, made.platform, made.item)
    picture = pictures.read(expanded(image)) if image else None
    kept = records.keep(desk.store, made, at=desk.now(), picture=picture)
    if twin:
        notes.append(_("“{code}” has the same link").format(code=twin.code))
    elif same:
        notes.append(_("“{code}” is the same item under another link").format(code=same.code))
    if from_text is not None and not price:
        notes.append(_no_price(unclear, kept.code))
    notes.append(_("next: {command}").format(command=f"sharecli link new {kept.code} --channel wechat-moments"))
    return Page(kept.row(), lambda: view.card(kept), out, notes)


def _no_price(unclear: str, code: str) -> str:
    command = f"sharecli product edit {code} --price …"
    if unclear:
        words = _("“{said}” in the text may be more than one price, so none is kept: {command}")
        return words.format(said=unclear, command=command)
    return _("no price was found in the text: {command}").format(command=command)


def _shared(file: Path, url: str) -> "Shared":
    from sharecli import spreadsheet
    from sharecli.products import share_text

    if url:
        raise Usage(_("either a link or a share text"), hint=_("leave one of the two out"))
    return share_text.read(share_text.decoded(spreadsheet.content_of(expanded(file))))


@app.command("list")
def list_(
    ctx: typer.Context,
    tag: Tags = None,
    platform: Annotated[str, typer.Option(help="Only of this platform.", show_default=False)] = "",
    query: Query = "",
    since: Since = "",
    archived: Annotated[bool, typer.Option("--archived", help="Only archived ones.")] = False,
    out: Out = Format.table,
) -> Page:
    """List products."""
    from sharecli.products.selection import listed

    key = _known_platform(platform) if platform else ""
    found = listed(desk_of(ctx), tags=tag or (), platform=key, archived=archived, query=query, since=since)

    def draw() -> "RenderableType":
        from sharecli.products import view

        return view.products(found)

    return Page([one.row() for one in found], draw, out)


def _known_platform(word: str) -> str:
    from sharecli.platforms import loader  # reads every platform's file

    return loader.find(word).key


@app.command()
def show(ctx: typer.Context, code: Code, out: Out = Format.table) -> Page:
    """Show one product."""
    from sharecli.products import view

    found = records.find(desk_of(ctx).store, code)
    return Page(found.row(), lambda: view.card(found), out)


@app.command()
def edit(
    ctx: typer.Context,
    code: Code,
    title: Annotated[str, typer.Option(help="Its title, one line.", show_default=False)] = "",
    url: Annotated[str, typer.Option(help="Where it is sold.", show_default=False)] = "",
    price: Price = "",
    currency: Currency = "",
    commission: Commission = "",
    platform: Platform = "",
    new_code: Annotated[str, typer.Option(help="Another code for it.", show_default=False)] = "",
    tag: Tag = None,
    no_tags: Annotated[bool, typer.Option("--no-tags", help="Take its tags away.")] = False,
    image: Image = None,
    was: Was = None,
    no_was: Annotated[bool, typer.Option("--no-was", help="Take its former price away.")] = False,
    note: Note = None,
    focus: Focus = "",
    out: Out = Format.table,
) -> Page:
    """Change a product; what is not named stays."""
    from sharecli import pictures
    from sharecli.products import view
    from sharecli.products.editing import Change, changed

    if was and no_was:
        raise Usage(_("either --was or --no-was"), hint=_("leave one of the two out"))
    wanted = Change(
        title=title, url=url, price=price, currency=currency, commission=commission, platform=platform,
        new_code=new_code, tags=tag or ([] if no_tags else None), was="" if no_was else was, note=note, focus=focus,
    )  # fmt: skip
    if not (wanted or image):
        raise Usage(_("nothing to change"), hint=f"sharecli product edit {code} --price 119")
    desk = desk_of(ctx)
    changed(records.find(desk.store, code), wanted)  # what cannot be is refused before a picture is read
    picture = pictures.read(expanded(image)) if image else None
    with desk.store.writing() as db:
        before = records.find(desk.store, code)  # under the lock: what another sharecli has changed since stays
        kept = records.change(db, changed(before, wanted), at=desk.now(), picture=picture)
    notes = []
    if kept.url != before.url:
        notes.append(
            _("its links still lead where they did; to move one: {command}").format(
                command="sharecli link retarget CODE URL"
            )
        )
    return Page(kept.row(), lambda: view.card(kept), out, notes)


@app.command("fetch-image")
def fetch_image(
    ctx: typer.Context,
    code: Code,
    url: Annotated[str, typer.Argument(help="The picture's own address, https.", show_default=False)] = "",
    out: Out = Format.table,
) -> Page:
    """Fetch a product's picture from the web, this once."""
    from sharecli.products import fetching, view

    desk = desk_of(ctx)
    found = records.find(desk.store, code)
    if not url:
        raise Usage(
            _("which picture? no address was named"),
            hint=f"sharecli product fetch-image {found.code} https://shop.example/picture.jpg",
        )
    picture = fetching.fetch(url)
    with desk.store.writing() as db:
        # Under the lock: fetching takes a while, and what another sharecli has changed since stays.
        kept = records.change(db, records.find(desk.store, code), at=desk.now(), picture=picture)
    notes = [_("a picture of {width} × {height} pixels is kept").format(width=picture.width, height=picture.height)]
    return Page(kept.row(), lambda: view.card(kept), out, notes)


@app.command()
def archive(ctx: typer.Context, code: Code, out: Out = Format.table) -> Page:
    """Take a product off the list; its links, commissions and earnings stay."""
    return _set_status(ctx, code, "archived", out)


@app.command()
def restore(ctx: typer.Context, code: Code, out: Out = Format.table) -> Page:
    """Put an archived product back on the list."""
    return _set_status(ctx, code, "active", out)


def _set_status(ctx: typer.Context, code: str, status: str, out: Format) -> Page:
    from sharecli.products import view

    desk = desk_of(ctx)
    records.find(desk.store, code)
    with desk.store.writing() as db:
        found = records.find(desk.store, code)  # under the lock: what another sharecli has changed since stays
        kept = records.change(db, replace(found, status=status), at=desk.now())
    return Page(kept.row(), lambda: view.card(kept), out)


@app.command("import")
def import_(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="A CSV or JSON file, or - for standard input.")],
    dry_run: DryRun = False,
    out: Out = Format.table,
) -> Page:
    """Import a product list; a row that cannot be read is named, and the others are kept."""
    from sharecli.products import intake, view

    result, problems = intake.take_in(desk_of(ctx), expanded(file), dry_run=dry_run)
    notes = [intake.sentence(problem) for problem in problems]
    if dry_run:
        notes.append(_("a dry run: nothing was changed"))
    return Page(result, lambda: view.tally(result), out, notes, error=intake.failure(result, file))


@app.command("export")
def export_(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="FILE.csv or FILE.json, or - for standard output.")],
    images: Annotated[
        Path | None, typer.Option(help="Write the pictures into this folder, too.", show_default=False)
    ] = None,
    bom: Annotated[bool, typer.Option("--bom", help="Lead the CSV with a mark that Excel needs for Chinese.")] = False,
    out: Annotated[
        ListFormat | None,
        typer.Option("--format", "-F", help="For standard output; a file's ending tells.", show_default=False),
    ] = None,
) -> Page:
    """Export all products, archived ones too; importing the file gives the same list."""
    from sharecli.products import outlet

    return outlet.write_list(desk_of(ctx), expanded(file), images=images, bom=bom, kind=out.value if out else "")
