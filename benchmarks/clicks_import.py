"""Measures ``clicks import`` of nginx JSON lines beside a bare ``json.loads`` of every line of the same file.

Ours: the real command in a process of its own, start-up included, into a file that knows 1,000 links. It reads each
line, finds the link, judges the user agent (the labelled set of the tests, and as many phones as people have), hashes
the visitor, and keeps the click under the request's own id with a sync to disk. The loop beside it is the least that
Python can do: read the line, decode it, forget it. ``--lines`` makes it shorter; the target is for 1,000,000.
"""

import argparse
import json
import os
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from beside import machine, program, run, table, targets, weighed
from shops import Shop

LINES, ROUNDS = 1_000_000, 3
LOOP = """
import json, sys, time
start = time.perf_counter()
with open(sys.argv[1], "rb") as handle:
    for line in handle:
        json.loads(line)
print(time.perf_counter() - start)
"""
AGENTS = Path(__file__).parent.parent / "tests" / "clicks" / "agents.tsv"
PHONES = 400
"""Phones beside the labelled agents: each model and browser release is an agent of its own."""
_FIRST = 1_790_000_000.0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--lines", type=int, default=LINES)
    count = parser.parse_args().lines
    print(f"# Clicks from a log\n\n{machine('crawlerdetect')}")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        shop = Shop(home, products=1000, channel="telegram", tags=())
        log = written(home / "access.log", count, codes_of(home))
        ours, loops = [], []
        for _round in range(ROUNDS):
            loops.append(float(subprocess.run(
                [sys.executable, "-c", LOOP, str(log)], check=True, capture_output=True, text=True
            ).stdout))  # fmt: skip
            (home / "clicks.db").unlink(missing_ok=True)
            start = time.perf_counter()
            run([*shop.command, "clicks", "import", str(log)], shop.environment)
            ours.append(time.perf_counter() - start)
            accounted(home, count)
        seconds, most = weighed([program("sharecli"), "clicks", "import", str(log)], {**os.environ, **shop.environment})
        accounted(home, count)
        tenth = written(home / "tenth.log", max(count // 10, 1), codes_of(home))
        (home / "clicks.db").unlink()
        _seconds, most_of_tenth = weighed([*shop.command, "clicks", "import", str(tenth)], shop.environment)
        mine, bare = statistics.median(ours), statistics.median(loops)
        table(
            f"{count:,} lines of nginx's JSON ({log.stat().st_size / 1e6:.0f} MB), medians of {ROUNDS} rounds",
            ("how", "seconds", "lines a second", "of json.loads"),
            [
                ("json.loads, a bare loop", f"{bare:.2f}", f"{count / bare:,.0f}", "1.00"),
                ("sharecli clicks import", f"{mine:.2f}", f"{count / mine:,.0f}", f"{bare / mine:.2f}"),
                ("the same log again", f"{seconds:.2f}", f"{count / seconds:,.0f}", f"{bare / seconds:.2f}"),
            ],
        )
        targets(
            ("lines a second beside json.loads", bare / mine, ">=", 0.4),
            ("peak memory beside that of a tenth of the lines", most / most_of_tenth, "<=", 1.5),
        )


def codes_of(home: Path) -> list[str]:
    """The codes of the shop's links."""
    ledger = sqlite3.connect(home / "sharecli.db")
    try:
        return [row[0] for row in ledger.execute("SELECT code FROM links ORDER BY id")]
    finally:
        ledger.close()


def written(path: Path, count: int, codes: list[str]) -> Path:
    """A log of so many requests, one in a hundred for a code that is none."""
    dice = random.Random(7)  # noqa: S311 - a log that is the same each time
    agents = [line.split("\t")[2] for line in AGENTS.read_text("utf-8").splitlines()[1:]]
    agents += [
        f"Mozilla/5.0 (Linux; Android {dice.randrange(9, 17)}; SM-A{dice.randrange(100, 999)}B) AppleWebKit/537.36 "
        f"(KHTML, like Gecko) Chrome/{dice.randrange(110, 150)}.0.0.0 Mobile Safari/537.36"
        for _phone in range(PHONES)
    ]
    pages = ["", "", "https://weibo.com/", "https://www.douyin.com/video/7", "android-app://com.tencent.mm/"]
    at = _FIRST
    with path.open("w", encoding="utf-8") as handle:
        for _line in range(count):
            at += dice.random() / 10
            request = {
                "time": "2026-09-21T18:13:20+08:00", "msec": round(at, 3),
                "request_id": f"{dice.getrandbits(128):032x}",
                "remote_addr": ".".join(str(dice.randrange(1, 255)) for _part in range(4)),
                "method": "GET" if dice.random() < 0.97 else "HEAD", "host": "go.example.shop",  # noqa: PLR2004
                "uri": f"/{dice.choice(codes)}" if dice.random() < 0.99 else f"/typo{dice.randrange(99)}",  # noqa: PLR2004
                "status": 302, "referer": dice.choice(pages), "agent": dice.choice(agents), "purpose": "",
            }  # fmt: skip
            if request["uri"].startswith("/typo"):  # type: ignore[attr-defined] # a string among numbers
                request["status"] = 404
            handle.write(json.dumps(request, separators=(",", ":")) + "\n")
    return path


def accounted(home: Path, count: int) -> None:
    """Every line is a click or an orphan in the file, once.

    Raises:
        SystemExit: some are missing.
    """
    clicks = sqlite3.connect(home / "clicks.db")
    try:
        found = clicks.execute("SELECT count(*) FROM clicks").fetchone()[0]
    finally:
        clicks.close()
    if found != count:
        sys.exit(f"{found:,} clicks of {count:,} lines")


if __name__ == "__main__":
    main()
