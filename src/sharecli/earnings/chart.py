"""Bars and sparklines of letters, one cell each; plain ASCII where the terminal has no finer ones. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

_SPARKS = "▁▂▃▄▅▆▇█"
_EIGHTHS = " ▏▎▍▌▋▊▉"
_ASCII_SPARKS = ".:-=+*#@"


@dataclass(frozen=True, slots=True)
class Pen:
    """The letters to draw with.

    Attributes:
        fine: whether eighths of a block can be shown, each one cell wide.
    """

    fine: bool

    def bar(self, filled: int, light: int, most: int, *, width: int) -> str:
        """A bar of at most ``width`` cells: what is there, and behind it what may come.

        Args:
            filled: what is there; nothing is drawn of what is below zero.
            light: what may come, on top of it.
            most: what the whole width stands for.
            width: cells.
        """
        if most <= 0:
            return ""
        filled, light = max(filled, 0), max(light, 0)
        eighths = min(filled * width * 8 // most, width * 8)
        if not self.fine:
            whole = min(-(-filled * width // most), width)
            return "#" * whole + "." * (min(-(-(filled + light) * width // most), width) - whole)
        if filled and not eighths:
            eighths = 1  # what is not nothing is seen
        end = min(-(-(filled + light) * width // most), width) if light else 0
        whole, rest = divmod(eighths, 8)
        solid = "█" * whole + (_EIGHTHS[rest] if rest else "")
        return solid + "░" * max(end - len(solid), 0)

    def spark(self, values: Sequence[int]) -> str:
        """One letter for each value, from nothing to the largest; a space where there is none."""
        most = max(values, default=0)
        letters = _SPARKS if self.fine else _ASCII_SPARKS
        if most <= 0:
            return " " * len(values)
        return "".join(
            letters[min(value * len(letters) // most, len(letters) - 1)] if value > 0 else " " for value in values
        )

    def progress(self, done: int, coming: int, goal: int, *, width: int) -> str:
        """A bar that is always ``width`` cells long, between two marks."""
        drawn = self.bar(min(done, goal), min(coming, max(goal - max(done, 0), 0)), goal, width=width)
        return f"[{drawn:<{width}}]"


def pen(encoding: str) -> Pen:
    """What a terminal of an encoding can show.

    In GBK, Big5, Shift-JIS and EUC-KR consoles a block is two cells wide, or a question mark.
    """
    return Pen(fine=encoding.lower().replace("-", "").replace("_", "").startswith("utf"))
