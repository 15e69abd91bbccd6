"""Spools that are read while they are written: whole lines only, each once, and none that another server took."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from redirects.served import PHONE, rows
from sharecli.clicks.model import Led
from sharecli.clicks.spooling import Spool, take_in
from sharecli.clicks.store import beside, open_writer
from sharecli.clicks.writing import add
from sharecli.redirects import relay as relays
from sharecli.redirects.arrivals import Arrival, recorded
from sharecli.redirects.board import Board
from sharecli.redirects.relay import Relay, Seat
from sharecli.redirects.tails import Tails

pytestmark = pytest.mark.skipif(os.name != "posix", reason="copies of a process")

SHANGHAI = ZoneInfo("Asia/Shanghai")
ONE = Arrival(1, "tea", 1_760_000_000_000, "get", PHONE, "", "go.example", "203.0.113.7", Led.there)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "sharecli.db"


@pytest.fixture
def clicks(ledger: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_writer(beside(ledger))) as connection:
        yield connection


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spools of a few requests."""
    monkeypatch.setattr(relays, "Spool", lambda clicks, name: Spool(clicks, 2000, name=name))


def relay(ledger: Path, place: int = 0, board: Board | None = None) -> Relay:
    return Relay(ledger, SHANGHAI, Seat(board or Board(place + 1), place, f"server-{place + 1:04}"))


def taken(one: Relay, first: int, count: int) -> None:
    for place in range(first, first + count):
        one.take(ONE._replace(at_ms=ONE.at_ms + place))


def commit(tails: Tails, clicks: sqlite3.Connection, most: int = 10_000) -> list[int]:
    hits, reached = tails.gather(most)
    add(clicks, hits, upto=reached)
    tails.committed(clicks, reached)
    return [one.at_ms - ONE.at_ms for one in hits]


def spools(ledger: Path) -> list[str]:
    return sorted(one.name for one in ledger.parent.glob("clicks.db.spool-*"))


def test_what_is_taken_down_is_read_while_more_comes(ledger: Path, clicks: sqlite3.Connection) -> None:
    one, tails = relay(ledger), Tails(beside(ledger), "server")
    assert commit(tails, clicks) == []
    taken(one, 0, 3)
    assert commit(tails, clicks) == [0, 1, 2]
    taken(one, 3, 2)
    assert commit(tails, clicks) == [3, 4]
    assert commit(tails, clicks) == []
    assert len(spools(ledger)) == 1
    assert rows(ledger)[0]["visitor"] is not None
    assert [row["at_ms"] - ONE.at_ms for row in rows(ledger)] == [0, 1, 2, 3, 4]


def test_what_could_not_be_committed_is_read_again(ledger: Path, clicks: sqlite3.Connection) -> None:
    one, tails = relay(ledger), Tails(beside(ledger), "server")
    taken(one, 0, 3)
    assert len(tails.gather(100)[0]) == 3
    assert tails.waiting() == 3
    assert commit(tails, clicks) == [0, 1, 2]
    assert tails.waiting() == 0


@pytest.mark.usefixtures("small")
def test_full_spools_are_deleted_once_they_are_committed_and_not_before(
    ledger: Path, clicks: sqlite3.Connection
) -> None:
    one, tails = relay(ledger), Tails(beside(ledger), "server")
    taken(one, 0, 60)
    count = len(spools(ledger))
    assert count > 3
    found: list[int] = []
    while more := commit(tails, clicks, most=1):
        found += more
    assert found == list(range(60))
    assert len(spools(ledger)) == 1
    assert clicks.execute("SELECT count(*) FROM spools").fetchone()[0] == 1
    taken(one, 60, 20)
    assert commit(tails, clicks) == list(range(60, 80))
    held = [str(one.readlink()) for one in Path("/proc/self/fd").glob("*") if one.is_symlink()]
    # The process that took them down lets go of what was deleted when it begins another spool.
    assert len([name for name in held if "spool" in name and name.endswith("(deleted)")]) < count


@pytest.mark.usefixtures("small")
def test_a_failed_commit_deletes_nothing_that_was_read_to_its_end(ledger: Path, clicks: sqlite3.Connection) -> None:
    one, tails = relay(ledger), Tails(beside(ledger), "server")
    taken(one, 0, 60)
    before = spools(ledger)
    assert len(tails.gather(10_000)[0]) == 60  # all read to their ends, and the file of clicks fails
    first, reached = tails.gather(1)
    add(clicks, first, upto=reached)
    tails.committed(clicks, reached)
    assert spools(ledger) == before[1:]
    assert sorted(commit(tails, clicks) + [hit.at_ms - ONE.at_ms for hit in first]) == list(range(60))


