"""The manifest of a published folder: which files are ours, what each code led to. One that is read is not trusted."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sharecli import __version__
from sharecli.errors import CannotWrite
from sharecli.files import leads_nowhere_else
from sharecli.language import _

NAME = "sharecli-publish.json"

_LARGEST = 64 * 1024 * 1024
_FILE = re.compile(r"\.?[A-Za-z0-9_][A-Za-z0-9._-]{0,79}")
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was published.

    Attributes:
        to: the engine.
        base_url: the seller's domain then.
        log: where the engine writes its log, or empty.
        at: when, UTC as stored.
        codes: code to the SHA-256 of where it led.
        files: name to the SHA-256 of its bytes.
        pending: as ``files``, for those that a run was about to put in place; empty once it had.
    """

    to: str
    base_url: str
    log: str
    at: str
    codes: dict[str, str]
    files: dict[str, str]
    pending: dict[str, str] = field(default_factory=dict)

    def is_ours(self, name: str) -> bool:
        """Whether a file of that name was put there by us."""
        return name in self.files or name in self.pending

    def is_as_left(self, name: str, found: str) -> bool:
        """Whether a file has the bytes that we gave it.

        Args:
            name: its name.
            found: SHA-256 of what is there.
        """
        return found in {self.files.get(name), self.pending.get(name)}


def sha256(content: bytes | str) -> str:
    """Of these bytes, or of this text as UTF-8; hex."""
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


def content(one: Manifest) -> bytes:
    """A manifest as a file."""
    said: dict[str, Any] = {
        "by": "sharecli", "version": __version__, "to": one.to, "base_url": one.base_url, "log": one.log, "at": one.at,
        "codes": one.codes, "files": one.files,
    }  # fmt: skip
    if one.pending:
        said["pending"] = one.pending
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def read(home: Path) -> Manifest | None:
    """The manifest of a folder, or None where there is none.

    Raises:
        CannotWrite: it is somebody else's, or damaged.
    """
    path = home / NAME
    try:
        if not leads_nowhere_else(home, NAME) or path.stat().st_size > _LARGEST:
            raise _not_ours(path)
        said = json.loads(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError, RecursionError):
        raise _not_ours(path) from None
    if not isinstance(said, dict) or said.get("by") != "sharecli":
        raise _not_ours(path)
    texts = [said.get(key) for key in ("to", "base_url", "log", "at")]
    tables = [said.get("codes"), said.get("files"), said.get("pending", {})]
    if not all(isinstance(one, str) for one in texts) or not all(map(_is_hashes, tables)):
        raise _not_ours(path)
    # A name from a file decides what is removed: it must not lead out of the folder.
    if not all(_FILE.fullmatch(name) for name in (*tables[1], *tables[2])):
        raise _not_ours(path)
    return Manifest(*texts, *tables)  # type: ignore[arg-type] # looked at above


def _is_hashes(table: Any) -> bool:
    return isinstance(table, Mapping) and all(isinstance(one, str) and _HASH.fullmatch(one) for one in table.values())


def _not_ours(path: Path) -> CannotWrite:
    message = _("“{path}” is not a list of published links; it is left as it is").format(path=path)
    return CannotWrite(
        message, hint=_("name another folder: {command}").format(command="sharecli publish --to nginx DIR")
    )
