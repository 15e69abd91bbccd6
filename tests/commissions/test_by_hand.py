"""One line by the seller's own hand: the machine of states, refunds, adjustments, and the whole life on one page."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st
from rich.cells import cell_len

from commissions.papers import SETTLED, earned, listed, paper, taken, taobao
from conftest import Run
from sharecli.commissions import by_hand
from sharecli.commissions.life import Balance
from sharecli.commissions.model import State

ADD = ("commission", "add", "longjing", "--amount", "25.80", "--order", "A-1", "--on", "2026-10-03")
STATES = ("pending", "confirmed", "held", "settled", "paid", "void")
STEPS: dict[str, tuple[str, ...]] = {
    "confirm": (),
    "settle": (),
    "hold": (),
    "release": (),
    "void": ("--reason", "order_canceled"),
    "adjust": ("--amount", "-1", "--reason", "other"),
}
LEADS = {
    ("pending", "confirm"): "confirmed", ("pending", "settle"): "settled", ("pending", "hold"): "held",
    ("pending", "void"): "void", ("confirmed", "settle"): "settled", ("confirmed", "hold"): "held",
    ("confirmed", "void"): "void", ("held", "release"): "pending", ("held", "void"): "void",
    ("settled", "adjust"): "settled", ("paid", "adjust"): "paid",
}  # fmt: skip


@pytest.fixture(autouse=True)
def longjing(run: Run) -> None:
    url = "https://item.taobao.com/item.htm?id=6100"
    run("product", "add", url, "--title", "明前龙井 100g 礼盒", "--code", "longjing", "--price", "129")


def done(run: Run, *words: str) -> dict[str, Any]:
    said = run("commission", *words, "-F", "json")
    assert said.code == 0, said.err
    row: dict[str, Any] = json.loads(said.out)
    return row


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", STATES)
def test_every_step_from_every_state_leads_on_or_is_refused_with_a_command(run: Run, state: str, step: str) -> None:
    run(*ADD, "--state", state)
    said = run("commission", step, "A-1", *STEPS[step], "-F", "json")
    if (state, step) in LEADS:
        assert json.loads(said.out)["state"] == LEADS[state, step]
        assert len(json.loads(said.out)["rows"]) == 2
    else:
        assert said.code == 1
        assert said.err.startswith("error[state-forbids]: commission 1 is ")
        assert " hint: sharecli commission " in said.err
        assert len(done(run, "show", "1")["rows"]) == 1
    assert run("db", "check").code == 0


def test_the_hint_of_a_refusal_is_a_command_that_works(run: Run) -> None:
    for state, step in (("settled", "confirm"), ("held", "settle"), ("confirmed", "confirm"), ("void", "confirm")):
        order = f"B-{state}"
        run(*ADD[:5], "--order", order, "--state", state)
        hint = run("commission", step, order).err.partition("hint: sharecli ")[2].split()
        assert run(*hint).code == 0


def test_what_was_released_stands_where_it_stood_before(run: Run) -> None:
    run(*ADD)
    done(run, "confirm", "A-1", "--on", "2026-10-05")
    done(run, "hold", "A-1")
    row = done(run, "release", "A-1")
    assert (row["state"], row["confirmed_at"]) == ("confirmed", "2026-10-05T10:00:00Z")


def test_an_order_that_was_void_comes_back_only_where_money_comes(run: Run) -> None:
    run(*ADD, "--state", "void")
    assert run("commission", "settle", "A-1").code == 1
    assert done(run, "settle", "A-1", "--amount", "20")["settled"] == "20.00"
    assert earned(run)["CNY"]["earned"] == "20.00"


def test_a_settlement_may_be_another_figure_than_the_estimate(run: Run) -> None:
    run(*ADD)
    row = done(run, "settle", "A-1", "--amount", "24.5", "--on", "2026-10-10")
    assert (row["estimate"], row["settled"], row["owed"]) == ("25.80", "24.50", "24.50")
    assert listed(run)[0]["settled_at"] == "2026-10-10T10:00:00Z"


def test_partial_refunds_add_up_and_the_last_takes_exactly_what_is_left(run: Run) -> None:
    run(*ADD, "--state", "settled")
    assert done(run, "adjust", "A-1", "--refunded", "40", "--of", "129")["adjusted"] == "-8.00"
    assert done(run, "adjust", "A-1", "--refunded", "50")["adjusted"] == "-10.00"
    said = run("commission", "adjust", "A-1", "--refunded", "50")
    assert "nothing more is taken back" in said.err
    assert done(run, "adjust", "A-1", "--refunded", "129")["adjusted"] == "-25.80"
    assert earned(run)["CNY"]["earned"] == "0.00"
    assert [row["amount"] for row in done(run, "show", "A-1")["rows"]] == [None, "-8.00", "-2.00", "-15.80"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--refunded", "130", "--of", "129"), 2, "is more than the 129.00"),
        (("--refunded", "40"), 2, "nothing says it"),
        (("--refunded", "40", "--of", "0"), 2, "nothing says it"),
        (("--refunded", "-4", "--of", "129"), 2, "below zero"),
        (("--refunded", "4", "--of", "129", "--reason", "duplicate"), 2, "say what was refunded"),
        (("--amount", "0", "--reason", "other"), 2, "changes nothing"),
        (("--amount", "-3.20"), 2, "say why it came or went"),
        (("--amount", "-3.20", "--reason", "other", "--of", "9"), 2, "--amount -3.20 --reason other\n"),
        (("--refunded", "40", "--on", "2026-10-02"), 2, "was ordered on 2026-10-03, and 2026-10-02 is before that"),
        (("--amount", "-3.20", "--reason", "undone"), 2, "undone"),
        (("--amount", "-3.20", "--refunded", "3"), 2, "say what was refunded"),
        ((), 2, "say what was refunded"),
        (("--amount", "-1", "--reason", "other", "--on", "2026-10-16"), 2, "has not come yet"),
    ],
)
def test_a_bad_adjustment_changes_nothing(run: Run, words: tuple[str, ...], code: int, said: str) -> None:
    run(*ADD, "--state", "settled")
    answer = run("commission", "adjust", "A-1", *words)
    assert answer.code == code
    assert said in answer.err
    assert len(done(run, "show", "A-1")["rows"]) == 1


def test_a_base_that_is_known_is_not_contradicted(run: Run) -> None:
    run(*ADD, "--state", "settled")
    done(run, "adjust", "A-1", "--refunded", "40", "--of", "129")
    said = run("commission", "adjust", "A-1", "--refunded", "50", "--of", "128")
    assert (said.code, "commission 1 is reckoned from 129.00, not from 128.00" in said.err) == (2, True)
    assert done(run, "show", "A-1")["adjusted"] == "-8.00"
    hint = said.err.partition("--of out: sharecli ")[2].split()
    assert run(*hint).code == 0
    assert done(run, "adjust", "A-1", "--refunded", "60", "--of", "129.00")["base"] == "129.00"


def test_the_hint_of_an_adjustment_without_a_reason_has_the_amount_that_was_said(run: Run) -> None:
    run(*ADD, "--state", "settled")
    hint = run("commission", "adjust", "A-1", "--amount", "-3.20").err.partition("hint: sharecli ")[2].split()
    assert hint == ["commission", "adjust", "A-1", "--amount", "-3.20", "--reason", "correction"]
    assert run(*hint).code == 0


def test_nothing_happens_before_the_order_or_before_where_it_stands(run: Run) -> None:
    run(*ADD)
    said = run("commission", "confirm", "A-1", "--on", "2026-10-02")
    assert (said.code, "commission 1 was ordered on 2026-10-03, and 2026-10-02 is before that" in said.err) == (2, True)
    assert " hint: --on 2026-10-03\n" in said.err
    done(run, "confirm", "A-1", "--on", "2026-10-03")
    done(run, "hold", "A-1", "--on", "2026-10-08")
    assert "was held on 2026-10-08" in run("commission", "release", "A-1", "--on", "2026-10-07").err
    done(run, "release", "A-1", "--on", "2026-10-08")
    assert run("commission", "settle", "A-1", "--on", "2026-10-07").code == 2
    rows = done(run, "settle", "A-1", "--on", "2026-10-09")["rows"]
    assert [row["at"][:10] for row in rows if row["what"] != "confirmed"] == ["2026-10-03", "2026-10-08", "2026-10-09"]


def test_a_sale_that_is_logged_begins_on_the_day_of_its_order(run: Run) -> None:
    run(*ADD)
    (row,) = done(run, "show", "A-1")["rows"]
    assert row["at"] == "2026-10-03T10:00:00Z"


def test_a_line_that_was_imported_late_may_have_been_confirmed_before(run: Run, tmp_path: Path) -> None:
    taken(run, tmp_path, paper([taobao("B-1")]))
    assert done(run, "confirm", "B-1", "--on", "2026-10-05")["confirmed_at"] == "2026-10-05T10:00:00Z"


@pytest.mark.parametrize("zone", ["Pacific/Honolulu", "America/New_York", "UTC", "Asia/Shanghai", "Pacific/Chatham"])
def test_a_day_stays_that_day_whatever_clock_the_seller_lives_by_later(run: Run, zone: str) -> None:
    run(*ADD[:-1], "2026-10-01", "--state", "settled")
    assert run("config", "set", "time-zone", zone).code == 0
    assert [len(listed(run, "--period", period)) for period in ("2026-09", "2026-10", "2026-10-01")] == [0, 1, 1]


def test_refunds_only_grow(run: Run) -> None:
    run(*ADD, "--state", "settled")
    done(run, "adjust", "A-1", "--refunded", "40", "--of", "129")
    said = run("commission", "adjust", "A-1", "--refunded", "30")
    assert (said.code, "refunds only grow" in said.err) == (2, True)


def test_what_is_owed_back_is_called_so(run: Run) -> None:
    run(*ADD, "--state", "settled")
    said = run("commission", "adjust", "A-1", "--amount", "-30", "--reason", "terms_violation")
    assert "4.20 CNY is owed back; the next payout sets it off" in said.err
    assert "owed back" in said.out
    assert done(run, "due")["totals"] == [
        {"currency": "CNY", "lines": 1, "settled": "0.00", "confirmed": "0.00", "owed_back": "-4.20", "due": "-4.20"}
    ]


def balance(settled: int, adjusted: int, currency: str = "CNY") -> Balance:
    return Balance(
        1, "taobao", "", "A", "", currency, "", "", 1, "", "", "", "", State.settled, settled, settled, adjusted, 0,
        settled + adjusted, 0, None, None, None, None, None, "2026-10-01T00:00:00Z", "", "", "", "", "",
    )  # fmt: skip


@given(
    settled=st.integers(0, 10**9),
    base=st.integers(1, 10**10),
    parts=st.lists(st.integers(0, 10**9), max_size=6),
    currency=st.sampled_from(["CNY", "JPY", "KWD"]),
)
def test_refunds_take_their_share_and_never_more_and_all_of_it_at_the_end(
    settled: int, base: int, parts: list[int], currency: str
) -> None:
    so_far = refunded = 0
    for part in parts:
        refunded = min(refunded + part, base)
        taken_ = by_hand.taken_back(balance(settled, -so_far, currency), refunded=refunded, base=base, so_far=so_far)
        assert taken_ >= 0
        so_far += taken_
        assert so_far <= settled * refunded // base <= settled
    last = by_hand.taken_back(balance(settled, -so_far, currency), refunded=base, base=base, so_far=so_far)
    assert so_far + last == settled


@given(settled=st.integers(0, 10**9), off=st.integers(-(10**9), 10**9), base=st.integers(1, 10**9), data=st.data())
def test_a_refund_beside_a_correction_leaves_nothing_and_takes_nothing_twice(
    settled: int, off: int, base: int, data: st.DataObject
) -> None:
    refunded = data.draw(st.integers(0, base))
    first = by_hand.taken_back(balance(settled, 0), refunded=refunded, base=base, so_far=0)
    last = by_hand.taken_back(balance(settled, off - first), refunded=base, base=base, so_far=first)
    assert last >= 0
    assert settled + off - first - last == min(0, settled + off - first) or settled + off - first - last == 0


def test_a_line_is_named_by_number_order_or_both(run: Run) -> None:
    run(*ADD)
    run(*ADD[:5], "--order", "1")
    for word in ("A-1", "id:1", "order:A-1", "A-1/product:1"):
        assert done(run, "show", word)["id"] == 1
    said = run("commission", "show", "1")
    assert (said.code, said.err.split(":")[0]) == (2, "error[several-lines]")
    assert "id:1 (longjing), id:2 (longjing)" in said.err
    assert (done(run, "show", "2")["order"], done(run, "show", "order:1")["id"]) == ("1", 2)
    for word in ("A-2", "id:9", "order:2", "0", "9" * 30, "", "[/]"):
        assert run("commission", "show", word).code == 3
    assert run("commission", "confirm", "nothing").code == 3


def test_nothing_is_made_for_a_line_that_is_not_there(run: Run, db: Path) -> None:
    db.unlink()
    assert run("commission", "confirm", "A-1").code == 3
    assert run("commission", "due", "-F", "json").code == 0
    assert run("commission", "match").code == 0
    assert not db.exists()


def test_a_life_names_the_report_the_platforms_word_and_how_the_amount_came_about(run: Run, tmp_path: Path) -> None:
    taken(run, tmp_path, paper([taobao("B-1")]))
    taken(run, tmp_path, paper([taobao("B-1", SETTLED, settled="2.80")]))
    done(run, "adjust", "B-1", "--amount", "-0.80", "--reason", "tracking_error")
    rows = done(run, "show", "B-1")["rows"]
    assert [(row["what"], row["word"], row["source"], row["reason"]) for row in rows] == [
        ("pending", "已付款", "report.csv", None),
        ("settled", SETTLED, "report.csv", None),
        ("adjustment", None, None, "tracking_error"),
    ]
    page = run("commission", "show", "B-1").out
    assert all(word in page for word in ("estimate", "3.00", "settled", "2.80", "taken back", "-0.80", "2.00"))


def test_a_life_names_the_payout_that_told_it_in_the_sellers_language(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(*ADD, "--state", "settled")
    assert run("payout", "add", "--platform", "taobao", "--gross", "25.80").code == 0
    assert run("payout", "void", "1", "--reason", "other").code == 0
    assert run("commission", "show", "A-1").out.count("payout 1") == 2
    told = [row["source"] for row in done(run, "show", "A-1")["rows"]]
    assert told.count("payout 1") == 2, "the contract of JSON is in no language"
    from sharecli.commissions import life_view

    translated = {"payout {number}": "回款 {number}"}
    monkeypatch.setattr(life_view, "_", lambda said: translated.get(said, said))
    page = run("commission", "show", "A-1").out
    assert (page.count("回款 1"), "payout 1" in page) == (2, False)


def test_an_import_that_was_taken_back_leaves_no_line_to_work_on(run: Run, tmp_path: Path) -> None:
    batch = taken(run, tmp_path, paper([taobao("B-1")]))["batch"]
    assert run("commission", "import", "--undo", str(batch)).code == 0
    assert run("commission", "confirm", "B-1").code == 3


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_pages_fit_eighty_columns(run: Run, monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    run(
        "product",
        "add",
        "https://item.taobao.com/item.htm?id=6200",
        "--title",
        "宜兴紫砂小品茶杯 手工六杯套装",
        "--price",
        "9",
    )
    monkeypatch.setenv("SHARECLI_LANG", language)
    from sharecli import language as tongue

    tongue.chosen.cache_clear()
    order = "1168000000000000001"
    run(*ADD[:3], "--amount", "123456.78", "--order", order, "--state", "confirmed")
    run("commission", "settle", order)
    run("commission", "adjust", order, "--amount", "-3.20", "--reason", "terms_violation")
    for words in (("show", order), ("due",), ("match",), ("list",)):
        said = run("commission", *words)
        assert said.code == 0
        assert max(map(cell_len, said.out.splitlines())) <= 80, said.out
