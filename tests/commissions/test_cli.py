"""sharecli commission, as a seller types it."""

import json
import shlex
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from commissions.papers import SETTLED, earned, listed, paper, taken, taobao
from conftest import Run

KEYS = "id platform order product channel link state amount currency ordered_at settled_at reason".split()
ADD = ("commission", "add", "longjing", "--amount", "25.80", "--channel", "wechat-moments", "--order", "A-1001")


@pytest.fixture
def longjing(run: Run) -> None:
    url = "https://item.taobao.com/item.htm?id=6100"
    run("product", "add", url, "--title", "明前龙井 100g 礼盒", "--code", "longjing", "--price", "129")


@pytest.mark.usefixtures("longjing")
def test_a_commission_is_logged_with_the_words_of_the_contract(run: Run) -> None:
    link = json.loads(run("link", "new", "longjing", "-c", "wechat-moments", "-F", "json").out)[0]
    said = run(*ADD, "--on", "2026-10-03", "-F", "json")
    assert (said.code, said.err) == (0, "")
    row = json.loads(said.out)
    assert list(row) == KEYS
    assert row == {
        "id": 1, "platform": "taobao", "order": "A-1001", "product": "longjing", "channel": "wechat-moments",
        "link": link["code"], "state": "pending", "amount": "25.80", "currency": "CNY",
        "ordered_at": "2026-10-03T10:00:00Z", "settled_at": None, "reason": None,
    }  # fmt: skip
    assert listed(run) == [row]


@pytest.mark.usefixtures("longjing")
def test_an_order_is_logged_once(run: Run) -> None:
    run(*ADD)
    said = run(*ADD)
    assert (said.code, "error[commission-known]" in said.err) == (4, True)
    assert len(listed(run)) == 1


@pytest.mark.usefixtures("longjing")
def test_a_settled_one_counts_as_earned(run: Run) -> None:
    run(*ADD, "--state", "settled", "--on", "2026-10-03")
    assert earned(run)["CNY"]["earned"] == "25.80"
    assert listed(run)[0]["settled_at"] is None, "the day of the order is not the day of the settlement"


@pytest.mark.usefixtures("longjing")
@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--amount", "12,5"), 2, "a comma only groups thousands"),
        (("--amount", "-1"), 2, "below zero"),
        (("--amount", "1e9999"), 2, "not a decimal number"),
        (("--amount", "0.001"), 2, "more digits"),
        (("--currency", "RMB"), 2, "no currency"),
        (("--on", "2026-02-30"), 2, "is not a day"),
        (("--on", "3.10.2026"), 2, "is not a day"),
        (("--on", "2026-10-16"), 2, "has not come yet"),
        (("--on", "0001-01-01"), 2, "is not a day"),
        (("--order", " "), 2, "empty or too long"),
        (("--order", "x" * 101), 2, "empty or too long"),
        (("--channel", "nowhere"), 3, "no channel"),
        (("--state", "lost"), 2, "lost"),
    ],
)
def test_a_bad_word_is_refused_with_what_to_do(run: Run, words: tuple[str, ...], code: int, said: str) -> None:
    answer = run(*ADD, *words)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err
    assert len(answer.err.splitlines()) == 2
    assert listed(run) == []


def test_a_commission_of_no_product_is_refused(run: Run, db: Path) -> None:
    assert run(*ADD).code == 3
    assert not db.exists()


@pytest.mark.usefixtures("longjing")
def test_the_list_is_chosen_by_state_platform_channel_product_and_period(run: Run, tmp_path: Path) -> None:
    run(*ADD, "--on", "2026-10-03")
    taken(run, tmp_path, paper([taobao("1", SETTLED, item="1"), taobao("2", place="朋友圈")]))

    def orders(*words: str) -> list[str]:
        return [row["order"] for row in json.loads(run("commission", "list", *words, "-F", "json").out)]

    assert orders() == ["A-1001", "2", "1"]
    assert orders("--state", "settled") == ["1"]
    assert orders("--platform", "TAOBAO") == ["A-1001", "2", "1"]
    assert orders("--platform", "jd") == []
    assert orders("--channel", "wechat-moments") == ["A-1001", "2"]
    assert orders("--product", "LONGJING") == ["A-1001", "2"]
    assert orders("--period", "2026-10") == orders("-p", "this-month") == orders("-p", "本月") == ["A-1001"]
    assert orders("--unmatched") == ["1"]
    for words in (("--platform", "x"), ("--channel", "x"), ("--product", "x")):
        assert run("commission", "list", *words).code == 3
    assert run("commission", "list", "--period", "soon").code == 2


def test_an_empty_ledger_says_what_to_do(run: Run, db: Path) -> None:
    assert "sharecli commission import FILE" in run("commission", "list").out
    assert listed(run) == []
    assert not db.exists()


