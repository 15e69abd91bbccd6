"""sharecli deal simulate: the seller's own figures, or none; bars that stand right at 80 columns, in Chinese, too."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from rich.cells import cell_len

from deals.conftest import At, Told
from sharecli.clicks import store as clicks_store
from sharecli.clicks.model import Hit
from sharecli.clicks.writing import add

GROUP = ("simulate", "group", "longjing", "--price", "89", "--size", "3")
BARGAIN = ("simulate", "bargain", "longjing", "--floor", "79", "--helpers", "20")
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148"


def seen(db: Path, at: At, *, people: int, orders: int) -> None:
    """So many people came through a link, and so many of them ordered."""
    assert at(0, "link", "new", "longjing", "-c", "telegram", "--code", "tea").code == 0
    with closing(sqlite3.connect(db)) as file:
        (link,) = file.execute("SELECT id FROM links").fetchone()
    with closing(clicks_store.open_writer(clicks_store.beside(db))) as clicks:
        hits = [
            Hit(link, "tea", 1_790_000_000_000 + one, "get", PHONE, "", one.to_bytes(8), "test", None)
            for one in range(people)
        ]
        add(clicks, hits)
    for number in range(orders):
        words = ("commission", "add", "longjing", "--amount", "25.80", "--order", f"o{number}")
        assert at(0, *words).code == 0
    with closing(sqlite3.connect(db)) as file, file:
        file.execute("UPDATE commissions SET link_id = ?", [link])


def test_the_rate_is_the_seller_s_own_with_its_interval(db: Path, at: At, told: Told) -> None:
    seen(db, at, people=200, orders=12)
    made = told(1, *GROUP, "--people", "40")
    assert (made["rate"], made["rate_low"], made["rate_high"], made["rate_basis"]) == ("6.0", "3.5", "10.2", "product")
    assert (made["chance_low"], made["chance"], made["chance_high"]) == ("16.0", "43.3", "78.9")
    assert "your own rate for longjing: 12 orders by 200 people" in at(1, "deal", *GROUP).err


def test_too_few_people_say_nothing(db: Path, at: At, told: Told) -> None:
    seen(db, at, people=30, orders=3)
    said = at(1, "deal", *GROUP, "--people", "40")
    assert "too few to say what part of people order (3 by 30)" in said.err
    assert "chance to fill: too few figures to say" in said.out
    made = told(1, *GROUP, "--people", "40")
    assert (made["chance"], made["bars"], made["needed_even"]) == (None, [], "6.7")


def test_whoever_comes_again_is_one_of_the_people(db: Path, at: At) -> None:
    seen(db, at, people=30, orders=3)
    with closing(clicks_store.open_writer(clicks_store.beside(db))) as clicks:
        link = clicks.execute("SELECT link_id FROM clicks").fetchone()[0]
        add(
            clicks, [Hit(link, "tea", 1_790_000_001_000 + one, "get", PHONE, "", bytes(8), "test") for one in range(90)]
        )
    assert "too few to say what part of people order (3 by 30)" in at(1, "deal", *GROUP, "--people", "40").err


def test_who_orders_is_not_taken_for_who_helps(at: At, told: Told) -> None:
    assert told(0, *BARGAIN, "--people", "150")["chance"] is None
    assert "not who helps" in at(0, "deal", *BARGAIN).err
    assert told(0, *BARGAIN, "--people", "150", "--conversion", "10%")["chance"] == "11.3"


def test_simulating_writes_nothing(db: Path, at: At, told: Told) -> None:
    assert at(0, "deal", "list").code == 0
    before = db.read_bytes()
    told(0, *GROUP, "--people", "40", "--conversion", "6%")
    assert db.read_bytes() == before
    assert told(0, "list") == []


@pytest.mark.parametrize("words", [(*GROUP, "--people", "40"), (*BARGAIN, "--people", "15000"), GROUP])
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_bars_and_figures_stand_right_within_80_columns(
    at: At, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], language: str
) -> None:
    from sharecli import language as spoken

    monkeypatch.setenv("SHARECLI_LANG", language)
    spoken.chosen.cache_clear()
    said = at(0, "deal", *words, "--conversion", "6%")
    assert said.code == 0
    lines = said.out.splitlines()
    assert max(map(cell_len, lines)) <= 80
    bars = [line for line in lines if "█" in line]
    assert len({line.index("█") for line in bars}) <= 1
    assert "…" not in said.out


@pytest.mark.parametrize(
    "words",
    [
        (*GROUP, "--people", "0"),
        (*GROUP, "--people", "-4"),
        (*GROUP, "--people", "100000000"),
        (*GROUP, "--conversion", "140%"),
        (*GROUP, "--conversion", "many"),
        (*GROUP, "--joined", "3"),
        (*GROUP, "--joined", "-1"),
        (*GROUP, "--price", "129"),
        (*BARGAIN, "--floor", "129"),
        (*BARGAIN, "--helpers", "0"),
        (*BARGAIN, "--hours", "-1"),
    ],
)
def test_what_cannot_be_reckoned_with_is_refused(refused: Told, words: tuple[str, ...]) -> None:
    assert refused(0, *words) == "bad-value"


@pytest.mark.parametrize(
    ("words", "mended"),
    [
        ((*GROUP[:3], "--price", "89", "--size", "1"), "--price 89 --size 3"),
        ((*GROUP[:3], "--price=200", "--size", "5", "--people", "40"), "--price 90.00 --size 5 --people 40"),
        ((*GROUP, "--people", "0"), "--price 89 --size 3 --people 40"),
        ((*GROUP, "--hours", "0"), "--price 89 --size 3 --hours 24"),
        ((*GROUP, "--joined", "7"), "--price 89 --size 3 --joined 1"),
        ((*GROUP, "--conversion", "6"), "--price 89 --size 3 --conversion 6%"),
        ((*BARGAIN[:3], "--floor", "200", "--helpers", "20"), "--floor 90.00 --helpers 20"),
        ((*BARGAIN[:3], "--floor", "128.95", "--helpers", "10"), "--floor 128.95 --helpers 5"),
        ((*BARGAIN[:3], "--floor", "128.95", "--helpers", "0"), "--floor 128.95 --helpers 5"),
        ((*BARGAIN[:3], "--floor", "79", "--helpers", "3000"), "--floor 79 --helpers 1000"),
        ((*BARGAIN, "--from", "500"), "--floor 79 --helpers 20 --from 129.00"),
    ],
)
def test_a_hint_is_the_command_that_was_typed_with_the_wrong_part_mended_and_goes_well(
    at: At, words: tuple[str, ...], mended: str
) -> None:
    hint = at(0, "deal", *words).err.splitlines()[-1].removeprefix(" hint: ")
    assert hint == f"sharecli deal {' '.join(words[:3])} {mended}"
    assert at(0, *hint.split()[1:]).code == 0
    assert at(0, "deal", "list").out.startswith("No deals yet")


@pytest.mark.parametrize("rate", ["0%", "100%", "0.0001%"])
def test_rates_at_the_ends_are_reckoned_with(told: Told, rate: str) -> None:
    made = told(0, *GROUP, "--people", "40", "--conversion", rate)
    assert made["chance"] == {"0%": "0.0", "100%": "100.0", "0.0001%": "<0.1"}[rate]


def test_what_wechat_forbids_is_told_before_the_start(at: At) -> None:
    assert "助力、砍价" in at(0, "deal", *BARGAIN, "-c", "wechat-group").err
    assert "微信外部链接内容管理规范" in at(0, "deal", *GROUP, "-c", "wechat-moments").err
    assert "微信" not in at(0, "deal", *GROUP, "-c", "telegram").err
