"""Which link a code was meant to be that somebody typed by hand: the likeliest ones by edit distance. Pure."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from sharecli.links.model import Link
from sharecli.lookalikes import by_hand, same
from sharecli.suggest import distance

MOST = 5
"""Links that are named: more would be a list, not an answer."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A link that a code may mean.

    Attributes:
        link: the link.
        slips: letters that differ.
    """

    link: Link
    slips: int

    def row(self) -> dict[str, str | int | None]:
        """The JSON contract: ``code product channel campaign person status slips``."""
        one = self.link
        return {
            "code": one.code,
            "product": one.product,
            "channel": one.channel,
            "campaign": one.campaign or None,
            "person": one.person or None,
            "status": one.status,
            "slips": self.slips,
        }


def typed(words: str) -> str:
    """The code in what somebody typed or pasted: the last part of an address, in narrow small letters."""
    narrow = unicodedata.normalize("NFKC", words).strip().partition("?")[0].partition("#")[0]
    return narrow.rstrip("/+").rpartition("/")[2].strip().casefold()


def likeliest(words: str, links: Iterable[Link]) -> list[Candidate]:
    """The links that a code may mean, the likeliest first: the one itself, or those within a third of its letters.

    Letters that look alike count as one slip only where nothing else differs, and a link in use goes before a retired
    one of as many slips.
    """
    said = typed(words)
    seen = by_hand(said)
    most = max(1, min(3, len(said) // 3)) if said else 0
    found = []
    for link in links:
        code = link.code.casefold()
        if code == said:
            return [Candidate(link, 0)]
        if abs(len(code) - len(said)) > most:
            continue
        apart = distance(seen, by_hand(code), same)
        if apart <= most:
            found.append((apart, distance(said, code), link.status == "retired", link.code, link))
    return [Candidate(link, slips) for _apart, slips, _retired, _code, link in sorted(found, key=lambda one: one[:4])][
        :MOST
    ]
