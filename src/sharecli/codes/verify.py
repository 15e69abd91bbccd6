"""Proves from a file's final bytes that its codes scan: as they are, at half size, blurred, pressed, with reserves."""

import io
from collections import Counter
from collections.abc import Sequence
from functools import cache
from math import ceil
from typing import TYPE_CHECKING

from sharecli.codes import raster
from sharecli.codes.codewords import bearable, damage
from sharecli.codes.expected import Expected
from sharecli.codes.finding import Seen, alone, pixels, search
from sharecli.codes.look import LEAST_CONTRAST
from sharecli.codes.qr import LEAST_MM, LEAST_PX, LEAST_QUIET, QUIET, Unscannable
from sharecli.colour import contrast
from sharecli.language import _
from sharecli.text import clean

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["Expected", "prove"]

BLUR = 0.3
"""Standard deviation of the blur, in modules: what a steady hand leaves; from 0.5 on, decoders fail on any code."""

QUALITY = 40
"""Of the JPEG that a chat app makes of a picture, on Pillow's scale."""

_FEW_PX = 2.0
"""Pixels a module from which a plain code is read after both; one that is not is looked at again with four."""

_MIDDLE = 128
"""Grey from which Pillow makes white of a pixel, and which lies between black and white."""

_WASHED = 0.95
"""What a JPEG may take of a contrast."""

_ROUGHLY = 0.99
"""A side is measured to a pixel: that shall not refuse a code of just the least size."""


def prove(
    picture: "bytes | Image", wanted: Sequence[Expected], *, kind: str, dpi: float = 0, pages: int = 1
) -> None:  # fmt: skip
    """Prove that a finished file shows the wanted codes, each once, no other one, and that each scans with reserves.

    The whole file is searched once, so that a foreign code in a product's picture is found. Every code is then looked
    at alone, with its quiet zone: both are measured; its modules are compared with what was encoded, and no block may
    have lost more than half of what it can correct; it is read at half its size, and blurred and pressed. The last is
    done at about 4 pixels a module, or fewer: of a larger module more survives, so this is the harder case.

    Args:
        picture: the final bytes, or the pixels where they are known to be the same.
        wanted: the codes; one with an empty link stands for none.
        kind: png, jpg, svg or pdf.
        dpi: of a file of pixels, or of an SVG, that is printed; 0 for a screen.
        pages: of a PDF.

    Raises:
        Unscannable: it does not hold, with the reason.
    """
    codes = sorted((one for one in wanted if one.url), key=lambda one: (one.url, one.level))
    try:
        if not isinstance(picture, bytes):
            picture = picture.convert("L")
        elif not raster.is_vector(kind):
            picture = raster.opened(picture, kind)
        if len(codes) == 1 and not isinstance(picture, bytes) and _fills(picture, codes[0], dpi):
            return
        seen = search(picture, kind, dpi, pages, many=len(codes) > 1)
    except ValueError:
        raise Unscannable(_("the file is damaged"), hint=_("make it again with --force")) from None
    seen.sort(key=lambda one: (one.text, one.level))
    _compare([one.url for one in codes], [one.text for one in seen])
    for one, code in zip(seen, codes, strict=True):
        place, light = _place(one)
        _check_size(one, place, screen=kind == "svg" and not dpi)
        _check_reserve(one, code, place, light)
        _check_contrast(one)
        _check_worse(one, place)


def _fills(page: "Image", code: Expected, dpi: float) -> bool:
    """Whether a code fills a page module by module, with nothing else on it, and scans from less than it is.

    Nearly every plain code does, and there is no place left for a foreign one to be searched for. Of any other page
    nothing is known then.

    Raises:
        Unscannable: it is such a page, and does not scan with reserves.
    """
    # Of two colours: anything paler than the code may still be another one to a buyer's app.
    plain = page.width == page.height and len(page.getcolors(2) or ()) == 2  # noqa: PLR2004 - dark and light
    one = alone(page, dpi) if plain else None
    if one is None or (one.text, one.level, one.modules) != (code.url, code.level, code.modules):
        return False
    light = _light(one)
    place = _dark(page, light).getbbox()
    zone = LEAST_QUIET * one.px
    room = place and min(place[0], place[1], page.width - place[2], page.height - place[3])
    if not place or not room or room < zone or _modules(one, place, light) != code.flat():
        return False
    _check_size(one, place)
    _check_contrast(one)
    _check_worse(one, place)
    return True


