"""Which codeword and block every module of a QR code belongs to, and how many codewords a picture has damaged."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

MOST_OF_WHAT_IS_CORRECTED = 0.5
"""The share of a block's corrections that a finished file may use up; the rest is for the camera, dirt and creases."""

_LEVELS = {"L": 1, "M": 0, "Q": 3, "H": 2}
"""The levels as the format information writes them, which is how ``qrcode`` names them."""

_AGAINST_MISREADING = {(1, "L"): 3, (1, "M"): 2, (1, "Q"): 1, (1, "H"): 1, (2, "L"): 2, (3, "L"): 1}
"""Codewords of the smallest codes that only detect (ISO/IEC 18004, table 9), by version and level."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the codewords of a version and level lie.

    Attributes:
        side: modules a side.
        codeword: for each module, row after row, its codeword in the order in which they are placed; -1 for a
            function pattern, for format and version, and for the few bits left over.
        block: for each codeword, its block.
        correctable: for each block, the wrong codewords that can be corrected.
    """

    side: int
    codeword: tuple[int, ...]
    block: tuple[int, ...]
    correctable: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Damage:
    """What a block has lost.

    Attributes:
        damaged: wrong codewords.
        correctable: codewords it can lose.
    """

    damaged: int
    correctable: int

    @property
    def bearable(self) -> bool:
        """Whether enough is left for a camera in bad light."""
        return self.damaged <= MOST_OF_WHAT_IS_CORRECTED * self.correctable


@cache
def layout(version: int, level: str) -> Layout:
    """Where the codewords of a version from 1 to 40 and a level (L, M, Q or H) lie.

    Raises:
        KeyError: no such level.
    """
    from qrcode.base import rs_blocks

    free = _free(version)
    blocks = rs_blocks(version, _LEVELS[level])
    # Codewords are dealt to the blocks in turn, so that a stain hits each a little: data first, then corrections.
    order = [
        number
        for lengths in ([one.data_count for one in blocks], [one.total_count - one.data_count for one in blocks])
        for turn in range(max(lengths))
        for number, length in enumerate(lengths)
        if turn < length
    ]
    side = len(free)
    codeword = [-1] * (side * side)
    for place, (row, column) in enumerate(_path(free)):
        if place < 8 * len(order):
            codeword[row * side + column] = place // 8
    spare = _AGAINST_MISREADING.get((version, level), 0)
    correctable = tuple((one.total_count - one.data_count - spare) // 2 for one in blocks)
    return Layout(side, tuple(codeword), tuple(order), correctable)


def damage(wanted: bytes, found: bytes, *, version: int, level: str) -> list[Damage]:
    """What each block has lost where a picture shows other modules than it should.

    Args:
        wanted: a byte a module, row after row.
        found: likewise, as sampled.
        version: 1 to 40.
        level: L, M, Q or H.
    """
    pairs = () if wanted == found else enumerate(zip(wanted, found, strict=True))
    return touched({place for place, pair in pairs if pair[0] != pair[1]}, version=version, level=level)


def touched(modules: Collection[int], *, version: int, level: str) -> list[Damage]:
    """What each block has lost where modules (row times side plus column) cannot be relied on."""
    plan = layout(version, level)
    damaged = [0] * len(plan.correctable)
    for codeword in {plan.codeword[place] for place in modules}:
        if codeword >= 0:
            damaged[plan.block[codeword]] += 1
    return [Damage(*pair) for pair in zip(damaged, plan.correctable, strict=True)]


def bearable(blocks: Collection[Damage]) -> bool:
    """Whether every block keeps enough in reserve."""
    return all(one.bearable for one in blocks)


@cache
def _free(version: int) -> tuple[tuple[bool, ...], ...]:
    """Rows of modules; true where data goes, false where the patterns and the format stand."""
    import qrcode

    code = qrcode.QRCode(version=version)
    side = code.modules_count = 4 * version + 17
    code.modules = [[None] * side for _row in range(side)]
    for row, column in ((0, 0), (side - 7, 0), (0, side - 7)):
        code.setup_position_probe_pattern(row, column)
    code.setup_position_adjust_pattern()
    code.setup_timing_pattern()
    code.setup_type_info(test=True, mask_pattern=0)
    if version >= 7:  # noqa: PLR2004 - smaller ones do not say their version
        code.setup_type_number(test=True)
    return tuple(tuple(module is None for module in row) for row in code.modules)


def _path(free: tuple[tuple[bool, ...], ...]) -> list[tuple[int, int]]:
    """The modules of the data in the order of their bits: two columns at a time, up and down, from the right."""
    side = len(free)
    rights = [right if right > 6 else right - 1 for right in range(side - 1, 0, -2)]  # noqa: PLR2004 - column 6 is timing
    up = range(side - 1, -1, -1)
    down = range(side)
    return [
        (row, column)
        for turn, right in enumerate(rights)
        for row in (down if turn % 2 else up)
        for column in (right, right - 1)
        if free[row][column]
    ]