@pytest.mark.usefixtures("longjing")
def test_the_commission_list_is_a_picture(
    run: Run, tmp_path: Path, golden: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(*ADD, "--on", "2026-10-03")
    rows = [
        taobao("1168000000000000001", SETTLED, settled="1234.56", place="朋友圈"),
        taobao("1168000000000000002", SETTLED, item="77", title="宜兴紫砂小品茶杯 手工 六杯套装 送收纳盒"),
        taobao("1168000000000000003", "已失效"),
    ]
    taken(run, tmp_path, paper(rows))
    rows[1]["claim"] = "维权成功"
    taken(run, tmp_path, paper(rows))
    golden("commission-list", run("commission", "list").out)
    monkeypatch.setenv("COLUMNS", "140")
    golden("commission-list-wide", run("commission", "list").out)
    said = run("commission", "import", str(tmp_path / "report.csv")).out
    assert said == "report.csv: taobao (modern), 3 rows: 0 new, 0 updated, 3 unchanged, 0 skipped, 0 problems\n"


@pytest.mark.usefixtures("longjing")
def test_an_order_that_a_report_has_told_is_not_logged_again_by_hand(run: Run, tmp_path: Path) -> None:
    taken(run, tmp_path, paper([taobao("A-1001")]), "--account", "second")
    taken(run, tmp_path, paper([taobao("A-1002", item="77")]), "--account", "second")
    said = run(*ADD)
    assert (said.code, "error[commission-known]" in said.err) == (4, True)
    said = run(*ADD[:-1], "A-1002")
    assert said.code == 4
    assert "“A-1002” is in the ledger already, without a product" in said.err
    assert "sharecli commission list --unmatched" in said.err
    assert len(listed(run)) == 2


@pytest.mark.usefixtures("longjing")
def test_a_line_logged_by_hand_is_known_by_the_product_and_not_by_its_code(run: Run, db: Path) -> None:
    run(*ADD)
    assert run("product", "edit", "longjing", "--new-code", "tea").code == 0
    url = "https://item.taobao.com/item.htm?id=6200"
    assert run("product", "add", url, "--title", "龙井", "--code", "longjing").code == 0
    assert run(*ADD).code == 0, "another product now has that code"
    assert run("commission", "add", "tea", *ADD[3:]).code == 4
    assert [row["product"] for row in listed(run)] == ["tea", "longjing"]
    connection = sqlite3.connect(db)
    assert connection.execute("SELECT line FROM commissions").fetchall() == [("product:1",), ("product:2",)]
    connection.close()


@pytest.mark.usefixtures("longjing")
def test_a_line_that_the_file_refuses_as_a_second_one_is_known_already(run: Run, db: Path) -> None:
    url = "https://item.taobao.com/item.htm?id=6200"
    run("product", "add", url, "--title", "碧螺春", "--code", "biluochun")
    run(*ADD)
    connection = sqlite3.connect(db)
    connection.execute("UPDATE commissions SET product_id = 2")
    connection.commit()
    connection.close()
    said = run(*ADD)
    assert (said.code, "error[commission-known]" in said.err) == (4, True)


@pytest.mark.usefixtures("longjing")
def test_what_is_unmatched_is_listed_with_what_is_missing_and_what_to_do(run: Run, tmp_path: Path) -> None:
    taken(run, tmp_path, paper([taobao("1", item="77", place="朋友圈"), taobao("2", place="my blog")]))
    said = run("commission", "list", "--unmatched")
    assert all(word in said.out for word in ("item", "77", "sub-id", "my blog"))
    command = "sharecli product add LINK-OF-THE-ITEM --title '龙井'"
    assert f"to give them a product: {command}, then import the report again" in said.err
    typed = shlex.split(command.replace("LINK-OF-THE-ITEM", "https://item.taobao.com/item.htm?id=76"))
    assert run(*typed[1:]).code == 0
    assert "a channel is told by a sub-id" in said.err
    assert [list(row) for row in listed(run, "--unmatched")] == [KEYS, KEYS]
    run("product", "add", "https://item.taobao.com/item.htm?id=77", "--title", "杯", "--code", "cup")
    result = taken(run, tmp_path, paper([taobao("1", item="77", place="朋友圈"), taobao("2", place="my blog")]))
    assert (result["updated"], result["unchanged"]) == (1, 1)
    assert [row["order"] for row in listed(run, "--unmatched")] == ["2"]


def test_where_nothing_is_unmatched_the_list_says_so(run: Run) -> None:
    said = run("commission", "list", "--unmatched")
    assert (said.out, said.err) == ("Every commission has its product and its channel.\n", "")
