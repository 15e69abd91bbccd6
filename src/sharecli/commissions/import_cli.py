"""sharecli commission import and batches: take reports in, show what each brought, take it back."""

from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from sharecli import period
from sharecli.errors import BadValue, Usage
from sharecli.language import _
from sharecli.places import expanded
from sharecli.settings import records as settings
from sharecli.shell.desk import Desk, desk_of
from sharecli.shell.options import DryRun, Out
from sharecli.shell.page import Format, Page
from sharecli.text import one_line


class Import(TyperCommand):
    """The command whose ``--map`` may stand without a name."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the words; a bare ``--map`` is ``--map -``."""
        words: list[str] = []
        for place, word in enumerate(args):
            words.append(word)
            behind = args[place + 1 : place + 2]
            if word == "--map" and (not behind or (behind[0].startswith("-") and behind[0] != "-")):
                words.append("-")
        rest: list[str] = super().parse_args(ctx, words)
        # As a path, nothing is the folder in which the seller happens to stand.
        if "" in (ctx.params.get("files") or ()):
            raise Usage(_("the path of a report is empty"), hint="sharecli commission import FILE")
        return rest


def import_(
    ctx: typer.Context,
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="FILE...",
            help="Platforms' reports as they were downloaded, folders of them, or - for standard input.",
            show_default=False,
        ),
    ] = None,
    platform: Annotated[
        str, typer.Option(help="Whose report it is, where the header does not tell.", show_default=False)
    ] = "",
    account: Annotated[str, typer.Option(help="Your account there, if you have several.", show_default=False)] = "",
    as_of: Annotated[str, typer.Option(help="The day it was downloaded, such as 2026-10-03.", show_default=False)] = "",
    strict: Annotated[bool, typer.Option("--strict", help="Keep nothing of a file with a problem.")] = False,
    undo: Annotated[int | None, typer.Option(help="Take an import back, by its number.", show_default=False)] = None,
    map_: Annotated[
        str | None,
        typer.Option(
            "--map",
            metavar="[NAME]",
            help="Describe an unknown report as a platform NAME of your own; show it without NAME.",
            show_default=False,
        ),
    ] = None,
    dry_run: DryRun = False,
    out: Out = Format.table,
) -> Page:
    """Import platforms' order reports; importing one again changes nothing."""
    from sharecli.commissions import view

    desk = desk_of(ctx)
    paths = [expanded(path) for path in files or []]
    if undo is not None:
        return _undone(desk, undo, paths, dry_run=dry_run, out=out)
    if map_ and not paths:
        paths, map_ = [expanded(Path(map_))], "-"  # --map FILE
    if not paths:
        raise Usage(_("name a report to import"), hint="sharecli commission import FILE")
    if map_ is not None:
        return _mapped(paths, map_)
    from sharecli.commissions import inbox, posting

    how = posting.How(one_line(account), _moment(desk, as_of) if as_of else None, dry_run, strict)
    result, notes, error = inbox.take_all(desk, paths, platform=platform, how=how)
    if dry_run:
        notes.append(_("a dry run: nothing was changed"))
    return Page(result, lambda: view.tallies(result), out, notes, error=error)


def _moment(desk: Desk, said: str) -> datetime:
    """The end of a day of the seller's calendar, or now where that has not come."""
    zone = settings.read(desk.store).zone
    day = period.a_day(said)
    if day > desk.today(zone):
        raise BadValue(_("the day {day} has not come yet").format(day=day), hint=f"--as-of {desk.today(zone)}")
    return min(datetime.combine(day, time(), tzinfo=zone) + timedelta(days=1, seconds=-1), desk.now())


def _undone(desk: Desk, number: int, paths: list[Path], *, dry_run: bool, out: Format) -> Page:
    from sharecli.commissions import view
    from sharecli.commissions.taking_back import take_back

    if paths:
        hint = f"sharecli commission import --undo {number}"
        raise Usage(_("--undo takes back an import, and reads no file"), hint=hint)
    result = take_back(desk, number, dry_run=dry_run)
    notes = [_("a dry run: nothing was changed")] if dry_run else []
    return Page(result, lambda: view.undone(result), out, notes)


def _mapped(paths: list[Path], name: str) -> Page:
    from sharecli.commissions.mapping import describe

    if len(paths) != 1:
        raise Usage(_("--map describes one report"), hint="sharecli commission import FILE --map NAME")
    written, place = describe(paths[0], "" if name == "-" else name)
    if place is None:
        return Page({}, raw=written)
    note = _("look at it and mend it: {path}; then: sharecli commission import FILE").format(path=place)
    return Page({"path": str(place)}, raw=f"{place}\n", notes=[note])


def batches(
    ctx: typer.Context,
    batch: Annotated[
        int | None, typer.Argument(help="An import's number: what it changed.", show_default=False)
    ] = None,
    out: Out = Format.table,
) -> Page:
    """List the imports, or show what one changed."""
    from sharecli.commissions import batch_records, view

    desk = desk_of(ctx)
    zone = settings.read(desk.store).zone
    if batch is None:
        found = batch_records.every(desk.store)
        return Page([one.row() for one in found], lambda: view.batches(found, zone), out)
    one = batch_records.find(desk.store, batch)
    changes = batch_records.changes(desk.store, batch)
    data: dict[str, Any] = one.row() | {"changes": changes}
    return Page(data if out is Format.json else changes, lambda: view.batch(changes), out)
