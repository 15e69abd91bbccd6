"""Which kind of log it is, by its first lines; and how each of them is read."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from sharecli.clicks import csv_logs, lines
from sharecli.clicks.logfiles import Block, UnknownLog
from sharecli.clicks.quick import Quick, quick
from sharecli.language import _
from sharecli.text import clean

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_SAMPLE = 50
"""Lines that are looked at."""


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
        layout: its kind; None where there is nothing in it, and nobody said.
        blocks: its lines, from the first.
        parse: reads one of them.
        quick: reads many at once; None where that cannot be done.
        unread: headings of a CSV's columns that say nothing here, as they are compared.
    """

    layout: Layout | None
    blocks: Iterator[Block]
    parse: lines.Parse
    quick: Quick | None = None
    unread: Sequence[str] = ()


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
    sample = list(islice((line for line in first.lines if line.strip()), _SAMPLE))
    whole = chain([first], blocks)
    if not sample:  # a log that was rotated before anybody came
        return Reading(layout, whole, lines.combined)
    found = layout or _guessed(sample)
    if found is Layout.csv or found is None:
        if table := csv_logs.table_of(first.raw):
            return _of_csv(table, whole, path, zone)
    elif found is Layout.nginx_json:
        for one in map(_object, sample):
            try:
                return Reading(found, whole, lines.nginx_json(one), quick(one))
            except KeyError:
                continue
    else:
        parsers = {Layout.nginx: lines.combined, Layout.caddy: lines.caddy, Layout.cloudflare: lines.cloudflare}
        return Reading(found, whole, parsers[found])
    message = _("“{path}” is no log that can be read").format(path=path)
    if layout:
        message = _("“{path}” is no log of that kind: {kind}").format(path=path, kind=layout.value)
    kinds = "|".join(Layout)
    raise UnknownLog(message, hint=f"sharecli clicks import {path} --as {kinds}", foreign=True)


def _of_csv(table: csv_logs.Table, blocks: Iterator[Block], path: Path, zone: "ZoneInfo") -> Reading:
    if table.total:
        words = _("“{path}” counts clicks in its column “{column}”; a total is no list of requests")
        message = words.format(path=path, column=clean(table.total, limit=40))
        raise UnknownLog(message, hint="sharecli clicks import /var/log/nginx/access.log", foreign=True)
    return Reading(Layout.csv, csv_logs.blocks_of(blocks, table), csv_logs.parser(table, zone), unread=table.unread)


def _guessed(sample: Sequence[str]) -> Layout | None:
    """What its lines say by themselves; None for a CSV, which only its header tells."""
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
