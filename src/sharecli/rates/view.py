"""Exchange rates drawn for people."""

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from sharecli.language import _
from sharecli.rates.model import Rate
from sharecli.shell.prose import prose
from sharecli.shell.tables import table


def rates(found: Sequence[Rate]) -> Table | Text:
    """A line per pair and day."""
    if not found:
        return prose([_("No rates yet. Set one: {command}").format(command="sharecli rate set USD CNY 7.12")])
    lines = [(str(one.day), f"1 {one.base}", "=", f"{one.number} {one.quote}") for one in found]
    return table((_("from day"), "", "", ""), lines, right=[1, 3])
