"""Keeps a line per answered request in a file beside the clicks, until they are committed: it outlives a killed server.

What a process has written is in the system's hands, and stays there when the process is killed. So a click that was
written here before its request was answered is not lost with the server, and nobody has to wait for a disk.
"""

import errno
import json
import mmap
import os
import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path
from typing import Literal, NamedTuple

from sharecli.clicks import spool_records
from sharecli.clicks.model import HOWS, Hit, Led
from sharecli.clicks.visitors import BYTES
from sharecli.clicks.writing import add

try:
    import fcntl

    _HAS_LOCKS = True
except ImportError:  # not on this system: then a file is left behind once it is a day old
    _HAS_LOCKS = False

SIZE = 1024 * 1024
"""Bytes of a spool, some 4,000 requests; then a server begins another one, and this is deleted once it is committed."""

_LONGEST = 16 * 1024
_DAY = 86_400


try:
    import msgspec

    _decode = msgspec.json.Decoder(
        tuple[int | None, str, int, Literal["get", "head", "prefetch"], str, str, str | None, Literal[0, 1, 2]]
    ).decode_lines
    _encode: Callable[[object], bytes] = msgspec.json.Encoder().encode
except ImportError:  # not built for this system
    _decode = None  # type: ignore[assignment] # told apart below

    def _encode(said: object) -> bytes:
        return json.dumps(said).encode("ascii")


class Record(NamedTuple):
    """A request as it is spooled: what :class:`sharecli.clicks.model.Hit` has, in words that JSON knows.

    There is no address in it, and no place for one.

    Attributes:
        link: the link's number, or None.
        code: as it was asked for.
        at_ms: milliseconds since 1970, UTC.
        how: ``get``, ``head`` or ``prefetch``.
        agent: what the visitor's program calls itself.
        ref_host: the host of the page it came from, or empty.
        visitor: of :func:`sharecli.clicks.visitors.visitor`, in hexadecimal; None where visitors are not told apart.
        led: of :class:`sharecli.clicks.model.Led`.
    """

    link: int | None
    code: str
    at_ms: int
    how: str
    agent: str
    ref_host: str
    visitor: str | None
    led: int

    def line(self) -> bytes:
        """The record as it is written: one line, a JSON array."""
        try:
            return _encode(self) + b"\n"
        except ValueError:  # half of a letter, which a raw byte of a request can become
            return json.dumps(self).encode("ascii") + b"\n"

    def hit(self) -> Hit:
        """The request, for the file of clicks."""
        return _hit(*self)


_LEDS = {int(led): led for led in Led}


def _hit(
    link: int | None, code: str, at_ms: int, how: str, agent: str, ref_host: str, visitor: str | None, led: int
) -> Hit:
    known = None if visitor is None else bytes.fromhex(visitor)
    return Hit(link, code, at_ms, how, agent, ref_host, known, "serve", None, _LEDS[led])


class Spool:
    """A file that one server writes into, and that nobody takes in as long as that server lives.

    It has its whole size from the start, full of zeros, and is written through memory: a write of its own for each
    request would wait for the disk whenever the file of clicks is being synced.

    Args:
        clicks: the file of clicks; the spool is made beside it, for its owner alone.
        size: bytes.
        name: what its own name ends in; by chance where empty.

    Raises:
        OSError: it cannot be made, or the disk has no room for it.
    """

    def __init__(self, clicks: Path, size: int = SIZE, *, name: str = "") -> None:
        while True:
            self.path = clicks.with_name(f"{clicks.name}.spool-{name or secrets.token_hex(6)}")
            self._file = os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
            if locked(self._file) is not False and self.path.exists():
                break
            os.close(self._file)  # between its making and its lock, another server took it for one left behind
        try:
            # Memory that stands for a place the disk does not have would end the process when it is written.
            if os.write(self._file, bytes(size)) != size:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))  # noqa: TRY301 - the file is removed below
            self._memory = mmap.mmap(self._file, size)
        except OSError:
            self.path.unlink(missing_ok=True)
            os.close(self._file)
            raise
        self._size = size
        self.name = self.path.name
        self.end = 0

    def append(self, line: bytes) -> int:
        """Write a line; where it ends. It is in the system's hands then, not yet on the disk; 0: there is no room."""
        start, end = self.end, self.end + len(line)
        if end > self._size:
            return 0
        self._memory[start:end] = line
        self.end = end
        return end

    def close(self, *, delete: bool) -> None:
        """Let go of it.

        Args:
            delete: everything in it is committed; else the next server takes it in.

        Raises:
            OSError: it cannot be deleted, and may be closed again.
        """
        self._memory.close()
        if delete and _HAS_LOCKS:  # while it is locked, so that nobody takes it in meanwhile
            self.path.unlink(missing_ok=True)
        if self._file >= 0:
            file, self._file = self._file, -1
            os.close(file)
        if delete:  # where there are no locks, an open file cannot be deleted
            self.path.unlink(missing_ok=True)


