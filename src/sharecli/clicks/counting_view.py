"""Counts of clicks as the columns of a table: for whoever has a row for each of whatever was counted."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from sharecli.clicks.model import Kind
from sharecli.clicks.records import Count
from sharecli.language import _, plural
from sharecli.shell.page import console
from sharecli.shell.tables import plain, table

_NOTHING = {"", "·", "–"}
"""Cells that say that there is none."""


def headings(*, every: bool) -> list[str]:
    """The headings of counts: people and visitors; each other class and who was turned away where that is asked for."""
    if not every:
        return [_("people"), _("visitors")]
    return [*(_(kind.value) for kind in Kind), _("visitors"), _("turned away"), _("others turned away")]


def cells(count: Count | None, *, every: bool) -> list[str]:
    """Counts as text; a dash where nothing is known, a dot for none."""
    if count is None:
        return ["–"] * len(headings(every=every))
    kinds = list(Kind) if every else [Kind.human]
    away = [number(count.away), number(count.others_away)] if every else []
    return [*(number(count.kinds.get(kind, 0)) for kind in kinds), number(count.visitors), *away]


def numbers(names: Sequence[str], rows: Sequence[Sequence[str]], *, first: int) -> Table | Text:
    """A table that ends in columns of numbers; where it does not fit, each row's stand below it with their names.

    So neither a code nor a heading is ever broken, however many columns there are.

    Args:
        names: the headings.
        rows: the cells.
        first: the column of the first number.
    """
    widths = [max(map(cell_len, column)) for column in zip(names, *rows, strict=True)]
    if sum(widths) + 2 * (len(widths) - 1) <= console().width:
        return table(names, rows, right=range(first, len(names)))
    lines: list[str] = []
    for row in rows:
        said = [f"{name} {cell}" for name, cell in zip(names[first:], row[first:], strict=True) if cell not in _NOTHING]
        if any(row):
            lines += ["  ".join(row[:first]), "  " + (", ".join(said) or row[first])]
    return plain(lines)


def number(count: int) -> str:
    """A count with its thousands apart; a dot for none."""
    return f"{count:,}" if count else "·"


def away(count: int) -> list[str]:
    """A remark where people were turned away, for a table that does not show it."""
    if not count:
        return []
    words = plural(
        "{count} person was turned away with 404 or 410, and is not counted: --every-class shows where",
        "{count} people were turned away with 404 or 410, and are not counted: --every-class shows where",
        count,
    )
    return [words.format(count=count)]
