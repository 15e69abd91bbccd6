"""Pages packed as PNG: the same pixels to every reader, no larger than Pillow's."""

import io
import sys
from random import Random

import cv2
import numpy as np
import pytest
from hypothesis import given, strategies as st
from PIL import Image

from sharecli.codes import png


@given(st.integers(1, 40), st.integers(1, 30), st.randoms(use_true_random=False))
def test_a_packed_page_has_its_pixels_again(width: int, height: int, chance: Random) -> None:
    pixels = chance.randbytes(3 * width * height)
    made = png.packed(Image.frombytes("RGB", (width, height), pixels), 300)
    with Image.open(io.BytesIO(made)) as opened:
        assert opened.size == (width, height)
        assert opened.tobytes() == pixels
        assert opened.info["dpi"] == pytest.approx((300, 300), abs=0.1)


def test_a_packed_page_is_the_same_to_another_reader_and_without_the_quick_packer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    picture = Image.radial_gradient("L").convert("RGB").resize((300, 400))
    quick = png.packed(picture, 72)
    monkeypatch.setitem(sys.modules, "isal", None)
    plain = png.packed(picture, 72)
    for made in (quick, plain):
        seen = cv2.imdecode(np.frombuffer(made, np.uint8), cv2.IMREAD_COLOR_RGB)
        assert seen is not None
        assert seen.tobytes() == picture.tobytes()


def test_a_packed_page_is_no_larger_than_pillows_lightest() -> None:
    grain = Image.merge("RGB", [Image.effect_noise((400, 400), 10) for _band in "RGB"])
    pillow = io.BytesIO()
    grain.save(pillow, "PNG", compress_level=1)
    assert len(png.packed(grain, 72)) < 1.05 * len(pillow.getvalue())
