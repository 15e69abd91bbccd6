"""A poster's palette: every colour from the seller's accent, readable whatever the accent. Pure."""

import math
from dataclasses import replace

from sharecli.colour import Lch, colour, contrast, first, lch

__all__ = ["colour", "contrast", "palette"]

THEMES = ("light", "dark")

READABLE = 4.5
"""The least contrast of text (WCAG 2.2, success criterion 1.4.3, AA)."""

_WHITE, _BLACK = "#ffffff", "#000000"
_NEARLY_WHITE_ON = 3.2
"""From this contrast with white on, an accent goes a little deeper to carry white; below, it carries dark text."""

_APART = 1.25
_RULE = 1.35
_WASH = 1.2
_WARM = 75.0
"""The hue in degrees that greys lean to where the accent has none: paper, not screen."""
_AMBER, _LIME = 72.0, 147.0
"""The hues in degrees between which a colour is called yellow; most so at 102."""


def palette(accent: str, *, theme: str = "light") -> dict[str, str]:
    """Every colour of a poster, as docs/templates.md names them.

    The accent keeps its hue; its lightness gives way a little where it would drown in the paper, or where white nearly
    reads on it. ``on_accent`` reads on ``wash``, too.

    Args:
        accent: ``#rrggbb``.
        theme: ``light`` or ``dark``: that of the paper. A code stays dark on light in both.

    Raises:
        ValueError: no such theme.
    """
    if theme not in THEMES:
        message = f"no theme {theme!r}"
        raise ValueError(message)
    dark = theme == "dark"
    own = lch(accent)
    paper = _grey(own, 0.215 if dark else 0.978, 0.016 if dark else 0.009)
    ink = _grey(own, 0.95 if dark else 0.235, 0.008 if dark else 0.02)
    muted = _grey(own, 0.735 if dark else 0.5, 0.014 if dark else 0.02)
    far = 1.0 if dark else 0.0
    filled = _filled(accent, paper, far=far)
    on_accent = _on(filled, own)
    strong = _strong(own, paper, ink, far=far)
    return {
        "paper": paper,
        "ink": ink,
        "muted": muted,
        "rule": _rule(own, paper, far=far),
        "accent": filled,
        "on_accent": on_accent,
        "strong": strong,
        "wash": _wash(filled, on_accent),
        "on_strong": paper,
    }


def _grey(own: Lch, light: float, tint: float) -> str:
    """A neutral with a breath of the accent's hue; of warm paper, the less colour the accent has.

    Args:
        own: the accent.
        light: lightness, 0 to 1.
        tint: chroma.
    """
    share = min(0.7, own.chroma / 0.08)
    turns = ((math.radians(own.hue), tint * share), (math.radians(_WARM), tint * (1 - share) * 0.6))
    a = sum(chroma * math.cos(turn) for turn, chroma in turns)
    b = sum(chroma * math.sin(turn) for turn, chroma in turns)
    return Lch(light, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360).hex()


def _at(own: Lch, light: float) -> str:
    """The accent at another lightness. A yellow made darker turns to amber, or it would look like mud."""
    if own.chroma < 0.01:  # noqa: PLR2004 - no hue is seen below
        return _grey(own, light, 0.01)
    yellow = math.cos(math.radians((own.hue - 102) * 2)) if _AMBER < own.hue < _LIME else 0.0
    darker = min(1.0, max(0.0, own.light - light) / 0.35)
    return replace(own, light=light, hue=own.hue - (own.hue - _AMBER) * yellow * darker).hex()


def _filled(accent: str, paper: str, *, far: float) -> str:
    """The accent as a surface: set off from the paper, and deep enough where white nearly reads on it."""
    own = lch(accent)
    if contrast(accent, paper) < _APART:
        accent = first(
            lambda light: _at(own, light),
            lambda shade: contrast(shade, paper) >= _APART,
            start=lch(paper).light,
            end=far,
        )
    if _NEARLY_WHITE_ON <= contrast(accent, _WHITE) < READABLE:
        deep = lch(accent)
        return first(
            lambda light: _at(deep, light), lambda shade: contrast(shade, _WHITE) >= READABLE, start=deep.light, end=0.0
        )
    return accent


def _rule(own: Lch, paper: str, *, far: float) -> str:
    """A line on the paper, seen when looked for."""
    return first(
        lambda light: _grey(own, light, 0.016),
        lambda shade: contrast(shade, paper) >= _RULE,
        start=lch(paper).light,
        end=far,
    )


def _on(filled: str, own: Lch) -> str:
    """Text on a surface: light where that reads, else dark, both with a tint."""
    for light in (_grey(own, 0.985, 0.008), _WHITE):
        if contrast(light, filled) >= READABLE:
            return light
    return first(
        lambda light: _grey(own, light, 0.035), lambda shade: contrast(shade, filled) >= READABLE, start=0.24, end=0.0
    )


def _strong(own: Lch, paper: str, ink: str, *, far: float) -> str:
    """The accent as text. Without a colour of its own it is ink: a grey price looks switched off."""
    vivid = min(1.0, own.chroma / 0.06)
    start = own.light * vivid + lch(ink).light * (1 - vivid)
    return first(lambda light: _at(own, light), lambda shade: contrast(shade, paper) >= READABLE, start=start, end=far)


def _wash(filled: str, on_filled: str) -> str:
    """A shade of the accent for decoration: towards the text on it while that stays readable, else away from it."""
    own = lch(filled)
    near, other = (1.0, 0.0) if contrast(on_filled, _BLACK) > contrast(on_filled, _WHITE) else (0.0, 1.0)
    for end in (near, other):
        shade = first(
            lambda light: _at(own, light), lambda shade: contrast(shade, filled) >= _WASH, start=own.light, end=end
        )
        if contrast(shade, on_filled) >= READABLE:
            return shade
    return shade
