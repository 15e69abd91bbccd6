"""What was made and what was proven, as tables for people."""

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from sharecli.batches.checking import Checked
from sharecli.batches.jobs import Kept, Written
from sharecli.language import _
from sharecli.shell.tables import plain, whole

_SHOWN = 24


def files(rows: Sequence[Written | Kept]) -> Table | Text:
    """A line per file; a long batch shows its first ones and how many more there are."""
    if not rows:
        return plain([_("nothing was made")])
    lines = [(str(one.row()["file"]), _said(one)) for one in rows[:_SHOWN]]
    if len(rows) > _SHOWN:
        lines.append((_("and {count} more").format(count=len(rows) - _SHOWN), ""))
    return whole((_("file"), _("reads back as")), lines)


def _said(one: Written | Kept) -> str:
    row = one.row()
    # A file of an earlier run has the row that stands in the manifest, which anyone may have changed.
    return str(row.get("url") or _("no code here")) if row.get("verified") is True else _("not verified")


def checked(rows: Sequence[Checked]) -> Table | Text:
    """The files of a folder that failed; all of them where few were looked at."""
    shown = [one for one in rows if not one.ok] or rows[:_SHOWN]
    if not shown:
        return plain([_("nothing to prove here")])
    lines = [(one.file, (_("no code here") if one.bare else _("scans")) if one.ok else one.why) for one in shown]
    if len(rows) > len(lines) and all(one.ok for one in rows):
        lines.append((_("and {count} more").format(count=len(rows) - len(lines)), ""))
    return whole((_("file"), _("proof")), lines)
