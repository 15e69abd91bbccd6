"""sharecli publish: the redirects as files for an engine that is there already, and what changed since."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sharecli.errors import Usage
from sharecli.language import _
from sharecli.places import expanded
from sharecli.redirects.publishing.engines import To
from sharecli.shell.default_verb import ArgumentOrVerb
from sharecli.shell.desk import desk_of
from sharecli.shell.options import DryRun, Out
from sharecli.shell.page import Format, Page

if TYPE_CHECKING:
    from rich.console import RenderableType


app = typer.Typer(
    cls=ArgumentOrVerb,
    add_completion=False,
    invoke_without_command=True,
    subcommand_metavar="| status DIR",
    help="Write the redirects for a server or host you have. Every code that leads somewhere now gets a redirect, "
    "and each file is read back before it is put in place. No engine knows your dates and limits: publish again when "
    "links change; “sharecli publish status DIR” says when.",
)

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The folder that was published into.")]


@app.callback()
def publish(
    ctx: typer.Context,
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="DIR", help="The folder to publish into; made where it is missing.", show_default=False),
    ] = None,
    to: Annotated[To | None, typer.Option(help="What carries the redirects.", show_default=False)] = None,
    log: Annotated[
        str,
        typer.Option(help="Where nginx or Caddy shall write its log; else its usual folder.", show_default=False),
    ] = "",
    force: Annotated[
        bool,
        typer.Option(
            "--force", help="Replace published files that were changed by hand; publish even where no link is left."
        ),
    ] = False,
    dry_run: DryRun = False,
    out: Out = Format.table,
) -> Page | None:
    """Write the redirects for a server or host you have."""
    if ctx.invoked_subcommand is not None:
        return None
    from sharecli.redirects.publishing import doing, remarks

    if to is None or folder is None:
        missing = _("what shall carry the redirects? --to is missing") if to is None else _("the folder is missing")
        raise Usage(missing, hint="sharecli publish --to nginx DIR")
    desk = desk_of(ctx)
    made = doing.publish(desk, to, expanded(folder), log=log, force=force, dry_run=dry_run)

    def draw() -> "RenderableType":
        from sharecli.redirects import publish_view

        return publish_view.published(made)

    return Page(made.data(), draw, out, remarks.remarks(made, zone=made.zone))


@app.command()
def status(ctx: typer.Context, folder: Folder, out: Out = Format.table) -> Page:
    """Say what changed since a folder was published.

    Ends with 1 where it has to be published again.
    """
    from sharecli.redirects.publishing import doing

    found = doing.status(desk_of(ctx), expanded(folder))

    def draw() -> "RenderableType":
        from sharecli.redirects import publish_view

        return publish_view.status(found)

    return Page(found.data(), draw, out, error=found.error())
