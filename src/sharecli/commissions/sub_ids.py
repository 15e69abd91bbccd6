"""Sub-ids that lead nowhere, each with a guess: a link, channel or product that is written nearly so. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sharecli.channels.model import Channel
from sharecli.commissions.attribution import folded
from sharecli.money import decimal_string

_NEAR = 6
"""A word this long may have two slips of the pen, a shorter one has one."""

_LONGEST = 24
"""Characters of a word in which slips are looked for; a longer one has to stand there as it is."""

_LEAST = 4
"""Characters by which a title may be known."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What a sub-id probably means.

    Attributes:
        kind: ``link``, ``channel`` or ``product``.
        key: its code or key.
        slips: characters that differ.
    """

    kind: str
    key: str
    slips: int

    def shown(self) -> str:
        """As it is typed: ``--link bcdfghj``."""
        return f"--{self.kind} {self.key}"


@dataclass(frozen=True, slots=True)
class Stray:
    """The lines of one sub-id that lead to no product or no channel.

    Attributes:
        platform: a platform's key.
        sub_id: the platform's word for where the buyer came from; empty where there is none.
        currency: ISO 4217 code.
        lines: how many.
        micros: what they are worth: settled and adjusted, else estimated; void ones nothing.
        no_product: how many of them have no product.
        no_channel: how many of them have no channel.
        guess: or None.
    """

    platform: str
    sub_id: str
    currency: str
    lines: int
    micros: int
    no_product: int
    no_channel: int
    guess: Guess | None = None

    def row(self) -> dict[str, Any]:
        """The JSON contract: ``sub_id platform lines amount currency no_product no_channel guess key``."""
        return {
            "sub_id": self.sub_id or None,
            "platform": self.platform,
            "lines": self.lines,
            "amount": decimal_string(self.micros, self.currency),
            "currency": self.currency,
            "no_product": self.no_product,
            "no_channel": self.no_channel,
            "guess": self.guess.kind if self.guess else None,
            "key": self.guess.key if self.guess else None,
        }


class Guesser:
    """Everything that a sub-id may have been meant to say.

    Args:
        links: codes of links.
        channels: every channel.
        products: code, item number and title of every product.
    """

    def __init__(
        self, links: Iterable[str], channels: Iterable[Channel], products: Iterable[tuple[str, str, str]]
    ) -> None:
        self._near: dict[str, list[tuple[str, Guess]]] = defaultdict(list)
        self._titles: list[tuple[str, str]] = []
        for code in links:
            self._add(code, "link", code)
        for channel in channels:
            for word in (channel.key, channel.name, channel.name_zh, *channel.aliases):
                self._add(word, "channel", channel.key)
        for code, item, title in products:
            self._add(code, "product", code)
            self._add(item, "product", code)
            if len(bare := folded(title)) >= _LEAST:
                self._titles.append((bare, code))

    def guess(self, sub_id: str) -> Guess | None:
        """The nearest; a link before a channel before a product where several are as near."""
        words = dict.fromkeys([folded(sub_id), *map(folded, re.split(r"[^\w]+|_", sub_id))])
        found = [one for word in words if word for one in self._like(word)]
        if found:
            return min(found, key=lambda one: (one.slips, ("link", "channel", "product").index(one.kind), one.key))
        whole = folded(sub_id)
        if len(whole) < _LEAST:
            return None
        titled = (code for title, code in self._titles if whole in title or title in whole)
        return next((Guess("product", code, 0) for code in titled), None)

    def _add(self, word: str, kind: str, key: str) -> None:
        bare = folded(word)
        if not bare:
            return
        for short in _shortened(bare):
            self._near[short].append((bare, Guess(kind, key, 0)))

    def _like(self, word: str) -> Iterator[Guess]:
        # Two words of so many slips are the same once each has lost as many letters: no need to look at every word.
        for short in _shortened(word):
            for there, guess in self._near.get(short, ()):
                slips = distance(word, there)
                if slips <= min(_slips(word), _slips(there)):
                    yield Guess(guess.kind, guess.key, slips)


def distance(one: str, other: str) -> int:
    """How many letters have to be added, left out, changed or swapped with their neighbour."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        now = [row]
        for column, its in enumerate(other, start=1):
            best = min(last[column] + 1, now[-1] + 1, last[column - 1] + (letter != its))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == its:
                best = min(best, before[column - 2] + 1)
            now.append(best)
        before, last = last, now
    return last[-1]


def _slips(word: str) -> int:
    if word.isdigit():
        return 1 if len(word) >= _NEAR else 0  # numbers are close to each other without meaning the same
    return 0 if len(word) < 3 else 1 if len(word) < _NEAR else 2  # noqa: PLR2004 - two letters are like any other two


def _shortened(word: str) -> set[str]:
    """The word, and what is left of it without as many letters as it may have slips."""
    found = {word}
    if len(word) <= _LONGEST:
        for _slip in range(_slips(word)):
            found |= {one[:place] + one[place + 1 :] for one in found for place in range(len(one))}
    return found
