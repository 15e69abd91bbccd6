"""Measures `person tree` with 10,000 people, 200 groups and 100,000 shares beside its bare SQL on the same file.

The file is made by ``sharecli product add`` and filled by SQL: a tenth of the people came by themselves, the others
were brought by somebody drawn among those before them, half of the people have a link, and 50,000 order lines in two
currencies came by those. The bare SQL is what somebody types who knows the columns: ``python -c`` with sqlite3, a
recursive CTE into a temporary table with everybody's generation, friends, orders and money, that table, and its sums
by generation; its answer must be ours, or nothing is printed. What start-up costs is the same command's time on an
empty file.
"""

import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from decimal import Decimal
from functools import partial
from pathlib import Path

from beside import machine, medians, program, run, table, targets

PEOPLE, GROUPS, SHARES, LINES, ROUNDS = 10_000, 200, 100_000, 50_000, 7
ALONE = 0.1
"""The part of the people whom nobody brought."""
AT = "2026-10-01T00:00:00Z"

OURS, TABLE, BRANCH = "sharecli person tree -F json", "sharecli person tree", "sharecli person tree p1 -F json"
BARE, SHOW, DUE = "python -c, the same figures", "sharecli person show p1 -F json", "sharecli person due -F json"

_MONEY = """
  count(DISTINCT CASE WHEN c.state <> 'void' THEN c.platform || '/' || c.account || '/' || c.order_id END) AS orders,
  sum(CASE WHEN c.state IN ('pending', 'held', 'confirmed') THEN coalesce(c.estimate_micros, 0) ELSE 0 END) AS promised,
  sum(CASE WHEN c.state IN ('settled', 'paid') THEN coalesce(c.settled_micros, 0) ELSE 0 END) + sum(c.adjusted_micros)
    AS earned
"""
EVERYBODY = f"""
CREATE TEMP TABLE found AS
WITH RECURSIVE tree (id, word, name, stage, parent, generation) AS (
  SELECT id, word, name, stage, '', 0 FROM people WHERE brought_by IS NULL
  UNION ALL
  SELECT p.id, p.word, p.name, p.stage, t.word, t.generation + 1 FROM people p JOIN tree t ON p.brought_by = t.id
), money AS (
  SELECT l.person, c.currency, {_MONEY} FROM commissions c JOIN links l ON l.id = c.link_id
  WHERE l.person <> '' GROUP BY l.person, c.currency
), friends AS (SELECT brought_by, count(*) AS many FROM people GROUP BY brought_by)
SELECT t.word, t.name, t.stage, t.parent, t.generation, coalesce(f.many, 0) AS friends, m.currency, m.orders,
  m.promised, m.earned
FROM tree t LEFT JOIN money m ON m.person = t.word LEFT JOIN friends f ON f.brought_by = t.id
"""  # noqa: S608 - our own words
BY_GENERATION = """
SELECT generation, currency, sum(orders), sum(promised), sum(earned) FROM found
WHERE currency IS NOT NULL GROUP BY generation, currency
"""
SCRIPT = """
import json, sqlite3, sys
file = sqlite3.connect(sys.argv[1])
print(json.dumps([file.execute(question).fetchall() for question in sys.argv[2:]][1:], ensure_ascii=False))
"""


def main() -> None:
    """Make the file, ask it each way, print."""
    with tempfile.TemporaryDirectory(prefix="sharecli-bench-") as folder:
        home = Path(folder)
        environment = {"HOME": folder, "XDG_DATA_HOME": folder, "XDG_CONFIG_HOME": folder, "SHARECLI_LANG": "en"}
        full, empty = home / "full.db", home / "empty.db"
        for path in (full, empty):
            words = ["product", "add", "https://shop.example/1", "--title", "Tea", "--code", "tea", "--price", "10"]
            run([program("sharecli"), "--db", str(path), *words], environment)
        _fill(full)
        _agree(full, environment)
        spent, start = (
            medians({name: partial(run, words, environment) for name, words in _ways(path).items()}, rounds=ROUNDS)
            for path in (full, empty)
        )
        rows = []
        for name, one in spent.items():
            alone = one - start[name]
            cells = (one, one / spent[BARE], start[name], alone, alone / (spent[BARE] - start[BARE]))
            rows.append((name, *(f"{cell:.2f}" for cell in cells)))
        title = f"{PEOPLE:,} people, {GROUPS} groups, {SHARES:,} shares, {LINES:,} order lines"
        table(
            f"{title} ({full.stat().st_size / 1e6:.0f} MB), medians of {ROUNDS} interleaved rounds",
            ("how", "seconds", "ratio", "of it start-up", "without", "ratio"),
            rows,
        )
        targets(
            ("person tree -F json: times its bare SQL", spent[OURS] / spent[BARE], "<=", 2),
            ("the same without start-up", (spent[OURS] - start[OURS]) / (spent[BARE] - start[BARE]), "<=", 2),
            ("person tree, drawn: times its bare SQL", spent[TABLE] / spent[BARE], "<=", 2),
        )
    print(f"\n{machine()}, SQLite {sqlite3.sqlite_version}")


