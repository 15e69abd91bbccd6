"""The sheets of an .xlsx, read piece by piece: nothing is believed that it says of its own size."""

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from xml.parsers import expat

from sharecli.language import _
from sharecli.spreadsheet import Grid
from sharecli.workbooks import MOST_CELLS, Table, broken, damaged, number, too_large

MOST_ROWS = 1_048_576
MOST_COLUMNS = 2_000
"""A sheet larger than these is no report; the size that it claims is never set aside."""

_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_PERCENTS = {9, 10}
_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - a cell has no zone
_LEAP_1904 = 1462


def tables_of_xlsx(archive: zipfile.ZipFile, unpacked: Callable[[str], Iterator[bytes]]) -> Iterator[Table]:
    """The sheets of an .xlsx, in their order. Nothing is believed that the file says of its own size.

    Args:
        archive: open.
        unpacked: a member's bytes, piece by piece, with a limit.

    Raises:
        DamagedFile: it is not what it begins as.
        TooMuch: a sheet has more cells than a report can have.
    """
    names = set(archive.namelist())
    if "xl/workbook.xml" not in names:
        raise damaged(_("it has no sheets"))
    book = _Book()
    parse(unpacked("xl/workbook.xml"), book.start)
    for part, handler in (
        ("xl/_rels/workbook.xml.rels", _Plain(book.relation)),
        ("xl/styles.xml", _Plain(book.style)),
        ("docProps/core.xml", _Text(book.property)),
    ):
        if part in names:
            handler.feed(unpacked(part))
    strings = _Strings()
    if "xl/sharedStrings.xml" in names:
        strings.feed(unpacked("xl/sharedStrings.xml"))
    for name, relation in book.sheets:
        target = book.targets.get(relation, "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        if path in names and "worksheets/" in path:
            yield Table(name, Grid("xlsx", _Sheet(book, strings.found).read(unpacked(path))), book.made)


class _Plain:
    """Reads a part whose words stand in its tags."""

    def __init__(self, start: Callable[[str, dict[str, str]], None]) -> None:
        self._start = start

    def feed(self, pieces: Iterator[bytes]) -> None:
        parse(pieces, self._start)


class _Text:
    """Reads a part whose words stand between its tags."""

    def __init__(self, told: Callable[[str, str], None]) -> None:
        self._told = told
        self._words: list[str] = []

    def feed(self, pieces: Iterator[bytes]) -> None:
        def start(_tag: str, _attributes: dict[str, str]) -> None:
            self._words.clear()

        def end(tag: str) -> None:
            self._told(tag, "".join(self._words))

        parse(pieces, start, end, self._words.append)


class _Strings:
    """The texts that cells share."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._words: list[str] = []
        self._text = self._skipped = False

    def feed(self, pieces: Iterator[bytes]) -> None:
        def start(tag: str, _attributes: dict[str, str]) -> None:
            if tag == "si":
                self._words.clear()
            elif tag == "rPh":  # how the text is spoken
                self._skipped = True
            self._text = tag == "t" and not self._skipped

        def end(tag: str) -> None:
            self._text = False
            if tag == "rPh":
                self._skipped = False
            elif tag == "si":
                self.found.append("".join(self._words))

        def words(said: str) -> None:
            if self._text:
                self._words.append(said)

        parse(pieces, start, end, words)


class _Book:
    """What a workbook says of its sheets and its cells' looks."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        self.targets: dict[str, str] = {}
        self.looks: list[str] = []
        self.made = ""
        self.from_1904 = False
        self._formats: dict[int, str] = {}
        self._in_cells = False

    def start(self, tag: str, said: dict[str, str]) -> None:
        if tag == "sheet":
            relation = next((value for name, value in said.items() if name.endswith("id") and name != "sheetId"), "")
            self.sheets.append((said.get("name", ""), relation))
        elif tag == "workbookPr":
            self.from_1904 = said.get("date1904") in {"1", "true"}

    def relation(self, tag: str, said: dict[str, str]) -> None:
        if tag == "Relationship":
            self.targets[said.get("Id", "")] = said.get("Target", "")

    def style(self, tag: str, said: dict[str, str]) -> None:
        if tag == "numFmt" and said.get("numFmtId", "").isdecimal():
            self._formats[int(said["numFmtId"])] = said.get("formatCode", "")
        elif tag in {"cellXfs", "cellStyleXfs"}:
            self._in_cells = tag == "cellXfs"
        elif tag == "xf" and self._in_cells:
            number = said.get("numFmtId", "0")
            self.looks.append(self._look(int(number) if number.isdecimal() else 0))

    def _look(self, number: int) -> str:
        form = re.sub(r'"[^"]*"|\\.|\[(?!h|m|s)[^\]]*\]', "", self._formats.get(number, "").lower())
        if number in _DATES or re.search(r"[ymdhs年月日]", form.replace("general", "").replace("standard", "")):
            return "date"
        return "percent" if number in _PERCENTS or "%" in form else ""

    def property(self, tag: str, said: str) -> None:
        stamped = re.match(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?Z$", said.strip())
        if stamped and (tag == "modified" or (tag == "created" and not self.made)):
            self.made = f"{stamped[1]}Z"

    def moment(self, days: str) -> str:
        """A date cell as it is: a whole day without a time."""
        try:
            count = float(days) + (_LEAP_1904 if self.from_1904 else 0)
            moment = _DAY_ZERO + timedelta(seconds=round(count * 86_400))
        except (ValueError, OverflowError):
            return days
        if count < 1:
            return moment.strftime("%H:%M:%S")
        # Always with its time: a layout knows which forms its dates have, and this one is tried by every layout.
        return moment.strftime("%Y-%m-%d %H:%M:%S")


class _Sheet:
    """The cells of one sheet, read piece by piece."""

    def __init__(self, book: _Book, strings: list[str]) -> None:
        self._book = book
        self._strings = strings
        self._rows: list[list[str]] = []
        self._cells = 0
        self._row: list[str] = []
        self._kind = self._look = ""
        self._column = -1
        self._in_value = False
        self._words: list[str] = []

    def read(self, pieces: Iterator[bytes]) -> list[list[str]]:
        """The rows, those between them that are empty too."""
        parse(pieces, self._start, self._end, self._said)
        return self._rows

    def _start(self, tag: str, said: dict[str, str]) -> None:
        if tag == "row":
            number = said.get("r", "")
            place = int(number) if number.isdecimal() and len(number) < 9 else len(self._rows) + 1  # noqa: PLR2004 - more digits are no row
            if place > MOST_ROWS:
                raise too_large()
            # A gap of a million rows is a trap; one of a few is a layout.
            self._rows += [[] for _gap in range(min(max(place - 1 - len(self._rows), 0), 10_000))]
            self._row, self._column = [], -1
        elif tag == "c":
            self._begin(said)
        elif tag in {"v", "t"}:
            self._in_value = True

    def _begin(self, said: dict[str, str]) -> None:
        where = said.get("r", "")
        self._column = _column(where) if where else self._column + 1
        if self._column >= MOST_COLUMNS:
            raise too_large()
        self._kind, self._words = said.get("t", "n"), []
        look = said.get("s", "")
        self._look = self._book.looks[int(look)] if look.isdecimal() and int(look) < len(self._book.looks) else ""

    def _said(self, words: str) -> None:
        if self._in_value:
            self._words.append(words)

    def _end(self, tag: str) -> None:
        if tag in {"v", "t"}:
            self._in_value = False
        elif tag == "c":
            self._cells += max(self._column + 1 - len(self._row), 1)
            if self._cells > MOST_CELLS:
                raise too_large()
            self._row += [""] * (self._column + 1 - len(self._row))
            if self._column < 0 or not self._row:
                return
            self._row[self._column] = self._value("".join(self._words))
        elif tag == "row":
            self._rows.append(self._row)

    def _value(self, said: str) -> str:
        if self._kind == "s":
            return self._strings[int(said)] if said.isdecimal() and int(said) < len(self._strings) else ""
        if self._kind == "b":
            return "TRUE" if said.strip() == "1" else "FALSE"
        if self._kind == "d":
            return said.strip().replace("T", " ").removesuffix("Z")
        if self._kind != "n":  # texts, the results of formulas, and errors, which say themselves: #N/A
            return said
        said = said.strip()
        if not said:
            return ""
        return self._book.moment(said) if self._look == "date" else number(said, percent=self._look == "percent")


def _column(where: str) -> int:
    """``AB12`` is column 27, from 0."""
    number = 0
    for letter in where:
        if not "A" <= letter <= "Z":
            break
        number = number * 26 + ord(letter) - 64
        if number > MOST_COLUMNS:
            break
    return number - 1


def parse(
    pieces: Iterator[bytes],
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    words: Callable[[str], None] | None = None,
) -> None:
    """Go through the XML of a workbook's part; names come without their namespaces, and a document type is refused."""
    reader = expat.ParserCreate(namespace_separator=" ")
    reader.buffer_text = True

    def refuse(*_words: object) -> None:
        # No workbook has a document type; with one, a few bytes may stand for gigabytes.
        raise damaged(_("it is not a workbook"))

    reader.StartDoctypeDeclHandler = refuse
    reader.StartElementHandler = lambda tag, said: start(
        tag.rpartition(" ")[2], {name.rpartition(" ")[2]: value for name, value in said.items()}
    )
    if end is not None:
        reader.EndElementHandler = lambda tag: end(tag.rpartition(" ")[2])
    if words is not None:
        reader.CharacterDataHandler = words
    try:
        for piece in pieces:
            reader.Parse(piece, False)
        reader.Parse(b"", True)
    except expat.ExpatError as error:
        raise damaged(broken()) from error
