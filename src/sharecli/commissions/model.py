"""A commission: what one line of an order pays, and where it stands. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from sharecli.money import Money


class State(StrEnum):
    """Where a commission stands.

    ``pending → confirmed → settled → paid``; ``held`` and ``void`` before settlement.
    """

    pending = "pending"
    confirmed = "confirmed"
    settled = "settled"
    paid = "paid"
    held = "held"
    void = "void"


@dataclass(frozen=True, slots=True)
class Commission:
    """One line of an order, as it stands.

    Attributes:
        id: the row's number.
        platform: a platform's key.
        order: the platform's order number.
        product: the product's code, or empty where it is not known.
        channel: the channel's key, or empty where it is not known.
        link: the link's code, or empty.
        state: where it stands.
        amount: the settled amount, else the estimate.
        adjusted: what came or went after settlement, summed; mostly below zero.
        ordered_at: UTC, as stored.
        settled_at: UTC, as stored, or empty.
        item: the platform's number of the item, or empty.
        sub_id: the platform's word for where the buyer came from.
        title: the item's title in the report, or the product's.
        reason: why it was last changed, or empty.
    """

    id: int
    platform: str
    order: str
    product: str
    channel: str
    link: str
    state: State
    amount: Money
    adjusted: Money
    ordered_at: str
    settled_at: str
    item: str
    sub_id: str
    title: str
    reason: str = ""

    @property
    def undone(self) -> bool:
        """Whether the import that brought it was taken back: it is no sale that came to nothing, it counts nowhere."""
        return self.state is State.void and self.reason == "undone"

    def row(self) -> dict[str, str | int | None]:
        """The JSON contract: ``id platform order product channel link state amount currency``, times, ``reason``."""
        return {
            "id": self.id,
            "platform": self.platform,
            "order": self.order,
            "product": self.product or None,
            "channel": self.channel or None,
            "link": self.link or None,
            "state": self.state.value,
            "amount": str(self.amount),
            "currency": self.amount.currency,
            "ordered_at": self.ordered_at,
            "settled_at": self.settled_at or None,
            "reason": self.reason or None,
        }


@dataclass(frozen=True, slots=True)
class Facts:
    """What a report tells of a line besides the commission itself; None where it does not. Nothing about a buyer.

    Attributes:
        price: micros of one piece.
        base: micros that the commission is reckoned from.
        rate: the commission's rate in billionths.
        fee: micros that the platform keeps.
        refunded: micros that the buyer got back.
        confirmed_at: when it was confirmed, UTC as stored, or empty.
    """

    price: int | None = None
    base: int | None = None
    rate: int | None = None
    fee: int | None = None
    refunded: int | None = None
    confirmed_at: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a report, read: what the platform says today of what one item of an order pays.

    Attributes:
        file_line: where it stands in the file, from 1.
        order: order number.
        line: what tells it from the order's other lines; identical ones are told apart by ``nth``.
        nth: which of the identical ones, from 1.
        item: the platform's number of the item.
        title: of the item.
        quantity: pieces.
        currency: ISO 4217 code.
        state: a state, or ``refunded``, or ``ignore``.
        estimate: micros, or None.
        settled: micros, or None.
        status: the platform's own word.
        ordered_at: UTC, as stored.
        settled_at: UTC, as stored, or empty.
        sub_ids: the platform's words for where the buyer came from, most telling first.
        facts: what is told besides.
        as_of: when the platform last changed the row, UTC as stored, or empty where it does not tell.
        refunded_at: when it was taken back, UTC as stored, or empty.
        seen: the latest moment in its row that is not to come: the report is as of that or later; or empty.
        reason: why it was taken back, where the platform's word tells, or empty.
    """

    file_line: int
    order: str
    line: str
    nth: int
    item: str
    title: str
    quantity: int
    currency: str
    state: str
    estimate: int | None
    settled: int | None
    status: str
    ordered_at: str
    settled_at: str
    sub_ids: tuple[str, ...]
    facts: Facts = Facts()
    as_of: str = ""
    refunded_at: str = ""
    seen: str = ""
    reason: str = ""
