"""Takes a product list in: every good row in one transaction, every bad one named."""

from pathlib import Path
from typing import Any

from sharecli import spreadsheet
from sharecli.errors import NothingReadable, RowProblem, Unreadable
from sharecli.language import _
from sharecli.products import records, transfer
from sharecli.settings import records as settings
from sharecli.shell.desk import Desk

SHOWN = 20
"""Problems named on the terminal; JSON has all of them."""


def take_in(desk: Desk, file: Path, *, dry_run: bool) -> tuple[dict[str, Any], list[RowProblem]]:
    """Import a list.

    Returns:
        The tally (``file rows new updated unchanged problems details``) and the problems.

    Raises:
        UnknownFile: it cannot be read as a list.
        MissingColumn: it has no title or no link column.
    """
    rows = transfer.rows_of(spreadsheet.content_of(file), name=file.name)
    folder = Path.cwd() if str(file) == "-" else file.parent
    counts = {"new": 0, "updated": 0, "unchanged": 0}
    problems: list[RowProblem] = []
    read = transfer.products_of(
        rows, folder=folder, default_currency=settings.read(desk.store).currency,
        known=lambda code: records.by_code(desk.store, code), by_url=lambda url: records.by_url(desk.store, url),
    )  # fmt: skip
    good = []
    for one in read:
        if isinstance(one, RowProblem):
            problems.append(one)
        else:
            good.append(one)
    plans = []
    for _line, made, picture in good:
        kept = records.by_code(desk.store, made.code)
        what = records.compared(kept, made, picture)
        counts[what] += 1
        if what != "unchanged":
            plans.append((kept, made, picture))
    if plans and not dry_run:
        with desk.store.writing() as db:
            for kept, made, picture in plans:
                if kept is None:
                    records.add(db, made, at=desk.now(), picture=picture)
                else:
                    records.change(db, records.over(kept, made), at=desk.now(), picture=picture)
    result = {"file": file.name, "rows": len(rows), **counts, "problems": len(problems)}
    return result | {"details": [as_row(problem) for problem in problems]}, problems


def as_row(problem: RowProblem) -> dict[str, Any]:
    """A problem for JSON."""
    return {"line": problem.line, "column": problem.column, "said": problem.said, "why": problem.why}


def sentence(problem: RowProblem) -> str:
    """A problem for people."""
    where = (
        _("line {line}, {column}").format(line=problem.line, column=problem.column)
        if problem.column
        else _("line {line}").format(line=problem.line)
    )
    return _("{where}: {why}").format(where=where, why=problem.why)


def failure(result: dict[str, Any], file: Path) -> Unreadable | None:
    """The error of an import of which nothing was good; None where something was."""
    if not result["problems"] or result["problems"] < result["rows"]:
        return None
    message = _("not one row of “{file}” could be read").format(file=file.name)
    return NothingReadable(message, hint=_("mend the rows named above and import the file again"))
