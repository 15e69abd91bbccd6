"""Draws QR codes as sharecli does and as it refuses to, and makes them worse as cameras and apps do."""

import io
from dataclasses import dataclass
from functools import cache
from math import sqrt
from typing import Any

import numpy as np
import zxingcpp
from PIL import Image, ImageDraw, ImageFilter, ImageOps

from sharecli.codes.expected import Expected, packed
from sharecli.codes.qr import QUIET, Code, Look, Style

_DARK_BELOW = 128


@dataclass(frozen=True, slots=True)
class Kind:
    """How a code is made.

    Attributes:
        level: of error correction; sharecli itself takes M, and H under a logo.
        style: of its modules; square where sharecli does not draw it.
        color: of its modules.
        logo: whether sharecli's own logo lies on it.
        cover: part of its area under a logo that is laid on whatever the rules say; 0 for none.
    """

    level: str = "M"
    style: Style = Style.square
    color: str = "#000000"
    logo: bool = False
    cover: float = 0.0

    @property
    def offered(self) -> bool:
        """Whether sharecli draws such a code."""
        return not self.cover and self.level == ("H" if self.logo else "M")

    def __str__(self) -> str:
        """What a table calls it."""
        over = ", logo" if self.logo else f", {self.cover:.0%} covered" if self.cover else ""
        return f"{self.level}, {self.style}{over}"


@dataclass(frozen=True, slots=True)
class Harm:
    """What happens to a finished picture.

    Attributes:
        turned: degrees.
        blur: standard deviation, in modules.
        quality: of a JPEG; 0 for none.
        dim: whether only two fifths of the contrast are left, with noise, as in bad light.
        inverted: whether it is light on dark.
    """

    turned: float = 0
    blur: float = 0
    quality: int = 0
    dim: bool = False
    inverted: bool = False


def drawn(kind: Kind, url: str, *, px: int) -> tuple[Image.Image, Expected]:
    """A code in grey with its quiet zone, so many pixels a module, and what it should show."""
    if kind.offered:
        code = Code(url, Look(kind.style, kind.color, _logo() if kind.logo else b""))
        with Image.open(io.BytesIO(code.png(module_px=px))) as opened:
            return opened.convert("L"), code.expected()
    symbol: Any = zxingcpp.create_barcode(url, zxingcpp.BarcodeFormat.QRCode, ec_level=kind.level)
    modules = np.asarray(symbol.to_image(scale=1, add_quiet_zones=False))
    grey = np.pad(modules, QUIET, constant_values=255).repeat(px, 0).repeat(px, 1)
    made, side = Image.fromarray(grey), modules.shape[0]
    if kind.cover:
        _cover(made, round(sqrt(kind.cover) * side * px))
    dark = (modules < _DARK_BELOW).astype(np.uint8).tobytes()
    return made, Expected(url, side, kind.level, packed(dark))


def framed(picture: Image.Image, *, px: int, quiet: int, ground: str) -> Image.Image:
    """The code with so many modules of its quiet zone, on a black, white or noisy ground."""
    cut = (QUIET - quiet) * px
    inner = picture.crop((cut, cut, picture.width - cut, picture.height - cut))
    size = (inner.width + 16 * px, inner.height + 16 * px)
    if ground == "noise":
        around = Image.fromarray(np.random.default_rng(7).integers(0, 256, size, dtype=np.uint8))
    else:
        around = Image.new("L", size, ground)
    around.paste(inner, (8 * px, 8 * px))
    return around


def harmed(picture: Image.Image, harm: Harm, *, px: int) -> Image.Image:
    """The picture turned, inverted, blurred, dimmed and pressed, in this order."""
    if harm.turned:
        picture = picture.rotate(harm.turned, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    if harm.inverted:
        picture = ImageOps.invert(picture)
    if harm.blur:
        picture = picture.filter(ImageFilter.GaussianBlur(harm.blur * px))
    if harm.dim:
        noise = np.random.default_rng(7).normal(0, 8, (picture.height, picture.width))
        picture = Image.fromarray((90 + 0.4 * np.asarray(picture, float) + noise).clip(0, 255).astype(np.uint8))
    if harm.quality:
        pressed = io.BytesIO()
        picture.save(pressed, "JPEG", quality=harm.quality)
        with Image.open(pressed) as opened:
            opened.load()
            return opened
    return picture


def _cover(picture: Image.Image, side: int) -> None:
    """Lay a logo of so many pixels on the middle."""
    with Image.open(io.BytesIO(_logo())) as opened:
        logo = opened.convert("L").resize((side, side))
    picture.paste(logo, ((picture.width - side) // 2, (picture.height - side) // 2))


@cache
def _logo() -> bytes:
    """A square with light and dark in it, as shops have."""
    side = 400
    made = Image.new("RGB", (side, side), "white")
    draw = ImageDraw.Draw(made)
    draw.ellipse((20, 20, side - 20, side - 20), "#c8402f")
    draw.rectangle((180, 90, 220, 310), "white")
    draw.rectangle((100, 170, 300, 210), "white")
    out = io.BytesIO()
    made.save(out, "PNG")
    return out.getvalue()
