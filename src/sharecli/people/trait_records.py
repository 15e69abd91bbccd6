"""Reads of each person what an export without names may say."""

from sharecli.people.anonymity import Traits
from sharecli.store.open import Store


def traits(store: Store) -> list[Traits]:
    """The traits of everybody who is not forgotten."""
    rows = store.reader.execute(
        """
        SELECT p.stage, p.created_at,
          (SELECT group_concat(tag, ' ') FROM (SELECT tag FROM person_tags t WHERE t.person_id = p.id ORDER BY tag))
            AS tags,
          (SELECT count(*) FROM people f WHERE f.brought_by = p.id) AS friends,
          coalesce(o.orders, 0) AS orders
        FROM people p LEFT JOIN (
          SELECT person, count(DISTINCT platform || char(31) || account || char(31) || order_id) AS orders
          FROM commission_facts WHERE person <> '' AND state <> 'void' GROUP BY person
        ) o ON o.person = p.word
        WHERE p.forgotten_at IS NULL
        """
    )
    return [
        Traits(
            row["stage"],
            f"{row['created_at'][:4]}Q{(int(row['created_at'][5:7]) + 2) // 3}",
            tuple((row["tags"] or "").split()),
            row["friends"],
            row["orders"],
        )
        for row in rows
    ]
