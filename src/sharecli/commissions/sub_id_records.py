"""The rows of matched sub-ids: ``records.py`` of ``sub_id_matches``, and the lines that a match leads somewhere."""

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING

from sharecli.commissions.attribution import Origin, folded
from sharecli.commissions.sub_ids import Stray
from sharecli.period import stamp
from sharecli.store.open import Store

if TYPE_CHECKING:
    from sqlite_utils import Database

_UNMATCHED = "(c.product_id IS NULL OR c.channel = '') AND NOT (c.state = 'void' AND c.reason = 'undone')"


def strays(store: Store) -> list[Stray]:
    """The sub-ids whose lines lead to no product or no channel, the most money first."""
    rows = store.reader.execute(
        f"""
        SELECT c.platform, c.sub_id, c.currency, count(*) AS lines,
          sum(CASE WHEN c.state = 'void' THEN 0
            ELSE coalesce(c.settled_micros, c.estimate_micros, 0) + c.adjusted_micros END) AS micros,
          sum(c.product_id IS NULL) AS no_product, sum(c.channel = '') AS no_channel
        FROM commissions c WHERE {_UNMATCHED}
        GROUP BY c.platform, c.sub_id, c.currency ORDER BY c.currency, micros DESC, c.platform, c.sub_id
        """  # noqa: S608 - a clause of our own
    )
    return [Stray(**dict(row)) for row in rows]


def products(store: Store) -> list[tuple[str, str, str]]:
    """Code, item number and title of every product."""
    return [(row["code"], row["item"], row["title"]) for row in store.reader.execute("SELECT * FROM products")]


def person_link(store: Store, product: int, channel: str, person: str) -> str:
    """The code of a person's link of a product and channel, or an empty string."""
    row = store.reader.execute(
        """
        SELECT code FROM links WHERE product_id = ? AND channel = ? AND person = ? COLLATE NOCASE
        ORDER BY status = 'active' DESC, id DESC LIMIT 1
        """,
        [product, channel, person],
    ).fetchone()
    return row["code"] if row else ""


def having(store: Store, sub_id: str, platform: str) -> Counter[str]:
    """How many lines each spelling of a sub-id has; platforms differ in which marks one may have.

    Args:
        store: the file.
        sub_id: as the seller wrote it.
        platform: only of this platform, or empty.
    """
    rows = store.reader.execute(
        "SELECT sub_id, count(*) AS lines FROM commissions WHERE sub_id <> '' AND (? = '' OR platform = ?) GROUP BY 1",
        [platform, platform],
    )
    bare = folded(sub_id)
    alike = (row for row in rows if row["sub_id"] == sub_id or (bare and folded(row["sub_id"]) == bare))
    return Counter({row["sub_id"]: row["lines"] for row in alike})


def match(db: "Database", sub_id: str, platform: str, origin: Origin, *, at: datetime, spelled: Counter[str]) -> int:
    """Say what a sub-id means, and lead its lines there; how many lines that changed.

    A product that is known by its item stays: a buyer may follow a link and buy something else.

    Args:
        db: from ``store.writing()``.
        sub_id: as the seller wrote it.
        platform: only of this platform, or empty.
        origin: what it means.
        at: now.
        spelled: from :func:`having`.
    """
    row = {
        "platform": platform,
        "sub_id": sub_id,
        "product_id": origin.product,
        "link_id": origin.link,
        "channel": origin.channel,
        "matched_at": stamp(at),
    }
    db.table("sub_id_matches").insert(row)
    changed = 0
    for one in spelled:
        changed += db.conn.execute(
            """
            UPDATE commissions SET
              product_id = coalesce(product_id, :product), link_id = coalesce(:link, link_id), channel = :channel
            WHERE sub_id = :sub_id AND (:platform = '' OR platform = :platform) AND (
              product_id IS NULL AND :product IS NOT NULL OR channel <> :channel
              OR :link IS NOT NULL AND link_id IS NOT :link)
            """,
            {
                "product": origin.product, "link": origin.link, "channel": origin.channel, "sub_id": one,
                "platform": platform,
            },
        ).rowcount  # fmt: skip
    return changed


def told(store: Store) -> dict[tuple[str, str], Origin]:
    """What the seller said sub-ids mean: platform (or empty) and folded sub-id to where it leads; the newest word."""
    rows = store.reader.execute("SELECT * FROM sub_id_matches ORDER BY id")
    return {
        (row["platform"], folded(row["sub_id"])): Origin(row["link_id"], row["product_id"], row["channel"])
        for row in rows
    }
