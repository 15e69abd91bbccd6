"""The options of commands about captions."""

from typing import Annotated

import typer

Tone = Annotated[
    str,
    typer.Option(
        "--tone",
        help="A template: plain, friendly, expert or your own; caption templates lists them.",
        show_default=False,
    ),
]
Language = Annotated[str, typer.Option("--language", help="zh, zh-Hant, en, …; else by the title.", show_default=False)]
Link = Annotated[
    bool | None,
    typer.Option(
        "--link/--no-link", help="With the link or without; else what the channel allows.", show_default=False
    ),
]
NoLabel = Annotated[bool, typer.Option("--no-label", help="Leave the ad label out; the answer records it.")]
Words = Annotated[
    str, typer.Option("--words", help="Your recommendation; else the product's note.", show_default=False)
]
Together = Annotated[bool, typer.Option("--together", help="One caption with all of the products.")]
Allow = Annotated[
    list[str] | None,
    typer.Option("--allow", help="A phrase that is meant otherwise; may be repeated.", show_default=False),
]
Copy = Annotated[bool, typer.Option("--copy", help="Put it on the clipboard, too.")]
Force = Annotated[bool, typer.Option("--force", help="Write it although a rule finds an error; the answer records it.")]
