"""Payouts as a seller types them: what adds up, what is covered, what differs, what is made void."""

import json
import shlex
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from commissions.papers import SETTLED, earned, listed, paper, taken, taobao
from conftest import Run
from sharecli.payouts.model import up_to
from sharecli.store import chain, payout_chain

KEYS = "id platform account paid_on currency gross fee tax net reference lines covered difference voided_at".split()
ADD = ("payout", "add", "--platform", "taobao")


@pytest.fixture(autouse=True)
def goods(run: Run) -> None:
    url = "https://item.taobao.com/item.htm?id=6100"
    run("product", "add", url, "--title", "龙井", "--code", "tea", "--price", "129")


def line(run: Run, order: str, amount: str = "10", *words: str, settled: str = "2026-10-05") -> None:
    on = () if "--on" in words else ("--on", "2026-10-01")
    assert run("commission", "add", "tea", "--amount", amount, "--order", order, *on, *words).code == 0
    if settled:
        assert run("commission", "settle", order, "--on", settled).code == 0


def told(run: Run, *words: str) -> dict[str, Any]:
    said = run(*words, "-F", "json")
    assert said.code == 0, said.err
    row: dict[str, Any] = json.loads(said.out)
    return row


def states(run: Run) -> list[str]:
    return [row["state"] for row in listed(run)]


def test_a_payout_covers_what_was_settled_up_to_its_day(run: Run) -> None:
    line(run, "A", settled="2026-10-05")
    line(run, "B", settled="2026-10-12")
    line(run, "C", settled="")
    row = told(run, *ADD, "--gross", "10", "--fee", "0.5", "--tax", "0.3", "--on", "2026-10-10", "--reference", "P1")
    assert [name for name in row if name not in {"rows", "reason"}] == KEYS
    assert (row["net"], row["lines"], row["covered"], row["difference"]) == ("9.20", 1, "10.00", "0.00")
    assert [(one["order"], one["state"], one["amount"]) for one in row["rows"]] == [("A", "paid", "10.00")]
    assert states(run) == ["paid", "settled", "pending"]
    assert earned(run)["CNY"]["paid"] == "10.00"
    assert run("db", "check").code == 0


def test_where_an_earlier_day_adds_up_exactly_it_was_for_that(run: Run) -> None:
    line(run, "A", settled="2026-10-05")
    line(run, "B", settled="2026-10-06")
    line(run, "C", settled="2026-10-07")
    assert told(run, *ADD, "--gross", "20")["lines"] == 2
    assert states(run) == ["paid", "paid", "settled"]


@pytest.mark.parametrize(
    ("gross", "lines"), [("30", 3), ("35", 3), ("10", 1), ("20", 3)], ids=["all", "none fits", "first", "half a day"]
)
def test_the_last_day_that_fits(gross: str, lines: int) -> None:
    from datetime import date

    days = [(date(2026, 10, 1), 10), (date(2026, 10, 2), 10), (date(2026, 10, 2), 10)]
    assert up_to(days, int(gross)) == lines


def test_a_difference_is_told_and_hidden_nowhere(run: Run) -> None:
    line(run, "A")
    said = run(*ADD, "--gross", "9.70")
    assert "payout 1 is 0.30 CNY less than its lines were to bring" in said.err
    assert "off by" in said.out
    assert told(run, "payout", "show", "1")["difference"] == "-0.30"
    assert "more than" in run(*ADD, "--gross", "4", "--no-lines").err


def test_lines_are_named_by_hand_whole_or_in_part(run: Run) -> None:
    line(run, "A")
    line(run, "B")
    row = told(run, *ADD, "--gross", "14", "--line", "A", "--line", "B=4")
    assert (row["covered"], row["difference"]) == ("14.00", "0.00")
    assert told(run, "commission", "show", "B")["owed"] == "6.00"
    assert told(run, *ADD, "--gross", "6")["rows"][0]["amount"] == "6.00"
    assert told(run, "commission", "show", "B")["owed"] == "0.00"


