"""Who was let through, as the server counts on: exactly, at once, and in the file that lies there now."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from redirects.served import PHONE
from sharecli.clicks import again_records, records, store, writing
from sharecli.clicks.classes import Judged
from sharecli.clicks.model import Hit, Kind, Led
from sharecli.redirects import through
from sharecli.redirects.lookup import NotNow, OutOfReach
from sharecli.redirects.through import Through

GOOGLE = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"


def hit(visitor: int | None, *, agent: str = PHONE, led: Led = Led.there, link: int = 1) -> Hit:
    known = None if visitor is None else visitor.to_bytes(8, "big")
    return Hit(link, "tea", 1_790_000_000_000, "get", agent, "", known, "serve", None, led)


def keep(path: Path, *hits: Hit) -> None:
    with closing(store.open_writer(path)) as connection:
        writing.add(connection, hits)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "clicks.db"


@pytest.fixture
def counting(path: Path) -> Iterator[Through]:
    with closing(Through(path)) as found:
        yield found


def test_a_file_that_is_made_after_the_first_look_counts(path: Path, counting: Through) -> None:
    assert not counting.full(1, 2)
    path.touch()
    assert not counting.full(1, 2)
    keep(path, hit(1), hit(1), hit(1))
    assert not counting.full(1, 2)
    keep(path, hit(2))
    assert counting.full(1, 2)
    assert not counting.full(1, 3)
    assert not counting.full(2, 1)


def test_a_file_that_was_put_in_its_place_is_counted_from_its_start(path: Path, counting: Through) -> None:
    keep(path, hit(1), hit(2))
    assert counting.full(1, 2)
    other = path.with_name("other.db")
    keep(other, hit(3))
    other.rename(path)
    assert not counting.full(1, 2)
    keep(path, hit(4))
    assert counting.full(1, 2)
    path.unlink()
    assert not counting.full(1, 2)


def test_clicks_that_are_judged_anew_are_counted_anew(
    path: Path, counting: Through, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(path, hit(1), hit(2, agent=GOOGLE))
    assert not counting.full(1, 2)
    monkeypatch.setattr(again_records, "judged", lambda _agent: Judged(Kind.human, ""))
    with closing(store.open_writer(path)) as connection:
        again_records.reclassify(connection, every=True, dry_run=True)
        assert not counting.full(1, 2)
        again_records.reclassify(connection, every=True, dry_run=False)
    assert counting.full(1, 2)


def test_much_is_counted_bit_by_bit(path: Path, counting: Through, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(through, "_AT_ONCE", 10)
    keep(path, *(hit(number % 7) for number in range(35)))
    for _time in range(3):
        with pytest.raises(NotNow):
            counting.full(1, 8)
    assert not counting.full(1, 8)
    assert counting.full(1, 7)


def test_while_the_file_is_locked_what_was_counted_a_moment_ago_will_do(
    path: Path, counting: Through, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1000.0
    monkeypatch.setattr("sharecli.redirects.through.time.monotonic", lambda: now)
    keep(path, hit(1), hit(2))
    assert not counting.full(1, 3)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        assert (counting.full(1, 3), counting.full(1, 2)) == (False, True)
        with pytest.raises(NotNow):
            counting.full(2, 3)
        now += 1
        with pytest.raises(NotNow):
            counting.full(1, 3)


def test_a_locked_file_keeps_nobody_waiting_and_a_foreign_one_is_said_to_be_that(path: Path, counting: Through) -> None:
    keep(path, hit(1))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(NotNow):
            counting.full(1, 2)
        other.execute("ROLLBACK")
    assert counting.full(1, 1)
    path.with_name("theirs").write_text("theirs " * 1000)
    path.with_name("theirs").rename(path)
    with pytest.raises(OutOfReach):
        counting.full(1, 1)


def test_a_file_of_before_is_left_to_its_writer(path: Path, counting: Through) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as older:
        for statement in store._STEPS[0]:
            older.execute(statement)
        older.execute(f"PRAGMA application_id = {store.APPLICATION_ID}")
        older.execute("PRAGMA user_version = 1")
    before = path.read_bytes()
    assert not counting.full(1, 1)
    assert path.read_bytes() == before
    keep(path, hit(1))
    assert counting.full(1, 1)


@given(
    came=st.lists(
        st.lists(st.builds(hit, st.none() | st.integers(0, 5), agent=st.sampled_from([PHONE, GOOGLE]),
                           led=st.sampled_from(Led), link=st.integers(1, 2)), max_size=6), max_size=4)
)  # fmt: skip
def test_counted_on_is_what_is_counted_at_once(came: list[list[Hit]], tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("people") / "clicks.db"
    with closing(store.open_writer(path)) as connection:
        people = records.People()
        for hits in came:
            writing.add(connection, hits)
            records.count_on(connection, 1, people, at_once=100)
        assert len(people) == records.people_through(connection, 1)
        let = [one for hits in came for one in hits if (one.link, one.agent, one.led) == (1, PHONE, Led.there)]
        assert len(people) == len({one.visitor for one in let if one.visitor}) + sum(not one.visitor for one in let)


def test_counting_on_reads_the_index_from_where_it_was(path: Path) -> None:
    with closing(store.open_writer(path)) as connection:
        asked: list[str] = []
        connection.set_trace_callback(asked.append)
        records.count_on(connection, 1, records.People(), at_once=5)
        connection.set_trace_callback(None)
        plan = connection.execute(f"EXPLAIN QUERY PLAN {asked[0]}").fetchone()[3]
    assert "clicks_by_link (link_id=? AND kind=? AND led=? AND rowid>?)" in plan
