"""sharecli group and sharecli people, as a seller types them."""

import csv
import io
import json
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from conftest import Run
from factories import kept_product


@pytest.fixture(autouse=True)
def goods(db: Path) -> None:
    """Two products, one of them tea."""
    db.parent.mkdir(parents=True)
    kept_product(db)
    kept_product(db, code="cup", url="https://shop.example/cup", tags=["cups"])


def group(run: Run, *words: str) -> dict[str, Any]:
    said = run("group", *words, "-F", "json")
    assert said.code == 0, said.err
    found: dict[str, Any] = json.loads(said.out)
    return found


def test_a_group_is_kept_with_its_rest_and_its_posts(run: Run) -> None:
    made = group(
        run, "add", "茶友群", "--channel", "微信群", "--size", "86", "--interest", "tea", "--word", "tea-friends"
    )
    assert {key: made[key] for key in list(made)[:8]} == {
        "group": "tea-friends", "name": "茶友群", "channel": "wechat-group", "size": 86, "interests": ["tea"],
        "cooldown_days": 7, "posts_a_day": 2, "status": "active",
    }  # fmt: skip
    assert group(run, "show", "茶友群") == made
    assert made["may_share"] == ["longjing", "cup"]  # what the group likes stands first
    changed = group(
        run, "edit", "tea-friends", "--cool-down", "3", "--posts-a-day", "0", "--no-interests", "--size", "0"
    )
    assert (changed["cooldown_days"], changed["posts_a_day"], changed["interests"], changed["size"]) == (3, 0, [], 0)
    assert changed["may_share"] == []


def test_a_group_without_latin_letters_gets_a_short_word(run: Run) -> None:
    assert group(run, "add", "茶友群", "-c", "wechat-group")["group"] == "g1"
    assert group(run, "add", "茶友群", "-c", "wechat-group")["group"] == "g2"
    said = run("group", "show", "茶友群")
    assert (said.code, "error[ambiguous-group]: 2 groups are called “茶友群”: g1 (wechat-group); g2 (" in said.err) == (
        2,
        True,
    )
    said = run("group", "add", "X", "-c", "telegram", "--word", "g1")
    assert (said.code, "error[group-taken]" in said.err) == (4, True)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["X", "-c", "nowhere"], "not-found"),
        (["", "-c", "telegram"], "bad-value"),
        (["X", "-c", "telegram", "--size", "-1"], "bad-value"),
        (["X", "-c", "telegram", "--cool-down", "9999"], "bad-value"),
        (["X", "-c", "telegram", "--posts-a-day", "-1"], "bad-value"),
        (["X", "-c", "telegram", "--word", "茶"], "bad-value"),
    ],
)
def test_what_cannot_be_is_refused(run: Run, words: list[str], code: str) -> None:
    said = run("group", "add", *words)
    assert f"error[{code}]" in said.err
    assert said.out == ""
    assert json.loads(run("group", "list", "-F", "json").out) == []


def test_what_was_shared_rests_and_is_told(run: Run, db: Path) -> None:
    group(run, "add", "Tea", "-c", "wechat-group")
    run("link", "new", "longjing", "-c", "wechat-group")
    with closing(sqlite3.connect(db)) as file, file:
        file.executemany(
            "INSERT INTO shares (link_id, product_id, channel, group_id, content, shared_at, forced) "
            "VALUES (1, 1, 'wechat-group', 1, ?, ?, ?)",
            [("spring", "2026-10-13T01:00:00Z", 0), ("", "2026-01-01T01:00:00Z", 1)],
        )
    shown = group(run, "show", "tea")
    assert [(one["at"], one["content"], one["forced"]) for one in shown["shared"]] == [
        ("2026-10-13T01:00:00Z", "spring", False), ("2026-01-01T01:00:00Z", None, True),
    ]  # fmt: skip
    assert shown["may_share"] == ["cup"]
    assert shown["resting"] == [
        {
            "product": "longjing",
            "why": "“tea” saw this product on 2026-10-13; it rests 7 days, until 2026-10-20 09:00",
        }
    ]
    out = run("group", "show", "tea").out
    assert "2026-10-13 09:00" in out
    assert "may be shared now: cup" in out
    listed = json.loads(run("group", "list", "-F", "json").out)
    assert (listed[0]["shares"], listed[0]["last_shared_at"]) == (2, "2026-10-13T01:00:00Z")


