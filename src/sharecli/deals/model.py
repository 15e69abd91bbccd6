"""A deal, what people did, and where that leaves it at a moment. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from sharecli.deals import cutting
from sharecli.money import decimal_string, digits


class Kind(StrEnum):
    """What sort of deal it is."""

    group = "group"
    bargain = "bargain"


class State(StrEnum):
    """Where a deal stands; nothing but the clock and what people did decides it."""

    open = "open"
    filled = "filled"
    failed = "failed"
    closed = "closed"


class How(StrEnum):
    """What the seller decided when a deal was closed unfilled."""

    off = ""
    solo_price = "solo-price"
    seller_tops_up = "seller-tops-up"
    price_reached = "price-reached"


@dataclass(frozen=True, slots=True)
class Deal:
    """What was offered; never changed.

    Attributes:
        code: the seller's word for it.
        kind: a group-buy or a bargain.
        product: its code.
        currency: ISO 4217 code.
        start: micros that one pays alone, or that a bargain begins at.
        goal: micros in a group, or the bargain's floor.
        size: members of a group, or helpers of a bargain.
        opened_at: UTC, as stored.
        closes_at: UTC, as stored; at this very moment it is over.
        owner: whose bargain it is, or empty.
        channel: where it is posted, or empty.
        seed: of a bargain's cuts.
        id: the row's number; 0 before it is kept.
        product_id: the product's number.
    """

    code: str
    kind: Kind
    product: str
    currency: str
    start: int
    goal: int
    size: int
    opened_at: str
    closes_at: str
    owner: str = ""
    channel: str = ""
    seed: int | None = None
    id: int = 0
    product_id: int = 0

    @property
    def unit(self) -> int:
        """Micros of the currency's smallest unit."""
        return unit_of(self.currency)

    def cuts(self) -> list[int]:
        """A bargain's cuts in micros, in the order of help; none for a group-buy."""
        if self.seed is None:
            return []
        return [self.unit * one for one in cutting.cuts(self.seed, (self.start - self.goal) // self.unit, self.size)]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a deal.

    Attributes:
        kind: ``joined paid left refunded cut closed``.
        person: a person's word, or empty.
        at: UTC, as stored.
        micros: of a cut, else 0.
        how: what was decided, for ``closed``.
    """

    kind: str
    person: str
    at: str
    micros: int = 0
    how: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who joined a group.

    Attributes:
        person: their word.
        joined_at: UTC, as stored; the last time, where they came back.
        paid: whether they paid and did not get it back.
        refunded: whether they got it back.
        left: whether they left.
    """

    person: str
    joined_at: str
    paid: bool = False
    refunded: bool = False
    left: bool = False

    def row(self) -> dict[str, str | bool]:
        """The JSON contract: ``person joined_at paid left refunded``."""
        return {
            "person": self.person, "joined_at": self.joined_at, "paid": self.paid, "left": self.left,
            "refunded": self.refunded,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a deal stands at a moment.

    Attributes:
        deal: which.
        state: its state.
        how: what the seller decided, where it was closed.
        members: everybody who ever joined, in the order of joining.
        cuts: every help so far, in order.
        ended_at: UTC, as stored: when it was filled or closed, or its deadline where it failed; empty while open.
    """

    deal: Deal
    state: State
    how: How = How.off
    members: tuple[Member, ...] = ()
    cuts: tuple[Event, ...] = ()
    ended_at: str = ""

    @property
    def inside(self) -> tuple[Member, ...]:
        """Who is in the group, in the order of joining."""
        return tuple(one for one in self.members if not one.left)

    @property
    def leader(self) -> str:
        """Who has been in the group longest: where a leader leaves, the next one leads."""
        inside = self.inside
        return inside[0].person if inside else ""

    @property
    def have(self) -> int:
        """How many are in, or have helped."""
        return len(self.cuts) if self.deal.kind is Kind.bargain else len(self.inside)

    @property
    def missing(self) -> int:
        """How many more it takes; 0 once it is over: nobody can be one of them any more."""
        return max(self.deal.size - self.have, 0) if self.state is State.open else 0

    @property
    def price(self) -> int:
        """Micros that it costs as things stand: what is not reached is not counted on."""
        if self.deal.kind is Kind.bargain:
            reached = self.deal.start - sum(one.micros for one in self.cuts)
            lost = self.state is State.failed or (self.state is State.closed and self.how is How.off)
            return self.deal.start if lost else reached
        won = self.state is State.filled or self.how is How.seller_tops_up
        return self.deal.goal if won else self.deal.start

    @property
    def left(self) -> int:
        """Micros that a bargain is still above its floor by the cuts so far; 0 for a group-buy."""
        if self.deal.kind is Kind.group:
            return 0
        return self.deal.start - self.deal.goal - sum(one.micros for one in self.cuts)

    @property
    def refunds_due(self) -> tuple[Member, ...]:
        """Who paid and has to get it back: who left, and everybody where the deal came to nothing."""
        nothing = self.state is State.failed or (self.state is State.closed and self.how is How.off)
        return tuple(one for one in self.members if one.paid and (one.left or nothing))

    def row(self) -> dict[str, str | int | None]:
        """The JSON contract, amounts as decimal strings beside ``currency``.

        ``deal kind product state how currency from goal price left size have missing leader opened_at closes_at channel
        refunds_due``. ``price`` is what it costs as things stand, ``left`` what a bargain is still above its floor,
        ``missing`` 0 once it is over.
        """
        one = self.deal
        group = one.kind is Kind.group
        return {
            "deal": one.code,
            "kind": one.kind.value,
            "product": one.product,
            "state": self.state.value,
            "how": self.how.value or None,
            "currency": one.currency,
            "from": decimal_string(one.start, one.currency),
            "goal": decimal_string(one.goal, one.currency),
            "price": decimal_string(self.price, one.currency),
            "left": None if group else decimal_string(self.left, one.currency),
            "size": one.size,
            "have": self.have,
            "missing": self.missing,
            "leader": (self.leader if group else one.owner) or None,
            "opened_at": one.opened_at,
            "closes_at": one.closes_at,
            "channel": one.channel or None,
            "refunds_due": len(self.refunds_due),
        }


def unit_of(currency: str) -> int:
    """Micros of a currency's smallest unit: 10,000 for a cent, a million for a yen."""
    return int(10 ** (6 - digits(currency)))
