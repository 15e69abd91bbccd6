"""The rows of settings."""

import hashlib
import os
from pathlib import Path

from sharecli.settings.model import AVATAR_SIDE, Settings, settings_of
from sharecli.store.open import Store


def read(store: Store) -> Settings:
    """What the seller set, with defaults."""
    return settings_of(kept(store), system_zone=system_zone(), avatar=avatar_sha256(store))


def kept(store: Store) -> dict[str, str]:
    """Only what was set, by key."""
    return {row["key"]: row["value"] for row in store.reader.execute("SELECT key, value FROM settings ORDER BY key")}


def keep(store: Store, key: str, value: str) -> None:
    """Set a key; an empty value takes it back to its default."""
    with store.writing() as db:
        if value:
            db.table("settings").upsert({"key": key, "value": value}, pk="key")
        else:
            db.table("settings").delete_where("key = ?", [key])


def avatar(store: Store) -> bytes | None:
    """The seller's picture, a square JPEG of 400 × 400 pixels."""
    row = store.reader.execute("SELECT jpeg FROM seller_pictures WHERE kind = 'avatar'").fetchone()
    return bytes(row["jpeg"]) if row else None


def avatar_sha256(store: Store) -> str:
    """What the seller's picture is known by, in hexadecimal; empty where there is none."""
    row = store.reader.execute("SELECT sha256 FROM seller_pictures WHERE kind = 'avatar'").fetchone()
    return str(row["sha256"]) if row else ""


def keep_avatar(store: Store, jpeg: bytes) -> None:
    """Set the seller's picture, 400 × 400 pixels; an empty one takes it away."""
    with store.writing() as db:
        table = db.table("seller_pictures")
        if not jpeg:
            table.delete_where("kind = 'avatar'")
            return
        row = {"kind": "avatar", "sha256": hashlib.sha256(jpeg).hexdigest(), "jpeg": jpeg}
        table.upsert(row | {"width": AVATAR_SIDE, "height": AVATAR_SIDE}, pk="kind")


def system_zone() -> str:
    """The IANA name of this system's clock; UTC where it does not say."""
    named = os.environ.get("TZ", "").lstrip(":")
    if not named:
        try:
            named = str(Path("/etc/localtime").readlink()).partition("zoneinfo/")[2]
        except OSError:
            named = ""
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(named)
    except (KeyError, ValueError, OSError):
        return "UTC"
    return named if not Path(named).is_absolute() else "UTC"
