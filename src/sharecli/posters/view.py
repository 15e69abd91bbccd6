"""What was drawn, as a table for people."""

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from sharecli.language import _
from sharecli.posters.export import Written
from sharecli.shell.tables import plain, table

_SHOWN = 24


def files(rows: Sequence[Written]) -> Table | Text:
    """A line per file; a long batch shows its first ones and how many more there are."""
    if not rows:
        return plain([_("nothing was made")])
    lines = [(one.path.name, one.job.url or _("no code here")) for one in rows[:_SHOWN]]
    if len(rows) > _SHOWN:
        lines.append((_("and {count} more").format(count=len(rows) - _SHOWN), ""))
    return table((_("file"), _("reads back as")), lines, wide=(0, 1))
