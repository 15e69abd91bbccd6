"""sharecli partner, as a seller types it: terms, what is owed, payments; and everything that is refused."""

import sqlite3
from pathlib import Path

import pytest

from commissions.papers import CONFIRMED, PENDING
from conftest import Run
from partners.sales import friends, owed, partner, pasted, refused, sold, sold_abroad


def test_a_sale_goes_to_the_terms_in_force_on_its_day_and_refunds_take_back_their_part(
    run: Run, db: Path, tmp_path: Path
) -> None:
    code = friends(run, db, "ling", "mei")["ling"]
    partner(run, "add", "mei", "--rate", "40%", "--second-rate", "10%", "--from", "2026-10-01")
    partner(run, "add", "Ling", "--rate", "30%", "--from", "2026-10-01")
    card = partner(run, "terms", "ling", "--rate", "25%", "--invited-by", "mei", "--from", "2026-10-05")
    assert [(one["from"], one["until"], one["rate"], one["invited_by"]) for one in card["terms"]] == [
        ("2026-10-01", "2026-10-04", "30%", None), ("2026-10-05", None, "25%", "mei"),
    ]  # fmt: skip
    sold(run, tmp_path, code, "T-1", 2580, day="2026-10-04")
    sold(run, tmp_path, code, "T-2", 1233, day="2026-10-05")
    sold(run, tmp_path, code, "T-3", 700, day="2026-10-06", status=PENDING)
    sold(run, tmp_path, code, "T-4", 900, day="2026-10-06", status=CONFIRMED)
    assert run("commission", "hold", "T-4").code == 0
    data = partner(run, "list")
    assert data["rows"] == [
        {
            "partner": "ling", "rate": "25%", "second_rate": "0%", "invited_by": "mei", "currency": "CNY",
            "promised": "1.75", "held": "2.25", "earned": "10.8225", "paid": "0.00", "owed": "10.82",
            "carried": "0.0025",
        },
        {
            "partner": "mei", "rate": "40%", "second_rate": "10%", "invited_by": None, "currency": "CNY",
            "promised": "0.70", "held": "0.90", "earned": "1.233", "paid": "0.00", "owed": "1.23", "carried": "0.003",
        },
    ]  # fmt: skip
    assert data["totals"] == [
        {
            "currency": "CNY", "earned": "38.13", "partners": "12.0555", "left": "26.0745", "promised": "16.00",
            "partners_promised": "5.60", "left_promised": "10.40",
        }
    ]  # fmt: skip
    for refund in ("50", "80", "129"):
        assert run("commission", "adjust", "T-2", "--refunded", refund, "--of", "129").code == 0
    assert owed(run) == {("ling", "CNY"): "7.74", ("mei", "CNY"): "0.00"}


def test_a_partner_is_paid_to_the_cent_and_what_is_left_is_carried_over(run: Run, db: Path, tmp_path: Path) -> None:
    code = friends(run, db, "ling")["ling"]
    partner(run, "add", "ling", "--rate", "0.3", "--from", "2026-10-01")
    sold(run, tmp_path, code, "T-1", 3813)
    said = run("partner", "pay", "ling", "--all", "--on", "2026-10-12", "--reference", "A-1", "-F", "json")
    assert "note: 0.009 CNY is carried over" in said.err
    sold(run, tmp_path, code, "T-2", 777)
    assert owed(run) == {("ling", "CNY"): "2.34"}  # 0.009 + 2.331
    assert partner(run, "pay", "ling", "--amount", "2.00")["amount"] == "2.00"
    # A sale that was paid for is refunded: owed back, and set off against what comes.
    assert run("commission", "adjust", "T-1", "--refunded", "129", "--of", "129").code == 0
    assert owed(run) == {("ling", "CNY"): "-11.09"}
    code_, error = refused(run, "pay", "ling", "--all")
    assert (code_, "error[more-than-owed]: “ling” owes 11.09 CNY back" in error) == (1, True)
    sold(run, tmp_path, code, "T-3", 10000)
    assert partner(run, "pay", "ling", "--all")["amount"] == "18.90"
    assert [one["amount"] for one in partner(run, "show", "ling")["payments"]] == ["11.43", "2.00", "18.90"]
    assert run("db", "check").code == 0


