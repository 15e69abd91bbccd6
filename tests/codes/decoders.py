"""Decoders that did not make the codes, and ways to pixels that the program does not use."""

import io
import re
import shutil
import subprocess
from collections.abc import Sequence

import cv2
import numpy as np
from PIL import Image

from sharecli.codes import qr

Matrix = Sequence[Sequence[bool]]
"""Rows of modules, quiet zone included; true is dark."""


def opened(content: bytes) -> Image.Image:
    """The picture in the bytes of a file."""
    with Image.open(io.BytesIO(content)) as picture:
        return picture.convert("L")


def zxing(picture: Image.Image) -> list[str]:
    """What the program's own decoder reads."""
    return qr.read(picture)


def opencv(picture: Image.Image) -> str:
    """What OpenCV reads; it cannot read every code, so ask it for the bare one first."""
    text, _corners, _straight = cv2.QRCodeDetector().detectAndDecode(np.asarray(picture))
    return str(text)


def have_zbar() -> bool:
    """Whether zbar is installed."""
    return shutil.which("zbarimg") is not None


def zbar(content: bytes) -> str:
    """What zbar reads in a file."""
    asked = ["zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", "png:-"]
    return subprocess.run(asked, input=content, capture_output=True, check=False).stdout.decode().strip()


def opencv_knows(url: str) -> bool:
    """Whether OpenCV reads the code of a link where nothing else is on the picture."""
    return opencv(opened(qr.Code(url).png())) == url


def drawn(matrix: Matrix, px: int = 8) -> Image.Image:
    """Modules as a picture."""
    dark = np.array(matrix, dtype=bool)
    return Image.fromarray(np.where(dark, 0, 255).astype(np.uint8).repeat(px, 0).repeat(px, 1))


def modules(picture: Image.Image, px: int) -> list[list[bool]]:
    """A picture of a code alone, as modules; every module is of one colour."""
    pixels = np.asarray(picture) < 128
    side = pixels.shape[0] // px
    assert pixels.shape == (side * px, side * px)
    matrix = pixels[px // 2 :: px, px // 2 :: px]
    assert (matrix.repeat(px, 0).repeat(px, 1) == pixels).all()
    return [[bool(cell) for cell in row] for row in matrix]


def modules_of_svg(svg: str) -> list[list[bool]]:
    """The modules of an SVG made of upright rectangles."""
    box = re.search(r'viewBox="(-?\d+) -?\d+ (\d+) (\d+)"', svg)
    path = re.search(r' d="([^"]+)"', svg)
    assert box is not None
    assert path is not None
    assert box[2] == box[3]
    matrix = np.zeros((int(box[2]), int(box[3])), dtype=bool)
    rectangles = re.findall(r"M(\d+) (\d+)h(\d+)v(\d+)h-(\d+)Z", path[1])
    assert "".join(f"M{x} {y}h{w}v{h}h-{back}Z" for x, y, w, h, back in rectangles) == path[1], "nothing is left out"
    for x, y, w, h in (map(int, one[:4]) for one in rectangles):
        top, left = y - int(box[1]), x - int(box[1])
        matrix[top : top + h, left : left + w] = True
    return [[bool(cell) for cell in row] for row in matrix]


def margins(matrix: Matrix) -> tuple[int, int, int, int]:
    """Light modules above, left of, below and right of the dark ones."""
    rows = [place for place, row in enumerate(matrix) if any(row)]
    columns = [place for place, column in enumerate(zip(*matrix, strict=True)) if any(column)]
    return rows[0], columns[0], len(matrix) - 1 - rows[-1], len(matrix[0]) - 1 - columns[-1]
