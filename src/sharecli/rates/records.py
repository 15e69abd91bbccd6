"""The rows of exchange rates."""

from collections.abc import Iterable
from datetime import date, datetime

from sharecli.period import stamp
from sharecli.rates.model import Rate
from sharecli.store.open import Store


def chosen(store: Store, *, of: str = "") -> list[Rate]:
    """Every rate, by pair and day; only those that name the currency ``of``, where one is given."""
    rows = store.reader.execute(
        "SELECT base, quote, day, billionths FROM exchange_rates WHERE ? IN ('', base, quote) "
        "ORDER BY base, quote, day",
        [of],
    )
    return [Rate(row["base"], row["quote"], date.fromisoformat(row["day"]), row["billionths"]) for row in rows]


def keep(store: Store, rates: Iterable[Rate], *, at: datetime) -> list[Rate]:
    """Set rates, all or none; those that stood at the same pair and day with another figure are handed back."""
    with store.writing() as db:
        before = {(one.base, one.quote, one.day): one for one in chosen(store)}
        rows = []
        replaced = []
        for one in rates:
            old = before.get((one.base, one.quote, one.day))
            if old is not None and old.billionths != one.billionths:
                replaced.append(old)
            rows.append({**one.row(), "day": str(one.day), "billionths": one.billionths, "at": stamp(at)})
        db.conn.executemany(
            """
            INSERT INTO exchange_rates (base, quote, day, billionths, recorded_at)
            VALUES (:base, :quote, :day, :billionths, :at)
            ON CONFLICT (base, quote, day) DO UPDATE SET
              billionths = excluded.billionths, recorded_at = excluded.recorded_at
            """,
            rows,
        )
    return replaced


def remove(store: Store, base: str, quote: str, day: date) -> bool:
    """Take a rate away; whether there was one."""
    with store.writing() as db:
        found = db.conn.execute(
            "DELETE FROM exchange_rates WHERE base = ? AND quote = ? AND day = ?", [base, quote, str(day)]
        )
        return bool(found.rowcount)
