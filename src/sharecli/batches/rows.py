"""A row of a manifest: what a file is and what its codes say; a row that somebody else wrote may lie."""

import re
from typing import Any

from sharecli.language import _

_PATH = re.compile(r"[^/\\:\0]+(?:/[^/\\:\0]+)*")
_HEX = re.compile(r"[0-9a-f]{64}")
_TEXTS = ("product", "channel", "link", "recipe", "kind")
_INTERNAL = ("codes", "mtime_ns", "recipe")

Row = dict[str, Any]


def brief(row: Row) -> Row:
    """A row for people and programs: without what only sharecli needs."""
    return {name: value for name, value in row.items() if name not in _INTERNAL}


def is_inside(name: str) -> bool:
    """Whether a row's path stays below its folder, on every system."""
    return bool(_PATH.fullmatch(name)) and ".." not in name.split("/") and "." not in name.split("/")


def fault(row: Any) -> str:
    """Why a row cannot be one of ours; empty where it can."""
    if not isinstance(row, dict) or not isinstance(name := row.get("file"), str):
        return _("names no file")
    if not is_inside(name):
        return _("leads out of the folder")
    size, digest, codes = row.get("bytes"), row.get("sha256"), row.get("codes")
    sound = (
        type(size) is int
        and size >= 0
        and isinstance(digest, str)
        and _HEX.fullmatch(digest)
        and (codes is None or isinstance(codes, list))
        and (row.get("url") is None or isinstance(row["url"], str))
        and all(isinstance(row.get(key, ""), str) for key in _TEXTS)
    )
    return "" if sound else _("is damaged")
