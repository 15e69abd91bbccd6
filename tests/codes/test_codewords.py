"""Codewords and blocks: what the table says can be corrected is what a decoder that has no such table corrects."""

import random
from collections import defaultdict
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from codes.decoders import zxing
from sharecli.codes.codewords import Damage, bearable, damage, layout, touched

TEXT = "HTTPS://GO.EXAMPLE.SHOP/T7"
SIZES = [
    *((version, level) for version in (3, 4, 5, 7, 10, 14) for level in "LMQH" if (version, level) != (3, "L")),
    (2, "M"),
    (1, "H"),
    (21, "H"),
    (27, "M"),
    (40, "Q"),
]


def encoded(version: int, level: str) -> bytes:
    """Modules without quiet zone, a byte each; 1 is dark."""
    text = TEXT if version > 2 else "A.B/C"
    symbol = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level=level, version=version)
    drawn: Any = symbol.to_image(scale=1, add_quiet_zones=False)
    return bytes(memoryview(drawn)).translate(bytes([1]) + bytes(255))


def picture(modules: bytes) -> Image.Image:
    side = round(len(modules) ** 0.5)
    inner = Image.frombytes("L", (side, side), modules).point([255, 0] * 128)
    whole = Image.new("L", (side + 8, side + 8), 255)
    whole.paste(inner, (4, 4))
    return whole.resize((4 * whole.width, 4 * whole.height), Image.Resampling.NEAREST)


@pytest.mark.parametrize(("version", "level"), SIZES)
def test_a_block_with_all_the_damage_it_can_correct_still_reads_and_one_codeword_more_is_too_much(
    version: int, level: str
) -> None:
    luck = random.Random(f"{version}{level}")  # noqa: S311 - the same damage every time
    plan = layout(version, level)
    whole = encoded(version, level)
    (text,) = zxing(picture(whole))
    places = defaultdict(list)
    for place, codeword in enumerate(plan.codeword):
        places[codeword].append(place)
    for block in {0, len(plan.correctable) // 2, len(plan.correctable) - 1}:
        least = plan.correctable[block]
        its = [codeword for codeword, owner in enumerate(plan.block) if owner == block]
        for count, reads in ((least, [text]), (least + 1, [])):
            hurt = bytearray(whole)
            for codeword in luck.sample(its, count):
                for place in luck.sample(places[codeword], luck.randint(1, 8)):
                    hurt[place] ^= 1
            assert zxing(picture(bytes(hurt))) == reads
            found = damage(whole, bytes(hurt), version=version, level=level)
            assert [one.damaged for one in found] == [count * (place == block) for place in range(len(found))]


@pytest.mark.parametrize("version", range(1, 41))
def test_every_codeword_has_eight_modules_and_belongs_to_a_block(version: int) -> None:
    for level in "LMQH":
        plan = layout(version, level)
        assert len(plan.codeword) == plan.side**2 == (4 * version + 17) ** 2
        assert sorted(one for one in plan.codeword if one >= 0) == sorted(8 * list(range(len(plan.block))))
        assert set(plan.block) == set(range(len(plan.correctable)))


def test_the_smallest_codes_keep_codewords_against_misreading() -> None:
    # ISO/IEC 18004, table 9: codewords that can be corrected in versions 1 to 3.
    assert [layout(1, level).correctable for level in "LMQH"] == [(2,), (4,), (6,), (8,)]
    assert [layout(2, level).correctable for level in "LMQH"] == [(4,), (8,), (11,), (14,)]
    assert [layout(3, level).correctable for level in "LMQH"] == [(7,), (13,), (9, 9), (11, 11)]


def test_a_module_of_a_pattern_or_of_the_format_is_no_ones_damage() -> None:
    side = 29
    patterns = {row * side + column for row in range(9) for column in range(9)}
    assert not any(one.damaged for one in touched(patterns, version=3, level="M"))
    assert [one.damaged for one in touched({side * side - 1}, version=3, level="M")] == [1]


def test_half_of_what_a_block_corrects_is_bearable_and_more_is_not() -> None:
    assert Damage(4, 8).bearable
    assert not Damage(5, 8).bearable
    assert not bearable([Damage(0, 8), Damage(5, 8)])
