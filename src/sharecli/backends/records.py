"""The rows of backends and of what they carry: the only place that knows their columns."""

import sqlite3
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from sharecli.backends.model import Backend, Kind
from sharecli.backends.services import services
from sharecli.backends.trouble import BackendKnown
from sharecli.errors import NotFound
from sharecli.language import _
from sharecli.period import stamp
from sharecli.store.open import Store
from sharecli.suggest import closest
from sharecli.text import clean

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Check:
    """How a service was found.

    Attributes:
        name: the service's.
        kind: what it is.
        alive: whether it does what it should.
        code: of the error, or empty.
        said: what it is, or the error's sentence.
        millis: how long it took, in milliseconds.
        at: when (UTC, as stored).
    """

    name: str
    kind: Kind
    alive: bool
    code: str
    said: str
    millis: int
    at: str

    def row(self) -> dict[str, str | int | bool | None]:
        """The JSON contract: ``name kind alive error said millis checked_at``."""
        return {
            "name": self.name,
            "kind": self.kind.value,
            "alive": self.alive,
            "error": self.code,
            "said": self.said,
            "millis": self.millis,
            "checked_at": self.at,
        }


def chosen(store: Store, *, used: bool = False) -> list[Backend]:
    """The seller's own backends by name; with ``used`` also the public services that links were given to."""
    rows = store.reader.execute("SELECT * FROM backends WHERE removed_at IS NULL ORDER BY kind = 'public', name")
    return [one for one in map(_backend, rows) if used or one.kind is not Kind.public]


def find(store: Store, name: str) -> Backend:
    """The backend of that name; or the public service, which needs no adding.

    Raises:
        NotFound: with the closest names.
    """
    word = name.strip().lower()
    row = store.reader.execute("SELECT * FROM backends WHERE name = ? AND removed_at IS NULL", [word]).fetchone()
    if row is not None:
        return _backend(row)
    if service := services().get(word):
        return Backend(word, Kind.public, service.address, service.hosts[0])
    names = [one.name for one in chosen(store)] + [one.name for one in services().values() if one.usable]
    message = _("there is no backend “{name}”").format(name=clean(word, limit=40))
    raise NotFound(message, hint=closest(word, names, paste="sharecli backend test {}"))


def free(store: Store, name: str) -> None:
    """See that a name is nobody's.

    Raises:
        BackendKnown: a backend or a public service has it.
    """
    if name in services():
        message = _("“{name}” is the name of a public shortener").format(name=name)
        raise BackendKnown(message, hint=f"sharecli link push --all --to {name}")
    if any(one.name == name for one in chosen(store)):
        message = _("there is a backend “{name}” already").format(name=name)
        raise BackendKnown(message, hint=f"sharecli backend remove {name}")


def keep(db: "Database", backend: Backend, *, at: datetime) -> Backend:
    """Keep a backend, in a transaction that is open. One that was removed comes back with all that it carries.

    Raises:
        BackendKnown: another has that name.
    """
    values = [backend.name, backend.kind.value, backend.address, backend.domain]
    known = db.conn.execute(
        "SELECT id FROM backends WHERE name = ? AND kind = ? AND address = ? AND domain = ? ORDER BY id DESC LIMIT 1",
        values,
    ).fetchone()
    traits = [backend.private, backend.hyphens, backend.unique_urls]
    try:
        if known:
            db.conn.execute(
                "UPDATE backends SET removed_at = NULL, private = ?, hyphens = ?, unique_urls = ? WHERE id = ?",
                [*traits, known[0]],
            )
            return replace(backend, id=known[0])
        made = db.conn.execute(
            "INSERT INTO backends (name, kind, address, domain, private, hyphens, unique_urls, added_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
            [*values, *traits, stamp(at)],
        ).fetchone()
    except sqlite3.IntegrityError:
        raise BackendKnown(
            _("there is a backend “{name}” already").format(name=backend.name),
            hint=f"sharecli backend remove {backend.name}",
        ) from None
    return replace(backend, id=made[0])


def remove(db: "Database", backend: Backend, *, at: datetime) -> None:
    """Take a backend out of use, in a transaction that is open; what it carries is remembered."""
    db.conn.execute("UPDATE backends SET removed_at = ? WHERE id = ?", [stamp(at), backend.id])


def note_check(db: "Database", check: Check) -> None:
    """Remember how a service was found, in a transaction that is open."""
    db.conn.execute(
        "INSERT INTO backend_checks (name, kind, alive, code, said, millis, checked_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [check.name, check.kind.value, check.alive, check.code, check.said[:500], check.millis, check.at],
    )


def learnt(db: "Database", backend: Backend) -> None:
    """Remember what probing showed, in a transaction that is open."""
    db.conn.execute(
        "UPDATE backends SET hyphens = ?, unique_urls = ? WHERE id = ?",
        [backend.hyphens, backend.unique_urls, backend.id],
    )


def last_checks(store: Store) -> dict[str, Check]:
    """How each service was found when it was last looked at."""
    rows = store.reader.execute(
        "SELECT * FROM backend_checks WHERE id IN (SELECT max(id) FROM backend_checks GROUP BY name)"
    )
    return {
        row["name"]: Check(
            row["name"],
            Kind(row["kind"]),
            bool(row["alive"]),
            row["code"],
            row["said"],
            row["millis"],
            row["checked_at"],
        )
        for row in rows
    }


def _backend(row: sqlite3.Row) -> Backend:
    return Backend(
        name=row["name"],
        kind=Kind(row["kind"]),
        address=row["address"],
        domain=row["domain"],
        private=bool(row["private"]),
        hyphens=None if row["hyphens"] is None else bool(row["hyphens"]),
        unique_urls=None if row["unique_urls"] is None else bool(row["unique_urls"]),
        id=row["id"],
    )
