"""Reads worsened pictures of codes with three decoders, and asks sharecli's own gate whether it would keep them."""

import io
import os
import random
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import product

from PIL import Image
from readers import READERS, readers_of

from codes import Harm, Kind, drawn, framed, harmed
from sharecli.codes.expected import Expected
from sharecli.codes.look import Style
from sharecli.codes.qr import QUIET, LogoTooLarge, Unscannable
from sharecli.codes.verify import prove

TWO = 2
"""Decoders out of three that have to read whatever the gate lets through."""

LINKS = (
    "https://go.example.shop/k7",
    "https://go.example.shop/c000123",
    "https://go.example.shop/spring-sale-2026/longjing-gift-box?channel=wechat-moments",
)
OFFERED = tuple(Kind("H" if logo else "M", style, logo=logo) for style, logo in product(Style, (False, True)))
PLAIN = tuple(Kind(level) for level in "LQH")
PIXELS, BLURS, QUALITIES, TURNS = (2, 3, 4, 6, 8), (0.0, 0.3, 0.5, 0.7), (0, 60, 40, 20), (0, 5, 15)
HARSH = Harm(blur=0.3, quality=40)
"""What the gate itself does to a code before it reads it once more."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A picture, who read it, and whether the gate would keep it.

    Attributes:
        kind: how the code is made.
        modules: a side, which grows with the link.
        px: pixels a module.
        harm: what was done to the picture.
        quiet: modules of quiet zone.
        ground: what is around it.
        read: the decoders that read it.
        kept: whether the gate lets it through; None where it was not asked, as for a picture that is turned.
    """

    kind: Kind
    modules: int
    px: int
    harm: Harm
    quiet: int
    ground: str
    read: frozenset[str]
    kept: bool | None

    @property
    def enough(self) -> bool:
        """Whether two of the three read it."""
        return len(self.read) >= TWO

    @property
    def letters(self) -> str:
        """Who read it, for a table."""
        return " ".join(name for name in READERS if name in self.read) or "none"

    def __str__(self) -> str:
        """Which picture it is."""
        around = f"quiet zone {self.quiet} on {self.ground}"
        return f"{self.kind}, {self.kind.color}, {self.modules} modules, {self.px} px a module, {around}"


def matrix() -> list[Trial]:
    """Every level and style, link, size, blur, quality and turn with every other."""
    harms = [Harm(turned, blur, quality) for turned, blur, quality in product(TURNS, BLURS, QUALITIES)]
    return _tried((kind, url, px, harms) for kind, url, px in product((*PLAIN, *OFFERED), LINKS, PIXELS))


def lengths() -> list[Trial]:
    """Whatever sharecli draws, clean and as the gate worsens it, for links of many lengths."""
    links = [f"https://go.example.shop/{'longjing-gift-box/' * 9:.{length}}{length}" for length in range(1, 122, 6)]
    # Under a logo, more depends on what the link says: many of each length.
    chance = random.Random(18004)  # noqa: S311 - the same links in every run
    drawn_links = [
        "https://go.example.shop/" + "".join(chance.choices("abcdefghjkmnpqrstuvwxyz23456789", k=length))
        for length in range(6, 34, 3)
        for _time in range(8)
    ]
    marked = [(kind, url, px) for kind, url, px in product(OFFERED, drawn_links, (4, 10)) if kind.logo]
    return _tried((kind, url, px, [Harm(), HARSH]) for kind, url, px in [*product(OFFERED, links, (4, 10)), *marked])


def logos(shares: Sequence[float]) -> list[Trial]:
    """Logos laid over so much of codes of every level, clean and as the gate worsens them."""
    kinds = [Kind(level, cover=share) for level, share in product("LMQH", shares)]
    return _tried((kind, url, 8, [Harm(), HARSH]) for kind, url in product(kinds, LINKS))


def colors(hexes: Sequence[str]) -> list[Trial]:
    """Codes in colours that are dark enough, and light on dark: clean, as the gate worsens them, and in bad light."""
    harms = [Harm(), HARSH, Harm(dim=True), replace(HARSH, dim=True)]
    inverted = [replace(one, inverted=True) for one in harms]
    tasks = [(Kind(color=one), url, 4, harms) for one, url in product(hexes, LINKS)]
    return _tried([*tasks, *((Kind(), url, 4, inverted) for url in LINKS)])


def zones(grounds: Sequence[str]) -> list[Trial]:
    """Narrow quiet zones on every ground."""
    return [
        _trial(framed(picture, px=6, quiet=quiet, ground=ground), expected, kind, 6, Harm(), quiet, ground)
        for kind, url in product((OFFERED[0], Kind("H", logo=True), Kind(style=Style.dots)), LINKS)
        for picture, expected in _drawn(kind, url, px=6)
        for quiet, ground in product(range(QUIET + 1), grounds)
    ]


def _tried(tasks: Iterable[tuple[Kind, str, int, list[Harm]]]) -> list[Trial]:
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        return [one for found in pool.map(_try, tasks, chunksize=2) for one in found]


def _try(task: tuple[Kind, str, int, list[Harm]]) -> list[Trial]:
    kind, url, px, harms = task
    return [
        _trial(harmed(picture, harm, px=px), expected, kind, px, harm, QUIET, "white")
        for picture, expected in _drawn(kind, url, px=px)
        for harm in harms
    ]


def _drawn(kind: Kind, url: str, *, px: int) -> list[tuple[Image.Image, Expected]]:
    """The code, or none where the link is too long for a logo."""
    try:
        return [drawn(kind, url, px=px)]
    except LogoTooLarge:
        return []


def _trial(picture: Image.Image, expected: Expected, kind: Kind, px: int, harm: Harm, quiet: int, ground: str) -> Trial:
    read = readers_of(picture, expected.url)
    return Trial(
        kind, expected.modules, px, harm, quiet, ground, read, None if harm.turned else _kept(picture, expected)
    )


def _kept(picture: Image.Image, expected: Expected) -> bool:
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=1)
    try:
        prove(out.getvalue(), [expected], kind="png")
    except Unscannable:
        return False
    return True
