"""Workbooks: what may be wrong with one, numbers as exactly as they were written, and the sheets of an old .xls."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from sharecli.errors import Unreadable
from sharecli.language import _
from sharecli.spreadsheet import Grid

_EXACT_DIGITS = 15

MOST_CELLS = 20_000_000
"""A sheet with more is no report."""

_MOST_OF_XLS = 5_000_000
"""An .xls has at most 65,536 rows; one cell far out makes millions of empty ones of a few bytes."""


class DamagedFile(Unreadable):
    """A workbook or an archive is cut off, or not what it begins as."""

    code = "damaged-file"


class LockedFile(Unreadable):
    """A workbook or an archive wants a password."""

    code = "locked-file"


class TooMuch(Unreadable):
    """A file unpacks to more than a report can be."""

    code = "too-much"


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet of a workbook.

    Attributes:
        name: of the sheet.
        grid: its cells.
        made: when the workbook was made, UTC as stored, or empty.
    """

    name: str
    grid: Grid
    made: str = ""


def tables_of_xls(content: bytes) -> Iterator[Table]:
    """The sheets of an .xls of 1997 and later.

    Raises:
        LockedFile: it wants a password.
        DamagedFile: it is cut off, or another kind of document.
        TooMuch: a sheet has more cells than a report can have.
    """
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    if "EncryptedPackage".encode("utf-16-le") in content:
        raise locked()
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            if sheet.total_height * sheet.total_width > _MOST_OF_XLS:
                raise too_large()  # noqa: TRY301 - what is caught below is the reader's own
            rows = [[_said(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
            yield Table(name, Grid("xls", rows))
    except PasswordError:
        raise locked() from None
    except (CalamineError, ValueError, OSError, OverflowError) as error:
        raise damaged(broken()) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what the reader's own language raises for a damaged file
            raise
        raise damaged(broken()) from None


def _said(cell: Any) -> str:
    """A cell of an .xls as text."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float | int):
        return number(repr(cell))
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time | timedelta):
        return str(cell)
    return str(cell)


def number(said: str, *, percent: bool = False) -> str:
    """A number as its shortest decimal; one of more digits than a spreadsheet keeps has an exponent."""
    try:
        exact = Decimal(said)
    except InvalidOperation:
        return said
    if not exact.is_finite() or not -_EXACT_DIGITS <= exact.adjusted() <= 2 * _EXACT_DIGITS:
        return said
    if len(exact.normalize().as_tuple().digits) > _EXACT_DIGITS:
        # Programs write 17 digits of a double, and 15 of them are true: 0.30000000000000004 is 0.3.
        exact = Decimal(f"{exact:.15g}")
    if exact.adjusted() >= _EXACT_DIGITS:
        return f"{float(exact):.15g}"  # even where all its digits stand there: whoever wrote them had lost the last
    plain = f"{(exact * 100 if percent else exact).normalize():f}"
    return f"{plain}%" if percent else plain


def broken() -> str:
    """Why most files are damaged; the readers' own words say no more, and say it in English alone."""
    return _("it is cut off, or its bytes are no longer what they were")


def damaged(why: str) -> DamagedFile:
    """A refusal of a file that is not what it begins as."""
    message = _("the file is damaged: {why}").format(why=why)
    return DamagedFile(message, hint=_("download it again"))


def locked() -> LockedFile:
    """A refusal of a file that wants a password."""
    return LockedFile(_("the file wants a password"), hint=_("open it, save it without one, and import that file"))


def too_large() -> TooMuch:
    """A refusal of a sheet that has too many cells."""
    return TooMuch(_("a sheet has more cells than a report can have"), hint=_("export it month by month"))


@contextmanager
def opened(content: bytes) -> Iterator[zipfile.ZipFile]:
    """An archive.

    Raises:
        DamagedFile: it is cut off.
        LockedFile: it wants a password.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if any(one.flag_bits & 1 for one in archive.infolist()):
                raise locked()
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError, RuntimeError) as error:
        raise damaged(broken()) from error
