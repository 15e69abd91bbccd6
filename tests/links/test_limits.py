"""How long a link leads: the seller's days kept as UTC, shown, marked in the list, and taken away again."""

import json
import sqlite3
from pathlib import Path

import pytest

from clicks import logs
from conftest import Run

SHOP = "https://shop.example/x"


@pytest.fixture
def link(run: Run) -> str:
    run("product", "add", SHOP, "--title", "Cup", "--code", "cup")
    run("config", "set", "base-url", "https://go.example")
    run("config", "set", "time-zone", "Asia/Shanghai")
    assert run("link", "new", "cup", "-c", "telegram", "--code", "cup-tg").code == 0
    return "cup-tg"


def test_days_are_the_sellers_and_the_last_one_is_whole(run: Run, link: str) -> None:
    words = ("--from", "2026-11-01", "--until", "2026-11-12", "--fallback", f"{SHOP}?all=1", "--max-clicks", "100")
    said = run("link", "limit", link, *words, "-F", "json")
    assert said.code == 0, said.err
    row = json.loads(said.out)
    assert (row["opens_at"], row["closes_at"]) == ("2026-10-31T16:00:00Z", "2026-11-12T16:00:00Z")
    assert (row["fallback"], row["max_clicks"]) == (f"{SHOP}?all=1", 100)
    shown = run("link", "show", link).out
    assert "2026-11-01 00:00" in shown
    assert "2026-11-13 00:00" in shown
    assert "(opens 2026-11-01 00:00)" in run("link", "list").out


def test_a_limit_that_is_not_named_stays_and_all_are_taken_away_at_once(run: Run, link: str) -> None:
    run("link", "limit", link, "--until", "2026-11-12T20:00")
    row = json.loads(run("link", "limit", link, "--max-clicks", "5", "-F", "json").out)
    assert (row["closes_at"], row["max_clicks"]) == ("2026-11-12T12:00:00Z", 5)
    row = json.loads(run("link", "limit", link, "--no-limit", "-F", "json").out)
    assert not {"opens_at", "closes_at", "fallback", "max_clicks"} & set(row)


@pytest.mark.parametrize(
    ("option", "key"),
    [("--from", "opens_at"), ("--until", "closes_at"), ("--fallback", "fallback"), ("--max-clicks", "max_clicks")],
)
@pytest.mark.parametrize("empty", ["", " "])
def test_an_empty_word_takes_that_limit_away_alone(run: Run, link: str, option: str, key: str, empty: str) -> None:
    words = ("--from", "2026-11-01", "--until", "2026-11-12", "--fallback", f"{SHOP}?all=1", "--max-clicks", "100")
    before = json.loads(run("link", "limit", link, *words, "-F", "json").out)
    said = run("link", "limit", link, option, empty, "-F", "json")
    assert said.code == 0, said.err
    assert {one: before[one] for one in before if one not in {key, "state", "people"}} == {
        one: value for one, value in json.loads(said.out).items() if one not in {"state", "people"}
    }


def test_a_closed_link_says_so(run: Run, link: str) -> None:
    said = run("link", "limit", link, "--until", "2026-10-01")  # the tests' clock stands at 15 October
    assert "is closed already" in said.err
    assert "https://go.example/cup-tg (closed)" in run("link", "list").out
    assert json.loads(run("link", "list", "-F", "json").out)[0]["status"] == "active"


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--until", "tomorrow"),
        ("--until", "2026-02-30"),
        ("--until", "2026-11-12T25:00"),
        ("--from", "2026-11-12", "--until", "2026-11-11"),
        ("--max-clicks", "0"),
        ("--max-clicks", "-3"),
        ("--max-clicks", "١٢"),
        ("--fallback", "javascript:alert(1)"),
        ("--fallback", "https://go.example/cup-tg"),
    ],
)
def test_a_limit_that_cannot_be_is_refused_and_nothing_changes(run: Run, link: str, words: tuple[str, ...]) -> None:
    before = run("link", "show", link, "-F", "json").out
    said = run("link", "limit", link, *words)
    assert (said.code, said.out) == (2, "")
    assert run("link", "show", link, "-F", "json").out == before


