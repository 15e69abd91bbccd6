"""The sink: nobody waits for it, it loses nothing that it can keep, and says what it cannot."""

import logging
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from redirects.served import PHONE, rows
from sharecli.clicks import store, stranger_records, writing
from sharecli.clicks.model import Led
from sharecli.clicks.records import EVER
from sharecli.clicks.spooling import Spool
from sharecli.clicks.store import beside
from sharecli.redirects import keeping, spools as spools_of_a_server
from sharecli.redirects.arrivals import Arrival
from sharecli.redirects.keeping import Tally
from sharecli.redirects.salting import DaySalts
from sharecli.redirects.sink import Sink

PROC = Path("/proc/self/fd").exists()
SHANGHAI = ZoneInfo("Asia/Shanghai")
ONE = Arrival(1, "tea", 1_760_000_000_000, "get", PHONE, "", "go.example", "203.0.113.7", Led.there)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "sharecli.db"


def spools(ledger: Path) -> list[Path]:
    return sorted(ledger.parent.glob("clicks.db.spool-*"))


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not true():
        assert time.monotonic() < end
        time.sleep(0.005)


def test_what_is_handed_over_is_on_the_disk_soon_without_being_asked(ledger: Path) -> None:
    sink = Sink(ledger, SHANGHAI)
    sink.start()
    sink.take(ONE)
    until(lambda: sink.tally.stored == 1)
    assert [row["code"] for row in rows(ledger)] == ["tea"]
    assert (sink.stop().dropped, sink.tally.waiting) == (0, 0)


def test_ending_writes_all_that_waits_and_may_be_done_twice(ledger: Path) -> None:
    sink = Sink(ledger, SHANGHAI)
    sink.start()
    for place in range(12_000):
        sink.take(ONE._replace(at_ms=ONE.at_ms + place))
    tally = sink.stop()
    assert (tally.stored, tally.dropped, tally.waiting) == (12_000, 0, 0)
    assert [row["at_ms"] - ONE.at_ms for row in rows(ledger)] == list(range(12_000))
    assert sink.stop() == tally


def test_a_visitor_is_the_same_for_a_day_of_the_sellers_and_no_longer(ledger: Path) -> None:
    sink = Sink(ledger, SHANGHAI)
    sink.start()
    last, first = (
        int(datetime(2026, 10, 15, 15, minute, tzinfo=UTC).timestamp() * 1000) + add
        for minute, add in ((59, 59_999), (59, 60_000))
    )
    for at in (last - 3_600_000, last, first):
        sink.take(ONE._replace(at_ms=at))
    sink.take(ONE._replace(at_ms=first, address="203.0.113.8"))
    sink.take(ONE._replace(at_ms=first, address=""))
    sink.stop()
    one, same, next_day, neighbour, nobody = [row["visitor"] for row in rows(ledger)]
    assert one == same
    assert len({one, next_day, neighbour}) == 3
    assert nobody is None
    assert b"203.0.113" not in beside(ledger).read_bytes()


