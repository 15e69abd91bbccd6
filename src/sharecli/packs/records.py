"""The rows of the diary: the only place in these rooms that writes them."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sharecli.links.making import Made
from sharecli.packs.model import Entry, Spot
from sharecli.period import stamp
from sharecli.store.open import Store

if TYPE_CHECKING:
    from sqlite_utils import Database


def note(db: "Database", made: Made, spot: Spot, folder: Path, *, at: datetime, forced: bool, label: bool) -> None:
    """Write a share into the diary, in a transaction that is open.

    Args:
        db: from ``store.writing()``.
        made: product and link.
        spot: where it was shared.
        folder: where its files are.
        at: now.
        forced: whether a group was not spared, or a rule was overruled.
        label: whether the ad label was wanted.
    """
    db.table("shares").insert(
        {
            "link_id": made.link.id,
            "product_id": made.product.id,
            "channel": spot.channel.key,
            "group_id": spot.group.id if spot.group else None,
            "person_word": spot.person,
            "content": spot.content,
            "shared_at": stamp(at),
            "forced": int(forced),
            "label_removed": int(not label),
            "files_folder": str(folder.absolute()),
        }
    )


def log(
    store: Store,
    moments: tuple[str, str],
    *,
    group_id: int | None = None,
    channel: str = "",
    product: str = "",
    person: str = "",
    content: str = "",
) -> list[Entry]:
    """What was shared in a time, the newest first.

    Args:
        store: the file.
        moments: UTC, as stored: from (included) and until (excluded).
        group_id: only in this group, or None.
        channel: only on this channel, a key; or empty.
        product: only this one, a code; or empty.
        person: only with this one's link, a word; or empty.
        content: only of this campaign; or empty.
    """
    wanted: list[tuple[str, object]] = [
        ("s.group_id", group_id), ("s.channel", channel), ("p.code", product), ("s.person_word", person),
        ("s.content", content),
    ]  # fmt: skip
    named = [(column, value) for column, value in wanted if value not in {None, ""}]
    rows = store.reader.execute(
        "SELECT s.shared_at, p.code AS product, s.channel, g.word AS group_word, s.person_word, s.content, "
        "l.code AS link, s.forced, s.label_removed, s.files_folder FROM shares s "
        "JOIN products p ON p.id = s.product_id JOIN links l ON l.id = s.link_id "
        "LEFT JOIN groups g ON g.id = s.group_id WHERE s.shared_at >= ? AND s.shared_at < ?"
        + "".join(f" AND {column} = ?" for column, _value in named)
        + " ORDER BY s.shared_at DESC, s.id DESC",
        [*moments, *(value for _column, value in named)],
    )
    return [
        Entry(
            row["shared_at"], row["product"], row["channel"], row["group_word"] or "", row["person_word"],
            row["content"], row["link"], row["forced"] == 1, row["label_removed"] == 0, row["files_folder"],
        )
        for row in rows
    ]  # fmt: skip