def test_a_payment_is_taken_back_with_a_reason_and_owed_again(run: Run, db: Path, tmp_path: Path) -> None:
    code = friends(run, db, "ling")["ling"]
    partner(run, "add", "ling", "--rate", "30%", "--from", "2026-10-01")
    sold(run, tmp_path, code, "T-1", 1000)
    partner(run, "pay", "ling", "--amount", "3", "--reference", "A-1")
    assert "error[partner-payment-known]" in refused(run, "pay", "ling", "--amount", "1", "--reference", "A-1",
                                                     "--ahead")[1]  # fmt: skip
    assert refused(run, "unpay", "A-1", "--reason", " ")[0] == 2
    assert partner(run, "unpay", "A-1", "--reason", "typed twice")["reason"] == "typed twice"
    assert owed(run) == {("ling", "CNY"): "3.00"}
    assert "error[partner-payment-void]" in refused(run, "unpay", "1", "--reason", "again")[1]
    assert refused(run, "unpay", "7", "--reason", "again")[0] == 3
    assert partner(run, "pay", "ling", "--all", "--reference", "A-1")["id"] == 3
    assert run("db", "check").code == 0


def test_a_payment_is_taken_back_only_where_one_alone_may_be_meant(run: Run, db: Path, tmp_path: Path) -> None:
    codes = friends(run, db, "ling", "bo")
    for word, order in (("ling", "T-1"), ("bo", "T-2")):
        partner(run, "add", word, "--rate", "30%", "--from", "2026-10-01")
        sold(run, tmp_path, codes[word], order, 1000)
        partner(run, "pay", word, "--amount", "1", "--reference", "2026-10")
    partner(run, "pay", "bo", "--amount", "1", "--reference", "1")
    for said, listed in (
        ("2026-10", "1 (ling, 2026-10-15, 1.00 CNY), 2 (bo, 2026-10-15, 1.00 CNY)"),
        ("1", "1 (ling, 2026-10-15, 1.00 CNY), 3 (bo, 2026-10-15, 1.00 CNY)"),
    ):
        code, error = refused(run, "unpay", said, "--reason", "typed twice")
        assert code == 2
        assert f"error[ambiguous-payment]: several payments may be meant by “{said}”: {listed}" in error
    assert owed(run) == {("bo", "CNY"): "1.00", ("ling", "CNY"): "2.00"}
    assert refused(run, "unpay", "2026-10", "--number", "--reason", "typed twice")[0] == 3
    assert partner(run, "unpay", "1", "--number", "--reason", "typed twice")["partner"] == "ling"
    assert "error[ambiguous-payment]" in refused(run, "unpay", "2026-10", "--reason", "typed twice")[1]
    partner(run, "pay", "ling", "--amount", "2", "--reference", "L")
    assert partner(run, "unpay", "L", "--reason", "typed twice")["id"] == 5
    partner(run, "pay", "ling", "--amount", "2", "--reference", "L")
    assert partner(run, "unpay", "L", "--reason", "again")["id"] == 7  # of one partner's the newest


