"""Measures ``sharecli serve`` beside an nginx map, with wrk on loopback; every click is stored, and counted afterwards.

nginx has one worker, the same codes in a ``map`` and an access log, which it does not sync; sharecli looks every code
up in the ledger and syncs every click. *plain* is the extra ``serve`` (httptools, asyncio), one process; *fast* is
``serve-fast`` (uvloop, a process a core that answers, and one that writes). The rounds are interleaved; figures are
medians. Where there are fewer than three cores, wrk and the processes share them. ``--many`` adds what takes minutes:
a million clicks, a million codes, 30 kills; ``--quick`` only shows that it runs.
"""

import re
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import NamedTuple

from beside import first_line, machine, table, targets, wanted

from sharecli.clicks.store import beside
from sharecli.products import compose, records as products
from sharecli.store.open import Store

MANY = "--many" in sys.argv
QUICK = "--quick" in sys.argv
ROUNDS, SECONDS = (1, 1) if QUICK else (3, 5)
CODES = 1000 if QUICK else 10_000
SIZES = (1000, 10_000) if QUICK else (1000, 10_000, 100_000, 1_000_000) if MANY else (1000, 10_000, 100_000)
KILLS = 2 if QUICK else 30 if MANY else 5
CLICKS = 5000 if QUICK else 1_000_000 if MANY else 100_000
CONNECTIONS = 64

NGINX, PLAIN, FAST = "nginx map, access log", "sharecli serve, plain", "sharecli serve, fast"
WITH = "from sharecli.__main__ import main; main()"
WITHOUT = f"import sys; sys.modules['uvloop'] = None; {WITH}"
LUA = """
local agents = {
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 MicroMessenger/8.0.50",
  "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Mobile Safari/537.36",
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36",
  "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
  "TelegramBot (like TwitterBot)", "WhatsApp/2.24.20.89 A",
}
function request()
  local agent = agents[math.random(6)]
  return wrk.format("GET", string.format("/c%07d", math.random(0, CODES - 1)), {["User-Agent"] = agent})
end
"""
_ports = count(18_431)


class Load(NamedTuple):
    """What wrk says of a run.

    Attributes:
        answered: requests that were answered.
        speed: of them in a second.
        p99: milliseconds within which 99 of 100 were answered.
        odd: answers that were neither 2xx nor 3xx.
    """

    answered: int
    speed: float
    p99: float
    odd: int


class Server(NamedTuple):
    """A server that runs.

    Attributes:
        process: the program.
        port: where it listens.
    """

    process: subprocess.Popen[bytes]
    port: int


def ledger(home: Path, codes: int) -> Path:
    """A file with so many links, ``c0000000`` and on."""
    path = home / f"{codes}.db"
    if path.exists():
        return path
    store = Store(path)
    tea = compose.product(
        url="https://shop.example/tea", title="Tea", price="5", currency="EUR", commission="5%", code="tea", tags=[]
    )
    product = products.keep(store, tea, at=datetime(2026, 10, 1, tzinfo=UTC))
    at = "2026-10-01T00:00:00Z"
    with store.writing() as db:
        db.conn.executemany(
            "INSERT INTO links (code, product_id, channel, destination, created_at, updated_at)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            ((f"c{n:07}", product.id, f"channel-{n}", _there(n), at, at) for n in range(codes)),
        )
    store.close()
    return path


def _there(number: int) -> str:
    return f"https://shop.example/item/{number}?utm_source=channel&utm_campaign=tea"


@contextmanager
def sharecli(path: Path, start: str) -> Iterator[Server]:
    """``sharecli serve`` for real, with or without what makes it fast."""
    port = next(_ports)
    words = [sys.executable, "-c", start, "--db", str(path), "serve", "--port", str(port)]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        try:
            said = process.stderr.readline() if process.stderr else b""
            if b"http://" not in said:
                sys.exit(said.decode() or "it did not start")
            time.sleep(0.3)
            yield Server(process, port)
        finally:
            with suppress(ProcessLookupError):
                process.send_signal(signal.SIGTERM)
            process.communicate()