def test_a_retired_link_has_no_limits_and_a_long_one_cannot_keep_them(run: Run, link: str) -> None:
    run("config", "set", "base-url", "")
    assert "the limits do nothing" in run("link", "limit", link, "--max-clicks", "5").err
    run("link", "retire", link)
    assert "link-retired" in run("link", "limit", link, "--max-clicks", "5").err


def test_redirects_find_all_they_need_in_one_view(run: Run, link: str, db: Path) -> None:
    run("link", "limit", link, "--until", "2026-11-12", "--fallback", "https://shop.example/all", "--max-clicks", "3")
    connection = sqlite3.connect(db)
    row = connection.execute("SELECT * FROM link_targets WHERE code = 'CUP-TG'").fetchone()
    assert (row[0], row[1], row[3:]) == (
        "cup-tg", 1, ("active", None, "2026-11-12T16:00:00Z", "https://shop.example/all", 3),
    )  # fmt: skip
    for change in ("closes_at = opens_at", "opens_at = '9'", "max_clicks = 0", "closes_at = ''", "fallback = NULL"):
        connection.execute("UPDATE links SET opens_at = '2026-11-01T00:00:00Z'")
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(f"UPDATE links SET {change}")  # noqa: S608 - a change of our own
    connection.close()


def came(run: Run, tmp_path: Path, people: int) -> None:
    lines = [
        logs.nginx_json("/cup-tg", host="go.example", remote_addr=f"198.51.100.{number}") for number in range(people)
    ]
    (tmp_path / "access.log").write_text("\n".join(lines))
    said = run("clicks", "import", str(tmp_path / "access.log"))
    assert said.code == 0, said.err


def test_a_link_that_is_full_says_so(run: Run, link: str, tmp_path: Path) -> None:
    came(run, tmp_path, 3)
    run("link", "limit", link, "--max-clicks", "4")
    assert "(full)" not in run("link", "list").out
    assert "state" not in json.loads(run("link", "show", link, "-F", "json").out)
    said = run("link", "limit", link, "--max-clicks", "3")
    assert "3 people came through already: the link is full" in said.err
    assert "https://go.example/cup-tg (full)" in run("link", "list").out
    (row,) = json.loads(run("link", "list", "-F", "json").out)
    assert (row["status"], row["state"]) == ("active", "full")
    row = json.loads(run("link", "show", link, "-F", "json").out)
    assert (row["state"], row["people"], row["max_clicks"]) == ("full", 3, 3)
    shown = run("link", "show", link).out
    assert "active (full)" in shown
    assert "people so far" in shown
    run("link", "limit", link, "--until", "2026-10-01")
    assert "(closed)" in run("link", "list").out


def test_people_who_were_turned_away_are_named(run: Run, link: str, tmp_path: Path) -> None:
    line = logs.nginx_json("/cup-tg", host="go.example", status=410)
    (tmp_path / "access.log").write_text(line)
    assert run("clicks", "import", str(tmp_path / "access.log")).code == 0
    assert json.loads(run("link", "show", link, "-F", "json").out)["turned_away"] == 1
    assert "turned away" in run("link", "show", link).out


def test_a_broken_file_of_clicks_keeps_no_list_from_being_shown(run: Run, link: str, db: Path) -> None:
    run("link", "limit", link, "--max-clicks", "3")
    db.with_name("clicks.db").write_text("not a database, but long enough to be looked at " * 50)
    said = run("link", "list")
    assert (said.code, "https://go.example/cup-tg" in said.out) == (0, True), said.err
    assert "how many people came through is not known now" in said.err
    assert run("link", "show", link).code == 0


def test_a_hint_is_about_the_command_that_was_given(run: Run, link: str) -> None:
    assert "--fallback https://shop.example/" in run("link", "limit", link, "--fallback", "nothing").err
    assert f"sharecli link retarget {link} https" in run("link", "retarget", link, "nothing").err
    assert "sharecli product edit cup --url https" in run("product", "edit", "cup", "--url", "nothing").err
    assert "sharecli product add https" in run("product", "add", "nothing", "--title", "x").err
