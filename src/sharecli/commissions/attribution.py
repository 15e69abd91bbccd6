"""Leads a report's line back to the link, product and channel it came from."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from sharecli.channels.model import Channel
from sharecli.links.model import Link
from sharecli.slug import ALPHABET, LENGTH

_DRAWN = re.compile(f"[{ALPHABET}]{{{LENGTH},{LENGTH + 1}}}")
"""A code as it is drawn: seven symbols that no word happens to be, eight with a check character. A seller's own word,
such as tea, may be one."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a sale came from; None and empty where it is not known.

    Attributes:
        link: link number.
        product: product number.
        channel: channel key.
    """

    link: int | None
    product: int | None
    channel: str


class Map:
    """Everything there is to lead back to.

    Args:
        links: every link, retired ones too, with its product's number.
        items: platform and item number to product number.
        channels: every channel.
        told: what the seller said that sub-ids mean: platform (or empty) and :func:`folded` sub-id to where it leads.
    """

    def __init__(
        self,
        links: list[tuple[Link, int]],
        items: dict[tuple[str, str], int],
        channels: list[Channel],
        told: Mapping[tuple[str, str], Origin] | None = None,
    ) -> None:
        self._told = dict(told or {})
        self._by_code: dict[str, tuple[Link, int] | None] = {}
        for link, product in links:
            code = folded(link.code)
            # Two codes that differ in a hyphen alone are the same where a platform takes hyphens out: nobody's.
            self._by_code[code] = None if code in self._by_code else (link, product)
        self._drawn = {
            code: found for code, found in self._by_code.items() if found and _DRAWN.fullmatch(found[0].code)
        }
        self._items = items
        self._channels = {
            folded(word): channel.key
            for channel in channels
            for word in (channel.key, channel.name, channel.name_zh, *channel.aliases)
        }
        self._by_place: dict[tuple[int, str], Link] = {}
        for link, product in links:
            if link.person:
                continue  # a friend is paid for what came by their link: that is never guessed
            kept = self._by_place.get((product, link.channel))
            # Where no sub-id names the link, the one in use and without a campaign is the likeliest.
            if kept is None or _likely(link) > _likely(kept):
                self._by_place[product, link.channel] = link

    def origin(self, platform: str, item: str, sub_ids: tuple[str, ...]) -> Origin:
        """Where a line came from: as the seller said, by a link's code, or by the channel's name and the item's number.

        A link that is somebody's is found by its code alone. The product is the item's where that is known: a buyer may
        follow a link and buy something else.
        """
        product = self._items.get((platform, item)) if item else None
        said = folded(" ".join(sub_ids)) if self._told else ""
        if told := self._told.get((platform, said)) or self._told.get(("", said)):
            return Origin(told.link, product or told.product, told.channel)
        if found := self._link_in(sub_ids):
            link, linked = found
            return Origin(link.id, product or linked, link.channel)
        channel = next((key for sub_id in sub_ids if (key := self._channels.get(folded(sub_id)))), "")
        place = self._by_place.get((product, channel)) if product and channel else None
        return Origin(place.id if place else None, product, channel)

    def _link_in(self, sub_ids: tuple[str, ...]) -> tuple[Link, int] | None:
        """The link whose code a sub-id is, or else the one whose drawn code stands in it."""
        for sub_id in sub_ids:
            if found := self._by_code.get(folded(sub_id)):
                return found
        for sub_id in sub_ids:
            for word in re.split(r"[^0-9A-Za-z]+", sub_id):
                if found := self._drawn.get(word.casefold()):
                    return found
        return None


def _likely(link: Link) -> tuple[bool, bool]:
    return link.status == "active", not link.campaign


@lru_cache(maxsize=4096)
def folded(word: str) -> str:
    """Letters and digits only, lower case: platforms differ in which marks a sub-id may have."""
    return re.sub(r"[\W_]+", "", word).casefold()
