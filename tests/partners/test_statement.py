"""A statement on the screen, as data, CSV and PDF: it adds up, Chinese stands on paper, a long one is never held."""

import csv
import io
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pypdfium2
import pytest

from commissions.papers import SETTLED, paper, taobao
from conftest import Run
from partners.sales import friends, owed, partner, refused, sold

SPAN = ("--period", "2026-10")
LING = pytest.mark.usefixtures("ling")


@pytest.fixture(name="ling")
def a_month_of_ling(run: Run, db: Path, tmp_path: Path) -> str:
    """Ling, invited by Mei, with two sales of which one was refunded in part, and a payment."""
    codes = friends(run, db, "ling", "mei")
    assert run("config", "set", "name", "林小茶").code == 0
    assert run("person", "edit", "ling", "--name", "玲=玲").code == 0
    partner(run, "add", "mei", "--rate", "40%", "--second-rate", "10%", "--from", "2026-10-01")
    partner(run, "add", "ling", "--rate", "30%", "--invited-by", "mei", "--from", "2026-10-01")
    settled = {"settled-at": "2026-10-10 12:00:00"}
    sold(run, tmp_path, codes["ling"], "=T-1", 2580, day="2026-10-02", **settled)
    sold(run, tmp_path, codes["ling"], "T-2", 1233, day="2026-10-06", **settled)
    assert run("commission", "adjust", "T-2", "--refunded", "50", "--of", "129", "--on", "2026-10-12").code == 0
    partner(run, "pay", "ling", "--amount", "5", "--on", "2026-10-14", "--reference", "A-1")
    return codes["ling"]


@LING
def test_a_statement_lists_shares_refunds_and_payments_and_adds_up(run: Run) -> None:
    made = partner(run, "statement", "ling", *SPAN)
    assert {key: made[key] for key in ("partner", "name", "seller", "period")} == {
        "partner": "ling", "name": "玲=玲", "seller": "林小茶", "period": "2026-10-01..2026-10-31",
    }  # fmt: skip
    assert made["sums"] == [
        {
            "currency": "CNY", "opening": "0.00", "earned": "11.439", "taken_back": "-1.431", "paid": "5.00",
            "closing": "5.008", "promised_now": "0.00",
        }
    ]  # fmt: skip
    assert [(row["what"], row["on"], row["commission"], row["amount"]) for row in made["rows"]] == [
        ("opening", "2026-10-01", None, "0.00"), ("settled", "2026-10-10", "25.80", "7.74"),
        ("settled", "2026-10-10", "12.33", "3.699"), ("refund", "2026-10-12", "-4.77", "-1.431"),
        ("payment", "2026-10-14", None, "-5.00"), ("closing", "2026-10-31", None, "5.008"),
    ]  # fmt: skip
    after = partner(run, "statement", "ling", "--period", "2026-11")
    assert [row["amount"] for row in after["rows"]] == ["5.008", "5.008"]
    above = partner(run, "statement", "mei", *SPAN)
    assert [(row["level"], row["by"], row["amount"]) for row in above["rows"][1:-1]] == [
        (2, "ling", "2.58"), (2, "ling", "1.233"), (2, "ling", "-0.477"),
    ]  # fmt: skip


@LING
def test_rows_are_in_the_order_of_the_days_that_stand_beside_them(run: Run, db: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(db)) as connection:
        (code,) = connection.execute("SELECT code FROM links WHERE person = 'ling'").fetchone()
    for order, day, moment in (
        ("O-1", "2026-10-01", "2026-10-14 23:00:00"),
        ("O-2", "2026-10-08", "2026-10-09 00:00:00"),
    ):
        sold(run, tmp_path, code, order, 1000, day=day, **{"settled-at": moment})
    partner(run, "pay", "ling", "--amount", "1", "--on", "2026-10-09", "--reference", "A-0")
    rows = partner(run, "statement", "ling", *SPAN)["rows"][1:-1]
    assert [(row["on"][8:], row["order"]) for row in rows] == [
        ("09", "O-2"), ("09", "A-0"), ("10", "=T-1"), ("10", "T-2"), ("12", "T-2"), ("14", "O-1"), ("14", "A-1"),
    ]  # fmt: skip
    drawn = [line.split()[0] for line in run("partner", "statement", "ling").out.splitlines() if line[:5] == "2026-"]
    assert drawn == [row["on"] for row in rows]
    assert run("partner", "statement", "ling", "--to", str(tmp_path / "ling.csv")).code == 0
    with (tmp_path / "ling.csv").open(encoding="utf-8-sig") as file:
        assert [row["on"] for row in csv.DictReader(file)][1:-1] == drawn


