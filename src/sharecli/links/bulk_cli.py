"""sharecli link new --from: a list of links, and what became of each row."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sharecli.links.making import Wish

from sharecli.errors import NothingReadable, PartFailed, SharecliError
from sharecli.language import _, plural
from sharecli.shell.desk import Desk
from sharecli.shell.page import Format, Page


class RowsFailed(PartFailed):
    """Some rows of a list of links could not be used; the others are kept."""

    code = "rows-failed"


def page(desk: Desk, file: Path, *, check: bool, dry_run: bool, out: Format) -> Page:
    """Make a list's links, and show a line per row."""
    from sharecli.links import bulk, telling, view

    results, unread = bulk.take_in(desk, file, check=check, dry_run=dry_run)
    counts = {what: sum(one.what == what for one in results) for what in ("new", "kept", "problem")}
    notes = [_tally(len(results), counts)]
    notes += [*unread, *telling.replaced({one.wish.product.code: one.taken for one in results if one.wish})]
    if over := sum(one.remark is not None for one in results):
        words = plural("warning: {count} link is closed already", "warning: {count} links are closed already", over)
        notes.append(words.format(count=over))
    if dry_run:
        notes.append(_("a dry run: nothing was changed"))
    return Page(
        [one.row() for one in results], lambda: view.results(results), out, notes,
        error=_failure(counts["problem"], len(results), file),
    )  # fmt: skip


def rehearsal(desk: Desk, wishes: "Sequence[Wish]", out: Format) -> Page:
    """Show what would become of wishes that stand in no list; nothing is kept."""
    from sharecli.links import bulk, telling, view

    results = bulk.rehearsed(desk, wishes)
    new = sum(one.what == "new" for one in results)
    notes = [telling.tally_of(new, len(results))]
    notes += telling.replaced({one.wish.product.code: one.taken for one in results if one.wish})
    notes.append(_("a dry run: nothing was changed"))
    return Page([one.row() for one in results], lambda: view.results(results), out, notes)


def _tally(rows: int, counts: dict[str, int]) -> str:
    told = plural("{count} row: {new} new, {kept} as before", "{count} rows: {new} new, {kept} as before", rows)
    told = told.format(count=rows, new=counts["new"], kept=counts["kept"])
    if not (problems := counts["problem"]):
        return told
    return told + plural(", {count} problem", ", {count} problems", problems).format(count=problems)


def _failure(problems: int, rows: int, file: Path) -> SharecliError | None:
    hint = _("mend the rows named above and give the list again: what is there stays as it is")
    if problems and problems == rows:
        return NothingReadable(_("not one row of “{file}” could be read").format(file=file.name), hint=hint)
    if problems:
        words = plural(
            "{count} row of “{file}” could not be used", "{count} rows of “{file}” could not be used", problems
        )
        return RowsFailed(words.format(count=problems, file=file.name), hint=hint)
    return None