def test_not_more_than_is_owed_is_paid_unless_ahead(run: Run, db: Path, tmp_path: Path) -> None:
    code = friends(run, db, "ling")["ling"]
    partner(run, "add", "ling", "--rate", "30%", "--from", "2026-10-01")
    assert "nothing is owed to “ling” in CNY" in refused(run, "pay", "ling", "--all")[1]
    sold(run, tmp_path, code, "T-1", 1000)
    assert (
        "error[more-than-owed]: 3.00 CNY is owed to “ling”, and not more"
        in (refused(run, "pay", "ling", "--amount", "3.01")[1])
    )
    for words in (["--amount", "0"], ["--amount", "-1"], ["--amount", "1.005"], ["--amount", "x"], [], ["--all",
                  "--amount", "1"], ["--all", "--on", "2026-10-16"], ["--all", "--on", "tomorrow"]):  # fmt: skip
        assert refused(run, "pay", "ling", *words)[0] == 2
    dry = run("partner", "pay", "ling", "--amount", "5", "--ahead", "-n")
    assert "note: a dry run: nothing was changed" in dry.err
    assert owed(run) == {("ling", "CNY"): "3.00"}
    said = run("partner", "pay", "ling", "--amount", "5", "--ahead")
    assert "note: 2.00 CNY is paid ahead, and set off against what comes" in said.err
    assert owed(run) == {("ling", "CNY"): "-2.00"}


def test_two_currencies_are_never_one_sum(run: Run, db: Path, tmp_path: Path) -> None:
    code = friends(run, db, "ling")["ling"]
    partner(run, "add", "ling", "--rate", "30%", "--from", "2026-10-01")
    sold(run, tmp_path, code, "T-1", 1000)
    sold_abroad(run, tmp_path, code, "S-1", "50.12345")
    assert owed(run) == {("ling", "CNY"): "3.00", ("ling", "PHP"): "15.03"}
    code_, error = refused(run, "pay", "ling", "--all")
    assert (code_, "several currencies are open with “ling”: 3.00 CNY, 15.03 PHP" in error) == (2, True)
    assert partner(run, "pay", "ling", "--all", "--currency", "PHP")["amount"] == "15.03"
    assert partner(run, "pay", "ling", "--all")["currency"] == "CNY"
    assert [(one["currency"], one["left"]) for one in partner(run, "list")["totals"]] == [
        ("CNY", "7.00"), ("PHP", "35.086415"),
    ]  # fmt: skip


def test_a_rate_is_what_the_grammar_says_and_never_thirty_times_the_whole(run: Run, db: Path) -> None:
    friends(run, db, "ling", "bo", "mei")
    for words in ("30", "1", "-30%", "130%", "x", "0%", "30%%", "1e-1", "0.1234567891"):
        code, error = refused(run, "add", "ling", f"--rate={words}")
        assert (code, "error[bad-value]" in error) == (2, True), words
    assert "hint: sharecli partner add ling --rate 30%" in refused(run, "add", "ling", "--rate", "30")[1]
    rates = {"ling": ("0.3", "30%"), "bo": ("25‰", "2.5%"), "mei": ("2.5%", "2.5%")}
    for word, (said, read) in rates.items():
        assert partner(run, "add", word, "--rate", said)["terms"][0]["rate"] == read


def test_shares_above_the_whole_commission_are_refused_when_they_are_set(run: Run, db: Path) -> None:
    friends(run, db, "ling", "mei", "bo")
    code, error = refused(run, "add", "ling", "--rate", "80%", "--second-rate", "20.1%")
    assert (code, "error[shares-above-whole]" in error, "--second-rate 20%" in error) == (1, True, True)
    partner(run, "add", "mei", "--rate", "60%", "--second-rate", "40%")
    said = refused(run, "add", "ling", "--rate", "61%", "--invited-by", "mei")[1]
    assert "from 2026-10-15 on, 61% for “ling” and 40% for “mei” would be more than the commission" in said
    assert "--rate 60%" in said
    partner(run, "add", "ling", "--rate", "60%", "--invited-by", "mei", "--from", "2026-10-20")
    # From above, too, and on whichever later day both hold.
    partner(run, "terms", "mei", "--rate", "10%", "--second-rate", "40%", "--from", "2026-10-21")
    said = refused(run, "terms", "mei", "--second-rate", "41%", "--from", "2026-11-01")[1]
    assert "from 2026-11-01 on, 60% for “ling” and 41% for “mei”" in said
    partner(run, "end", "ling", "--on", "2026-10-31")
    partner(run, "terms", "mei", "--second-rate", "41%", "--from", "2026-11-01")