@LING
def test_a_payment_taken_back_stays_on_its_day_and_comes_back_on_the_day_it_was(run: Run) -> None:
    early, late = ("--period", "2026-10-01..2026-10-14"), ("--period", "2026-10-15")
    handed_out = partner(run, "statement", "ling", *early)
    partner(run, "unpay", "A-1", "--reason", "typed twice")
    again = partner(run, "statement", "ling", *early)
    assert again["sums"] == handed_out["sums"]
    assert [(row["what"], row["on"], row["amount"], row["order"]) for row in again["rows"][-2:-1]] == [
        ("payment", "2026-10-14", "-5.00", None)  # a reference that was a mistake is shown no more
    ]
    after = partner(run, "statement", "ling", *late)
    assert [(row["what"], row["on"], row["amount"]) for row in after["rows"]] == [
        ("opening", "2026-10-15", "5.008"), ("payment-undone", "2026-10-15", "5.00"),
        ("closing", "2026-10-15", "10.008"),
    ]  # fmt: skip
    assert (after["sums"][0]["paid"], after["sums"][0]["closing"]) == ("-5.00", "10.008")
    assert "payment taken back" in run("partner", "statement", "ling", *late).out


@LING
def test_a_month_ends_at_the_sellers_midnight_and_a_payment_taken_back_makes_no_difference_to_it(
    run: Run, db: Path, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(db)) as connection:
        (code,) = connection.execute("SELECT code FROM links WHERE person = 'ling'").fetchone()
    for order, moment in (
        ("N-1", "2026-09-30 23:59:59"),
        ("N-2", "2026-10-01 00:00:00"),
        ("N-3", "2026-10-14 00:00:00"),
    ):
        sold(run, tmp_path, code, order, 1000, day="2026-10-01", **{"settled-at": moment})
    partner(run, "unpay", "A-1", "--reason", "typed twice")
    made = partner(run, "statement", "ling", *SPAN)
    assert (made["sums"][0]["opening"], made["sums"][0]["paid"]) == ("3.00", "0.00")
    assert [row["order"] for row in made["rows"] if row["what"] == "settled"] == ["N-2", "=T-1", "T-2", "N-3"]
    day = partner(run, "statement", "ling", "--period", "2026-10-01..2026-10-13")
    assert [row["order"] for row in day["rows"] if row["what"] == "settled"] == ["N-2", "=T-1", "T-2"]
    assert [one["earned"] for one in partner(run, "show", "mei")["accounts"]] == ["6.336"]  # 3.336 and a tenth of 30


