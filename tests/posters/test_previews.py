"""Small pictures of the templates: in the seller's colours, of the seller's first product, whatever it lacks."""

import io
from pathlib import Path

import pytest
from PIL import Image

from factories import kept_product
from posters.compositions import jpeg
from posters.decoders import opened
from sharecli.errors import BadData
from sharecli.posters import previews, templates
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
    templates.templates.cache_clear()


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


def test_a_broken_template_of_one_s_own_is_named(desk: Desk) -> None:
    own("mine", layout="#nonsense")
    with pytest.raises(BadData, match=r"mine\.typ, line 1: the poster template is broken"):
        previews.shown(desk, into=None, pictures=True)
    assert len(previews.shown(desk, into=None, pictures=False)) == 6


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
