"""The rows of imports and of what each said: ``records.py`` of batches."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sharecli.commissions.words import AsOf, Word
from sharecli.errors import NotFound
from sharecli.language import _
from sharecli.money import decimal_string
from sharecli.period import stamp
from sharecli.store.open import Store

if TYPE_CHECKING:
    import sqlite3

    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Batch:
    """One import.

    Attributes:
        number: the row's number.
        file: its name.
        platform: a platform's key.
        account: the seller's account there, or empty.
        layout: which of the platform's.
        imported_at: UTC, as stored.
        as_of: the moment whose state of things it tells.
        counts: rows read, new, updated, unchanged, skipped, problems; None for an import of before.
        undone_at: when it was taken back, UTC as stored, or empty.
    """

    number: int
    file: str
    platform: str
    account: str
    layout: str
    imported_at: str
    as_of: AsOf
    counts: dict[str, int | None]
    undone_at: str

    def again(self) -> dict[str, int]:
        """The counts of the same file once more, where nothing has changed since."""
        counts = {name: self.counts[name] or 0 for name in COUNTS} | {"new": 0, "updated": 0}
        return counts | {"unchanged": counts["rows"] - counts["skipped"] - counts["problems"]}

    def row(self) -> dict[str, Any]:
        """The JSON contract: ``batch file platform account layout imported_at as_of``, the counts, ``undone_at``."""
        return {
            "batch": self.number,
            "file": self.file,
            "platform": self.platform,
            "account": self.account or None,
            "layout": self.layout,
            "imported_at": self.imported_at,
            "as_of": self.as_of.moment or None,
            **self.counts,
            "undone_at": self.undone_at or None,
        }


COUNTS = ("rows", "new", "updated", "unchanged", "skipped", "problems")
_COLUMNS = ("rows_read", *(f"rows_{name}" for name in COUNTS[1:]))


def keep(
    db: "Database", result: dict[str, Any], *, sha256: str, account: str, as_of: AsOf, replaces: bool, seen: str,
    at: datetime,
) -> int:  # fmt: skip
    """A new import's number."""
    history = db.conn.execute("SELECT coalesce(max(id), 0) FROM commission_history").fetchone()[0]
    row = {
        "file": result["file"],
        "sha256": sha256,
        "platform": result["platform"],
        "layout": result["layout"],
        "imported_at": stamp(at),
        "account": account,
        "as_of": as_of.moment,
        "as_of_sure": int(as_of.sure),
        "replaces": int(replaces),
        "after_history": history,
        "seen": seen,
        **dict(zip(_COLUMNS, (result[name] for name in COUNTS), strict=True)),
    }
    number = db.table("import_batches").insert(row, pk="id").last_pk
    assert isinstance(number, int)  # noqa: S101 - an integer primary key was just given
    return number


Said = tuple[str, int | None, int | None, str, str, str]
"""A word as plain values: what is said, estimate, settled, when it happened, the moment of a row of its own, status."""
Told = tuple[str, int]
"""As of when, and whether surely."""


def said_of(word: Word) -> Said:
    """A word as plain values; the moment of a row of its own stands with it, a batch's with the batch."""
    own = word.as_of.moment if word.replaces and word.as_of.sure else ""
    return word.said, word.estimate, word.settled, word.at, own, word.status


def say(db: "Database", batch: int, words: Iterable[tuple[int, Said]]) -> None:
    """What a batch says of lines, whether that changes them or not."""
    db.conn.executemany(
        """
        INSERT INTO commission_words
          (commission_id, batch_id, said, estimate_micros, settled_micros, happened_at, as_of, platform_status)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (batch_id, commission_id) DO NOTHING
        """,
        ((line, batch, *said) for line, said in words),
    )


def told_of(as_of: AsOf) -> Told:
    """A moment as plain values."""
    return as_of.moment, int(as_of.sure)


def told(db: "Database", lines: Iterable[tuple[int, Told]]) -> None:
    """The latest moment that lines were told of."""
    db.conn.executemany(
        "UPDATE commissions SET told_at = ?, told_surely = ? WHERE id = ?",
        ((*moment, number) for number, moment in lines),
    )


def world(connection: "sqlite3.Connection") -> str:
    """A mark that is another one once anything was written on which an import's answer depends."""
    row = connection.execute(
        """
        SELECT (SELECT coalesce(max(id), 0) FROM commission_history), (SELECT count(*) FROM import_batches),
          (SELECT count(undone_at) FROM import_batches),
          (SELECT count(*) || coalesce(max(updated_at), '') FROM products),
          (SELECT count(*) || coalesce(max(updated_at), '') FROM links),
          (SELECT count(*) FROM sub_id_matches)
        """
    ).fetchone()
    return " ".join(map(str, row))


