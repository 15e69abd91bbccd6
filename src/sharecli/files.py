"""Files written whole or not at all, in folders that are checked first, under names that cannot leave them."""

import os
import re
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import IO

from sharecli.errors import CannotWrite
from sharecli.language import _

_RESERVED_ON_WINDOWS = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)),
}


def folder(path: Path, *, hint: str = "") -> Path:
    """``path`` as a folder one can write into, made where it is missing.

    Args:
        path: the folder.
        hint: what to do where it cannot be; else another ``--into``.

    Raises:
        CannotWrite: it is a file, or it is read-only.
    """
    hint = hint or _("name another folder with --into")
    try:
        path.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        message = _("“{path}” is a file, not a folder").format(path=path)
        raise CannotWrite(message, hint=hint) from None
    except OSError as error:
        raise cannot_write(path, error) from None
    if not os.access(path, os.W_OK | os.X_OK):
        message = _("the folder “{path}” is read-only").format(path=path)
        raise CannotWrite(message, hint=hint)
    return path


def write_whole(path: Path, content: bytes, *, mode: int = 0o644) -> None:
    """Write ``content`` to ``path``: a temporary file beside it, fsync, rename. A reader sees all of it or the old one.

    Raises:
        CannotWrite: the disk is full, the folder is read-only, or the path is a folder.
    """
    with writing_whole(path, mode=mode) as handle:
        handle.write(content)


@contextmanager
def writing_whole(path: Path, *, mode: int = 0o644) -> Iterator[IO[bytes]]:
    """As :func:`write_whole`, for what is too large to be held in memory; nothing is left where the writer gives up.

    Raises:
        CannotWrite: the disk is full, the folder is read-only, or the path is a folder.
    """
    temporary = None
    try:
        descriptor, temporary = tempfile.mkstemp(prefix=".sharecli-", dir=path.parent)
        with os.fdopen(descriptor, "wb") as handle:
            yield handle
            handle.flush()
            os.fsync(handle.fileno())
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
    except OSError as error:
        raise cannot_write(path, error) from None
    finally:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)


def cannot_write(path: Path | str, error: OSError) -> CannotWrite:
    """The refusal that tells of an error of the system's."""
    message = _("cannot write “{path}”: {why}").format(path=path, why=_((error.strerror or str(error)).lower()))
    return CannotWrite(message, hint=_("free some space or name another place; what was finished before is kept"))


def leads_nowhere_else(home: Path | str, name: str) -> bool:
    """Whether a path is a plain file below plain folders; a link could lead anywhere, a pipe would be waited for.

    Args:
        home: the folder, which may itself be a link.
        name: the path in it, ``/`` between folders.

    Raises:
        OSError: nothing is there.
    """
    place = str(home)
    *folders, last = name.split("/")
    if not {"", ".", ".."}.isdisjoint([*folders, last]):
        return False
    for part in folders:
        place = f"{place}/{part}"
        if not S_ISDIR(os.lstat(place).st_mode):
            return False
    return S_ISREG(os.lstat(f"{place}/{last}").st_mode)


def safe_name(words: str, *, longest: int = 80) -> str:
    """A file's name made of a title or a code: no path, no reserved name, at most ``longest`` bytes of UTF-8."""
    name = re.sub(r"[^\w.-]+", "-", unicodedata.normalize("NFC", words)).strip("-. ")
    while len(name.encode()) > longest:
        name = name[:-1]
    name = name.strip("-. ")
    # Windows takes COM¹ for COM1.
    device = unicodedata.normalize("NFKC", name.split(".")[0]).lower()
    return f"_{name}" if not name or device in _RESERVED_ON_WINDOWS else name
