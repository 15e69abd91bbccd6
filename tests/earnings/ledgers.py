"""Ledgers for tests: lines of orders and what reports said of them, written through the ledger's own door."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import strategies as st
from sqlite_utils import Database

from factories import product
from sharecli.commissions import ledger
from sharecli.commissions.attribution import Origin
from sharecli.commissions.entry_records import Entry
from sharecli.commissions.model import Line, State
from sharecli.commissions.records import known
from sharecli.products import records as products
from sharecli.store.open import Store

AT = datetime(2026, 10, 14, tzinfo=UTC)
CHANNELS = ("", "wechat-moments", "telegram", "qq")
LINKS = (
    # product's place, channel, campaign, person
    (0, "wechat-moments", "", ""),
    (0, "telegram", "autumn", ""),
    (1, "qq", "autumn", "ann"),
)


@dataclass(frozen=True)
class Word:
    """What a report said of a line.

    Attributes:
        said: a state, or ``refunded``.
        estimate: micros, or None.
        settled: micros, or None.
        at: when it happened, or empty.
    """

    said: str
    estimate: int | None = None
    settled: int | None = None
    at: str = ""


@dataclass(frozen=True)
class Sold:
    """A line of an order.

    Attributes:
        order: its number.
        words: what was said of it, in order.
        platform: a platform's key.
        currency: ISO 4217 code.
        ordered_at: UTC, as stored.
        channel: where the buyer came from, or empty.
        product: 0, 1 or None.
        link: a place in :data:`LINKS`, or None.
        title: of the item.
        account: the seller's.
    """

    order: str
    words: tuple[Word, ...] = (Word("settled", 3_000_000, 3_000_000, "2026-10-10T04:00:00Z"),)
    platform: str = "taobao"
    currency: str = "CNY"
    ordered_at: str = "2026-10-01T04:00:00Z"
    channel: str = ""
    product: int | None = None
    link: int | None = None
    title: str = "龙井"
    account: str = ""


def keep(path: Path, sold: Sequence[Sold]) -> None:
    """Write lines and all that was said of them."""
    store = Store(path)
    try:
        if not store.has_content():
            _keep_catalogue(store)
        with store.writing() as db:
            for number, one in enumerate(sold):
                _write(store, db, number, one)
    finally:
        store.close()


def _write(store: Store, db: Database, number: int, one: Sold) -> None:
    entry = Entry(db, platform=one.platform, account=one.account, at=AT, batch=None)
    first, *rest = one.words
    changes = ledger.decide(None, first.said, first.estimate, first.settled, first.at)
    line = Line(
        file_line=0, order=one.order, line=str(number), nth=1, item="1", title=one.title, quantity=1,
        currency=one.currency, state=first.said, estimate=first.estimate, settled=first.settled, status="",
        ordered_at=one.ordered_at, settled_at=first.at, sub_ids=(),
    )  # fmt: skip
    link = None if one.link is None else one.link + 1
    made = entry.add(line, Origin(link, None if one.product is None else one.product + 1, one.channel), changes)
    for word in rest:
        stands = next(kept for kept in known(store, one.platform, [one.order]) if kept.number == made)
        entry.change(stands, "", ledger.decide(stands.stands, word.said, word.estimate, word.settled, word.at))


def _keep_catalogue(store: Store) -> None:
    for place, code in enumerate(("longjing", "biluochun")):
        url = f"https://item.taobao.com/item.htm?id=610{place}"
        products.keep(store, product(url=url, code=code, title=code), at=AT)
    with store.writing() as db:
        for place, (of, channel, campaign, person) in enumerate(LINKS):
            row = {
                "code": f"link{place}", "product_id": of + 1, "channel": channel, "campaign": campaign,
                "person": person, "destination": "https://example.com", "status": "active", "created_at": "2026",
                "updated_at": "2026",
            }  # fmt: skip
            db.table("links").insert(row)
        content = {
            "word": "autumn", "kind": "video", "title": "Autumn", "made_on": "2026-10-01", "created_at": "2026",
            "updated_at": "2026",
        }  # fmt: skip
        db.table("contents").insert(content)


@st.composite
def sales(draw: st.DrawFn, *, most: int = 10) -> list[Sold]:
    """Some lines of some orders, of several platforms, currencies and days, each with a life of its own."""
    found = []
    for _line in range(draw(st.integers(1, most))):
        platform, currency = draw(st.sampled_from([("taobao", "CNY"), ("jd", "CNY"), ("shopee", "PHP")]))
        amounts = st.integers(0, 10**8)
        estimate = draw(st.one_of(st.none(), amounts))
        day = f"{draw(st.integers(2025, 2026))}-{draw(st.integers(8, 10)):02d}-{draw(st.integers(1, 13)):02d}"
        at = f"{day}T{draw(st.integers(0, 23)):02d}:30:00Z"
        life = draw(st.lists(st.sampled_from([*State, "refunded"]), min_size=1, max_size=4))
        words = tuple(
            Word(str(said), estimate, draw(amounts) if said in {"settled", "paid", "refunded"} else None)
            for said in life
        )
        found.append(
            Sold(
                order=str(draw(st.integers(1, 4))),
                words=words,
                platform=platform,
                currency=currency,
                ordered_at=at,
                channel=draw(st.sampled_from(CHANNELS)),
                product=draw(st.sampled_from([None, 0, 1])),
                link=draw(st.sampled_from([None, 0, 1, 2])),
                account=draw(st.sampled_from(["", "second"])),
            )
        )
    return found


def season() -> list[Sold]:
    """A year that looks like a seller's: four platforms, three currencies, a promise kept a little less than made."""
    found = []
    for number in range(420):
        platform, currency = (
            ("taobao", "CNY"), ("jd", "CNY"), ("taobao", "CNY"), ("shopee", "PHP"), ("amazon", "USD")
        )[number * 7 % 5]  # fmt: skip
        month, day = 1 + number * 10 // 420, 1 + number * 5 % 13
        ordered = f"2026-{month:02d}-{day:02d}T04:00:00Z"
        estimate = (900_000 + number * number * 7919 % 23_000_000) // 10_000 * 10_000
        settled = estimate * (88 + number % 12) // 100 // 10_000 * 10_000
        later = f"2026-{month:02d}-{day + 13:02d}T04:00:00Z"
        life: tuple[Word, ...] = (Word("pending", estimate),)
        if month < 10 and number % 9:
            life += (Word("confirmed", estimate, None, later), Word("settled", estimate, settled, later))
        elif number % 9 == 0 and month < 10:
            life += (Word("void"),)
        elif number % 3:
            life += (Word("confirmed", estimate, None, f"2026-10-{day:02d}T08:00:00Z"),)
        if number % 17 == 3:
            life += (Word("refunded"),)
        if month < 8 and number % 5:
            life += (Word("paid", estimate, settled, f"2026-{month + 1:02d}-20T04:00:00Z"),)
        place = number % 6
        found.append(
            Sold(
                order=f"A-{number // 2 * 2 if number % 10 == 1 else number}",
                words=life,
                platform=platform,
                currency=currency,
                ordered_at=ordered,
                channel=(*CHANNELS, "wechat-group", "xiaohongshu")[place],
                product=(None, 0, 1)[number % 3],
                link=(None, 0, 1, 2)[number % 4],
            )
        )
    return found
