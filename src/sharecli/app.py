"""The front door: global options, a stub for every room, and today's dashboard."""

from pathlib import Path
from typing import Annotated

import typer

from sharecli import __version__
from sharecli.language import _
from sharecli.places import expanded
from sharecli.shell.desk import Desk
from sharecli.shell.lazy import LazyRooms
from sharecli.shell.page import Page, show
from sharecli.shell.rooms import ROOMS

app = typer.Typer(
    name="sharecli",
    cls=LazyRooms,
    help=_("Keep products, make referral links and posters that scan, and see what you earned."),
    invoke_without_command=True,
    result_callback=show,
    add_completion=False,  # static files in completions/; `sharecli completion` prints them
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

for _name, _room in ROOMS.items():
    app.add_typer(typer.Typer(), name=_name, help=_(_room.help), rich_help_panel=_(_room.panel))


@app.callback()
def front(
    ctx: typer.Context,
    db: Annotated[
        Path | None,
        typer.Option(
            "--db",
            help=_("The SQLite file; else SHARECLI_DB, else the system's data folder."),
            show_default=False,
            readable=False,  # the store says why, with its own exit code
        ),
    ] = None,
    version: Annotated[bool, typer.Option("--version", help=_("Print the version and stop."))] = False,  # noqa: FBT002 - a flag
) -> Page | None:
    """Lay out the desk; with no noun, show today's dashboard."""
    if ctx.obj is None:
        ctx.obj = Desk(expanded(db) if db else None)
        ctx.call_on_close(ctx.obj.close)
    if version:
        return Page({}, raw=f"sharecli {__version__}\n")
    if ctx.invoked_subcommand is not None:
        return None
    from sharecli.dashboard.cli import dashboard

    return dashboard(ctx.obj)
