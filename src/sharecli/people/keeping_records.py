"""Writes people: new ones, changes, steps of trust, notes; each in a transaction that is open."""

import sqlite3
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from sharecli.errors import Refused
from sharecli.language import _
from sharecli.people.model import Group, Person, Stage
from sharecli.people.records import PersonTaken
from sharecli.period import stamp
from sharecli.store.open import Store

if TYPE_CHECKING:
    from sqlite_utils import Database


class BroughtInACircle(Refused):
    """Somebody would have brought themself, at once or by way of others."""

    code = "brought-in-a-circle"


def keep(db: "Database", one: Person, *, at: datetime, brought_by: Person | None) -> int:
    """Keep a new person, without a step; their number.

    Raises:
        PersonTaken: another person has the word.
    """
    values = {
        "word": one.word, "name": one.name, "stage": one.stage.value,
        "brought_by": brought_by.id if brought_by else None, "next_touch": one.next_touch or None,
        "created_at": stamp(at), "updated_at": stamp(at),
    }  # fmt: skip
    try:
        db.table("people").insert(values, pk="id")
    except sqlite3.IntegrityError as error:
        if "people.word" not in str(error):
            raise
        message = _("the word “{word}” is another person's").format(word=one.word)
        hint = _("choose another word, or look at that one: sharecli person show {word}")
        raise PersonTaken(message, hint=hint.format(word=one.word)) from None
    (number,) = db.execute("SELECT id FROM people WHERE word = ?", [one.word]).fetchone()
    _keep_personal(db, int(number), one)
    return int(number)


def change(db: "Database", one: Person, *, at: datetime, brought_by: Person | None) -> None:
    """Keep name, next touch, interests, handles and who brought a person that is kept already, by their number."""
    values = {
        "name": one.name, "brought_by": brought_by.id if brought_by else None,
        "next_touch": one.next_touch or None, "updated_at": stamp(at),
    }  # fmt: skip
    db.table("people").update(one.id, values)
    db.execute("DELETE FROM person_tags WHERE person_id = ?", [one.id])
    db.execute("DELETE FROM person_handles WHERE person_id = ?", [one.id])
    _keep_personal(db, one.id, one)


def _keep_personal(db: "Database", number: int, one: Person) -> None:
    db.table("person_tags").insert_all([{"person_id": number, "tag": tag} for tag in one.interests])
    handles = [{"person_id": number, "channel": channel, "handle": handle} for channel, handle in one.handles]
    db.table("person_handles").insert_all(handles)


def join(db: "Database", number: int, groups: Iterable[Group]) -> None:
    """Put a person into groups; those they are in already stay."""
    rows = [(one.id, number) for one in groups]
    db.conn.executemany("INSERT OR IGNORE INTO group_people (group_id, person_id) VALUES (?, ?)", rows)


def leave(db: "Database", number: int, groups: Iterable[Group]) -> None:
    """Take a person out of groups."""
    db.conn.executemany(
        "DELETE FROM group_people WHERE group_id = ? AND person_id = ?", [(one.id, number) for one in groups]
    )


def step(db: "Database", number: int, stage: Stage, *, at: datetime) -> int:
    """A step of trust; the step's number."""
    db.execute(
        "INSERT INTO person_stages (person_id, stage, reached_at) VALUES (?, ?, ?)", [number, stage.value, stamp(at)]
    )
    (last,) = db.execute("SELECT max(id) FROM person_stages WHERE person_id = ?", [number]).fetchone()
    return int(last)


def note(db: "Database", number: int, text: str, *, at: datetime, step_id: int | None = None) -> None:
    """A note about a person, or about one of their steps."""
    db.table("person_notes").insert({"person_id": number, "stage_id": step_id, "text": text, "noted_at": stamp(at)})


def touch_next(db: "Database", number: int, day: str, *, at: datetime) -> None:
    """Set the day of the next touch, ``2026-10-20``, or none where empty."""
    db.table("people").update(number, {"next_touch": day or None, "updated_at": stamp(at)})


def not_a_circle(store: Store, word: str, brought_by: Person) -> None:
    """Refuse that somebody was brought by one whom they brought, at once or by way of others.

    Raises:
        BroughtInACircle: they would have brought themself.
    """
    rows = store.reader.execute(
        """
        WITH RECURSIVE up (id, word, brought_by, far) AS (
          SELECT id, word, brought_by, 0 FROM people WHERE id = ?
          UNION
          SELECT p.id, p.word, p.brought_by, up.far + 1 FROM people p JOIN up ON p.id = up.brought_by
          LIMIT 1000000
        ) SELECT word FROM up ORDER BY far
        """,
        [brought_by.id],
    )
    chain = [row["word"] for row in rows]
    if word not in chain:
        return
    chain = [word, *reversed(chain[: chain.index(word)]), word] if word != brought_by.word else [word, word]
    said = " → ".join(chain if len(chain) <= 8 else [*chain[:4], "…", *chain[-3:]])  # noqa: PLR2004 - one line
    message = _("“{word}” would have brought themself: {chain}").format(word=word, chain=said)
    raise BroughtInACircle(message, hint=f"sharecli person show {brought_by.word}")
