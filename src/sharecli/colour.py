"""Colours: read from words, compared by contrast, moved about in OKLCH, where equal steps look equal. Pure."""

import math
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from sharecli.errors import BadValue
from sharecli.language import _
from sharecli.text import clean

Triple = tuple[float, float, float]

_HEX = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})")
_GRAIN = 1e-6
"""How far beyond 0 to 1 a linear channel may lie: the published matrices are rounded."""


def colour(words: str) -> str:
    """A colour as it is kept: ``#e8423f``, ``E8423F`` and ``#e43`` become ``#rrggbb`` in small letters.

    Raises:
        BadValue: it is not a colour in hexadecimal.
    """
    match = _HEX.fullmatch(unicodedata.normalize("NFKC", words).strip().lower())
    if not match:
        message = _("“{words}” is not a colour").format(words=clean(words, limit=40))
        raise BadValue(message, hint=_('write it like c8402f, or like "#c8402f" in quotes'))
    digits = match[1]
    return f"#{digits if len(digits) == 6 else ''.join(one * 2 for one in digits)}"  # noqa: PLR2004 - two a channel


def luminance(rgb: str) -> float:
    """Relative luminance of ``#rrggbb``, from 0 (black) to 1 (white), as WCAG 2.2 defines it.

    https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
    """
    red, green, blue = _linear(rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(a: str, b: str) -> float:
    """Contrast ratio of two ``#rrggbb``, from 1 (equal) to 21 (black and white), as WCAG 2.2 defines it.

    https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
    """
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


@dataclass(frozen=True, slots=True)
class Lch:
    """A colour in OKLCH: Björn Ottosson, https://bottosson.github.io/posts/oklab/, in polar coordinates.

    Attributes:
        light: perceived lightness, 0 black to 1 white.
        chroma: distance from grey; sRGB reaches about 0.32.
        hue: degrees from 0 to 360: red about 29, yellow 110, green 142, blue 264.
    """

    light: float
    chroma: float
    hue: float

    def hex(self) -> str:
        """The nearest ``#rrggbb`` of this lightness and hue: what a screen cannot show is made greyer.

        Greyer instead of clipped channel by channel, as in CSS Color 4, section 13.2: clipping turns the hue.
        """
        light = min(1.0, max(0.0, self.light))
        fits, over = 0.0, self.chroma
        if _shown(linear := _linear_of(light, over, self.hue)):
            return _hex(linear)
        for _step in range(14):
            middle = (fits + over) / 2
            if _shown(_linear_of(light, middle, self.hue)):
                fits = middle
            else:
                over = middle
        return _hex(_linear_of(light, fits, self.hue))


def lch(rgb: str) -> Lch:
    """``#rrggbb`` in OKLCH; the hue of a grey means nothing."""
    red, green, blue = _linear(rgb)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    light = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return Lch(light, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360)


def first(shade: Callable[[float], str], good: Callable[[str], bool], *, start: float, end: float) -> str:
    """The shade nearest to ``start`` that is good, on the way to ``end``; where none is, the one at the end.

    Args:
        shade: makes ``#rrggbb`` of a lightness.
        good: what is asked of it; once it is met, it stays met on the way.
        start: lightness, 0 to 1.
        end: lightness, 0 to 1.
    """
    if good(found := shade(start)):
        return found
    found = shade(end)
    # Looked at after rounding to eight bits a channel, so that what was asked is true of what is returned.
    for _step in range(12):
        middle = (start + end) / 2
        if good(candidate := shade(middle)):
            found, end = candidate, middle
        else:
            start = middle
    return found


def _linear(rgb: str) -> Triple:
    """Light of red, green and blue, 0 to 1; the curve of sRGB undone (IEC 61966-2-1)."""
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - where the curve bends
        for value in (int(rgb[at : at + 2], 16) / 255 for at in (1, 3, 5))
    )
    return red, green, blue


def _linear_of(light: float, chroma: float, hue: float) -> Triple:
    a = chroma * math.cos(math.radians(hue))
    b = chroma * math.sin(math.radians(hue))
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _shown(linear: Triple) -> bool:
    return all(-_GRAIN <= value <= 1 + _GRAIN for value in linear)


def _hex(linear: Triple) -> str:
    channels = (
        12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055  # noqa: PLR2004 - where the curve bends
        for value in (min(1.0, max(0.0, value)) for value in linear)
    )
    return "#" + "".join(f"{round(value * 255):02x}" for value in channels)
