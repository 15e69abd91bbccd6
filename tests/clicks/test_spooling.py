"""Spools: what a killed server had answered is taken in once, whatever the kill left of it."""

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from sharecli.clicks import spool_records
from sharecli.clicks.model import Led
from sharecli.clicks.spooling import Record, Spool, take_in
from sharecli.clicks.store import open_writer
from sharecli.clicks.writing import add

RECORD = Record(1, "tea", 1_760_000_000_000, "get", "Mozilla/5.0 \u8336", "m.weibo.cn", "00ff00ff00ff00ff", 1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "clicks.db"


@pytest.fixture
def clicks(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_writer(path)) as connection:
        yield connection


def kept(clicks: sqlite3.Connection) -> list[int]:
    return [row[0] for row in clicks.execute("SELECT at_ms - 1760000000000 FROM clicks ORDER BY id")]


def spooled(path: Path, count: int) -> tuple[Spool, list[int]]:
    spool = Spool(path)
    return spool, [spool.append(RECORD._replace(at_ms=RECORD.at_ms + place).line()) for place in range(count)]


def test_a_record_comes_back_as_it_was(path: Path, clicks: sqlite3.Connection) -> None:
    spool = Spool(path)
    spool.append(RECORD.line())
    spool.append(Record(None, "\x1b\ud800", 5, "head", "\n", "", None, 0).line())
    spool.close(delete=False)
    assert take_in(clicks, path) == 2
    one, other = clicks.execute("SELECT c.*, agent FROM clicks c JOIN agents a ON a.id = agent_id ORDER BY c.id")
    assert (one["link_id"], one["code"], one["how"], one["ref_host"], one["source"], one["led"], one["agent"]) == (
        1, "tea", "get", "m.weibo.cn", "serve", 1, "Mozilla/5.0 \u8336",
    )  # fmt: skip
    assert one["visitor"] == bytes.fromhex("00ff00ff00ff00ff")
    assert (other["link_id"], other["at_ms"], other["how"]) == (None, 5, "head")
    assert (other["visitor"], other["led"]) == (None, 0)
    assert list(path.parent.glob("*spool*")) == []
    assert take_in(clicks, path) == 0


@given(word=st.text(st.characters(), max_size=30), link=st.none() | st.integers(1, 9), led=st.sampled_from(Led))
def test_a_line_is_json_whatever_a_stranger_says(word: str, link: int | None, led: Led) -> None:
    record = RECORD._replace(code=word, agent=word, ref_host=word, link=link, led=led, visitor=None)
    assert json.loads(record.line()) == list(record)
    assert record.line().count(b"\n") == 1


@pytest.mark.skipif(os.name != "posix", reason="modes of files")
def test_a_spool_is_its_owners_alone(path: Path) -> None:
    spool, _ends = spooled(path, 1)
    assert spool.path.stat().st_mode & 0o777 == 0o600
    spool.close(delete=True)
    assert not spool.path.exists()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(count=st.integers(0, 8), done=st.integers(0, 8), torn=st.integers(0, 400))
def test_what_was_committed_is_not_taken_in_again_and_a_torn_line_not_at_all(
    path: Path, clicks: sqlite3.Connection, count: int, done: int, torn: int
) -> None:
    clicks.execute("DELETE FROM clicks")
    spool, ends = spooled(path, count)
    done = min(done, count)
    if done:
        hits = [RECORD._replace(at_ms=RECORD.at_ms + place).hit() for place in range(done)]
        add(clicks, hits, upto={spool.name: ends[done - 1]})
    spool.append(RECORD.line()[:-1][:torn])
    spool.close(delete=False)
    assert take_in(clicks, path) == count - done
    assert kept(clicks) == list(range(count))
    assert clicks.execute("SELECT count(*) FROM spools").fetchone()[0] == 0


ODD: tuple[list[object], ...] = (
    [1, 2], [1, "t", "now", "get", "", "", None, 1], [1, "t", 5, "no", "", "", None, 1],
    [1, "t", 5, "get", "", "", "xyz", 1], [1, "t", 5, "get", "", "", "00", 1], [1, "t", 5, "get", "", "", None, 7],
    [True, "t", 5, "get", "", "", None, 1], [1, "t", 5, "get", None, "", None, 1],
    [1, "t", 1 << 70, "get", "", "", None, 1], [1, "t", 5, [], "", "", None, 1], [1, "t", 5, "get", "", "", 7, 1],
)  # fmt: skip
BROKEN = (
    b"",
    b"{",
    b"[]",
    b"7",
    b"\0" * 50,
    b"[" * 100_000,
    b'"x"',
    b"\xff\xfe",
    *(json.dumps(one).encode() for one in ODD),
)


def test_lines_that_a_power_cut_left_broken_stop_no_other(path: Path, clicks: sqlite3.Connection) -> None:
    spool, _ends = spooled(path, 1)
    for line in BROKEN:
        spool.append(line + b"\n")
    spool.append(RECORD._replace(at_ms=RECORD.at_ms + 1).line())
    spool.close(delete=False)
    assert take_in(clicks, path) == 2
    assert kept(clicks) == [0, 1]


def test_a_spool_that_is_shorter_than_what_was_committed_of_it_adds_nothing(
    path: Path, clicks: sqlite3.Connection
) -> None:
    spool, _ends = spooled(path, 2)
    add(clicks, [RECORD.hit()], upto={spool.name: 100_000})
    spool.close(delete=False)
    assert take_in(clicks, path) == 0
    assert not spool.path.exists()


def test_a_batch_that_fails_moves_no_offset(clicks: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        add(clicks, [RECORD.hit(), replace(RECORD.hit(), how="sideways")], upto={"clicks.db.spool-1": 9})
    assert spool_records.offset_of(clicks, "clicks.db.spool-1") == 0


def test_a_spool_that_lives_or_is_no_plain_file_is_left_alone(path: Path, clicks: sqlite3.Connection) -> None:
    living, _ends = spooled(path, 1)
    add(clicks, [RECORD.hit()], upto={living.name: 1})
    (path.parent / "secret").write_bytes(RECORD.line())
    link = path.with_name("clicks.db.spool-link")
    link.symlink_to(path.parent / "secret")
    path.with_name("clicks.db.spool-folder").mkdir()
    assert take_in(clicks, path) == 0
    assert living.path.exists()
    assert link.is_symlink()
    assert spool_records.offset_of(clicks, living.name) == 1
    living.close(delete=True)


def test_a_disk_without_room_for_a_spool_gets_none(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = os.write
    monkeypatch.setattr(os, "write", lambda file, said: whole(file, said[:4096]))
    with pytest.raises(OSError, match="No space"):
        Spool(path)
    assert list(path.parent.glob("*spool*")) == []


def test_a_spool_that_is_full_takes_no_more(path: Path, clicks: sqlite3.Connection) -> None:
    size = len(RECORD.line())
    spool = Spool(path, size * 2 + 5)
    assert [spool.append(RECORD.line()) for _time in range(3)] == [size, 2 * size, 0]
    spool.close(delete=False)
    assert take_in(clicks, path) == 2
