"""Living values for TAB: standard library only, read-only, silent on every trouble, never a file made or migrated."""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from sharecli import places

_MOST = 50
_QUERIES = {
    # A half-open range, so that the index serves it; LIKE would not.
    "products": "SELECT code FROM products WHERE code >= ?1 AND code < ?1 || char(1114111) AND status = 'active' LIMIT ?2",
    "archived": "SELECT code FROM products WHERE code >= ?1 AND code < ?1 || char(1114111) AND status = 'archived' LIMIT ?2",
    "links": "SELECT code FROM links WHERE code >= ?1 AND code < ?1 || char(1114111) AND status = 'active' LIMIT ?2",
    "tags": "SELECT DISTINCT tag FROM product_tags WHERE tag >= ?1 AND tag < ?1 || char(1114111) LIMIT ?2",
}


def values(kind: str, prefix: str, *, path: Path | None = None) -> list[str]:
    """At most fifty values that begin with ``prefix``: product, link and tag codes, channels, platforms."""
    if kind in {"channels", "platforms"}:
        shelves = (Path(__file__).parent.parent / kind, places.config_folder() / kind)
        names = {file.stem for shelf in shelves for file in shelf.glob("*.toml")}
        return sorted(name for name in names if name.startswith(prefix.lower()))[:_MOST]
    file = path or places.data_file()
    try:
        if kind not in _QUERIES or not file.is_file():
            return []
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=0.1)) as connection:
            found = [row[0] for row in connection.execute(_QUERIES[kind], (prefix.lower(), _MOST))]
    except (sqlite3.Error, OSError, UnicodeError):
        return []
    return [value for value in found if isinstance(value, str)]


def answer(words: list[str]) -> None:
    """Print the values for ``KIND PREFIX [--db FILE]``, one a line; the shell filters and quotes them."""
    kind, prefix, *rest = [*words, "", ""][: max(len(words), 2)]
    path = places.expanded(Path(rest[1])) if len(rest) > 1 and rest[0] == "--db" and rest[1] else None
    # A code cannot hold a control character; a damaged file may.
    shown = [value for value in values(kind, prefix, path=path) if value.isprintable()]
    sys.stdout.write("".join(f"{value}\n" for value in shown))
