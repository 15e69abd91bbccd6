"""The ad label is on record, so it is seen: a template that hides, covers, shrinks or loses it is refused."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from posters.compositions import BRAND, PICTURES, drawn, jpeg, poster
from sharecli.codes.kinds import Kind
from sharecli.errors import BadData
from sharecli.posters import templates
from sharecli.posters.model import Wish
from sharecli.posters.render import Studio

DATA = 'name = "Mine"\nabout = "for tests"\nshapes = [0.5, 2]\npicture = [1, 1]\n'
HEAD = '#import "/sharecli.typ": *\n#show: poster\n#at(0pt, 0pt, picture(width, height))\n'
FOOT = "\n#context if data.qr != none { at(px(60), height / 2, code(code-size(px(300), px(400)))) }"
SPOT = "#context at(area.x + px(60), area.y + px(60), "


def mine(layout: str) -> None:
    folder = templates.own_folder()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mine.typ").write_text(HEAD + layout + FOOT, "utf-8")
    (folder / "mine.toml").write_text(DATA, "utf-8")
    templates.forget()


@pytest.fixture
def studio() -> Iterator[Studio]:
    with Studio(PICTURES.get, avatar=jpeg(400, 400)) as one:
        yield one


HIDDEN = {
    "hidden": "hide(disclosure(area.w)))",
    "its words hidden": "{ show text: hide; disclosure(area.w) })",
    "covered by a colour": "disclosure(area.w))\n#at(0pt, 0pt, rect(width: width, height: height, fill: white))",
    "covered by the picture": "disclosure(area.w))\n#at(0pt, 0pt, picture(width, height))",
    "half covered": "disclosure(area.w))\n#at(0pt, 0pt, rect(width: px(110), height: height, fill: white))",
    "ink on ink": "disclosure(area.w, ink: palette.ink))",
    "nearly white on white": 'disclosure(area.w, fill: white, ink: rgb("#fcfcfc")))',
    "as glass": 'disclosure(area.w, fill: rgb("#00000000"), ink: rgb("#00000000")))',
    "cut off": "box(width: px(10), height: px(10), clip: true, disclosure(area.w)))",
    "to nothing": "scale(0%, disclosure(area.w)))",
}


@pytest.mark.parametrize("way", HIDDEN)
@pytest.mark.parametrize("kind", [Kind.png, Kind.svg])
def test_a_label_that_is_not_seen_is_refused(studio: Studio, way: str, kind: Kind) -> None:
    mine(SPOT + HIDDEN[way])
    with pytest.raises(BadData) as raised:
        drawn(studio, poster("weibo", template="mine"), kind)
    assert raised.value.message.startswith(f"{templates.own_folder() / 'mine.typ'}: the template ")
    assert "the ad label" in raised.value.message
    assert raised.value.hint == "let it show disclosure(area.w), or take the label away: --no-label"
    assert drawn(studio, poster("weibo", template="mine", wish=Wish(label=False)), kind)


@pytest.mark.parametrize(
    "place",
    ["at(0pt, height + px(50), disclosure(area.w))", "at(0pt, height - px(20), disclosure(area.w))",
     "at(-px(40), px(60), disclosure(area.w))", "at(width, px(60), disclosure(area.w))"],
)  # fmt: skip
def test_a_label_off_the_page_is_refused_also_where_half_of_it_is_seen(studio: Studio, place: str) -> None:
    mine(f"#context {place}")
    with pytest.raises(BadData, match=r"the template (draws the ad label beyond the edge of the page|hides)"):
        drawn(studio, poster("weibo", template="mine"))


def test_a_label_that_would_be_cut_off_with_the_bleed_is_refused(studio: Studio) -> None:
    mine("#context at(0pt, 0pt, disclosure(area.w))")
    with pytest.raises(BadData, match="beyond the edge"):
        drawn(studio, poster("print", template="mine", wish=Wish(bleed=True, marks=True)))
    mine("#context at(area.x, area.y, disclosure(area.w))")
    with Studio(PICTURES.get) as another:
        assert drawn(another, poster("print", template="mine", wish=Wish(bleed=True, marks=True)))


@pytest.mark.parametrize(("how", "size"), [("disclosure(area.w, size: px(8))", "8.0"),
                                           ("scale(20%, disclosure(area.w))", "5.6")])  # fmt: skip
def test_a_label_too_small_to_be_read_is_refused_with_its_size(studio: Studio, how: str, size: str) -> None:
    mine(f"{SPOT}{how})")
    with pytest.raises(BadData, match=f"draws the ad label {size} pixels high, and to be read it takes 16"):
        drawn(studio, poster("weibo", template="mine"))


SHOWN = {
    "usual": "disclosure(area.w))",
    "small": "disclosure(area.w, size: px(16)))",
    "turned": "rotate(90deg, reflow: true, disclosure(area.w)))",
    "pale": 'disclosure(area.w, fill: white, ink: rgb("#767676")))',
    "in a narrow column": "disclosure(px(120)))",
    "apart": "{ set text(tracking: 4pt); disclosure(area.w) })",
    "in capitals": "{ show text: upper; disclosure(area.w) })",
    "on the picture, without a ground": 'disclosure(area.w, fill: rgb("#0000"), ink: white))',
}


@pytest.mark.parametrize("way", SHOWN)
@pytest.mark.parametrize("label", ["广告", "#ad", "Anzeige · Werbung", "إعلان ممول", "–"])
def test_a_label_that_is_seen_is_taken_however_it_looks(studio: Studio, way: str, label: str) -> None:
    mine(SPOT + SHOWN[way])
    one = poster("weibo", template="mine", brand=replace(BRAND, label=label))
    assert drawn(studio, one)


@pytest.mark.parametrize("title", ["广告", "#ad #ad", "adidas #ad"])
def test_a_title_that_says_the_same_is_no_trouble(studio: Studio, title: str) -> None:
    mine(SPOT + "disclosure(area.w))\n#context at(px(60), px(300), line(data.title, px(40)))")
    assert drawn(studio, poster("weibo", template="mine", title=title))


@pytest.mark.parametrize("key", ["card", "minimal", "note", "price", "story"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_copy_of_a_built_in_one_shows_it_everywhere(studio: Studio, key: str, theme: str, home: Path) -> None:
    del home
    templates.copied("mine", templates.find(key))
    for channel, canvas in (("weibo", ""), ("instagram", ""), ("print", "a4"), ("telegram", "square")):
        brand = replace(BRAND, theme=theme, accent="#ffd400")
        one = poster(channel, canvas=canvas, template="card", brand=brand, note="好。", was="159")
        if templates.find("mine").fits(one.canvas):
            for words in ("", "إعلان"):
                assert drawn(studio, replace(one, template="mine", label=words or one.label))
