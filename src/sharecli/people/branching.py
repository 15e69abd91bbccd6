"""How many friends one person brings, and how sure that is. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, sqrt

from sharecli.chances import NINETY_FIVE

FEWEST_PEOPLE = 30
FEWEST_FRIENDS = 10
"""Below either the interval would promise more than it holds: drawn from skewed laws, it missed the truth too often."""

METHOD = (
    "friends brought per person, the youngest generation left out (Harris 1948, Ann. Math. Statist. 19, section 7); "
    "95 % interval on the logarithm, by the delta method with the sample's own variance"
)


@dataclass(frozen=True, slots=True)
class Coefficient:
    """The viral coefficient.

    Attributes:
        people: who could have brought friends: everybody but the youngest generation.
        friends: whom they brought.
        value: friends per person; None with too few people to say.
        low: the lower end of its 95 % interval, or None.
        high: the upper end, or None.
    """

    people: int
    friends: int
    value: float | None = None
    low: float | None = None
    high: float | None = None

    def row(self) -> dict[str, str | int | None]:
        """The JSON contract: ``people friends value low high method``; numbers with two decimals as strings."""
        return {
            "people": self.people,
            "friends": self.friends,
            **{
                name: None if number is None else f"{number:.2f}"
                for name, number in (("value", self.value), ("low", self.low), ("high", self.high))
            },
            "method": METHOD,
        }


def coefficient(generations: Sequence[Sequence[int]]) -> Coefficient:
    """Friends brought per person.

    The people of the youngest generation had no time to bring anybody; with them in it, the figure would be below 1
    for every finite tree. Who brings friends at all brings several, so the variance is the sample's own, not Poisson's.

    Args:
        generations: by generation, the oldest first, how many friends each person brought.
    """
    brought = [count for generation in generations[:-1] for count in generation]
    people, friends = len(brought), sum(brought)
    if people < FEWEST_PEOPLE or friends < FEWEST_FRIENDS:
        return Coefficient(people, friends)
    mean = friends / people
    variance = sum((count - mean) ** 2 for count in brought) / (people - 1)
    spread = exp(NINETY_FIVE * sqrt(variance / people) / mean)
    return Coefficient(people, friends, mean, mean / spread, mean * spread)
