"""One card or sticker, in millimetres: its size, how it is divided, how large the modules of its code get."""

import math
from dataclasses import dataclass
from enum import StrEnum

from sharecli.codes.qr import LEAST_MM, LEAST_QUIET, QUIET
from sharecli.errors import BadValue
from sharecli.language import _

FRAME_MM = 0.6
"""Between the line around a code and its quiet zone."""

_SMALLEST_STICKER = 20.0


class Pieces(StrEnum):
    """What the sheet is cut into."""

    cards = "cards"
    stickers = "stickers"


SIZES = {
    "card": (85.0, 54.0),
    "card-cn": (90.0, 54.0),
    "card-us": (88.9, 50.8),
    "a7": (74.0, 105.0),
    "30": (30.0, 30.0),
    "40": (40.0, 40.0),
    "50": (50.0, 50.0),
}
"""Width and height of the usual pieces, by the word on the command line."""


def size(words: str) -> tuple[float, float]:
    """``card``, ``40`` (a square) or ``85x54`` as millimetres of width and height.

    Raises:
        BadValue: something else.
    """
    word = words.strip().lower().removesuffix("mm").strip()
    if word in SIZES:
        return SIZES[word]
    sides = word.replace("×", "x").replace("*", "x").split("x")
    try:
        width, height = (float(side) for side in (sides * 2 if len(sides) == 1 else sides))
    except ValueError:
        width = height = math.nan
    if not (0 < width < math.inf and 0 < height < math.inf):
        message = _("“{words}” is not a size; give millimetres or one of: {names}")
        raise BadValue(message.format(words=words, names=", ".join(SIZES)), hint="--size 85x54")
    return width, height


@dataclass(frozen=True, slots=True)
class Shape:
    """How one piece is divided, in millimetres.

    Attributes:
        form: ``landscape``, ``portrait`` or ``sticker``.
        width: of the piece.
        height: of the piece.
        unit: what lengths and type are multiplied by; 1 on the usual piece.
        pad: what stays free along the cut.
        tab: height of the strip below the code.
        code: a side of the code with its quiet zone.
    """

    form: str
    width: float
    height: float
    unit: float
    pad: float
    tab: float
    code: float


def module_of(side: float, modules: int) -> tuple[float, int]:
    """The module's side in millimetres and the quiet zone in modules that a code gets within ``side`` millimetres.

    The whole quiet zone where modules stay large enough with it, else as much of it as they leave.
    """
    for quiet in range(QUIET, LEAST_QUIET, -1):
        if (mm := side / (modules + 2 * quiet)) >= LEAST_MM:
            return mm, quiet
    return side / (modules + 2 * LEAST_QUIET), LEAST_QUIET


def divided(pieces: Pieces, width: float, height: float, modules: int) -> Shape:
    """How a piece is divided; the code gets a larger share where it is dense.

    Raises:
        BadValue: its words would not fit on it.
    """
    tall = height / width
    if pieces is Pieces.stickers and 0.8 <= tall <= 1.25:  # noqa: PLR2004 - as good as square
        return _sticker(width, height)
    landscape = tall < 0.95  # noqa: PLR2004 - words beside the code need the room
    least = (56.0, 34.0) if landscape else (38.0, 54.0)
    if width < least[0] or height < least[1]:
        message = _("{width} × {height} mm are too small for title, price and code")
        raise BadValue(
            message.format(width=f"{width:g}", height=f"{height:g}"),
            hint=f"--size {least[0]:g}x{least[1]:g}" if pieces is Pieces.cards else "--size 40",
        )
    unit = min(width / 85, height / 54) if landscape else min(width / 74, height / 105)
    pad = max(2.5, (4.5 if landscape else 5.5) * unit)
    tab = max(3.6, (6.0 if landscape else 7.0) * unit)
    code = 0.0
    for share in (0.46, 0.5, 0.54) if landscape else (0.53, 0.55):
        across = (share * (width - 2 * pad) if landscape else width - 2 * pad) - 2 * FRAME_MM
        down = (height - 2 * pad if landscape else share * height) - tab - 2 * FRAME_MM
        code = min(across, down)
        if module_of(code, modules)[1] == QUIET and code / (modules + 2 * QUIET) >= LEAST_MM:
            break
    return Shape("landscape" if landscape else "portrait", width, height, unit, pad, tab, code)


def _sticker(width: float, height: float) -> Shape:
    side = min(width, height)
    if side < _SMALLEST_STICKER:
        message = _("stickers of {side} mm are too small for a code and the ad label").format(side=f"{side:g}")
        raise BadValue(message, hint=f"--size {_SMALLEST_STICKER:g}")
    pad = max(1.2, side * 0.04)
    tab = min(max(2.8, side * 0.115), 8.0)
    code = min(width - 2 * pad - 2 * FRAME_MM, height - 2 * pad - tab - 2 * FRAME_MM)
    return Shape("sticker", width, height, side / 40, pad, tab, code)
