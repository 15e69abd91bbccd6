"""The rows of links and where each led: the only place that knows their columns."""

import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from sharecli.errors import NotFound, Taken
from sharecli.language import _
from sharecli.links.model import Link
from sharecli.period import stamp
from sharecli.store.open import Store
from sharecli.suggest import closest
from sharecli.text import clean

if TYPE_CHECKING:
    from sqlite_utils import Database

_SELECT = """
    SELECT l.*, p.code AS product, p.platform AS platform FROM links l JOIN products p ON p.id = l.product_id
"""


class LinkTaken(Taken):
    """Another link has that code, or had it: a printed code is never given twice."""

    code = "link-taken"


def find(store: Store, code: str) -> Link:
    """The link of that code, retired ones included.

    Raises:
        NotFound: with the closest codes.
    """
    word = code.strip().rpartition("/")[2]
    row = store.reader.execute(f"{_SELECT} WHERE l.code = ?", [word]).fetchone()
    if row is None:
        codes = [one["code"] for one in store.reader.execute("SELECT code FROM links LIMIT 5000")]
        message = _("there is no link “{code}”").format(code=clean(word, limit=60))
        raise NotFound(
            message,
            hint=closest(word, codes, paste="{}") if codes else "sharecli link new PRODUCT --channel CHANNEL",
        )
    return _link(row)


def chosen(
    store: Store,
    *,
    products: Collection[str] = (),
    channels: Collection[str] = (),
    campaign: str | None = None,
    people: Collection[str] = (),
    retired: bool | None = False,
) -> list[Link]:
    """Links by product, channel, campaign and person, sorted by product and channel.

    Args:
        store: the file.
        products: product codes; empty for all.
        channels: channel keys; empty for all.
        campaign: or None for all.
        people: whose they are, an empty word for nobody's; empty for all.
        retired: True for retired ones only, None for both.
    """
    where: list[str] = ["1"]
    values: list[str] = []
    if channels:
        where.append(f"l.channel IN ({', '.join('?' * len(channels))})")
        values.extend(channels)
    if people:
        where.append(f"l.person IN ({', '.join('?' * len(people))})")
        values.extend(people)
    if campaign is not None:
        where.append("l.campaign = ?")
        values.append(campaign)
    if retired is not None:
        where.append("l.status = ?")
        values.append("retired" if retired else "active")
    found = store.reader.execute(
        f"{_SELECT} WHERE {' AND '.join(where)} ORDER BY p.code, l.channel, l.campaign, l.person, l.id", values
    )
    wanted = set(products)
    return [_link(row) for row in found if not wanted or row["product"] in wanted]


def codes(store: Store) -> set[str]:
    """Every code there ever was."""
    return {row["code"] for row in store.reader.execute("SELECT code FROM links")}


def keep_all(db: "Database", links: Iterable[tuple[int, Link]], *, at: datetime) -> None:
    """Keep new links, in a transaction that is open.

    Args:
        db: from ``store.writing()``.
        links: product number and link.
        at: now.

    Raises:
        LinkTaken: a code is another link's.
    """
    rows = [
        {
            "code": link.code,
            "product_id": product,
            "channel": link.channel,
            "campaign": link.campaign,
            "person": link.person,
            "destination": link.destination,
            "created_at": stamp(at),
            "updated_at": stamp(at),
        }
        for product, link in links
    ]
    try:
        db.table("links").insert_all(rows, pk="id")
    except sqlite3.IntegrityError as error:
        if "links.code" not in str(error):
            raise
        raise taken(rows[0]["code"] if len(rows) == 1 else "") from None
    history = (
        "INSERT INTO link_history (link_id, event, destination, at) "
        "SELECT id, 'new', destination, created_at FROM links WHERE code = ?"
    )
    db.conn.executemany(history, [[row["code"]] for row in rows])


def taken(code: object) -> LinkTaken:
    """The error for a code that is or was another link's."""
    message = _("the code “{code}” is another link's, or was").format(code=code)
    return LinkTaken(
        message,
        hint=_("a printed code is never given twice; choose another: --code {code}-2").format(code=code),
    )


def move(db: "Database", link: Link, destination: str, *, at: datetime) -> Link:
    """Lead a link elsewhere, in the transaction in which it was found; its code stays."""
    db.table("links").update(link.id, {"destination": destination, "updated_at": stamp(at)})
    _note(db, link.id, "retarget", destination, at)
    return replace(link, destination=destination)


def retire(db: "Database", link: Link, *, at: datetime) -> Link:
    """Take a link out of use, in the transaction in which it was found; its code is never given again."""
    db.table("links").update(link.id, {"status": "retired", "updated_at": stamp(at)})
    _note(db, link.id, "retire", link.destination, at)
    return replace(link, status="retired")


def history(store: Store, link: Link) -> list[tuple[str, str, str]]:
    """What happened to a link: when (UTC), what, and where it led from then on."""
    rows = store.reader.execute(
        "SELECT at, event, destination FROM link_history WHERE link_id = ? ORDER BY id", [link.id]
    )
    return [(row["at"], row["event"], row["destination"]) for row in rows]


def _note(db: "Database", number: int, event: str, destination: str, at: datetime) -> None:
    db.table("link_history").insert({"link_id": number, "event": event, "destination": destination, "at": stamp(at)})


def _link(row: sqlite3.Row) -> Link:
    return Link(
        code=row["code"],
        product=row["product"],
        platform=row["platform"],
        channel=row["channel"],
        campaign=row["campaign"],
        destination=row["destination"],
        status=row["status"],
        created_at=row["created_at"],
        id=row["id"],
        person=row["person"],
    )
