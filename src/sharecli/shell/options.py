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
Tags = Annotated[
    list[str] | None,
    typer.Option("--tag", "-t", help="Only products with this tag; may be repeated: with every one of these."),
]
Query = Annotated[
    str, typer.Option("--query", help="Only products whose title or code has these words.", show_default=False)
]
Since = Annotated[
    str,
    typer.Option(
        "--since",
        help="Only products added since this day, or since a period began: 2026-10-03, this-month, last-7-days.",
        show_default=False,
    ),
]
People = Annotated[
    list[str] | None,
    typer.Option("--person", help="Whose link it is, such as ling; may be repeated.", show_default=False),
]
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