def test_whoever_waits_for_the_file_keeps_nobody_waiting_and_loses_nothing(
    ledger: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(store, "BUSY_MILLISECONDS", 20)
    sink = Sink(ledger, SHANGHAI)
    sink.start()
    with closing(sqlite3.connect(sink.path, isolation_level=None)) as other, caplog.at_level(logging.WARNING):
        other.execute("BEGIN IMMEDIATE")
        for _time in range(100):
            sink.take(ONE)
        until(lambda: "locked" in sink.tally.trouble)
        time.sleep(0.5)
        assert sink.tally.stored == 0
        other.execute("COMMIT")
        until(lambda: sink.tally.stored == 100)
    assert sink.tally.trouble == ""
    assert [record.message for record in caplog.records] == ["clicks cannot be written, and wait: database is locked"]
    assert sink.stop().dropped == 0


def test_more_than_memory_may_hold_is_dropped_in_the_open(
    ledger: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(store, "BUSY_MILLISECONDS", 20)
    sink = Sink(ledger, SHANGHAI, cap=50)
    sink.start()
    with closing(sqlite3.connect(sink.path, isolation_level=None)) as other, caplog.at_level(logging.WARNING):
        other.execute("BEGIN IMMEDIATE")
        sink.take(ONE)
        until(lambda: bool(sink.tally.trouble))
        for _time in range(60):
            sink.take(ONE)
        assert (sink.tally.dropped, sink.tally.waiting) == (10, 51)
        other.execute("COMMIT")
    assert (sink.stop().stored, sink.tally.dropped) == (51, 10)
    assert len([record for record in caplog.records if "dropped" in record.message]) == 1


def test_what_cannot_be_written_to_the_end_is_counted_as_lost(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "BUSY_MILLISECONDS", 20)
    monkeypatch.setattr(keeping, "PATIENCE", 0.3)
    sink = Sink(ledger, SHANGHAI)
    sink.start()
    with closing(sqlite3.connect(sink.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for _time in range(7):
            sink.take(ONE)
        tally = sink.stop()
    assert (tally.stored, tally.kept, tally.dropped, tally.waiting) == (0, 7, 0, 0)
    assert tally.trouble == "database is locked"
    later = Sink(ledger, SHANGHAI)
    later.start()
    assert later.stop() == Tally()
    assert len(rows(ledger)) == 7
    assert spools(ledger) == []


def test_what_neither_the_file_nor_a_spool_takes_is_counted_as_lost(
    ledger: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(store, "BUSY_MILLISECONDS", 20)
    monkeypatch.setattr(keeping, "PATIENCE", 0.3)
    monkeypatch.setattr(os, "write", lambda _file, _said: 3)
    sink = Sink(ledger, SHANGHAI)
    sink.start()
    with closing(sqlite3.connect(sink.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for _time in range(7):
            sink.take(ONE)
        tally = sink.stop()
    assert (tally.stored, tally.kept, tally.dropped, tally.waiting) == (0, 0, 7, 0)
    assert len([one for one in caplog.records if "in memory only" in one.message]) == 1
    assert spools(ledger) == []


def test_a_file_that_cannot_be_used_is_told_of_and_what_came_is_kept_for_a_better_one(
    ledger: Path, caplog: pytest.LogCaptureFixture
) -> None:
    beside(ledger).write_text("theirs " * 100)
    sink = Sink(ledger, SHANGHAI)
    sink.start()
    for _time in range(3):
        sink.take(ONE)
    until(lambda: "clicks.db" in sink.tally.trouble)
    assert beside(ledger).read_text() == "theirs " * 100
    beside(ledger).unlink()
    until(lambda: sink.tally.stored == 3)
    assert sink.tally.trouble == ""
    assert sink.stop().dropped == 0
    assert len(rows(ledger)) == 3
    assert len([one for one in caplog.records if "cannot be written" in one.message]) == 1


def test_spools_are_deleted_once_they_are_committed(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spools_of_a_server, "Spool", lambda clicks: Spool(clicks, 2000))
    sink = Sink(ledger, SHANGHAI)
    sink.start()
    for place in range(200):
        sink.take(ONE._replace(at_ms=place))
    until(lambda: sink.tally.stored == 200)
    sink.take(ONE._replace(at_ms=200))
    until(lambda: sink.tally.stored == 201 and len(spools(ledger)) <= 1)
    sink.stop()
    assert spools(ledger) == []
    assert [row["at_ms"] for row in rows(ledger)] == list(range(201))
    with closing(sqlite3.connect(beside(ledger))) as clicks:
        assert clicks.execute("SELECT count(*) FROM spools").fetchone() == (0,)


KILLED = """
import os, signal, sys
from pathlib import Path
from zoneinfo import ZoneInfo
from redirects.test_sink import ONE
from sharecli.clicks.spooling import Spool
from sharecli.redirects import spools
from sharecli.redirects.sink import Sink
def killed(_self, _connection, reached):
    if reached:
        print(len(reached), flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
spools.Spool = lambda clicks: Spool(clicks, 2000)
spools.Spools.committed = killed
sink = Sink(Path(sys.argv[1]), ZoneInfo("Asia/Shanghai"))
for place in range(60):
    sink.take(ONE._replace(at_ms=place))
sink.start()
signal.pause()
"""


@pytest.mark.skipif(os.name != "posix", reason="kills as POSIX has it")
def test_a_kill_between_writing_a_batch_and_deleting_its_spools_doubles_nothing(ledger: Path) -> None:
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(ledger)], env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE, timeout=60, check=False,
    )  # fmt: skip
    assert killed.returncode == -signal.SIGKILL
    assert int(killed.stdout) == len(spools(ledger)) > 3
    assert len(rows(ledger)) == 60
    later = Sink(ledger, SHANGHAI)
    later.start()
    assert later.stop() == Tally()
    assert [row["at_ms"] for row in rows(ledger)] == list(range(60))
    assert spools(ledger) == []


def test_a_spool_that_cannot_be_deleted_is_tried_again_and_doubles_nothing(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlink, stuck = Path.unlink, True

    def refused(path: Path, *, missing_ok: bool = False) -> None:
        if stuck and "spool" in path.name:
            raise PermissionError(1, "Operation not permitted", str(path))
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", refused)
    monkeypatch.setattr(spools_of_a_server, "Spool", lambda clicks: Spool(clicks, 2000))
    for time_ in range(2):
        sink = Sink(ledger, SHANGHAI)
        for place in range(30):
            sink.take(ONE._replace(at_ms=30 * time_ + place))
        sink.start()
        assert (sink.stop().stored, sink.tally.trouble) == (30, "")
        assert len(spools(ledger)) > 1
    held = [str(one.readlink()) for one in Path("/proc/self/fd").glob("*") if one.is_symlink()] if PROC else []
    assert [one for one in held if one.startswith(str(ledger.parent))] == []
    stuck = False
    last = Sink(ledger, SHANGHAI)
    last.start()
    assert last.stop().stored == 0
    assert [row["at_ms"] for row in rows(ledger)] == list(range(60))
    assert spools(ledger) == []


def test_whatever_fails_about_a_spool_the_writer_goes_on(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "PAUSE", 0.001)
    broken = True

    def fails(_self: object, _connection: object, reached: object) -> None:
        if broken and reached:
            raise RuntimeError("deque mutated during iteration")

    monkeypatch.setattr(spools_of_a_server.Spools, "committed", fails)
    sink = Sink(ledger, SHANGHAI)
    sink.start()
    for place in range(3):
        sink.take(ONE._replace(at_ms=place))
        until(lambda: sink.tally.waiting == 0)
    assert sink.stop().stored == 3
    assert [row["at_ms"] for row in rows(ledger)] == [0, 1, 2]


def test_strangers_cannot_fill_the_disk_with_codes_that_no_link_has(
    ledger: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(writing, "MOST_ORPHANS", 5)
    day = 86_400_000
    for _server in range(2):  # a server that is started anew does not begin anew
        sink = Sink(ledger, SHANGHAI)
        sink.start()
        for place in range(8):
            sink.take(ONE._replace(link=None, code=f"guess-{place}", led=Led.away, at_ms=ONE.at_ms + place))
            sink.take(ONE._replace(at_ms=ONE.at_ms + place))
        sink.take(ONE._replace(link=None, at_ms=ONE.at_ms + day * (_server + 1)))
        sink.stop()
    assert (sink.tally.stored, sink.tally.left_out, sink.tally.waiting) == (9, 8, 0)
    found = [row["link_id"] for row in rows(ledger)]
    assert (found.count(1), found.count(None)) == (16, 5 + 2)
    assert spools(ledger) == []
    assert len([one for one in caplog.records if "no link has: the rest is not kept" in one.message]) == 2
    with closing(store.open_reader(beside(ledger))) as reader:
        assert stranger_records.left_out(reader, EVER) == 3 + 8
        assert stranger_records.left_out(reader, (ONE.at_ms + day, EVER[1])) == 0


def test_what_a_living_server_has_spooled_is_left_to_it(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "BUSY_MILLISECONDS", 20)
    one = Sink(ledger, SHANGHAI)
    one.start()
    with closing(sqlite3.connect(one.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        one.take(ONE)
        until(lambda: bool(one.tally.trouble))
        other.execute("COMMIT")
        second = Sink(ledger, SHANGHAI)
        second.start()
        second.take(ONE)
        second.stop()
    until(lambda: one.tally.stored == 1)
    one.stop()
    assert len(rows(ledger)) == 2


def test_without_the_file_visitors_are_told_apart_by_a_salt_of_the_moment(ledger: Path) -> None:
    salts = DaySalts(beside(ledger), SHANGHAI)
    beside(ledger).write_text("theirs " * 100)
    now = ONE.at_ms
    makeshift = salts.of(now)
    assert salts.of(now + 9_999) == makeshift
    beside(ledger).unlink()
    assert salts.of(now + 9_999) == makeshift
    real = salts.of(now + 10_000)
    assert real != makeshift
    assert salts.of(now + 3_600_000) == DaySalts(beside(ledger), SHANGHAI).of(now) == real
