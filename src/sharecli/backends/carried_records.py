"""The rows of links that backends carry, and of what each counted: the only place that knows their columns."""

import sqlite3
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sharecli.backends.model import Backend, Carried, Kind, Placed, Visits
from sharecli.backends.trouble import CarrierFailed
from sharecli.period import stamp
from sharecli.store.open import Store
from sharecli.text import clean

if TYPE_CHECKING:
    from sqlite_utils import Database


def names_of_people(store: Store) -> set[str]:
    """Words and names of people that no stranger shall read."""
    rows = store.reader.execute(
        "SELECT person AS word FROM links UNION SELECT word FROM people UNION SELECT name FROM people"
    )
    return {row["word"] for row in rows if row["word"].strip()}


def carried(store: Store, *, backend: str = "", links: Iterable[int] | None = None) -> list[Carried]:
    """What is carried, or shall be, by code and backend.

    Args:
        store: the file.
        backend: only this one's, by name.
        links: only these links', by their rows' numbers; all where None.
    """
    wanted = set(links) if links is not None else None
    rows = store.reader.execute(
        "SELECT * FROM carried_facts WHERE ? IN ('', backend) ORDER BY code, backend, id", [backend]
    )
    return [_carried(row) for row in rows if wanted is None or row["link_id"] in wanted]


def one(store: Store, link_id: int, backend_id: int) -> Carried | None:
    """A link at a backend, or None where it was never sent there."""
    row = store.reader.execute(
        "SELECT * FROM carried_facts WHERE link_id = ? AND backend_id = ?", [link_id, backend_id]
    ).fetchone()
    return _carried(row) if row else None


def there(store: Store, backend: Backend, *, links: Iterable[int] | None = None) -> dict[int, Carried]:
    """What a backend carries, or shall, by the links' rows' numbers; not what one of the same name did before it."""
    found = carried(store, backend=backend.name, links=links)
    return {one.link_id: one for one in found if one.backend_id == backend.id}


def rest(store: Store, backend_id: int) -> str:
    """The latest moment until which a backend asked to be left alone (UTC, as stored); empty where it never did."""
    row = store.reader.execute(
        "SELECT max(again_at) AS until FROM carried_links WHERE backend_id = ?", [backend_id]
    ).fetchone()
    return row["until"] or ""


def wanted(db: "Database", links: Iterable[int], backend: Backend, *, at: datetime) -> None:
    """Remember that links shall be carried, before anybody is asked: what then goes wrong, ``link sync`` mends."""
    db.conn.executemany(
        "INSERT INTO carried_links (link_id, backend_id, created_at, updated_at) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (link_id, backend_id) DO NOTHING",
        [(link, backend.id, stamp(at), stamp(at)) for link in links],
    )


def placed(db: "Database", number: int, where: Placed, *, destination: str, target: str, at: datetime) -> None:
    """Remember that a link is carried, in a transaction that is open."""
    db.conn.execute(
        "UPDATE carried_links SET state = 'carried', short_url = ?, far_id = ?, destination = ?, target = ?, "
        "problem = '', why = '', tries = 0, again_at = NULL, verified_at = ?, updated_at = ? WHERE id = ?",
        [where.short_url, where.far_id, destination, target, stamp(at), stamp(at), number],
    )


def failed(db: "Database", number: int, error: CarrierFailed, *, at: datetime) -> None:
    """Remember that it did not work, and when it may be tried again, in a transaction that is open."""
    again = stamp(at + timedelta(seconds=error.wait)) if error.wait else None
    db.conn.execute(
        "UPDATE carried_links SET problem = ?, why = ?, tries = tries + 1, again_at = ?, updated_at = ? WHERE id = ?",
        [error.code, clean(error.message, limit=400), again, stamp(at), number],
    )


def lost(db: "Database", number: int, error: CarrierFailed, *, at: datetime) -> None:
    """Remember that a link is not there any more, so that it waits again, in a transaction that is open."""
    _no_more(db, number, at)
    failed(db, number, error, at=at)


def ended(db: "Database", number: int, *, at: datetime) -> None:
    """Remember that a retired link is not there any more, in a transaction that is open."""
    _no_more(db, number, at)
    db.conn.execute("UPDATE carried_links SET problem = '', why = '', again_at = NULL WHERE id = ?", [number])


def settled(db: "Database", number: int, *, at: datetime) -> None:
    """Remember that a link is in order again, in a transaction that is open."""
    db.conn.execute(
        "UPDATE carried_links SET problem = '', why = '', tries = 0, again_at = NULL, verified_at = ? WHERE id = ?",
        [stamp(at), number],
    )


def _no_more(db: "Database", number: int, at: datetime) -> None:
    db.conn.execute(
        "UPDATE carried_links SET state = 'pending', short_url = '', far_id = '', updated_at = ? WHERE id = ?",
        [stamp(at), number],
    )


def counted(db: "Database", found: Iterable[tuple[Carried, Visits]], *, at: datetime) -> None:
    """Remember what was counted, where it is another figure than before, in a transaction that is open."""
    db.conn.executemany(
        "INSERT INTO carried_visits (carried_id, visits, people, bots, read_at) VALUES (?, ?, ?, ?, ?)",
        [(one.id, new.visits, new.people, new.bots, stamp(at)) for one, new in found if one.seen != new],
    )


def _carried(row: sqlite3.Row) -> Carried:
    retired = row["status"] == "retired"
    return Carried(
        id=row["id"],
        link_id=row["link_id"],
        code=row["code"],
        product=row["product"],
        channel=row["channel"],
        backend=row["backend"],
        kind=Kind(row["kind"]),
        state="retired" if retired and row["state"] == "pending" else row["state"],
        short_url=row["short_url"],
        far_id=row["far_id"],
        target=row["target"],
        stale=not retired and row["state"] == "carried" and row["destination"] != row["now_destination"],
        problem=row["problem"],
        why=row["why"],
        tries=row["tries"],
        again_at=row["again_at"],
        seen=Visits(row["visits"], row["people"], row["bots"]) if row["read_at"] else None,
        read_at=row["read_at"],
        retired=retired,
        backend_id=row["backend_id"],
    )
