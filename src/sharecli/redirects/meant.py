"""Which codes may have been meant by one that no link has: what a hand or an eye makes of a code. Pure."""

import time

from sharecli.lookalikes import FEWEST, alike, bare, without_one

_MOST_ALIKE = 60

_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


def variants(code: str) -> list[str]:
    """What an eye may have taken for this code: at most sixty words.

    >>> variants("tea。")[:2], "tea" in variants("te4")
    (['tea', 'fea'], True)
    """
    head = bare(code)
    found = [head] if head and head != code else []
    for place, character in enumerate(head):
        found += [head[:place] + other + head[place + 1 :] for other in alike(character)]
    return list(dict.fromkeys(found))[:_MOST_ALIKE]


def slips(code: str) -> list[str]:
    """What a hand may have made this code of: two letters swapped, one too many, a hyphen left out.

    >>> slips("taes")[:3], "a-b2" in slips("ab2")
    (['ates', 'teas', 'tase'], True)
    """
    head = bare(code)
    if len(head) < FEWEST:
        return []
    found = [head[:n] + head[n + 1] + head[n] + head[n + 2 :] for n in range(len(head) - 1)]
    if len(head) > FEWEST:
        found += without_one(head)
    found += [f"{head[:n]}-{head[n:]}" for n in range(1, len(head))]
    return [one for one in dict.fromkeys(found) if one not in {head, code}]


def dropped(code: str) -> list[str]:
    """What this code is when a letter or digit of it was left out: some hundred words, so not for every stranger.

    >>> "spring" in dropped("sprng"), dropped("te")
    (True, [])
    """
    head = bare(code)
    if len(head) < FEWEST:
        return []
    return list(dict.fromkeys(head[:n] + one + head[n:] for n in range(len(head) + 1) for one in _LETTERS))


class Allowance:
    """How often something dear may be done: some times at once, and then as often as it comes back.

    A storm of unknown codes would have each looked up under hundreds of names, and a guesser would be told of
    a real one by a wrong one that lies beside it.

    Args:
        at_once: how often, after a rest.
        a_second: how often it comes back.
    """

    def __init__(self, at_once: int = 20, a_second: float = 1.0) -> None:
        self._most = float(at_once)
        self._left = self._most
        self._a_second = a_second
        self._last = time.monotonic()

    def take(self) -> bool:
        """Whether it may be done now; if so, it counts as done."""
        now = time.monotonic()
        self._left = min(self._most, self._left + (now - self._last) * self._a_second)
        self._last = now
        if self._left < 1:
            return False
        self._left -= 1
        return True
