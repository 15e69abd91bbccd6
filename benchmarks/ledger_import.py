"""Measures the import of 100,000 lines of Shopee's report beside bare inserts and a bookkeeper's import of the file.

Ours: the real command in a process of its own, start-up included, into a file that knows 600 links; it reads every
amount and date, leads each line to its link, shares an order's money out over its items, chains a hash over every row
of the history, and syncs. ``sqlite-utils insert --csv`` puts the same cells into one table with the same key: as it
comes (it looks for numbers, and commits every 100 rows), and at its quickest (``--no-detect-types --batch-size
10000``). The loop is the least that Python can do. ``hledger import`` reads the same money by a rules file and appends
it to a journal. How fast the disk syncs moves the seconds; the processor's time it moves not. With ``--many`` also
1,000,000 lines, in four files as platforms cut them.
"""

import csv
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import NamedTuple

from beside import first_line, machine, program, run, table, targets, wanted, weighed

COUNT, ROUNDS = 100_000, 2
SIZES = (1000, 10_000, COUNT)
MANY, PARTS = 1_000_000, 4
PRODUCTS, CHANNELS = 200, ("telegram", "whatsapp", "instagram")

OURS, BOOKS = "sharecli commission import", "hledger import"
PEER = "sqlite-utils insert --csv, at its quickest"
AGAIN = "sharecli, the same file again"
MOVED = "sharecli, the same file again, a product added meanwhile"
LATER = "sharecli, a later report of these orders"
PEER_AGAIN = "the same with --ignore, the same file again"
PEER_PLAIN = "sqlite-utils insert --csv, as it comes"
FLOOR = "Python's csv into sqlite3, a loop"

KEY = ("Order id", "Conversion id", "Item id", "Model id", "Promotion id")
HEADER = (
    "Order id,Order Status,Conversion id,Order Time,Complete Time,Click Time,Shop Name,Shop id,Shop Type,Item id,"
    "Item Name,Model id,Product Type,Promotion id,L1 Global Category,L2 Global Category,L3 Global Category,Price(₱),"
    "Qty,Offer Type,Campaign Partner,Purchase Value(₱),Refund Amount(₱),Item Shopee Commission Rate,"
    "Item Shopee Commission(₱),Item Seller Commission Rate,Item Seller Commission(₱),Item Total Commission(₱),"
    "Order Shopee Commission(₱),Order Seller Commission(₱),Total Order Commission(₱),Linked MCN Name,MCN Contract id,"
    "MCN Management Fee Rate,MCN Management Fee(₱),Affiliate Agreement Fee Rate,Affiliate Net Commission(₱),"
    "Affiliate Item Status,Item Note,Attribution Type,Buyer Status,Sub_id1,Sub_id2,Sub_id3,Sub_id4,Sub_id5,Channel"
).split(",")
OFTEN = (OURS, AGAIN, PEER, FLOOR)
SMALLER = [(size, name) for size in SIZES[:-1] for name in (OURS, PEER)]
LOOP = """
import csv, sqlite3, sys
database = sqlite3.connect(sys.argv[2])
with open(sys.argv[1], encoding="utf-8-sig", newline="") as handle:
    rows = csv.reader(handle)
    names = next(rows)
    columns, key = (", ".join(f'"{name}"' for name in some) for some in (names, sys.argv[3:]))
    database.execute(f"CREATE TABLE lines ({columns}, PRIMARY KEY ({key}))")
    database.executemany(f"INSERT INTO lines VALUES ({', '.join('?' * len(names))})", rows)
database.commit()
"""
RULES = """skip 1
date-format %Y-%m-%d %H:%M:%S
date %4
code %1
description %11
currency ₱
amount %28
account1 assets:shopee:pending
account2 income:commission
if %38 Completed
 account1 assets:shopee:settled
if %38 Cancelled
 account1 assets:shopee:void
"""
_FIRST = datetime(2025, 11, 1, 0, 0, 0)  # noqa: DTZ001 - the platform's clock, as the report writes it
_DAYS = 365


class Way(NamedTuple):
    """One way to do it.

    Attributes:
        ready: puts everything in its place; not measured.
        words: the command that is measured.
    """

    ready: Callable[[], object]
    words: Sequence[str]


