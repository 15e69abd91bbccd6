"""One picture of everything that was made, to look over before posting."""

import io
import json
import math
import os
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sharecli.errors import BadValue, Refused
from sharecli.language import _, plural
from sharecli.lettering.fonts import Cabinet
from sharecli.sheets.targets import MARKS
from sharecli.sheets.thumbnails import small
from sharecli.text import one_line

if TYPE_CHECKING:
    from PIL.Image import Image

TEMPLATES = Path(__file__).parent / "print"

WIDTH = 2000
"""Pixels of the picture, at most."""
TALLEST = 10_000
"""Pixels: programs for chatting show no taller one."""

MOST_COLUMNS = 13
_ENOUGH_COLUMNS = 10
_LARGEST_CELL = 480
_MARGIN, _GAP, _HEADER, _HEADING = 56, 26, 120, 84
_TALL = 16 / 9
"""Height over width of the tallest poster; what is taller still is made smaller."""
_AIM = 3200


class TooMany(Refused):
    """So many pictures would not be recognized on one."""

    code = "too-many-pictures"


@dataclass(frozen=True, slots=True)
class Shown:
    """A file to be shown.

    Attributes:
        path: a PNG, JPEG, SVG or PDF, of which the first page is shown.
        caption: what stands below.
        group: the heading it stands under, such as a channel; those of a group follow each other.
        plain: whether it is a file of its folder; what leads elsewhere, or is a pipe, is not opened.
    """

    path: Path
    caption: str
    group: str = ""
    plain: bool = True


@dataclass(frozen=True, slots=True)
class Overview:
    """The picture.

    Attributes:
        jpeg: its bytes.
        width: pixels.
        height: pixels.
        broken: files that could not be read; a crossed field stands in their place.
    """

    jpeg: bytes
    width: int
    height: int
    broken: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """How the pictures stand.

    Attributes:
        columns: in a row.
        cell: pixels of a picture's width, at most.
        caption: pixels a line of a caption.
    """

    columns: int
    cell: int
    caption: int

    @property
    def box(self) -> tuple[int, int]:
        """What a picture is fitted into."""
        return self.cell, round(self.cell * _TALL)

    def height(self, counts: Sequence[int]) -> int:
        """Pixels of the whole picture, at most, for so many files in each group."""
        row = self.box[1] + math.ceil(self.caption * 2.6) + 12 + _GAP
        rows = sum(math.ceil(count / self.columns) for count in counts)
        return 2 * _MARGIN + _HEADER + len(counts) * _HEADING + rows * row


def grid(counts: Sequence[int], *, columns: int = 0) -> Grid:
    """The grid for so many files in each group: large pictures for few, small ones for many.

    Args:
        counts: how many files each group has.
        columns: as wished; 0 is as it fits.

    Raises:
        BadValue: so many columns cannot be.
        TooMany: the picture would be too tall.
    """
    if columns:
        if not 1 <= columns <= MOST_COLUMNS:
            message = _("{columns} columns are not between 1 and {most}").format(columns=columns, most=MOST_COLUMNS)
            raise BadValue(message, hint="--columns 6")
        wished = _grid(columns)
        if wished.height(counts) <= TALLEST:
            return wished
        instead = grid(counts)
        message = plural(
            "with {columns} column the picture would be taller than {most} pixels",
            "with {columns} columns the picture would be taller than {most} pixels",
            columns,
        )
        raise TooMany(message.format(columns=columns, most=TALLEST), hint=f"--columns {instead.columns}")
    fewest = min(4, max(counts))
    for tallest, most in ((_AIM, _ENOUGH_COLUMNS), (TALLEST, MOST_COLUMNS)):
        first = fewest if tallest == _AIM else _ENOUGH_COLUMNS
        for tried in map(_grid, range(first, most + 1)):
            if tried.height(counts) <= tallest:
                return tried
    message = _("{count} files are too many for one picture").format(count=sum(counts))
    raise TooMany(
        message,
        hint=_("show a part with --channel, or make them in several folders: {command}").format(
            command="sharecli poster batch --tag tea --into posters/tea"
        ),
    )


def _grid(columns: int) -> Grid:
    cell = min(_LARGEST_CELL, (WIDTH - 2 * _MARGIN - (columns - 1) * _GAP) // columns)
    return Grid(columns, cell, min(22, max(13, round(cell * 0.078))))


def contact_sheet(
    shown: Sequence[Shown], *, title: str, columns: int = 0, fonts: Cabinet, palette: Mapping[str, str]
) -> Overview:
    """Every file as a small picture with its caption, under the heading of its group.

    Args:
        shown: the files, in order.
        title: what stands at the head, such as the folder's name.
        columns: pictures in a row; 0 is as it fits.
        fonts: to draw with.
        palette: to draw in.

    Raises:
        BadValue: there is nothing to show, or so many columns cannot be.
        TooMany: they do not fit on one picture.
    """
    if not shown:
        raise BadValue(_("there is nothing to show"), hint="sharecli poster batch")
    groups = [(name, list(those)) for name, those in groupby(shown, key=lambda one: one.group)]
    chosen = grid([len(those) for _name, those in groups], columns=columns)
    with tempfile.TemporaryDirectory(prefix="sharecli-") as folder:
        root = Path(folder)
        with ThreadPoolExecutor(min(os.cpu_count() or 1, 4)) as artists:  # one large picture a thread, not all
            sizes = list(artists.map(lambda one: _small(one[0], one[1], root, chosen), enumerate(shown)))
        numbers = iter(range(len(shown)))
        data = {
            "title": _plain(title, fonts),
            "columns": chosen.columns,
            "cell": chosen.cell,
            "caption": chosen.caption,
            "margin": _MARGIN,
            "gap": _GAP,
            "fonts": fonts.families,
            "palette": dict(palette),
            "groups": [
                {"name": _plain(name, fonts), "files": [_file(next(numbers), one, sizes, fonts) for one in those]}
                for name, those in groups
            ],
        }
        picture = _drawn(root, data, fonts)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=88, comment=MARKS["jpg"])
    broken = tuple(one.path for one, size in zip(shown, sizes, strict=True) if size is None)
    return Overview(out.getvalue(), picture.width, picture.height, broken)


def _small(number: int, one: Shown, root: Path, chosen: Grid) -> tuple[int, int] | None:
    return small(one.path, root / f"{number}.jpg", chosen.box) if one.plain else None


def _file(number: int, one: Shown, sizes: Sequence[tuple[int, int] | None], fonts: Cabinet) -> dict[str, Any]:
    size = sizes[number]
    return {"path": f"{number}.jpg" if size else None, "size": size, "caption": _plain(one.caption, fonts)}


def _plain(words: str, fonts: Cabinet) -> str:
    """Words on one line; a name that no font here can write is no reason to show nothing."""
    line = one_line(words)
    missing = set(fonts.missing(line))
    return "".join("?" if one in missing else one for one in line)


def _drawn(root: Path, data: dict[str, Any], fonts: Cabinet) -> "Image":
    import typst
    from PIL import Image

    for name in ("words.typ", "overview.typ"):
        (root / name).write_bytes((TEMPLATES / name).read_bytes())
    (root / "data.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    made = typst.compile(root / "overview.typ", root=root, font_paths=fonts.fonts, format="png", ppi=72)
    assert isinstance(made, bytes)  # noqa: S101 - one page, so not a list
    with Image.open(io.BytesIO(made), formats=["PNG"]) as opened:
        return opened.convert("RGB")
