"""The sheets of an .ods, read piece by piece: a cell or a row that says it is there many times is counted first."""

import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime

from sharecli.language import _
from sharecli.spreadsheet import Grid
from sharecli.workbooks import MOST_CELLS, Table, damaged, locked, number, too_large
from sharecli.xlsx import MOST_COLUMNS, MOST_ROWS, parse

KIND = b"application/vnd.oasis.opendocument.spreadsheet"
"""What the member ``mimetype`` begins with."""

_LARGEST_GAP = 10_000
_LONGEST_COUNT = 9
_ASIDE = frozenset({"annotation", "ruby-text"})
"""What stands in a cell and is not what it says: a remark, and how a word is spoken."""

_TIME = re.compile(r"PT(\d{1,2})H(\d{1,2})M(\d{1,2})(?:[.,]\d+)?S")
_STAMP = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?Z")


def tables_of_ods(archive: zipfile.ZipFile, unpacked: Callable[[str], Iterator[bytes]]) -> list[Table]:
    """The sheets of an .ods, in their order. Nothing is believed that the file says of its own size.

    Args:
        archive: open.
        unpacked: a member's bytes, piece by piece, with a limit.

    Raises:
        LockedFile: it wants a password.
        DamagedFile: it is not what it begins as.
        TooMuch: it has more cells than a report can have.
    """
    names = set(archive.namelist())
    if "META-INF/manifest.xml" in names:
        parse(unpacked("META-INF/manifest.xml"), _refuse_locked)
    if "content.xml" not in names:
        raise damaged(_("it has no sheets"))
    made = _Made()
    if "meta.xml" in names:
        parse(unpacked("meta.xml"), made.start, made.end, made.said)
    book = _Content()
    parse(unpacked("content.xml"), book.start, book.end, book.said)
    return [Table(name, Grid("ods", rows), made.found) for name, rows in book.sheets]


def _refuse_locked(tag: str, _said: dict[str, str]) -> None:
    if tag == "encryption-data":
        raise locked()


class _Made:
    """When a workbook was made, where it says so by the world's clock; most programs write their own."""

    def __init__(self) -> None:
        self.found = ""
        self._words: list[str] = []

    def start(self, _tag: str, _said: dict[str, str]) -> None:
        self._words.clear()

    def said(self, words: str) -> None:
        self._words.append(words)

    def end(self, tag: str) -> None:
        stamped = _STAMP.fullmatch("".join(self._words).strip())
        if stamped and (tag == "date" or (tag == "creation-date" and not self.found)):
            self.found = f"{stamped[1]}Z"