@contextmanager
def nginx(home: Path, codes: int) -> Iterator[Server]:
    """Nginx with the same codes in a map."""
    port = next(_ports)
    folder = Path(tempfile.mkdtemp(dir=home))
    rules = "\n".join(f'"/c{n:07}" "{_there(n)}";' for n in range(codes))
    (folder / "codes.map").write_text(rules)
    (folder / "nginx.conf").write_text(
        f"daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;\n"
        "events { worker_connections 1024; }\n"
        f"http {{ access_log {folder}/access.log combined; map_hash_max_size {codes * 4}; map_hash_bucket_size 256;\n"
        f"map $uri $go {{ include {folder}/codes.map; }}\n"
        f"server {{ listen 127.0.0.1:{port}; location / {{ add_header Cache-Control 'private, no-store';\n"
        "if ($go = '') { return 404; } return 302 $go; } } }\n"
    )
    with subprocess.Popen(["nginx", "-c", str(folder / "nginx.conf")], stderr=subprocess.DEVNULL) as process:
        time.sleep(0.5)
        try:
            yield Server(process, port)
        finally:
            process.terminate()
            process.wait()


def load(home: Path, server: Server, codes: int, seconds: float, *, kill: float = 0) -> Load:
    """Ask for random codes without a pause; where ``kill`` is not 0, kill the server after so many seconds."""
    script = home / "ask.lua"
    script.write_text(LUA.replace("CODES", str(codes)))
    words = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds:.0f}s", "--latency", "-s", str(script)]
    with subprocess.Popen([*words, f"http://127.0.0.1:{server.port}"], stdout=subprocess.PIPE, text=True) as asking:
        if kill:
            time.sleep(kill)
            server.process.kill()
        said = asking.communicate()[0]
    found = re.search(r"(\d+) requests in", said)
    speed, late = re.search(r"Requests/sec:\s+([\d.]+)", said), re.search(r"99%\s+([\d.]+)(us|ms|s)\b", said)
    odd = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    if not (found and speed and late):
        sys.exit(f"wrk said something else:\n{said}")
    scale = {"us": 0.001, "ms": 1.0, "s": 1000.0}[late[2]]
    return Load(int(found[1]), float(speed[1]), float(late[1]) * scale, int(odd[1]) if odd else 0)


def stored(path: Path) -> int:
    """How many clicks lie beside a ledger."""
    if not beside(path).exists():
        return 0
    with closing(sqlite3.connect(beside(path))) as connection:
        return int(connection.execute("SELECT count(*) FROM clicks").fetchone()[0])


def held(process: int) -> float:
    """What a process and those it started hold, in MiB, what they share counted once; 0 where ``/proc`` is not."""
    found = 0.0
    with suppress(OSError):
        for one in (process, *_started(process)):
            said = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{one}/smaps_rollup").read_text(), re.MULTILINE)
            found += int(said[1]) / 1024 if said else 0
    return found


