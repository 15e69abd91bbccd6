"""Which kind of log it is, by its first lines; and how each of them is read."""

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from sharecli.clicks import lines
from sharecli.clicks.logfiles import Block, UnknownLog
from sharecli.clicks.quick import Quick, quick
from sharecli.language import _
from sharecli.spreadsheet import name_of

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_SAMPLE = 50
"""Lines that are looked at."""

_APART = "\x1f"
"""Stands between the cells of a row on its way through :data:`sharecli.clicks.lines.Parse`."""

_HEADINGS = {
    "at": ("at", "time", "date", "datetime", "timestamp", "clickedat", "visitedat", "时间", "日期", "点击时间"),
    "code": ("code", "shortcode", "slug", "keyword", "短码", "短链"),
    "target": ("path", "url", "uri", "visitedurl", "shorturl", "link", "路径", "链接"),
    "method": ("method", "方法"),
    "status": ("status", "状态码"),
    "agent": ("agent", "useragent", "ua", "浏览器"),
    "referer": ("referer", "referrer", "来源"),
    "address": ("address", "ip", "ipaddress", "remoteaddr", "visitorip"),
    "host": ("host", "domain", "域名"),
    "key": ("id", "requestid", "visitid"),
    "purpose": ("purpose", "secpurpose"),
}


class Layout(StrEnum):
    """The kinds of logs."""

    nginx = "nginx"
    nginx_json = "nginx-json"
    caddy = "caddy"
    cloudflare = "cloudflare"
    csv = "csv"


@dataclass(frozen=True, slots=True)
class Reading:
    """A log, and how it is read.

    Attributes:
        layout: its kind.
        blocks: its lines, from the first.
        parse: reads one of them.
        quick: reads many at once; None where that cannot be done.
    """

    layout: Layout
    blocks: Iterator[Block]
    parse: lines.Parse
    quick: Quick | None = None


def readable(blocks: Iterator[Block], path: Path, layout: Layout | None, zone: "ZoneInfo") -> Reading:
    """What kind of log it is, its lines from the first, and what reads one.

    Args:
        blocks: of :func:`sharecli.clicks.logfiles.opened`.
        path: for the error.
        layout: what the seller says it is, or None.
        zone: the seller's clock, for a CSV whose times name no zone.

    Raises:
        UnknownLog: it is none of them, or not what the seller says.
    """
    first = next(blocks, Block(b"", []))
    sample = [line for line in first.lines[:_SAMPLE] if line.strip()]
    found = layout or _guessed(sample)
    whole = chain([first], blocks)
    if found is Layout.csv:
        rows = _rows(whole, sample)
        _line, header = next(rows, (1, []))
        parse = _csv_parser(header, zone)
        if parse is not None:
            return Reading(found, _batched(rows), parse)
    elif found is Layout.nginx_json:
        for one in map(_object, sample):
            try:
                return Reading(found, whole, lines.nginx_json(one), quick(one))
            except KeyError:
                continue
    elif found is not None:
        parsers = {Layout.nginx: lines.combined, Layout.caddy: lines.caddy, Layout.cloudflare: lines.cloudflare}
        return Reading(found, whole, parsers[found])
    message = _("“{path}” is no log that can be read").format(path=path)
    if layout:
        message = _("“{path}” is no log of that kind: {kind}").format(path=path, kind=layout.value)
    kinds = "|".join(Layout)
    raise UnknownLog(message, hint=f"sharecli clicks import {path} --as {kinds}")


def _guessed(sample: Sequence[str]) -> Layout | None:
    for line in sample:
        if line.lstrip().startswith("{"):
            one = _object(line)
            if isinstance(one.get("request"), dict):
                return Layout.caddy
            if "EdgeStartTimestamp" in one or "ClientRequestMethod" in one:
                return Layout.cloudflare
            if one and _speaks_nginx(one):
                return Layout.nginx_json
            continue
        try:
            lines.combined(line)
        except lines.BAD:
            continue
        return Layout.nginx
    if sample and _csv_columns(next(csv.reader(sample[:1], delimiter=_delimiter(sample[0])), [])):
        return Layout.csv
    return None


def _object(line: str) -> dict[str, object]:
    try:
        one = json.loads(line)
    except lines.BAD:
        return {}
    return one if isinstance(one, dict) else {}


def _speaks_nginx(one: dict[str, object]) -> bool:
    try:
        lines.nginx_json(one)
    except KeyError:
        return False
    return True


def _delimiter(line: str) -> str:
    return max(",;\t|", key=line.count)


def _csv_columns(header: Sequence[str]) -> dict[str, int]:
    """Which column says what; empty where it does not say when and what."""
    names = [name_of(cell).replace("_", "").replace("-", "") for cell in header]
    found = {
        field: names.index(word)
        for field, words in _HEADINGS.items()
        for word in [next((one for one in words if one in names), "")]
        if word
    }
    return found if "at" in found and ("code" in found or "target" in found) else {}


def _csv_parser(header: Sequence[str], zone: "ZoneInfo") -> lines.Parse | None:
    places = _csv_columns(header)
    if not places:
        return None

    def parse(row: str) -> lines.Request:
        cells = row.split(_APART)
        if len(cells) <= max(places["at"], places.get("code", places.get("target", 0))):
            raise IndexError

        def cell(field: str) -> str:
            place = places.get(field, len(cells))
            return cells[place].strip() if place < len(cells) else ""

        target = f"/{cell('code').removeprefix('/')}" if cell("code") else cell("target")
        return lines.Request(
            _moment(cell("at"), zone), cell("method").upper() or "GET", target, int(cell("status") or 0),
            cell("agent"), cell("referer"), cell("address"), cell("host"), cell("key"), cell("purpose"),
        )  # fmt: skip

    return parse


def _moment(said: str, zone: "ZoneInfo") -> int:
    try:
        return lines.moment(said)
    except lines.BAD:
        read = datetime.fromisoformat(said.replace("/", "-"))
        return lines.moment((read if read.tzinfo else read.replace(tzinfo=zone)).isoformat())


def _rows(blocks: Iterator[Block], sample: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Each row with the number of the line on which it begins."""
    reader = csv.reader(
        (f"{line}\n" for block in blocks for line in block.lines), delimiter=_delimiter(sample[0]) if sample else ","
    )
    while True:
        line = reader.line_num + 1
        try:
            yield line, next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield line, ["\0"]  # no parser takes it


def _batched(rows: Iterator[tuple[int, list[str]]]) -> Iterator[Block]:
    batch: list[str] = []
    numbers: list[int] = []
    for number, row in rows:
        batch.append(_APART.join(row))
        numbers.append(number)
        if len(batch) == 5000:  # noqa: PLR2004 - a block of a file is about as many lines
            yield Block(b"", batch, numbers)
            batch, numbers = [], []
    yield Block(b"", batch, numbers)
