"""A link may be one person's: product × channel × campaign × person."""

from sqlite_utils import Database


def up(db: Database) -> None:
    """Add the person to links and to what reports read; at most one active link of each four."""
    db.execute("ALTER TABLE links ADD COLUMN person TEXT NOT NULL DEFAULT ''")
    db.execute("DROP INDEX links_one_active")
    db.execute(
        "CREATE UNIQUE INDEX links_one_active ON links (product_id, channel, campaign, person) WHERE status = 'active'"
    )
    db.execute("DROP VIEW commission_facts")
    db.execute(
        """
        CREATE VIEW commission_facts AS
        SELECT
          c.id, c.platform, c.account, c.order_id, c.line, c.currency, c.quantity, c.ordered_at,
          c.state, c.estimate_micros, c.settled_micros, c.adjusted_micros,
          coalesce(c.settled_micros, c.estimate_micros, 0) AS amount_micros,
          c.settled_at, c.channel, c.item, c.sub_id,
          p.code AS product, p.title AS product_title, c.item_title,
          l.code AS link, l.campaign AS campaign, l.person AS person
        FROM commissions c
        LEFT JOIN products p ON p.id = c.product_id
        LEFT JOIN links l ON l.id = c.link_id
        """
    )
