"""Writes src/sharecli/store/schema.sql: the whole schema after every step. Run by ``make bless``."""

from pathlib import Path

from sqlite_utils import Database

from sharecli.store.migrations import STEPS
from sharecli.store.open import APPLICATION_ID, migrate

TARGET = Path(__file__).parent.parent / "src/sharecli/store/schema.sql"


def schema() -> str:
    """The statements of a fresh file, in the order they were made."""
    db = Database(memory=True)
    db.conn.isolation_level = None
    migrate(db)
    rows = db.conn.execute(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE '%sqlite_%' ORDER BY rowid"
    )
    lines = [
        "-- The whole schema after every step in migrations/. Written by `make bless`; read this first.",
        "",
    ]
    lines += [f"{_dedented(sql)};\n" for (sql,) in rows]
    lines += [f"PRAGMA application_id = {APPLICATION_ID};", f"PRAGMA user_version = {len(STEPS)};", ""]
    return "\n".join(lines)


def _dedented(sql: str) -> str:
    first, *rest = sql.splitlines()
    indents = [len(line) - len(line.lstrip()) for line in rest if line.strip()]
    return "\n".join([first, *(line[min(indents) :].rstrip() for line in rest if line.strip())]) if indents else first


if __name__ == "__main__":
    TARGET.write_text(schema(), "utf-8")