def _more_room() -> str:
    """What gives a code's modules more room."""
    words = _("choose another --template or --canvas, or make the link shorter: {command}")
    return words.format(command="sharecli config set base-url https://go.example.shop")


def _compare(wanted: Sequence[str], found: Sequence[str]) -> None:
    missing, foreign = Counter(wanted) - Counter(found), Counter(found) - Counter(wanted)
    if missing:
        message = _("the code cannot be read back: expected “{url}”, found “{found}”")
        url, other = clean(next(iter(missing)), limit=80), clean(" ".join(foreign), limit=80)
        hint = _("use a product picture without a QR code") if foreign else _more_room()
        raise Unscannable(message.format(url=url, found=other), hint=hint)
    if foreign:
        # A buyer's phone may take that one.
        message = _("there is another code in it, that says “{found}”")
        found_there = clean(" ".join(foreign), limit=80)
        raise Unscannable(message.format(found=found_there), hint=_("use a product picture without a QR code"))


def _place(seen: Seen) -> tuple[tuple[int, int, int, int], int]:
    """Where the modules of an upright code begin and end, to the pixel, and from which grey on a pixel is light.

    Raises:
        Unscannable: the zone around it is not light.
    """
    left, top, right, bottom = seen.box
    px, light = seen.px, _light(seen)
    # What lies just beyond the zone shall not count as in it because a corner was found a pixel off.
    zone = max(int(LEAST_QUIET * px) - 1, 1)
    near = seen.page.crop((left - zone, top - zone, right + zone, bottom + zone))
    dark = _dark(near, light).getbbox()
    edges = dark or (0, 0, *near.size)
    place = (left - zone + edges[0], top - zone + edges[1], left - zone + edges[2], top - zone + edges[3])
    # A corner of a code of dots is found half a module off; whatever lies in the zone is further out.
    if max(abs(one - other) for one, other in zip(place, seen.box, strict=True)) > max(px, 2):
        message = _("the light zone around the code is narrower than {least} modules")
        raise Unscannable(message.format(least=LEAST_QUIET), hint="--template card")
    return place, light


def _light(seen: Seen) -> int:
    """From which grey on a pixel of an upright code is light."""
    return (sum(_greys(seen)) + 1) // 2


def _greys(seen: Seen) -> tuple[int, int]:
    """The light and the dark of an upright code."""
    left, top, _right, bottom = seen.box
    # Down the middle of the upper left finder pattern: its light ring, then its pupil.
    middle = int(left + 3.5 * seen.px)
    strip = seen.page.crop((middle, top, middle + 1, bottom)).tobytes()
    return strip[int(1.5 * seen.px)], strip[int(3.5 * seen.px)]


def _modules(seen: Seen, place: tuple[int, int, int, int], light: int) -> bytes:
    """The middle of every module, a byte each, row after row; dark is 1."""
    from PIL import Image

    middles = seen.page.resize((seen.modules, seen.modules), Image.Resampling.NEAREST, box=place).tobytes()
    return middles.translate(bytes([1] * light + [0] * (256 - light)))


def _dark(picture: "Image", light: int) -> "Image":
    """White where a pixel is darker than ``light``."""
    from PIL import Image, ImageChops

    if light == _MIDDLE:  # a fifth of the time
        return ImageChops.invert(picture.convert("1", dither=Image.Dither.NONE))
    return picture.point([255] * light + [0] * (256 - light))


def _check_contrast(seen: Seen) -> None:
    """Compare the code's two greys: what an own template makes of the colour that was asked for, nobody else sees."""
    light, dark = _greys(seen)
    ratio = _ratio(light, dark)
    if ratio < LEAST_CONTRAST * _WASHED:
        message = _("the code is too pale: its contrast is {ratio}, and a camera needs {least}")
        raise Unscannable(
            message.format(ratio=f"{ratio:.1f}", least=f"{LEAST_CONTRAST:.0f}"),
            hint=_("let the template draw it dark on light"),
        )


@cache
def _ratio(light: int, dark: int) -> float:
    """Contrast of two greys; below 1 where the dark one is the lighter."""
    found = contrast(*(f"#{grey:02x}{grey:02x}{grey:02x}" for grey in (light, dark)))
    return found if dark <= light else 1 / found


