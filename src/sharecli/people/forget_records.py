"""Erases a person from the file, wherever it keeps their word; finds what says their name and cannot be changed."""

import re
import sqlite3
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sharecli.people.model import GONE, Person
from sharecli.period import stamp
from sharecli.store.open import Store
from sharecli.store.troubles import explained

if TYPE_CHECKING:
    from sqlite_utils import Database

_WHOSE = ("person", "person_word")
"""What a column is called, in any table, that holds the word of a person."""

_OWN = ("people", "person_stages", "person_handles", "person_tags", "person_notes", "group_people")
_TOLD_APART = {("shares", "files_folder"), ("partner_payments", "reference")}
"""Erased with the word, or told by itself."""
_SHORTEST = 2
"""A name of one character would be found everywhere."""


def forget(db: "Database", one: Person, *, at: datetime) -> dict[str, int]:
    """Erase what is personal, and put an opaque word in the place of theirs, in an open transaction.

    The number, the steps with their dates, who brought them and whom they brought stay, so that money and tree do.

    Returns:
        How many rows of each table were erased or changed; tables with none are left out.
    """
    done = {}
    for name in ("person_handles", "person_tags", "person_notes", "group_people"):
        done[name] = db.execute(f"DELETE FROM {name} WHERE person_id = ?", [one.id]).rowcount  # noqa: S608 - own names
    opaque = f"{GONE}{one.id}"
    db.execute(
        "UPDATE people SET word = ?, name = '', next_touch = NULL, forgotten_at = ?, updated_at = ? WHERE id = ?",
        [opaque, stamp(at), stamp(at), one.id],
    )
    connection: sqlite3.Connection = db.conn
    for table, column in _places(connection):
        more = ", files_folder = ''" if table == "shares" else ""
        words = f'UPDATE "{table}" SET "{column}" = ?{more} WHERE "{column}" = ?'  # noqa: S608 - names of the file's own tables
        changed = connection.execute(words, [opaque, one.word])
        done[table] = done.get(table, 0) + changed.rowcount
    return {table: rows for table, rows in done.items() if rows}


def counted(store: Store, one: Person) -> dict[str, int]:
    """What :func:`forget` would erase or change, without doing so."""
    reader = store.reader
    asked: list[tuple[str, str, int | str]] = [(name, "person_id", one.id) for name in _OWN[2:]]
    asked += [(table, column, one.word) for table, column in _places(reader)]
    done: dict[str, int] = {}
    for table, column, value in asked:
        (rows,) = reader.execute(f'SELECT count(*) FROM "{table}" WHERE "{column}" = ?', [value]).fetchone()  # noqa: S608 - names of the file's own tables
        done[table] = done.get(table, 0) + rows
    return {table: rows for table, rows in done.items() if rows}


def terms_run(store: Store, one: Person, *, today: date) -> bool:
    """Whether a partner's terms bring somebody a share of what is ordered after today."""
    rows = store.reader.execute(
        "SELECT kind, from_day, until_day FROM partner_terms WHERE person_id = ? ORDER BY id DESC", [one.id]
    )
    # From the newest on: each takes the place of what was agreed before, from its day on, or until its last one.
    ends, taken = date.max, date.min
    for row in rows:
        since = date.fromisoformat(row["from_day"])
        until = date.fromisoformat(row["until_day"]) if row["until_day"] else date.max
        if row["kind"] == "terms" and taken < since <= ends:
            if min(until, ends) > today:
                return True
            taken = max(taken, until)
        if row["until_day"] is None:
            ends = min(ends, since - timedelta(days=1))
    return False


def was_partner(store: Store, one: Person) -> bool:
    """Whether somebody has, or had, a share of the seller's commission."""
    return store.reader.execute("SELECT 1 FROM partner_terms WHERE person_id = ?", [one.id]).fetchone() is not None


def payments_that_say(store: Store, one: Person) -> list[int]:
    """The numbers of payments to anybody whose reference says their name, word or a handle."""
    says = _saying(one)
    rows = store.reader.execute("SELECT id, reference FROM partner_payments WHERE kind = 'paid' AND reference <> ''")
    return [row["id"] for row in rows if says(row["reference"])]


