"""What becomes payable and when: settled at once, confirmed after the holding period, in sums per currency."""

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import Run


@pytest.fixture(autouse=True)
def goods(run: Run) -> None:
    url = "https://item.taobao.com/item.htm?id=6100"
    run("product", "add", url, "--title", "龙井", "--code", "tea", "--price", "129")


def due(run: Run, *words: str) -> dict[str, Any]:
    said = run("commission", "due", *words, "-F", "json")
    assert said.code == 0, said.err
    data: dict[str, Any] = json.loads(said.out)
    return data


def add(run: Run, order: str, *words: str) -> None:
    said = run("commission", "add", "tea", "--amount", "10", "--order", order, "--on", "2026-10-01", *words)
    assert said.code == 0, said.err


def test_nothing_is_due_of_what_is_pending_held_or_void(run: Run) -> None:
    for state in ("pending", "held", "void"):
        add(run, state, "--state", state)
    assert due(run)["rows"] == []
    assert run("commission", "due").out == "Nothing becomes payable.\n"


def test_a_confirmed_line_is_payable_when_its_holding_period_is_over(run: Run) -> None:
    add(run, "A")
    assert run("commission", "confirm", "A", "--on", "2026-10-02").code == 0
    (row,) = due(run)["rows"]
    assert (row["payable_on"], row["amount"], row["state"]) == ("2026-10-17", "10.00", "confirmed")
    assert due(run, "--by", "2026-10-16")["rows"] == []
    assert due(run, "--by", "2026-10-17")["rows"] == [row]
    assert "15 days from the confirmation are a guess" in run("commission", "due").err


def test_a_platform_may_hold_for_longer(run: Run, home: Any) -> None:
    folder = home / "config/sharecli/platforms"
    folder.mkdir(parents=True)
    from sharecli.platforms import loader

    builtin = (__import__("pathlib").Path(loader.__file__).parent / "own-shop.toml").read_text("utf-8")
    head = builtin.partition("[payout]")[0]
    (folder / "own-shop.toml").write_text(f'{head}\n[payout]\nholding-days = 30\nholding-source = "mine"\n', "utf-8")
    loader.platforms.cache_clear()
    run("product", "add", "https://shop.example/1", "--title", "杯", "--code", "cup", "--price", "9")
    run("commission", "add", "cup", "--amount", "1", "--order", "Z", "--on", "2026-10-01")
    run("commission", "confirm", "Z", "--on", "2026-10-02")
    (row,) = due(run, "--platform", "own-shop")["rows"]
    assert row["payable_on"] == "2026-11-01"
    assert run("commission", "due").err == ""


def test_a_number_of_the_sellers_own_is_no_guess_and_the_note_says_where_it_goes(run: Run, home: Path) -> None:
    from sharecli.platforms import loader

    add(run, "A")
    run("commission", "confirm", "A", "--on", "2026-10-02")
    own = home / "config/sharecli/platforms/taobao.toml"
    said = run("commission", "due").err
    assert f"15 days from the confirmation are a guess; say yours in {own}: [payout] holding-days = 30" in said
    own.parent.mkdir(parents=True)
    own.write_text("[payout]\nholding-days = 30\n", "utf-8")
    loader.platforms.cache_clear()
    assert run("commission", "due").err == ""
    assert due(run)["rows"][0]["payable_on"] == "2026-11-01"


def test_the_thousands_of_what_is_due_stand_apart(run: Run) -> None:
    add(run, "A", "--state", "confirmed", "--amount", "1234.50")
    add(run, "B", "--state", "confirmed", "--amount", "1000")
    assert "CNY: 2,234.50 due (0.00 settled, 2,234.50 confirmed, 0.00 owed back)" in run("commission", "due").out
    assert due(run)["totals"][0]["due"] == "2234.50"


def test_what_is_settled_is_payable_from_its_day_and_currencies_never_mix(run: Run) -> None:
    add(run, "A", "--state", "settled")
    add(run, "B", "--currency", "USD")
    run("commission", "settle", "B", "--on", "2026-10-09", "--amount", "7.50")
    data = due(run)
    assert [(row["payable_on"], row["amount"], row["currency"]) for row in data["rows"]] == [
        ("2026-10-01", "10.00", "CNY"),
        ("2026-10-09", "7.50", "USD"),
    ]
    assert [(one["currency"], one["due"]) for one in data["totals"]] == [("CNY", "10.00"), ("USD", "7.50")]
    assert [one["currency"] for one in due(run, "--platform", "jd")["totals"]] == []


@pytest.mark.parametrize(("words", "code"), [(("--by", "soon"), 2), (("--platform", "x"), 3)])
def test_a_bad_word_is_refused(run: Run, words: tuple[str, ...], code: int) -> None:
    assert run("commission", "due", *words).code == code
