"""sharecli link new --from: a list of links, and what became of each row."""

from pathlib import Path

from sharecli.errors import NothingReadable, PartFailed, SharecliError
from sharecli.language import _
from sharecli.shell.desk import Desk
from sharecli.shell.page import Format, Page


class RowsFailed(PartFailed):
    """Some rows of a list of links could not be used; the others are kept."""

    code = "rows-failed"


def page(desk: Desk, file: Path, *, check: bool, dry_run: bool, out: Format) -> Page:
    """Make a list's links, and show a line per row."""
    from sharecli.links import bulk, view

    results = bulk.take_in(desk, file, check=check, dry_run=dry_run)
    counts = {what: sum(one.what == what for one in results) for what in ("new", "kept", "problem")}
    words = _("{rows} rows: {new} new, {kept} as before, {problems} problems")
    notes = [words.format(rows=len(results), new=counts["new"], kept=counts["kept"], problems=counts["problem"])]
    if dry_run:
        notes.append(_("a dry run: nothing was changed"))
    return Page(
        [one.row() for one in results], lambda: view.results(results), out, notes,
        error=_failure(counts["problem"], len(results), file),
    )  # fmt: skip


def _failure(problems: int, rows: int, file: Path) -> SharecliError | None:
    hint = _("mend the rows named above and give the list again: what is there stays as it is")
    if problems and problems == rows:
        return NothingReadable(_("not one row of “{file}” could be read").format(file=file.name), hint=hint)
    if problems:
        message = _("{count} rows of “{file}” could not be used").format(count=problems, file=file.name)
        return RowsFailed(message, hint=hint)
    return None