class Spent(NamedTuple):
    """What a command took.

    Attributes:
        seconds: on the wall, the median.
        busy: seconds of processors, the median.
        most: MiB at once, the median of the peaks.
    """

    seconds: float
    busy: float
    most: float


class Ledger:
    """A seller of Shopee's goods in a folder: products, a link to each on every channel, nothing earned yet.

    Attributes:
        home: the folder.
        environment: what a sharecli process needs to find it.
        path: the file that is measured.
        fresh: the same as it was made.
    """

    def __init__(self, home: Path) -> None:
        self.home, self.path, self.fresh = home, home / "sharecli.db", home / "fresh.db"
        self.environment = {"SHARECLI_DB": str(self.path), "XDG_CONFIG_HOME": str(home), "SHARECLI_LANG": "en"}
        self._products("products.csv", range(PRODUCTS))
        self._products("one-more.csv", range(PRODUCTS, PRODUCTS + 1))
        self.run("product", "import", str(home / "products.csv"))
        for channel in CHANNELS:
            self.run("link", "new", "--all", "--channel", channel)
        shutil.copy(self.path, self.fresh)
        words = [program("sharecli"), "link", "list", "-F", "json"]
        said = subprocess.run(words, env={**os.environ, **self.environment}, capture_output=True, check=True).stdout
        self._links = [(row["code"], row["channel"], int(row["product"].split("-")[1])) for row in json.loads(said)]

    def _products(self, name: str, places: range) -> None:
        lines = ["code,title,price,currency,commission,platform,url"]
        lines += [
            f"tea-{place:05},Tea set {place},499.00,PHP,8%,shopee,https://shopee.ph/product/100000001/{_item(place)}"
            for place in places
        ]
        (self.home / name).write_text("\n".join(lines) + "\n", "utf-8")

    def run(self, *words: str) -> None:
        """A command that is not measured."""
        run([program("sharecli"), *words], self.environment)

    def begin(self) -> None:
        """The file as it was made."""
        for file in self.home.glob("sharecli.db*"):
            file.unlink()
        shutil.copy(self.fresh, self.path)

    def report(self, name: str, count: int, *, first: int = 0, later: bool = False) -> Path:
        """A report of so many lines; ``later``, most of what was pending is settled, and some of it void."""
        path = self.home / name
        with path.open("w", encoding="utf-8-sig", newline="") as handle:
            writer = csv.writer(handle)
            writer.writerow(HEADER)
            written, order, draw = 0, first, random.Random(first)  # noqa: S311 - the same file every time
            while written < count:
                rows = list(self._order(order, draw, later=later))[: count - written]
                writer.writerows(rows)
                written, order = written + len(rows), order + 1
        return path

    def _order(self, number: int, draw: random.Random, *, later: bool) -> Iterator[list[str]]:
        """An order of one to three items; its money stands on its first row."""
        ordered = _FIRST + timedelta(seconds=draw.randrange(_DAYS * 24 * 3600))
        state = draw.choices(("Completed", "Pending", "Cancelled", "Unpaid"), (60, 27, 9, 4))[0]
        then = draw.choices(("Completed", "Cancelled", "Pending"), (70, 10, 20))[0]
        if later and state in {"Pending", "Unpaid"}:
            state = then
        done = str(ordered + timedelta(days=7)) if state == "Completed" else ""
        code, channel, product = draw.choice(self._links)
        # Two thirds carry a link's code; the others a channel's name, a word of the seller's, or nothing.
        subs = draw.choices(((channel, code), (channel, ""), ("summer", ""), ("", "")), (67, 15, 8, 10))[0]
        items = draw.choices((1, 2, 3), (60, 28, 12))[0]
        prices = [draw.randrange(4900, 149_900) for _item in range(items)]
        rates = [draw.choice((250, 500, 750, 1000)) for _item in range(items)]
        parts = [price * rate // 10_000 for price, rate in zip(prices, rates, strict=True)]
        total = sum(parts)
        net = total * 9 // 10 if draw.random() < 0.1 else total  # noqa: PLR2004 - one in ten shares with a network
        name = f"{ordered:%y%m%d}{_letters(number)}"
        for place, (price, rate, part) in enumerate(zip(prices, rates, parts, strict=True)):
            item = _item(product if not place else draw.randrange(PRODUCTS * 5))
            whole, kept = (_money(total), _money(net)) if not place else ("0", "0")
            yield [
                name, state, str(230_000_000_000_000 + number), str(ordered), done, str(ordered - timedelta(hours=1)),
                "Tea House, Manila", "100000001", "Preferred(Non-CB)", item, f"Tea set, {item}",
                str(100_000_000_000 + number * 4 + place), "Normal Product", "", "Home & Living", "Dinnerware", "",
                _money(price), "1", "XTRA Comm", "", _money(price), "", f"{rate / 100:.2f}%", _money(part), "0.00%",
                "0", _money(part), whole, "0", whole, "", "0", "0.00%", "0", "100.00%", kept, state, "",
                "Ordered in Same Shop", "Existing", *subs, "", "", "", "Websites",
            ]  # fmt: skip


def _item(place: int) -> str:
    return str(20_000_000_001 + place)


def _money(cents: int) -> str:
    return f"{cents / 100:.2f}"


def _letters(number: int) -> str:
    """Eight letters and digits, each number's own."""
    signs = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
    found = ""
    for _sign in range(8):
        number, place = divmod(number, len(signs))
        found = signs[place] + found
    return found


def main() -> None:
    """Make the reports, import them each way, print."""
    with_hledger = wanted("hledger", "hledger")
    with tempfile.TemporaryDirectory(prefix="sharecli-bench-") as folder:
        ledger = Ledger(Path(folder))
        reports = {size: ledger.report(f"report-{size}.csv", size) for size in SIZES}
        ways = _ways(ledger, reports[COUNT], ledger.report("later.csv", COUNT, later=True))
        if with_hledger:
            ways[BOOKS] = _books(ledger, reports[COUNT])
        often = {f"{size} {name}": _ways(ledger, reports[size], reports[size])[name] for size, name in SMALLER}
        often |= {name: way for name, way in ways.items() if name in OFTEN}
        spent = measured(often, ledger.environment, rounds=ROUNDS)
        growing: dict[tuple[int, str], Spent] = {
            (size, name): spent.pop(f"{size} {name}") for size, name in SMALLER
        } | {(COUNT, name): spent[name] for name in (OURS, PEER)}
        # What stands on the last of these rounds, and what takes longest, once.
        once = {name: way for name, way in ways.items() if name not in OFTEN}
        spent |= measured(once, ledger.environment, rounds=1)
        if "--many" in sys.argv[1:]:
            growing |= _many(ledger)
        _say(spent, reports[COUNT])
        _grow(growing)
        _judge(spent, growing)
    said = f", {first_line('hledger', '--version')}" if with_hledger else ""
    print(f"\n{machine('sqlite-utils')}{said}")


def measured(ways: dict[str, Way], environment: dict[str, str], *, rounds: int) -> dict[str, Spent]:
    """The medians of each way, in interleaved rounds; what makes it ready is not measured."""
    found: dict[str, list[Spent]] = {name: [] for name in ways}
    for _round in range(rounds):
        for name, way in ways.items():
            way.ready()
            os.sync()  # nobody pays for what another has left to write
            found[name].append(spent_by(way.words, environment))
    return {name: Spent(*map(statistics.median, zip(*ones, strict=True))) for name, ones in found.items()}


def spent_by(words: Sequence[str], environment: dict[str, str]) -> Spent:
    """What one run of a command takes."""
    before = os.times()
    seconds, most = weighed(words, environment)
    after = os.times()
    busy = after.children_user + after.children_system - before.children_user - before.children_system
    return Spent(seconds, busy, most)


def _ways(ledger: Ledger, report: Path, later: Path) -> dict[str, Way]:
    """In this order: each stands on what the one before has left."""
    ours = [program("sharecli"), "commission", "import"]
    peer = ledger.home / "peer.db"
    empty = partial(peer.unlink, missing_ok=True)
    plain = [program("sqlite-utils"), "insert", str(peer), "lines", str(report), "--csv", "--encoding", "utf-8-sig"]
    plain += ["--silent", *(word for column in KEY for word in ("--pk", column))]
    insert = [*plain, "--no-detect-types", "--batch-size", "10000"]
    return {
        OURS: Way(ledger.begin, [*ours, str(report)]),
        AGAIN: Way(_nothing, [*ours, str(report)]),
        MOVED: Way(partial(ledger.run, "product", "import", str(ledger.home / "one-more.csv")), [*ours, str(report)]),
        LATER: Way(_nothing, [*ours, str(later)]),
        PEER: Way(empty, insert),
        PEER_AGAIN: Way(_nothing, [*insert, "--ignore"]),
        PEER_PLAIN: Way(empty, plain),
        FLOOR: Way(empty, [sys.executable, "-c", LOOP, str(report), str(peer), *KEY]),
    }


def _nothing() -> None:
    """Nothing to make ready."""


def _books(ledger: Ledger, report: Path) -> Way:
    rules, journal = ledger.home / "shopee.rules", ledger.home / "hledger.journal"
    rules.write_text(RULES, "utf-8")

    def begin() -> None:
        journal.write_text("", "utf-8")
        (report.parent / f".latest.{report.name}").unlink(missing_ok=True)

    return Way(begin, ["hledger", "-f", str(journal), "import", str(report), "--rules-file", str(rules)])


def _many(ledger: Ledger) -> dict[tuple[int, str], Spent]:
    """A million lines, in files as a platform that cuts its reports writes them."""
    each = MANY // PARTS
    files = [str(ledger.report(f"many-{part}.csv", each, first=part * each)) for part in range(PARTS)]
    ledger.begin()
    return {(MANY, OURS): spent_by([program("sharecli"), "commission", "import", *files], ledger.environment)}


def _say(spent: dict[str, Spent], report: Path) -> None:
    base = spent[PEER]
    lines = [
        (
            f"{name}{'' if name in OFTEN else ' (once)'}",
            f"{one.seconds:.2f}",
            f"{COUNT / one.seconds:,.0f}",
            f"{one.seconds / base.seconds:.2f}",
            f"{one.busy:.2f}",
            f"{one.busy / base.busy:.2f}",
            f"{one.most:.0f}",
        )
        for name, one in spent.items()
    ]
    table(
        f"{COUNT:,} lines of Shopee's report ({report.stat().st_size / 1e6:.0f} MB), medians of {ROUNDS} interleaved "
        "rounds",
        ("how", "seconds", "lines a second", "ratio", "processor seconds", "ratio", "peak MiB"),
        lines,
    )


def _grow(growing: dict[tuple[int, str], Spent]) -> None:
    lines = [
        (f"{size:,}", name, f"{one.seconds:.2f}", f"{size / one.seconds:,.0f}", f"{one.most:.0f}")
        for (size, name), one in sorted(growing.items(), key=lambda it: (it[0][1] != OURS, it[0]))
    ]
    table(
        "By the size of the report, start-up included", ("lines", "how", "seconds", "lines a second", "peak MiB"), lines
    )


def _judge(spent: dict[str, Spent], growing: dict[tuple[int, str], Spent]) -> None:
    small, middle, large = (growing[size, OURS] for size in SIZES)
    # What a line costs beyond the start-up: between 1,000 and 10,000 lines, and from there to 100,000.
    early = (middle.busy - small.busy) / (SIZES[1] - SIZES[0])
    late = (large.busy - middle.busy) / (SIZES[2] - SIZES[1])
    ours, peer = spent[OURS], spent[PEER]
    targets(
        (f"{OURS}: times the seconds of {PEER}", ours.seconds / peer.seconds, "<=", 3.0),
        (f"{OURS}: times its processor seconds", ours.busy / peer.busy, "<=", 3.0),
        ("the same file again: part of the first import", spent[AGAIN].seconds / ours.seconds, "<=", 0.5),
        ("the same, a product added meanwhile", spent[MOVED].seconds / ours.seconds, "<=", 0.5),
        (f"a line beyond {SIZES[1]:,} beside one before: processor seconds", late / early, "<=", 1.3),
        (f"peak memory of {SIZES[2]:,} lines beside {SIZES[1]:,}", large.most / middle.most, "<=", 1.5),
    )


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        sys.exit(f"a program to be measured failed: {error}")