def test_nobody_invites_themself_at_once_or_in_a_circle(run: Run, db: Path) -> None:
    friends(run, db, "ling", "mei", "bo", "tan")
    assert "error[invited-in-a-circle]" in refused(run, "add", "ling", "--rate", "30%", "--invited-by", "Ling")[1]
    assert (
        "error[partner-not-found]: “mei” is no partner"
        in (refused(run, "add", "ling", "--rate", "30%", "--invited-by", "mei")[1])
    )
    partner(run, "add", "ling", "--rate", "30%", "--second-rate", "5%")
    partner(run, "add", "mei", "--rate", "30%", "--second-rate", "5%", "--invited-by", "ling")
    partner(run, "add", "bo", "--rate", "30%", "--second-rate", "5%", "--invited-by", "mei")
    code, error = refused(run, "terms", "ling", "--invited-by", "bo")
    assert (code, "themself by way of others: ling ← bo ← mei ← ling" in error) == (1, True)
    assert "error[invited-in-a-circle]" in refused(run, "terms", "ling", "--invited-by", "mei")[1]
    # The other way round at another time is a circle, too.
    partner(run, "terms", "bo", "--no-inviter", "--from", "2026-11-01")
    assert "error[invited-in-a-circle]" in refused(run, "terms", "mei", "--invited-by", "bo", "--from", "2026-12-01")[1]


def test_terms_that_overlap_or_end_before_they_begin_are_refused(run: Run, db: Path) -> None:
    friends(run, db, "ling")
    words = ("add", "ling", "--rate", "30%", "--from", "2026-11-10")
    code, error = refused(run, *words, "--until", "2026-11-09")
    assert (code, "would end on 2026-11-09, before they begin on 2026-11-10" in error) == (2, True)
    partner(run, *words, "--until", "2026-11-30")
    assert "error[partner-known]" in refused(run, *words)[1]
    for day in ("2026-11-09", "2026-11-11", "2026-11-30"):
        assert "error[terms-overlap]" in refused(run, "terms", "ling", "--rate", "20%", "--from", day)[1]
    assert refused(run, "terms", "ling")[0] == 2
    assert refused(run, "terms", "ling", "--rate", "20%", "--from", "2026-13-01")[0] == 2
    assert refused(run, "terms", "ling", "--rate", "20%", "--from", "9999-12-31")[0] == 2
    # The same day again is a slip of the finger mended, as long as nothing was reckoned by it.
    partner(run, "terms", "ling", "--rate", "20%", "--from", "2026-11-10", "--until", "2026-11-30")
    card = partner(run, "terms", "ling", "--rate", "25%", "--from", "2026-12-01")
    assert [(one["from"], one["until"], one["rate"]) for one in card["terms"]] == [
        ("2026-11-10", "2026-11-30", "20%"), ("2026-12-01", None, "25%"),
    ]  # fmt: skip
    partner(run, "end", "ling", "--on", "2026-12-24")
    assert "error[terms-overlap]" in refused(run, "end", "ling", "--on", "2026-12-25")[1]
    assert partner(run, "terms", "ling", "--rate", "25%", "--from", "2027-01-01")["terms"][-1]["from"] == "2027-01-01"


