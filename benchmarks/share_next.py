"""Measures `share next` with 10,000 people, 200 groups and 100,000 shares beside its bare SQL on the same file.

The file is made by ``sharecli product add`` and filled by SQL: 500 products with a tag of 20 each, a link for each on
each of three channels, people with two tags each and in one group each, shares over nine months and in the last days,
and 20,000 order lines that came by the links. The bare SQL is what somebody types who knows the columns: ``python -c``
with sqlite3, which reads the orders and shares of each product and channel, draws the same way into a temporary table
and asks one query for the best product of each group that does not rest, with the figures that ours shows. Its answer
must be ours, or nothing is printed. What start-up costs is the same command's time on an empty file.
"""

import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from beside import machine, medians, program, run, table, targets

PEOPLE, GROUPS, SHARES, PRODUCTS, LINES, ROUNDS, SEED = 10_000, 200, 100_000, 500, 20_000, 7, 6
TAGS = [f"tag{one:02}" for one in range(20)]
CHANNELS = ("telegram", "wechat-group", "weibo")
AT = "2026-01-01T00:00:00Z"

OURS, TABLE, ONE = "sharecli share next -F json", "sharecli share next", "sharecli share next -g g7 -F json"
BARE, PLAN, LOG = "python -c, the same figures", "sharecli share plan -F json", "sharecli share log -F json"

SCRIPT = """
import json, random, sqlite3, sys
path, seed, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
file = sqlite3.connect(path)
source = random.Random(seed)
tallies = {(channel, product): (min(orders, shares), shares) for channel, product, shares, orders in file.execute('''
  WITH o AS (
    SELECT l.channel, l.product_id, sum(n) AS orders FROM (
      SELECT link_id, count(DISTINCT platform || char(31) || account || char(31) || order_id) AS n
      FROM commissions WHERE link_id NOT NULL AND state <> 'void' GROUP BY link_id
    ) JOIN links l ON l.id = link_id GROUP BY 1, 2
  ), s AS (SELECT channel, product_id, count(*) AS shares FROM shares GROUP BY 1, 2)
  SELECT s.channel, s.product_id, s.shares, coalesce(o.orders, 0) FROM s LEFT JOIN o USING (channel, product_id)
''')}
rate = (sum(one[0] for one in tallies.values()) + 1) / (sum(one[1] for one in tallies.values()) + 50)
a, b = 20 * rate, 20 * (1 - rate)
pairs = file.execute('''
  SELECT g.channel, p.id FROM (SELECT DISTINCT channel FROM groups WHERE status = 'active') g, products p
  WHERE p.status = 'active' ORDER BY g.channel, p.code
''').fetchall()
file.execute("CREATE TEMP TABLE drawn (channel, product_id, orders, of, draw, PRIMARY KEY (channel, product_id))")
file.executemany("INSERT INTO drawn VALUES (?, ?, ?, ?, ?)", [
  (*pair, orders, of, source.betavariate(a + orders, b + of - orders))
  for pair in pairs for orders, of in [tallies.get(pair, (0, 0))]
])
print(json.dumps(file.execute('''
  WITH likes AS (
    SELECT m.group_id, t.tag, count(*) AS many FROM group_people m JOIN person_tags t USING (person_id) GROUP BY 1, 2
  ), people AS (SELECT group_id, count(*) AS many FROM group_people GROUP BY 1),
  resting AS (
    SELECT DISTINCT s.group_id, s.product_id FROM shares s JOIN groups g ON g.id = s.group_id
    WHERE s.shared_at > strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-' || g.cooldown_days || ' days')
  ), today AS (
    SELECT group_id, count(*) AS many FROM shares
    WHERE shared_at >= strftime('%Y-%m-%dT00:00:00Z', 'now') GROUP BY 1
  ), choice AS (
    SELECT g.id AS gid, g.word, p.id AS pid, p.code, d.orders, d.of, d.draw, coalesce(l.many, 0) AS like,
      coalesce(n.many, 0) AS people,
      d.draw * (1 + (gt.tag IS NOT NULL) + coalesce(1.0 * l.many / n.many, 0)) AS value
    FROM groups g CROSS JOIN products p
    JOIN product_tags pt ON pt.product_id = p.id
    JOIN drawn d ON d.channel = g.channel AND d.product_id = p.id
    LEFT JOIN group_tags gt ON gt.group_id = g.id AND gt.tag = pt.tag
    LEFT JOIN likes l ON l.group_id = g.id AND l.tag = pt.tag
    LEFT JOIN people n ON n.group_id = g.id
    LEFT JOIN today t ON t.group_id = g.id
    WHERE g.status = 'active' AND p.status = 'active' AND coalesce(t.many, 0) < g.posts_a_day
      AND NOT EXISTS (SELECT 1 FROM resting r WHERE r.group_id = g.id AND r.product_id = p.id)
  )
  SELECT word, code, orders, of, like, people,
    (SELECT max(shared_at) FROM shares s WHERE s.group_id = gid AND s.product_id = pid) AS last
  FROM (SELECT *, row_number() OVER (PARTITION BY gid ORDER BY value DESC, code) AS place FROM choice)
  WHERE place = 1 ORDER BY value DESC, word LIMIT ?
''', [count]).fetchall(), ensure_ascii=False))
"""


