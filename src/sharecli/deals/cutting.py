"""Splits an amount into the cuts of a bargain: exactly, fairly to whoever helps late, and the same in any language."""

import hashlib
from collections.abc import Iterator
from itertools import pairwise

WAY = "sharecli-cuts-1"
"""The name of this way to split, kept with each bargain: another way will have another name."""

_PARTS = 3
"""A cut is made of so many parts: their sum is steadier than one part, which would often be next to nothing."""


def cuts(seed: int, units: int, helpers: int) -> list[int]:
    """Every helper's cut, in the order in which they help.

    The spare units, what is left after one for each helper, are laid in a row together with ``3 * helpers - 1`` bars;
    the bars' places are drawn without putting back, each choice of places as likely as any other. What lies between
    bars are parts, and three parts that follow each other, with the one unit, are a cut. So every cut has the same
    distribution, whoever comes first: its mean is ``units / helpers``.

    Args:
        seed: any whole number; the same one always gives the same cuts.
        units: to be split, in the currency's smallest unit.
        helpers: how many cuts.

    Returns:
        As many whole numbers, each at least 1, whose sum is exactly ``units``.

    Raises:
        ValueError: nobody helps, or there are fewer units than helpers.
    """
    if helpers < 1 or units < helpers:
        message = f"{units} units among {helpers} helpers"
        raise ValueError(message)
    bars = _PARTS * helpers - 1
    spare = units - helpers
    places = sorted(_drawn(_numbers(seed), spare + bars, bars))
    edges = [0, *places, spare + bars + 1]
    parts = [after - before - 1 for before, after in pairwise(edges)]
    return [1 + sum(parts[_PARTS * one : _PARTS * (one + 1)]) for one in range(helpers)]


def _numbers(seed: int) -> Iterator[int]:
    """Whole numbers below 2^256: SHA-256 of ``sharecli-cuts-1:SEED:0``, ``…:1`` and so on, the first byte highest."""
    count = 0
    while True:
        yield int.from_bytes(hashlib.sha256(f"{WAY}:{seed}:{count}".encode()).digest(), "big")
        count += 1


def _drawn(numbers: Iterator[int], of: int, many: int) -> set[int]:
    """So many different numbers of 1 to ``of``, every choice as likely (R. Floyd's sampling)."""
    found: set[int] = set()
    for last in range(of - many + 1, of + 1):
        # What lies in the last, incomplete round is drawn again, so that every number is as likely.
        fair = (1 << 256) // last * last
        number = next(one for one in numbers if one < fair) % last + 1
        found.add(last if number in found else number)
    return found