def test_what_is_owed_back_is_set_off_against_the_next_payout(run: Run) -> None:
    line(run, "A")
    told(run, *ADD, "--gross", "10", "--on", "2026-10-06")
    run("commission", "adjust", "A", "--refunded", "129", "--of", "129")
    line(run, "B", "25", settled="2026-10-07")
    row = told(run, *ADD, "--gross", "15", "--on", "2026-10-08")
    assert [one["amount"] for one in row["rows"]] == ["-10.00", "25.00"]
    assert row["difference"] == "0.00"
    assert [told(run, "commission", "show", one)["owed"] for one in ("A", "B")] == ["0.00", "0.00"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--gross", "10", "--fee", "1", "--net", "8"), 2, "10.00 less a fee of 1.00 and a tax of 0.00 is 9.00"),
        ((), 2, "neither gross nor net"),
        (("--gross", "x"), 2, "cannot be read"),
        (("--gross", "1", "--fee", "-1"), 2, "below zero"),
        (("--gross", "10", "--on", "2026-10-16"), 2, "has not come yet"),
        (("--gross", "10", "--line", "A", "--no-lines"), 2, "three ways to say one thing"),
        (("--gross", "10", "--line", "A", "--line", "A"), 2, "named twice"),
        (("--gross", "10", "--line", "Z"), 3, "no commission"),
        (("--gross", "10", "--line", "P"), 1, "only what is settled is paid"),
        (("--gross", "10", "--line", "A", "--currency", "USD"), 1, "is in CNY"),
        (("--gross", "10", "--line", "A", "--account", "second"), 1, "is of taobao"),
        (("--gross", "10", "--reference", "x" * 101), 2, "too long"),
        (("--gross", "10", "--currency", "RMB"), 2, "no currency"),
        (("--gross", "10", "--until", "soon"), 2, "is not a day"),
    ],
)
def test_a_payout_that_cannot_be_is_refused(run: Run, words: tuple[str, ...], code: int, said: str) -> None:
    line(run, "A")
    line(run, "P", settled="")
    answer = run(*ADD, *words)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err
    assert len(answer.err.splitlines()) == 2
    assert json.loads(run("payout", "list", "-F", "json").out) == []
    assert states(run) == ["settled", "pending"]


def test_a_line_is_not_paid_before_it_was_ordered(run: Run) -> None:
    line(run, "A")
    for more in ((), ("--as-they-are",)):
        said = run(*ADD, "--gross", "10", "--line", "A", "--on", "2026-09-30", *more)
        assert (said.code, said.out) == (1, "")
        assert said.err.splitlines() == [
            "error[line-not-payable]: commission 1 was ordered on 2026-10-01, after the payout of 2026-09-30",
            " hint: --on 2026-10-01",
        ]
    assert json.loads(run("payout", "list", "-F", "json").out) == []
    assert told(run, *ADD, "--gross", "10", "--line", "A", "--on", "2026-10-01")["lines"] == 1


def test_a_line_is_paid_once(run: Run) -> None:
    line(run, "A")
    told(run, *ADD, "--gross", "10")
    said = run(*ADD, "--gross", "10", "--line", "A")
    assert (said.code, "paid already, to the last cent" in said.err) == (1, True)
    assert said.err.startswith("error[line-not-payable]")


def test_net_alone_says_the_rest(run: Run) -> None:
    row = told(run, *ADD, "--net", "9", "--fee", "1", "--no-lines")
    assert (row["gross"], row["net"]) == ("10.00", "9.00")
    assert told(run, *ADD, "--gross", "-3", "--no-lines")["net"] == "-3.00"


def test_a_reference_is_recorded_once_until_it_is_void(run: Run) -> None:
    told(run, *ADD, "--gross", "10", "--reference", "P1", "--no-lines")
    said = run(*ADD, "--gross", "10", "--reference", "P1", "--no-lines")
    assert (said.code, said.err.split("]")[0]) == (4, "error[payout-known")
    told(run, "payout", "void", "P1", "--reason", "typed twice")
    assert told(run, *ADD, "--gross", "11", "--reference", "P1", "--no-lines")["id"] == 2
    assert told(run, "payout", "show", "P1")["gross"] == "11.00"


def test_a_void_payout_leaves_its_lines_settled_and_its_own_row(run: Run) -> None:
    line(run, "A")
    told(run, *ADD, "--gross", "10")
    before = earned(run)
    row = told(run, "payout", "void", "1", "--reason", "typed twice")
    assert (row["reason"], bool(row["voided_at"])) == ("typed twice", True)
    assert states(run) == ["settled"]
    assert earned(run)["CNY"]["earned"] == before["CNY"]["earned"] == "10.00"
    said = run("payout", "void", "1", "--reason", "again")
    assert (said.code, said.err.split("]")[0]) == (1, "error[payout-void")
    assert run("payout", "void", "1", "--reason", " ").code == 2
    assert [one["what"] for one in told(run, "commission", "show", "A")["rows"]] == [
        "pending", "settled", "paid", "payout", "settled", "payout-void",
    ]  # fmt: skip
    assert told(run, *ADD, "--gross", "10")["lines"] == 1
    assert run("db", "check").code == 0


def test_a_line_that_a_report_calls_paid_is_covered_and_stays_paid(run: Run) -> None:
    line(run, "A", "10", "--state", "paid", settled="")
    assert told(run, "commission", "due")["rows"] == []
    assert told(run, *ADD, "--gross", "10")["lines"] == 1
    told(run, "payout", "void", "1", "--reason", "typed twice")
    assert states(run) == ["paid"]


