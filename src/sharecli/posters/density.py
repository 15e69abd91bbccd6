"""How dense a code a canvas has room for, beside its words and large enough to be scanned; which canvas has more."""

from collections.abc import Iterator

from sharecli.channels import loader as channels
from sharecli.channels.model import Canvas
from sharecli.codes.qr import LEAST_MM, LEAST_PX, QUIET, Code, Unscannable
from sharecli.language import _
from sharecli.posters.model import Poster

_MM_PER_INCH = 25.4
_USUAL = 1080
"""Pixels of the width that templates are written for; a phone shows any screen's canvas as wide as itself."""
_ROOM = 490
"""Of these, what the built-in templates give a code at most: beyond, its words have no room."""
_CLEAR = 5
"""Of these, a module that a camera makes out on somebody else's phone."""


def least_px(canvas: Canvas, *, printed: bool) -> int:
    """Whole pixels that a module has to have on a canvas."""
    return max(LEAST_PX, round(LEAST_MM / _MM_PER_INCH * canvas.dots_per_inch + 0.499)) if printed else LEAST_PX


def densest(canvas: Canvas, *, printed: bool) -> int:
    """Modules a side of the densest code for which a canvas has room."""
    share = canvas.width / _USUAL
    least = float(least_px(canvas, printed=printed))
    if not printed:
        least = max(least, _CLEAR * share)
    return int(_ROOM * share / least) - 2 * QUIET


def see(poster: Poster, code: Code) -> None:
    """See that a poster has room for its code.

    Raises:
        Unscannable: its modules would be too small to scan; names a canvas where they would not, if there is one.
    """
    canvas = poster.canvas
    most = densest(canvas, printed=poster.printed)
    if code.modules <= most:
        return
    message = _(
        "a link of {count} characters makes a code of {modules} modules a side, too dense to scan on “{canvas}”:"
        " there is room for {most}"
    )
    shorter = "sharecli config set base-url https://go.example.shop"
    option = next(_roomier(poster.channel, code.modules), "")
    if option:
        hint = _("{option} has room for it; or make the link shorter: {command}").format(option=option, command=shorter)
    else:
        hint = _("no canvas has room for it; make the link shorter: {command}").format(command=shorter)
    raise Unscannable(
        message.format(count=len(poster.url), modules=code.modules, canvas=canvas.name, most=most), hint=hint
    )


def _roomier(key: str, modules: int) -> Iterator[str]:
    """Canvases with room for so many modules, as the command line names them: the channel's own, then paper."""
    there = [one for one in channels.channels().values() if one.key == key or one.printed]
    for place in sorted(there, key=lambda one: one.key != key):
        for canvas in sorted(place.canvases, key=lambda one: one.width):
            if densest(canvas, printed=place.printed) >= modules:
                yield f"--canvas {canvas.name}" if place.key == key else f"--channel {place.key} --canvas {canvas.name}"
