"""How wide the columns of a table are, and on which line of a row each of them stands. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set as AbstractSet

from rich.cells import cell_len

from sharecli.shell.prose import pieces_of

GAP = 2
"""Cells between two columns."""
INDENT = 2
"""Cells by which the second line of a row stands to the right of its first."""
_NARROWEST = 8
"""Cells that a column which gives way keeps, for a word to be known by."""
_LONG_WORD = 20
"""Cells of a word that may be cut or broken: a code, an address."""
_FIGURE = re.compile(r"[\d.,:/+%–-]*\d[\d.,:/+%–-]*")
"""A number, a day or an order's number: cut, it is another one."""


def natural(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """How many cells each column takes where there is room."""
    everything = [columns, *rows] if columns else rows
    return [max(map(cell_len, column)) for column in zip(*everything, strict=True)]


def span(widths: Sequence[int]) -> int:
    """How many cells columns of these widths take together."""
    return sum(widths) + GAP * (len(widths) - 1)


def shrunk(widths: Sequence[int], least: Mapping[int, int], width: int) -> list[int]:
    """How many cells each column gets where some give way, the widest of them first; too many where they cannot.

    Args:
        widths: what each would take.
        least: the columns that give way, and how many cells each keeps.
        width: the cells there are.
    """
    fitted = list(widths)
    too_much = span(fitted) - width
    while too_much > 0 and (some := [place for place in least if fitted[place] > least[place]]):
        fitted[max(some, key=lambda place: fitted[place])] -= 1
        too_much -= 1
    return fitted


def least_of(widths: Sequence[int], rows: Sequence[Sequence[str]], giving_way: Iterable[int]) -> dict[int, int]:
    """How many cells each column that gives way keeps: for its figures, a number or a day, and for most words."""
    found = {}
    for place in giving_way:
        if place < len(widths):
            pieces = {piece for row in rows for piece in pieces_of(row[place])}
            keep = [cell_len(one) if _FIGURE.fullmatch(one) else min(cell_len(one), _LONG_WORD) for one in pieces]
            found[place] = min(widths[place], max(_NARROWEST, *keep, 0))
    return found


def lines_of_a_row(
    columns: Sequence[str], widths: Sequence[int], least: Mapping[int, int], breaks: AbstractSet[int], width: int
) -> list[list[int]]:
    """Which columns stand on which line of a row: all on the first where they fit.

    Args:
        columns: the headings; what has none stays beside the column before it.
        widths: what each would take.
        least: the columns that give way, and how many cells each keeps.
        breaks: before which columns a line begins, where there are several lines.
        width: the cells of a line.
    """
    narrow = shrunk(widths, least, 0)
    if span(narrow) <= width:
        return [list(range(len(narrow)))]
    lines: list[list[int]] = [[]]
    for some in _kept_together(columns, narrow, width - INDENT):
        margin = INDENT if len(lines) > 1 else 0
        too_wide = margin + span([narrow[place] for place in (*lines[-1], *some)]) > width
        if lines[-1] and (too_wide or some[0] in breaks):
            lines.append([])
        lines[-1] += some
    return lines


def _kept_together(columns: Sequence[str], widths: Sequence[int], width: int) -> Iterator[list[int]]:
    """The columns that stay on one line: a heading, and what has none beside it, as far as a line bears them."""
    now: list[int] = []
    for place in range(len(widths)):
        new = bool(columns[place]) and any(columns[one] for one in now)
        if now and (new or span([widths[one] for one in (*now, place)]) > width):
            yield now
            now = []
        now.append(place)
    if now:
        yield now