def test_a_dry_run_changes_nothing(run: Run) -> None:
    line(run, "A")
    said = run(*ADD, "--gross", "10", "--dry-run", "-F", "json")
    assert (json.loads(said.out)["lines"], "a dry run" in said.err) == (1, True)
    assert states(run) == ["settled"]


def test_a_report_moves_no_line_that_was_paid(run: Run, tmp_path: Path) -> None:
    content = paper([taobao("B-1", SETTLED)])
    taken(run, tmp_path, content)
    assert told(run, *ADD, "--gross", "3")["lines"] == 1
    assert taken(run, tmp_path, content)["unchanged"] == 1
    assert states(run) == ["paid"]


def test_an_import_whose_lines_were_paid_is_not_taken_back(run: Run, tmp_path: Path) -> None:
    batch = taken(run, tmp_path, paper([taobao("B-1", SETTLED)]))["batch"]
    told(run, *ADD, "--gross", "3")
    assert run("commission", "import", "--undo", str(batch)).code == 4
    assert states(run) == ["paid"], "the money came, whatever a report says"


def test_payouts_are_listed_by_platform_and_period(run: Run) -> None:
    told(run, *ADD, "--gross", "10", "--on", "2026-09-20", "--no-lines")
    told(run, "payout", "add", "--platform", "jd", "--gross", "5", "--no-lines")

    def numbers(*words: str) -> list[int]:
        return [one["id"] for one in json.loads(run("payout", "list", *words, "-F", "json").out)]

    assert numbers() == [2, 1]
    assert numbers("--platform", "jd") == [2]
    assert numbers("--period", "2026-09") == [1]
    assert run("payout", "show", "9").code == run("payout", "list", "--platform", "x").code == 3


def test_no_payouts_say_what_to_do_and_make_no_file(run: Run, db: Path) -> None:
    db.unlink()
    assert "sharecli payout add" in run("payout", "list").out
    assert run("payout", "void", "1", "--reason", "x").code == 3
    assert run(*ADD, "--gross", "1", "--line", "A").code == 3
    assert not db.exists()


@pytest.mark.parametrize("table", ["payouts", "payout_history"])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET id = id + 100"])
def test_payouts_refuse_to_be_edited(run: Run, db: Path, table: str, statement: str) -> None:
    line(run, "A")
    told(run, *ADD, "--gross", "10")
    connection = sqlite3.connect(db)
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(statement.format(table))
    connection.close()


@pytest.mark.parametrize(
    ("statement", "check", "said"),
    [
        ("UPDATE payout_history SET micros = 1 WHERE id = 2", "payout chain", "row 2 of the payouts was changed"),
        ("UPDATE payouts SET gross_micros = 1, net_micros = 1", "payout chain", "row 1 of the payouts was changed"),
        ("UPDATE payouts SET paid_on = '2026-01-01'", "payout chain", "row 1 of the payouts was changed"),
        ("DELETE FROM payout_history WHERE id = 1", "payout chain", "row 2 of the payouts was changed"),
        ("DELETE FROM payout_history WHERE id = 2", "payout standing", "payout 1 is not what its rows say"),
        ("UPDATE payouts SET voided_at = '2026'", "payout standing", "payout 1 is not what its rows say"),
    ],
)
def test_the_first_row_that_was_tampered_with_is_named(
    run: Run, db: Path, statement: str, check: str, said: str
) -> None:
    line(run, "A")
    told(run, *ADD, "--gross", "10")
    connection = sqlite3.connect(db, isolation_level=None)
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute(statement)
    connection.close()
    answer = run("db", "check", "-F", "json")
    found = {one["check"]: one["result"] for one in json.loads(answer.out)}
    assert answer.code == 6
    assert found[check].startswith(said)
    assert check in answer.err


