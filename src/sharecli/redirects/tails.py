"""Reads what processes that answer have spooled, while they write it, and deletes what is committed."""

import os
import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from sharecli.clicks import spool_records
from sharecli.clicks.model import Hit
from sharecli.clicks.spooling import hits_in, locked

_CHUNK = 256 * 1024


class _Tail:
    """One spool."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.end = 0
        """Where what is committed ends."""
        self.over = False
        """Whether nothing more comes behind what was read last."""
        self._file = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))

    def read(self, *, growing: bool) -> bytes:
        """Whole lines behind what is committed.

        Args:
            growing: whether more may still be written into it.
        """
        found = os.pread(self._file, _CHUNK, self.end)
        # A spool is full of zeros, and no line has one: up to the first, all is written.
        written, zero, _rest = found.partition(b"\0")
        whole, feed, _torn = written.rpartition(b"\n")
        self.over = not growing and (bool(zero) or len(found) < _CHUNK)
        return whole + feed

    def count(self) -> int:
        """How many lines are behind what is committed."""
        start, lines = self.end, 0
        while found := os.pread(self._file, _CHUNK, start):
            lines += found.count(b"\n")
            start += len(found)
        return lines

    def inherit(self) -> bool:
        """Take it over from a process that has ended; whether no other server was quicker."""
        return locked(self._file) is not False and self.path.exists()

    def close(self) -> None:
        os.close(self._file)


class Tails:
    """The spools of one server's processes.

    Args:
        clicks: the file of clicks; the spools lie beside it.
        server: how their names begin, behind that of the file.
    """

    def __init__(self, clicks: Path, server: str) -> None:
        self._folder = clicks.parent
        self._start = f"{clicks.name}.spool-{server}-"
        self._tails: dict[str, _Tail] = {}
        self._ended: set[str] = set()
        self._lost: set[str] = set()

    def gather(self, most: int) -> tuple[list[Hit], dict[str, int]]:
        """What is not committed yet, or some thousands of it, and how far it reaches into which spool.

        Args:
            most: requests, give or take a chunk.
        """
        # First what there is, then what is in it: where a later spool of a process is there, the one before is whole.
        names = self._names()
        newest = {_process(name): name for name in names}
        hits: list[Hit] = []
        reached: dict[str, int] = {}
        for name in names:
            tail = self._tail(name)
            if tail is None:
                continue
            tail.over = False
            if len(hits) >= most:
                continue
            growing = newest[_process(name)] == name and _process(name) not in self._ended
            if block := tail.read(growing=growing):
                hits += hits_in(block)
                reached[name] = tail.end + len(block)
        return hits, reached

    def committed(self, connection: sqlite3.Connection, reached: Mapping[str, int]) -> None:
        """Go on behind what is in the file now, and delete spools that are in it to their ends.

        Args:
            connection: for writing.
            reached: of :meth:`gather`.
        """
        for name, end in reached.items():
            self._tails[name].end = end
        gone = []
        for name in [name for name, tail in self._tails.items() if tail.over]:
            # One that cannot be deleted stays, and is tried again: how far it is committed is remembered meanwhile.
            with suppress(OSError):
                self._tails[name].path.unlink(missing_ok=True)
                self._tails.pop(name).close()
                gone.append(name)
        # After the files: what is not remembered and still there would be taken in twice.
        spool_records.forget(connection, gone)

    def ended(self, process: str) -> None:
        """Take over the spools of a process that has ended, so that no other server takes them in.

        Args:
            process: how the names of its spools end, before their numbers.
        """
        self._ended.add(f"{self._start}{process}")
        for name in self._names():
            if _process(name) in self._ended and (tail := self._tail(name)) and not tail.inherit():
                self._lost.add(name)
                self._tails.pop(name).close()

    def waiting(self) -> int:
        """How many requests are not committed."""
        return sum(tail.count() for tail in self._tails.values())

    def _names(self) -> list[str]:
        return sorted(one for one in os.listdir(self._folder) if one.startswith(self._start))  # noqa: PTH208 - names do

    def _tail(self, name: str) -> _Tail | None:
        if name not in self._tails and name not in self._lost:
            with suppress(FileNotFoundError):
                self._tails[name] = _Tail(self._folder / name)
        return self._tails.get(name)

    def close(self) -> None:
        """Leave what is not committed to the next server."""
        while self._tails:
            self._tails.popitem()[1].close()


def _process(name: str) -> str:
    return name.rpartition("-")[0]
