"""How cards and stickers stand on a sheet of paper, in millimetres: how many, where, how large a code's modules get."""

import math
from dataclasses import dataclass
from enum import StrEnum

from sharecli.codes.qr import LEAST_MM
from sharecli.errors import BadValue, Refused
from sharecli.language import _
from sharecli.sheets.cutting import Cut, lines
from sharecli.sheets.pieces import SIZES, Pieces, Shape, divided, module_of

_EXACT = 1e-9
"""Millimetres that numbers with a point may be off."""


class TooSmall(Refused):
    """On a piece of that size the code's modules would be too fine to print and scan."""

    code = "too-small-to-scan"


class Paper(StrEnum):
    """What is in the printer."""

    a4 = "a4"
    letter = "letter"

    @property
    def mm(self) -> tuple[float, float]:
        """Width and height."""
        return (210.0, 297.0) if self is Paper.a4 else (215.9, 279.4)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is to be printed on.

    Attributes:
        paper: A4 or US letter.
        pieces: cards or stickers.
        size: width and height of a piece in millimetres; None is the usual one, or what ``across`` and ``down`` leave.
        across: pieces in a row; 0 is as many as fit.
        down: rows; 0 is as many as fit.
        margin: millimetres of paper left free on every side, at least.
        gap: millimetres between columns and between rows; paper that is cut already has some.
        cut: hairlines, crop marks, or nothing.
    """

    paper: Paper = Paper.a4
    pieces: Pieces = Pieces.cards
    size: tuple[float, float] | None = None
    across: int = 0
    down: int = 0
    margin: float = 8.0
    gap: tuple[float, float] = (0.0, 0.0)
    cut: Cut = Cut.lines


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands, in millimetres from the top left corner of the paper.

    Attributes:
        paper: width and height.
        across: pieces in a row.
        down: rows.
        places: top left corners of the pieces, row by row.
        shape: of every piece.
        cuts: lines to draw: x and y of one end, then of the other.
        module: a side of a module of the densest code.
        quiet: modules of quiet zone around the densest code.
    """

    paper: tuple[float, float]
    across: int
    down: int
    places: tuple[tuple[float, float], ...]
    shape: Shape
    cuts: tuple[tuple[float, float, float, float], ...]
    module: float
    quiet: int

    @property
    def per_page(self) -> int:
        """Pieces on a page."""
        return self.across * self.down


def laid_out(sheet: Sheet, modules: int) -> Layout:
    """The layout of a sheet whose densest code has ``modules`` a side.

    Raises:
        BadValue: the pieces do not fit on the paper, or their words would not fit on them.
        TooSmall: the code could not be scanned; names the size it needs.
    """
    width, height = _piece(sheet)
    _fits(sheet, (width, height))
    across, down = (_count(sheet, axis, side) for axis, side in enumerate((width, height)))
    shape = divided(sheet.pieces, width, height, modules)
    module, quiet = module_of(shape.code, modules)
    if module < LEAST_MM:
        raise _too_small(sheet, (width, height), modules, module)
    columns = _starts(sheet, 0, across, width)
    rows = _starts(sheet, 1, down, height)
    return Layout(
        paper=sheet.paper.mm,
        across=across,
        down=down,
        places=tuple((x, y) for y in rows for x in columns),
        shape=shape,
        cuts=lines(sheet.cut, _edges(columns, width), _edges(rows, height)),
        module=module,
        quiet=quiet,
    )


def _piece(sheet: Sheet) -> tuple[float, float]:
    numbers = (sheet.margin, *sheet.gap)
    if not all(one >= 0 for one in numbers) or sheet.across < 0 or sheet.down < 0:
        raise BadValue(_("margins, gaps and counts cannot be negative"), hint="--margin 8")
    if max(numbers) > max(sheet.paper.mm):
        message = _("a margin or gap of {mm} mm is larger than the paper").format(mm=f"{max(numbers):g}")
        raise BadValue(message, hint="--margin 8 --gap 0")
    usual = SIZES["card" if sheet.pieces is Pieces.cards else "40"]
    if sheet.size is not None or not (sheet.across and sheet.down):
        return sheet.size or usual
    counts = (sheet.across, sheet.down)
    width, height = (
        (paper - 2 * sheet.margin - (count - 1) * gap) / count
        for paper, count, gap in zip(sheet.paper.mm, counts, sheet.gap, strict=True)
    )
    return math.floor(width * 10) / 10, math.floor(height * 10) / 10


