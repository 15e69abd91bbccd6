"""sharecli share log: the diary of what was posted where."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from sharecli import period
from sharecli.channels import loader as channels
from sharecli.links.choosing import campaign_of, people_of, product_of
from sharecli.packs import records
from sharecli.people import group_records
from sharecli.settings import records as settings
from sharecli.shell.desk import desk_of
from sharecli.shell.options import Out, Period
from sharecli.shell.page import Format, Page

if TYPE_CHECKING:
    from rich.console import RenderableType


def log(
    ctx: typer.Context,
    group: Annotated[str, typer.Option("--group", "-g", help="Only in this group.", show_default=False)] = "",
    channel: Annotated[str, typer.Option("--channel", "-c", help="Only on this channel.", show_default=False)] = "",
    product: Annotated[str, typer.Option("--product", help="Only this product.", show_default=False)] = "",
    person: Annotated[str, typer.Option("--person", help="Only with this one's link.", show_default=False)] = "",
    content: Annotated[str, typer.Option("--content", help="Only of this content.", show_default=False)] = "",
    period_: Period = "last-30-days",
    out: Out = Format.table,
) -> Page:
    """Show the diary: what was shared when, where and with whose link, the newest first."""
    desk = desk_of(ctx)
    zone = settings.read(desk.store).zone
    span = period.parse(period_, today=desk.today(zone))
    source = ctx.get_parameter_source("period_")
    if source is None or source.name == "DEFAULT":
        span = replace(span, end=None)  # what is made for days to come, too
    entries = records.log(
        desk.store,
        span.moments(zone),
        group_id=group_records.group(desk.store, group).id if group else None,
        channel=channels.find(channel).key if channel else "",
        product=product_of(desk, product).code if product else "",
        person=people_of([person])[0] if person else "",
        content=campaign_of(content),
    )

    def draw() -> "RenderableType":
        from sharecli.packs import view

        return view.diary(entries, zone, desk.now())

    return Page([one.row() for one in entries], draw, out)
