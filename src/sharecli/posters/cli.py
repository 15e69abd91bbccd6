"""sharecli poster: posters, each proven to scan before it is kept."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sharecli.codes.kinds import Kind
from sharecli.codes.look import Style
from sharecli.language import _
from sharecli.links.choosing import people_of, selected
from sharecli.places import expanded
from sharecli.posters import options as o, sheet_cli
from sharecli.shell.desk import Desk, desk_of
from sharecli.shell.options import All, Campaign, Channels, Into, Out, People, Query, Since, Tags
from sharecli.shell.page import Format, Page

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sharecli.batches.running import Run
    from sharecli.posters.making import Manner, Order
    from sharecli.settings.model import Settings

app = typer.Typer(add_completion=False, help="Make posters, each proven to scan before it is kept.")
template_app = typer.Typer(add_completion=False, help="Make a template of your own.")
app.add_typer(template_app, name="template")
app.command()(sheet_cli.sheet)
app.command()(sheet_cli.contact_sheet)

POSTERS = Path("posters")


@app.command()
def make(
    ctx: typer.Context,
    products: Annotated[list[str], typer.Argument(help="Product codes.")],
    channel: Channels = None,
    into: Into = POSTERS,
    campaign: Campaign = "",
    person: People = None,
    template: o.Template = "",
    canvas: o.Canvas = "",
    words: o.Words = "",
    theme: o.Theme = "",
    accent: o.Accent = "",
    kind: o.As = Kind.png,
    code: o.Code = None,
    style: o.StyleOption = Style.square,
    logo: o.Logo = None,
    color: o.Color = "",
    no_label: o.NoLabel = False,
    bleed: o.Bleed = False,
    marks: o.Marks = False,
    name: o.Name = "",
    no_verify: o.NoVerify = False,
    force: o.Force = False,
    deal: o.Deal = "",
    open_it: Annotated[bool, typer.Option("--open", help="Open it, where there is a desktop.")] = False,
    out: Out = Format.table,
) -> Page:
    """Make the posters of named products."""
    from sharecli.batches.running import Run
    from sharecli.posters import making
    from sharecli.posters.opening import opened

    desk = desk_of(ctx)
    goods = selected(desk, products, every=False, tags=[])
    made, notes, now = making.ensured(desk, goods, channel, campaign, people_of(person or []), code=code)
    manner = making.manner(
        now, kind=kind, style=style, logo=logo, color=color, template=template, theme=theme, accent=accent,
        canvas=canvas, code=code, label=not no_label, bleed=bleed, marks=marks, words=words, name=name,
        verified=not no_verify,
    )  # fmt: skip
    if deal:
        from sharecli.posters import dealing_orders

        manner, told = dealing_orders.with_deal(desk, deal, made, manner, now)
        notes += told
    page = _posters(desk, [making.Order(one) for one in made], manner, now, Run(into, force=force, out=out), notes)
    if open_it:
        return replace(page, notes=[*page.notes, *opened(page)])
    return page


@app.command()
def batch(
    ctx: typer.Context,
    channel: Channels = None,
    into: Into = POSTERS,
    every: All = False,
    tag: Tags = None,
    platform: Annotated[str, typer.Option(help="Only of this platform.", show_default=False)] = "",
    query: Query = "",
    since: Since = "",
    source: o.From = None,
    campaign: Campaign = "",
    person: People = None,
    template: o.Template = "",
    canvas: o.Canvas = "",
    words: o.Words = "",
    theme: o.Theme = "",
    accent: o.Accent = "",
    kind: o.As = Kind.png,
    code: o.Code = None,
    style: o.StyleOption = Style.square,
    logo: o.Logo = None,
    color: o.Color = "",
    no_label: o.NoLabel = False,
    bleed: o.Bleed = False,
    marks: o.Marks = False,
    name: o.Name = "",
    zip_file: o.Zip = None,
    jobs: o.Jobs = 0,
    no_verify: o.NoVerify = False,
    force: o.Force = False,
    out: Out = Format.table,
) -> Page:
    """Make a poster for every active product, channel and person; only what has changed is made again."""
    from sharecli.batches.running import Run
    from sharecli.posters import making
    from sharecli.posters.listed import orders_from

    desk = desk_of(ctx)
    left_out = None
    if source:
        o.alone("--from", every=every, tag=tag, platform=platform, query=query, since=since)
        orders, notes, now, left_out = orders_from(
            desk, source, channel or [], campaign, person or [], name=name, code=code
        )
    else:
        narrowed = any((tag, platform, query, since))
        goods = selected(desk, [], every=not narrowed, tags=tag or [], platform=platform, query=query, since=since)
        made, notes, now = making.ensured(desk, goods, channel, campaign, people_of(person or []), code=code)
        orders = [making.Order(one) for one in made]
    manner = making.manner(
        now, kind=kind, style=style, logo=logo, color=color, template=template, theme=theme, accent=accent,
        canvas=canvas, code=code, label=not no_label, bleed=bleed, marks=marks, words=words, name=name,
        verified=not no_verify,
    )  # fmt: skip
    return _posters(desk, orders, manner, now, Run(into, force, jobs, zip_file, out, left_out), notes)


def _posters(
    desk: Desk, orders: "list[Order]", manner: "Manner", now: "Settings", run: "Run", notes: list[str]
) -> Page:
    from sharecli.batches import running
    from sharecli.posters import making
    from sharecli.posters.render import Studio
    from sharecli.products import records as products
    from sharecli.settings import records as settings

    notes += making.warnings(manner, orders)
    if not now.name:
        notes.append(_("your name is not on it yet: {command}").format(command="sharecli config set name …"))
    emoji = making.Emoji()
    avatar = settings.avatar(desk.store) if now.avatar else None
    with Studio(lambda image: products.jpeg(desk.store, image), avatar=avatar) as studio:
        jobs = making.poster_jobs(studio, orders, manner, emoji)
        return running.page(jobs, run, what=_("posters"), notes=notes, after=emoji.remarks)


@app.command()
def verify(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(help="A folder with a manifest.json.")] = POSTERS,
    out: Out = Format.table,
) -> Page:
    """Prove again that everything in a folder scans; its manifest is enough, your file is not needed."""
    from sharecli.batches import again, view

    del ctx
    rows, notes, error = again.proven(expanded(folder))
    return Page([one.row() for one in rows], lambda: view.checked(rows), out, notes, error=error)


@app.command()
def templates(
    ctx: typer.Context,
    into: Annotated[
        Path | None, typer.Option("--into", help="Write the small pictures into this folder, too.", show_default=False)
    ] = None,
    out: Out = Format.table,
) -> Page:
    """List the templates, each with a small picture in your colours."""
    from sharecli.posters import previews, templates as shelf
    from sharecli.posters.view import shows_pictures

    desk = desk_of(ctx)
    rows = previews.shown(desk, into=expanded(into) if into else None, pictures=into is not None or out is Format.table)

    def draw() -> "RenderableType":
        from sharecli.posters import view

        return view.templates([row.template for row in rows], {row.template.key: row.png for row in rows})

    notes = [_("a template of your own: {command}").format(command="sharecli poster template new mine --from card")]
    if out is Format.table and into is None and not shows_pictures():
        notes.insert(
            0, _("small pictures of them: {command}").format(command="sharecli poster templates --into previews")
        )
    troubles = [row.trouble for row in rows if row.trouble] + [*shelf.broken().values()]
    notes += dict.fromkeys(_("warning: {why}").format(why=trouble.message) for trouble in troubles)
    return Page([row.row() for row in rows], draw, out, notes)


@template_app.command("new")
def template_new(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="Its name, one word.")],
    source: Annotated[str, typer.Option("--from", help="The template to begin with.")] = "card",
    out: Out = Format.table,
) -> Page:
    """Copy a template into your config folder, where you may change it."""
    from sharecli.posters import templates as shelf
    from sharecli.shell.tables import plain

    del ctx
    path = shelf.copied(name, shelf.find(source))
    row = {"template": path.stem, "layout": str(path), "about": str(path.with_suffix(".toml"))}
    notes = [
        _("use it: {command}").format(command=f"sharecli poster make CODE --channel telegram --template {path.stem}"),
        _("what it may use: {where}").format(where="docs/templates.md"),
    ]
    return Page(dict(row), lambda: plain(row.values()), out, notes)
