"""A ledger with links, the real server before it in a process of its own, and what can be asked of it."""

import http.client
import json
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from factories import AT, kept_product
from process import environment
from sharecli.clicks.store import beside
from sharecli.links import records
from sharecli.links.model import Link
from sharecli.period import stamp
from sharecli.store.open import Store

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148"
THERE = "https://item.taobao.com/item.htm?id=6100&x=%E8%8C%B6"


class Reply(NamedTuple):
    """What came back.

    Attributes:
        status: of HTTP.
        headers: by name, in lower case.
        body: as text.
    """

    status: int
    headers: dict[str, str]
    body: str


def ledger(path: Path, codes: Mapping[str, str] | None = None, **over: Any) -> Path:
    """A file with a product and a link for each code; ``over`` are columns of the first one's row."""
    product = kept_product(path)
    store = Store(path)
    fresh = [
        (product.id, Link(code, "longjing", "taobao", f"channel-{place}", "", there, "active", stamp(AT), place))
        for place, (code, there) in enumerate((codes or {"tea": THERE}).items(), start=1)
    ]
    with store.writing() as db:
        records.keep_all(db, fresh, at=AT)
    store.close()
    if over:
        change(path, fresh[0][1].code, **over)
    return path


def change(path: Path, code: str, **over: Any) -> None:
    """Set columns of a link, as whatever command does it would."""
    words = ", ".join(f"{name} = ?" for name in over)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"UPDATE links SET {words} WHERE code = ?", [*over.values(), code])  # noqa: S608 - names of columns


class Served:
    """A server that runs.

    Attributes:
        process: the program.
        port: where it listens.
        path: the seller's file.
    """

    def __init__(self, process: subprocess.Popen[bytes], port: int, path: Path) -> None:
        self.process, self.port, self.path = process, port, path

    def ask(self, path: str, method: str = "GET", **headers: str) -> Reply:
        """Ask once, on a connection of its own; underscores in headers' names become hyphens."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)) as connection:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, headers={"User-Agent": PHONE} | named)
            answer = connection.getresponse()
            body = answer.read().decode()
            return Reply(answer.status, {name.lower(): value for name, value in answer.getheaders()}, body)

    def raw(self, said: bytes) -> bytes:
        """Say these bytes, and hear what comes until the server hangs up or says no more for a second."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as wire:
            heard = b""
            try:
                wire.sendall(said)
                wire.settimeout(1)
                while more := wire.recv(65536):
                    heard += more
            except (TimeoutError, ConnectionError):
                pass
            return heard

    def health(self) -> dict[str, Any]:
        """What it says of itself."""
        said: dict[str, Any] = json.loads(self.ask("/healthz").body)
        return said

    def settled(self) -> list[dict[str, Any]]:
        """The rows of clicks, once none waits."""
        until = time.monotonic() + 60
        while self.health()["waiting"] and time.monotonic() < until:
            time.sleep(0.01)
        return rows(self.path)

    def end(self) -> tuple[int, bytes, bytes]:
        """Ask it to end: exit code, standard output and standard error."""
        self.process.send_signal(signal.SIGTERM)
        out, err = self.process.communicate(timeout=30)
        return self.process.returncode, out, err


@contextmanager
def served(
    path: Path,
    *words: str,
    before: Callable[[], Any] | None = None,
    env: Mapping[str, str] | None = None,
    before_port: str = "",
    program: str = "",
) -> Iterator[Served]:
    """``sharecli serve --port 0`` for real; killed at the end where it still runs.

    Args:
        path: the seller's file.
        words: more of the command line.
        before: called in the new process before the program starts.
        env: over the test's environment.
        before_port: what it has to say before it says where it listens.
        program: Python that is run instead of the usual program.
    """
    start = ["-c", program] if program else ["-m", "sharecli"]
    # How many it would be by itself depends on what is installed here.
    alone = [] if "--workers" in words else ["--workers", "1"]
    command = [sys.executable, *start, "--db", str(path), "serve", "--port", "0", *alone, *words]
    with subprocess.Popen(
        command,
        env=environment(**(env or {})),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=before,  # noqa: PLW1509 - where something is to be done before, no thread runs yet
    ) as process:
        try:
            assert process.stderr is not None
            said = first = process.stderr.readline().decode()
            while before_port and "http://" not in first and first:
                first = process.stderr.readline().decode()
                said += first
            assert before_port in said, said
            found = re.search(r"http://(?:127\.0\.0\.1|0\.0\.0\.0|\[::1\]):(\d+)", first)
            assert found, first + process.stderr.read().decode()
            yield Served(process, int(found[1]), path)
        finally:
            if process.poll() is None:
                process.kill()


def rows(path: Path) -> list[dict[str, Any]]:
    """The clicks beside a seller's file, oldest first, each with its agent."""
    with closing(sqlite3.connect(beside(path))) as connection:
        connection.row_factory = sqlite3.Row
        found = connection.execute("SELECT c.*, agent FROM clicks c JOIN agents a ON a.id = agent_id ORDER BY c.id")
        return [dict(row) for row in found]