@LING
def test_a_statement_on_the_screen_has_its_totals_first(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    assert run("partner", "statement", "ling", *SPAN).out.splitlines()[4:7] == [
        "     opening  earned  taken back  paid  closing  promised now",
        "CNY     0.00  11.439      -1.431  5.00    5.008          0.00",
        "",
    ]


@LING
def test_a_csv_is_the_same_rows_on_the_screen_and_in_a_file_and_runs_no_formula(run: Run, tmp_path: Path) -> None:
    said = run("partner", "statement", "ling", *SPAN, "-F", "csv").out
    rows = list(csv.DictReader(io.StringIO(said)))
    assert list(rows[0]) == list(partner(run, "statement", "ling", *SPAN)["rows"][0])
    assert [row["amount"] for row in rows] == ["0.00", "7.74", "3.699", "-1.431", "-5.00", "5.008"]
    assert rows[1]["order"] == "'=T-1"
    path = tmp_path / "out" / "ling.csv"
    assert run("partner", "statement", "ling", *SPAN, "--to", str(path)).code == 0
    assert path.read_text("utf-8") == said
    assert path.stat().st_mode & 0o077 == 0
    assert run("partner", "statement", "ling", *SPAN, "--to", str(path), "--bom").code == 0
    assert path.read_bytes() == b"\xef\xbb\xbf" + said.encode()


@LING
def test_a_pdf_is_a4_says_who_and_what_and_numbers_its_pages(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "ling.pdf"
    assert run("partner", "statement", "ling", *SPAN, "--to", str(path)).code == 0
    pdf = pypdfium2.PdfDocument(path)
    assert len(pdf) == 1
    assert [round(side) for side in pdf[0].get_size()] == [595, 842]
    words = pdf[0].get_textpage().get_text_bounded()
    for wanted in ("玲=玲 (ling)", "林小茶", "11.439", "-1.431", "=T-1", "-5.00 CNY", "page 1 of 1"):
        assert wanted in words, words
    pdf.close()


@LING
def test_a_long_statement_repeats_its_headings_and_too_long_a_one_is_refused(
    run: Run, db: Path, tmp_path: Path
) -> None:
    many(db, 200)
    path = tmp_path / "ling.pdf"
    assert run("partner", "statement", "ling", "--to", str(path)).code == 0
    pdf = pypdfium2.PdfDocument(path)
    pages = [page.get_textpage().get_text_bounded() for page in pdf]
    assert len(pages) > 2
    for number, words in enumerate(pages[:-1], start=1):
        assert "commission" in words
        assert f"page {number} of {len(pages)}" in words
    pdf.close()
    many(db, 5_000)
    code, error = refused(run, "statement", "ling", "--to", str(path))
    assert (code, "error[too-many-lines]" in error, "--to ling.csv" in error) == (1, True, True)
    assert "the first 200 of" in run("partner", "statement", "ling").err


@pytest.mark.parametrize("words", [["--to", "a.txt"], ["--to", "a.pdf", "--bom"], ["--bom"], ["--period", "autumn"]])
@LING
def test_a_statement_in_another_form_is_refused(run: Run, words: list[str]) -> None:
    assert refused(run, "statement", "ling", *words)[0] == 2


@LING
def test_a_statement_of_many_accruals_takes_no_more_memory(db: Path, tmp_path: Path) -> None:
    path = tmp_path / "ling.csv"
    heights = []
    for lines in (1_000, 20_000):
        many(db, lines)
        script = (
            "import resource, sys; from sharecli.__main__ import main\n"
            "try: main()\n"
            "finally: print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
        )
        words = [sys.executable, "-c", script, "--db", str(db), "partner", "statement", "ling", "--to", str(path)]
        done = subprocess.run(words, capture_output=True, text=True, check=True)
        heights.append(int(done.stderr.splitlines()[-1]))
        assert len(path.read_text("utf-8").splitlines()) > lines
    assert heights[1] - heights[0] < 8_000, heights  # KiB; the rows alone would be ten times that


def many(db: Path, lines: int) -> None:
    """Settled sales by Ling's link, put into the file as the ledger has them."""
    connection = sqlite3.connect(db)
    (link,) = connection.execute("SELECT id FROM links WHERE person = 'ling'").fetchone()
    (first,) = connection.execute("SELECT max(id) + 1 FROM commissions").fetchone()
    (row,) = connection.execute("SELECT max(id) + 1 FROM commission_history").fetchone()
    with connection:
        connection.executemany(
            "INSERT INTO commissions (id, platform, order_id, currency, ordered_at, link_id) VALUES (?, 'taobao', ?, "
            "'CNY', '2026-10-05T00:00:00Z', ?)",
            [(first + one, f"M-{first + one}", link) for one in range(lines)],
        )
        connection.executemany(
            "INSERT INTO commission_history (id, commission_id, kind, state, settled_micros, recorded_at, hash) "
            "VALUES (?, ?, 'state', 'settled', 1230000, '2026-10-06T00:00:00Z', printf('%064d', ?))",
            [(row + one, first + one, row + one) for one in range(lines)],
        )
    connection.close()


def test_what_a_platform_tells_anew_after_the_payout_moves_the_share_with_it(
    run: Run, db: Path, tmp_path: Path
) -> None:
    code = friends(run, db, "ling")["ling"]
    partner(run, "add", "ling", "--rate", "30%", "--from", "2026-10-01")
    sold(run, tmp_path, code, "T-1", 1000)
    assert run("payout", "add", "--platform", "taobao", "--gross", "10", "--line", "T-1").code == 0
    assert owed(run) == {("ling", "CNY"): "3.00"}
    sold(run, tmp_path, code, "T-1", 1000, settled="6.00")
    assert owed(run) == {("ling", "CNY"): "1.80"}
    partner(run, "pay", "ling", "--all")
    sold(run, tmp_path, code, "T-2", 100, day="2026-10-12")
    path = tmp_path / "later.csv"
    path.write_bytes(paper([taobao("T-1", SETTLED, place=code, ordered="2026-10-03 12:00:00", settled="2.00")]))
    assert run("commission", "import", str(path), "--as-of", "2026-10-14").code == 0
    assert owed(run) == {("ling", "CNY"): "-0.90"}  # 30% of 1.00 more, and of 4.00 less
    assert run("db", "check").code == 0
