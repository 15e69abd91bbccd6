"""Copies of the file: through SQLite's own backup, proven, whole or not at all."""

import os
import sqlite3
import time
from contextlib import suppress
from itertools import count
from pathlib import Path

from sharecli.errors import CannotWrite
from sharecli.files import folder
from sharecli.language import _
from sharecli.store.open import inspect, reading
from sharecli.store.troubles import StoreIsDamaged, copies, explained

KEPT = 20
"""How many automatic copies stay; the oldest go."""


def keep_copy(path: Path, *, label: str) -> Path:
    """A copy in ``backups/`` beside the file, named by the time and a label; the oldest automatic ones go."""
    home = folder(path.parent / "backups")
    home.chmod(0o700)
    stem = f"{path.stem}-{time.strftime('%Y%m%d-%H%M%S')}-{label}"
    names = (home / (f"{stem}-{nth}.db" if nth > 1 else f"{stem}.db") for nth in count(1))  # two in one second
    target = next(name for name in names if not name.exists())
    copy(path, target)
    automatic = [one for one in copies(path) if "-before-" in one.name.removeprefix(path.stem)]
    for old in automatic[:-KEPT]:
        old.unlink(missing_ok=True)
    return target


def copy(path: Path, target: Path) -> None:
    """Copy the file to ``target``, even while it is written; the copy is checked before it gets its name.

    Raises:
        StoreIsDamaged: the copy does not pass SQLite's check.
        CannotWrite: the target exists, or cannot be written.
    """
    temporary = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        if target.exists():
            message = _("“{path}” exists already").format(path=target)
            raise CannotWrite(message, hint=_("name another file: sharecli db backup FILE"))
        folder(target.parent)
        os.close(os.open(temporary, os.O_CREAT | os.O_TRUNC | os.O_RDWR, 0o600))
        with explained(path):
            source = sqlite3.connect(reading(path), uri=True)
            made = sqlite3.connect(temporary)
            try:
                inspect(source, path)
                source.backup(made)
                if (said := made.execute("PRAGMA quick_check").fetchone()[0]) != "ok":
                    raise StoreIsDamaged(_("the copy does not pass the check: {why}").format(why=said))
            finally:
                source.close()
                made.close()
        descriptor = os.open(temporary, os.O_RDWR)
        os.fsync(descriptor)
        os.close(descriptor)
        temporary.replace(target)
    except OSError as error:
        message = _("cannot write “{path}”: {why}").format(path=target, why=_((error.strerror or str(error)).lower()))
        raise CannotWrite(message, hint=_("free some space or name another place")) from None
    finally:
        with suppress(OSError):
            temporary.unlink()
