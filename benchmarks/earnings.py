"""Measures `earnings` over a ledger of 1,000,000 lines beside bare SQL on the same file, and beside hledger's balance.

How the ledger is made: 100,000 lines of Shopee's report go in by ``commission import``; SQL copies them and their
history nine times under other platforms, accounts and currencies, the triggers set aside and the hashes drawn by lot,
since no report reads them. The bare SQL is what somebody types who knows the columns: ``python -c`` with sqlite3, one
question, no totals; its answer must be ours, or nothing is printed. What start-up costs is the same command's time on
an empty ledger. hledger reads the journal that ``earnings export`` writes of the first 100,000 lines.
"""

import csv
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from decimal import Decimal
from pathlib import Path

from beside import first_line, machine, program, table, targets, wanted
from ledger_import import Ledger, Spent, Way, measured

FIRST, TIMES, ROUNDS = 100_000, 10, 3
ELSEWHERE = ("taobao", "jd", "pinduoduo", "douyin", "lazada", "tiktok-shop", "amazon", "awin", "shopee")
MONEY = {"taobao": "CNY", "jd": "CNY", "pinduoduo": "CNY", "douyin": "CNY", "amazon": "USD", "awin": "EUR"}
PERIOD = "2026Q3"

OURS, OURS_TABLE = "sharecli earnings --by channel -F json", "sharecli earnings --by channel"
QUARTER = f"sharecli earnings --by channel --period {PERIOD} -F json"
MONTHS = "sharecli earnings --by month --by channel -F json"
SAME, SUMS = "python -c, the same columns", "python -c, the sums without the orders"
SMALL, EXPORT, BALANCE = "sharecli earnings -F json", "sharecli earnings export", "hledger balance"

_SUMS = """
  sum(CASE WHEN state IN ('pending', 'held') THEN coalesce(estimate_micros, 0) ELSE 0 END),
  sum(CASE WHEN state = 'confirmed' THEN coalesce(estimate_micros, 0) ELSE 0 END),
  sum(CASE WHEN state = 'settled' THEN coalesce(settled_micros, 0) ELSE 0 END),
  sum(CASE WHEN state = 'paid' THEN coalesce(settled_micros, 0) ELSE 0 END),
  sum(adjusted_micros)
FROM commissions GROUP BY channel, currency
"""
_ORDERS = "count(DISTINCT CASE WHEN state <> 'void' THEN platform || '/' || account || '/' || order_id END)"
BARE = """
import json, sqlite3, sys
print(json.dumps(sqlite3.connect(sys.argv[1]).execute(sys.argv[2]).fetchall()))
"""
ASKED = {SAME: f"SELECT channel, currency, {_ORDERS}, {_SUMS}", SUMS: f"SELECT channel, currency, {_SUMS}"}


def main() -> None:
    """Make the ledger, ask it each way, print."""
    with_hledger = wanted("hledger", "hledger")
    with tempfile.TemporaryDirectory(prefix="sharecli-bench-") as folder:
        ledger = Ledger(Path(folder))
        ledger.run("commission", "import", str(ledger.report("report.csv", FIRST)))
        small = ledger.home / "small.db"
        shutil.copy(ledger.path, small)
        lines = _multiplied(ledger.path)
        _agree(ledger)
        large, empty = (_questions(path) for path in (ledger.path, ledger.fresh))
        spent = measured(large, ledger.environment, rounds=ROUNDS)
        start = measured(empty, ledger.environment, rounds=ROUNDS)
        _say(spent, start, lines=lines, size=ledger.path.stat().st_size)
        if with_hledger:
            _books(ledger, small)
    alone = spent[OURS].seconds - start[OURS].seconds, spent[SAME].seconds - start[SAME].seconds
    targets(
        (f"{OURS}: times {SAME}", spent[OURS].seconds / spent[SAME].seconds, "<=", 1.5),
        ("the same without start-up", alone[0] / alone[1], "<=", 1.5),
    )
    said = f", {first_line('hledger', '--version')}" if with_hledger else ""
    print(f"\n{machine()}, SQLite {sqlite3.sqlite_version}{said}")


def _multiplied(path: Path) -> int:
    """The ledger with its lines and their history ten times; how many lines that is."""
    with closing(sqlite3.connect(path)) as database, database:
        triggers = database.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
            " AND tbl_name IN ('commissions', 'commission_history')"
        ).fetchall()
        for name, _sql in triggers:
            database.execute(f"DROP TRIGGER {name}")
        last = database.execute("SELECT max(id) FROM commissions").fetchone()[0]
        lived = database.execute("SELECT max(id) FROM commission_history").fetchone()[0]
        for time, platform in zip(range(1, TIMES), ELSEWHERE, strict=True):
            _copied(
                database,
                "commissions",
                id=f"id + {last * time}",
                platform=f"'{platform}'",
                account=f"'{'second' if platform == 'shopee' else ''}'",
                currency=f"'{MONEY.get(platform, 'PHP')}'",
                upto=last,
            )
            _copied(
                database,
                "commission_history",
                id=f"id + {lived * time}",
                commission_id=f"commission_id + {last * time}",
                hash="lower(hex(randomblob(32)))",
                upto=lived,
            )
        for _name, sql in triggers:
            database.execute(sql)
        return int(database.execute("SELECT count(*) FROM commissions").fetchone()[0])


