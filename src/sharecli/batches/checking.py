"""Proves a folder of finished files again, later and anywhere: from its manifest alone, which is not trusted."""

import hashlib
import os
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sharecli.batches import manifest
from sharecli.batches.attempts import PANIC
from sharecli.batches.manifest import Row
from sharecli.batches.writing import WAITING
from sharecli.errors import CannotWrite, NotFound, SharecliError, Unreadable
from sharecli.files import leads_nowhere_else
from sharecli.language import _

_LARGEST = 256 * 1024 * 1024
"""Bytes of a file that is read: far beyond any poster."""

_MOST_CODES = 10_000
_MOST_PAGES = 5000
_KINDS = {"png", "jpg", "svg", "pdf"}


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found about a file.

    Attributes:
        file: its path in the folder, ``/`` between folders.
        ok: whether it is as it was made and its codes scan.
        why: what is wrong with it, or a remark.
        listed: whether the manifest names it.
        bare: whether no code is to be on it, and none is.
    """

    file: str
    ok: bool
    why: str = ""
    listed: bool = True
    bare: bool = False

    def row(self) -> dict[str, str | bool]:
        """For programs."""
        return {"file": self.file, "ok": self.ok, "why": self.why}


def count(home: Path) -> int:
    """How many files :func:`check_folder` tells of, for the bar.

    Raises:
        NotFound: there is none.
        Unreadable: it is somebody else's, or damaged.
    """
    there = _manifest(home)
    return len(there.rows) + len(there.wrong) + sum(1 for _name in _extra(home, there.rows))


def check_folder(home: Path, *, workers: int = 0) -> Generator[Checked]:
    """Check every file that the manifest names, in its order, then name those it does not.

    Args:
        home: the folder.
        workers: files looked at at a time; 0 for as many as there are processors.

    Raises:
        NotFound: there is none.
        Unreadable: it is somebody else's, or damaged.
    """
    there = _manifest(home)
    for name, why in there.wrong:
        yield Checked(name, ok=False, why=why)
    width = workers or min(os.cpu_count() or 1, 8)
    lookers = ThreadPoolExecutor(width)
    looking: deque[Future[Checked]] = deque()
    try:
        for name in sorted(there.rows):
            looking.append(lookers.submit(_checked, home, there.rows[name]))
            if len(looking) > width * 2:
                yield looking.popleft().result()
        while looking:
            yield looking.popleft().result()
    finally:
        lookers.shutdown(wait=True, cancel_futures=True)
    for name in _extra(home, there.rows):
        yield Checked(name, ok=True, why=_("not in the manifest"), listed=False)


def _manifest(home: Path) -> manifest.Manifest:
    if not home.is_dir():
        message = _("there is no folder “{path}”").format(path=home)
        raise NotFound(message, hint=_("name a folder that is there"))
    try:
        there = manifest.read(home)
    except CannotWrite:
        message = _("“{path}” is not a manifest of sharecli's").format(path=home / manifest.NAME)
        raise Unreadable(message, hint=_("name a folder that sharecli made")) from None
    if not there.mark and not there.rows:
        message = _("the folder “{path}” has no manifest.json").format(path=home)
        raise NotFound(message, hint=_("name a folder that sharecli made"))
    return there


def _checked(home: Path, row: Row) -> Checked:
    name, codes = row["file"], 0
    try:
        why, codes = _fault(home, row)
    except SharecliError as error:
        why = error.message
    except OSError as error:
        why = _((error.strerror or str(error)).lower())
    except Exception:  # noqa: BLE001 - whatever a decoder says to what is in a file, that file alone fails
        why = _("cannot be read as what it says it is")
    except BaseException as error:
        if type(error).__name__ != PANIC:
            raise
        why = _("cannot be read as what it says it is")
    return Checked(name, ok=not why, why=why, bare=not why and not codes)


def _fault(home: Path, row: Row) -> tuple[str, int]:
    """What is wrong with a file, or empty; and how many codes it was proven to have."""
    name = row["file"]
    if not leads_nowhere_else(home, name):
        return _("is no file of this folder"), 0
    path = home / name
    size = path.lstat().st_size
    if size != row["bytes"] or size > _LARGEST:
        return _("has {count:,} bytes, made with {made:,}").format(count=size, made=row["bytes"]), 0
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != row["sha256"]:
        return _("is not what was made: it was changed since"), 0
    return _proven(content, name, row)


def _proven(content: bytes, name: str, row: Row) -> tuple[str, int]:
    from sharecli.codes import qr, verify

    kind = name.rpartition(".")[2].lower()
    if kind not in _KINDS:
        return _("is no kind of file that can be proven"), 0
    codes = row.get("codes")
    try:
        # Rows of before 0.2 know the link alone; drawn again, it gives the same modules.
        wanted = _expected(codes) if codes is not None else [qr.Code(row["url"]).expected()] if row.get("url") else []
    except (KeyError, TypeError, ValueError, OverflowError):
        return _("its row in the manifest is damaged"), 0
    dpi, pages = row.get("dpi") or 0, row.get("pages") or 1
    if type(dpi) is not int or type(pages) is not int or not 0 <= dpi <= 2400 or not 1 <= pages <= _MOST_PAGES:  # noqa: PLR2004 - no printer prints finer
        return _("its row in the manifest is damaged"), 0
    verify.prove(content, wanted, kind=kind, dpi=dpi, pages=pages)
    return "", sum(bool(one.url) for one in wanted)


def _expected(codes: Sequence[Any]) -> "Sequence[Any]":
    from sharecli.codes.expected import Expected

    if len(codes) > _MOST_CODES:
        raise ValueError(len(codes))
    return [Expected.from_json(one) for one in codes]


def _extra(home: Path, rows: dict[str, Row]) -> Iterator[str]:
    """Files that no row names, sorted; captions are the seller's to change, and stand there on purpose."""
    for place, folders, names in os.walk(home):
        folders[:] = sorted(one for one in folders if not one.startswith(WAITING))
        start = Path(place).relative_to(home).as_posix()
        for name in sorted(names):
            path = name if start == "." else f"{start}/{name}"
            if path not in rows and path != manifest.NAME and name != manifest.CAPTION:
                yield path
