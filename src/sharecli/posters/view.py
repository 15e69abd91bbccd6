"""What was drawn, and the templates, as tables for people."""

import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from sharecli.language import _, chosen
from sharecli.posters.checking import Checked
from sharecli.posters.jobs import Kept, Written
from sharecli.posters.model import Template
from sharecli.shell.tables import plain, whole

if TYPE_CHECKING:
    from PIL.Image import Image

_SHOWN = 24
_PREVIEW = 20
"""Columns of a preview in the terminal."""


def files(rows: Sequence[Written | Kept]) -> Table | Text:
    """A line per file; a long batch shows its first ones and how many more there are."""
    if not rows:
        return plain([_("nothing was made")])
    lines = [(str(one.row()["file"]), _said(one)) for one in rows[:_SHOWN]]
    if len(rows) > _SHOWN:
        lines.append((_("and {count} more").format(count=len(rows) - _SHOWN), ""))
    return whole((_("file"), _("reads back as")), lines)


def _said(one: Written | Kept) -> str:
    row = one.row()
    # A file of an earlier run has the row that stands in the manifest, which anyone may have changed.
    return str(row.get("url") or _("no code here")) if row.get("verified") is True else _("not verified")


def checked(rows: Sequence[Checked]) -> Table | Text:
    """The files of a folder that failed; all of them where few were looked at."""
    shown = [one for one in rows if not one.ok] or rows[:_SHOWN]
    if not shown:
        return plain([_("nothing to prove here")])
    lines = [(one.file, (_("no code here") if one.bare else _("scans")) if one.ok else one.why) for one in shown]
    if len(rows) > len(lines) and all(one.ok for one in rows):
        lines.append((_("and {count} more").format(count=len(rows) - len(lines)), ""))
    return whole((_("file"), _("proof")), lines)


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
