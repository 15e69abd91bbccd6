"""The rows of settings."""

import os
from pathlib import Path

from sharecli.settings.model import Settings, settings_of
from sharecli.store.open import Store


def read(store: Store) -> Settings:
    """What the seller set, with defaults."""
    return settings_of(kept(store), system_zone=system_zone())


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
