"""What changed since a folder was published: its files, and the links that are to be there now."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sharecli.files import leads_nowhere_else
from sharecli.redirects.publishing.manifest import Manifest, sha256


class Change(StrEnum):
    """What happened to a link or a file since."""

    new = "new"
    gone = "gone"
    elsewhere = "leads elsewhere"
    edited = "changed by hand"
    missing = "missing"


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since.

    Attributes:
        codes: code to what happened to it, sorted.
        files: file to what happened to it, sorted.
        moved: whether the links have another base URL now.
        unfinished: whether the last run was stopped in the middle.
    """

    codes: dict[str, Change]
    files: dict[str, Change]
    moved: bool
    unfinished: bool

    @property
    def any(self) -> bool:
        """Whether the folder has to be published anew."""
        return bool(self.codes or self.files or self.moved or self.unfinished)


def since(home: Path, before: Manifest, wanted: Mapping[str, str], *, base_url: str) -> Changes:
    """What changed since.

    Args:
        home: the folder.
        before: its manifest.
        wanted: code to where it is to lead now.
        base_url: the seller's domain now.
    """
    codes = {}
    for code in sorted({*before.codes, *wanted}):
        if code not in before.codes:
            codes[code] = Change.new
        elif code not in wanted:
            codes[code] = Change.gone
        elif before.codes[code] != sha256(wanted[code]):
            codes[code] = Change.elsewhere
    files = {name: change for name in sorted(before.files) if (change := _file(home, name, before.files[name]))}
    return Changes(codes, files, moved=before.base_url != base_url, unfinished=bool(before.pending))


def _file(home: Path, name: str, left: str) -> Change | None:
    try:
        there = sha256((home / name).read_bytes()) if leads_nowhere_else(home, name) else ""
    except OSError:
        return Change.missing
    return None if there == left else Change.edited