def test_a_column_that_comes_later_leaves_the_hashes_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    row = dict.fromkeys(payout_chain.COVERED) | {"id": 1, "kind": "received"}
    before = payout_chain.link(chain.START, row)
    monkeypatch.setattr(payout_chain, "COVERED", ("a_later_one", *reversed(payout_chain.COVERED)))
    assert payout_chain.link(chain.START, row | {"a_later_one": None}) == before


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_pages_fit_eighty_columns(run: Run, monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    monkeypatch.setenv("SHARECLI_LANG", language)
    from sharecli import language as tongue

    tongue.chosen.cache_clear()
    line(run, "1168000000000000001", "12345.67")
    line(run, "1168000000000000002", "12345.67", "--state", "void", settled="")
    told(run, *ADD, "--gross", "12000.67", "--fee", "1", "--reference", "PAYMENT-2026-10-0000000001")
    for words in (("list",), ("show", "1")):
        assert max(map(cell_len, run("payout", *words).out.splitlines())) <= 80
    drawn = run("reconcile", "--platform", "taobao").out
    assert max(map(cell_len, drawn.splitlines())) <= 80, drawn


FAR = "error[lines-do-not-add-up]: the payout is "


@pytest.mark.parametrize("words", [(), ("--until", "2026-10-14"), ("--line", "A", "--line", "B"), ("--dry-run",)])
def test_a_payout_far_from_its_lines_marks_none_of_them_paid(run: Run, words: tuple[str, ...]) -> None:
    line(run, "A", "660")
    line(run, "B", "6.18", settled="2026-10-04")
    said = run(*ADD, "--gross", "10", "--reference", "wrong one", *words)
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith(FAR + "10.00 CNY, and the lines that it would mark as paid (2) are 666.18\n")
    command = "sharecli payout add --platform taobao --currency CNY --gross 10.00 --on 2026-10-15"
    assert f"hint: {command} --reference 'wrong one' --no-lines; or else: --until 2026-10-04, --line" in said.err
    assert states(run) == ["settled", "settled"]
    assert json.loads(run("payout", "list", "-F", "json").out) == []


def test_the_ways_out_are_the_likeliest_first_and_work(run: Run) -> None:
    line(run, "A", "100", settled="2026-10-04")
    line(run, "B", "50", settled="2026-10-05")
    said = run(*ADD, "--gross", "98")
    assert "--until 2026-10-04; or else: " in said.err
    assert "--line 2; or else: " in run(*ADD, "--gross", "50").err
    assert told(run, *ADD, "--gross", "98", "--until", "2026-10-04")["difference"] == "-2.00"
    assert states(run) == ["paid", "settled"]
    assert told(run, *ADD, "--gross", "20", "--as-they-are")["difference"] == "-30.00"
    assert states(run) == ["paid", "paid"]


def test_what_is_owed_back_stays_where_the_payout_is_exact_without_it(run: Run) -> None:
    line(run, "A", "5")
    run("commission", "adjust", "A", "--amount", "-300", "--reason", "terms_violation")
    line(run, "B", "20")
    row = told(run, *ADD, "--gross", "20")
    assert [(one["order"], one["amount"]) for one in row["rows"]] == [("B", "20.00")]
    assert told(run, "commission", "show", "A")["owed"] == "-295.00"
    assert states(run) == ["settled", "paid"]


def test_a_line_is_paid_once_all_of_it_is_there(run: Run) -> None:
    line(run, "A", "13")
    told(run, *ADD, "--gross", "5", "--line", "A=5", "--reference", "P1")
    assert (states(run), earned(run)["CNY"]["paid"]) == (["settled"], "0.00")
    assert [row["amount"] for row in told(run, "commission", "due")["rows"]] == ["8.00"]
    told(run, *ADD, "--gross", "8", "--reference", "P2")
    assert (states(run), earned(run)["CNY"]["paid"]) == (["paid"], "13.00")
    told(run, "payout", "void", "P1", "--reason", "typed twice")
    assert states(run) == ["settled"], "the other payout alone is not all of it"
    assert run("db", "check").code == 0


def test_more_than_was_settled_is_said(run: Run) -> None:
    line(run, "A", "13")
    told(run, *ADD, "--gross", "5", "--line", "A=5")
    for words in (("--dry-run",), ()):
        said = run(*ADD, "--gross", "9", "--line", "A=9", *words)
        assert (said.code, "commission 1 has received 1.00 CNY more than was settled" in said.err) == (0, True)


def test_without_an_amount_the_hint_is_a_command(run: Run) -> None:
    assert "hint: sharecli payout add --platform taobao --currency CNY --gross 128.00\n" in run(*ADD).err


def test_a_payout_smaller_than_the_only_line_is_offered_as_a_part_of_it(run: Run) -> None:
    line(run, "A", "13")
    said = run(*ADD, "--gross", "5")
    (command, _others) = said.err.splitlines()[1].removeprefix(" hint: ").split("; or else: ")
    assert command.endswith(" --line 1=5.00")
    assert run(*shlex.split(command)[1:]).code == 0
    assert [row["amount"] for row in told(run, "commission", "due")["rows"]] == ["8.00"]


def test_a_void_payout_says_so_beside_its_amounts(run: Run) -> None:
    told(run, *ADD, "--gross", "10", "--no-lines")
    told(run, *ADD, "--gross", "12", "--no-lines")
    told(run, "payout", "void", "1", "--reason", "typed twice")
    other, gone = run("payout", "list").out.splitlines()[1:]
    assert (other.split()[-2:], gone.split()[-2:]) == (["12.00", "CNY"], ["CNY", "void"])
