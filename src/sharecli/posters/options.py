"""The options that commands about posters and QR codes share."""

from pathlib import Path
from typing import Annotated

import typer

from sharecli.codes.kinds import Kind
from sharecli.codes.look import Style
from sharecli.errors import Usage
from sharecli.language import _

Template = Annotated[
    str, typer.Option("--template", "-T", help="A layout; poster templates lists them.", show_default=False)
]
Canvas = Annotated[
    str,
    typer.Option(
        "--canvas",
        help="A size of the channel's, such as portrait, tall, square, story, feed or a4.",
        show_default=False,
    ),
]
Theme = Annotated[str, typer.Option("--theme", help="light or dark; else your setting.", show_default=False)]
Accent = Annotated[
    str, typer.Option("--accent", help="A colour such as #e8423f; else your setting.", show_default=False)
]
As = Annotated[Kind, typer.Option("--as", help="The kind of file.")]
Code = Annotated[
    bool | None,
    typer.Option(
        "--code/--no-code", help="With a QR code or without; else what the channel allows.", show_default=False
    ),
]
NoLabel = Annotated[bool, typer.Option("--no-label", help="Leave the ad label out; the manifest records it.")]
Bleed = Annotated[bool, typer.Option("--bleed", help="Draw over the edges, as a print shop wants it.")]
Marks = Annotated[bool, typer.Option("--marks", help="Crop marks around it, and bleed.")]
Words = Annotated[
    str, typer.Option("--words", help="Your recommendation; else the product's note.", show_default=False)
]

Deal = Annotated[
    str,
    typer.Option(
        "--deal", help="Show how this deal stands: its price, who is missing, until when.", show_default=False
    ),
]

StyleOption = Annotated[Style, typer.Option("--style", help="How the modules of the code are drawn.")]
Logo = Annotated[Path | None, typer.Option("--logo", help="A picture in the middle of the code.", show_default=False)]
Color = Annotated[
    str,
    typer.Option("--color", help="The colour of the code's modules, such as #1f3a5f, or accent.", show_default=False),
]

NoVerify = Annotated[bool, typer.Option("--no-verify", help="Do not prove that it scans; the manifest records it.")]
Force = Annotated[bool, typer.Option("--force", help="Make everything again, also what has not changed.")]
Jobs = Annotated[
    int, typer.Option("--jobs", "-j", help="How many at a time; 0 for one a processor core.", min=0, max=64)
]
Name = Annotated[
    str,
    typer.Option("--name", help='Names of the files, such as "{channel}/{code}-{title}".', show_default=False),
]
Zip = Annotated[Path | None, typer.Option("--zip", help="Pack the files into this zip, too.", show_default=False)]
From = Annotated[
    Path | None,
    typer.Option(
        "--from",
        help="A list (CSV) with the columns product, channel, campaign, person, template, canvas, words, name, or of "
        "product codes alone; - reads standard input.",
        show_default=False,
    ),
]


def alone(option: str, **others: object) -> None:
    """Refuse options beside one that says it all itself.

    Raises:
        Usage: one of the others was given.
    """
    for name, value in others.items():
        if value:
            said = {"every": "--all", "products": _("product codes")}.get(name, f"--{name}")
            raise Usage(
                _("{one} and {other} do not go together").format(one=option, other=said),
                hint=_("leave one of the two out"),
            )