def main() -> None:
    """Make the file, ask it each way, print."""
    with tempfile.TemporaryDirectory(prefix="sharecli-bench-") as folder:
        home = Path(folder)
        environment = {
            "HOME": folder, "XDG_DATA_HOME": folder, "XDG_CONFIG_HOME": folder, "SHARECLI_LANG": "en", "TZ": "UTC",
        }  # fmt: skip
        full, empty = home / "full.db", home / "empty.db"
        for path in (full, empty):
            words = ["product", "add", "https://shop.example/1", "--title", "Tea", "--code", "p0001", "--tag", TAGS[0]]
            run([program("sharecli"), "--db", str(path), *words], environment)
            run([program("sharecli"), "--db", str(path), "config", "set", "time-zone", "UTC"], environment)
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
        title = f"{PEOPLE:,} people, {GROUPS} groups, {SHARES:,} shares, {PRODUCTS} products, {LINES:,} order lines"
        table(
            f"{title} ({full.stat().st_size / 1e6:.0f} MB), medians of {ROUNDS} interleaved rounds",
            ("how", "seconds", "ratio", "of it start-up", "without", "ratio"),
            rows,
        )
        targets(
            ("share next -F json: times its bare SQL", spent[OURS] / spent[BARE], "<=", 2),
            ("the same without start-up", (spent[OURS] - start[OURS]) / (spent[BARE] - start[BARE]), "<=", 2),
            ("share next, drawn: times its bare SQL", spent[TABLE] / spent[BARE], "<=", 2),
        )
    print(f"\n{machine()}, SQLite {sqlite3.sqlite_version}")


def _ways(path: Path) -> dict[str, list[str]]:
    ours = [program("sharecli"), "--db", str(path), "share"]
    drawn = ["next", "--seed", str(SEED)]
    one = ["--group", "g7"] if path.stem == "full" else []
    return {
        OURS: [*ours, *drawn, "-F", "json"],
        TABLE: [*ours, *drawn],
        BARE: [sys.executable, "-c", SCRIPT, str(path), str(SEED), "5"],
        ONE: [*ours, *drawn, *one, "-F", "json"],
        PLAN: [*ours, "plan", "--seed", str(SEED), "-F", "json"],
        LOG: [*ours, "log", "-F", "json"],
    }


