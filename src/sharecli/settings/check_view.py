"""What a check of the file found, drawn for people."""

from rich.table import Table

from sharecli.language import _
from sharecli.shell.tables import table


def findings(rows: list[dict[str, str]]) -> Table:
    """A line per check."""
    return table((_("check"), _("result")), [(_(row["check"]), row["result"]) for row in rows], wide=1, fold=True)
