"""What can be wrong with the SQLite file, in the seller's words, and what to do; SQLite's own errors as ours."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shlex import quote

from sharecli.errors import SharecliError, StoreTrouble
from sharecli.language import _


class StoreIsForeign(StoreTrouble):
    """The file belongs to another program."""

    code = "store-foreign"


class StoreIsNewer(StoreTrouble):
    """A later sharecli wrote the file."""

    code = "store-newer"


class StoreIsLocked(StoreTrouble):
    """Another writer holds the file."""

    code = "store-locked"


class StoreIsDamaged(StoreTrouble):
    """SQLite cannot read the file, or it lost its contents."""

    code = "store-damaged"


class StoreIsFull(StoreTrouble):
    """No space is left for the file."""

    code = "store-full"


class StoreIsShut(StoreTrouble):
    """The file cannot be opened: a folder, read-only, no permission."""

    code = "store-shut"


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """SQLite's own errors as ours."""
    try:
        yield
    except sqlite3.Error as error:
        raise trouble(error, path) from error
    except UnicodeDecodeError as error:  # in SQLite's own words about a table whose name is no text any more
        raise damaged(path, str(error)) from error


def trouble(error: sqlite3.Error, path: Path) -> SharecliError:
    """What an error of SQLite's means for the seller."""
    name = getattr(error, "sqlite_errorname", "") or ""
    said = str(error)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        message = _("“{path}” is being written by another sharecli; nothing was changed").format(path=path)
        return StoreIsLocked(message, hint=_("run the command again when that one is done"))
    if name.startswith(("SQLITE_FULL", "SQLITE_IOERR_WRITE")):
        message = _("the disk is full: nothing was written to “{path}”").format(path=path)
        return StoreIsFull(message, hint=_("free some space and run the command again"))
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
        message = _("cannot open “{path}”: {why}").format(path=path, why=said)
        return StoreIsShut(message, hint=_("name another file: sharecli --db FILE …"))
    if name.startswith("SQLITE_NOTADB"):
        message = _("“{path}” belongs to another program; it is left as it is").format(path=path)
        return StoreIsForeign(message, hint=_("name another file: sharecli --db FILE …"))
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_IOERR", "SQLITE_FORMAT")) or "decode to UTF-8" in said:
        return damaged(path, said)
    return StoreTrouble(f"{path}: {said}", hint=f"sharecli --db {quote(str(path))} db check")


def damaged(path: Path, why: str) -> StoreIsDamaged:
    """The error of a file that SQLite cannot read."""
    return StoreIsDamaged(_("“{path}” is damaged: {why}").format(path=path, why=why), hint=rescue(path))


def copies(path: Path) -> list[Path]:
    """The copies in ``backups/`` beside the file, oldest first."""
    from glob import escape

    found = (path.parent / "backups").glob(f"{escape(path.stem)}-*.db")
    return sorted(found, key=lambda copy: (copy.stat().st_mtime, copy.name))


def rescue(path: Path) -> str:
    """What to do about a damaged file. Nothing is put in its place here: what can still be read of it may be newer."""
    if kept := copies(path):
        words = _("the newest copy is {copy}; prove it with: sharecli --db {command} db check, and put it in its place")
        return words.format(copy=kept[-1], command=quote(str(kept[-1])))
    words = _(
        "there is no copy in {folder}; put back one of your own, or begin a new file with your reports: {command}"
    )
    fresh = quote(str(path.with_name(f"{path.stem}-new.db")))
    return words.format(folder=path.parent / "backups", command=f"sharecli --db {fresh} commission import FILE")


def shut(path: Path, error: OSError) -> StoreIsShut:
    """The error of a file that the system will not open."""
    message = _("cannot open “{path}”: {why}").format(path=path, why=_((error.strerror or str(error)).lower()))
    return StoreIsShut(message, hint=_("name another file: sharecli --db FILE …"))