def test_what_was_said_for_a_sale_stays(run: Run, db: Path, tmp_path: Path) -> None:
    codes = friends(run, db, "ling", "mei")
    partner(run, "add", "mei", "--rate", "40%", "--second-rate", "10%", "--from", "2026-10-01")
    partner(run, "add", "ling", "--rate", "30%", "--invited-by", "mei", "--from", "2026-10-01")
    sold(run, tmp_path, codes["ling"], "T-1", 1000, day="2026-10-08")
    for who, words in (
        ("ling", ["terms", "ling", "--rate", "1%"]), ("mei", ["terms", "mei", "--second-rate", "1%"]),
        ("ling", ["end", "ling"]), ("mei", ["end", "mei"]),
    ):  # fmt: skip
        day = ["--on" if words[0] == "end" else "--from", "2026-10-07" if words[0] == "end" else "2026-10-08"]
        code, error = refused(run, *words, *day)
        assert (code, "error[sales-reckoned]: 1 sale since 2026-10-08" in error) == (1, True), who
        paste = "--on 2026-10-08" if words[0] == "end" else "--from 2026-10-09"
        assert f" hint: sharecli partner {' '.join(words)} {paste}\n" in error
    partner(run, "terms", "ling", "--rate", "1%", "--from", "2026-10-09")
    partner(run, "end", "mei", "--on", "2026-10-08")
    assert owed(run) == {("ling", "CNY"): "3.00", ("mei", "CNY"): "1.00"}
    sold(run, tmp_path, codes["ling"], "T-2", 1000, day="2026-10-09")
    assert owed(run) == {("ling", "CNY"): "3.10", ("mei", "CNY"): "1.00"}


def test_somebody_unknown_is_added_as_a_person_first(run: Run, db: Path) -> None:
    friends(run, db, "ling")
    code, error = refused(run, "add", "Zed Bo", "--rate", "30%")
    assert (code, "error[person-not-found]" in error, "hint: sharecli person add 'Zed Bo'" in error) == (3, True, True)
    for words in (["show"], ["terms", "--rate", "3%"], ["end"], ["pay", "--all"], ["statement"]):
        code, error = refused(run, words[0], "ling", *words[1:])
        assert (code, "hint: sharecli partner add ling --rate 30%" in error) == (3, True)


def test_a_second_share_is_agreed_with_the_notice_and_no_third_is_to_be_had(run: Run, db: Path) -> None:
    friends(run, db, "ling", "mei")
    assert "禁止传销条例" not in run("partner", "add", "mei", "--rate", "30%").err
    said = run("partner", "add", "ling", "--rate", "30%", "--invited-by", "mei").err
    assert "禁止传销条例 Art. 7" in said
    assert "“mei” has no share of friends' sales" in said
    assert "third" not in run("partner", "add", "--help").out
    assert run("partner", "add", "mei", "--third-rate", "5%").code == 2


def test_a_forgotten_friend_is_owed_what_they_earned(run: Run, db: Path, tmp_path: Path) -> None:
    code = friends(run, db, "ling")["ling"]
    partner(run, "add", "ling", "--rate", "30%", "--from", "2026-10-01")
    sold(run, tmp_path, code, "T-1", 1000)
    said = run("partner", "end", "ling", "--on", "2026-10-14").err
    assert "3.00 CNY is still owed to “ling”: sharecli partner pay ling --all --currency CNY" in said
    assert run("person", "forget", "ling", "--yes").code == 0
    ((word, _currency),) = owed(run)
    assert word.startswith("gone-")
    assert partner(run, "pay", word, "--all")["amount"] == "3.00"
    assert partner(run, "show", word)["name"] is None
    assert "error[person-forgotten]" in refused(run, "terms", word, "--rate", "1%")[1]
    assert run("db", "check").code == 0


def test_a_partner_is_forgotten_only_once_the_terms_have_ended(run: Run, db: Path, tmp_path: Path) -> None:
    code = friends(run, db, "ling")["ling"]
    partner(run, "add", "ling", "--rate", "30%", "--from", "2026-10-01")
    sold(run, tmp_path, code, "T-1", 1000)
    partner(run, "pay", "ling", "--amount", "1", "--reference", "Ling October")
    for words in (["--yes"], ["--dry-run"]):
        said = run("person", "forget", "ling", *words)
        assert (said.code, said.out, "error[terms-run]" in said.err) == (1, "", True)
        assert said.err.endswith(" hint: sharecli partner end ling\n")
    assert run("partner", "end", "ling").code == 0
    shown = run("person", "forget", "ling", "--yes").out
    assert "stays owed: sharecli partner show gone-1; before they are forgotten: sharecli partner show ling" in shown
    assert "the reference of payment 1 names them and stays" in shown
    assert "statements that were written or sent stay" in shown
    before = owed(run)
    sold(run, tmp_path, code, "T-2", 99900, day="2026-10-16")
    assert owed(run) == before == {("gone-1", "CNY"): "2.00"}
    assert run("partner", "unpay", "1", "--reason", "the reference names somebody").code == 0
    assert "Ling" not in run("partner", "statement", "gone-1").out


