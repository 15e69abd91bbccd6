"""sharecli content: pieces, the links that belong to them, and what came by those."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from conftest import Run
from factories import kept_product
from sharecli.clicks import store as clicks


@pytest.fixture(autouse=True)
def goods(db: Path) -> None:
    db.parent.mkdir(parents=True)
    kept_product(db)


def content(run: Run, *words: str) -> dict[str, Any]:
    said = run("content", *words, "-F", "json")
    assert said.code == 0, said.err
    found: dict[str, Any] = json.loads(said.out)
    return found


def test_a_piece_is_kept_shown_changed_and_archived(run: Run) -> None:
    made = content(
        run,
        "add",
        "Spring-Review",
        "--kind",
        "video",
        "--title",
        "春茶测评",
        "--url",
        "https://v.example/1",
        "-c",
        "抖音",
    )
    assert made == {
        "content": "spring-review", "kind": "video", "title": "春茶测评", "url": "https://v.example/1",
        "channel": "douyin", "made_on": "2026-10-15", "status": "active", "created_at": "2026-10-15T04:00:00Z",
        "links": [], "earnings": [],
    }  # fmt: skip
    assert content(run, "show", "SPRING-review") == made
    changed = content(run, "edit", "spring-review", "--kind", "live", "--made", "2026-10-01", "--title", "Live")
    assert (changed["kind"], changed["made_on"], changed["title"]) == ("live", "2026-10-01", "Live")
    assert (changed["url"], changed["channel"]) == ("https://v.example/1", "douyin")
    assert content(run, "archive", "spring-review")["status"] == "archived"
    assert json.loads(run("content", "list", "-F", "json").out) == []
    assert len(json.loads(run("content", "list", "--archived", "-F", "json").out)) == 1
    assert content(run, "archive", "spring-review", "--restore")["status"] == "active"
    assert "spring-review" in run("content", "list").out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["add", "spring", "--title", "x"], "content-taken"),
        (["add", "测评", "--title", "x"], "bad-value"),
        (["add", " ", "--title", "x"], "usage"),
        (["add", "a", "--title", " "], "bad-value"),
        (["add", "a", "--title", "x", "--url", "javascript:alert(1)"], "bad-value"),
        (["add", "a", "--title", "x", "--made", "2026-13-01"], "bad-value"),
        (["add", "a", "--title", "x", "--kind", "song"], "usage"),
        (["show", "sprin"], "content-not-found"),
        (["edit", "spring"], "usage"),
        (["archive", "nothing"], "content-not-found"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(run: Run, words: list[str], code: str) -> None:
    content(run, "add", "spring", "--title", "Spring")
    said = run("content", *words)
    assert f"error[{code}]" in said.err
    assert said.out == ""


def test_links_people_and_earnings_belong_to_a_piece_by_its_word(run: Run, db: Path) -> None:
    content(run, "add", "spring", "--title", "Spring", "--kind", "review")
    run("link", "new", "longjing", "-c", "telegram", "--campaign", "spring", "--code", "tele")
    run("link", "new", "longjing", "-c", "weibo", "--campaign", "spring", "--code", "wei")
    run("link", "new", "longjing", "-c", "weibo", "--code", "other")
    with closing(sqlite3.connect(db)) as file, file:
        file.executemany(
            "INSERT INTO commissions (platform, order_id, currency, ordered_at, link_id, product_id, state, "
            "estimate_micros, settled_micros) VALUES ('taobao', ?, ?, '2026-10-01T00:00:00Z', ?, 1, ?, ?, ?)",
            [
                ("1", "CNY", 1, "settled", 5_000_000, 4_000_000),
                ("2", "CNY", 2, "pending", 7_500_000, None),
                ("3", "USD", 1, "paid", 1_000_000, 1_000_000),
                ("4", "CNY", 1, "void", 9_000_000, None),
                ("5", "CNY", 3, "paid", 9_000_000, 9_000_000),
            ],
        )
    with closing(clicks.open_writer(clicks.beside(db))) as counted, counted:
        counted.execute("INSERT INTO agents VALUES (1, 'x', 'human', '', 1)")
        counted.executemany(
            "INSERT INTO clicks (link_id, code, at_ms, how, kind, rules, agent_id, source) "
            "VALUES (1, 'tele', ?, 'get', ?, 1, 1, 'serve')",
            [(1, "human"), (2, "human"), (3, "bot")],
        )
        counted.execute("COMMIT") if counted.in_transaction else None
    shown = content(run, "show", "spring")
    assert [(one["code"], one["channel"], one["people"], one["shares"]) for one in shown["links"]] == [
        ("tele", "telegram", 2, 0), ("wei", "weibo", None, 0),
    ]  # fmt: skip
    assert shown["earnings"] == [
        {"currency": "CNY", "orders": 2, "promised": "7.50", "earned": "4.00"},
        {"currency": "USD", "orders": 1, "promised": "0.00", "earned": "1.00"},
    ]
    assert json.loads(run("content", "list", "-F", "json").out)[0]["links"] == 2
    out = run("content", "show", "spring").out
    assert "tele" in out
    assert "4.00" in out


def test_an_empty_list_tells_of_what_is_archived(run: Run) -> None:
    run("content", "add", "spring", "--title", "x")
    run("content", "archive", "spring")
    assert "sharecli content list --archived" in run("content", "list").out
    run("content", "archive", "spring", "--restore")
    assert run("content", "list", "--archived").out == "Nothing fits. There is other content: sharecli content list\n"
