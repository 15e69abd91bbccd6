"""Tables as people see them: no frame, money to the right, Chinese counted two cells wide."""

import os
import sys
from collections.abc import Iterable, Sequence

from rich.table import Table
from rich.text import Text

from sharecli.text import clean


def table(
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    right: Iterable[int] = (),
    wide: int | None = None,
) -> Table:
    """A table of plain cells.

    Args:
        columns: the headings.
        rows: the cells, as text; hostile characters are made visible.
        right: which columns hold numbers.
        wide: the column that gives way when the terminal is narrow: cut with "…" in a terminal, folded in a pipe.
    """
    numbers = set(right)
    drawn = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    terminal = sys.stdout.isatty() or bool(os.environ.get("FORCE_COLOR"))
    for place, heading in enumerate(columns):
        drawn.add_column(
            heading,
            justify="right" if place in numbers else "left",
            no_wrap=place != wide or terminal,
            overflow="ellipsis" if terminal else "fold",
            ratio=None,
            min_width=12 if place == wide else None,
        )
    for row in rows:
        drawn.add_row(*(Text(clean(word)) for word in row))
    return drawn


def plain(lines: Iterable[str]) -> Text:
    """Lines of text, shown as they are."""
    return Text("\n".join(clean(line) for line in lines))
