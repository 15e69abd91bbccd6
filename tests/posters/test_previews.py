"""Small pictures of the templates: in the seller's colours, of the seller's first product, whatever it lacks."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from codes.decoders import opened
from factories import kept_product
from posters.compositions import jpeg
from sharecli.errors import BadData, CannotWrite
from sharecli.lettering.fonts import Cabinet
from sharecli.posters import making, previews, render, templates
from sharecli.posters.render import Studio
from sharecli.products import records as products
from sharecli.settings import records as settings
from sharecli.shell.desk import Desk


@pytest.fixture
def desk(db: Path) -> Desk:
    return Desk(db)


def own(name: str, *, layout: str = "", **data: str) -> None:
    """A template of the seller's own: a copy of the card with other data."""
    folder = templates.own_folder()
    folder.mkdir(parents=True, exist_ok=True)
    card = (templates.BUILT_IN / "card.typ").read_text("utf-8")
    (folder / f"{name}.typ").write_text(layout or card, "utf-8")
    said = {"name": '"Mine"', "about": '"x"', "shapes": "[1, 2]"} | data
    (folder / f"{name}.toml").write_text("".join(f"{key} = {value}\n" for key, value in said.items()), "utf-8")
    templates.forget()


def test_each_template_has_a_picture_360_wide_also_where_there_is_no_product(desk: Desk, tmp_path: Path) -> None:
    rows = previews.shown(desk, into=tmp_path / "there", pictures=True)
    assert [row.template.key for row in rows] == ["card", "minimal", "note", "price", "story"]
    for row in rows:
        assert row.path == tmp_path / "there" / f"{row.template.key}.png"
        assert row.path.read_bytes() == row.png
        picture = opened(row.png)
        assert picture.width == 360
        assert len(picture.getcolors() or []) > 50, "something is drawn"
    assert len({row.png for row in rows}) == len(rows)


def test_without_pictures_nothing_is_drawn_or_written(desk: Desk, tmp_path: Path) -> None:
    rows = previews.shown(desk, into=None, pictures=False)
    assert {row.png for row in rows} == {b""}
    assert [row.row()["preview"] for row in rows] == [None] * 5
    assert not list(tmp_path.glob("*.png"))
    assert list(rows[0].row()) == ["template", "name", "about", "least", "most", "needs", "own", "layout", "preview"]


def test_they_show_the_seller_s_colours_and_first_product_with_a_picture(desk: Desk, db: Path, tmp_path: Path) -> None:
    plain = {row.template.key: row.png for row in previews.shown(desk, into=tmp_path, pictures=True)}
    settings.keep(desk.store, "accent", "#1f6f3a")
    green = {row.template.key: row.png for row in previews.shown(desk, into=tmp_path, pictures=True)}
    assert all(plain[key] != green[key] for key in plain)
    path = tmp_path / "tea.jpg"
    path.write_bytes(jpeg(300, 300))
    kept_product(db, code="aaa", title="No picture")
    with_product = {row.template.key: row.png for row in previews.shown(desk, into=tmp_path, pictures=True)}
    assert all(with_product[key] != green[key] for key in plain)


def test_a_product_that_lacks_everything_still_shows_every_template(desk: Desk, db: Path) -> None:
    kept_product(db, price="", title="杯")
    assert len(previews.shown(desk, into=None, pictures=True)) == 5


def test_a_product_that_costs_nothing_still_has_a_former_price_to_show(desk: Desk, db: Path) -> None:
    kept_product(db, price="0", title="杯")
    own("mine", needs='["was"]')
    assert len(previews.shown(desk, into=None, pictures=True)) == 6


@pytest.mark.parametrize("need", ["image", "was", "words", "price"])
def test_a_template_of_one_s_own_that_needs_something_is_given_it(desk: Desk, need: str) -> None:
    there = {
        "image": "data.image.path",
        "was": "data.was.len()",
        "words": "data.words.first()",
        "price": "data.price.whole",
    }
    own(
        "mine",
        layout=f'#import "/sharecli.typ": *\n#show: poster\n#{there[need]}',
        needs=f'["{need}"]',
        picture="[1, 0.5]",
    )
    assert "mine" in [row.template.key for row in previews.shown(desk, into=None, pictures=True)]