def _check_size(seen: Seen, place: tuple[int, int, int, int], *, screen: bool = False) -> None:
    """Whether modules are large enough for what the code is on.

    Args:
        seen: the code.
        place: its modules, in pixels.
        screen: of vectors, whether the pixels of a screen count: an inch has 96 of its own.
    """
    px = min(place[2] - place[0], place[3] - place[1]) / seen.modules
    if screen:
        px *= raster.CSS_INCH / seen.ppi
    if seen.ppi and not screen and (mm := px / seen.ppi * 25.4) < LEAST_MM * _ROUGHLY:
        message = _("a module of the code is {mm} mm wide on paper, and a camera needs {least} mm")
        larger = _("print it at least {percent} % larger, or use a shorter link").format(
            percent=ceil(100 * LEAST_MM / mm - 100)
        )
        raise Unscannable(message.format(mm=f"{mm:.2f}", least=LEAST_MM), hint=larger)
    if (screen or not seen.ppi) and px < LEAST_PX * _ROUGHLY:
        message = _("a module of the code is {px} pixels wide, and a shared picture needs {least}")
        raise Unscannable(message.format(px=f"{px:.1f}", least=LEAST_PX), hint=_more_room())


def _check_reserve(seen: Seen, code: Expected, place: tuple[int, int, int, int], light: int) -> None:
    """Compare the middle of every module with what was encoded; a decoder's own word for it is too kind."""
    side = code.modules
    if (seen.modules, seen.level) != (side, code.level):
        message = _("the code is not the one that was made for it: “{url}”")
        hint = _("use a product picture without a QR code")
        raise Unscannable(message.format(url=clean(code.url, limit=80)), hint=hint)
    shown, made = _modules(seen, place, light), code.flat()
    if shown == made:
        return
    blocks = damage(made, shown, version=(side - 17) // 4, level=code.level)
    if not bearable(blocks):
        worst = max(blocks, key=lambda one: one.damaged / one.correctable)
        message = _("{damaged} parts of the code are damaged; of the {correctable} that can be mended, half may be")
        raise Unscannable(
            message.format(damaged=worst.damaged, correctable=worst.correctable),
            hint=_("use another --style, a darker --color, or no --logo"),
        )


def _check_worse(seen: Seen, place: tuple[int, int, int, int]) -> None:
    """Read the code alone, with its quiet zone, from less than the file has."""
    from PIL import Image

    px = (place[2] - place[0]) / seen.modules
    zone = int(QUIET * px)
    left, top, right, bottom = place
    width, height = seen.page.size
    box = (max(left - zone, 0), max(top - zone, 0), min(right + zone, width), min(bottom + zone, height))
    code = seen.page.crop(box) if box != (0, 0, width, height) else seen.page
    half = code.reduce(2)
    # Half as large, most codes are still as even as they were drawn, which takes half as long to read.
    if ((plain := alone(half, seen.ppi)) is None or plain.text != seen.text) and _read_alone(half) != seen.text:
        message = _("the code cannot be read at half its size: “{url}”")
        raise Unscannable(message.format(url=clean(seen.text, limit=80)), hint=_more_room())
    # What survives at two pixels a module survives at four, at a multiple of the cost.
    whole = max(int(px / _FEW_PX), 1)
    small = half.reduce(whole // 2) if whole % 2 == 0 else code.reduce(whole)
    if _survives(small, px / whole, seen.text):
        return
    scale = min(LEAST_PX / px, 1)
    # Averaged twice, it is no sharper than averaged once, and there is a quarter to go through.
    large = half if scale <= 0.5 else code  # noqa: PLR2004 - half
    small = large.resize((round(code.width * scale), round(code.height * scale)), Image.Resampling.BOX)
    if not _survives(small, px * scale, seen.text):
        message = _("the code cannot be read once it is a little blurred and pressed by an app: “{url}”")
        raise Unscannable(message.format(url=clean(seen.text, limit=80)), hint=_more_room())


def _survives(small: "Image", px: float, text: str) -> bool:
    """Whether a small code, so many pixels a module, can be read once it is blurred and pressed."""
    from PIL import Image, ImageFilter

    pressed = io.BytesIO()
    small.filter(ImageFilter.GaussianBlur(BLUR * px)).save(pressed, "JPEG", quality=QUALITY)
    with Image.open(pressed, formats=["JPEG"]) as opened:
        return _read_alone(opened) == text


def _read_alone(picture: "Image") -> str:
    """What an upright dark code says that fills the picture; empty where it cannot be read."""
    import zxingcpp

    found = zxingcpp.read_barcode(
        pixels(picture),
        formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode),
        try_rotate=False,
        try_downscale=False,
        try_invert=False,
    )
    return found.text if found else ""
