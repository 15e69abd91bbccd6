"""The options that commands share."""

from pathlib import Path
from typing import Annotated

import typer

from sharecli.shell.page import Format

Out = Annotated[Format, typer.Option("--format", "-F", help="How to show it.", show_default=False)]
Into = Annotated[Path, typer.Option("--into", help="The folder to write into; made where it is missing.")]
Channels = Annotated[
    list[str] | None,
    typer.Option("--channel", "-c", help="A channel, such as wechat-moments; may be repeated."),
]
OneChannel = Annotated[str, typer.Option("--channel", "-c", help="A channel, such as wechat-moments.")]
Tags = Annotated[list[str] | None, typer.Option("--tag", "-t", help="Only products with this tag; may be repeated.")]
Campaign = Annotated[str, typer.Option("--campaign", help="A campaign, such as spring-sale.", show_default=False)]
All = Annotated[bool, typer.Option("--all", help="Every active product.")]
DryRun = Annotated[bool, typer.Option("--dry-run", "-n", help="Say what would happen; change nothing.")]
Period = Annotated[
    str,
    typer.Option(
        "--period",
        "-p",
        help="2026-10, 2026Q3, this-month, last-month, last-30-days or all.",
        show_default=False,
    ),
]