def _fits(sheet: Sheet, piece: tuple[float, float]) -> None:
    """Refuse a sheet that has no room for a single piece."""
    words = {"paper": sheet.paper.upper(), "margin": f"{sheet.margin:g}"}
    room = [side - 2 * sheet.margin for side in sheet.paper.mm]
    if min(room) <= 0:
        message = _("margins of {margin} mm leave nothing of {paper}, which is {width} × {height} mm")
        width, height = (f"{side:g}" for side in sheet.paper.mm)
        raise BadValue(message.format(width=width, height=height, **words), hint="--margin 8")
    if min(piece) <= 0:
        message = _("{across} × {down} pieces with their gaps do not fit on {paper} with margins of {margin} mm")
        raise BadValue(
            message.format(across=sheet.across, down=sheet.down, **words), hint="--across 2 --down 4 --gap 0"
        )
    if any(side > least + _EXACT for side, least in zip(piece, room, strict=True)):
        message = _(
            "a piece of {size} mm does not fit into the {width} × {height} mm that {paper} has"
            " between margins of {margin} mm"
        )
        width, height = (f"{side:g}" for side in room)
        size = " × ".join(f"{side:g}" for side in piece)
        raise BadValue(message.format(size=size, width=width, height=height, **words), hint=_usual(sheet))


def _count(sheet: Sheet, axis: int, side: float) -> int:
    """Pieces along an axis: as many as wished, or as fit."""
    room, gap = sheet.paper.mm[axis] - 2 * sheet.margin, sheet.gap[axis]
    most = max(1, math.floor((room + gap) / (side + gap) + _EXACT))
    wished = (sheet.across, sheet.down)[axis]
    if wished <= most:
        return wished or most
    message = _("{count} × {side} mm do not fit into the {room} mm that {paper} has between margins of {margin} mm")
    raise BadValue(
        message.format(
            count=wished, side=f"{side:g}", room=f"{room:g}", paper=sheet.paper.upper(), margin=f"{sheet.margin:g}"
        ),
        hint=_usual(sheet),
    )


def _usual(sheet: Sheet) -> str:
    return "--size card" if sheet.pieces is Pieces.cards else "--size 40"


def _starts(sheet: Sheet, axis: int, count: int, side: float) -> tuple[float, ...]:
    """Where columns or rows begin; all together are centred, as on bought sheets of labels."""
    gap = sheet.gap[axis]
    first = (sheet.paper.mm[axis] - count * side - (count - 1) * gap) / 2
    return tuple(round(first + place * (side + gap), 4) for place in range(count))


def _edges(starts: tuple[float, ...], side: float) -> list[float]:
    """Where pieces begin and end along an axis, each place once."""
    return sorted({round(edge, 3) for start in starts for edge in (start, start + side)})


def _too_small(sheet: Sheet, piece: tuple[float, float], modules: int, module: float) -> TooSmall:
    """The refusal, with the least size of that shape that would do, in whole millimetres."""
    words = {"size": _written(piece), "module": f"{math.floor(module * 100) / 100:.2f}"}
    room = [side - 2 * sheet.margin for side in sheet.paper.mm]
    width = math.ceil(piece[0])
    while width <= room[0]:
        height = math.ceil(width * piece[1] / piece[0])
        shape = divided(sheet.pieces, width, height, modules)
        if height <= room[1] and module_of(shape.code, modules)[0] >= LEAST_MM:
            needed = _written((width, height))
            message = _(
                "on {size} mm a module of the code would be {module} mm, too fine to scan: it needs {needed} mm"
            )
            return TooSmall(message.format(needed=needed, **words), hint=f"--size {needed}")
        width += 1
    message = _(
        "on {size} mm a module of the code would be {module} mm, too fine to scan, and no size on this paper is enough"
    )
    return TooSmall(message.format(**words), hint="sharecli config set base-url https://go.example.shop")


def _written(piece: tuple[float, float]) -> str:
    return f"{piece[0]:g}" if piece[0] == piece[1] else f"{piece[0]:g}x{piece[1]:g}"
