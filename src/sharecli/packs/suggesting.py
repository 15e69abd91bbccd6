"""Says which product to show to whom next: what they like, what the past says, and who is to be spared. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from sharecli.language import _, plural
from sharecli.packs import reasons
from sharecli.packs.choosing import NOTHING, Posterior, Prior, Tally, drawn, prior_of
from sharecli.packs.known import Known
from sharecli.people.foreknowing import NO_PRODUCT, spared
from sharecli.people.model import Group
from sharecli.products.model import Product


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A product for a group.

    Attributes:
        group: who shall see it.
        product: what.
        likes: tags that the group and the product have in common, sorted.
        like: how many people in the group that are known like the tag of the product that most of them like.
        people: how many people in the group are known.
        tally: what became of the product on that channel.
        of_people: whether that counts people who came; else shares.
        posterior: what is believed of it.
        draw: the value drawn of that.
        last: when it was shared there the last time, UTC as stored; or empty.
    """

    group: Group
    product: Product
    likes: tuple[str, ...]
    like: int
    people: int
    tally: Tally
    of_people: bool
    posterior: Posterior
    draw: float
    last: str = ""

    @property
    def weight(self) -> float:
        """What the draw is multiplied with: 1, and 1 more where the group likes it, and the part of its people who do.

        A rule of thumb: interests are what the seller wrote down, and nobody has measured what one is worth.
        """
        return 1 + bool(self.likes) + (self.like / self.people if self.people else 0)

    @property
    def value(self) -> float:
        """By which suggestions are sorted."""
        return self.draw * self.weight

    def why(self, zone: ZoneInfo) -> str:
        """The reason, one sentence."""
        parts = [reasons.liked(self.likes)]
        if self.like:
            words = plural(
                "{like} of the {count} person you know there likes it",
                "{like} of the {count} people you know there like it",
                self.people,
            )
            parts.append(words.format(like=self.like, count=self.people))
        parts += [reasons.past(self.tally, of_people=self.of_people), reasons.believed(self.posterior, self.draw)]
        day = reasons.day(self.last, zone)
        last = _("last shared there on {day}").format(day=day) if day else _("never shared there")
        return "; ".join([*parts, last])

    def row(self, zone: ZoneInfo) -> dict[str, Any]:
        """The JSON contract; rates are percents, times UTC.

        ``group channel product title likes like people orders of low high draw weight last_shared_at why person
        command``.
        """
        low, high = self.posterior.interval
        return {
            "group": self.group.word, "channel": self.group.channel, "product": self.product.code,
            "title": self.product.title, "likes": list(self.likes), "like": self.like, "people": self.people,
            "orders": self.tally.orders, "of": self.tally.of, "low": reasons.percent(low),
            "high": reasons.percent(high), "draw": reasons.percent(self.draw),
            "weight": f"{self.weight:.2f}", "last_shared_at": self.last or None,
            "why": self.why(zone), "person": None,
            "command": f"sharecli share {self.product.code} --group {self.group.word}",
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Drawn:
    """One draw of everything that is believed; whoever chooses by it chooses as if it were true (Thompson).

    Attributes:
        prior: what is believed of what was never tried.
        order: by channel, products with the value drawn, the highest first.
    """

    prior: Prior
    order: Mapping[str, Sequence[tuple[float, Product]]]

    @classmethod
    def of(cls, known: Known, source: Random) -> "Drawn":
        """Draw once for every product on every channel that a group or person is on: those of one channel share it.

        What is not known is how a product sells on a channel, so that is what is drawn, not a value for each group.
        """
        prior = prior_of(known.tallies.values())
        channels = sorted({one.channel for one in known.groups}.union(*(one.channels for one in known.friends)))
        values = drawn(((key, one.id) for key in channels for one in known.goods), known.tallies, prior, source)
        order = {
            key: sorted(((values[key, one.id], one) for one in known.goods), key=lambda it: (-it[0], it[1].code))
            for key in channels
        }
        return cls(prior, order)


def best(known: Known, luck: Drawn, group: Group, now: datetime, *, count: int) -> list[Suggestion]:
    """The products for a group, the best first; none where it is to be spared today.

    Args:
        known: what is known.
        luck: what was drawn.
        group: which.
        now: the moment of sharing, on the seller's clock.
        count: at most so many.
    """
    past = known.recent.get(group.id, [])
    if is_full(group, known, now):
        return []
    people, likes, own = known.people.get(group.id, 0), known.likes.get(group.id, {}), set(group.interests)
    highest = 1 + bool(own) + (max(likes.values(), default=0) / people if people else 0)
    found: list[Suggestion] = []
    for value, product in luck.order[group.channel]:
        if len(found) == count and value * highest < found[-1].value:
            break  # what follows was drawn lower still
        tally = known.tallies.get((group.channel, product.id), NOTHING)
        one = Suggestion(
            group, product, tuple(sorted(own.intersection(product.tags))),
            max((likes.get(tag, 0) for tag in product.tags), default=0), people, tally, known.of_people,
            luck.prior.after(tally), value,
        )  # fmt: skip
        if len(found) == count and one.value <= found[-1].value:
            continue
        if spared(group, product.id, past, now) is None:
            found = sorted([*found, one], key=lambda it: (-it.value, it.product.code))[:count]
    return found


def is_full(group: Group, known: Known, now: datetime) -> bool:
    """Whether a group has had its posts today."""
    return spared(group, NO_PRODUCT, known.recent.get(group.id, []), now) is not None
