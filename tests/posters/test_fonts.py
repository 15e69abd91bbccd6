"""A letter that cannot be drawn is an error that names it; an emoji is left out and told of."""

from pathlib import Path

import pytest
import typst

from sharecli.money import SYMBOLS
from sharecli.posters.fonts import _INSIDE_TYPST, Cabinet, GlyphMissing, cabinet, drawable


@pytest.fixture(scope="module")
def bare() -> Cabinet:
    """A machine without any font but Typst's own."""
    return Cabinet(typst.Fonts(include_system_fonts=False, include_embedded_fonts=True), ())


@pytest.fixture(scope="module")
def chinese() -> Cabinet:
    """A machine with the extra ``fonts`` and nothing else."""
    from noto_cjk_sans_otc import FONT_PATH

    folder = str(Path(str(FONT_PATH)).parent)
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[folder])
    return Cabinet(fonts, ("Noto Sans CJK SC",))


def _picture(letter: str, fonts: Cabinet, folder: Path) -> bytes:
    page = folder / "page.typ"
    page.write_text("#set page(width: 60pt, height: 40pt, margin: 2pt)\n#sys.inputs.letter")
    made = typst.Compiler(root=str(folder), font_paths=fonts.fonts).compile(
        page, format="png", ppi=72, sys_inputs={"letter": letter}
    )
    assert isinstance(made, bytes)
    return made


def test_what_is_said_of_the_fonts_inside_typst_is_true(bare: Cabinet, tmp_path: Path) -> None:
    box = _picture("\U00012000", bare, tmp_path)
    assert _picture("\U00012001", bare, tmp_path) == box, "a letter that is not there is a box"
    letters = [chr(point) for those in _INSIDE_TYPST for point in those[::5] if chr(point).isprintable()]
    letters += sorted(set("".join(SYMBOLS.values())))
    drawn = [one for one in letters if one != " "]
    assert bare.missing("".join(drawn)) == []
    assert [one for one in drawn if _picture(one, bare, tmp_path) == box] == []


def test_without_a_chinese_font_the_error_names_the_letters_and_what_to_install(bare: Cabinet) -> None:
    with pytest.raises(GlyphMissing) as refused:
        drawable("Tea 明前龙井", where=bare)
    assert refused.value.message.startswith("no font here can draw: 井 (U+4E95) 前 (U+524D) 明 (U+660E) 龙 (U+9F99)")
    assert refused.value.hint == "pip install 'sharecli[fonts]'"


def test_many_missing_letters_are_not_all_named(bare: Cabinet) -> None:
    with pytest.raises(GlyphMissing, match=r"…$"):
        drawable("明前龙井礼盒手工", where=bare)


def test_with_a_chinese_font_another_script_is_to_be_left_out(chinese: Cabinet) -> None:
    with pytest.raises(GlyphMissing, match=r"ᚠ \(U\+16A0\)") as refused:
        drawable("ᚠ rune", where=chinese)
    assert refused.value.hint == "leave these letters out of the title"


def test_chinese_japanese_korean_and_latin_are_drawn_as_they_are(chinese: Cabinet) -> None:
    words = "明前龙井 繁體 かな 한글 Čaj ₱₫฿₩€£ ｆｕｌｌ ，。「」· …"
    assert drawable(words, where=chinese) == (words, [])


def test_an_emoji_is_left_out_and_told_of(chinese: Cabinet) -> None:
    assert drawable("礼盒 🎁 送礼", where=chinese) == ("礼盒 送礼", ["🎁"])
    assert drawable("🎁", where=chinese) == ("", ["🎁"])


def test_the_joiners_of_an_emoji_go_with_it(chinese: Cabinet) -> None:
    family = "👩\u200d👧\ufe0f"
    assert drawable(f"亲子 {family} 杯", where=chinese) == ("亲子 杯", ["👧", "👩"])
    assert drawable("第 1\ufe0f\u20e3 名", where=chinese)[0] == "第 1 名"


def test_joiners_alone_are_never_missing(chinese: Cabinet) -> None:
    assert chinese.missing("a\u200db\u2060c\ufe0f") == []


def test_a_rare_chinese_character_is_a_letter_and_not_an_emoji(bare: Cabinet) -> None:
    with pytest.raises(GlyphMissing, match=r"U\+20BB7"):
        drawable("𠮷野家", where=bare)


def test_a_letter_is_looked_for_once(chinese: Cabinet) -> None:
    assert chinese.missing("茶ᚠ") == ["ᚠ"]
    assert chinese.missing("ᚠ茶") == ["ᚠ"]


def test_this_machine_can_draw_what_the_demo_says() -> None:
    assert drawable("好物慢慢挑 · small things, well made", where=cabinet())[1] == []
