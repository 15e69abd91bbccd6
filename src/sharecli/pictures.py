"""A picture from outside: read with distrust, turned upright, stripped of EXIF and GPS, made small enough to keep."""

import hashlib
import io
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sharecli.errors import Unreadable
from sharecli.language import _
from sharecli.text import clean

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST_SIDE = 2400
"""Pixels of the longer side: a picture that fills an A5 page is printed at about 290 dpi."""

_LARGEST_FILE = 30 * 1024 * 1024
_PIECE = 1024 * 1024
_MOST_PIXELS = 25_000_000
_QUALITY = 88
_ORIENTATION = 0x0112
"""EXIF's tag that says how the camera was held."""


class BadPicture(Unreadable):
    """The picture cannot be used."""

    code = "bad-picture"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is kept.

    Attributes:
        sha256: of the JPEG, in hexadecimal.
        width: pixels.
        height: pixels.
        jpeg: the bytes, sRGB, upright, without metadata.
    """

    sha256: str
    width: int
    height: int
    jpeg: bytes


def read(path: Path, *, hint: str = "") -> Picture:
    """The picture in a PNG, JPEG or WebP file of at most 25 megapixels.

    Args:
        path: the file.
        hint: what to do where it cannot be used; else another ``--image``.

    Raises:
        BadPicture: no such file, another format, too large, or damaged.
    """
    name = clean(str(path))
    try:
        content = bytearray()
        with path.open("rb") as file:  # a device has no size, and no end
            while len(content) <= _LARGEST_FILE and (piece := file.read(_PIECE)):
                content += piece
    except OSError as error:
        why = _((error.strerror or str(error)).lower())
        message = _("cannot read the picture “{path}”: {why}").format(path=name, why=why)
        raise BadPicture(message, hint=hint or _usable()) from None
    if len(content) > _LARGEST_FILE:
        raise _too_large(name, hint)
    return read_bytes(bytes(content), name=name, hint=hint)


def read_bytes(content: bytes, *, name: str, hint: str = "") -> Picture:
    """The picture in the bytes of a PNG, JPEG or WebP of at most 25 megapixels.

    Args:
        content: the whole file.
        name: what to call it in an error.
        hint: what to do where it cannot be used; else another ``--image``.

    Raises:
        BadPicture: another format, too large, or damaged.
    """
    from PIL import Image

    shown = clean(name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what the camera wrote may be damaged: it is thrown away anyway
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            # Only these parsers see a stranger's bytes; the size is in the header, before anything is unpacked.
            with Image.open(io.BytesIO(content), formats=["PNG", "JPEG", "WEBP"]) as opened:
                large = opened.width * opened.height > _MOST_PIXELS
                flat = None if large else _flat(opened)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):  # Pillow's own limits, asked before ours
        raise _too_large(shown, hint) from None
    except Exception:  # noqa: BLE001 - whatever a parser says to a stranger's bytes, they are no picture
        message = _("“{path}” is not a picture that can be read").format(path=shown)
        raise BadPicture(message, hint=hint or _usable()) from None
    if flat is None:
        raise _too_large(shown, hint)
    flat.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
    flat.info.clear()  # comments and profiles would be written again
    jpeg = _as_jpeg(flat)
    return Picture(hashlib.sha256(jpeg).hexdigest(), flat.width, flat.height, jpeg)


def square(picture: Picture | bytes, side: int) -> bytes:
    """The middle of a kept picture as a square JPEG: a face, a logo.

    Args:
        picture: as :func:`read` gives it, or its JPEG.
        side: pixels; a smaller picture is enlarged.
    """
    from PIL import Image, ImageOps

    jpeg = picture.jpeg if isinstance(picture, Picture) else picture
    with Image.open(io.BytesIO(jpeg), formats=["JPEG"]) as opened:
        return _as_jpeg(ImageOps.fit(opened.convert("RGB"), (side, side), Image.Resampling.LANCZOS))


def _as_jpeg(image: "Image") -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def _too_large(name: str, hint: str) -> BadPicture:
    return BadPicture(_("the picture “{path}” is too large").format(path=name), hint=hint or _usable())


def _usable() -> str:
    return _("use a PNG, JPEG or WebP of at most 25 megapixels: --image FILE")


def _flat(opened: "Image") -> "Image":
    opened.load()  # a PNG's EXIF may stand behind its pixels
    return _on_white(_upright(opened))


def _upright(opened: "Image") -> "Image":
    """The picture as the camera was held; where what it wrote about that is damaged, the picture as it lies there.

    Pillow's own turning writes the EXIF again, which a damaged one does not bear; here it is thrown away anyway.
    """
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    try:
        turn = turns.get(opened.getexif().get(_ORIENTATION, 1))
    except Exception:  # noqa: BLE001 - a damaged EXIF raises whatever it likes, and the pixels are sound
        return opened
    return opened if turn is None else opened.transpose(turn)


def _on_white(image: "Image") -> "Image":
    from PIL import Image

    profile = image.info.get("icc_profile")
    image = _eight_bits(image)
    alpha = None
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        alpha = image.convert("RGBA").getchannel("A")
    colours = _in_srgb(image.convert({"LA": "L", "L": "L", "CMYK": "CMYK"}.get(image.mode, "RGB")), profile)
    if alpha is None:
        return colours
    flat = Image.new("RGB", image.size, "white")
    flat.paste(colours, mask=alpha)
    return flat


def _eight_bits(image: "Image") -> "Image":
    """Sixteen bits a pixel as eight; converted without scaling, nearly every pixel would be white."""
    if image.mode != "I" and not image.mode.startswith("I;16"):
        return image
    clear = image.info.get("transparency")
    small = image.convert("I").point(lambda level: level * (1 / 257) + 0.5).convert("L")
    small.info.pop("transparency", None)
    if isinstance(clear, int):
        small.info["transparency"] = clear // 257
    return small


def _in_srgb(image: "Image", profile: bytes | None) -> "Image":
    """The colours that the embedded profile means; a damaged profile, or another kind of picture's, means nothing."""
    from PIL import ImageCms

    if not profile:
        return image.convert("RGB")
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        made = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image.convert("RGB")
    return made or image.convert("RGB")