def _fill(path: Path) -> None:
    """Products, links, people in groups, what was shared there, and orders that came of it."""
    draw = random.Random(6)  # noqa: S311 - the same file every time
    with closing(sqlite3.connect(path)) as file, file:
        _many(
            file, "products (id, code, title, currency, platform, item, url, status, created_at, updated_at)",
            [
                (
                    one, f"p{one:04}", f"Tea {one}", "CNY", "own-shop", "", f"https://shop.example/{one}", "active", AT,
                    AT,
                )
                for one in range(2, PRODUCTS + 1)
            ],
        )  # fmt: skip
        _many(file, "product_tags (product_id, tag)", [(one, TAGS[one % 20]) for one in range(2, PRODUCTS + 1)])
        _many(
            file, "links (id, code, product_id, channel, destination, created_at, updated_at)",
            [
                (place * PRODUCTS + one, f"l{place}-{one}", one, channel, "https://shop.example/", AT, AT)
                for place, channel in enumerate(CHANNELS) for one in range(1, PRODUCTS + 1)
            ],
        )  # fmt: skip
        people = range(1, PEOPLE + 1)
        _many(
            file, "people (id, word, name, created_at, updated_at)",
            [(one, f"f{one}", f"Friend {one}", AT, AT) for one in people],
        )  # fmt: skip
        _many(file, "person_tags (person_id, tag)", [(one, tag) for one in people for tag in draw.sample(TAGS, 2)])
        groups = range(1, GROUPS + 1)
        _many(
            file, "groups (id, word, name, channel, size, created_at, updated_at)",
            [(one, f"g{one}", f"Group {one}", CHANNELS[one % 3], 100, AT, AT) for one in groups],
        )  # fmt: skip
        _many(file, "group_tags (group_id, tag)", [(one, tag) for one in groups for tag in draw.sample(TAGS, 3)])
        _many(file, "group_people (group_id, person_id)", [(draw.choice(groups), one) for one in people])
        _many(
            file, "shares (link_id, product_id, channel, group_id, shared_at)",
            [_share(draw, draw.choice(groups)) for _one in range(SHARES)],
        )  # fmt: skip
        _many(
            file, "commissions (platform, order_id, currency, ordered_at, link_id, product_id, state)",
            [
                ("taobao", str(one), "CNY", AT, link := draw.randrange(1, 3 * PRODUCTS + 1), (link - 1) % PRODUCTS + 1,
                 draw.choice(("pending", "settled", "paid", "void")))
                for one in range(LINES)
            ],
        )  # fmt: skip
        file.execute("PRAGMA optimize")


def _share(draw: random.Random, group: int) -> tuple[object, ...]:
    """A share some time in nine months, as likely on every day; none of today."""
    place, product = group % 3, draw.randrange(1, PRODUCTS + 1)
    ago = timedelta(days=draw.randrange(1, 270), seconds=draw.randrange(80_000))
    at = datetime.now(UTC).replace(hour=0, minute=0, second=0) - ago
    return place * PRODUCTS + product, product, CHANNELS[place], group, f"{at:%Y-%m-%dT%H:%M:%SZ}"


def _many(file: sqlite3.Connection, where: str, rows: list[tuple[object, ...]]) -> None:
    places = ", ".join("?" * len(rows[0]))
    file.executemany(f"INSERT INTO {where} VALUES ({places})", rows)  # noqa: S608 - own names


def _agree(path: Path, environment: dict[str, str]) -> None:
    """Both answers are the same, or the program ends here."""
    ways = _ways(path)
    ours = json.loads(_said(ways[OURS], environment))
    keys = ("group", "product", "orders", "of", "like", "people", "last_shared_at")
    if [[one[key] for key in keys] for one in ours["rows"]] != json.loads(_said(ways[BARE], {})):
        sys.exit("the two answers differ: there is nothing to compare")


def _said(words: list[str], environment: dict[str, str]) -> str:
    return subprocess.run(words, env={**os.environ, **environment}, capture_output=True, check=True, text=True).stdout


if __name__ == "__main__":
    main()