class _Content:
    """The sheets and their cells.

    What is empty and comes again is not there until something stands behind it: programs fill a sheet up with a million
    empty rows. What is not empty and comes again is counted before it is there, over all sheets together, for a sheet
    of millions takes a few bytes here.
    """

    def __init__(self) -> None:
        self.sheets: list[tuple[str, list[list[str]]]] = []
        self._cells = 0
        self._sheet: list[list[str]] | None = None
        self._empty_rows = 0
        self._row: list[str] | None = None
        self._row_again = 1
        self._empty_cells = 0
        self._cell: dict[str, str] | None = None
        self._aside = 0
        self._inner_tables = 0
        self._paragraphs: list[list[str]] = []
        self._open_paragraph = False

    def start(self, tag: str, said: dict[str, str]) -> None:
        if self._cell is not None:
            self._start_inside(tag, said)
        elif tag == "table":
            self._sheet, self._empty_rows = [], 0
            self.sheets.append((said.get("name", ""), self._sheet))
        elif tag == "table-row" and self._sheet is not None:
            self._row, self._row_again, self._empty_cells = [], _again(said, "number-rows-repeated"), 0
        elif tag in {"table-cell", "covered-table-cell"} and self._row is not None:
            self._cell, self._aside, self._inner_tables = said, 0, 0
            self._paragraphs, self._open_paragraph = [], False

    def _start_inside(self, tag: str, said: dict[str, str]) -> None:
        if tag in _ASIDE:
            self._aside += 1
        elif tag in {"table-cell", "covered-table-cell"}:
            self._inner_tables += 1  # a table in a drawing; its end is not this cell's
        elif self._aside or self._inner_tables:
            return
        elif tag == "p":
            self._paragraphs.append([])
            self._open_paragraph = True
        elif self._open_paragraph and tag in {"s", "tab", "line-break"}:
            count = min(_again(said, "c"), MOST_COLUMNS) if tag == "s" else 1
            self._paragraphs[-1].append(" " * count)

    def said(self, words: str) -> None:
        """Words between the tags."""
        if self._open_paragraph and not self._aside and not self._inner_tables:
            self._paragraphs[-1].append(re.sub(r"[ \t\r\n]+", " ", words))

    def end(self, tag: str) -> None:
        """A tag is closed."""
        if self._cell is not None:
            self._end_inside(tag, self._cell)
        elif tag == "table-row" and self._row is not None and self._sheet is not None:
            self._end_row(self._row, self._sheet)
            self._row = None
        elif tag == "table":
            self._sheet = None

    def _end_inside(self, tag: str, cell: dict[str, str]) -> None:
        if tag in _ASIDE:
            self._aside -= 1
        elif tag in {"table-cell", "covered-table-cell"} and self._inner_tables:
            self._inner_tables -= 1
        elif tag == "p" and not self._aside and not self._inner_tables:
            self._open_paragraph = False
        elif tag in {"table-cell", "covered-table-cell"}:
            self._end_cell(_value(cell, "\n".join("".join(one) for one in self._paragraphs)), cell)
            self._cell = None

    def _end_cell(self, value: str, cell: dict[str, str]) -> None:
        assert self._row is not None  # noqa: S101 - a cell begins in a row
        again = _again(cell, "number-columns-repeated")
        if not value:
            self._empty_cells += again
            return
        if len(self._row) + self._empty_cells + again > MOST_COLUMNS:
            raise too_large()
        self._row += [""] * self._empty_cells + [value] * again
        self._empty_cells = 0

    def _end_row(self, row: list[str], sheet: list[list[str]]) -> None:
        if not row:
            self._empty_rows += self._row_again
            return
        if len(sheet) + self._empty_rows + self._row_again > MOST_ROWS:
            raise too_large()
        # A gap of a million rows is a trap; one of a few is a layout.
        gap = min(self._empty_rows, _LARGEST_GAP)
        self._cells += gap + self._row_again * len(row)
        if self._cells > MOST_CELLS:
            raise too_large()
        sheet += [[] for _empty in range(gap)]
        sheet += [row] * self._row_again  # one and the same: nobody writes into it
        self._empty_rows = 0


def _again(said: dict[str, str], name: str) -> int:
    """How often something is there; what is no number is once, and what is too long for one is too often."""
    count = said.get(name, "1")
    if not (count.isascii() and count.isdecimal()):
        return 1
    return max(int(count), 1) if len(count) <= _LONGEST_COUNT else 10**_LONGEST_COUNT


def _value(cell: dict[str, str], shown: str) -> str:
    kind = cell.get("value-type", "")
    if kind in {"float", "currency", "percentage"} and "value" in cell:
        return number(cell["value"].strip(), percent=kind == "percentage")
    if kind == "date" and "date-value" in cell:
        return _moment(cell["date-value"].strip())
    if kind == "time" and (of_day := _TIME.fullmatch(cell.get("time-value", "").strip())):
        return ":".join(part.rjust(2, "0") for part in of_day.groups())
    if kind == "boolean" and "boolean-value" in cell:
        return cell["boolean-value"].strip().upper()
    # Texts, the results of formulas, and errors, which say themselves: #N/A
    return cell.get("string-value") or shown


def _moment(said: str) -> str:
    """A date cell always with its time, as one of an .xlsx: a layout knows which forms its dates have."""
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        return said
    return moment.strftime("%Y-%m-%d %H:%M:%S")
