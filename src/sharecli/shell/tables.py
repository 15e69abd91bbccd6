"""Tables as people see them: no frame, money to the right, Chinese counted two cells wide."""

import os
import sys
from collections.abc import Iterable, Mapping, Sequence, Set as AbstractSet
from itertools import zip_longest

from rich.cells import cell_len, set_cell_size
from rich.table import Table
from rich.text import Text

from sharecli.shell.columns import GAP, INDENT, least_of, lines_of_a_row, natural, shrunk, span
from sharecli.shell.page import console
from sharecli.shell.prose import folded, wrapped
from sharecli.text import clean


def table(
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    right: Iterable[int] = (),
    wide: int | Sequence[int] = (),
    breaks: Iterable[int] = (),
    fold: bool = False,
    heading: bool = True,
) -> Table:
    """A table of plain cells, as wide as the terminal at most.

    Where the columns that give way cannot give enough, a row stands on several lines and its headings do, too: a
    figure, a day or a state is never cut or broken, nor is a word that is not long.

    Args:
        columns: the headings. A column without one, a currency, stays on the line of the column before it.
        rows: the cells, as text; hostile characters are made visible.
        right: which columns hold numbers.
        wide: the columns that give way where the terminal is narrow, the widest of them first: cut with "…" in a
            terminal, folded in a pipe, where nothing may be lost.
        breaks: before which columns a row that takes several lines is broken, whether those before fill a line or not.
        fold: fold in a terminal, too.
        heading: whether to show the headings.
    """
    cells = [[clean(word) for word in row] for row in rows]
    cut = (sys.stdout.isatty() or bool(os.environ.get("FORCE_COLOR"))) and not fold
    numbers, width = set(right), console().width
    widths = natural(columns if heading else (), cells)
    giving_way = (wide,) if isinstance(wide, int) else wide
    least = least_of(widths, cells, giving_way) if span(widths) > width else {}
    drawn = Table(box=None, pad_edge=False, header_style="bold", padding=(0, GAP, 0, 0), show_header=heading)
    if heading and len(lines := lines_of_a_row(columns, widths, least, set(breaks), width)) > 1:
        return _stacked(drawn, (columns, *cells), lines, widths, numbers, least, cut=cut)
    widths = shrunk(widths, least, width)
    if span(widths) > width:
        drawn.width = span(widths)  # Rich would take the rest from every column alike
    for place, name in enumerate(columns):
        drawn.add_column(
            name,
            justify="right" if place in numbers else "left",
            width=widths[place] if widths else None,
            no_wrap=cut,
            overflow="ellipsis" if cut else "fold",
        )
    for row in cells:
        drawn.add_row(*map(Text, row))
    return drawn


def fits(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bool:
    """Whether a table is no wider than the terminal though no column gives way."""
    return span(natural(columns, [[clean(word) for word in row] for row in rows])) <= console().width


def whole(
    columns: Sequence[str], rows: Sequence[Sequence[str]], *, below: int = 1, broken: bool = False
) -> Table | Text:
    """A table whose last column, an address or a reason, is never cut, so that it can be copied.

    Where a row does not fit, the last cell of each stands below the others.

    Args:
        columns: the headings.
        rows: the cells, as text; hostile characters are made visible.
        below: how many of the last columns may stand below, each on a line of its own, where one is not enough.
        broken: break those between words where they are sentences; an address is left for a terminal to wrap.
    """
    if fits(columns, rows):
        return table(columns, rows)
    cells = [[clean(word) for word in row] for row in (columns, *rows)]
    wanted, width = natural((), cells), console().width
    fewest = range(len(columns) - 1, len(columns) - below, -1)
    above = next((place for place in fewest if span(wanted[:place]) <= width), len(columns) - below)
    widths = wanted[:above]
    lines: list[str] = []
    for number, row in enumerate(cells):
        shown = row if number == 0 else row[:above]
        sizes = [*widths, *map(cell_len, row[above:])]
        line = (" " * GAP).join(word + " " * (size - cell_len(word)) for word, size in zip(shown, sizes, strict=False))
        if number or above > 1:  # one column alone says what it is
            lines += wrapped(line.rstrip(), width)
        if number:
            lines += [part for last in row[above:] if last for part in _below(last, width, broken=broken)]
    return plain(lines)


def _below(cell: str, width: int, *, broken: bool) -> list[str]:
    indented = " " * INDENT + cell
    return wrapped(indented, width, hanging="") if broken else [indented]


def plain(lines: Iterable[str]) -> Text:
    """Lines of text, shown as they are: a command to paste is never broken in two."""
    return Text("\n".join(clean(line) for line in lines), no_wrap=True, overflow="ignore")


def _stacked(
    drawn: Table, rows: Sequence[Sequence[str]], lines: Sequence[Sequence[int]], widths: Sequence[int],
    numbers: AbstractSet[int], least: Mapping[int, int], *, cut: bool,
) -> Table:  # fmt: skip
    """The table as one column of rows that take several lines each."""
    whole_width = console().width
    said: list[Text] = []
    for row in rows:
        parts: list[str] = []
        for number, places in enumerate(lines):
            indent = INDENT if number else 0
            own = [widths[place] for place in places]
            gives = {at: least[place] for at, place in enumerate(places) if place in least}
            fitted = shrunk(own, gives, whole_width - indent)
            cells = [
                _cell(row[place], width, right=place in numbers, cut=cut, gives=place in least)
                for place, width in zip(places, fitted, strict=True)
            ]
            for some in zip_longest(*cells):
                padded = (cell or " " * width for cell, width in zip(some, fitted, strict=True))
                parts.append((" " * indent + (" " * GAP).join(padded)).rstrip())
        said.append(Text("\n".join(filter(None, parts)), no_wrap=True, overflow="ignore"))
    drawn.width = max((cell_len(line) for one in said for line in one.plain.split("\n")), default=0)
    drawn.add_column(said[0], no_wrap=True, overflow="ignore")
    for one in said[1:]:
        drawn.add_row(one)
    return drawn


def _cell(word: str, width: int, *, right: bool, cut: bool, gives: bool) -> list[str]:
    """A cell's lines, as wide as its column; one that does not give way is left as it is."""
    if cell_len(word) <= width or not gives:
        some = [word]
    elif cut:
        some = [set_cell_size(word, width - 1).rstrip() + "…"]
    else:
        some = list(folded(word, width))
    return [" " * (width - cell_len(one)) + one if right else one + " " * (width - cell_len(one)) for one in some]