def _ways(path: Path) -> dict[str, list[str]]:
    ours = [program("sharecli"), "--db", str(path), "person"]
    known = "p1" if path.stem == "full" else ""
    return {
        OURS: [*ours, "tree", "-F", "json"],
        TABLE: [*ours, "tree"],
        BARE: [sys.executable, "-c", SCRIPT, str(path), EVERYBODY, "SELECT * FROM found", BY_GENERATION],
        BRANCH: [*ours, "tree", *([known] if known else []), "-F", "json"],
        SHOW: [*ours, *(["show", known] if known else ["list"]), "-F", "json"],
        DUE: [*ours, "due", "-F", "json"],
    }


def _fill(path: Path) -> None:
    """People who bring people, their links, orders that came by them, and what was shared in groups."""
    draw = random.Random(6)  # noqa: S311 - the same file every time
    with closing(sqlite3.connect(path)) as file, file:
        brought = (
            None if one == 1 or draw.random() < ALONE else draw.randrange(1, one) for one in range(1, PEOPLE + 1)
        )
        _many(
            file,
            "people (id, word, name, stage, brought_by, created_at, updated_at)",
            [(one, f"p{one}", f"Friend {one}", "trusted", by, AT, AT) for one, by in enumerate(brought, 1)],
        )
        _many(
            file, "person_stages (person_id, stage, reached_at)", [(one, "trusted", AT) for one in range(1, PEOPLE + 1)]
        )
        _many(
            file,
            "groups (id, word, name, channel, size, created_at, updated_at)",
            [(one, f"g{one}", f"Group {one}", "wechat-group", 100, AT, AT) for one in range(1, GROUPS + 1)],
        )
        whose = range(1, PEOPLE + 1, 2)
        _many(
            file,
            "links (id, code, product_id, channel, person, destination, created_at, updated_at)",
            [(one, f"link{one}", 1, "telegram", f"p{one}", "https://shop.example/1", AT, AT) for one in whose],
        )
        _many(
            file,
            "shares (link_id, product_id, channel, group_id, person_word, shared_at)",
            [
                (link, 1, "wechat-group", draw.randrange(1, GROUPS + 1), f"p{link}", _moment(draw))
                for link in (draw.choice(whose) for _one in range(SHARES))
            ],
        )
        _many(
            file,
            "commissions (platform, order_id, currency, ordered_at, link_id, product_id, state, estimate_micros, "
            "settled_micros)",
            [
                (
                    "taobao", str(one), draw.choice(("CNY", "CNY", "USD")), _moment(draw), draw.choice(whose), 1,
                    draw.choice(("pending", "settled", "paid", "void")), draw.randrange(10**8), draw.randrange(10**8),
                )
                for one in range(LINES)
            ],
        )  # fmt: skip
        file.execute("PRAGMA optimize")


def _many(file: sqlite3.Connection, where: str, rows: list[tuple[object, ...]]) -> None:
    places = ", ".join("?" * len(rows[0]))
    file.executemany(f"INSERT INTO {where} VALUES ({places})", rows)  # noqa: S608 - own names


def _moment(draw: random.Random) -> str:
    return f"2026-{draw.randrange(1, 10):02}-{draw.randrange(1, 29):02}T{draw.randrange(24):02}:00:00Z"


def _agree(path: Path, environment: dict[str, str]) -> None:
    """Both answers are the same, or the program ends here."""
    ways = _ways(path)
    ours = json.loads(_said(ways[OURS], environment))
    everybody, sums = json.loads(_said(ways[BARE], {}))
    people = sorted(
        (
            one["person"], one["name"], one["stage"], one["referred_by"] or "", one["generation"], one["friends"],
            *(_figures(money) if money else (None,) * 4),
        )
        for one in ours["rows"]
        for money in one["earnings"] or [None]
    )  # fmt: skip
    generations = sorted(
        (one["generation"], *_figures(money)) for one in ours["generations"] for money in one["earnings"]
    )
    if people != sorted(map(tuple, everybody)) or generations != sorted(map(tuple, sums)):
        sys.exit("the two answers differ: there is nothing to compare")


def _figures(money: dict[str, str]) -> tuple[object, ...]:
    micros = (int(Decimal(money[name]) * 1_000_000) for name in ("promised", "earned"))
    return money["currency"], money["orders"], *micros


def _said(words: list[str], environment: dict[str, str]) -> str:
    return subprocess.run(words, env={**os.environ, **environment}, capture_output=True, check=True, text=True).stdout


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        sys.exit(f"a program to be measured failed: {error}")
