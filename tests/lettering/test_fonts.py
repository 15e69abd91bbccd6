"""A letter that cannot be drawn is an error that names it; an emoji is left out and told of."""

import os
from pathlib import Path

import pytest
import typst

from sharecli.lettering.families import ordered
from sharecli.lettering.fonts import _INSIDE_TYPST, Cabinet, GlyphMissing, cabinet, drawable, left_out
from sharecli.money import SYMBOLS


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


def _only(folder: Path, monkeypatch: pytest.MonkeyPatch, *programs: str, root: bool = False) -> None:
    """A system that has these programs and no others."""
    folder.mkdir()
    for program in programs:
        (folder / program).write_text("#!/bin/sh\n")
        (folder / program).chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(os, "geteuid", lambda: 0 if root else 1000)


@pytest.mark.parametrize(
    ("program", "words", "command"),
    [
        ("apt", "ᚠ rune", "sudo apt install fonts-noto-core"),
        ("apt", "ชา อ", "sudo apt install fonts-noto-core"),
        ("apt", "ชา شاي चाय", "sudo apt install fonts-noto-core"),
        ("dnf", "ชา", "sudo dnf install google-noto-sans-thai-fonts"),
        ("dnf", "شاي ชา", "sudo dnf install google-noto-sans-arabic-fonts google-noto-sans-thai-fonts"),
        ("pacman", "चाय", "sudo pacman -S noto-fonts"),
        ("apk", "चाय", "sudo apk add font-noto-devanagari"),
        ("brew", "שוקו", "brew install --cask font-noto-sans-hebrew"),
        ("sl", "ชา", "install the font Noto Sans Thai from https://fonts.google.com/noto"),
        ("apt", "⌬", "sudo apt install fonts-noto-core"),
        ("dnf", "⌬", "sudo dnf install google-noto-sans-symbols-fonts"),
    ],
)
def test_for_another_script_the_hint_installs_its_font_on_this_system(
    chinese: Cabinet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str, words: str, command: str
) -> None:
    _only(tmp_path / "bin", monkeypatch, program)
    with pytest.raises(GlyphMissing) as refused:
        drawable(words, where=chinese)
    assert refused.value.hint == command


def test_root_needs_no_sudo_and_two_scripts_are_one_command(
    bare: Cabinet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _only(tmp_path / "bin", monkeypatch, "apt", root=True)
    with pytest.raises(GlyphMissing) as refused:
        drawable("ชา 茶", where=bare)
    assert refused.value.hint == "apt install fonts-noto-cjk fonts-noto-core"


def test_a_character_that_the_whole_chinese_font_lacks_is_to_be_left_out(chinese: Cabinet) -> None:
    with pytest.raises(GlyphMissing, match=r"U\+2A6A5") as refused:
        drawable("茶 \U0002a6a5", where=chinese)
    assert refused.value.hint == "leave these letters out of the title"


def test_chinese_japanese_korean_and_latin_are_drawn_as_they_are(chinese: Cabinet) -> None:
    words = "明前龙井 繁體 かな 한글 Čaj ₱₫฿₩€£ ｆｕｌｌ ，。「」· …"
    assert drawable(words, where=chinese) == (words, [])


def test_an_emoji_is_left_out_and_told_of(chinese: Cabinet) -> None:
    assert drawable("礼盒 🎁 送礼", where=chinese) == ("礼盒 送礼", ["🎁"])
    assert drawable("🎁", where=chinese) == ("", ["🎁"])


@pytest.mark.parametrize(
    "one",
    [
        "👩\u200d👧", "👨\u200d👩\u200d👧\u200d👦",
        "🏃\u200d♀\ufe0f", "🇨🇳", "1\ufe0f\u20e3", "#\u20e3", "👍🏽", "👩🏽\u200d🚀",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "\U0001fae9", "🎁\ufe0f", "⭐",
    ],
)  # fmt: skip
def test_an_emoji_goes_whole(chinese: Cabinet, one: str) -> None:
    assert drawable(f"第 1 {one} 名{one}\n茶", where=chinese) == ("第 1 名\n茶", [one])


def test_what_joins_letters_stays_where_an_emoji_goes(chinese: Cabinet) -> None:
    assert drawable("a\u200db 🎁", where=chinese) == ("a\u200db", ["🎁"])


def test_a_sign_that_means_something_is_no_emoji(bare: Cabinet) -> None:
    with pytest.raises(GlyphMissing, match=r"℃ \(U\+2103\)"):
        drawable("60℃", where=bare)


EM = 1000
LIGATURES = (
    "feature ccmp { sub woman zwj girl by family; sub runner zwj female by running; sub r_c r_n by china; } ccmp;"
)
SIGNS = {
    "woman": "👩", "girl": "👧", "zwj": "\u200d", "runner": "🏃", "female": "♀", "r_c": "🇨", "r_n": "🇳", "r_u": "🇺",
    "thumb": "👍", "tone": "🏽", "one": "1", "flag": "🏴",
}  # fmt: skip


@pytest.fixture(scope="module")
def emojis(tmp_path_factory: pytest.TempPathFactory) -> Cabinet:
    """A machine with a Chinese font and a small emoji font, which has one family, one runner and one flag."""
    from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from noto_cjk_sans_otc import FONT_PATH

    names = [".notdef", *SIGNS, "family", "running", "china"]
    pen = TTGlyphPen(None)
    for place, corner in enumerate([(0, 0), (0, EM), (EM, EM), (EM, 0)]):
        (pen.lineTo if place else pen.moveTo)(corner)
    pen.closePath()
    square = pen.glyph()
    font = FontBuilder(EM, isTTF=True)
    font.setupGlyphOrder(names)
    font.setupCharacterMap({ord(sign): name for name, sign in SIGNS.items()})
    font.setupGlyf(dict.fromkeys(names, square))
    font.setupHorizontalMetrics({name: (0 if name == "zwj" else 1275, 0) for name in names})
    font.setupHorizontalHeader(ascent=EM, descent=0)
    font.setupNameTable({"familyName": "Twemoji", "styleName": "Regular", "psName": "Twemoji"})
    font.setupOS2()
    font.setupPost()
    addOpenTypeFeaturesFromString(font.font, LIGATURES)
    folder = tmp_path_factory.mktemp("fonts")
    font.save(folder / "twemoji.ttf")
    folders = [str(folder), str(Path(str(FONT_PATH)).parent)]
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=folders)
    return Cabinet(fonts, ordered(set(fonts.families())))