def test_a_product_whose_letters_no_font_has_gives_way_to_the_sample(desk: Desk, db: Path) -> None:
    settings.keep(desk.store, "accent", "#1f6f3a")
    sample = [row.png for row in previews.shown(desk, into=None, pictures=True)]
    kept_product(db, title="𒀀 clay tablet")
    assert [row.png for row in previews.shown(desk, into=None, pictures=True)] == sample


@pytest.mark.parametrize(("shapes", "height"), [("[3.0, 4.0]", 1260), ("[0.4, 0.6]", 180)])
def test_a_template_for_another_shape_is_shown_in_that(desk: Desk, shapes: str, height: int) -> None:
    own("mine", layout='#import "/sharecli.typ": *\n#show: poster\n#data.title', shapes=shapes)
    rows = {row.template.key: row.png for row in previews.shown(desk, into=None, pictures=True)}
    assert opened(rows["mine"]).size == (360, height)


def test_a_broken_template_of_one_s_own_is_named_and_the_others_are_shown(desk: Desk, tmp_path: Path) -> None:
    own("mine", layout="#nonsense")
    rows = {row.template.key: row for row in previews.shown(desk, into=tmp_path, pictures=True)}
    broken = rows.pop("mine")
    assert isinstance(broken.trouble, BadData)
    assert "mine.typ, line 1: the poster template is broken" in broken.trouble.message
    assert (broken.path, broken.row()["preview"]) == (None, None)
    assert opened(broken.png).size == (360, 480), "a page, so that a list has one for each"
    assert [(row.trouble, row.path) for row in rows.values()] == [(None, tmp_path / f"{key}.png") for key in rows]
    assert not (tmp_path / "mine.png").exists()
    assert len(previews.shown(desk, into=None, pictures=False)) == 6


def test_a_picture_that_sharecli_did_not_make_stays_and_a_preview_is_replaced(desk: Desk, tmp_path: Path) -> None:
    for _again in range(2):
        previews.shown(desk, into=tmp_path / "small", pictures=True)
    Image.new("RGB", (30, 30)).save(tmp_path / "small" / "card.png")
    before = (tmp_path / "small" / "card.png").read_bytes()
    with pytest.raises(CannotWrite, match="was not made by sharecli"):
        previews.shown(desk, into=tmp_path / "small", pictures=True)
    assert (tmp_path / "small" / "card.png").read_bytes() == before


@pytest.mark.parametrize("name", ["Mai", "小满"])
def test_without_a_chinese_font_and_without_products_the_templates_are_shown_in_english(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    import typst

    bare = Cabinet(typst.Fonts(include_system_fonts=False, include_embedded_fonts=True), ())
    monkeypatch.setattr(render, "cabinet", lambda: bare)
    settings.keep(desk.store, "name", name)
    rows = previews.shown(desk, into=None, pictures=True)
    assert [row.trouble for row in rows] == [None] * 5
    assert all(len(opened(row.png).getcolors() or []) > 50 for row in rows)


def test_a_product_whose_picture_is_damaged_gives_way_to_the_sample(desk: Desk, db: Path) -> None:
    sample = [row.png for row in previews.shown(desk, into=None, pictures=True)]
    kept = kept_product(db, title="杯")
    broken = replace(kept, image="0" * 64)
    with Studio({broken.image: b"\xff\xd8\xff half"}.get) as studio:
        found = templates.templates().values()
        shown = list(previews.drawn(studio, found, broken, making.brand_of(settings.read(desk.store))))
    assert [one.trouble for one in shown] == [None] * 5
    assert [one.png for one in shown if one.template.picture[0]] == [
        png for png, one in zip(sample, found, strict=True) if one.picture[0]
    ]


def test_the_small_picture_is_the_poster_made_smaller() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (1000, 500), (200, 60, 40, 255)).save(out, "PNG")
    small = previews.small(out.getvalue(), 50)
    assert (small.mode, small.size, small.getpixel((25, 12))) == ("RGB", (50, 25), (200, 60, 40))


def test_the_seller_s_face_is_on_them(desk: Desk) -> None:
    settings.keep(desk.store, "name", "小满")
    without = [row.png for row in previews.shown(desk, into=None, pictures=True)]
    settings.keep_avatar(desk.store, jpeg(400, 400))
    assert [row.png for row in previews.shown(desk, into=None, pictures=True)] != without
    assert products.chosen(desk.store) == []
