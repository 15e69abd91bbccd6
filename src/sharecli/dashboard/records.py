"""Reads what the dashboard shows; one question each."""

from sharecli.store.open import Store


def counts(store: Store) -> dict[str, int]:
    """How many active products, active links, and commissions there are."""
    row = store.reader.execute(
        """
        SELECT (SELECT count(*) FROM products WHERE status = 'active') AS products,
               (SELECT count(*) FROM links WHERE status = 'active') AS links,
               (SELECT count(*) FROM commissions WHERE NOT (state = 'void' AND reason = 'undone')) AS commissions,
               (SELECT count(*) FROM commission_facts
                WHERE (product IS NULL OR channel = '') AND NOT (state = 'void' AND reason = 'undone')) AS unmatched
        """
    ).fetchone()
    return dict(row)


def moneys(store: Store, since: str, until: str) -> list[dict[str, object]]:
    """Per currency: orders, what is coming and what was earned, of orders between two moments (UTC, as stored)."""
    rows = store.reader.execute(
        """
        SELECT currency,
               count(DISTINCT CASE WHEN state <> 'void'
                 THEN platform || char(31) || account || char(31) || order_id END) AS orders,
               sum(CASE WHEN state IN ('pending', 'held', 'confirmed') THEN coalesce(estimate_micros, 0) ELSE 0 END)
                 AS coming,
               sum(CASE WHEN state IN ('settled', 'paid') THEN coalesce(settled_micros, 0) ELSE 0 END + adjusted_micros)
                 AS earned
        FROM commission_facts WHERE ordered_at >= ? AND ordered_at < ? GROUP BY currency
        HAVING max(state <> 'void' OR reason <> 'undone') ORDER BY currency
        """,
        [since, until],
    )
    return [dict(row) for row in rows]
