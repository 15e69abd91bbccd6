"""A QR code in the terminal: black on white whatever the theme, quiet zone 4; plain blocks in a pipe."""

import io
import os
import sys
from typing import Any

from sharecli.codes.qr import QUIET, too_long

_BLOCKS = "▀▄█"


def draw(url: str) -> str:
    """The code as text.

    In a terminal every cell has its own colours, so that a dark theme does not turn it inside out; a console that
    cannot show half blocks (GBK, ASCII) gets two coloured spaces a module. In a pipe, and where no colours are wanted
    (``NO_COLOR``, ``TERM=dumb``), a dark module is a full block.
    """
    code = _encoded(url)
    coloured = _is_coloured()
    if not _can_show(_BLOCKS):
        return _spaces(code.get_matrix()) if coloured else _letters(code.get_matrix())
    out = io.StringIO()
    if not coloured:
        code.print_ascii(out=out)
        return out.getvalue().replace("\xa0", " ")
    # print_ascii(tty=True) looks whether its own stream is a terminal; ours is a string that goes to one.
    out.isatty = lambda: True  # type: ignore[method-assign] # said of this one stream alone
    code.print_ascii(out=out, tty=True)
    return out.getvalue()


def width(url: str) -> int:
    """Columns it takes."""
    columns = len(_encoded(url).get_matrix())
    return columns if _can_show(_BLOCKS) else 2 * columns


def _encoded(url: str) -> Any:
    import qrcode
    from qrcode.exceptions import DataOverflowError

    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=QUIET)
    code.add_data(url)
    try:
        code.make(fit=True)
    except (DataOverflowError, ValueError):  # the second one from qrcode itself, beyond its largest version
        raise too_long(url) from None
    return code


def _is_coloured() -> bool:
    """Whether escape sequences are obeyed where the answer goes, and colours wanted."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") not in {"dumb", "unknown"}


def _can_show(characters: str) -> bool:
    try:
        characters.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True


def _spaces(matrix: list[list[bool]]) -> str:
    dark, light = "\x1b[48;5;16m  ", "\x1b[48;5;231m  "
    return "".join("".join(dark if cell else light for cell in row) + "\x1b[0m\n" for row in matrix)


def _letters(matrix: list[list[bool]]) -> str:
    return "".join("".join("##" if cell else "  " for cell in row).rstrip() + "\n" for row in matrix)
