"""Workbooks and archives to read: as programs write them, and as nobody should."""

import io
import re
import struct
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

CELLS = Sequence[Sequence[Any]]


def xlsx(rows: CELLS, *more: CELLS, formats: Mapping[str, str] | None = None) -> bytes:
    """A workbook of these sheets, as openpyxl writes it."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for place, one in enumerate((rows, *more)):
        sheet = book.create_sheet(f"Sheet{place + 1}")
        for row in one:
            sheet.append(list(row))
        for cell, form in (formats or {}).items() if place == 0 else ():
            sheet[cell].number_format = form
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xlsx_of(sheet: str, *, strings: str = "", more: Mapping[str, str] | None = None) -> bytes:
    """A workbook whose only sheet is this XML."""
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    name = "xl/worksheets/sheet1.xml"
    parts = dict(more or {}) | {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f'<workbook {main} xmlns:r="{link}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/>'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships><Relationship Id="rId1" Target="{name[3:]}"/></Relationships>',
        name: f"<worksheet {main}>{sheet}</worksheet>",
    }
    if strings:
        parts["xl/sharedStrings.xml"] = strings
    return zipped({name: said.encode() for name, said in parts.items()})


ODS = "application/vnd.oasis.opendocument.spreadsheet"


def ods_of(*sheets: str, more: Mapping[str, str] | None = None) -> bytes:
    """An OpenDocument workbook of these sheets; ``t:`` there is ``table:``, ``o:`` ``office:``, ``x:`` ``text:``."""
    names = {"o": "office", "t": "table", "x": "text"}
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names.values())
    tables = "".join(f'<t:table t:name="Sheet{place}">{one}</t:table>' for place, one in enumerate(sheets, 1))
    body = re.sub("(?<=[</ ])[otx](?=:)", lambda short: names[short[0]], tables)
    content = f"<office:document-content {spaces}><office:body><office:spreadsheet>{body}</office:spreadsheet>"
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    entry = f'<m:file-entry m:full-path="/" m:media-type="{ODS}"/>'
    parts = {
        "mimetype": ODS,
        "META-INF/manifest.xml": f'<m:manifest xmlns:m="{manifest}">{entry}</m:manifest>',
        "content.xml": f"{content}</office:body></office:document-content>",
    } | dict(more or {})
    return zipped({name: said.encode() for name, said in parts.items()})


def ods(rows: CELLS) -> bytes:
    """An OpenDocument workbook of one sheet, filled up with emptiness to its last row as programs do."""
    made = ""
    for row in rows:
        cells = "".join(
            f'<t:table-cell o:value-type="float" o:value="{cell!r}"><x:p>{cell:,.1f}</x:p></t:table-cell>'
            if isinstance(cell, int | float)
            else f'<t:table-cell o:value-type="string"><x:p>{escape(cell)}</x:p></t:table-cell>'
            for cell in row
        )
        rest = f'<t:table-cell t:number-columns-repeated="{16_384 - len(row)}"/>'
        made += f"<t:table-row>{cells}{rest}</t:table-row>"
    empty = '<t:table-cell t:number-columns-repeated="16384"/>'
    return ods_of(f'{made}<t:table-row t:number-rows-repeated="{1_048_576 - len(rows)}">{empty}</t:table-row>')


def zipped(members: Mapping[str, bytes]) -> bytes:
    """An archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def locked_zip() -> bytes:
    """An archive whose member wants a password."""
    content = bytearray(zipped({"a.csv": b"x"}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def xls(rows: CELLS) -> bytes:
    """A workbook as Excel 97 to 2003 writes it: BIFF8 in a compound document."""
    strings = [cell for row in rows for cell in row if isinstance(cell, str)]
    bound = _record(0x85, struct.pack("<IBB", 0, 0, 0) + struct.pack("<BB", 5, 0) + b"Sheet")
    head = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0x1000, 0x7CC, 0, 6))
    table = struct.pack("<II", len(strings), len(strings)) + b"".join(
        struct.pack("<HB", len(one), 1) + one.encode("utf-16-le") for one in strings
    )
    xfs = b"".join(_record(0xE0, struct.pack("<HHH", 0, form, 0) + b"\0" * 14) for form in (0, 22))
    rest = xfs + _record(0xFC, table) + _record(0x0A, b"")
    start = len(head) + len(bound) + len(rest)
    bound = _record(0x85, struct.pack("<IBB", start, 0, 0) + struct.pack("<BB", 5, 0) + b"Sheet")
    cells = b""
    places = iter(range(len(strings)))
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            if isinstance(cell, str):
                cells += _record(0xFD, struct.pack("<HHHI", y, x, 0, next(places)))
            elif cell is not None:
                date = isinstance(cell, tuple)
                cells += _record(0x203, struct.pack("<HHHd", y, x, int(date), cell[0] if date else cell))
    width = max(map(len, rows))
    sheet = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0x1000, 0x7CC, 0, 6))
    sheet += _record(0x200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0)) + cells + _record(0x0A, b"")
    return _compound(head + bound + rest + sheet)


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _compound(stream: bytes) -> bytes:
    sector = 512
    stream = stream.ljust(max(4096, -(-len(stream) // sector) * sector), b"\0")
    count = len(stream) // sector
    chain = [0xFFFFFFFD, 0xFFFFFFFE, *(place + 1 for place in range(2, count + 1)), 0xFFFFFFFE]
    table = b"".join(struct.pack("<I", one) for one in chain).ljust(sector, b"\xff")
    assert len(table) == sector, "a small workbook"

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        words = (name + "\0").encode("utf-16-le") if name else b""
        return (
            words.ljust(64, b"\0")
            + struct.pack("<HBBIII", len(words), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
            + b"\0" * 36
            + struct.pack("<IQ", start, size)
        )

    folder = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry("Workbook", 2, 0xFFFFFFFF, 2, len(stream))
    folder += entry("", 0, 0xFFFFFFFF, 0, 0) * 2
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<I", 0) + b"\xff" * (4 * 108)
    return head + table + folder + stream


def locked_xlsx() -> bytes:
    """What a workbook with a password is: a compound document around an encrypted package."""
    content = bytearray(xls([["a"]]))
    place = content.index("Workbook".encode("utf-16-le"))
    name = "EncryptedPackage".encode("utf-16-le")
    content[place : place + len(name)] = name
    content[place + 64] = len(name) + 2
    return bytes(content)
