"""Takes a product list in: every good row in one transaction, every bad one named."""

import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import IO, Any, Self

from sharecli import spreadsheet
from sharecli.errors import CannotWrite, NothingReadable, RowProblem, Unreadable
from sharecli.language import _
from sharecli.pictures import Picture
from sharecli.products import listfile, records, transfer
from sharecli.settings import records as settings
from sharecli.shell.desk import Desk


def take_in(desk: Desk, file: Path, *, dry_run: bool) -> tuple[dict[str, Any], list[RowProblem]]:
    """Import a list.

    Returns:
        The tally (``file rows new updated unchanged problems details``) and the problems.

    Raises:
        UnknownFile: it cannot be read as a list.
        MissingColumn: it has no title or no link column.
    """
    listed = listfile.rows_of(spreadsheet.content_of(file), name=file.name)
    folder = Path.cwd() if str(file) == "-" else file.parent
    currency = settings.read(desk.store).currency
    with _Shelf() as shelf:
        pictures = transfer.pictures_of(listed.rows, folder=folder, lay=shelf.lay)

        def think() -> tuple[list[transfer.Read], list[RowProblem]]:
            good, problems = [], []
            for one in transfer.products_of(
                listed, pictures=pictures, default_currency=currency,
                known=lambda code: records.by_code(desk.store, code),
                by_url=lambda url: records.by_url(desk.store, url),
            ):  # fmt: skip
                if isinstance(one, RowProblem):
                    problems.append(one)
                else:
                    good.append(one)
            return good, problems

        good, problems = think()
        if not dry_run and any(_what(one) != "unchanged" for one in good):
            with desk.store.writing() as db:
                good, problems = think()  # under the lock: what stands now is what is changed
                for one in good:
                    if one.kept is None:
                        records.add(db, one.made, at=desk.now(), picture=shelf.picture(one.picture))
                    elif _what(one) != "unchanged":
                        records.change(db, one.made, at=desk.now(), picture=shelf.picture(one.picture))
    counts = {"new": 0, "updated": 0, "unchanged": 0} | Counter(map(_what, good))
    result = {"file": file.name, "rows": len(listed.rows), **counts, "problems": len(problems)}
    return result | {"details": [as_row(problem) for problem in problems]}, problems


def _what(one: transfer.Read) -> str:
    return records.compared(one.kept, one.made, one.picture)


class _Shelf:
    """Holds a list's pictures on disk until they are kept: in memory, a few hundred would be too many."""

    def __init__(self) -> None:
        self._places: dict[str, tuple[int, Picture, int]] = {}
        self._file: IO[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        if self._file is not None:
            self._file.close()

    def lay(self, picture: Picture) -> None:
        """Take a picture.

        Raises:
            CannotWrite: no space is left for temporary files.
        """
        if picture.sha256 in self._places:
            return
        try:
            if self._file is None:
                self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the shelf
            start = self._file.seek(0, 2)
            self._file.write(picture.jpeg)
            self._file.flush()
        except OSError as error:
            why = _((error.strerror or str(error)).lower())
            message = _("cannot write “{path}”: {why}").format(path=tempfile.gettempdir(), why=why)
            raise CannotWrite(message, hint=_("free some space and run the command again")) from None
        self._places[picture.sha256] = (start, replace(picture, jpeg=b""), len(picture.jpeg))

    def picture(self, sha256: str) -> Picture | None:
        """The picture of that hash, or None for an empty one."""
        if self._file is None or sha256 not in self._places:
            return None
        start, picture, size = self._places[sha256]
        self._file.seek(start)
        return replace(picture, jpeg=self._file.read(size))


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
