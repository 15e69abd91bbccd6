"""Measures ``link new --all`` for 10,000 links beside a bare ``executemany`` of the same rows into the same tables.

Ours: 1,000 products on ten channels, as the command does it between reading the settings and showing its answer. It
reads the products, draws 10,000 codes that are nobody's and nobody minds, tags every link, looks for loops, and keeps
links and history in one transaction. The peer has the rows ready and only puts them in: two ``executemany`` in one
transaction, with the same indexes, foreign keys and syncs. Besides, the whole command, start-up and ten thousand rows
of JSON included, beside a process of Python that does the two ``executemany``.
"""

import json
import os
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from pathlib import Path

from beside import machine, program, run, table, targets

from sharecli.channels import loader as channels
from sharecli.links import choosing, making
from sharecli.products import compose, records as products
from sharecli.settings import records as settings
from sharecli.shell.desk import Desk

PRODUCTS, ROUNDS = 1000, 9
PLACES = "douyin instagram kuaishou print qq telegram wechat-group wechat-moments weibo xiaohongshu".split()

OURS, PEER = "sharecli link new --all", "executemany, the same rows"
LINKS = "code, product_id, channel, campaign, person, destination, created_at, updated_at"
INTO_LINKS = f"INSERT INTO links ({LINKS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - our own words
INTO_HISTORY = "INSERT INTO link_history VALUES (?, ?, ?, ?, ?)"
RULES = ("synchronous = FULL", "foreign_keys = ON")
LOOP = f"""
import json, sqlite3, sys
links, history = json.load(open(sys.argv[2]))
database = sqlite3.connect(sys.argv[1], isolation_level=None)
for rule in {RULES}:
    database.execute(f"PRAGMA {{rule}}")
database.execute("BEGIN IMMEDIATE")
database.executemany("{INTO_LINKS}", links)
database.executemany("{INTO_HISTORY}", history)
database.execute("COMMIT")
"""


def stocked(path: Path) -> None:
    """A file with products of the seller's own shop and of eBay, and no link yet."""
    desk = Desk(path)
    with desk.store.writing() as db:
        for number in range(PRODUCTS):
            shop = (
                f"https://shop.example.com/p/{number}?size=180"
                if number % 2
                else f"https://www.ebay.com/itm/{10**11 + number}"
            )
            products.add(
                db, compose.product(url=shop, title=f"Product {number}", code=f"p{number}"), at=desk.now(), picture=None
            )
    desk.close()


def ours(path: Path) -> float:
    """Seconds of ours, in this process."""
    desk = Desk(path)
    now = settings.read(desk.store)
    places = [channels.find(place) for place in PLACES]
    start = time.perf_counter()
    made = making.ensure(desk, now, choosing.selected(desk, [], every=True, tags=[]), places)
    spent = time.perf_counter() - start
    desk.close()
    assert len(made) == PRODUCTS * len(PLACES)  # noqa: S101 - else the figures were of something else
    return spent


def bare(path: Path, links: list[list[object]], history: list[list[object]]) -> float:
    """Seconds of the peer, in this process."""
    database = sqlite3.connect(path, isolation_level=None)
    for rule in RULES:
        database.execute(f"PRAGMA {rule}")
    start = time.perf_counter()
    database.execute("BEGIN IMMEDIATE")
    database.executemany(INTO_LINKS, links)
    database.executemany(INTO_HISTORY, history)
    database.execute("COMMIT")
    spent = time.perf_counter() - start
    database.close()
    return spent


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        fresh, path, rows = home / "fresh.db", home / "a.db", home / "rows.json"
        stocked(fresh)
        shutil.copy(fresh, path)
        ours(path)  # a first time: what is read once a process is read
        database = sqlite3.connect(path)
        links = [list(row) for row in database.execute(f"SELECT {LINKS} FROM links ORDER BY id")]  # noqa: S608 - our own words
        history = [list(row) for row in database.execute("SELECT * FROM link_history ORDER BY id")]
        database.close()
        rows.write_text(json.dumps([links, history]), "utf-8")
        environment = {"SHARECLI_DB": str(path), "HOME": folder, "XDG_CONFIG_HOME": folder}
        command = [program("sharecli"), "link", "new", "--all", "-F", "json"]
        command += [word for place in PLACES for word in ("--channel", place)]
        spent: dict[str, list[float]] = {}
        for _round in range(ROUNDS):
            for name in (OURS, PEER):
                shutil.copy(fresh, path)
                spent.setdefault(name, []).append(ours(path) if name == OURS else bare(path, links, history))
            for name, words in (
                (f"{OURS}, the whole command", command),
                (f"{PEER}, a process", [sys.executable, "-c", LOOP, str(path), str(rows)]),
            ):
                shutil.copy(fresh, path)
                start = time.perf_counter()
                run(words, environment)
                spent.setdefault(name, []).append(time.perf_counter() - start)
    count = len(links)
    lines = [
        (name, f"{statistics.median(found):.3f}", f"{statistics.median(found) / count * 1e6:.0f}")
        for name, found in spent.items()
    ]
    print(f"# {count:,} links in one transaction\n\n{machine('sqlite-utils')}, {ROUNDS} rounds, medians")
    table("Time", ("what", "seconds", "µs a link"), lines)
    middle = {name: statistics.median(found) for name, found in spent.items()}
    targets((f"{OURS} beside {PEER}", middle[OURS] / middle[PEER], "<=", 3))


if __name__ == "__main__":
    os.chdir(Path(__file__).parent)
    main()
