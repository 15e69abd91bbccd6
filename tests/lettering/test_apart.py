"""A letter with an accent comes whole from one font, and is there only if the font that draws it has it."""

import re
import unicodedata
from pathlib import Path

import pytest
import typst

from sharecli.lettering.apart import in_pieces, is_apart
from sharecli.lettering.faces import letters_of
from sharecli.lettering.families import ordered
from sharecli.lettering.fonts import Cabinet, GlyphMissing, cabinet, drawable
from sharecli.sheets.printing import TEMPLATES as PRINT

WORDS = {
    "Polish": "Zażółć gęślą jaźń wełniany", "Turkish": "İstanbul yün şalı ğüneş çöğür",
    "Greek": "Ελληνικό λάδι ΰΐώ", "Czech": "Příliš žluťoučký kůň úpěl ďábelské ódy",
    "Vietnamese": "Tiếng Việt đặc sản ươi", "Russian": "Чай зелёный й", "Ukrainian": "Ґудзик їжак є і",
    "Romanian": "ștefan țară ăâî", "Latvian": "ķirsis ģints ļoti ņem", "Welsh": "ŵy ŷ ẁ",
    "Pinyin": "nǐ hǎo lǜ chá ǹg", "Serbian": "Ђорђе љубав ћ ќ ѓ", "Maltese": "Ġgantija ħobż ċ",
    "Hungarian": "őrült tűz",
}  # fmt: skip


@pytest.fixture(scope="module")
def chinese() -> Cabinet:
    """A machine with a Chinese font, and what Typst has in it."""
    from noto_cjk_sans_otc import FONT_PATH

    folder = str(Path(str(FONT_PATH)).parent)
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[folder])
    return Cabinet(fonts, ordered(set(fonts.families())))


def signs(words: str, where: Cabinet, folder: Path, *, fonted: bool = True) -> int:
    """Of how many signs words are drawn, by the fonts as the layouts choose them."""
    (folder / "words.typ").write_bytes((PRINT / "words.typ").read_bytes())
    names = "(" + "".join(f'"{name}",' for name in where.families) + ")"
    fonts = f"fonted({names}, sys.inputs.words)" if fonted else names
    page = folder / "page.typ"
    page.write_text(
        '#import "words.typ": fonted\n#set page(width: 900pt, height: 90pt)\n'
        f"#text(font: {fonts}, ligatures: false, sys.inputs.words)"
    )
    made = typst.Compiler(root=str(folder), font_paths=where.fonts).compile(
        page, format="svg", sys_inputs={"words": words}
    )
    assert isinstance(made, bytes)
    return len(re.findall(rb"<use ", made))


@pytest.mark.parametrize("language", WORDS)
def test_every_letter_is_one_sign(language: str, chinese: Cabinet, tmp_path: Path) -> None:
    for where in (chinese, cabinet()):
        for words in (WORDS[language], f"龙井 {WORDS[language]} 茶"):
            assert signs(words, where, tmp_path) == len("".join(unicodedata.normalize("NFC", words).split()))
            assert drawable(words, where=where) == (words, [])


def test_the_chinese_font_alone_would_part_letters_and_accents(chinese: Cabinet, tmp_path: Path) -> None:
    assert signs("ż", chinese, tmp_path, fonted=False) == 2


def test_words_without_such_letters_are_the_chinese_font_s_throughout(chinese: Cabinet) -> None:
    letters = letters_of(*next((path, index) for _family, path, index in chinese._faces))
    for one in (*WORDS["Pinyin"], *WORDS["Vietnamese"], *WORDS["Russian"]):
        assert not is_apart(one)
        assert one == " " or ord(one) in letters


def test_every_letter_that_is_not_apart_is_in_the_chinese_font(chinese: Cabinet) -> None:
    letters = letters_of(*next((path, index) for _family, path, index in chinese._faces))
    ranges = [*range(0xC0, 0x2B0), *range(0x370, 0x3A2), *range(0x3A3, 0x530), *range(0x1E00, 0x1F00)]
    assert [chr(one) for one in ranges if not is_apart(chr(one)) and one not in letters] == []
    apart = {one for one in ranges if is_apart(chr(one))}
    assert not {one for one in apart if one in letters}, "and no other is"


def test_a_letter_is_missing_where_the_font_before_its_own_draws_it_in_pieces(tmp_path: Path) -> None:
    letter = "\U0001109a"
    for name, letters in (("Noto Sans CJK SC", unicodedata.normalize("NFD", letter)), ("Odd", letter)):
        _font(tmp_path / f"{len(letters)}.ttf", name, letters)
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(tmp_path)])
    where = Cabinet(fonts, ordered(set(fonts.families())))
    assert where.families == ("Noto Sans CJK SC",)
    assert signs(letter, where, tmp_path) == 2
    with pytest.raises(GlyphMissing, match=r"U\+1109A"):
        drawable(letter, where=where)


def _font(path: Path, name: str, letters: str) -> None:
    """A font whose letters are squares."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(None)
    for place, corner in enumerate([(0, 0), (0, 700), (700, 700), (700, 0)]):
        (pen.lineTo if place else pen.moveTo)(corner)
    pen.closePath()
    square = pen.glyph()
    names = [".notdef", *(f"u{ord(one):x}" for one in letters)]
    font = FontBuilder(1000, isTTF=True)
    font.setupGlyphOrder(names)
    font.setupCharacterMap({ord(one): sign for one, sign in zip(letters, names[1:], strict=True)})
    font.setupGlyf(dict.fromkeys(names, square))
    font.setupHorizontalMetrics(dict.fromkeys(names, (800, 0)))
    font.setupHorizontalHeader(ascent=800, descent=0)
    font.setupNameTable({"familyName": name, "styleName": "Regular", "psName": name.replace(" ", "")})
    font.setupOS2()
    font.setupPost()
    font.save(path)


def test_a_letter_is_in_pieces_where_its_parts_are_there_and_it_is_not() -> None:
    assert in_pieces("ż", {ord("z"), 0x307})
    assert not in_pieces("ż", {ord("z"), 0x307, ord("ż")})
    assert not in_pieces("ż", {ord("z")})
    assert not in_pieces("z", {ord("z")})
