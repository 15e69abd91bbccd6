"""Living values for TAB: standard library only, read-only, silent on every trouble, never a file made or migrated."""

# Importing pathlib would cost TAB as much as its query.
# ruff: noqa: PTH110, PTH111, PTH112, PTH113, PTH118, PTH120, PTH123, PTH208
import os
import sqlite3
import sys
import unicodedata

from sharecli import places

_MOST = 50
_OURS = 0x5348434C
"""The file's ``application_id``, as in store/open.py, whose import would cost as much as the answer."""

_QUERIES = {
    # A half-open range, so that the index serves it; LIKE would not.
    kind: f"SELECT DISTINCT {column} FROM {table} WHERE {column} >= ?1 AND {column} < ?1 || char(1114111)"  # noqa: S608 - our own names
    f" {which} ORDER BY {column} LIMIT ?2"
    for kind, table, column, which in (
        ("products", "products", "code", "AND status = 'active'"),
        ("archived", "products", "code", "AND status = 'archived'"),
        ("links", "links", "code", "AND status = 'active'"),
        ("tags", "product_tags", "tag", ""),
        ("groups", "groups", "word", "AND status = 'active'"),
        ("contents", "contents", "word", "AND status = 'active'"),
        ("deals", "deals", "code", ""),
        ("backends", "backends", "name", "AND removed_at IS NULL"),
    )
} | {
    "people": "SELECT word FROM people WHERE word >= ?1 AND word < ?1 || char(1114111) AND forgotten_at IS NULL"
    " UNION SELECT person FROM links WHERE person >= ?1 AND person < ?1 || char(1114111) AND person > ''"
    " AND person NOT LIKE 'gone-%' ORDER BY 1 LIMIT ?2",
}


_SHELVES = {"channels": "channels", "platforms": "platforms", "templates": "posters/templates"}
"""Kinds that are data files, and where the built-in ones lie."""


def values(kind: str, prefix: str, *, path: str | os.PathLike[str] = "") -> list[str]:
    """At most fifty values that begin with ``prefix``, sorted: codes, tags, people, channels, templates."""
    try:
        if kind in _SHELVES:
            return _data_files(kind, prefix.lower())
        file = os.path.realpath(path or places.data_address())
        if kind not in _QUERIES or not os.path.isfile(file):
            return []
        connection = sqlite3.connect(_address(file), uri=True, timeout=0.1)
        try:
            if connection.execute("PRAGMA application_id").fetchone() != (_OURS,):
                return []
            found = [row[0] for row in connection.execute(_QUERIES[kind], (prefix.lower(), _MOST))]
        finally:
            connection.close()  # importing contextlib for closing() would cost a tenth of the answer
    except (sqlite3.Error, OSError, ValueError):  # ValueError: bytes in a path or a prefix that are no text
        return []
    return [value for value in found if isinstance(value, str)]


def _data_files(kind: str, prefix: str) -> list[str]:
    """Keys as datafile.shelf() makes them of the files' names."""
    keys = set()
    built_in = os.path.join(os.path.dirname(os.path.dirname(__file__)), _SHELVES[kind])
    for folder in (built_in, os.path.join(places.config_address(), kind)):
        for name in os.listdir(folder) if os.path.isdir(folder) else ():
            if name.endswith(".toml") and not name.startswith("."):
                keys.add(unicodedata.normalize("NFC", name.removesuffix(".toml")).lower())
    return sorted(key for key in keys if key.startswith(prefix))[:_MOST]


def _address(file: str) -> str:
    """The file's address for a reader that makes nothing beside it."""
    with open(file, "rb") as handle:
        has_wal = handle.read(19)[18:] == b"\x02"
    # Even a read-only reader of a WAL file makes its side files where they are missing, and leaves them.
    alone = has_wal and not all(os.path.exists(f"{file}-{side}") for side in ("wal", "shm"))
    quoted = file.replace("%", "%25").replace("?", "%3f").replace("#", "%23").replace(os.sep, "/")
    return f"file:{'' if quoted.startswith('/') else '/'}{quoted}?{'immutable=1' if alone else 'mode=ro'}"


def answer(words: list[str]) -> None:
    """Print the values for ``KIND PREFIX [--db FILE]``, one a line; the shell filters and quotes them."""
    if words[1:2] == ["--db"]:
        words = [words[0], "", *words[1:]]  # Windows PowerShell drops an empty word
    kind, prefix, *rest = [*words, "", ""][: max(len(words), 2)]
    path = os.path.expanduser(rest[1]) if rest[:1] == ["--db"] and len(rest) > 1 else ""
    sys.stdout.write("".join(f"{value}\n" for value in values(kind, prefix, path=path) if _can_be_shown(value)))


def _can_be_shown(value: str) -> bool:
    # A code cannot hold a control character, a damaged file may; and half a value is worse than none.
    try:
        value.encode(sys.stdout.encoding or "utf-8")
    except UnicodeError:
        return False
    return value.isprintable()
