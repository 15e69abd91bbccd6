"""Living values for TAB: standard library only, read-only, silent on every trouble, never a file made or migrated."""

import sqlite3
import sys
import unicodedata
from contextlib import closing
from pathlib import Path

from sharecli import places

_MOST = 50
_OURS = 0x5348434C
"""The file's ``application_id``, as in store/open.py, whose import would cost as much as the answer."""

_QUERIES = {
    # A half-open range, so that the index serves it; LIKE would not.
    kind: f"SELECT DISTINCT {column} FROM {table} WHERE {column} >= ?1 AND {column} < ?1 || char(1114111)"  # noqa: S608
    f" {which} ORDER BY {column} LIMIT ?2"
    for kind, table, column, which in (
        ("products", "products", "code", "AND status = 'active'"),
        ("archived", "products", "code", "AND status = 'archived'"),
        ("links", "links", "code", "AND status = 'active'"),
        ("tags", "product_tags", "tag", ""),
    )
}


def values(kind: str, prefix: str, *, path: Path | None = None) -> list[str]:
    """At most fifty values that begin with ``prefix``, sorted: product, link and tag codes, channels, platforms."""
    try:
        if kind in {"channels", "platforms"}:
            return _data_files(kind, prefix.lower())
        file = (path or places.data_file()).resolve()
        if kind not in _QUERIES or not file.is_file():
            return []
        with closing(sqlite3.connect(_address(file), uri=True, timeout=0.1)) as connection:
            if connection.execute("PRAGMA application_id").fetchone() != (_OURS,):
                return []
            found = [row[0] for row in connection.execute(_QUERIES[kind], (prefix.lower(), _MOST))]
    except (sqlite3.Error, OSError, ValueError, RuntimeError):  # the last ones: odd bytes in a path, no home
        return []
    return [value for value in found if isinstance(value, str)]


def _data_files(kind: str, prefix: str) -> list[str]:
    """Keys as datafile.shelf() makes them of the files' names."""
    shelves = (Path(__file__).parent.parent / kind, places.config_folder() / kind)
    files = (file for shelf in shelves for file in shelf.glob("*.toml") if not file.name.startswith("."))
    keys = {unicodedata.normalize("NFC", file.stem).lower() for file in files}
    return sorted(key for key in keys if key.startswith(prefix))[:_MOST]


def _address(file: Path) -> str:
    """The file's address for a reader that makes nothing beside it."""
    with file.open("rb") as handle:
        has_wal = handle.read(19)[18:] == b"\x02"
    beside = [file.with_name(f"{file.name}-{side}").exists() for side in ("wal", "shm")]
    # Even a read-only reader of a WAL file makes its side files where they are missing, and leaves them.
    return f"{file.as_uri()}?{'immutable=1' if has_wal and not all(beside) else 'mode=ro'}"


def answer(words: list[str]) -> None:
    """Print the values for ``KIND PREFIX [--db FILE]``, one a line; the shell filters and quotes them."""
    if words[1:2] == ["--db"]:
        words = [words[0], "", *words[1:]]  # Windows PowerShell drops an empty word
    kind, prefix, *rest = [*words, "", ""][: max(len(words), 2)]
    path = places.expanded(Path(rest[1])) if len(rest) > 1 and rest[0] == "--db" and rest[1] else None
    sys.stdout.write("".join(f"{value}\n" for value in values(kind, prefix, path=path) if _can_be_shown(value)))


def _can_be_shown(value: str) -> bool:
    # A code cannot hold a control character, a damaged file may; and half a value is worse than none.
    try:
        value.encode(sys.stdout.encoding or "utf-8")
    except UnicodeError:
        return False
    return value.isprintable()