def close(db: "Database", batch: int) -> None:
    """Remember how the world stood when an import was done."""
    db.conn.execute("UPDATE import_batches SET world = ? WHERE id = ?", [world(db.conn), batch])


def seen(store: Store, mark: str) -> Batch | None:
    """The import of the same file in the same way that the world has not moved since; None where there is none."""
    row = store.reader.execute(
        "SELECT * FROM import_batches WHERE seen = ? AND world = ? AND undone_at IS NULL AND rows_problems = 0 LIMIT 1",
        [mark, world(store.reader)],
    ).fetchone()
    return _batch(row) if row and mark else None


def unmoved(store: Store, mark: str) -> Batch | None:
    """The import of the same file in the same way, where nothing has happened to the ledger since; or None."""
    row = store.reader.execute(
        """
        SELECT * FROM import_batches WHERE seen = ? AND undone_at IS NULL AND rows_problems = 0 ORDER BY id DESC LIMIT 1
        """,
        [mark],
    ).fetchone()
    if row is None or not mark:
        return None
    return _batch(row) if row["world"].split()[:3] == world(store.reader).split()[:3] else None


def repeat(db: "Database", batch: int, *, before: int) -> None:
    """A batch says what another has said."""
    db.conn.execute(
        """
        INSERT INTO commission_words
          (commission_id, batch_id, said, estimate_micros, settled_micros, happened_at, as_of, platform_status)
        SELECT commission_id, ?, said, estimate_micros, settled_micros, happened_at, as_of, platform_status
        FROM commission_words WHERE batch_id = ?
        """,
        [batch, before],
    )


def same(store: Store, *, sha256: str, platform: str, account: str, as_of: AsOf) -> bool:
    """Whether an import that counts has said exactly this before."""
    row = store.reader.execute(
        """
        SELECT 1 FROM import_batches
        WHERE sha256 = ? AND platform = ? AND account = ? AND as_of = ? AND as_of_sure = ? AND undone_at IS NULL
        """,
        [sha256, platform, account, as_of.moment, int(as_of.sure)],
    ).fetchone()
    return row is not None


def every(store: Store) -> list[Batch]:
    """Every import, the newest first."""
    return [_batch(row) for row in store.reader.execute("SELECT * FROM import_batches ORDER BY id DESC")]


def find(store: Store, number: int) -> Batch:
    """The import of that number.

    Raises:
        NotFound: there is none.
    """
    row = store.reader.execute("SELECT * FROM import_batches WHERE id = ?", [number]).fetchone()
    if row is None:
        raise NotFound(_("there is no import {number}").format(number=number), hint="sharecli commission batches")
    return _batch(row)


def _batch(row: "sqlite3.Row") -> Batch:
    return Batch(
        row["id"], row["file"], row["platform"], row["account"], row["layout"], row["imported_at"],
        AsOf(row["as_of"], row["as_of_sure"] == 1),
        {name: row[column] for name, column in zip(COUNTS, _COLUMNS, strict=True)}, row["undone_at"] or "",
    )  # fmt: skip


def changes(store: Store, number: int) -> list[dict[str, Any]]:
    """What an import wrote into the history, and what taking it back wrote: a row each."""
    rows = store.reader.execute(
        """
        SELECT h.id, c.order_id, c.item, c.currency, h.kind, h.state, h.estimate_micros, h.settled_micros,
          h.adjustment_micros, h.reason, h.recorded_at
        FROM commission_history h JOIN commissions c ON c.id = h.commission_id
        WHERE h.batch_id = ? OR h.undoes = ? ORDER BY h.id
        """,
        [number, number],
    )
    return [
        {
            "order": row["order_id"],
            "item": row["item"] or None,
            "kind": row["kind"],
            "state": row["state"],
            **{name: _money(row, name) for name in ("estimate", "settled", "adjustment")},
            "currency": row["currency"],
            "reason": row["reason"] or None,
            "recorded_at": row["recorded_at"],
        }
        for row in rows
    ]


def _money(row: "sqlite3.Row", name: str) -> str | None:
    micros = row[f"{name}_micros"]
    return None if micros is None else decimal_string(micros, row["currency"])


def mark_undone(db: "Database", number: int, at: datetime) -> None:
    """An import counts no more."""
    db.conn.execute("UPDATE import_batches SET undone_at = ? WHERE id = ?", [stamp(at), number])


def unclaim(db: "Database", lines: Iterable[int]) -> None:
    """Lines logged by hand of which no report has told: another report's line may be theirs."""
    db.conn.executemany("UPDATE commissions SET reported_as = NULL WHERE id = ?", ((line,) for line in lines))
