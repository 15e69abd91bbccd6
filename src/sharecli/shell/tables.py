"""Tables as people see them: no frame, money to the right, Chinese counted two cells wide."""

import os
import sys
from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from sharecli.shell.page import console
from sharecli.text import clean

_GAP = 2
_NARROWEST = 8
"""Cells that a column which gives way keeps."""


def table(
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    right: Iterable[int] = (),
    wide: int | Sequence[int] = (),
    fold: bool = False,
    heading: bool = True,
) -> Table:
    """A table of plain cells, as wide as the terminal at most.

    Args:
        columns: the headings.
        rows: the cells, as text; hostile characters are made visible.
        right: which columns hold numbers. A number is never cut.
        wide: the columns that give way where the terminal is narrow, the widest of them first: cut with "…" in a
            terminal, folded in a pipe, where nothing may be lost.
        fold: fold in a terminal, too.
        heading: whether to show the headings.
    """
    cells = [[clean(word) for word in row] for row in rows]
    terminal = sys.stdout.isatty() or bool(os.environ.get("FORCE_COLOR"))
    cut = terminal and not fold
    numbers = set(right)
    widths = _fitted(columns if heading else (), cells, (wide,) if isinstance(wide, int) else wide)
    drawn = Table(box=None, pad_edge=False, header_style="bold", padding=(0, _GAP, 0, 0), show_header=heading)
    for place, name in enumerate(columns):
        drawn.add_column(
            name,
            justify="right" if place in numbers else "left",
            width=widths[place],
            no_wrap=cut,
            overflow="ellipsis" if cut else "fold",
        )
    for row in cells:
        drawn.add_row(*map(Text, row))
    return drawn


def whole(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Table | Text:
    """A table whose last column, an address or a reason, is never cut or broken, so that it can be copied.

    Where a row does not fit, the last cell of each stands below the others, for a terminal to wrap.

    Args:
        columns: the headings.
        rows: the cells, as text; hostile characters are made visible.
    """
    cells = [[clean(word) for word in row] for row in (columns, *rows)]
    widths = [max(map(cell_len, column)) for column in zip(*cells, strict=True)]
    if sum(widths) + _GAP * (len(widths) - 1) <= console().width:
        return table(columns, rows)
    lines: list[str] = []
    for number, (*others, last) in enumerate(cells):
        row = "".join(word + " " * (width + _GAP - cell_len(word)) for word, width in zip(others, widths, strict=False))
        if number:
            lines += [row.rstrip(), *([f"  {last}"] if last else [])]
        elif len(others) > 1:  # one column alone says what it is
            lines.append(row + last)
    return plain(lines)


def plain(lines: Iterable[str]) -> Text:
    """Lines of text, shown as they are: a command to paste is never broken in two."""
    return Text("\n".join(clean(line) for line in lines), no_wrap=True, overflow="ignore")


def _fitted(columns: Sequence[str], rows: Sequence[Sequence[str]], giving_way: Sequence[int]) -> list[int]:
    """How many cells each column gets."""
    everything = [columns, *rows] if columns else list(rows)
    widths = [max(map(cell_len, column)) for column in zip(*everything, strict=True)] if everything else []
    too_much = sum(widths) + _GAP * (len(widths) - 1) - console().width
    while too_much > 0:
        widest = max(giving_way, key=lambda place: widths[place], default=None)
        if widest is None or widths[widest] <= _NARROWEST:
            break
        widths[widest] -= 1
        too_much -= 1
    return widths