def _started(process: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def speeds(home: Path) -> None:
    """Requests a second, lateness, and whether every click is there afterwards."""
    path = ledger(home, CODES)
    found: dict[str, list[Load]] = {NGINX: [], PLAIN: [], FAST: []}
    lost: dict[str, int] = dict.fromkeys(found, 0)
    ways = {NGINX: None, PLAIN: WITHOUT, FAST: WITH}
    for _round in range(ROUNDS):
        for name, start in ways.items():
            before = stored(path)
            with sharecli(path, start) if start else nginx(home, CODES) as server:
                load(home, server, CODES, 1)
                warm = _waited(server, path, before) if start else 0
                one = load(home, server, CODES, SECONDS)
            found[name].append(one)
            if start:
                lost[name] += max(0, one.answered - (stored(path) - before - warm))
    rows = []
    for name, runs in found.items():
        speed, late = (statistics.median(values) for values in ([one.speed for one in runs], [one.p99 for one in runs]))
        odd = sum(one.odd for one in runs)
        rows.append((name, f"{speed:,.0f}", f"{late:.1f}", "" if name == NGINX else f"{lost[name]}", f"{odd}"))
    table(f"{CODES:,} codes, {CONNECTIONS} connections", ("server", "requests/s", "p99 ms", "clicks lost", "odd"), rows)
    middle = {name: statistics.median(one.speed for one in runs) for name, runs in found.items()}
    targets(
        (f"{PLAIN} / nginx", middle[PLAIN] / middle[NGINX], ">=", 0.08),
        (f"{FAST} / nginx", middle[FAST] / middle[NGINX], ">=", 0.25),
    )


def _waited(server: Server, path: Path, before: int) -> int:
    """How many clicks of the warming up are stored, once no more come."""
    last = -1
    while (now := stored(path) - before) != last and server.process.poll() is None:
        last = now
        time.sleep(0.3)
    return last


def sizes(home: Path) -> None:
    """The same with more codes: flat."""
    rows = []
    for codes in SIZES:
        path = ledger(home, codes)
        with sharecli(path, WITH) as server:
            load(home, server, codes, 1)
            one = load(home, server, codes, SECONDS)
        rows.append((f"{codes:,}", f"{one.speed:,.0f}", f"{one.p99:.1f}"))
    table("More codes (fast)", ("codes", "requests/s", "p99 ms"), rows)


def memory(home: Path) -> None:
    """What the server holds after more and more clicks: flat."""
    path = ledger(home, CODES)
    rows, answered = [], 0
    with sharecli(path, WITH) as server:
        for part in (0.1, 0.5, 1.0):
            while answered < CLICKS * part:
                answered += load(home, server, CODES, SECONDS).answered
            rows.append((f"{answered:,}", f"{held(server.process.pid):.0f}"))
    table("Memory (fast)", ("clicks", "MiB"), rows)


def kills(home: Path) -> None:
    """Killed under load: what of the answered clicks the next start does not find, and whether both files are whole."""
    path = ledger(home, CODES)
    whole = path.read_bytes()
    lost, waited, speed = [], [], []
    for _round in range(KILLS):
        before = stored(path)
        with sharecli(path, WITH) as server:
            one = load(home, server, CODES, 2, kill=1)
        waited.append(max(0, one.answered - (stored(path) - before)))
        with sharecli(path, WITH):
            pass  # the next server takes in what the killed one left beside the file
        lost.append(max(0, one.answered - (stored(path) - before)))
        speed.append(one.answered)
        with closing(sqlite3.connect(beside(path))) as connection:
            if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",) or path.read_bytes() != whole:
                sys.exit("a file is damaged")
    row = (
        f"{KILLS}", f"{statistics.median(speed):,.0f}", f"{statistics.median(waited):.0f}", f"{sum(lost)}", f"{KILLS}",
    )  # fmt: skip
    columns = ("kills", "answered before it", "not committed yet, median", "answered and lost, all", "both files whole")
    table("kill -9 after a second", columns, [row])
    targets(("answered clicks that a kill lost", sum(lost), "<=", 0))


def main() -> None:
    """Print the tables."""
    if not (wanted("wrk", "wrk") and wanted("nginx", "nginx-light")):
        return
    home = Path(tempfile.mkdtemp(prefix="sharecli-serve-"))
    print(
        machine("sharecli", "uvicorn", "h11", "httptools", "uvloop"), first_line("wrk", "-v")[:12], sep=", ", end=", "
    )
    print(first_line("nginx", "-v"), f"SQLite {sqlite3.sqlite_version}", sep=", ")
    try:
        for part in (speeds, sizes, memory, kills):
            part(home)
    finally:
        shutil.rmtree(home)


if __name__ == "__main__":
    main()
