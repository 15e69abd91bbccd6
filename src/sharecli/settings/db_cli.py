"""sharecli db: where the file lies, copies of it, and whether it is sound."""

from pathlib import Path
from typing import Annotated

import typer

from sharecli.errors import SharecliError
from sharecli.language import _
from sharecli.places import expanded
from sharecli.shell.desk import desk_of
from sharecli.shell.options import Out
from sharecli.shell.page import Format, Page

app = typer.Typer(add_completion=False, help="Find, back up and check your file.")


@app.command()
def path(ctx: typer.Context) -> Page:
    """Print where the file lies."""
    return Page({}, raw=f"{desk_of(ctx).path}\n")


@app.command()
def backup(
    ctx: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(help="Where to; else into backups/ beside the file.", show_default=False)
    ] = None,
) -> Page:
    """Copy the file, safely even while it is written, and check the copy."""
    from sharecli.store.backup import copy, keep_copy

    desk = desk_of(ctx)
    source = desk.path
    if not desk.store.has_content():
        raise _no_file_yet(source)
    if file is None:
        target = keep_copy(source, label="kept")
    else:
        target = expanded(file)
        copy(source, target)
    return Page({}, raw=f"{target}\n")


def _no_file_yet(path: Path) -> SharecliError:
    from sharecli.store.troubles import StoreIsShut

    message = _("there is no file yet at “{path}”").format(path=path)
    return StoreIsShut(message, hint="sharecli product add URL --title …")


@app.command()
def check(ctx: typer.Context, out: Out = Format.table) -> Page:
    """Check the file: SQLite's own check, rows that point nowhere, and the ledger's chain of hashes."""
    from sharecli.settings import check_view
    from sharecli.store.check import examine
    from sharecli.store.troubles import StoreIsDamaged, rescue

    desk = desk_of(ctx)
    if not desk.store.has_content():
        raise _no_file_yet(desk.path)
    findings = examine(desk.store)
    bad = [one for one in findings if one["result"] != "ok"]
    error = None
    if bad:
        finding = _("{where}: {why}").format(where=_(bad[0]["check"]), why=bad[0]["result"])
        message = _("the file is not sound: {finding}").format(finding=finding)
        error = StoreIsDamaged(message, hint=rescue(desk.path))
    return Page(list(findings), lambda: check_view.findings(findings), out, error=error)
