"""Says which product to send to whom of those who trust the seller. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sharecli.language import _, plural
from sharecli.packs import reasons
from sharecli.packs.choosing import NOTHING, Posterior, Prior, Tally
from sharecli.people.foreknowing import NO_PRODUCT, spared
from sharecli.people.model import Group
from sharecli.people.sparing import Shared
from sharecli.products.model import Product

Order = Sequence[tuple[float, Product]]
"""Products with the value drawn for each, the highest first."""
UNKNOWN = Posterior(1, 1)
"""What stands in a tip before its reason is wanted."""


@dataclass(frozen=True, slots=True)
class Friend:
    """Somebody who trusts the seller, and what went to them so far.

    Attributes:
        word: their word.
        interests: tags.
        channels: where they have a handle, sorted keys.
        next_touch: the day to talk to them, ``2026-10-20``, or empty.
        recent: what was sent to them and counts for sparing them.
        orders: by product number, orders that came by their links.
        came: by product number, people who came by their links.
    """

    word: str
    interests: frozenset[str] = frozenset()
    channels: tuple[str, ...] = ()
    next_touch: str = ""
    recent: list[Shared] = field(default_factory=list)
    orders: dict[int, int] = field(default_factory=dict)
    came: dict[int, int] = field(default_factory=dict)

    def spared(self, product_id: int, at: datetime) -> bool:
        """Whether they shall be spared a product at a moment, by the rest and posts a day that a new group has."""
        if not self.recent:
            return False
        return spared(Group(self.word, "", ""), product_id, self.recent, at) is not None


@dataclass(frozen=True, slots=True)
class Tip:
    """A product for somebody.

    Attributes:
        friend: who shall see it.
        channel: where they have a handle.
        product: what.
        draw: the value drawn for it on that channel.
        due: whether the day to talk to them has come.
        tally: what became of the product on that channel.
        of_people: whether that counts people who came; else shares.
        posterior: what is believed of it.
        last: when it was sent to them the last time, UTC as stored; or empty.
    """

    friend: Friend
    channel: str
    product: Product
    draw: float
    due: bool
    tally: Tally = NOTHING
    of_people: bool = False
    posterior: Posterior = UNKNOWN
    last: str = ""

    @property
    def likes(self) -> tuple[str, ...]:
        """Tags that they and the product have in common, sorted."""
        return tuple(sorted(self.friend.interests.intersection(self.product.tags)))

    @property
    def weight(self) -> int:
        """What the draw is multiplied with: 1, and 1 more for each of an interest, a day that has come, and orders.

        A rule of thumb, as for groups.
        """
        return 1 + bool(self.likes) + self.due + bool(self.friend.orders.get(self.product.id))

    @property
    def value(self) -> float:
        """By which suggestions are sorted."""
        return self.draw * self.weight

    @property
    def command(self) -> str:
        """What shares it."""
        return f"sharecli share {self.product.code} --channel {self.channel} --person {self.friend.word}"

    def why(self, zone: ZoneInfo) -> str:
        """The reason, one sentence."""
        parts = [reasons.liked(self.likes)]
        if self.due:
            parts.append(_("to be talked to since {day}").format(day=self.friend.next_touch))
        if orders := self.friend.orders.get(self.product.id, 0):
            parts.append(plural("{count} order by their link", "{count} orders by their link", orders))
            parts[-1] = parts[-1].format(count=orders)
        if came := self.friend.came.get(self.product.id, 0):
            words = plural("{count} person came by their link", "{count} people came by their link", came)
            parts.append(words.format(count=came))
        parts += [reasons.past(self.tally, of_people=self.of_people), reasons.believed(self.posterior, self.draw)]
        day = reasons.day(self.last, zone)
        return "; ".join([*parts, _("last sent to them on {day}").format(day=day) if day else _("never sent to them")])

    def row(self, zone: ZoneInfo) -> dict[str, Any]:
        """The JSON contract, that of a group's suggestion; ``group like people`` are null."""
        low, high = self.posterior.interval
        return {
            "group": None, "channel": self.channel, "product": self.product.code, "title": self.product.title,
            "likes": list(self.likes), "like": None, "people": None, "orders": self.tally.orders, "of": self.tally.of,
            "low": reasons.percent(low), "high": reasons.percent(high), "draw": reasons.percent(self.draw),
            "weight": f"{self.weight:.2f}", "last_shared_at": self.last or None, "why": self.why(zone),
            "person": self.friend.word, "command": self.command,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shelf:
    """The products in the order drawn, as a whole and tag by tag: thousands of people choose from few of them.

    Attributes:
        order: by channel.
        tagged: by channel and tag.
        drawn: by channel and product number.
    """

    order: Mapping[str, Order]
    tagged: Mapping[tuple[str, str], Order]
    drawn: Mapping[tuple[str, int], tuple[float, Product]]

    @classmethod
    def of(cls, order: Mapping[str, Order], channels: Sequence[str]) -> "Shelf":
        """Sort what was drawn by tag, for the channels on which somebody has a handle."""
        tagged: dict[tuple[str, str], list[tuple[float, Product]]] = {}
        drawn: dict[tuple[str, int], tuple[float, Product]] = {}
        for channel in channels:
            for pair in order[channel]:
                drawn[channel, pair[1].id] = pair
                for tag in pair[1].tags:
                    tagged.setdefault((channel, tag), []).append(pair)
        return cls(order, tagged, drawn)


def best(shelf: Shelf, friend: Friend, at: datetime, *, count: int) -> list[Tip]:
    """The products for somebody, the best first; none where they are to be spared today.

    Of products alike in what they weigh only those drawn highest can be among the best: the first of all, and the
    first of each interest. What brought orders by their links weighs by itself.

    Args:
        shelf: what was drawn.
        friend: who.
        at: the moment, on the seller's clock.
        count: at most so many.
    """
    today = f"{at:%Y-%m-%d}"
    if friend.next_touch > today or friend.spared(NO_PRODUCT, at):
        return []
    due = bool(friend.next_touch)
    found: dict[int, Tip] = {}
    for channel in friend.channels:
        lists = [shelf.order[channel], *(shelf.tagged.get((channel, tag), ()) for tag in friend.interests)]
        own = [shelf.drawn[channel, one] for one in friend.orders if (channel, one) in shelf.drawn]
        for pairs, most in [*((one, count) for one in lists), (own, len(own))]:
            left = most
            for draw, product in pairs:
                if not left:
                    break
                if friend.spared(product.id, at):
                    continue
                left -= 1
                tip = Tip(friend, channel, product, draw, due)
                if product.id not in found or found[product.id].value < tip.value:
                    found[product.id] = tip
    return sorted(found.values(), key=lambda one: (-one.value, one.product.code))[:count]


def told(tip: Tip, prior: Prior, tallies: Mapping[tuple[str, int], Tally], *, of_people: bool, last: str) -> Tip:
    """A tip with all that its reason names."""
    tally = tallies.get((tip.channel, tip.product.id), NOTHING)
    return replace(tip, tally=tally, of_people=of_people, posterior=prior.after(tally), last=last)
