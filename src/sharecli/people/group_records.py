"""The rows of groups: the only place that knows their columns."""

import sqlite3
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from sharecli.errors import NotFound, Taken, Usage
from sharecli.language import _
from sharecli.people import naming
from sharecli.people.model import Group
from sharecli.people.sparing import Shared
from sharecli.period import stamp
from sharecli.store.open import Store
from sharecli.suggest import closest
from sharecli.text import clean, one_line

if TYPE_CHECKING:
    from sqlite_utils import Database

_MOST = 6
"""Groups of one name that an error tells apart."""
_FIRST = 'sharecli group add "Tea friends" --channel wechat-group'

_SELECT = """
    SELECT g.*, (SELECT group_concat(tag, ' ') FROM group_tags t WHERE t.group_id = g.id) AS tags FROM groups g
"""


class GroupTaken(Taken):
    """Another group has that word."""

    code = "group-taken"


class GroupUnknown(NotFound):
    """No group goes by that word or name."""

    code = "group-not-found"


class AmbiguousGroup(Usage):
    """Two groups have that name."""

    code = "ambiguous-group"


def group(store: Store, word_or_name: str) -> Group:
    """The group of exactly that word, else of that name; archived ones included.

    Raises:
        GroupUnknown: with the closest words.
        AmbiguousGroup: several may be meant (see :func:`naming.meant`); with the words of all, and what they are.
    """
    said = one_line(word_or_name)
    every = {row["word"]: row["name"] for row in store.reader.execute("SELECT word, name FROM groups ORDER BY word")}
    words = naming.meant(said, every.items())
    if len(words) == 1:
        return group_from(store.reader.execute(f"{_SELECT} WHERE g.word = ?", words).fetchone())
    if words:
        message = _("{count} groups are called “{name}”: {words}")
        which = "; ".join(_told_apart(store, word) for word in words[:_MOST]) + "; …" * (len(words) > _MOST)
        raise AmbiguousGroup(
            message.format(count=len(words), name=clean(said, limit=60), words=which),
            hint=_("say which by the word: sharecli group show {word}").format(word=words[0]),
        )
    message = _("there is no group “{word}”").format(word=clean(said, limit=60))
    if near := naming.alike(said, every.items()):
        raise GroupUnknown(message, hint=_("did you mean {words}?").format(words=", ".join(near[:3])))
    hint = closest(said, list(every)[:5000], paste="{}") if every else _FIRST
    raise GroupUnknown(message, hint=hint)


def _told_apart(store: Store, word: str) -> str:
    """A word, and what tells its group from others of the name."""
    one = group_from(store.reader.execute(f"{_SELECT} WHERE g.word = ?", [word]).fetchone())
    facts = [one.channel, *([_("archived")] if one.archived else []), *([str(one.size)] if one.size else [])]
    return f"{word} ({', '.join([*facts, *one.interests[:2]])})"


def group_from(row: sqlite3.Row) -> Group:
    """A group out of a row of the select above."""
    return Group(
        word=row["word"],
        name=row["name"],
        channel=row["channel"],
        size=row["size"],
        interests=tuple(sorted((row["tags"] or "").split())),
        cooldown_days=row["cooldown_days"],
        posts_a_day=row["posts_a_day"],
        archived=row["status"] == "archived",
        created_at=row["created_at"],
        id=row["id"],
    )


def chosen(store: Store, *, channel: str = "", interests: Iterable[str] = (), archived: bool = False) -> list[Group]:
    """Groups by channel and interests, sorted by word.

    Args:
        store: the file.
        channel: a channel's key, or empty.
        interests: with every one of these.
        archived: archived ones only, instead of those in use.
    """
    where, values = ["g.status = ?"], ["archived" if archived else "active"]
    if channel:
        where.append("g.channel = ?")
        values.append(channel)
    for one in interests:
        where.append("EXISTS (SELECT 1 FROM group_tags t WHERE t.group_id = g.id AND t.tag = ?)")
        values.append(one)
    rows = store.reader.execute(f"{_SELECT} WHERE {' AND '.join(where)} ORDER BY g.word", values)
    return [group_from(row) for row in rows]


