"""Reads anything at all as a report; what is not refused by name has to be lines that the ledger can hold."""

import csv
import gzip
import io
import random
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from sharecli import containers, money
from sharecli.commissions import inbox, layouts
from sharecli.commissions.model import Line
from sharecli.commissions.sheaf import Sheaf
from sharecli.errors import SharecliError
from sharecli.platforms import loader
from sharecli.platforms.layouts import STATES
from sharecli.platforms.model import Platform
from workbooks_made import xls

REPORTS = Path(__file__).parents[1] / "commissions" / "reports"
BROKE = Path(__file__).parent / "broke"
"""What once ended in an exception without a name of ours."""

_NOW = datetime(2026, 10, 31, tzinfo=UTC)
_WORDS = (
    b'"', b'""', b"\n", b"\r", b"\0", b"\t", b",", b";", b'="1"', b"1E+15", b"9" * 30, b"-", b"(5.00)", b"1.234,56",
    b"\xef\xbb\xbf", b"\xff\xfe", b"NaN", b"1e400", b"\xc2\xa5", b"\xef\xbc\x91", b"2026-02-30", b"0001-01-01 00:00:00",
    b"9999-12-31 23:59:59", b"10000000000", b"-10000000000", b"\xed\xa0\x80", b"\xe2\x80\xae", b"%", b"120%",
)  # fmt: skip


def look(content: bytes) -> int:
    """Read bytes as an import would; how many lines came of it.

    Raises:
        AssertionError: a line that no ledger can hold.
    """
    try:
        parts = list(containers.parts_of(content))
    except SharecliError:
        return 0
    count = 0
    for part in parts:
        try:
            match = layouts.recognise(part.content, _platforms())
            if match is None:
                inbox.unknown([part.content], "report", _platforms())
                continue
            with closing(Sheaf(match, _NOW)) as sheaf:
                for lines in sheaf.orders():
                    for line in lines:
                        _check(line)
                        count += 1
        except SharecliError:
            continue
    return count


@cache
def _platforms() -> tuple[Platform, ...]:
    return tuple(loader.platforms().values())


def _check(line: Line) -> None:
    facts = line.facts
    for micros in (line.estimate, line.settled, facts.price, facts.base, facts.fee, facts.refunded):
        assert micros is None or abs(micros) <= money.LARGEST, line
    assert facts.rate is None or 0 <= facts.rate <= money.BILLIONTHS, line
    assert line.order
    assert line.nth >= 1
    assert 0 <= line.quantity < 2**63, line
    assert line.state in STATES | {"?"}, line
    assert len(line.ordered_at) == len("2026-10-31T00:00:00Z"), line
    for word in (line.order, line.line, line.item, line.title, line.status, *line.sub_ids):
        word.encode()


def seeds() -> list[bytes]:
    """Reports as platforms write them, and workbooks and archives of them."""
    found = [one.read_bytes() for one in sorted(REPORTS.glob("*.csv"))]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, one in enumerate(found[:3]):
            archive.writestr(zipfile.ZipInfo(f"{place}.csv"), one)  # without the time: the same bytes every day
    table = list(csv.reader((REPORTS / "shopee-ph.csv").read_text("utf-8-sig").splitlines()))[:6]
    return [*found, packed.getvalue(), gzip.compress(found[1], mtime=0), xls(table)]


def mutants(seed: int, count: int) -> Iterator[bytes]:
    """So many of them, spoiled; always the same for one seed."""
    draw = random.Random(seed)  # noqa: S311 - a game
    every = seeds()
    for _number in range(count):
        content = bytearray(draw.choice(every))
        if len(content) > 4_000 and draw.random() < 0.7:  # the header and a few rows are quicker
            del content[draw.randrange(2_000, 4_000) :]
        for _blow in range(draw.choice((1, 2, 3, 8, 30))):
            _spoil(content, draw, every)
        yield bytes(content)


def _spoil(content: bytearray, draw: random.Random, every: list[bytes]) -> None:
    start = draw.randrange(len(content) + 1)
    end = min(start + draw.choice((0, 1, 4, 40)), len(content))
    match draw.randrange(5):
        case 0:
            content[start:end] = draw.choice(_WORDS)
        case 1:
            content[start:end] = draw.randbytes(end - start)
        case 2:
            del content[start:end]
        case 3:
            content[start:start] = content[start:end] * draw.choice((1, 2, 50))
        case _:
            other = draw.choice(every)
            there = draw.randrange(len(other))
            content[start:end] = other[there : there + draw.choice((5, 50, 500))]
