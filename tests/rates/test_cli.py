"""sharecli rate: the seller's own exchange rates, each from its day on."""

import json
from pathlib import Path

import pytest

from conftest import Run


def listed(run: Run, *words: str) -> list[tuple[str, ...]]:
    return [tuple(row.values()) for row in json.loads(run("rate", "list", *words, "-F", "json").out)]


def test_a_rate_is_kept_as_it_was_written_and_set_anew(run: Run) -> None:
    assert json.loads(run("rate", "set", "usd", "CNY", "7.120", "--on", "2026-10-01", "-F", "json").out) == {
        "base": "USD", "quote": "CNY", "rate": "7.12", "on": "2026-10-01",
    }  # fmt: skip
    assert run("rate", "set", "IDR", "CNY", "0.000438").code == 0
    said = run("rate", "set", "USD", "CNY", "7.15", "--on", "2026-10-01")
    assert said.err == "note: it was 7.12 before\n"
    assert run("rate", "set", "USD", "CNY", "7.15", "--on", "2026-10-01").err == ""
    assert listed(run) == [("IDR", "CNY", "0.000438", "2026-10-15"), ("USD", "CNY", "7.15", "2026-10-01")]
    assert listed(run, "--currency", "USD") == [("USD", "CNY", "7.15", "2026-10-01")]
    assert "1 USD  =      7.15 CNY" in run("rate", "list").out


@pytest.mark.parametrize(
    "words",
    [
        ("USD", "CNY", "0"), ("USD", "CNY", "-1"), ("USD", "CNY", "7,12"), ("USD", "CNY", "1e3"),
        ("USD", "CNY", "0.0000000001"), ("USD", "CNY", "1000000"), ("USD", "USD", "1"), ("USD", "ABC", "1"),
        ("USD", "CNY", "7", "--on", "2026-13-01"), ("USD", "CNY", "7", "--on", "2026-10-16"),
    ],
)  # fmt: skip
def test_what_is_no_rate_is_refused(run: Run, words: tuple[str, ...]) -> None:
    said = run("rate", "set", *words)
    assert (said.code, said.err.startswith("error[")) == (2, True)
    assert listed(run) == []


def test_a_rate_can_be_taken_away(run: Run) -> None:
    run("rate", "set", "USD", "CNY", "7.12")
    assert run("rate", "remove", "USD", "CNY").code == 0
    assert run("rate", "remove", "USD", "CNY").code == 3
    assert "sharecli rate set USD CNY 7.12" in run("rate", "list").out


def test_a_file_of_rates_comes_in_under_english_and_chinese_headings(run: Run, tmp_path: Path) -> None:
    english, chinese = tmp_path / "rates.csv", tmp_path / "汇率.csv"
    english.write_text("base,quote,rate,on\nUSD,CNY,7.12,2026-10-01\nEUR,CNY,8.3,2026/10/02\n")
    chinese.write_bytes("外币,本币,汇率,日期\nUSD,CNY,7.13,2026-10-01\n".encode("gb18030"))
    said = run("rate", "import", str(english))
    assert (said.code, said.err) == (0, "note: 2 rates kept, 0 of them new figures\n")
    assert "1 rate kept, 1 of them new figures" in run("rate", "import", str(chinese)).err
    assert listed(run) == [("EUR", "CNY", "8.3", "2026-10-02"), ("USD", "CNY", "7.13", "2026-10-01")]


def test_bad_rows_are_named_and_the_good_ones_kept(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "rates.csv"
    path.write_text(
        "base,quote,rate,on\nUSD,CNY,7.12,2026-10-01\nXXQ,CNY,1,2026-10-01\nEUR,CNY,x,2026-10-01\n"
        "EUR,EUR,1,2026-10-01\nEUR,CNY,8,2027-01-01\nEUR,CNY,8,soon\nEUR\n"
    )
    said = run("rate", "import", str(path))
    assert said.code == 7
    assert "error[part-failed]: 6 rows were left out" in said.err
    assert said.err.count("note: line ") == 6
    assert listed(run) == [("USD", "CNY", "7.12", "2026-10-01")]
    path.write_text("a,b\n1,2\n")
    assert run("rate", "import", str(path)).code == 5
