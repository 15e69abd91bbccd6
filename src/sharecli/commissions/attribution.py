"""Leads a report's line back to the link, product and channel it came from."""

import re
from dataclasses import dataclass

from sharecli.channels.model import Channel
from sharecli.links.model import Link


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
    """

    def __init__(
        self, links: list[tuple[Link, int]], items: dict[tuple[str, str], int], channels: list[Channel]
    ) -> None:
        self._by_code = {_folded(link.code): (link, product) for link, product in links}
        self._items = items
        self._channels = {
            _folded(word): channel.key
            for channel in channels
            for word in (channel.key, channel.name, channel.name_zh, *channel.aliases)
        }
        self._by_place: dict[tuple[int, str], Link] = {}
        for link, product in links:
            kept = self._by_place.get((product, link.channel))
            # Where no sub-id names the link, the one in use and without a campaign is the likeliest.
            if kept is None or (link.status == "active", not link.campaign) > (
                kept.status == "active",
                not kept.campaign,
            ):
                self._by_place[product, link.channel] = link

    def origin(self, platform: str, item: str, sub_ids: tuple[str, ...]) -> Origin:
        """Where a line came from: by a link's code in a sub-id, else by the channel's name and the item's number."""
        for sub_id in sub_ids:
            for word in (sub_id, *re.split(r"[^0-9A-Za-z]+", sub_id)):
                if found := self._by_code.get(_folded(word)):
                    return Origin(found[0].id, found[1], found[0].channel)
        channel = next((key for sub_id in sub_ids if (key := self._channels.get(_folded(sub_id)))), "")
        product = self._items.get((platform, item)) if item else None
        link = self._by_place.get((product, channel)) if product and channel else None
        return Origin(link.id if link else None, product, channel)


def _folded(word: str) -> str:
    """Letters and digits only, lower case: platforms differ in which marks a sub-id may have."""
    return re.sub(r"[\W_]+", "", word).casefold()