def test_terms_may_come_before_others_that_are_agreed(run: Run, db: Path) -> None:
    friends(run, db, "ling")
    partner(run, "add", "ling", "--rate", "30%")
    partner(run, "terms", "ling", "--rate", "20%", "--from", "2026-12-05")
    words = ("terms", "ling", "--rate", "25%", "--from", "2026-12-01")
    error = refused(run, *words)[1]
    assert "error[terms-overlap]: other terms of “ling” begin on 2026-12-05: these have to end before" in error
    card = partner(run, *pasted(error))
    assert [(one["from"], one["until"], one["rate"]) for one in card["terms"]] == [
        ("2026-10-15", "2026-11-30", "30%"), ("2026-12-01", "2026-12-04", "25%"), ("2026-12-05", None, "20%"),
    ]  # fmt: skip


def test_terms_that_have_an_end_are_ended_before_others_begin_in_them(run: Run, db: Path) -> None:
    friends(run, db, "ling")
    partner(run, "add", "ling", "--rate", "30%")
    partner(run, "end", "ling", "--on", "2026-11-20")
    words = ("terms", "ling", "--rate", "20%", "--from", "2026-11-10")
    error = refused(run, *words)[1]
    assert "error[terms-overlap]: the terms of “ling” hold until 2026-11-20: others would overlap" in error
    partner(run, *pasted(error))
    assert [one["until"] for one in partner(run, *words)["terms"]] == ["2026-11-09", None]


@pytest.mark.parametrize(
    "words",
    [
        ("add", "bo", "--rate", "80%", "--second-rate", "30%"),
        ("add", "bo", "--rate=80%", "--second-rate=30%", "--until", "2026-12-31"),
        ("add", "bo", "--rate", "30%", "--invited-by", "bo"),
        ("add", "bo", "--rate", "61%", "--second-rate", "45%", "--invited-by", "mei"),
        ("terms", "mei", "--rate", "65%"),
        ("terms", "mei", "--second-rate", "70%", "--rate", "55%"),
        ("terms", "mei", "--second-rate", "45%"),
        ("terms", "ling", "--rate", "61%"),
        ("terms", "ling"),
        ("terms", "ling", "--invited-by", "mei", "--no-inviter"),
        ("add", "bo", "--rate", "30"),
        ("add", "bo", "--rate", "0%"),
        ("add", "bo", "--rate", "30%", "--from", "2026-11-10", "--until", "2026-11-09"),
        ("pay", "mei", "--all"),
        ("pay", "mei", "--amount", "3", "--currency", "CNY"),
        ("pay", "mei", "--amount", "3", "--ahead", "--on", "2026-12-01"),
        ("pay", "mei", "--amount", "3", "--ahead", "--reference", "R" * 101),
    ],
)
def test_what_a_refusal_says_to_paste_succeeds(run: Run, db: Path, words: tuple[str, ...]) -> None:
    friends(run, db, "mei", "ling", "bo", "dan")
    partner(run, "add", "mei", "--rate", "30%", "--second-rate", "40%")
    partner(run, "add", "ling", "--rate", "60%", "--invited-by", "mei")
    partner(run, "add", "dan", "--rate", "58%", "--invited-by", "mei")
    error = refused(run, *words)[1]
    said = run("partner", *pasted(error))
    assert said.code == 0, (error, said.err)


