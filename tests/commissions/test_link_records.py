"""Orders by link: an order is one, however many lines it has, and two are two even where their names run together."""

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from earnings.ledgers import Sold, Word, keep
from sharecli.commissions import link_records
from sharecli.period import Span
from sharecli.store.open import Store

SETTLED = (Word("settled", 10, 10, "2026-10-10T04:00:00Z"),)
PENDING = (Word("pending", 10),)


def test_an_order_is_counted_once_by_its_platform_account_and_number(db: Path) -> None:
    keep(
        db,
        [
            Sold("a", SETTLED, link=0),
            Sold("a", PENDING, link=0),  # another line of it
            Sold("a", SETTLED, link=0, account="second"),
            Sold("b/c", SETTLED, link=1, account="a"),
            Sold("c", PENDING, link=1, account="a/b"),  # the same three words, with a slash between them
            Sold("v", (Word("void", 10),), link=2),
            Sold("n", SETTLED),
        ],
    )
    store = Store(db)
    assert link_records.orders(store) == {1: 2, 2: 2}
    assert link_records.orders(store, settled=True) == {1: 2, 2: 1}
    store.close()


def test_a_period_is_that_of_the_sellers_clock(db: Path) -> None:
    keep(
        db, [Sold("a", link=0, ordered_at="2026-09-30T16:00:00Z"), Sold("b", link=0, ordered_at="2026-09-30T15:59:59Z")]
    )
    store = Store(db)
    october = Span(date(2026, 10, 1), date(2026, 11, 1))
    assert link_records.orders(store, october.moments(ZoneInfo("Asia/Shanghai"))) == {1: 1}
    assert link_records.orders(store, october.moments(ZoneInfo("Europe/Berlin"))) == {}
    store.close()
