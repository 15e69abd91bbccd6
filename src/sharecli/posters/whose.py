"""Whose links a mixed list may ask for, and what for: a row's slip is found before a link is made, and is its alone."""

from collections.abc import Sequence

from sharecli.channels.model import Channel
from sharecli.errors import BadValue, SharecliError
from sharecli.links import choosing, making as links, person_records, records
from sharecli.products.model import Product
from sharecli.shell.desk import Desk


class Whose:
    """People for whom links may be made. A link that is there already may be anybody's."""

    def __init__(self, desk: Desk) -> None:
        self._store = desk.store
        self._there = person_records.known(desk.store)
        self._refused: dict[str, SharecliError | None] = {}

    def see(self, product: Product, places: Sequence[Channel], campaign: str, people: Sequence[str]) -> None:
        """See that every link of these people is there, or may be made.

        Raises:
            PersonUnknown: one is missing for somebody who is not in the seller's list.
            PersonForgotten: one is missing for somebody who is forgotten.
            BadValue: one is missing whose person looks like somebody's number.
        """
        for word in filter(None, people):
            if (why := self._why_not(word)) and self._missing(product, places, campaign, word):
                raise why

    def see_campaign(self, product: Product, places: Sequence[Channel], campaign: str, people: Sequence[str]) -> None:
        """See that every link for this campaign is there, or may be made.

        Raises:
            BadValue: one is missing, and the campaign looks like somebody's number.
        """
        try:
            choosing.nobodys_number(campaign)
        except BadValue:
            if any(self._missing(product, places, campaign, word) for word in people):
                raise

    def _why_not(self, word: str) -> SharecliError | None:
        """Why no link is made for somebody; asked once, however many rows name them."""
        if word not in self._refused:
            self._refused[word] = None
            try:
                person_records.known_to_be(word, self._there)
                choosing.nobodys_number(word)
            except SharecliError as error:
                self._refused[word] = error
        return self._refused[word]

    def _missing(self, product: Product, places: Sequence[Channel], campaign: str, word: str) -> bool:
        keys = {place.key for place in places}
        there = records.chosen(
            self._store, products={product.code}, channels=sorted(keys), campaign=campaign, people=[word]
        )
        return len(links.by_key(there)) < len(keys)
