"""The journal: real bookkeepers accept it, and their balances are ours to the last digit."""

import shutil
import subprocess
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from conftest import Run
from earnings.ledgers import AT, Sold, Word, keep, sales, season
from sharecli.commissions.entry_records import Entry
from sharecli.commissions.ledger import Change
from sharecli.commissions.model import State
from sharecli.commissions.records import known
from sharecli.earnings.journal import Entry as Transaction, _part, written
from sharecli.earnings.model import Bookkeeper
from sharecli.earnings.moves import PLACES
from sharecli.money import decimal_string
from sharecli.store.open import Store

HLEDGER = shutil.which("hledger")
needs_hledger = pytest.mark.skipif(HLEDGER is None, reason="hledger is not installed (Debian: apt-get install hledger)")
SLOW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
NASTY = '龙井 "50%" ; a|b, [2026-99-99] date:x \\ \x1b[31m\n= {} @ 3\u202e'

Balances = dict[tuple[str, str], Decimal]


def ours(path: Path) -> Balances:
    """The columns of the report by platform, as the accounts that they are."""
    from datetime import date
    from zoneinfo import ZoneInfo

    from sharecli.earnings.adding import Asked, report
    from sharecli.earnings.model import By
    from sharecli.period import EVER

    store = Store(path)
    found: Counter[tuple[str, str]] = Counter()
    for one in report(store, Asked((By.platform,), EVER, ZoneInfo("Asia/Shanghai"), date(2026, 10, 15))).rows:
        for place in PLACES:
            found[f"Assets:Commission:{place.capitalize()}:{_part(one.key)}", one.currency] += getattr(one, place)
    rows = store.reader.execute("SELECT * FROM payouts WHERE voided_at IS NULL").fetchall()
    for row in rows:
        found[f"Assets:Commission:Paid:{_part(row['platform'])}", row["currency"]] -= row["gross_micros"]
        found["Assets:Bank", row["currency"]] += row["net_micros"]
    store.close()
    return {at: Decimal(decimal_string(micros, at[1])) for at, micros in found.items() if micros}


def theirs_hledger(journal: Path) -> Balances:
    assert HLEDGER
    said = subprocess.run(
        [HLEDGER, "-f", journal, "balance", "Assets", "-O", "csv", "--flat", "--layout=bare"],
        capture_output=True, text=True, check=True, env={"LANG": "C.UTF-8"},
    ).stdout  # fmt: skip
    rows = [line.strip('"').split('","') for line in said.splitlines()[1:]]
    return {(account, unit): Decimal(sum_) for account, unit, sum_ in rows if account != "total" and Decimal(sum_)}


def theirs_beancount(journal: Path) -> Balances:
    loader = pytest.importorskip("beancount.loader", reason="beancount is not installed (pip install beancount)")
    realization = pytest.importorskip("beancount.core.realization")
    entries, errors, _options = loader.load_file(str(journal))
    assert errors == []
    found: Balances = {}
    for one in realization.iter_children(realization.realize(entries)):
        for position in one.balance:
            if position.units.number and one.account.startswith("Assets"):
                found[one.account, position.units.currency] = position.units.number
    return found


def exported(run: Run, folder: Path, keeper: str) -> Path:
    path = folder / f"ledger.{keeper}"
    said = run("earnings", "export", str(path), "--to", keeper)
    assert said.code == 0, said.err
    return path


def pay_out(path: Path) -> None:
    store = Store(path)
    with store.writing() as db:
        for number, (platform, unit, gross, fee, tax) in enumerate(
            [("taobao", "CNY", 100_000_000, 1_000_000, 20_000_000), ("own shop (二店)", "CNY", 7_000_001, 0, 0)]
        ):
            row = {
                "platform": platform, "account": "", "currency": unit, "paid_on": f"2026-0{number + 3}-01",
                "reference": NASTY, "gross_micros": gross, "fee_micros": fee, "tax_micros": tax,
                "net_micros": gross - fee - tax, "line_count": 0, "covered_micros": 0, "recorded_at": "2026-10-01",
            }  # fmt: skip
            db.table("payouts").insert(row)
    store.close()


@pytest.fixture
def booked(db: Path) -> Path:
    keep(db, [*season(), Sold(order=NASTY, title=NASTY, account=NASTY, channel="qq")])
    pay_out(db)
    return db


@needs_hledger
def test_hledger_accepts_the_journal_strictly_and_its_balances_are_ours(booked: Path, run: Run, tmp_path: Path) -> None:
    journal = exported(run, tmp_path, "hledger")
    said = subprocess.run(
        [str(HLEDGER), "-f", journal, "check", "-s"],
        capture_output=True,
        text=True,
        check=False,
        env={"LANG": "C.UTF-8"},
    )
    assert (said.returncode, said.stderr) == (0, "")
    assert theirs_hledger(journal) == ours(booked)


def test_beancount_accepts_the_journal_and_its_balances_are_ours(booked: Path, run: Run, tmp_path: Path) -> None:
    journal = exported(run, tmp_path, "beancount")
    check = shutil.which("bean-check") or str(Path(__import__("sys").executable).parent / "bean-check")
    assert theirs_beancount(journal) == ours(booked)
    if Path(check).exists():
        said = subprocess.run([check, journal], capture_output=True, text=True, check=False)
        assert (said.returncode, said.stderr) == (0, "")