def _copied(database: sqlite3.Connection, name: str, *, upto: int, **changed: str) -> None:
    columns = [row[1] for row in database.execute(f"PRAGMA table_info({name})")]
    values = ", ".join(changed.get(column, column) for column in columns)
    words = f"INSERT INTO {name} ({', '.join(columns)}) SELECT {values} FROM {name} WHERE id <= {upto}"  # noqa: S608 - own names
    database.execute(words)


def _questions(path: Path) -> dict[str, Way]:
    ours = [program("sharecli"), "--db", str(path), "earnings", "--by"]
    ways = {
        OURS: [*ours, "channel", "-F", "json"],
        OURS_TABLE: [*ours, "channel"],
        QUARTER: [*ours, "channel", "--period", PERIOD, "-F", "json"],
        MONTHS: [*ours, "month", "--by", "channel", "-F", "json"],
    }
    ways |= {name: [sys.executable, "-c", BARE, str(path), words] for name, words in ASKED.items()}
    return {name: Way(_nothing, words) for name, words in ways.items()}


def _nothing() -> None:
    """Nothing to make ready."""


def _said(words: list[str], environment: dict[str, str]) -> str:
    return subprocess.run(words, env={**os.environ, **environment}, capture_output=True, check=True, text=True).stdout


def _agree(ledger: Ledger) -> None:
    """Both answers are the same, or the program ends here."""
    ways = _questions(ledger.path)
    found = json.loads(_said(list(ways[OURS].words), ledger.environment))["rows"]
    columns = ("pending", "confirmed", "settled", "paid", "reversed")
    ours = sorted(
        (row["key"] or "", row["currency"], row["orders"], *(int(Decimal(row[name]) * 1_000_000) for name in columns))
        for row in found
    )
    if ours != sorted(map(tuple, json.loads(_said(list(ways[SAME].words), {})))):
        sys.exit("the two answers differ: there is nothing to compare")


def _say(spent: dict[str, Spent], start: dict[str, Spent], *, lines: int, size: int) -> None:
    base, begun = spent[SAME].seconds, start[SAME].seconds
    rows = []
    for name, one in spent.items():
        alone = one.seconds - start[name].seconds
        cells = (one.seconds, one.seconds / base, start[name].seconds, alone, alone / (base - begun), one.busy)
        rows.append((name, *(f"{cell:.2f}" for cell in cells), f"{one.most:.0f}"))
    table(
        f"Earnings of {lines:,} lines (a file of {size / 1e6:.0f} MB), medians of {ROUNDS} interleaved rounds",
        ("how", "seconds", "ratio", "of it start-up", "without", "ratio", "processor seconds", "peak MiB"),
        rows,
    )


def _books(ledger: Ledger, small: Path) -> None:
    """The journal of the first lines, written by us and read by hledger, beside our own report of the same lines."""
    ours, journal = [program("sharecli"), "--db", str(small), "earnings"], ledger.home / "ledger.journal"
    ways = {
        EXPORT: Way(_nothing, [*ours, "export", str(journal)]),
        SMALL: Way(_nothing, [*ours, "-F", "json"]),
        BALANCE: Way(_nothing, ["hledger", "-f", str(journal), "balance"]),
    }
    spent = measured({EXPORT: ways[EXPORT]}, ledger.environment, rounds=1)
    spent |= measured({name: ways[name] for name in (SMALL, BALANCE)}, ledger.environment, rounds=2)
    account = "Assets:Commission:Settled"
    said = _said(["hledger", "-f", str(journal), "balance", account, "-O", "csv", "-N"], {})
    theirs = list(csv.reader(io.StringIO(said)))[1][1]
    totals = json.loads(_said([*ours, "-F", "json"], ledger.environment))["totals"]
    same = Decimal("".join(one for one in theirs if one.isdigit() or one in ".-")) == Decimal(totals[0]["settled"])
    transactions = sum(line[:1].isdigit() for line in journal.read_text("utf-8").splitlines())
    rows = [
        (name, f"{one.seconds:.2f}", f"{one.seconds / spent[SMALL].seconds:.2f}", f"{one.busy:.2f}", f"{one.most:.0f}")
        for name, one in spent.items()
    ]
    table(
        f"{FIRST:,} lines as a journal of {transactions:,} transactions ({journal.stat().st_size / 1e6:.0f} MB); "
        f"{'the same' if same else 'NOT THE SAME'} settled money",
        ("how", "seconds", "beside ours", "processor seconds", "peak MiB"),
        rows,
    )


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        sys.exit(f"a program to be measured failed: {error}")