def test_what_is_planned_for_later_days_takes_no_post_of_today(run: Run, db: Path) -> None:
    group(run, "add", "Tea", "-c", "wechat-group", "--posts-a-day", "1")
    run("link", "new", "longjing", "-c", "wechat-group")
    with closing(sqlite3.connect(db)) as file, file:
        file.execute(
            "INSERT INTO shares (link_id, product_id, channel, group_id, shared_at) "
            "VALUES (1, 1, 'wechat-group', 1, '2026-10-17T04:00:00Z')"
        )
    shown = group(run, "show", "tea")
    assert shown["may_share"] == ["cup"]
    assert shown["resting"] == [
        {"product": "longjing", "why": "“tea” is to see this product on 2026-10-17; it rests 7 days"}
    ]
    suggested = json.loads(run("share", "next", "--group", "tea", "-F", "json").out)
    assert [one["product"] for one in suggested["rows"]] == ["cup"]


def test_an_archived_group_is_off_the_list_and_comes_back(run: Run) -> None:
    group(run, "add", "Tea", "-c", "wechat-group")
    group(run, "edit", "tea", "--archive")
    assert json.loads(run("group", "list", "-F", "json").out) == []
    assert [one["group"] for one in json.loads(run("group", "list", "--archived", "-F", "json").out)] == ["tea"]
    group(run, "edit", "tea", "--restore")
    assert len(json.loads(run("group", "list", "-c", "wechat-group", "-F", "json").out)) == 1
    assert "error[usage]: nothing to change" in run("group", "edit", "tea", "--restore").err
    assert "error[group-not-found]" in run("group", "show", "te").err


def test_an_export_without_names_says_nothing_that_tells_anybody_apart(run: Run) -> None:
    for number in range(12):
        words = ["--interest", "tea"] if number < 8 else ["--interest", f"only-{number}"]
        run(
            "person", "add", f"Secret{number} Person", "--word", f"word{number}", "--handle", f"telegram=@hid{number}",
            "--note", "privatenote", "--stage", "trusted" if number < 11 else "advocate", *words,
        )  # fmt: skip
    said = run("people", "export", "--anonymous")
    rows = list(csv.DictReader(io.StringIO(said.out)))
    assert list(rows[0]) == ["stage", "since", "interests", "friends", "orders"]
    assert all(count >= 5 for count in Counter(tuple(row.values()) for row in rows).values())
    assert "4 people are left out" in said.err
    for secret in ("Secret", "word", "@hid", "privatenote", "only-", "2026-10"):
        assert secret not in said.out
    assert len(json.loads(run("people", "export", "--anonymous", "--as", "json", "--k", "2").out)) >= 8
    assert "error[too-few-people]" in run("people", "export", "--anonymous", "--k", "13").err
    assert run("people", "export", "--anonymous", "--k", "1").code == 2


def test_an_export_of_one_person_has_everything_that_is_kept_about_them(run: Run) -> None:
    run("person", "add", "小美", "--word", "mei")
    run("person", "add", "Ling", "--referred-by", "mei", "--handle", "telegram=@l", "--note", "likes, tea")
    run("person", "note", "ling", "=1+1")
    run("link", "new", "longjing", "-c", "telegram", "--person", "ling")
    whole = json.loads(run("people", "export", "--person", "Ling", "--as", "json").out)
    assert whole == json.loads(run("person", "show", "ling", "-F", "json").out)
    rows = list(csv.DictReader(io.StringIO(run("people", "export", "--person", "ling").out)))
    assert {row["what"] for row in rows} == {
        "person", "name", "stage", "handles", "referred_by", "created_at", "steps", "notes", "links",
    }  # fmt: skip
    assert ("notes", "2026-10-15T04:00:00Z", "'=1+1") in [tuple(row.values()) for row in rows]
    assert "one person is never anonymous" in run("people", "export", "--person", "ling", "--anonymous").err
    everybody = run("people", "export")
    assert [row["person"] for row in csv.DictReader(io.StringIO(everybody.out))] == ["ling", "mei"]
    assert "keep it as you would keep the file" in everybody.err


