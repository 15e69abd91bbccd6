"""sharecli share plan: a week ahead, to be looked over and edited; and the packs of a planned day."""

from datetime import timedelta
from pathlib import Path
from random import Random
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from sharecli import period
from sharecli.captions import options as o
from sharecli.errors import BadValue, Usage
from sharecli.language import _, plural
from sharecli.packs import next_cli
from sharecli.places import expanded
from sharecli.settings import records as settings
from sharecli.shell.desk import Desk, desk_of
from sharecli.shell.options import DryRun, Out
from sharecli.shell.page import Format, Page
from sharecli.shell.typed import again

if TYPE_CHECKING:
    from rich.console import RenderableType

_MOST_DAYS = 92
_TOMORROW = {"tomorrow", "明天"}
"""No period of what was, so nobody else knows it."""


def plan(
    ctx: typer.Context,
    group: next_cli.Groups = None,
    days: Annotated[int, typer.Option("--days", help="How many, today among them.")] = 7,
    posts: Annotated[int, typer.Option("--posts", help="A day in a group, at most.")] = 1,
    seed: next_cli.Seed = None,
    to: Annotated[Path | None, typer.Option("--to", help="Write it into this CSV, too.", show_default=False)] = None,
    source: Annotated[
        Path | None, typer.Option("--from", help="Make the packs of a plan, a CSV; - reads it.", show_default=False)
    ] = None,
    day: Annotated[
        str,
        typer.Option("--day", help="With --from: which day's, today, tomorrow or 2026-10-20.", show_default=False),
    ] = "",
    into: Annotated[Path, typer.Option("--into", help="With --from: the folder of all days.")] = Path("shares"),
    copy: o.Copy = False,
    force: Annotated[
        bool, typer.Option("--force", help="With --from: as share does; with --to: replace the file that is there.")
    ] = False,
    dry_run: DryRun = False,
    out: Out = Format.table,
) -> Page:
    """Plan what to share for a week; nothing is posted, and --from makes the packs of a planned day."""
    desk = desk_of(ctx)
    if source:
        if group or to or seed is not None:
            message = _("the plan says what and where; nothing else may")
            raise Usage(message, hint="sharecli share plan --from plan.csv --day today")
        return _packed(desk, source, day or "today", into, copy=copy, force=force, dry_run=dry_run, out=out)
    if day or copy or (force and not to):
        message = _("--day, --copy and --force are for --from") if not force else _("--force is for --from or --to")
        raise Usage(message, hint="sharecli share plan --from plan.csv --day today")
    if not 1 <= days <= _MOST_DAYS or posts < 1:
        message = _("a plan is for 1 to {most} days, with a post a day at least").format(most=_MOST_DAYS)
        raise BadValue(message, hint=again("--posts", "1") if posts < 1 else again("--days", "7"))
    if to and not force:
        from sharecli.packs import plan_file

        plan_file.free(expanded(to))
    return _planned(desk, group, days, posts, seed, None if dry_run else to, out)


def _planned(
    desk: Desk, group: list[str] | None, days: int, posts: int, seed: int | None, to: Path | None, out: Format
) -> Page:
    from sharecli.packs import next_records, plan_file, planning

    zone = settings.read(desk.store).zone
    now = desk.now().astimezone(zone)
    start = next_cli.start_of(seed)
    known = next_records.known(desk.store, next_cli.asked(desk, group), now)
    source = Random(start)  # noqa: S311 - repeatable on purpose
    shares = planning.planned(known, now, source, days=days, posts=posts)
    rows = [one.row(zone) for one in shares]
    notes = [next_cli.said(start)]
    if to:
        plan_file.write(expanded(to), rows)
        words = plural(
            "{count} share in {file}; edit it, then: {command}",
            "{count} shares in {file}; edit them, then: {command}",
            len(rows),
        )
        command = f"sharecli share plan --from {quote(str(to))} --day today"
        notes.append(words.format(count=len(rows), file=to, command=command))

    def draw() -> "RenderableType":
        from sharecli.packs import view

        return view.plan(shares, zone)

    return Page(rows, draw, out, notes)


def _packed(
    desk: Desk, source: Path, day: str, into: Path, *, copy: bool, force: bool, dry_run: bool, out: Format
) -> Page:
    from sharecli.packs import cli, plan_file, sharing

    zone = settings.read(desk.store).zone
    today = desk.today(zone)
    span = period.parse(str(today + timedelta(days=1)) if day.strip() in _TOMORROW else day, today=today)
    lines = plan_file.read(expanded(source))
    wish = sharing.Wish(into=expanded(into), force=force)
    done = plan_file.followed(desk, lines, span, wish, dry_run=dry_run)
    return cli.told(done, out, copy=copy)