@pytest.mark.parametrize("one", ["👩", "👩\u200d👧", "🏃\u200d♀\ufe0f", "🇨🇳", "👍", "👩\ufe0f", "♀", "☀"])
def test_an_emoji_font_is_used_where_there_is_one(emojis: Cabinet, one: str) -> None:
    assert drawable(f"茶 {one} 1", where=emojis) == (f"茶 {one} 1", [])


@pytest.mark.parametrize(
    "one",
    [
        "👧\u200d👩", "🇺🇳", "👍🏽", "🏃\u200d👧", "👩\u200d♀\ufe0f", "1\u20e3", "🎁",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    ],
)  # fmt: skip
def test_what_would_fall_into_pieces_is_left_out(emojis: Cabinet, one: str) -> None:
    assert drawable(f"茶 {one} 1", where=emojis) == ("茶 1", [one])


def test_an_emoji_font_stands_behind_the_first_text_font_only() -> None:
    there = {"DejaVu Sans", "Noto Color Emoji", "Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans Thai"}
    assert ordered(there) == (
        "Noto Sans CJK SC", "Noto Color Emoji", "Noto Sans CJK JP", "DejaVu Sans", "Noto Sans Thai",
    )  # fmt: skip
    assert ordered({"Noto Color Emoji", "Noto Sans Thai"}) == ("Libertinus Serif", "Noto Color Emoji", "Noto Sans Thai")
    assert ordered({"Comic Sans"}) == ()


@pytest.mark.parametrize(
    ("language", "family"),
    [("zh", "SC"), ("zh-Hant", "TC"), ("ja", "JP"), ("ko", "KR"), ("en", "SC"), ("vi", "SC")],
)
def test_a_character_has_the_shape_of_its_language(emojis: Cabinet, language: str, family: str) -> None:
    families = emojis.families_for(language)
    assert families[:2] == (f"Noto Sans CJK {family}", "Twemoji")
    assert set(families) == set(emojis.families)


def test_a_batch_is_told_once_of_emoji_and_what_to_install(
    chinese: Cabinet, emojis: Cabinet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _only(tmp_path / "bin", monkeypatch, "apt")
    assert left_out(["🎁", "⭐", "🎁"], posters=3, where=chinese) == (
        "no font here has 🎁 ⭐; left out of 3 posters: sudo apt install fonts-noto-color-emoji"
    )
    assert left_out(["\U0001fae9"], posters=1, where=emojis) == "no font here has \U0001fae9; left out of 1 poster"


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


def test_a_damaged_font_draws_no_letter_and_stops_nothing(tmp_path: Path) -> None:
    from noto_cjk_sans_otc import FONT_PATH

    from sharecli.lettering.faces import letters_of

    whole = Path(str(FONT_PATH)).read_bytes()
    for place, content in enumerate(
        [b"", b"OTTO", b"\0\1\0\0" + b"\xff" * 40, whole[:3000], whole[:400] + b"\xff" * 5000]
    ):
        path = tmp_path / f"{place}.otf"
        path.write_bytes(content)
        assert letters_of(str(path), 0) == frozenset()


def test_posters_that_are_left_without_a_title_are_named(emojis: Cabinet) -> None:
    def said(*codes: str) -> str:
        return left_out(["\U0001fae9"], posters=5, where=emojis, untitled=codes)

    assert said("tea", "tea").endswith("left out of 5 posters; these have no title now: tea")
    assert said("a", "b", "c", "d").endswith("have no title now: a, b, c …")
