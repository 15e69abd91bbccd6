"""What is known before the next share is chosen. Pure."""

from dataclasses import dataclass, field

from sharecli.packs.choosing import Tally
from sharecli.packs.friends import Friend
from sharecli.people.model import Group
from sharecli.people.sparing import Shared
from sharecli.products.model import Product


@dataclass(frozen=True, slots=True)
class Known:
    """What is known before anything is chosen.

    Attributes:
        groups: whom something may be shown to, sorted by word.
        goods: active products, sorted by code.
        tallies: by channel and product number.
        of_people: whether the tallies count people who came; else they count shares.
        likes: by group number, how many of the people in it that are known like a tag.
        people: by group number, how many of the people in it are known.
        recent: by group number, what of its diary counts for sparing it; a plan adds to it.
        friends: people something may be sent to, sorted by word.
    """

    groups: list[Group]
    goods: list[Product]
    tallies: dict[tuple[str, int], Tally]
    of_people: bool
    likes: dict[int, dict[str, int]]
    people: dict[int, int]
    recent: dict[int, list[Shared]]
    friends: list[Friend] = field(default_factory=list)
