"""The words on cards: a letter with an accent in one piece, a Korean word on one line."""

import re

import pytest

from posters.letters import letters_in, lines_of, spelled
from sharecli.codes.qr import Code
from sharecli.lettering.fonts import cabinet
from sharecli.posters.palette import palette
from sharecli.sheets.pieces import SIZES
from sharecli.sheets.printing import SheetItem, pdf
from sharecli.sheets.sheet import Sheet


def made(title: str, language: str) -> bytes:
    """A card with a title."""
    item = SheetItem(title, None, "", "", "Scan", Code("https://go.example.shop/x"), language)
    return pdf([item], Sheet(size=SIZES["card"]), fonts=cabinet(), palette=palette("#c8402f"))


def drawn(title: str, language: str) -> list[str]:
    """The lines of a title on a card."""
    (letters,) = spelled(letters_in(made(title, language), 2480), title)
    return lines_of(letters)


@pytest.mark.parametrize(
    ("title", "language"),
    [("제주감귤 선물세트 한국어테스트 감귤초콜릿", "ko"), ("韩国直邮礼盒装 제주감귤선물 한국어제목", "zh")],
)
def test_a_korean_word_is_not_broken(title: str, language: str) -> None:
    lines = drawn(title, language)
    assert len(lines) > 1
    for word in re.findall(r"[가-힣]+", title):
        assert any(word in line for line in lines), lines


@pytest.mark.parametrize("title", ["żółć", "İstanbul", "Ελληνικό", "ёлка й ќ", "茶 Příliš"])
def test_words_with_letters_that_the_chinese_font_has_in_pieces_are_from_another(title: str) -> None:
    assert fonts_of(made("Tea 茶 Tiếng Việt", "zh")) == {"NotoSansCJKsc"}
    assert fonts_of(made(title, "zh")) - {"NotoSansCJKsc"}


def fonts_of(content: bytes) -> set[str]:
    """The families that a PDF draws with."""
    return {name.decode() for name in re.findall(rb"/BaseFont/[A-Z]{6}\+([A-Za-z0-9]+)", content)}
