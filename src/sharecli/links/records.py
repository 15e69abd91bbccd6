"""The rows of links and where each led: the only place that knows their columns."""

import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from sharecli.errors import NotFound, Taken
from sharecli.language import _
from sharecli.links import addressed
from sharecli.links.model import UNLIMITED, Limits, Link
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

    Args:
        store: the file.
        code: as it was typed; or the short link's whole address, on a domain where the seller's links are.

    Raises:
        NotFound: with the closest codes.
    """
    word = addressed.code_of(store, code)
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


def next_id(db: "Database") -> int:
    """The number of the next new link, in a transaction that is open: nobody else makes one now."""
    (last,) = db.conn.execute("SELECT coalesce(max(id), 0) FROM links").fetchone()
    return int(last) + 1


def keep_all(db: "Database", links: Sequence[tuple[int, Link]], *, at: datetime) -> None:
    """Keep new links, in a transaction that is open.

    Args:
        db: from ``store.writing()``.
        links: product number and link, numbered from :func:`next_id` on.
        at: now.

    Raises:
        LinkTaken: a code is another link's.
    """
    if not links:
        return
    now = stamp(at)
    rows = [
        (one.id, one.code, product, one.channel, one.campaign, one.person, one.destination, now, now)
        for product, one in links
    ]
    try:
        # Not by sqlite-utils: of ten thousand rows it looks at every cell.
        db.conn.executemany(
            "INSERT INTO links (id, code, product_id, channel, campaign, person, destination, created_at, updated_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )
    except sqlite3.IntegrityError as error:
        if "links.code" not in str(error):
            raise
        raise taken(links[0][1].code if len(links) == 1 else "") from None
    db.conn.execute(
        "INSERT INTO link_history (link_id, event, destination, at) "
        "SELECT id, 'new', destination, created_at FROM links WHERE id >= ? ORDER BY id",
        [links[0][1].id],
    )
    for _product, one in links:
        if one.limits is not UNLIMITED:
            db.table("links").update(one.id, _columns(one.limits))


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


def limit(db: "Database", link: Link, limits: Limits, *, at: datetime) -> Link:
    """Give a link these limits and no others, in the transaction in which it was found."""
    db.table("links").update(link.id, _columns(limits) | {"updated_at": stamp(at)})
    _note(db, link.id, "limit", link.destination, at)
    return replace(link, limits=limits)


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
        limits=_limits(row),
    )


def _columns(limits: Limits) -> dict[str, str | int | None]:
    return {
        "opens_at": limits.opens_at or None,
        "closes_at": limits.closes_at or None,
        "fallback": limits.fallback,
        "max_clicks": limits.max_clicks or None,
    }


def _limits(row: sqlite3.Row) -> Limits:
    opens_at, closes_at, fallback, most = row["opens_at"], row["closes_at"], row["fallback"], row["max_clicks"]
    return (
        Limits(opens_at or "", closes_at or "", fallback, most or 0)
        if opens_at or closes_at or fallback or most
        else UNLIMITED
    )
