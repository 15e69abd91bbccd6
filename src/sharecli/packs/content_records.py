"""The rows of content, and what came by its links."""

import sqlite3
from contextlib import closing
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from sharecli.clicks import records as clicks, store as clicks_store
from sharecli.errors import NotFound, Taken
from sharecli.language import _
from sharecli.links import choosing
from sharecli.packs.content import Content, Kind
from sharecli.people.life_records import EARNED, Earned
from sharecli.period import stamp
from sharecli.store.open import Store
from sharecli.suggest import closest
from sharecli.text import clean, one_line

if TYPE_CHECKING:
    from sqlite_utils import Database


class ContentTaken(Taken):
    """Another piece of content has that word."""

    code = "content-taken"


class ContentUnknown(NotFound):
    """No content goes by that word."""

    code = "content-not-found"


def find(store: Store, word: str) -> Content:
    """The content of that word, archived ones included.

    Raises:
        ContentUnknown: with the closest words.
    """
    row = store.reader.execute("SELECT * FROM contents WHERE word = ?", [one_line(word)]).fetchone()
    if row is None:
        raise _unknown(store, word)
    return _content(row)


def campaign_known(store: Store, word: str) -> str:
    """The word of a piece of content, or of a campaign that a link has, as links have it.

    Raises:
        BadValue: it is no word.
        ContentUnknown: there is neither, so that a slip of the finger makes no campaign of its own.
    """
    campaign = choosing.campaign_of(word)
    found = store.reader.execute(
        "SELECT 1 WHERE EXISTS (SELECT 1 FROM contents WHERE word = ?1) "
        "OR EXISTS (SELECT 1 FROM links WHERE campaign <> '' AND campaign = ?1)",
        [campaign],
    ).fetchone()
    if found is None:
        raise _unknown(store, word)
    return campaign


def _unknown(store: Store, word: str) -> ContentUnknown:
    words = [one["word"] for one in store.reader.execute("SELECT word FROM contents LIMIT 5000")]
    said = clean(one_line(word), limit=60)
    hint = closest(said, words, paste="{}") if words else "sharecli content add WORD --kind review --title …"
    return ContentUnknown(_("there is no content “{word}”").format(word=said), hint=hint)


def chosen(store: Store, *, kind: str = "", channel: str = "", archived: bool = False) -> list[Content]:
    """Content by kind and channel, the newest first.

    Args:
        store: the file.
        kind: or empty.
        channel: a channel's key, or empty.
        archived: archived ones only, instead of those on the list.
    """
    rows = store.reader.execute(
        "SELECT * FROM contents WHERE status = ?1 AND ?2 IN ('', kind) AND ?3 IN ('', channel) "
        "ORDER BY made_on DESC, word",
        ["archived" if archived else "active", kind, channel],
    )
    return [_content(row) for row in rows]


def keep(db: "Database", one: Content, *, at: datetime) -> None:
    """Keep a new piece of content, or one that is kept already by its number, in an open transaction.

    Raises:
        ContentTaken: another one has its word.
    """
    values = {
        "word": one.word, "kind": one.kind.value, "title": one.title, "url": one.url, "channel": one.channel,
        "made_on": one.made_on, "status": "archived" if one.archived else "active", "updated_at": stamp(at),
    }  # fmt: skip
    if one.id:
        db.table("contents").update(one.id, values)
        return
    try:
        db.table("contents").insert(values | {"created_at": stamp(at)}, pk="id")
    except sqlite3.IntegrityError as error:
        if "contents.word" not in str(error):
            raise
        hint = _("choose another, or change that one: {command}").format(command=f"sharecli content edit {one.word} …")
        message = _("the word “{word}” is another piece's").format(word=one.word)
        raise ContentTaken(message, hint=hint) from None


class LinkOf(NamedTuple):
    """A link that belongs to a piece of content.

    Attributes:
        code: the link's.
        product: the product's code.
        channel: a channel's key.
        person: whose it is, or empty.
        status: ``active`` or ``retired``.
        shares: how often it was shared, by the diary.
        people: clicks by people; None where nothing was ever counted of it.
    """

    code: str
    product: str
    channel: str
    person: str
    status: str
    shares: int
    people: int | None


def links(store: Store, campaign: str) -> list[LinkOf]:
    """The links of a campaign, retired ones included, by product and channel."""
    rows = store.reader.execute(
        "SELECT l.id, l.code, p.code AS product, l.channel, l.person, l.status, "
        "(SELECT count(*) FROM shares s WHERE s.link_id = l.id) AS shares "
        "FROM links l JOIN products p ON p.id = l.product_id WHERE l.campaign <> '' AND l.campaign = ? "
        "ORDER BY p.code, l.channel, l.person, l.id",
        [campaign],
    ).fetchall()
    known: dict[int, int] = {}
    with closing(clicks_store.open_reader(clicks_store.beside(store.path))) as reader:
        for row in rows:
            seen = reader.execute("SELECT EXISTS (SELECT 1 FROM clicks WHERE link_id = ?)", [row["id"]]).fetchone()[0]
            if seen:
                known[row["id"]] = clicks.people_through(reader, row["id"])
    return [
        LinkOf(
            row["code"], row["product"], row["channel"], row["person"], row["status"], row["shares"],
            known.get(row["id"]),
        )
        for row in rows
    ]  # fmt: skip


def earned(store: Store, campaign: str) -> list[Earned]:
    """What orders by the links of a campaign brought, by currency."""
    rows = store.reader.execute(
        f"SELECT currency, {EARNED} FROM commission_facts WHERE campaign <> '' AND campaign = ? "  # noqa: S608 - own words
        "GROUP BY currency ORDER BY currency",
        [campaign],
    )
    return [Earned(*row) for row in rows]


def link_counts(store: Store) -> dict[str, int]:
    """How many links each campaign has."""
    rows = store.reader.execute("SELECT campaign, count(*) FROM links WHERE campaign <> '' GROUP BY campaign")
    return dict(map(tuple, rows))


def _content(row: sqlite3.Row) -> Content:
    return Content(
        row["word"], Kind(row["kind"]), row["title"], row["url"], row["channel"], row["made_on"],
        row["status"] == "archived", row["created_at"], row["id"],
    )  # fmt: skip
