"""A line with its money, promised, settled, taken back and received, and everything that happened to it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sharecli import money
from sharecli.commissions.model import State

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


@lru_cache(maxsize=100_000)
def _day(moment: str, zone: "ZoneInfo") -> date:
    # The lines of a payout share their days; and this reads a stored moment ten times as fast as a form of strptime's.
    return datetime.fromisoformat(moment).astimezone(zone).date()


@dataclass(frozen=True, slots=True)
class Balance:
    """Where a line's money stands. Amounts are micros of its currency; moments are UTC as stored, or empty.

    Attributes:
        number: the commission's number.
        platform: a platform's key.
        account: the seller's account there, or empty.
        order: the platform's order number.
        line: what tells it from the order's other lines.
        currency: ISO 4217 code.
        item: the platform's number of the item, or empty.
        title: of the item, or empty.
        quantity: pieces.
        product: the product's code, or empty.
        channel: a channel's key, or empty.
        link: the link's code, or empty.
        sub_id: the platform's word for where the buyer came from.
        state: where it stands.
        estimate: what was promised, or None.
        settled: what was settled, or None.
        adjusted: what came or went after that, summed.
        received: what payouts brought of it.
        owed: what is still to come; below zero what is owed back.
        payouts: how many payouts cover it.
        price: of one piece, or None.
        base: what the commission is reckoned from, or None.
        rate: billionths, or None.
        fee: what the platform keeps, or None.
        refunded: what the buyer got back, or None.
        ordered_at: when it was ordered.
        confirmed_at: when it was confirmed.
        settled_at: when it was settled.
        since: when it came into its state, or when that was learned.
        word: the platform's own last word.
        reason: why it was last changed, or empty.
    """

    number: int
    platform: str
    account: str
    order: str
    line: str
    currency: str
    item: str
    title: str
    quantity: int
    product: str
    channel: str
    link: str
    sub_id: str
    state: State
    estimate: int | None
    settled: int | None
    adjusted: int
    received: int
    owed: int
    payouts: int
    price: int | None
    base: int | None
    rate: int | None
    fee: int | None
    refunded: int | None
    ordered_at: str
    confirmed_at: str
    settled_at: str
    since: str
    word: str
    reason: str

    @property
    def net(self) -> int:
        """What was settled and not taken back."""
        return (self.settled or 0) + self.adjusted

    @property
    def open(self) -> int:
        """What of it no payout covers."""
        return self.net - self.received

    @property
    def undone(self) -> bool:
        """Whether the import that brought it was taken back: it counts nowhere."""
        return self.state is State.void and self.reason == "undone"

    def day_of(self, moment: str, zone: "ZoneInfo") -> date:
        """The seller's day of a moment as stored."""
        return _day(moment, zone)

    def said(self, micros: int | None) -> str | None:
        """An amount of its currency as JSON has it."""
        return None if micros is None else money.decimal_string(micros, self.currency)


@dataclass(frozen=True, slots=True)
class Event:
    """One row of a line's history. Amounts are micros.

    Attributes:
        at: when it happened, or else when it was recorded; UTC as stored.
        what: a state's word, ``adjustment``, ``payout`` or ``payout-void``.
        estimate: or None where it stays.
        settled: or None where it stays.
        amount: an adjustment or what a payout brought, or None.
        reason: or empty.
        word: the platform's own word, or empty.
        source: the file that told it, or empty.
        payout: the number of the payout that told it, or 0; without file and payout it was the seller's own hand.
        undone: whether it took an import back.
        recorded_at: UTC as stored.
    """

    at: str
    what: str
    estimate: int | None
    settled: int | None
    amount: int | None
    reason: str
    word: str
    source: str
    payout: int
    undone: bool
    recorded_at: str

    def row(self, currency: str) -> dict[str, Any]:
        """The JSON contract: ``at what estimate settled amount reason word source recorded_at``."""

        def said(micros: int | None) -> str | None:
            return None if micros is None else money.decimal_string(micros, currency)

        return {
            "at": self.at,
            "what": self.what,
            "estimate": said(self.estimate),
            "settled": said(self.settled),
            "amount": said(self.amount),
            "currency": currency,
            "reason": self.reason or None,
            "word": self.word or None,
            "source": f"payout {self.payout}" if self.payout else self.source or None,
            "recorded_at": self.recorded_at,
        }


def moments(ordered_at: str, rows: Sequence[tuple[str, str]]) -> list[str]:
    """When each row of a line's history happened, UTC as stored.

    A promise without a day of its own is as old as its order, however late its report was imported. What came later and
    does not tell is as old as its record, but not younger than what came next.

    Args:
        ordered_at: when the order was placed, UTC as stored.
        rows: when each happened, or empty, and when it was recorded; oldest first.
    """
    found: list[str] = []
    later = "~"
    for place in range(len(rows) - 1, -1, -1):
        happened, recorded = rows[place]
        found.append(happened or (ordered_at if place == 0 else min(recorded, later)))
        later = min(later, happened) if happened else later
    return found[::-1]


def told(line: Balance, events: list[Event]) -> dict[str, Any]:
    """A line and its life as JSON; ``rows`` is its history."""
    return {
        "id": line.number,
        "platform": line.platform,
        "account": line.account or None,
        "order": line.order,
        "line": line.line or None,
        "product": line.product or None,
        "title": line.title or None,
        "channel": line.channel or None,
        "link": line.link or None,
        "sub_id": line.sub_id or None,
        "state": line.state.value,
        "amount": line.said(line.settled if line.settled is not None else line.estimate or 0),
        "currency": line.currency,
        "quantity": line.quantity,
        "price": line.said(line.price),
        "base": line.said(line.base),
        "rate": None if line.rate is None else money.percent(line.rate),
        "estimate": line.said(line.estimate),
        "settled": line.said(line.settled),
        "fee": line.said(line.fee),
        "refunded": line.said(line.refunded),
        "adjusted": line.said(line.adjusted),
        "received": line.said(line.received),
        "owed": line.said(line.owed),
        "ordered_at": line.ordered_at,
        "confirmed_at": line.confirmed_at or None,
        "settled_at": line.settled_at or None,
        "rows": [one.row(line.currency) for one in events],
    }
