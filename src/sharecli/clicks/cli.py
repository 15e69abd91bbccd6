"""sharecli clicks: who came, what they came in, what nobody had a link for; and servers' logs."""

from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from sharecli import period
from sharecli.clicks.recognising import Layout
from sharecli.language import _, plural
from sharecli.places import expanded
from sharecli.settings import records as settings
from sharecli.shell.desk import desk_of
from sharecli.shell.options import DryRun, Out, Period
from sharecli.shell.page import Format, Page

app = typer.Typer(add_completion=False, help="Count clicks by people, and read servers' logs.")

Every = Annotated[
    bool, typer.Option("--every-class", help="Previews, crawlers and who was turned away as well, not only people.")
]


class ClicksBy(StrEnum):
    """What to group clicks by."""

    day = "day"
    hour = "hour"
    app = "app"
    source = "source"
    referrer = "from"
    kind = "kind"


@app.command("import")
def import_(
    ctx: typer.Context,
    files: Annotated[
        list[Path], typer.Argument(help="Logs, gzipped or not; folders of them; or - for standard input.")
    ],
    as_: Annotated[
        Layout | None, typer.Option("--as", help="What kind of log it is; else it is recognised.", show_default=False)
    ] = None,
    out: Out = Format.table,
) -> Page:
    """Read the logs of nginx, Caddy or Cloudflare, or a CSV; the same log again changes nothing."""
    from sharecli.clicks import importing, view

    done, notes, error = importing.take_all(desk_of(ctx), [expanded(one) for one in files], as_)
    if error is not None and not any(one.read for one in done):
        raise error
    return Page([one.row() for one in done], lambda: view.tallies(done), out, notes, error=error)


@app.command()
def show(
    ctx: typer.Context,
    by: Annotated[ClicksBy, typer.Option(help="What to group by.")] = ClicksBy.day,
    period_: Period = "all",
    every: Every = False,
    out: Out = Format.table,
) -> Page:
    """Show clicks by day, hour, app, source, or the page they came from."""
    from sharecli.clicks import counting_view, records, store, view

    desk = desk_of(ctx)
    zone = settings.read(desk.store).zone
    moments = records.milliseconds(period.parse(period_, today=desk.today(zone)), zone)
    with closing(store.open_reader(store.beside(desk.path))) as reader:
        rows = records.grouped(reader, by.value, moments, zone)
    if by not in {ClicksBy.day, ClicksBy.hour}:
        rows.sort(key=lambda one: (-one[1].row()["human"], -sum(one[1].kinds.values()), one[0]))
    notes = [_("visitors are told apart within a day and added up over the days")] if rows else []
    all_shown = every or by is ClicksBy.kind
    notes += [] if all_shown else counting_view.away(sum(one.away for _key, one in rows))
    data = [{by.value: key or None} | one.row() for key, one in rows]
    return Page(data, lambda: view.counts(rows, by.value, every=all_shown), out, notes)


@app.command()
def orphans(
    ctx: typer.Context,
    period_: Period = "all",
    out: Out = Format.table,
) -> Page:
    """List codes that were asked for and that no link has, and what was probably meant."""
    from sharecli.clicks import code_records, orphan_records, records, store, stranger_records, view
    from sharecli.clicks.orphans import Likely

    desk = desk_of(ctx)
    zone = settings.read(desk.store).zone
    moments = records.milliseconds(period.parse(period_, today=desk.today(zone)), zone)
    with closing(store.open_reader(store.beside(desk.path))) as reader:
        found = orphan_records.orphans(reader, moments)
        left_out = stranger_records.left_out(reader, moments)
    likely = Likely(code_records.codes(desk.store) if found else ())
    rows = [(one, likely.of(one.code)) for one in found]
    data = [
        {
            "code": one.code,
            "human": one.human,
            "requests": one.count,
            "last": _stamp(one.last_ms),
            "likely": meant or None,
        }
        for one, meant in rows
    ]
    return Page(data, lambda: view.orphans(rows, zone), out, view.beyond(left_out))


@app.command()
def reclassify(
    ctx: typer.Context,
    every: Annotated[
        bool, typer.Option("--all", help="Also what was judged by today's rules, as after an update of crawlerdetect.")
    ] = False,
    dry_run: DryRun = False,
    out: Out = Format.table,
) -> Page:
    """Judge clicks anew by today's rules; only what they see otherwise is changed."""
    from sharecli.clicks import again_records, store, view

    path = store.beside(desk_of(ctx).path)
    with store.explained(path), closing(store.open_writer(path)) as connection:
        looked, moved = again_records.reclassify(connection, every=every, dry_run=dry_run)
    count = moved.total()
    words = plural("{count} click moved; {agents} user agents were looked at",
                   "{count} clicks moved; {agents} user agents were looked at", count)  # fmt: skip
    notes = [words.format(count=count, agents=looked)]
    if dry_run:
        notes.append(_("a dry run: nothing was changed"))
    data = [
        {"before": before.value, "now": now.value, "clicks": clicks} for (before, now), clicks in sorted(moved.items())
    ]
    return Page(data, lambda: view.moved(moved), out, notes)


def _stamp(at_ms: int) -> str:
    from datetime import UTC, datetime

    return period.stamp(datetime.fromtimestamp(at_ms / 1000, UTC))