def test_nothing_owed_is_no_invitation_to_pay(run: Run, db: Path) -> None:
    friends(run, db, "ling")
    partner(run, "add", "ling", "--rate", "30%")
    for words in (["--all"], ["--amount", "3"]):
        error = refused(run, "pay", "ling", *words)[1]
        assert "--ahead" not in error
        assert pasted(error) == ["statement", "ling"]
    partner(run, "pay", "ling", "--amount", "3", "--ahead")
    assert pasted(refused(run, "pay", "ling", "--all")[1]) == ["statement", "ling"]


def test_the_list_shows_both_rates(run: Run, db: Path) -> None:
    friends(run, db, "ling", "mei")
    partner(run, "add", "mei", "--rate", "40%", "--second-rate", "10%")
    partner(run, "add", "ling", "--rate", "30%", "--invited-by", "mei")
    lines = run("partner", "list").out.splitlines()
    assert [line.split()[1:4] for line in lines[1:3]] == [["30%", "mei"], ["40%", "+", "10%"]]
    assert "what follows a + is of sales by those they invited" in lines


@pytest.mark.parametrize(
    ("change", "check"),
    [
        ("UPDATE partner_terms SET rate_billionths = 900000000 WHERE id = 1", "partner chains"),
        ("UPDATE partner_payments SET micros = 1000000 WHERE id = 1", "partner chains"),
        ("DELETE FROM partner_payments WHERE id = 1", "partner chains"),
        ("UPDATE partner_payments SET person_id = 2 WHERE id = 2", "partner payments"),
        # The newest row of a chain is followed by none: only its head, kept beside it, knows of it.
        ("DELETE FROM partner_payments WHERE id = 2", "partner chains"),
        ("DELETE FROM partner_payments", "partner chains"),
        ("DELETE FROM partner_terms WHERE id = 1", "partner chains"),
    ],
)
def test_a_row_that_was_changed_is_found(run: Run, db: Path, tmp_path: Path, change: str, check: str) -> None:
    code = friends(run, db, "ling", "mei")["ling"]
    partner(run, "add", "ling", "--rate", "30%", "--from", "2026-10-01")
    sold(run, tmp_path, code, "T-1", 1000)
    partner(run, "pay", "ling", "--all")
    partner(run, "unpay", "1", "--reason", "typed twice")
    connection = sqlite3.connect(db)
    with pytest.raises(sqlite3.IntegrityError, match="never edited"):
        connection.execute(change)
    for table in ("partner_terms", "partner_payments"):
        for verb in ("update", "delete"):
            connection.execute(f"DROP TRIGGER {table}_no_{verb}")
    connection.execute(change)
    connection.commit()
    connection.close()
    said = run("db", "check")
    assert said.code != 0
    assert any(check in line and "ok" not in line for line in said.out.splitlines())


def test_tables_are_drawn_for_people(run: Run, db: Path, tmp_path: Path) -> None:
    code = friends(run, db, "ling", "mei")["ling"]
    assert "Nobody shares your commission yet" in run("partner", "list").out
    partner(run, "add", "ling", "--rate", "30%", "--from", "2026-10-01")
    partner(run, "add", "mei", "--rate", "20%", "--until", "2026-10-15")
    sold(run, tmp_path, code, "T-1", 1000)
    run("partner", "pay", "ling", "--amount", "1")
    assert run("partner", "list").out == (
        "partner  share  invited by  promised  earned  paid  owed\n"
        "ling       30%  –               0.00    3.00  1.00  2.00  CNY\n"
        "mei        20%  –\n"
        "\n"
        "you earned  partners'  left to you\n"
        "     10.00       3.00         7.00  CNY\n"
    )
    shown = run("partner", "show", "ling").out
    assert "2026-10-01  –        30%" in shown
    assert "1  2026-10-15  ling     –            1.00  CNY" in shown
    assert "earned  paid" not in run("partner", "show", "mei").out