def test_an_export_of_one_person_has_what_was_agreed_with_them(run: Run) -> None:
    for name in ("Ling", "Mei"):
        run("person", "add", name)
    assert run("partner", "add", "ling", "--rate", "30%", "--from", "2026-10-01").code == 0
    assert run("partner", "add", "mei", "--rate", "20%", "--from", "2026-10-01", "--invited-by", "ling").code == 0
    paid = run("partner", "pay", "ling", "--amount", "5", "--currency", "CNY", "--reference", "wx-1", "--ahead")
    assert paid.code == 0, paid.err
    opened = (
        "deal",
        "bargain",
        "open",
        "longjing",
        "--from",
        "129",
        "--floor",
        "79",
        "--helpers",
        "4",
        "--hours",
        "24",
    )
    assert run(*opened, "--owner", "ling", "--seed", "7").code == 0
    assert run(*opened, "--owner", "mei", "--seed", "7").code == 0
    assert run("deal", "bargain", "cut", "longjing-b2", "ling").code == 0
    whole = json.loads(run("people", "export", "--person", "ling", "--as", "json").out)
    assert [(one["what"], one["from"], one["rate"]) for one in whole["partner_terms"]] == [
        ("terms", "2026-10-01", "30%")
    ]
    assert whole["partners_invited"] == ["mei"]
    assert [(one["what"], one["amount"], one["currency"], one["reference"]) for one in whole["partner_payments"]] == [
        ("paid", "5.00", "CNY", "wx-1")
    ]
    assert [(one["deal"], one["what"], one["amount"] is None) for one in whole["deals"]] == [
        ("longjing-b1", "opened", True), ("longjing-b2", "cut", False),
    ]  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(run("people", "export", "--person", "ling").out)))
    assert {"partner_terms", "partners_invited", "partner_payments", "deals"} <= {row["what"] for row in rows}


def test_every_table_that_says_whose_something_is_is_in_the_export_of_one_person(run: Run, db: Path) -> None:
    run("person", "add", "Ling")
    with closing(sqlite3.connect(db)) as file:
        named = {
            table
            for (table,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            for column in file.execute(f'PRAGMA table_info("{table}")')
            if column[1] in {"person", "person_word", "person_id"}
        }
    assert named == {
        "links", "shares", "person_stages", "person_handles", "person_tags", "person_notes", "group_people",
        "partner_terms", "partner_payments", "deals", "deal_events",
    }  # fmt: skip


def test_a_name_that_two_groups_have_does_nothing_and_the_word_as_shown_works(run: Run) -> None:
    group(run, "add", "Tea", "-c", "telegram", "--size", "4")
    assert group(run, "add", "Tea", "-c", "qq")["group"] == "tea-2"
    for words in (["show"], ["edit", "--size", "9"]):
        said = run("group", words[0], "Tea", *words[1:])
        assert (said.code, said.out, "tea (telegram, 4); tea-2 (qq)" in said.err) == (2, "", True)
    assert group(run, "edit", "tea", "--size", "9")["size"] == 9
    assert group(run, "show", "tea-2")["size"] is None
    for words in (["add", "tea", "-c", "qq"], ["edit", "tea-2", "--name", "tea"]):
        said = run("group", *words)
        assert (said.code, "hint: choose another word, or look at that one: sharecli group show tea" in said.err) == (
            4, True,
        )  # fmt: skip


def test_one_day_is_a_day(run: Run) -> None:
    group(run, "add", "Tea", "-c", "telegram", "--cool-down", "1")
    assert "1 day for the same product" in run("group", "show", "tea").out
