"""The templates, for people."""

import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from sharecli.language import _, chosen
from sharecli.posters.model import Template

if TYPE_CHECKING:
    from PIL.Image import Image

_PREVIEW = 20
"""Columns of a preview in the terminal."""


def templates(rows: Sequence[Template], previews: Mapping[str, bytes]) -> Table:
    """A template a row: its picture in coloured half blocks where the terminal shows them, its name, what it is for."""
    chinese = chosen().startswith("zh")
    drawn = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 1, 0))
    pictures = shows_pictures()
    if pictures:
        drawn.add_column(width=_PREVIEW, no_wrap=True)
    drawn.add_column(overflow="fold")
    for one in rows:
        words = Text()
        words.append(one.key, style="bold")
        words.append(f"  {one.name_zh if chinese else one.name}")
        words.append(f"\n{one.about_zh if chinese else one.about}")
        words.append("\n" + _("height over width {least:g} to {most:g}").format(least=one.least, most=one.most))
        if one.needs:
            words.append("\n" + _("needs: {fields}").format(fields=", ".join(one.needs)))
        if one.own:
            words.append("\n" + _("your own"))
        drawn.add_row(*([_blocks(previews[one.key]), words] if pictures else [words]))
    return drawn


def shows_pictures() -> bool:
    """Whether coloured half blocks are seen where the answer goes."""
    if os.environ.get("NO_COLOR") or not (sys.stdout.isatty() or os.environ.get("FORCE_COLOR")):
        return False
    try:
        "▀".encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True


def _blocks(png: bytes) -> Text:
    """Two pixels a cell: the upper one is the block's colour, the lower one the ground's."""
    from sharecli.posters.previews import small as smaller

    small = smaller(png, _PREVIEW)
    text = Text()
    for y in range(0, small.height - 1, 2):
        for x in range(_PREVIEW):
            upper, lower = (_hex(small, x, row) for row in (y, y + 1))
            text.append("▀", style=f"{upper} on {lower}")
        text.append("\n")
    text.rstrip()
    return text


def _hex(picture: "Image", x: int, y: int) -> str:
    pixel = picture.getpixel((x, y))
    assert isinstance(pixel, tuple)  # noqa: S101 - it is RGB
    return "#{:02x}{:02x}{:02x}".format(*pixel)
