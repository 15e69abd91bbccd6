"""sharecli serve --workers: several processes answer, one writes, and no click depends on which of them lives."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from conftest import Run
from process import sharecli
from redirects.served import THERE, Served, change, ledger, rows, served
from sharecli.clicks.store import beside
from sharecli.redirects import serving, workers

pytestmark = pytest.mark.skipif(os.name != "posix", reason="copies of a process")


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)


def answering(server: Served) -> set[int]:
    """The processes that answer."""
    said = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(server.process.pid)], stdout=subprocess.PIPE, text=True, check=False
    )
    return {int(word) for word in said.stdout.split()}


def spools(db: Path) -> list[str]:
    return sorted(one.name for one in db.parent.glob("*.spool-*"))


def test_both_answer_and_every_click_is_there_once(db: Path) -> None:
    with served(ledger(db, {f"tea-{one}": THERE for one in range(60)}), "--workers", "2", "-F", "json") as server:
        for one in range(60):
            assert server.ask(f"/tea-{one}").headers["location"] == THERE
        assert sorted(row["code"] for row in server.settled()) == sorted(f"tea-{one}" for one in range(60))
        # A process has its own spool, and the system deals connections out by chance: one in 2^59 times to one only.
        assert len({name.split("-")[-2] for name in spools(db)}) == 2
        code, out, _err = server.end()
    assert (code, spools(db)) == (0, [])
    assert b'"stored": 60' in out
    assert b'"dropped": 0' in out


def test_a_new_link_and_a_changed_one_lead_at_once_from_each(db: Path) -> None:
    with served(ledger(db), "--workers", "2") as server:
        for one in range(12):
            change(db, "tea", destination=f"https://shop.example/{one}")
            assert server.ask("/tea").headers["location"] == f"https://shop.example/{one}"


def test_people_are_counted_over_all_of_them(db: Path) -> None:
    with served(ledger(db, max_clicks=2), "--workers", "2", "--trusted-proxy", "127.0.0.1") as server:
        for visitor in range(2):
            assert server.ask("/tea", X_Forwarded_For=f"203.0.113.{visitor}").status == 302
            server.settled()
        # Where the file of clicks cannot be asked for a second, nobody is turned away.
        until(lambda: {server.ask("/tea", X_Forwarded_For="203.0.113.9").status for _time in range(8)} == {410})


def test_one_that_is_killed_is_followed_by_another_and_loses_nothing(db: Path) -> None:
    with served(ledger(db), "--workers", "2", "-F", "json") as server:
        until(lambda: len(answering(server)) == 2)
        led = 0
        for _round in range(2):
            before = answering(server)
            for _time in range(10):
                led += server.ask("/tea").status == 302
            os.kill(min(before), signal.SIGKILL)
            until(lambda before=before: len(answering(server)) == 2 and answering(server) != before)  # type: ignore[misc] # bound here
            for _time in range(10):
                led += server.ask("/tea").status == 302
        code, out, err = server.end()
    assert led == 40
    assert (code, len(rows(db)), spools(db)) == (0, 40, [])
    assert b'"stored": 40' in out
    assert err.count(b"a process that answers has ended (-9); another one takes its place") == 2


def test_when_the_one_that_writes_is_killed_the_others_go_and_the_next_server_takes_in_what_they_left(db: Path) -> None:
    with served(ledger(db), "--workers", "2") as server:
        until(lambda: len(answering(server)) == 2)
        crew = answering(server)
        with closing(sqlite3.connect(beside(db), isolation_level=None)) as other:
            until(lambda: beside(db).exists())
            other.execute("BEGIN IMMEDIATE")
            for _time in range(20):
                assert server.ask("/tea").status == 302
            server.process.kill()
            server.process.wait()
            other.execute("ROLLBACK")
        until(lambda: not any(_lives(one) for one in crew))
    assert len(spools(db)) > 0
    with served(db, "--workers", "2") as server:
        until(lambda: beside(db).exists() and len(rows(db)) == 20)
        code, _out, err = server.end()
    assert code == 0
    assert b"20 clicks of a server that was killed were taken in" in err
    assert (len(rows(db)), spools(db)) == (20, [])


def _lives(process: int) -> bool:
    with suppress(ProcessLookupError):
        os.kill(process, 0)
        return not Path("/proc").is_dir() or "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()
    return False


def test_a_file_of_clicks_that_is_shut_keeps_nobody_waiting_and_is_told_of(db: Path) -> None:
    with served(ledger(db), "--workers", "2", "-F", "json") as server:
        server.ask("/tea")
        server.settled()
        with closing(sqlite3.connect(beside(db), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            for _time in range(10):
                assert server.ask("/tea").status == 302
            until(lambda: server.health()["trouble"] == "clicks")
            assert server.health()["waiting"] is True
            other.execute("ROLLBACK")
        until(lambda: server.health()["trouble"] == "")
        assert len(server.settled()) == 11


def test_what_cannot_be_written_to_the_end_waits_for_the_next_server(db: Path) -> None:
    program = (
        "from sharecli.redirects import keeping\n"
        "keeping.PATIENCE = 0.3\n"
        "from sharecli.clicks import store\n"
        "store.BUSY_MILLISECONDS = 50\n"
        "from sharecli.__main__ import main\n"
        "main()\n"
    )
    with served(ledger(db), "--workers", "2", "-F", "json", program=program) as server:
        server.ask("/tea")
        server.settled()
        with closing(sqlite3.connect(beside(db), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            for _time in range(7):
                assert server.ask("/tea").status == 302
            code, out, err = server.end()
            other.execute("ROLLBACK")
    assert code == 0
    assert (b'"stored": 1' in out, b'"kept": 7' in out, b'"dropped": 0' in out) == (True, True, True)
    assert b"the next start takes them in" in err
    with served(db, "--workers", "2"):
        until(lambda: len(rows(db)) == 8)


def test_a_port_that_somebody_listens_at_is_refused_though_it_could_be_shared(db: Path) -> None:
    with served(ledger(db), "--workers", "2") as server:
        said = sharecli("serve", "--port", str(server.port), "--workers", "2")
        assert said.returncode == 4
        assert b"error[port-taken]: " in said.stderr


def test_each_has_a_socket_of_its_own_where_the_system_deals_connections_out() -> None:
    found = serving.bound_for(3, "127.0.0.1", 0)
    try:
        assert len({one.getsockname() for one in found}) == 1
        assert len({one.fileno() for one in found}) == (3 if sys.platform == "linux" else 1)
    finally:
        for one in found:
            one.close()


def test_a_system_that_cannot_copy_a_process_says_so(db: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger(db)
    monkeypatch.delattr(os, "fork")
    said = run("serve", "--port", "0", "--workers", "2")
    assert (said.code, "this system cannot copy processes" in said.err) == (2, True)
    assert "sharecli serve --workers 1" in said.err


def test_one_a_core_is_usual_with_what_makes_it_fast_and_one_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "uvloop", None)
    assert workers.usual() == 1
    monkeypatch.setitem(sys.modules, "uvloop", sys)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(os, "sched_getaffinity", lambda _who: {0, 1, 2}, raising=False)
    assert workers.usual() == 3
    monkeypatch.setattr(sys, "platform", "darwin")
    assert workers.usual() == 1