def goes_by(store: Store, word: str) -> bool:
    """Whether a group has that word, or a name that is written exactly so."""
    return store.reader.execute("SELECT 1 FROM groups WHERE word = ? OR name = ?", [word, word]).fetchone() is not None


def keep(db: "Database", one: Group, *, at: datetime) -> None:
    """Keep a new group, or one that is kept already by its number, in an open transaction.

    Raises:
        GroupTaken: another group has its word, or its name for a word, or its word for a name.
    """
    _no_confusion(db, one)
    values = {
        "word": one.word, "name": one.name, "channel": one.channel, "size": one.size,
        "cooldown_days": one.cooldown_days, "posts_a_day": one.posts_a_day,
        "status": "archived" if one.archived else "active", "updated_at": stamp(at),
    }  # fmt: skip
    number = one.id
    if number:
        db.table("groups").update(number, values)
        db.execute("DELETE FROM group_tags WHERE group_id = ?", [number])
    else:
        try:
            db.table("groups").insert(values | {"created_at": stamp(at)}, pk="id")
        except sqlite3.IntegrityError as error:
            if "groups.word" not in str(error):
                raise
            message = _("the word “{word}” is another group's").format(word=one.word)
            raise GroupTaken(message, hint=_another(one.word)) from None
        (number,) = db.execute("SELECT id FROM groups WHERE word = ?", [one.word]).fetchone()
    db.table("group_tags").insert_all([{"group_id": number, "tag": tag} for tag in one.interests])


def _no_confusion(db: "Database", one: Group) -> None:
    """Refuse a name that is another group's word, and a word that is another's name: it would mean either."""
    row = db.execute(
        "SELECT word, word = :name AS by_word FROM groups "
        "WHERE id <> :id AND (word = :name COLLATE BINARY OR name = :word) LIMIT 1",
        {"id": one.id, "name": one.name, "word": one.word},
    ).fetchone()
    if row:
        word, of_name = row
        said = one.name if of_name else one.word
        message = _("“{said}” is what the group “{word}” goes by, so no other one does").format(said=said, word=word)
        raise GroupTaken(message, hint=_another(word))


def _another(word: str) -> str:
    return _("choose another word, or look at that one: sharecli group show {word}").format(word=word)


class Entry(NamedTuple):
    """A line of a group's diary.

    Attributes:
        shared_at: UTC, as stored.
        product_id: the product's number.
        product: the product's code.
        link: the link's code.
        content: the campaign, or empty.
        forced: whether the group was not spared.
    """

    shared_at: str
    product_id: int
    product: str
    link: str
    content: str
    forced: bool


def diary(store: Store, one: Group, *, since: str = "") -> list[Entry]:
    """What was shared in a group, the newest first.

    Args:
        store: the file.
        one: the group.
        since: the UTC moment, as stored, from which; empty for since ever.
    """
    rows = store.reader.execute(
        "SELECT s.shared_at, s.product_id, p.code AS product, l.code AS link, s.content, s.forced FROM shares s "
        "JOIN products p ON p.id = s.product_id JOIN links l ON l.id = s.link_id "
        "WHERE s.group_id = ? AND s.shared_at >= ? ORDER BY s.shared_at DESC, s.id DESC",
        [one.id, since],
    )
    return [
        Entry(row["shared_at"], row["product_id"], row["product"], row["link"], row["content"], row["forced"] == 1)
        for row in rows
    ]


def last_shares(store: Store) -> dict[int, tuple[str, int]]:
    """The last share and the number of shares of each group, by its number."""
    rows = store.reader.execute(
        "SELECT group_id, max(shared_at) AS last, count(*) AS shares FROM shares WHERE group_id IS NOT NULL "
        "GROUP BY group_id"
    )
    return {row["group_id"]: (row["last"], row["shares"]) for row in rows}


def members(store: Store, one: Group) -> list[str]:
    """The words of the people in a group, sorted."""
    rows = store.reader.execute(
        "SELECT p.word FROM group_people m JOIN people p ON p.id = m.person_id WHERE m.group_id = ? ORDER BY p.word",
        [one.id],
    )
    return [row["word"] for row in rows]


def shared(entries: Iterable[Entry]) -> list[Shared]:
    """The diary as sparing a group needs it."""
    return [Shared(one.product_id, one.shared_at) for one in entries]