def test_half_a_line_is_left_until_it_is_whole(ledger: Path, clicks: sqlite3.Connection) -> None:
    one, tails = relay(ledger), Tails(beside(ledger), "server")
    taken(one, 0, 2)
    spool = one._now
    assert spool is not None
    line = recorded(ONE._replace(at_ms=ONE.at_ms + 2), None).line()
    start = spool.end
    # As another processor may see it: the end of the line before its middle.
    spool._memory[start : start + 10] = line[:10]
    spool._memory[start + len(line) - 1 : start + len(line)] = b"\n"
    assert commit(tails, clicks) == [0, 1]
    assert commit(tails, clicks) == []
    spool._memory[start : start + len(line)] = line
    assert commit(tails, clicks) == [2]


def test_a_line_that_says_nothing_keeps_no_other_from_being_read(ledger: Path, clicks: sqlite3.Connection) -> None:
    one, tails = relay(ledger), Tails(beside(ledger), "server")
    taken(one, 0, 1)
    assert one._now is not None
    for line in (b"[1, 2\n", b'[1,"x",5,"sideways","","",null,1]\n', b'[1,"x",5,"get","","","zz",1]\n', b"\n"):
        one._now.append(line)
    taken(one, 1, 1)
    assert commit(tails, clicks) == [0, 1]
    assert commit(tails, clicks) == []


def test_a_spool_larger_than_what_is_read_at_once_is_read_to_its_end(ledger: Path, clicks: sqlite3.Connection) -> None:
    one, tails = relay(ledger), Tails(beside(ledger), "server")
    taken(one, 0, 8000)
    assert len(spools(ledger)) == 2
    found: list[int] = []
    while more := commit(tails, clicks):
        found += more
    assert sorted(found) == list(range(8000))
    assert len(spools(ledger)) == 1


def test_of_a_process_that_ended_everything_is_taken_over(ledger: Path, clicks: sqlite3.Connection) -> None:
    one, tails = relay(ledger), Tails(beside(ledger), "server")
    taken(one, 0, 3)
    assert commit(tails, clicks) == [0, 1, 2]
    taken(one, 3, 3)
    one.stop()
    tails.ended("0001")
    # Another server that looks for what is left behind finds it locked.
    assert take_in(clicks, beside(ledger)) == 0
    assert commit(tails, clicks) == [3, 4, 5]
    assert spools(ledger) == []
    tails.close()


def test_what_another_server_was_quicker_to_take_in_is_left_to_it(ledger: Path, clicks: sqlite3.Connection) -> None:
    one, tails = relay(ledger), Tails(beside(ledger), "server")
    taken(one, 0, 3)
    assert commit(tails, clicks) == [0, 1, 2]
    taken(one, 3, 3)
    one.stop()
    assert take_in(clicks, beside(ledger)) == 3
    tails.ended("0001")
    assert commit(tails, clicks) == []
    assert [row["at_ms"] - ONE.at_ms for row in rows(ledger)] == list(range(6))


@pytest.mark.usefixtures("small")
def test_what_waits_for_too_long_is_dropped_in_the_open(
    ledger: Path, clicks: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(relays, "MOST_SPOOLS", 2)
    monkeypatch.setattr(relays, "_MOST_IN_MEMORY", 5)
    board = Board(1)
    one, tails = relay(ledger, board=board), Tails(beside(ledger), "server")
    taken(one, 0, 60)
    kept = len(commit(tails, clicks))
    assert 0 < kept < 50
    assert (board.taken, board.dropped) == (60, 60 - kept - 5)
    board.tell(done=kept, trouble=False)
    assert one.tally.waiting == 5
    monkeypatch.setattr(one, "_again", 0.0)
    taken(one, 60, 1)  # there is room again
    assert len(commit(tails, clicks)) == 6
    assert len([one for one in caplog.records if "in memory only" in one.message]) == 1
    assert one.stop().dropped == 60 - kept - 5


def test_what_found_no_place_to_the_end_is_lost_in_the_open(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    board = Board(1)
    one = relay(ledger, board=board)
    with closing(open_writer(beside(ledger))):
        one.start()
    monkeypatch.setattr(os, "write", lambda _file, _said: 3)
    taken(one, 0, 4)
    assert (board.taken, board.dropped) == (4, 0)
    assert one.stop().dropped == 4
    assert spools(ledger) == []


def test_a_sleeper_is_woken_once(ledger: Path) -> None:
    board = Board(2)
    one, other = relay(ledger, 0, board), relay(ledger, 1, board)
    taken(one, 0, 2)
    with pytest.raises(BlockingIOError):
        os.read(board.woken, 10)
    board.sleep()
    taken(other, 0, 3)
    taken(one, 2, 1)
    assert os.read(board.woken, 10) == b"\0"
    assert (board.taken, board.dropped, board.done) == (6, 0, 0)
    board.sleep()
    taken(one, 3, 1)
    board.wake()
    with pytest.raises(BlockingIOError):
        os.read(board.woken, 10)
    for sink in (one, other):
        sink.stop()
