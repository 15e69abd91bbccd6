"""From products and channels to jobs: their names, their facts, and a recipe for exactly what makes the bytes."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import pytest
import typst
from PIL import Image

from conftest import NOW, Run
from factories import kept_people, kept_product
from posters.compositions import PICTURES, jpeg, poster
from sharecli.batches.jobs import Job
from sharecli.codes import verify
from sharecli.codes.expected import Expected
from sharecli.codes.kinds import Kind
from sharecli.codes.look import PoorContrast, Style
from sharecli.colour import contrast, lch
from sharecli.errors import BadValue, NotFound, SharecliError, Usage
from sharecli.lettering.fonts import Cabinet
from sharecli.posters import making, recipes, templates
from sharecli.posters.making import Order
from sharecli.posters.model import TemplateDoesNotFit
from sharecli.posters.render import Studio
from sharecli.products import records as products
from sharecli.settings import records as settings
from sharecli.shell.desk import Desk

Jobs = Callable[..., list[Job]]


@pytest.fixture
def shop(run: Run, db: Path, home: Path) -> Path:
    """A seller with a product that has all there is; the pictures lie beside the file."""
    for name, size in (("tea.jpg", (600, 600)), ("cup.jpg", (600, 500)), ("face.jpg", (400, 400))):
        (home / name).write_bytes(jpeg(*size))
    kept_product(db, was="159", note="好。")
    kept_people(db, "ling")
    assert run("product", "edit", "longjing", "--image", str(home / "tea.jpg")).code == 0
    for key, value in (("base-url", "https://go.example.shop"), ("name", "小满"), ("tagline", "好物")):
        assert run("config", "set", key, value).code == 0
    return home


@pytest.fixture
def jobs(shop: Path, db: Path) -> Iterator[Jobs]:
    """Jobs as a command asks for them, each time from the file as it is then."""
    del shop

    def asked(*, channel: str = "telegram", person: str = "", campaign: str = "", codes: bool = False,
              order: dict[str, Any] | None = None, **how: Any) -> list[Job]:  # fmt: skip
        templates.forget()
        desk = stack.enter_context(closing(Desk(db, clock=lambda: NOW)))
        studio = stack.enter_context(Studio(lambda image: products.jpeg(desk.store, image)))
        goods = products.chosen(desk.store)
        made, _notes, now = making.ensured(desk, goods, [channel], campaign, (person,))
        manner = making.manner(now, **({} if codes else {"template": ""}) | how)
        orders = [Order(one, **(order or {})) for one in made]
        if codes:
            return making.code_jobs(orders, manner)
        return making.poster_jobs(studio, orders, manner, making.Emoji())

    with ExitStack() as stack:
        yield asked


def reason(job: Job) -> SharecliError:
    with pytest.raises(SharecliError) as raised:
        job.make()
    return raised.value


SAME: dict[str, dict[str, Any]] = {
    "the kind of its own": {"kind": Kind.png},
    "the settings' own colour": {"accent": "#c8402f"},
    "its theme": {"theme": "light"},
    "the canvas' own template": {"template": "card"},
    "that template by its name": {"template": "商品卡"},
    "the usual canvas": {"canvas": "portrait"},
    "what the channel allows": {"code": True},
    "the product's own words": {"words": "好。"},
    "black": {"color": "000"},
    "not proven": {"verified": False},
    "the same words in a row of a list": {"order": {"words": "好。", "template": "card"}},
}
OTHER: dict[str, dict[str, Any]] = {
    "kind": {"kind": Kind.jpg},
    "style": {"style": Style.dots},
    "color": {"color": "#1f3a5f"},
    "color of the accent": {"color": "accent"},
    "template": {"template": "minimal"},
    "theme": {"theme": "dark"},
    "accent": {"accent": "#1f6f3a"},
    "canvas": {"canvas": "square"},
    "code": {"code": False},
    "label": {"label": False},
    "words": {"words": "别的话。"},
    "template of the row": {"order": {"template": "minimal"}},
    "canvas of the row": {"order": {"canvas": "square"}},
    "words of the row": {"order": {"words": "别的话。"}},
    "channel": {"channel": "whatsapp"},
    "person": {"person": "ling"},
    "campaign": {"campaign": "spring"},
}
CHANGES: dict[str, tuple[str, ...]] = {
    "title": ("product", "edit", "longjing", "--title", "雨前龙井"),
    "price": ("product", "edit", "longjing", "--price", "119"),
    "former price": ("product", "edit", "longjing", "--was", "169"),
    "note": ("product", "edit", "longjing", "--note", "别的话。"),
    "focus": ("product", "edit", "longjing", "--focus", "top"),
    "picture": ("product", "edit", "longjing", "--image", "cup.jpg"),
    "name": ("config", "set", "name", "大满"),
    "tagline": ("config", "set", "tagline", "别的"),
    "handle": ("config", "set", "handle", "@x"),
    "avatar": ("config", "set", "avatar", "face.jpg"),
    "accent": ("config", "set", "accent", "#1f6f3a"),
    "theme": ("config", "set", "theme", "dark"),
    "locale": ("config", "set", "locale", "zh_TW"),
    "template": ("config", "set", "template", "minimal"),
    "label": ("config", "set", "label", "推广"),
    "base-url": ("config", "set", "base-url", "https://s.example.shop"),
}
NO_CHANGES: dict[str, tuple[str, ...]] = {
    "tags": ("product", "edit", "longjing", "--tag", "green"),
    "commission": ("product", "edit", "longjing", "--commission", "30%"),
    "another product": ("product", "add", "https://shop.example.com/p", "--title", "杯", "--code", "zz"),
    "another link": ("link", "new", "longjing", "--channel", "qq"),
    "the clock": ("config", "set", "time-zone", "Europe/Berlin"),
}


@pytest.mark.parametrize("how", SAME.values(), ids=SAME)
def test_what_makes_the_same_bytes_has_the_same_recipe(jobs: Jobs, how: dict[str, Any]) -> None:
    assert jobs(**how)[0].recipe == jobs()[0].recipe


@pytest.mark.parametrize("how", OTHER.values(), ids=OTHER)
def test_what_is_wished_otherwise_has_another_recipe(jobs: Jobs, how: dict[str, Any]) -> None:
    assert jobs(**how)[0].recipe != jobs()[0].recipe


@pytest.mark.parametrize("words", CHANGES.values(), ids=CHANGES)
def test_what_changes_a_poster_changes_its_recipe(
    jobs: Jobs, run: Run, shop: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(shop)
    before = jobs()[0].recipe
    assert run(*words).code == 0
    assert jobs()[0].recipe != before


@pytest.mark.parametrize("words", NO_CHANGES.values(), ids=NO_CHANGES)
def test_what_does_not_stand_on_a_poster_leaves_its_recipe(jobs: Jobs, run: Run, words: tuple[str, ...]) -> None:
    before = jobs()[0].recipe
    assert run(*words).code == 0
    assert jobs()[0].recipe == before


def test_a_logo_is_part_of_the_recipe_by_its_picture(jobs: Jobs, shop: Path) -> None:
    Image.new("RGB", (90, 90), "#c8402f").save(shop / "logo.png")
    red = jobs(logo=shop / "logo.png")[0]
    (shop / "copy.png").write_bytes((shop / "logo.png").read_bytes())
    assert jobs(logo=shop / "copy.png")[0].recipe == red.recipe != jobs()[0].recipe
    Image.new("RGB", (90, 90), "#1f6f3a").save(shop / "logo.png")
    assert jobs(logo=shop / "logo.png")[0].recipe != red.recipe


def test_a_template_s_text_is_part_of_the_recipe(jobs: Jobs) -> None:
    path = templates.copied("mine", templates.find("card"))
    before = jobs(template="mine")[0].recipe
    path.write_text(path.read_text("utf-8") + "\n// a remark\n", "utf-8")
    assert jobs(template="mine")[0].recipe != before


def test_a_code_s_recipe_knows_its_link_and_look_and_nothing_of_posters(jobs: Jobs, run: Run) -> None:
    before = jobs(codes=True)[0].recipe
    run("product", "edit", "longjing", "--price", "1", "--no-was")
    run("config", "set", "accent", "#1f6f3a")
    assert jobs(codes=True)[0].recipe == before
    others = [
        jobs(codes=True, **how)[0].recipe for how in ({"style": Style.dots}, {"kind": Kind.svg}, {"person": "ling"})
    ]
    assert len({before, *others}) == 4


def test_a_job_draws_what_its_row_says(jobs: Jobs) -> None:
    (job,) = jobs(channel="print", person="ling", campaign="spring", kind=Kind.jpg, theme="dark", style=Style.dots)
    assert (job.name, job.ending) == ("longjing-print_spring__ling", "jpg")
    assert (job.product, job.channel, job.width, job.height) == ("longjing", "print", 1240, 1748)
    assert job.facts == {
        "person": "ling", "campaign": "spring", "template": "card", "canvas": "a6", "theme": "dark", "language": "zh",
        "label": True, "dpi": 300, "style": "dots", "color": "#000000", "logo": None, "level": "M",
    }  # fmt: skip


def test_the_size_in_the_row_is_the_file_s_with_crop_marks_too_and_vectors_have_none(jobs: Jobs, db: Path) -> None:
    (job,) = jobs(channel="print", marks=True)
    assert (job.width, job.height) == (1429, 1937)
    (job,) = jobs(channel="print", marks=True, kind=Kind.pdf)
    assert (job.width, job.height) == (0, 0)
    assert db.is_file()


def test_what_is_drawn_is_proven_and_says_what_it_shows(jobs: Jobs) -> None:
    (job,) = jobs(code=False)
    job.before()
    drawing = job.make()
    assert [Expected.from_json(one) for one in drawing.codes] == [Expected("")]
    assert job.url == ""
    (job,) = jobs()
    job.before()
    drawing = job.make()
    (wanted,) = [Expected.from_json(one) for one in drawing.codes]
    assert wanted.url == job.url != ""
    verify.prove(drawing.content, [wanted], kind="png")


def test_what_cannot_be_composed_is_a_job_that_says_why(jobs: Jobs, run: Run) -> None:
    run("product", "edit", "longjing", "--note", "")
    (job,) = jobs(template="note")
    assert isinstance(reason(job), TemplateDoesNotFit)
    assert job.name == "longjing-telegram"
    (job,) = jobs(canvas="tall")
    assert isinstance(reason(job), NotFound)
    assert "has no canvas “tall”; it has: portrait, square" in reason(job).message
    (job,) = jobs(order={"template": "crad"})
    assert reason(job).hint is not None
    assert "--template card" in str(reason(job).hint)


def test_a_pattern_names_the_files(jobs: Jobs) -> None:
    pattern = "{channel}/{campaign}/{person}/{n:03}-{code}-{title}-{canvas}-{template}"
    (job,) = jobs(name=pattern, person="ling")
    assert job.name == "telegram/ling/001-longjing-明前龙井-100g-礼盒-portrait-card"
    (job,) = jobs(name="{code}", order={"name": "{n}-{platform}"})
    assert job.name == "1-taobao"
    (job,) = jobs(name="{n}-{link}", codes=True)
    assert job.name == f"1-{job.link}"


@pytest.mark.parametrize(
    ("how", "error", "said"),
    [
        ({"accent": "redd"}, BadValue, "redd"),
        ({"theme": "grey"}, BadValue, "the theme “grey” is neither light nor dark"),
        ({"template": "crad"}, NotFound, "there is no template “crad”"),
        ({"color": "#ffe08a"}, PoorContrast, "too pale"),
        ({"color": "grue"}, BadValue, "grue"),
        ({"name": "{nope}"}, Usage, "there is no field “{nope}”"),
        ({"name": "../{code}"}, Usage, "leave"),
        ({"words": "x" * 301}, BadValue, "301 characters"),
        ({"logo": Path("not-there.png")}, SharecliError, "not-there.png"),
    ],
)
def test_a_slip_is_refused_before_anything_is_made(
    jobs: Jobs, how: dict[str, Any], error: type[SharecliError], said: str
) -> None:
    with pytest.raises(error) as raised:
        jobs(**how)
    assert said in raised.value.message


def test_the_words_of_the_command_are_cleaned(jobs: Jobs) -> None:
    assert jobs(words="  好\x1b[31m  茶 \r\n\r\n\r\n再好 ")[0].recipe == jobs(words="好␛[31m 茶\n\n再好")[0].recipe


def test_a_colour_that_is_the_accent_is_dark_enough_in_either_theme(jobs: Jobs) -> None:
    for theme in ("light", "dark"):
        for accent in ("#ffe600", "#ffffff", "#c8402f", "#7fdbff"):
            (job,) = jobs(color="accent", accent=accent, theme=theme)
            color = job.facts["color"]
            assert contrast(color, "#ffffff") >= 4.5
            if accent != "#ffffff":  # it has no hue to keep
                assert lch(color).chroma > 0.07, "the seller's colour is seen, and not taken for black"
                assert color == jobs(color="accent", accent=accent)[0].facts["color"], "paper is white in either theme"


def test_rules_are_told_of_once_and_a_label_taken_away_with_every_rule(jobs: Jobs, db: Path) -> None:
    assert jobs()
    desk = Desk(db, clock=lambda: NOW)
    with closing(desk):
        goods = products.chosen(desk.store)
        made, notes, now = making.ensured(desk, goods, ["douyin", "xiaohongshu", "douyin"], "", ("", "ling"))
        assert len(made) == 4
        assert notes[0] == "4 new links"
        assert len([note for note in notes if note.startswith("douyin: a QR code")]) == 1
        assert len([note for note in notes if note.startswith("xiaohongshu: 小红书社区规范")]) == 1
        orders = [Order(one) for one in made]
        assert making.warnings(making.manner(now), orders) == []
        told = making.warnings(making.manner(now, label=False, verified=False), orders)
        assert told[0] == "warning: no ad label; the rule: 互联网广告管理办法 Art. 9"
        assert told[1].startswith("warning: nothing is read back")
        with pytest.raises(Usage, match="which channel"):
            making.ensured(desk, goods, [], "")


def test_emoji_that_were_left_out_are_told_of_once_a_batch() -> None:
    emoji = making.Emoji()
    assert emoji.remarks() == []
    for gone in (["🎁"], [], ["🎁", "🍵"]):
        emoji.note(gone)
    (said,) = emoji.remarks()
    assert "🎁" in said
    assert "🍵" in said
    assert "2 posters" in said


def test_the_seller_s_own_settings_are_the_brand(shop: Path, db: Path, run: Run) -> None:
    run("config", "set", "avatar", str(shop / "face.jpg"))
    desk = Desk(db)
    with closing(desk):
        now = settings.read(desk.store)
        brand = making.brand_of(now)
    assert (brand.name, brand.tagline, brand.accent, brand.theme) == ("小满", "好物", "#c8402f", "light")
    assert brand.avatar == now.avatar != ""


@pytest.mark.parametrize("package", ["typst", "zxing_cpp", "pillow", "pypdfium2", "qrcode", "fonttools"])
def test_a_new_release_of_what_draws_has_a_poster_made_again(
    jobs: Jobs, monkeypatch: pytest.MonkeyPatch, package: str
) -> None:
    assert recipes._installed()[package]
    before = [jobs(**how)[0].recipe for how in ({}, {"codes": True}, {"codes": True, "kind": Kind.pdf})]
    monkeypatch.setitem(recipes._installed(), package, "99")
    after = [jobs(**how)[0].recipe for how in ({}, {"codes": True}, {"codes": True, "kind": Kind.pdf})]
    told = [one != other for one, other in zip(before, after, strict=True)]
    assert told == [
        True, package in {"zxing_cpp", "pillow", "qrcode"}, package in {"zxing_cpp", "pillow", "qrcode", "typst"},
    ]  # fmt: skip


def test_a_font_s_file_is_part_of_the_recipe(tmp_path: Path) -> None:
    (source,) = [one for one in typst.Fonts(include_system_fonts=True).fonts() if one.family == "DejaVu Sans Mono"][:1]
    if not source.path:
        pytest.skip("no font file here")
    file = tmp_path / "font.ttf"
    file.write_bytes(Path(source.path).read_bytes())
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(tmp_path)])
    where = Cabinet(fonts, ("DejaVu Sans Mono",))
    first = recipes.fonts_print(where, where.families)
    assert recipes.fonts_print(where, where.families) == first
    assert str(file) in str(first)
    os.utime(file, (1, 1))
    assert recipes.fonts_print(where, where.families) != first
    assert recipes.of_poster("a", first) != recipes.of_poster("a", recipes.fonts_print(where, where.families))


def test_a_poster_s_recipe_knows_the_files_of_its_fonts(jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    before = jobs()[0].recipe
    monkeypatch.setattr(recipes, "fonts_print", lambda *_words: ("another file",))
    assert jobs()[0].recipe != before


def test_an_unknown_usual_template_is_told_of_and_the_fitting_one_is_used(jobs: Jobs, run: Run, db: Path) -> None:
    assert jobs()[0].facts["template"] == "card"
    run("config", "set", "template", "nosuch")
    (job,) = jobs()
    assert job.facts["template"] == "card"
    assert jobs(codes=True)[0].recipe
    with closing(Desk(db)) as desk:
        now = settings.read(desk.store)
    assert making.warnings(making.manner(now, template=""), []) == [
        (
            "your usual template is left aside: there is no template “nosuch”; choose another: "
            "sharecli config set template card"
        )
    ]
    assert making.warnings(making.manner(now), []) == [], "a code has no template"


@pytest.mark.parametrize("how", [{"bleed": True}, {"marks": True}])
def test_bleed_and_marks_are_refused_where_nothing_is_cut(jobs: Jobs, how: dict[str, Any]) -> None:
    (job,) = jobs(**how)
    assert reason(job).message == "“portrait” of telegram is not for a print shop: it has neither bleed nor crop marks"
    assert reason(job).hint == "--channel print"
    assert jobs(channel="print", **how)[0].recipe != jobs(channel="print")[0].recipe


def test_a_code_where_a_channel_forbids_it_is_warned_of_with_the_rule(jobs: Jobs, db: Path) -> None:
    assert jobs()
    with closing(Desk(db, clock=lambda: NOW)) as desk:
        goods = products.chosen(desk.store)
        made, notes, now = making.ensured(desk, goods, ["douyin", "wechat-moments"], "", code=False)
        assert not any("QR code" in note for note in notes)
        orders = [Order(one) for one in made]
        (told,) = making.warnings(making.manner(now, code=True), orders)
        assert told.startswith("warning: a code stands where douyin forbids one; the rule: a QR code that leads off")
        assert making.warnings(making.manner(now, code=False), orders) == []


def test_a_logo_that_is_no_picture_is_refused_with_its_own_option(jobs: Jobs, shop: Path) -> None:
    (shop / "logo.txt").write_text("no")
    with pytest.raises(SharecliError) as raised:
        jobs(logo=shop / "logo.txt")
    assert raised.value.hint == "use a PNG, JPEG or WebP of at most 25 megapixels: --logo FILE"


def test_a_poster_that_lost_its_whole_title_is_named() -> None:
    emoji = making.Emoji()
    emoji.note(["🎁"])
    emoji.note(["🎁"], product="tea", titled=False)
    (said,) = emoji.remarks()
    assert "left out of 2 posters; these have no title now: tea" in said


def test_marks_that_nobody_sees_are_left_off_a_poster_and_told_of_by_product() -> None:
    with Studio(PICTURES.get) as studio:
        plain, gone = studio.check(poster("weibo", title="茶\u202e杯", note="好\u2066茶", image=""))
    assert (plain.title, plain.words, gone) == ("茶杯", "好茶", ["�"])
    emoji = making.Emoji()
    emoji.note(["�", "🎁"], product="tea")
    emoji.note(["�"], product="cup")
    first, second = emoji.remarks()
    assert first == (
        "“�” stands for a mark that nobody sees, and is left off: tea, cup; without it:"
        " sharecli product edit tea --title …"
    )
    assert "1 poster" in second
