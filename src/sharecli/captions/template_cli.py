"""sharecli caption templates: which there are, and one of your own."""

from typing import Annotated

import typer

from sharecli.language import _
from sharecli.shell.options import Out
from sharecli.shell.page import Format, Page

app = typer.Typer(add_completion=False, help="Make a caption template of your own.")


def templates(ctx: typer.Context, out: Out = Format.table) -> Page:
    """List the caption templates by tone, channel and language."""
    from sharecli.captions import templates as shelf, view

    del ctx
    every = list(shelf.templates().values())
    rows = [
        {"tone": one.tone, "channel": one.channel, "language": one.language, "own": one.own, "file": str(one.path)}
        for one in every
    ]
    command = "sharecli caption template new mine --from friendly"
    notes = [_("a template of your own: {command}").format(command=command)]
    return Page(rows, lambda: view.templates(every), out, notes)


@app.command("new")
def template_new(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="Its name, one word.")],
    source: Annotated[
        str, typer.Option("--from", help="The template to begin with, such as friendly or friendly.zh.")
    ] = "friendly",
    out: Out = Format.table,
) -> Page:
    """Copy a template, in each of its languages, into your config folder, where you may change it."""
    from sharecli.captions import templates as shelf
    from sharecli.shell.tables import plain

    del ctx
    made = [str(path) for path in shelf.copied(name, source)]
    command = f"sharecli caption PRODUCT --channel telegram --tone {name.strip().lower()}"
    notes = [_("edit it, then use it: {command}").format(command=command)]
    rows = [{"template": name.strip().lower(), "file": path} for path in made]
    return Page(rows, lambda: plain(made), out, notes)
