"""Clicks, written: each with its class, each key once, all of a batch or none."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from sharecli.clicks import again_records, writing
from sharecli.clicks.classes import LONGEST, RULES, Judged
from sharecli.clicks.model import Hit, Kind
from sharecli.clicks.store import open_writer
from sharecli.clicks.writing import add

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148"
HIT = Hit(1, "tea", 1_760_000_000_000, "get", PHONE, "m.weibo.cn", b"12345678", "serve")


@pytest.fixture
def clicks(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_writer(tmp_path / "clicks.db")) as connection:
        yield connection


def kept(clicks: sqlite3.Connection) -> list[sqlite3.Row]:
    return clicks.execute(
        "SELECT c.*, a.agent, a.app FROM clicks c JOIN agents a ON a.id = c.agent_id ORDER BY c.id"
    ).fetchall()


def test_a_request_is_kept_with_what_it_is_and_by_which_rules(clicks: sqlite3.Connection) -> None:
    assert add(clicks, [HIT, replace(HIT, how="head"), replace(HIT, link=None, agent="curl/8.5.0", visitor=None)]) == (
        3,
        0,
    )
    found = [(row["link_id"], row["kind"], row["rules"], row["visitor"]) for row in kept(clicks)]
    assert found == [(1, "human", RULES, b"12345678"), (1, "head", RULES, b"12345678"), (None, "bot", RULES, None)]


def test_nothing_is_nothing(clicks: sqlite3.Connection) -> None:
    assert add(clicks, iter(())) == (0, 0)


def test_a_key_is_kept_once_and_no_key_every_time(clicks: sqlite3.Connection) -> None:
    assert add(clicks, (replace(HIT, key=key) for key in ("a", "b", "a", None, None))) == (4, 1)
    assert add(clicks, [replace(HIT, key="b"), replace(HIT, key="c")]) == (1, 1)


def test_an_agent_is_kept_once_and_judged_once(clicks: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def judging(agent: str) -> Judged:
        asked.append(agent)
        return Judged(Kind.unknown, "an app")

    monkeypatch.setattr(writing, "judged", judging)
    for _time in range(3):
        add(clicks, [HIT, HIT, replace(HIT, agent="other")])
    assert sorted(asked) == sorted([PHONE, "other"])
    assert clicks.execute("SELECT count(*) FROM agents").fetchone()[0] == 2
    assert {row["app"] for row in kept(clicks)} == {"an app"}


def test_better_rules_judge_an_agent_anew_and_leave_what_was_kept(
    clicks: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(clicks, [HIT])
    monkeypatch.setattr(writing, "RULES", RULES + 1)
    monkeypatch.setattr(writing, "judged", lambda _agent: Judged(Kind.bot, ""))
    add(clicks, [HIT])
    assert [(row["kind"], row["rules"]) for row in kept(clicks)] == [("human", RULES), ("bot", RULES + 1)]
    assert clicks.execute("SELECT kind, rules FROM agents").fetchall()[0][:] == ("bot", RULES + 1)


def test_a_batch_with_a_wrong_row_leaves_nothing(clicks: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        add(clicks, [HIT, replace(HIT, how="sideways")])
    assert kept(clicks) == []
    assert not clicks.in_transaction
    assert add(clicks, [HIT]) == (1, 0)


def test_more_than_one_statement_holds_is_still_one_batch(clicks: sqlite3.Connection) -> None:
    many = [replace(HIT, key=str(place % 1100), agent=f"agent {place % 700}") for place in range(1300)]
    assert add(clicks, many) == (1100, 200)
    assert add(clicks, many) == (0, 1300)
    with pytest.raises(sqlite3.IntegrityError):
        add(clicks, [replace(HIT, key=f"new {place}", how="get" if place < 1200 else "no") for place in range(1201)])
    assert len(kept(clicks)) == 1100


@settings(max_examples=80, deadline=None)
@given(said=st.text(st.characters(), max_size=40), host=st.text(max_size=30), times=st.integers(1, 40))
def test_whatever_a_stranger_says_is_kept_short_and_harmless(said: str, host: str, times: int) -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as memory:
        memory.row_factory = sqlite3.Row
        from sharecli.clicks.store import _grow

        _grow(memory)
        assert add(memory, [replace(HIT, code=said * times, agent=said * times, ref_host=host)]) == (1, 0)
        (row,) = kept(memory)
        assert len(row["code"]) <= 80
        assert len(row["agent"]) <= LONGEST
        # What emoji are joined of is the one thing that stays though it cannot be seen.
        seen = (row["code"] + row["agent"] + row["ref_host"]).translate(dict.fromkeys(map(ord, "\u200d\ufe0f\ufe0e")))
        assert all(one.isprintable() or ord(one) >= 0x1F000 for one in seen)


def test_a_flood_of_agents_is_judged_and_kept_under_few_names(
    clicks: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "MOST_AGENTS", 3)
    agents = [f"Mozilla/5.0 (Linux; Android 15) Chrome/139.0.0.0 Mobile Safari/537.{number}" for number in range(6)]
    for _time in range(2):
        add(clicks, [replace(HIT, agent=one) for one in (*agents, "curl/8.1", "curl/8.2")], capped=True)
    names = [row["agent"] for row in clicks.execute("SELECT agent FROM agents ORDER BY id")]
    assert (len(names), names[3:]) == (5, ["(human)", "(bot)"])
    kinds = [row["kind"] for row in kept(clicks)]
    assert (kinds.count("human"), kinds.count("bot")) == (12, 4)
    assert again_records.reclassify(clicks, every=True, dry_run=False)[1].total() == 0
    assert [row["kind"] for row in kept(clicks)] == kinds
