"""Clears away what killed runs left in the system's temporary folder; what may belong to a living one stays."""

import os
import shutil
import tempfile
import time
from contextlib import suppress
from stat import S_ISDIR

PREFIX = "sharecli-"
"""How every temporary folder of sharecli's begins."""

_DAY = 24 * 60 * 60.0


def swept() -> None:
    """Take away temporary folders that are the user's own and that nothing was written into for a day."""
    with suppress(OSError), os.scandir(tempfile.gettempdir()) as there:
        for one in there:
            if one.name.startswith(PREFIX) and _is_left(one.path):
                shutil.rmtree(one.path, ignore_errors=True)


def _is_left(path: str) -> bool:
    try:
        there = os.lstat(path)
        if not S_ISDIR(there.st_mode) or (hasattr(os, "getuid") and there.st_uid != os.getuid()):
            return False
        with os.scandir(path) as inner:
            last = max([there.st_mtime, *(one.stat(follow_symlinks=False).st_mtime for one in inner)])
    except OSError:
        return False
    return time.time() - last > _DAY
