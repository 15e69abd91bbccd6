"""Measures `partner statement` and `partner list` over 10,000 to 1,000,000 accruals: flat memory, linear time.

The file is made by ``sharecli`` (a product, two friends, their terms and links) and filled by SQL: order
lines, each settled, every tenth of them refunded in part, by the links of two friends of whom one invited the other; so
half of the rows are second shares. The sums are checked against SQL that somebody types who knows the
columns, or nothing is printed.
"""

import os
import random
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from functools import partial
from json import loads
from pathlib import Path

from beside import growth, machine, program, run, seconds, targets, weighed

SIZES = (10_000, 100_000, 1_000_000)
AT = "2026-10-01T00:00:00Z"
REFUNDED = 10
"""One line of so many was refunded in part."""

CSV, MONTH, LIST = "statement --to mei.csv", "statement --period 2026-09 --to mei.csv", "list"
SUMS = """
SELECT l.person, sum((c.settled_micros + c.adjusted_micros) * iif(l.person = 'mei', 40, 10) / 100)
FROM commissions c JOIN links l ON l.id = c.link_id GROUP BY l.person
"""


def main() -> None:
    """Make the files, ask for the statement, print."""
    with tempfile.TemporaryDirectory(prefix="sharecli-bench-") as folder:
        home = Path(folder)
        environment = {"HOME": folder, "XDG_DATA_HOME": folder, "XDG_CONFIG_HOME": folder, "SHARECLI_LANG": "en"}
        for size in SIZES:
            _made(home / f"{size}.db", size, environment)
            _agree(home / f"{size}.db", environment)
        ways = {(size, how): words for size in SIZES for how, words in _ways(home, size).items()}
        growth("A partner's statement, one run each", ways, environment)
        least, most = (_ways(home, size)[CSV] for size in SIZES[1:])
        spent = [weighed(words, environment) for words in (least, most)]
        targets(
            ("a million accruals: times what a tenth of them takes", spent[1][0] / spent[0][0], "<=", 12),
            ("the same, memory", spent[1][1] / spent[0][1] if spent[0][1] else 1.0, "<=", 1.2),
        )
        bare = seconds(partial(_bare, home / f"{SIZES[-1]}.db"))
        print(f"\nReading the same history in the same order with sqlite3 alone: {bare:.2f} s.")
    print(f"\n{machine()}, SQLite {sqlite3.sqlite_version}")


def _ways(home: Path, size: int) -> dict[str, list[str]]:
    ours = [program("sharecli"), "--db", str(home / f"{size}.db"), "partner"]
    to = ["--to", str(home / "mei.csv")]
    return {
        CSV: [*ours, "statement", "mei", *to],
        MONTH: [*ours, "statement", "mei", "--period", "2026-09", *to],
        LIST: [*ours, "list", "-F", "json"],
    }


def _made(path: Path, size: int, environment: dict[str, str]) -> None:
    ours = [program("sharecli"), "--db", str(path)]
    for words in (
        ["product", "add", "https://shop.example/1", "--title", "Tea", "--code", "tea", "--price", "10"],
        ["person", "add", "Mei"],
        ["person", "add", "Ling"],
        ["partner", "add", "mei", "--rate", "40%", "--second-rate", "10%", "--from", "2026-01-01"],
        ["partner", "add", "ling", "--rate", "30%", "--invited-by", "mei", "--from", "2026-01-01"],
        ["link", "new", "tea", "-c", "qq", "--person", "mei", "--person", "ling"],
    ):
        run([*ours, *words], environment)
    with closing(sqlite3.connect(path)) as file, file:
        (links,) = zip(*file.execute("SELECT id FROM links ORDER BY person"), strict=True)
        file.executemany(
            "INSERT INTO commissions (id, platform, order_id, currency, ordered_at, link_id, product_id) "
            "VALUES (?, 'taobao', ?, 'CNY', ?, ?, 1)",
            _lines(size, links),
        )
        file.executemany(
            "INSERT INTO commission_history (id, commission_id, kind, state, settled_micros, adjustment_micros, "
            "reason, recorded_at, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, printf('%064d', ?))",
            _history(size),
        )
        file.execute("PRAGMA optimize")


def _lines(size: int, links: tuple[int, ...]) -> Iterator[tuple[object, ...]]:
    draw = random.Random(6)  # noqa: S311 - the same file every time
    for one in range(1, _count(size) + 1):
        day = f"2026-{draw.randrange(1, 10):02}-{draw.randrange(1, 29):02}T{draw.randrange(24):02}:00:00Z"
        yield one, f"T-{one}", day, links[one % 2]


def _history(size: int) -> Iterator[tuple[object, ...]]:
    draw = random.Random(7)  # noqa: S311 - the same file every time
    number = 0
    for one in range(1, _count(size) + 1):
        number += 1
        settled = draw.randrange(10**6, 10**8)
        yield number, one, "state", "settled", settled, None, "", AT, number
        if one % REFUNDED == 0:
            number += 1
            yield number, one, "adjustment", None, None, -settled // 3, "refund", AT, number


def _count(size: int) -> int:
    """Lines that bring so many accruals: one each, and one more for a refund."""
    return size * REFUNDED // (REFUNDED + 1)


def _agree(path: Path, environment: dict[str, str]) -> None:
    """Both answers are the same, or the program ends here."""
    words = [program("sharecli"), "--db", str(path), "partner", "list", "-F", "json"]
    said = subprocess.run(words, env={**os.environ, **environment}, capture_output=True, check=True, text=True).stdout
    ours = {row["partner"]: Decimal(row["earned"]) for row in loads(said)["rows"]}
    with closing(sqlite3.connect(path)) as file:
        mine = sum(micros for _person, micros in file.execute(SUMS))
    if ours["mei"] * 1_000_000 != mine:
        sys.exit("the two answers differ: there is nothing to compare")


def _bare(path: Path) -> int:
    with closing(sqlite3.connect(path)) as file:
        rows = file.execute(
            "SELECT * FROM commissions c CROSS JOIN links l ON l.id = c.link_id "
            "CROSS JOIN commission_history h ON h.commission_id = c.id ORDER BY c.ordered_at, c.id, h.id"
        )
        return sum(1 for _row in rows)


if __name__ == "__main__":
    main()
