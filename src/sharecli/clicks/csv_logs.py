"""Reads a CSV of requests, whoever wrote it: its encoding, which column says what, and a row at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from itertools import islice
from typing import TYPE_CHECKING

from sharecli import spreadsheet
from sharecli.clicks import lines
from sharecli.clicks.logfiles import Block

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

ENCODINGS = ("utf-8", "gb18030")
"""To try; UTF-16 says itself what it is, and is UTF-8 when it comes here."""

_DELIMITERS = ",;\t|"

_APART = "\x1f"
"""Stands between the cells of a row on its way through :data:`sharecli.clicks.lines.Parse`."""

_MANY = 5000
"""Rows of a block; a block of a file is about as many lines."""

_HEADINGS = {
    "at": ("at", "time", "date", "datetime", "timestamp", "clickedat", "visitedat", "时间", "日期", "点击时间"),
    "code": (
        "code", "shortcode", "slug", "keyword", "shortlink", "shorturl", "短码", "短链", "短链接", "短网址", "链接代码",
    ),
    "target": ("path", "url", "uri", "visitedurl", "link", "路径", "链接", "网址"),
    "method": ("method", "方法"),
    "status": ("status", "状态码"),
    "agent": ("agent", "useragent", "ua", "浏览器"),
    "referer": ("referer", "referrer", "来源"),
    "address": ("address", "ip", "ipaddress", "remoteaddr", "visitorip"),
    "host": ("host", "domain", "域名"),
    "key": ("id", "requestid", "visitid"),
    "purpose": ("purpose", "secpurpose"),
}  # fmt: skip
KNOWN = tuple(word for words in _HEADINGS.values() for word in words)
"""What columns that are read may be called, as headings are compared."""

_TOTALS = frozenset((
    "clicks", "clickcount", "clickscount", "totalclicks", "clickstotal", "uniqueclicks", "dailyclicks",
    "count", "counts", "total", "totals", "sum", "hits", "hitcount", "visits", "visitcount", "totalvisits", "visitors",
    "uniquevisitors", "views", "pageviews", "pv", "uv", "opens", "scans", "totalscans",
    "点击", "点击数", "点击量", "点击次数", "点击总数", "总点击", "总点击数", "总点击量", "独立点击", "次数", "数量",
    "总数", "合计", "总计", "访问", "访问量", "访问数", "访问次数", "总访问量", "浏览", "浏览量", "浏览次数", "访客",
    "访客数", "独立访客", "独立访客数", "人数", "打开次数", "扫码次数", "扫码量",
))  # fmt: skip
"""What a column is called that says how many: a row with one is no request, but the sum of many."""


@dataclass(frozen=True, slots=True)
class Table:
    """The header of a CSV, and how what stands below it is read.

    Attributes:
        encoding: Python's name of it.
        delimiter: one character.
        above: rows above the first one of requests: the header, and what stands above it.
        places: which column says what.
        total: the heading of a column of totals as it stands; empty where there is none.
        unread: the headings of those that say nothing here, as they are compared.
    """

    encoding: str
    delimiter: str
    above: int
    places: dict[str, int]
    total: str
    unread: tuple[str, ...]


def table_of(beginning: bytes) -> Table | None:
    """How a CSV is read, by its beginning; None where no header in it says when and what, or how often and what.

    Args:
        beginning: whole lines of the file.
    """
    sheet = spreadsheet.read(beginning, _points, encodings=ENCODINGS, mend=True)
    if sheet is None:
        return None
    places = _places(sheet.names)
    total = next((said for said, name in zip(sheet.header, _plain(sheet.names), strict=True) if name in _TOTALS), "")
    read = set(places.values())
    unread = tuple(name for place, name in enumerate(sheet.names) if name and place not in read)
    text = beginning.decode(sheet.encoding, "replace")
    for delimiter in _DELIMITERS:
        rows = spreadsheet.parse_rows(StringIO(text, newline=None), delimiter)
        for above, (_line, cells) in enumerate(islice(rows, spreadsheet.HEADER_WITHIN), start=1):
            if tuple(map(spreadsheet.name_of, cells)) == sheet.names:
                return Table(sheet.encoding, delimiter, above, places, total, unread)
    return None


def _plain(names: Sequence[str]) -> list[str]:
    return [name.replace("_", "").replace("-", "") for name in names]


def _places(names: Sequence[str]) -> dict[str, int]:
    plain = _plain(names)
    first = {field: next((word for word in words if word in plain), "") for field, words in _HEADINGS.items()}
    return {field: plain.index(word) for field, word in first.items() if word}


def _points(names: Sequence[str]) -> int:
    """How many headings are known; 0 where they do not say enough for a header."""
    places = _places(names)
    totals = _TOTALS.intersection(_plain(names))
    what = "code" in places or "target" in places
    return len(places) + len(totals) if what and ("at" in places or totals) else 0


def parser(table: Table, zone: "ZoneInfo") -> lines.Parse:
    """What reads a row of :func:`blocks_of`.

    Args:
        table: its header.
        zone: the seller's clock, for times that name no zone.
    """
    places = table.places
    needed = max(places["at"], min(places[one] for one in ("code", "target") if one in places))

    def parse(row: str) -> lines.Request:
        cells = row.split(_APART)
        if len(cells) <= needed:
            raise IndexError

        def cell(field: str, absent: str = "") -> str:
            place = places.get(field, len(cells))
            return cells[place].strip() if place < len(cells) else absent

        return lines.Request(
            _moment(cell("at"), zone), cell("method").upper() or "GET", _target(cell("code") or cell("target")),
            int(cell("status") or 0), cell("agent", lines.NO_AGENT), cell("referer"), cell("address"), cell("host"),
            cell("key"), cell("purpose"),
        )  # fmt: skip

    return parse


def _target(said: str) -> str:
    """What a cell asks for: a code, a path, or the whole link with ``https://`` or without, as people copy it."""
    if said.startswith("/") or "://" in said[:8]:
        return said
    host, slash, _rest = said.partition("/")
    return f"https://{said}" if slash and "." in host else f"/{said}"


def _moment(said: str, zone: "ZoneInfo") -> int:
    try:
        return lines.moment(said)
    except lines.BAD:
        read = datetime.fromisoformat(said.replace("/", "-"))
        return lines.moment((read if read.tzinfo else read.replace(tzinfo=zone)).isoformat())


def blocks_of(blocks: Iterator[Block], table: Table) -> Iterator[Block]:
    """The rows below the header as lines of blocks, each with the number of the line on which it begins.

    A line whose quotation mark is never closed is a row of its own that nothing reads, and the next one begins below.

    Args:
        blocks: of the file, from its beginning.
        table: its header.
    """
    rows = islice(spreadsheet.parse_rows(_text(blocks, table.encoding), table.delimiter), table.above, None)
    while some := list(islice(rows, _MANY)):
        yield Block(b"", [_APART.join(cells) for _line, cells in some], [line for line, _cells in some])


def _text(blocks: Iterator[Block], encoding: str) -> Iterator[str]:
    for block in blocks:
        yield from StringIO(block.raw.decode(encoding, "replace") + "\n", newline=None)