def take_in(connection: sqlite3.Connection, clicks: Path) -> int:
    """Commit what servers that were killed left behind, each request once; how many they were.

    Args:
        connection: of :func:`sharecli.clicks.store.open_writer`.
        clicks: the file it is open on.

    Raises:
        sqlite3.Error: what was not taken in is still there.
        OSError: the same.
    """
    count = 0
    for path in sorted(clicks.parent.glob(f"{escape(clicks.name)}.spool-*")):
        with _left_behind(path) as file:
            if file is None:
                continue
            count += _committed(connection, path.name, file)
            if _HAS_LOCKS:  # as long as it is locked
                _delete(path)
        _delete(path)
    # Only what has no file any more: a row that is gone while its file is there would have it taken in twice.
    gone = [name for name in spool_records.names(connection) if not clicks.with_name(name).exists()]
    spool_records.forget(connection, gone)
    return count


def _delete(path: Path) -> None:
    # One that cannot be deleted keeps no click from being written: how far it is in the file is remembered.
    with suppress(OSError):
        path.unlink(missing_ok=True)


def _committed(connection: sqlite3.Connection, name: str, file: int) -> int:
    start = spool_records.offset_of(connection, name)
    with os.fdopen(os.dup(file), "rb") as handle:
        handle.seek(start)
        whole, found, _torn = handle.read().rpartition(b"\n")
    # A line without its end was being written when the server was killed: its request was not answered yet.
    records = [one for line in whole.split(b"\n") if (one := _read(line.strip(b"\0"))) is not None]
    if records:
        end = start + len(whole) + len(found)
        add(connection, [one.hit() for one in records], upto={name: end}, capped=True)
    return len(records)


def hits_in(block: bytes) -> list[Hit]:
    """What whole lines of a spool say; a line that says nothing is left out."""
    if _decode is not None:
        try:
            return [_hit(*one) for one in _decode(block)]
        except ValueError:  # of a line that is damaged; msgspec's own errors are some, too
            pass
    return [one.hit() for line in block.split(b"\n") if (one := _read(line)) is not None]


def _read(line: bytes) -> Record | None:
    """The record of a line; None where it is none, as after a power cut."""
    try:
        said = json.loads(line) if 0 < len(line) <= _LONGEST else None
        record = Record._make(said if isinstance(said, list) else ())
        words = (record.code, record.how, record.agent, record.ref_host)
        numbers = (record.at_ms, record.led, 0 if record.link is None else record.link)
        right = (
            all(type(one) is str for one in words)
            and all(type(one) is int and 0 <= one < 1 << 62 for one in numbers)
            and record.how in HOWS
            and record.led in set(Led)
            and (record.visitor is None or len(bytes.fromhex(record.visitor)) == BYTES)
        )
    except (ValueError, TypeError, RecursionError):
        return None
    return record if right else None


@contextmanager
def _left_behind(path: Path) -> Iterator[int | None]:
    """A spool whose server is dead, open and locked; None where it lives, or somebody else takes it in."""
    try:
        file = os.open(path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    except OSError:
        yield None
        return
    try:
        is_free = locked(file)
        if is_free is None:  # no locks here, or none on this file system
            import time

            is_free = time.time() - os.fstat(file).st_mtime > _DAY
        yield file if is_free and path.exists() else None
    finally:
        os.close(file)


def locked(file: int) -> bool | None:
    """Lock an open file: False where another process has it, None where there are no locks."""
    if not _HAS_LOCKS:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return False if isinstance(error, BlockingIOError) else None
    return True
