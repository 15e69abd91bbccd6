"""Payouts from a list: headings in two languages, each once, each bad row named."""

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import Run

ENGLISH = "Date,Platform,Currency,Gross,Fee,Tax,Net,Reference\n"
CHINESE = "打款日期,平台,币种,总额,手续费,个税,到账金额,流水号\n"


@pytest.fixture(autouse=True)
def goods(run: Run) -> None:
    url = "https://item.taobao.com/item.htm?id=6100"
    run("product", "add", url, "--title", "龙井", "--code", "tea", "--price", "129")
    for nth in (1, 2):
        run("commission", "add", "tea", "--amount", "10", "--order", f"A{nth}", "--on", "2026-08-01")
        run("commission", "settle", f"A{nth}", "--on", f"2026-0{7 + nth}-28")


def came(run: Run, folder: Path, text: str, *words: str, encoding: str = "utf-8") -> dict[str, Any]:
    path = folder / "payouts.csv"
    path.write_bytes(text.encode(encoding))
    said = run("payout", "import", str(path), *words, "-F", "json")
    assert said.out, said.err
    result: dict[str, Any] = json.loads(said.out)
    assert result["rows"] == result["new"] + result["unchanged"] + result["problems"]
    return result | {"exit": said.code, "err": said.err}


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH + "2026-10-10,taobao,CNY,20.00,1,0.5,18.50,P1\n", "utf-8"),
        (CHINESE + "2026/10/10,淘宝,人民币,20.00,1.00,0.50,18.50,P1\n", "gb18030"),
        (CHINESE + "2026年10月10日,taobao,,20,-1.00,-0.50,,P1\n", "utf-8-sig"),
    ],
)
def test_a_list_is_read_by_its_headings_and_again_changes_nothing(
    run: Run, tmp_path: Path, text: str, encoding: str
) -> None:
    result = came(run, tmp_path, text, encoding=encoding)
    assert (result["exit"], result["new"], result["lines"]) == (0, 1, 2), result
    (row,) = json.loads(run("payout", "list", "-F", "json").out)
    assert (row["paid_on"], row["platform"], row["net"], row["difference"]) == ("2026-10-10", "taobao", "18.50", "0.00")
    again = came(run, tmp_path, text, encoding=encoding)
    assert (again["new"], again["unchanged"]) == (0, 1)
    assert run("db", "check").code == 0


def test_the_earliest_payout_has_its_lines_first(run: Run, tmp_path: Path) -> None:
    rows = "2026-10-10,taobao,CNY,10,,,,P2\n2026-09-10,taobao,CNY,10,,,,P1\n"
    assert came(run, tmp_path, ENGLISH + rows)["lines"] == 2
    first = json.loads(run("payout", "show", "P1", "-F", "json").out)
    assert [one["order"] for one in first["rows"]] == ["A1"]


def test_without_a_reference_a_row_counts_as_often_as_it_stands_there(run: Run, tmp_path: Path) -> None:
    row = "2026-10-10,taobao,CNY,10,0,0,10,\n"
    assert came(run, tmp_path, ENGLISH + row + row, "--no-lines")["new"] == 2
    assert came(run, tmp_path, ENGLISH + row + row, "--no-lines")["unchanged"] == 2
    assert came(run, tmp_path, ENGLISH + row * 3, "--no-lines")["new"] == 1


def test_every_bad_row_is_named_and_the_good_ones_are_kept(run: Run, tmp_path: Path) -> None:
    rows = (
        "2026-10-10,taobao,CNY,10,1,0,8,P1\n2026-13-10,taobao,CNY,10,0,0,10,P2\n2026-10-10,nowhere,CNY,10,0,0,10,P3\n"
        "2026-10-10,taobao,CNY,1O,0,0,10,P4\n2026-10-16,taobao,CNY,10,0,0,10,P5\n2026-10-10,taobao,RMB,10,0,0,10,P6\n"
        "2026-10-10,,CNY,10,0,0,10,P7\n2026-10-10,taobao,CNY,10,0,0,10,P8\n2026-10-10,taobao,CNY,11,0,0,11,P8\n"
    )
    result = came(run, tmp_path, ENGLISH + rows)
    assert (result["exit"], result["new"], result["problems"]) == (0, 1, 8)
    assert [one["line"] for one in result["details"]] == [2, 3, 4, 5, 6, 7, 8, 10]
    assert result["err"].count("note: line ") == 8


def test_platform_and_currency_may_be_said_for_all_rows(run: Run, tmp_path: Path) -> None:
    result = came(run, tmp_path, "date,net\n2026-10-10,10\n", "--platform", "amazon", "--currency", "EUR")
    assert result["new"] == 1
    (row,) = json.loads(run("payout", "list", "-F", "json").out)
    assert (row["platform"], row["currency"], row["gross"]) == ("amazon", "EUR", "10.00")


def test_a_file_without_a_date_or_an_amount_is_refused(run: Run, tmp_path: Path) -> None:
    for text in ("platform,net\ntaobao,1\n", "date,platform\n2026-10-10,taobao\n", "", "\0\0"):
        path = tmp_path / "x.csv"
        path.write_text(text, "utf-8")
        said = run("payout", "import", str(path))
        assert (said.code, said.err.split("]")[0]) == (5, "error[missing-column")
    said = run("payout", "import", str(tmp_path / "none.csv"))
    assert said.code == 5


def test_a_file_of_bad_rows_alone_says_so(run: Run, tmp_path: Path) -> None:
    assert came(run, tmp_path, ENGLISH + "x,taobao,CNY,1,0,0,1,P\n")["exit"] == 5


def test_a_dry_run_changes_nothing(run: Run, tmp_path: Path) -> None:
    assert came(run, tmp_path, ENGLISH + "2026-10-10,taobao,CNY,20,,,,P1\n", "--dry-run")["new"] == 1
    assert json.loads(run("payout", "list", "-F", "json").out) == []


def test_a_payout_far_from_its_lines_is_left_out_by_name(run: Run, tmp_path: Path) -> None:
    rows = "2026-10-10,taobao,CNY,3,,,,P1\n2026-10-11,jd,CNY,7,,,,P2\n"
    result = came(run, tmp_path, ENGLISH + rows)
    assert (result["exit"], result["new"], result["problems"], result["lines"]) == (7, 1, 1, 0)
    assert result["details"][0]["line"] == 2
    assert "1 payout is far from its lines and was left out" in result["err"]
    assert "hint: sharecli payout add --platform taobao --currency CNY --gross 3.00" in result["err"]
    again = came(run, tmp_path, ENGLISH + rows, "--as-they-are")
    assert (again["exit"], again["new"], again["unchanged"], again["lines"]) == (0, 1, 1, 2)