@SLOW
@given(sales())
def test_the_balances_of_any_ledger_are_ours(db: Path, run: Run, tmp_path: Path, sold: list[Sold]) -> None:
    db.unlink(missing_ok=True)
    keep(db, sold)
    assert theirs_beancount(exported(run, tmp_path, "beancount")) == ours(db)
    if HLEDGER:
        assert theirs_hledger(exported(run, tmp_path, "hledger")) == ours(db)


def test_the_same_ledger_makes_the_same_journal_on_the_standard_output(booked: Path, run: Run, tmp_path: Path) -> None:
    assert booked.is_file()
    for keeper in ("hledger", "beancount"):
        assert run("earnings", "export", "--to", keeper).out == exported(run, tmp_path, keeper).read_text("utf-8")


def test_every_move_of_a_line_is_one_transaction(db: Path, run: Run) -> None:
    words = (
        Word("pending", 5_000_000), Word("confirmed", 5_000_000, None, "2026-10-03T04:00:00Z"),
        Word("settled", 5_000_000, 4_500_000, "2026-10-04T04:00:00Z"), Word("refunded"),
    )  # fmt: skip
    keep(db, [Sold("A-1", words, channel="qq", product=0)])
    said = run("earnings", "export", "--to", "hledger").out
    assert said.split("\n\n", 2)[2] == (
        "2026-10-01 * (C1) taobao | pending\n"
        "    ; order: A-1\n    ; product: longjing\n    ; channel: qq\n    ; title: 龙井\n"
        "    Assets:Commission:Pending:Taobao  5.00 CNY\n    Income:Commission:Promised:Taobao  -5.00 CNY\n\n"
        "2026-10-03 * (C2) taobao | confirmed\n"
        "    ; order: A-1\n    ; product: longjing\n    ; channel: qq\n    ; title: 龙井\n"
        "    Assets:Commission:Pending:Taobao  -5.00 CNY\n    Assets:Commission:Confirmed:Taobao  5.00 CNY\n\n"
        "2026-10-04 * (C3) taobao | settled\n"
        "    ; order: A-1\n    ; product: longjing\n    ; channel: qq\n    ; title: 龙井\n"
        "    Assets:Commission:Confirmed:Taobao  -5.00 CNY\n    Assets:Commission:Settled:Taobao  4.50 CNY\n"
        "    Income:Commission:Promised:Taobao  5.00 CNY\n    Income:Commission:Settled:Taobao  -4.50 CNY\n\n"
        "2026-10-14 * (C4) taobao | adjusted\n"
        "    ; order: A-1\n    ; product: longjing\n    ; channel: qq\n    ; title: 龙井\n    ; reason: refund\n"
        "    Assets:Commission:Reversed:Taobao  -4.50 CNY\n    Income:Commission:Reversed:Taobao  4.50 CNY\n"
    )


def test_an_empty_ledger_makes_an_empty_journal(run: Run, db: Path) -> None:
    assert run("earnings", "export").out.startswith("; ")
    assert run("earnings", "export", "--to", "beancount").out.startswith(";; ")
    assert not db.exists()


def test_words_of_others_stay_words() -> None:
    entry = Transaction("2026-10-01", "C1", NASTY, NASTY, (("title", NASTY),), (("Assets:Bank", 0, "CNY"),))
    plain = written([entry], Bookkeeper.hledger)
    assert "\x1b" not in plain
    assert not {";", "|", ",", "["} & set(plain.split("title: ", 1)[1].split("\n", 1)[0])
    quoted = written([entry], Bookkeeper.beancount)
    assert '\\"50%\\"' in quoted
    assert "\\\\" in quoted
    assert quoted.count("\n") == 6


def test_an_import_that_was_taken_back_leaves_the_balances_ours(db: Path, run: Run, tmp_path: Path) -> None:
    keep(db, [Sold("A-1", (Word("pending", 5_000_000),)), Sold("A-2")])
    store = Store(db)
    with store.writing() as opened:
        row = {
            "file": "a.csv",
            "sha256": "0" * 64,
            "platform": "taobao",
            "layout": "modern",
            "imported_at": "2026-10-14",
        }
        batch = opened.table("import_batches").insert(row, pk="id").last_pk
    assert isinstance(batch, int)
    for state, settled, undoes in ((State.settled, 4_000_000, None), (State.pending, None, batch)):
        with store.writing() as opened:
            line = next(one for one in known(store, "taobao", ["A-1"]))
            entry = Entry(opened, platform="taobao", account="", at=AT, batch=batch, undoes=undoes)
            entry.change(line, "", [Change(state, 5_000_000, settled)])
    store.close()
    found = ours(db)
    assert found["Assets:Commission:Pending:Taobao", "CNY"] == 5
    assert theirs_beancount(exported(run, tmp_path, "beancount")) == found
    assert run("earnings", "export").out.count("; order: A-1") == 3
