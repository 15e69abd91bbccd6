"""Settings drawn for people."""

from rich.table import Table

from sharecli.language import _
from sharecli.shell.tables import table


def settings(rows: list[dict[str, str]]) -> Table:
    """Keys, values and where they come from."""
    return table(
        (_("key"), _("value"), _("from"), _("meaning")),
        [(row["key"], row["value"], _(row["from"]), _(row["meaning"])) for row in rows],
        wide=(3, 1),
        fold=True,
    )