def mentions(store: Store, one: Person) -> dict[str, int]:
    """Where else the file says their name, word or a handle as a word of its own: table, column, how many rows."""
    needles = _needles(one)
    reader = store.reader
    reader.create_function("says_them", 1, _saying(one), deterministic=True)
    # Looking for the letters first is SQLite's own work; only what has them is looked at closely. It knows capitals of
    # ASCII alone, so a text that is more than ASCII always is.
    foreign = "length({column}) <> length(CAST({column} AS BLOB))"
    near = " OR ".join([foreign, *("instr(lower({column}), ?)" for _one in needles)])
    found = {}
    for table, column in _texts(reader):
        where = near.replace("{column}", f'"{column}"')
        words = f'SELECT count(*) FROM "{table}" WHERE ({where}) AND says_them("{column}")'  # noqa: S608 - names of the file's own tables
        (rows,) = reader.execute(words, needles).fetchone()
        if rows:
            found[f"{table}.{column}"] = rows
    return found


def _needles(one: Person) -> list[str]:
    said = {one.name, one.word, *(handle for _channel, handle in one.handles)}
    return sorted(_folded(needle) for needle in said if len(needle) >= _SHORTEST)


def _saying(one: Person) -> Callable[[str], bool]:
    """Whether a text says their name, word or a handle as a word of its own."""
    pattern = re.compile("|".join(map(_alone, _needles(one))) or r"(?!)")
    return lambda text: bool(text and pattern.search(_folded(text)))


def _folded(text: str) -> str:
    """A text without regard to capitals, in whatever script, and to how its accents are put together."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def _alone(needle: str) -> str:
    """A needle as a word of its own; Chinese has no spaces between words."""
    edge = r"(?<![a-z0-9])", r"(?![a-z0-9])"
    return edge[0] + re.escape(needle) + edge[1] if needle.isascii() else re.escape(needle)


def _places(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Tables and columns that hold the word of a person; a later step of the file may bring more of them."""
    return [(table, column) for table, column, kind in _columns(connection) if column in _WHOSE and kind == "TEXT"]


def _texts(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    return [
        (table, column)
        for table, column, kind in _columns(connection)
        if kind == "TEXT" and table not in _OWN and column not in {*_WHOSE, "hash", "sha256", "currency"}
        and not column.endswith("_at") and (table, column) not in _TOLD_APART
    ]  # fmt: skip


def _columns(connection: sqlite3.Connection) -> list[tuple[str, str, str]]:
    rows = connection.execute(
        "SELECT m.name, c.name, c.type FROM sqlite_master m, pragma_table_info(m.name) c "
        "WHERE m.type = 'table' AND m.name NOT LIKE '%sqlite%' ORDER BY m.name, c.cid"
    )
    return [(table, column, kind) for table, column, kind in rows]


def sweep(store: Store) -> None:
    """Write the file anew, so that no free page keeps what was erased; its log is emptied, too.

    Raises:
        StoreTrouble: no space, or another sharecli holds the file. What was erased stays erased.
    """
    with explained(store.path):
        connection = store.reader  # the writer's own, once something was written
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def copies_with(paths: list[str], one: Person) -> list[str]:
    """Which copies of the file know somebody by that word, read only; one that cannot be read is counted among them."""
    return [path for path in paths if _knows(path, one)]


def _knows(path: str, one: Person) -> bool:
    from contextlib import closing
    from pathlib import Path

    try:
        with closing(sqlite3.connect(f"{Path(path).absolute().as_uri()}?mode=ro", uri=True)) as copy:
            tables = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            asked = [("people", "word"), ("links", "person")]
            return any(
                copy.execute(f"SELECT 1 FROM {table} WHERE {column} = ? LIMIT 1", [one.word]).fetchone()  # noqa: S608 - own names
                for table, column in asked
                if table in tables and (table != "links" or _has_person(copy))
            )
    except sqlite3.Error:
        return True


def _has_person(copy: sqlite3.Connection) -> bool:
    return any(row[1] == "person" for row in copy.execute("PRAGMA table_info(links)"))
