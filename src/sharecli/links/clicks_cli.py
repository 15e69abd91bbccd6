"""sharecli link clicks: how many people came through each link."""

from contextlib import closing
from typing import TYPE_CHECKING, Annotated

import typer

from sharecli import period
from sharecli.language import _, plural
from sharecli.links import records
from sharecli.settings import records as settings
from sharecli.shell.desk import desk_of
from sharecli.shell.options import Channels, Out, Period
from sharecli.shell.page import Format, Page

if TYPE_CHECKING:
    from rich.console import RenderableType


def clicks(
    ctx: typer.Context,
    codes: Annotated[list[str] | None, typer.Argument(help="Codes; else every link.", show_default=False)] = None,
    channel: Channels = None,
    period_: Period = "all",
    every: Annotated[
        bool, typer.Option("--every-class", help="Previews, crawlers and who was turned away as well, not only people.")
    ] = False,
    out: Out = Format.table,
) -> Page:
    """Count the people who came through each link; a dash where nobody counted."""
    from sharecli.channels import loader as channels
    from sharecli.clicks import records as counting, store

    desk = desk_of(ctx)
    zone = settings.read(desk.store).zone
    span = period.parse(period_, today=desk.today(zone))
    keys = [channels.find(one).key for one in channel or []]
    found = [records.find(desk.store, one) for one in codes or []]
    chosen = records.chosen(desk.store, channels=keys, retired=None) if not codes else found
    links = [one for one in chosen if not keys or one.channel in keys]
    with closing(store.open_reader(store.beside(desk.path))) as reader:
        made = {one.id: one.created_at for one in links}
        counts = counting.counts(reader, counting.milliseconds(span, zone), made)
    known = [(one, counts.get(one.id)) for one in links]
    if not codes:
        # Those of the most people first; what is not known stands below what is none.
        known.sort(key=lambda it: (it[1] is None, -it[1].row()["human"] if it[1] else 0))
    data = [
        {"code": one.code, "product": one.product, "channel": one.channel}
        | (count.row() if count else counting.NOT_KNOWN)
        for one, count in known
    ]
    notes = _not_known(sum(count is None for _link, count in known), ever=span == period.EVER)
    if not every:
        from sharecli.clicks import counting_view

        notes += counting_view.away(sum(count.away for _link, count in known if count))

    def draw() -> "RenderableType":
        from sharecli.clicks import counting_view
        from sharecli.shell.tables import plain, table

        if not known:
            return plain(
                [_("No links. Make one with: {command}").format(command="sharecli link new PRODUCT --channel CHANNEL")]
            )
        names = [_("code"), _("product"), _("channel"), *counting_view.headings(every=every)]
        rows = [(one.code, one.product, one.channel, *counting_view.cells(count, every=every)) for one, count in known]
        if every:
            return counting_view.numbers(names, rows, first=3)
        return table(names, rows, right=range(3, len(names)), wide=(1, 2))

    return Page(data, draw, out, notes)


def _not_known(links: int, *, ever: bool) -> list[str]:
    """A remark where links show a dash."""
    if not links:
        return []
    if ever:
        words = plural(
            "{count} link was never seen to be asked for: nobody came, or it lies where nobody counts",
            "{count} links were never seen to be asked for: nobody came, or they lie where nobody counts",
            links,
        )
    else:
        words = plural(
            "of {count} link nothing is known in that time: it was not there yet, or nobody counted where it lies",
            "of {count} links nothing is known in that time: they were not there yet, or nobody counted where they lie",
            links,
        )
    return [words.format(count=links)]
