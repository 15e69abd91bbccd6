"""sharecli deal bargain: every help is one person's, and what is truly left is always told."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from rich.cells import cell_len

from deals.conftest import At, Told

TERMS = ("--from", "129", "--floor", "79", "--helpers", "4", "--hours", "24", "--seed", "7")
LONG = "a-bargain-for-the-longjing-tea"
OPEN = ("bargain", "open", "longjing", *TERMS)


def test_four_helpers_bring_it_down_to_the_floor_exactly(at: At, told: Told, refused: Told) -> None:
    opened = told(0, *OPEN, "--owner", "Mei")
    assert (opened["price"], opened["left"], opened["missing"], opened["seed"]) == ("129.00", "50.00", 4, 7)
    assert refused(1, "bargain", "cut", "longjing-b1", "mei") == "own-bargain"
    for number, person in enumerate(("ling", "bo", "cai"), start=1):
        said = at(number, "deal", "bargain", "cut", "longjing-b1", person)
        now = told(number, "show", "longjing-b1")
        assert f"truly left: {now['left']} by {4 - number} more helper" in said.err
        assert "1 more helpers" not in said.err
    assert refused(5, "bargain", "cut", "longjing-b1", "bo") == "helped-already"
    done = told(6, "bargain", "cut", "longjing-b1", "dan")
    assert (done["state"], done["price"], done["left"], done["missing"]) == ("filled", "79.00", "0.00", 0)
    assert sum(int(one["cut"].replace(".", "")) for one in done["rows"]) == 5000
    assert refused(7, "bargain", "cut", "longjing-b1", "dan") == "deal-over"
    audit = at(8, "deal", "audit", "longjing-b1")
    assert "the 4 cuts of the seed 7 make CNY 50.00" in " ".join(audit.out.split())


@pytest.mark.parametrize("hours", [24, 25])
def test_nobody_cuts_after_the_deadline_and_the_price_is_what_it_was(told: Told, refused: Told, hours: float) -> None:
    told(0, *OPEN)
    told(23.9, "bargain", "cut", "longjing-b1", "ling")
    assert refused(hours, "bargain", "cut", "longjing-b1", "bo") == "deal-over"
    failed = told(hours, "show", "longjing-b1")
    assert (failed["state"], failed["price"]) == ("failed", "129.00")
    kept = told(hours, "bargain", "close", "longjing-b1", "--at-price-reached")
    assert (kept["state"], kept["how"]) == ("closed", "price-reached")
    assert kept["price"] == f"{129 - float(kept['rows'][0]['cut']):.2f}"


def test_a_bargain_can_be_called_off_once(told: Told, refused: Told) -> None:
    told(0, *OPEN)
    assert told(1, "bargain", "close", "longjing-b1")["price"] == "129.00"
    assert refused(1, "bargain", "close", "longjing-b1") == "deal-over"
    assert refused(1, "bargain", "cut", "longjing-b1", "ling") == "deal-over"


def test_an_audit_finds_a_cut_that_was_made_up(db: Path, at: At, told: Told) -> None:
    told(0, *OPEN)
    told(1, "bargain", "cut", "longjing-b1", "ling")
    with closing(sqlite3.connect(db)) as file, file:
        file.execute("DROP TRIGGER deal_events_no_update")
        file.execute("UPDATE deal_events SET micros = micros - 10000 WHERE kind = 'cut'")
    said = at(2, "deal", "audit", "longjing-b1", "-F", "json")
    assert said.code == 1
    assert "error[cuts-differ]: the cuts of “longjing-b1” are not those of its seed 7" in said.err
    assert [one["made"] for one in json.loads(said.out)][1:] == [None, None, None]


def test_no_second_help_gets_past_the_file_itself(db: Path, told: Told) -> None:
    told(0, *OPEN)
    told(1, "bargain", "cut", "longjing-b1", "ling")
    with closing(sqlite3.connect(db)) as file, pytest.raises(sqlite3.IntegrityError):
        file.execute("INSERT INTO deal_events (deal_id, kind, person_word, micros, happened_at) "
                     "VALUES (1, 'cut', 'ling', 10000, '2026-10-15')")  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        ("--floor", "130"),
        ("--floor", "129"),
        ("--floor", "-1"),
        ("--from", "129.01"),
        ("--from", "70"),
        ("--helpers", "0"),
        ("--helpers", "-2"),
        ("--helpers", "1001"),
        ("--floor", "128.97", "--helpers", "4"),
        ("--hours", "-24"),
        ("--seed", "-1"),
        ("--seed", "99999999999999999999"),
    ],
)
def test_what_is_no_bargain_is_refused_before_anybody_hears_of_it(
    told: Told, refused: Told, change: tuple[str, ...]
) -> None:
    assert refused(0, *OPEN, *change) == "bad-value"
    assert told(0, "list") == []


def test_one_unit_a_helper_is_just_enough(at: At, told: Told) -> None:
    told(0, *OPEN, "--floor", "128.96")
    rows = [told(1, "bargain", "cut", "longjing-b1", person) for person in ("mei", "ling", "bo", "cai")][-1]["rows"]
    assert [one["cut"] for one in rows] == ["0.01"] * 4
    said = at(0, "deal", *OPEN, "--floor", "128.97")
    assert "0.03 CNY cannot be cut by 4 helpers: each takes at least 0.01; at most 3" in said.err


@pytest.mark.parametrize(
    ("currency", "price", "floor", "unit"), [("JPY", "1980", "1976", "1"), ("KWD", "2.010", "2.006", "0.001")]
)
def test_a_currency_s_own_smallest_unit_counts(
    at: At, told: Told, refused: Told, currency: str, price: str, floor: str, unit: str
) -> None:
    words = ("product", "add", "https://shop.example.com/m", "--title", "Matcha", "--code", "matcha")
    assert at(0, *words, "--price", price, "--currency", currency).code == 0
    opening = ("bargain", "open", "matcha", "--floor", floor, "--seed", "3", "--helpers")
    assert refused(0, *opening, "5") == "bad-value"
    told(0, *opening, "4")
    assert told(1, "bargain", "cut", "matcha-b1", "mei")["rows"][0]["cut"] == unit


def test_a_seed_is_drawn_where_none_is_given_and_kept(told: Told) -> None:
    seeds = {told(0, *OPEN[:-2])["seed"] for _time in range(3)}
    assert len(seeds) == 3
    assert told(1, "show", "longjing-b2")["seed"] in seeds


def test_what_wechat_and_pinduoduo_taught_is_told(at: At) -> None:
    said = at(0, "deal", *OPEN, "--channel", "wechat-moments").err
    assert "助力、砍价" in said
    assert "Pinduoduo" in said


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_codes_amounts_and_days_are_never_broken_at_80_columns(
    at: At, told: Told, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    from sharecli import language as spoken

    at(0, "product", "edit", "longjing", "--price", "1234567.89", "--was", "2000000")
    told(0, "bargain", "open", "longjing", "--floor", "79", "--helpers", "3", "--code", LONG)
    told(0, "bargain", "open", "longjing", "--floor", "79", "--helpers", "3", "--code", "b")
    told(1, "bargain", "close", LONG, "--at-price-reached")
    monkeypatch.setenv("SHARECLI_LANG", language)
    spoken.chosen.cache_clear()
    for columns in ("80", "60"):
        monkeypatch.setenv("COLUMNS", columns)
        said = at(1, "deal", "list").out
        assert said.count("1,234,567.89") == 2
        assert said.count("2026-10-16 12:00") == 2
        assert LONG in said
        assert max(map(cell_len, said.splitlines())) <= 80
    monkeypatch.setenv("COLUMNS", "200")
    assert len(at(1, "deal", "list").out.splitlines()) == 3


def test_a_code_that_is_taken_gets_another_in_the_same_command(at: At) -> None:
    assert at(0, "deal", *OPEN, "--code", "tea").code == 0
    said = at(0, "deal", *OPEN, "--code", "tea")
    assert said.err.splitlines()[-1].endswith(" --code tea-2")
    assert at(0, "deal", *OPEN, "--code", "tea-2").code == 0
    assert at(0, "deal", *OPEN, "--code", "tea").err.splitlines()[-1].endswith(" --code tea-3")


def test_one_helper_is_no_helpers(at: At) -> None:
    assert at(0, "deal", "bargain", "open", "longjing", "--floor", "79", "--helpers", "1").code == 0
    said = at(0, "deal", "show", "longjing-b1").out
    assert "by 1 helper\n" in said
    assert "by 1 more helper\n" in said
