"""Templates: found by name, copied and edited; what is wrong in the seller's own is named by file and line."""

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from codes.decoders import opened, zxing
from conftest import Run
from factories import kept_product
from posters.compositions import PICTURES, drawn, every_canvas, jpeg, poster
from sharecli.channels.model import Canvas
from sharecli.codes.kinds import Kind
from sharecli.errors import BadData, BadValue, CannotWrite, NotFound
from sharecli.posters import templates
from sharecli.posters.model import TemplateDoesNotFit, Wish
from sharecli.posters.render import Studio
from sharecli.posters.templates import TemplateTaken

BUILT_IN = ["card", "minimal", "note", "price", "story"]
DATA = 'name = "Mine"\nabout = "for tests"\nshapes = [0.5, 2]\npicture = [1, 0.5]\nneeds = ["words"]\n'
PLAIN = DATA.replace('["words"]', "[]")
EMPTY = '#import "/sharecli.typ": *\n#show: poster\n'
CODE = "#context if data.qr != none { code(code-size(px(300), px(400))) }"
PIECES = f"#context disclosure(area.w)\n{CODE}"


@pytest.fixture
def shelf() -> Path:
    """The seller's own templates."""
    folder = templates.own_folder()
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def studio() -> Iterator[Studio]:
    with Studio(PICTURES.get) as one:
        yield one


def written(shelf: Path, name: str, layout: str = EMPTY, data: str = DATA) -> None:
    """Put a template on the shelf by hand, as an editor would."""
    (shelf / f"{name}.typ").write_text(layout, "utf-8")
    (shelf / f"{name}.toml").write_text(data, "utf-8")
    templates.forget()


def test_the_built_in_ones_say_what_they_are_for() -> None:
    found = templates.templates()
    assert list(found) == BUILT_IN
    for key, one in found.items():
        assert (one.key, one.own) == (key, False)
        assert one.name
        assert one.name_zh != one.name
        assert one.about
        assert one.about_zh != one.about
        assert one.least < one.most
        assert templates.layout_of(one).is_file()


@pytest.mark.parametrize("said", ["card", " CARD ", "Card", "商品卡"])
def test_a_template_is_found_by_key_and_by_its_name_in_either_language(said: str) -> None:
    assert templates.find(said).key == "card"


def test_an_unknown_template_is_refused_with_the_closest() -> None:
    with pytest.raises(NotFound, match="there is no template “crad”") as raised:
        templates.find("crad")
    assert raised.value.hint is not None
    assert "--template card" in raised.value.hint


def test_a_canvas_that_an_app_covers_has_the_one_that_knows_of_it() -> None:
    for key, canvas in every_canvas():
        chosen = templates.fitting(canvas).key
        assert chosen == ("story" if canvas.safe_top else "card"), (key, canvas.name)


def test_a_canvas_that_no_template_claims_is_refused() -> None:
    with pytest.raises(TemplateDoesNotFit, match="no template is made for a canvas of 3000 × 300"):
        templates.fitting(Canvas("banner", 3000, 300, 72, 0, 0, 0))


@pytest.mark.parametrize("key", BUILT_IN)
def test_a_copy_draws_what_its_source_draws(studio: Studio, key: str) -> None:
    source = templates.find(key)
    path = templates.copied("Mine", source)
    assert path == templates.own_folder() / "mine.typ"
    assert path.read_bytes() == templates.layout_of(source).read_bytes()
    mine = templates.find("mine")
    assert (mine.name, mine.name_zh, mine.own) == ("mine", "mine", True)
    kept = (source.about, source.about_zh, source.least, source.most, source.picture, source.needs)
    assert (mine.about, mine.about_zh, mine.least, mine.most, mine.picture, mine.needs) == kept
    theirs, own = (poster("weibo", template=name, note="好。", was="159") for name in (key, "mine"))
    assert drawn(studio, own) == drawn(studio, theirs)


def test_an_edited_copy_draws_otherwise_and_has_another_print(studio: Studio) -> None:
    path = templates.copied("mine", templates.find("minimal"))
    before = templates.print_of(templates.find("mine"))
    assert before == templates.print_of(templates.find("minimal"))
    theirs = drawn(studio, poster("weibo", template="minimal"))
    layout = path.read_text("utf-8").replace("fill: palette.accent", 'fill: rgb("#00ff00")')
    written(path.parent, "mine", layout, path.with_suffix(".toml").read_text("utf-8"))
    assert templates.print_of(templates.find("mine")) != before
    made = drawn(studio, poster("weibo", template="mine"))
    assert made != theirs
    assert zxing(opened(made)) == zxing(opened(theirs))


@pytest.mark.parametrize("name", ["card", "CARD", "sharecli"])
def test_a_name_that_is_taken_is_refused_and_nothing_is_written(name: str) -> None:
    with pytest.raises(TemplateTaken, match=f"there is a template “{name.lower()}” already") as raised:
        templates.copied(name, templates.find("note"))
    assert raised.value.hint == f"sharecli poster template new {name.lower()}-2 --from note"
    assert not templates.own_folder().exists()


def test_a_layout_that_lies_there_without_its_data_file_is_not_written_over(shelf: Path) -> None:
    (shelf / "mine.typ").write_text("a night's work")
    with pytest.raises(TemplateTaken):
        templates.copied("mine", templates.find("card"))
    assert (shelf / "mine.typ").read_text() == "a night's work"


@pytest.mark.parametrize("name", ["", "../card", "my card", "卡片", "-"])
def test_a_name_that_is_no_word_is_refused(name: str) -> None:
    with pytest.raises(BadValue):
        templates.copied(name, templates.find("card"))


def test_a_shelf_that_cannot_be_written_is_an_error_with_what_to_do(home: Path) -> None:
    (home / "config").mkdir()
    (home / "config" / "sharecli").write_text("a file")
    with pytest.raises(CannotWrite) as raised:
        templates.copied("mine", templates.find("card"))
    assert raised.value.hint


def test_a_file_with_a_built_in_s_name_takes_its_place(studio: Studio, shelf: Path) -> None:
    theirs = drawn(studio, poster("weibo", template="card"))
    (shelf / "card.typ").write_bytes((templates.BUILT_IN / "minimal.typ").read_bytes())
    templates.forget()
    assert templates.find("card").own
    assert templates.find("card").about == "the picture on top, title, price and code below: for every channel"
    with Studio(PICTURES.get) as another:
        mine = drawn(another, poster("weibo", template="card"))
    assert mine != theirs
    assert mine == drawn(studio, poster("weibo", template="minimal", image=""))


def test_a_data_file_with_a_built_in_s_name_changes_the_keys_it_has(shelf: Path) -> None:
    (shelf / "card.toml").write_text("shapes = [1.2, 1.4]\n")
    templates.forget()
    card = templates.find("card")
    assert (card.least, card.most, card.name, card.own) == (1.2, 1.4, "Card", True)
    assert templates.layout_of(card) == templates.BUILT_IN / "card.typ"
    templates.copied("mine", card)
    assert (templates.find("mine").least, templates.find("mine").about) == (1.2, card.about)


def test_a_template_s_file_may_be_written_in_capitals(studio: Studio, shelf: Path) -> None:
    written(shelf, "Mine", f"{EMPTY}#nonsense", DATA.replace('"words"', ""))
    assert templates.layout_of(templates.find("mine")) == shelf / "Mine.typ"
    with pytest.raises(BadData) as raised:
        drawn(studio, poster("weibo", template="mine"))
    assert raised.value.message.startswith(f"{shelf / 'Mine.typ'}, line 3: ")


@pytest.mark.parametrize(
    ("data", "line", "why"),
    [
        ('about = "x"\nshapes = [1, 2]\n', 1, "“name” is missing"),
        ('name = "x"\nshapes = [1, 2]\n', 1, "“about” is missing"),
        ('name = "x"\nabout = "y"\n', 1, "“shapes” is missing"),
        ('name = "x"\nabout = "y"\nshapes = [1]\n', 3, "should be a list of 2 numbers from 0.2 to 5.0"),
        ('name = "x"\nabout = "y"\nshapes = [1, 9]\n', 3, "should be a list of 2 numbers from 0.2 to 5.0"),
        ('name = "x"\nabout = "y"\nshapes = "tall"\n', 3, "should be a list of 2 numbers"),
        (f"{DATA}colour = 1\n", 6, "“colour” is not a key here"),
        (DATA.replace("needs", "need"), 5, "“need” is not a key here; did you mean “needs”?"),
        (DATA.replace('["words"]', '["words", "rank"]'), 5, "may name image, price, was, words, and not “rank”"),
        (DATA.replace('["words"]', '"words"'), 5, "should be a list of texts"),
        (DATA.replace("picture = [1, 0.5]", "picture = [1, 2]"), 4, "should be a list of 2 numbers from 0.0 to 1.0"),
        ("name = \n", 1, "invalid value"),
    ],
)
def test_a_slip_in_a_data_file_is_named_by_file_and_line(shelf: Path, data: str, line: int, why: str) -> None:
    written(shelf, "mine", data=data)
    with pytest.raises(BadData) as raised:
        templates.find("mine")
    assert raised.value.message.startswith(f"{shelf / 'mine.toml'}, line {line}: ")
    assert list(templates.templates()) == BUILT_IN, "the others are there"
    assert why in raised.value.message
    assert raised.value.hint == f"mend that line, or move the file away: {shelf / 'mine.toml'}"


def test_shapes_the_wrong_way_round_are_a_slip(shelf: Path) -> None:
    written(shelf, "mine", data=DATA.replace("[0.5, 2]", "[2, 0.5]"))
    with pytest.raises(BadData, match=r"mine\.toml, line 3: “shapes” names the tallest before the flattest"):
        templates.find("mine")


def test_a_data_file_without_a_layout_is_named(shelf: Path) -> None:
    (shelf / "Mine.toml").write_text(DATA)
    with pytest.raises(BadData) as raised:
        templates.find("mine")
    assert raised.value.message == f"{shelf / 'Mine.toml'} has no layout beside it"
    assert raised.value.hint == "put Mine.typ beside it, or move the file away"


def test_a_layout_without_a_data_file_is_named(shelf: Path) -> None:
    (shelf / "lonely.typ").write_text(EMPTY)
    templates.forget()
    with pytest.raises(BadData, match=r"lonely\.typ: there is no lonely\.toml beside it"):
        templates.find("lonely")


def test_another_size_of_the_picture_in_a_data_file_is_another_print(shelf: Path) -> None:
    written(shelf, "mine")
    before = templates.print_of(templates.find("mine"))
    written(shelf, "mine", data=DATA.replace("picture = [1, 0.5]", "picture = [0.1, 0.1]"))
    assert templates.print_of(templates.find("mine")) != before


def test_nobody_may_write_over_what_every_template_imports(shelf: Path) -> None:
    written(shelf, "sharecli")
    with pytest.raises(BadData, match=r"sharecli\.toml: that name is taken by what every template imports"):
        templates.find("sharecli")


def test_what_an_editor_left_lying_about_is_no_template(shelf: Path) -> None:
    for name in ("._mine.toml", ".#mine.toml"):
        (shelf / name).write_text("not TOML")
    assert list(templates.templates()) == BUILT_IN


@pytest.mark.parametrize(
    ("layout", "line", "why"),
    [
        (f"{EMPTY}#nonsense(", 3, "unclosed delimiter"),
        (f"{EMPTY}\n#nonsense", 4, "unknown variable: nonsense"),
        (f'{EMPTY}#px("wide")', 3, "cannot multiply"),
        (f"{EMPTY}#panic(data.title)", 3, "panicked"),
        (f'{EMPTY}#read("/etc/passwd")', 3, "file not found"),
        (f'{EMPTY}#image("logo.png")', 3, "file not found"),
        (f"{EMPTY}#while true {{ [] }}", 3, "condition is always true"),
        ("#import sharecli\n", 1, "unknown variable"),
    ],
)
@pytest.mark.parametrize("kind", [Kind.png, Kind.pdf])
def test_a_broken_layout_is_named_by_its_own_file_and_line(
    studio: Studio, shelf: Path, kind: Kind, layout: str, line: int, why: str
) -> None:
    written(shelf, "mine", layout, PLAIN)
    with pytest.raises(BadData) as raised:
        drawn(studio, poster("weibo", template="mine"), kind)
    start = f"{shelf / 'mine.typ'}, line {line}: the poster template is broken: "
    assert raised.value.message.startswith(start)
    assert why in raised.value.message.removeprefix(start)
    assert raised.value.hint == f"mend that line, or move the file away: {shelf / 'mine.typ'}"


@pytest.mark.parametrize("kind", list(Kind))
def test_a_template_that_makes_two_pages_is_refused_in_every_kind(studio: Studio, shelf: Path, kind: Kind) -> None:
    written(shelf, "mine", "#set page(width: 900pt, height: 900pt)\none #pagebreak() two", DATA.replace('"words"', ""))
    with pytest.raises(BadData) as raised:
        drawn(studio, poster("weibo", template="mine"), kind)
    assert raised.value.message == f"{shelf / 'mine.typ'}: the template makes 2 pages instead of one"


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize(
    ("width", "height"), [("60000", "60000"), ("400", "500"), ("1080.5", "1440"), ("auto", "auto")]
)
def test_a_page_of_another_size_is_refused_before_it_is_painted(
    studio: Studio, shelf: Path, kind: Kind, width: str, height: str
) -> None:
    sides = "".join(f"{name}: {side}{'' if side == 'auto' else 'pt'}, " for name, side in
                    (("width", width), ("height", height)))  # fmt: skip
    written(shelf, "mine", f'#import "/sharecli.typ": *\n#set page({sides})\n{PIECES}', PLAIN)
    one = poster("weibo", template="mine")
    with pytest.raises(BadData) as raised:
        drawn(studio, one, kind)
    start, _with, end = raised.value.message.partition(": the template makes a page of ")
    assert start == str(shelf / "mine.typ")
    assert end.endswith(f" instead of {one.width} × {one.height}")
    if width != "auto":
        assert end.startswith(f"{width} × {height} ")
    assert raised.value.hint == "begin it as the built-in ones do: #show: poster"


def test_a_page_with_crop_marks_has_the_size_of_the_sheet(studio: Studio, shelf: Path) -> None:
    written(shelf, "mine", f"{EMPTY}#pad(px(100), context disclosure(px(400)))\n{CODE}", PLAIN)
    one = poster("print", template="mine", wish=Wish(marks=True))
    assert opened(drawn(studio, one)).size == one.sheet != (one.width, one.height)


@pytest.mark.parametrize("kind", [Kind.png, Kind.svg])
def test_a_template_that_leaves_out_the_ad_label_is_refused(studio: Studio, shelf: Path, kind: Kind) -> None:
    for lacking in ("", "#context measure(disclosure(area.w))", "#data.label"):
        written(shelf, "mine", f"{EMPTY}{lacking}\n{CODE}", PLAIN)
        with Studio(PICTURES.get) as fresh, pytest.raises(BadData) as raised:
            drawn(fresh, poster("weibo", template="mine"), kind)
        assert raised.value.message == f"{shelf / 'mine.typ'}: the template leaves out the ad label"
        assert raised.value.hint == "let it show disclosure(area.w), or take the label away: --no-label"
    assert drawn(studio, poster("weibo", template="mine", wish=Wish(label=False)), kind)


def test_a_label_that_is_left_out_of_some_posters_is_missed_there(studio: Studio, shelf: Path) -> None:
    layout = f"{EMPTY}#context if data.price != none {{ disclosure(area.w) }}\n{CODE}"
    written(shelf, "mine", layout, PLAIN)
    drawn(studio, poster("weibo", template="mine"))
    with pytest.raises(BadData, match="leaves out the ad label"):
        drawn(studio, poster("weibo", template="mine", price=""))
    drawn(studio, poster("weibo", template="mine"))


def test_a_template_that_leaves_out_the_code_is_refused_unless_none_is_wanted(studio: Studio, shelf: Path) -> None:
    written(shelf, "mine", f"{EMPTY}#context disclosure(area.w)", PLAIN)
    with pytest.raises(BadData) as raised:
        drawn(studio, poster("weibo", template="mine"))
    assert raised.value.message == f"{shelf / 'mine.typ'}: the template leaves out the QR code"
    assert raised.value.hint is not None
    assert raised.value.hint.endswith("or make posters without one: --no-code")
    assert drawn(studio, poster("weibo", template="mine", wish=Wish(code=False)))


def test_a_template_may_draw_the_code_by_hand(studio: Studio, shelf: Path) -> None:
    by_hand = '#rect(fill: white, inset: 40pt, image(bytes(data.qr.svg), format: "svg", width: 300pt))'
    written(shelf, "mine", f"{EMPTY}#context disclosure(area.w)\n{by_hand}", PLAIN)
    one = poster("weibo", template="mine")
    assert zxing(opened(drawn(studio, one))) == [one.url]


@pytest.mark.parametrize("package", ["@preview/cetz:0.3.0", "@local/mine:1.0.0"])
def test_a_package_is_refused_by_file_and_line_and_the_network_is_not_touched(
    studio: Studio, shelf: Path, monkeypatch: pytest.MonkeyPatch, package: str
) -> None:
    written(shelf, "mine", f'{EMPTY}// as in "@preview/other:1.0.0"\n#import "{package}": canvas\n{PIECES}', PLAIN)
    calls: list[object] = []

    def answer() -> None:
        with suppress(OSError):  # closed
            while True:
                caller, address = listening.accept()
                calls.append(address)
                caller.close()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=answer, daemon=True).start()
        for name in ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{listening.getsockname()[1]}")
        for name in ("no_proxy", "NO_PROXY"):
            monkeypatch.delenv(name, raising=False)
        with pytest.raises(BadData) as raised:
            drawn(studio, poster("weibo", template="mine"))
        listening.shutdown(socket.SHUT_RDWR)
    assert calls == []
    start = f"{shelf / 'mine.typ'}, line 4: the poster template is broken: “{package}” would be fetched"
    assert raised.value.message.startswith(start)


COMPUTED = {
    "put together": '#let p = "@" + "preview/nosuchpkgxyz:0.0.1"\n#import p: *',
    "escaped": '\n#import "\\u{40}preview/nosuchpkgxyz:0.0.1": *',
    "evaluated": '\n#eval("import \\"@" + "preview/nosuchpkgxyz:0.0.1\\": *")',
    "included": '#let p = "@" + "preview/nosuchpkgxyz:0.0.1"\n#include p',
    "local": '#let p = "@" + "preview/nosuchpkgxyz:0.0.1"\n#import p.replace("preview", "local"): *',
}


@pytest.mark.parametrize("way", COMPUTED)
def test_a_package_whose_name_is_put_together_is_refused_and_the_network_is_not_touched(
    shelf: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    written(shelf, "mine", f"{EMPTY}{COMPUTED[way]}\n{PIECES}", PLAIN)
    calls: list[object] = []

    def answer() -> None:
        with suppress(OSError):  # closed
            while True:
                caller, address = listening.accept()
                calls.append(address)
                caller.close()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=answer, daemon=True).start()
        proxies = {name: f"http://127.0.0.1:{listening.getsockname()[1]}" for name in ("https_proxy", "ALL_PROXY")}
        for name, value in proxies.items():
            monkeypatch.setenv(name, value)
        before = dict(os.environ)
        with Studio(PICTURES.get) as outer, Studio(PICTURES.get) as studio:
            for one in (studio, outer):
                with pytest.raises(BadData) as raised:
                    drawn(one, poster("weibo", template="mine"))
            assert drawn(outer, poster("weibo", template="minimal"))
        listening.shutdown(socket.SHUT_RDWR)
    assert calls == []
    package = "@local/nosuchpkgxyz:0.0.1" if way == "local" else "@preview/nosuchpkgxyz:0.0.1"
    why = f"the poster template is broken: “{package}” would be fetched from the network"
    assert raised.value.message == f"{shelf / 'mine.typ'}, line 4: {why}"
    assert dict(os.environ) == before


@pytest.mark.parametrize("name", ["empty", "avatar", "studio", "packages", "picture-1"])
def test_a_template_may_have_any_name_of_the_program_s_own_files(name: str) -> None:
    templates.copied(name, templates.find("minimal"))
    with Studio(PICTURES.get, avatar=jpeg(400, 400)) as there:
        first = drawn(there, poster("weibo", template=name))
        assert drawn(there, poster("weibo", template=name)) == first
        assert drawn(there, poster("weibo", template="card"))
        assert there._empty.read_bytes() == b"", "the page by which Typst is made to forget"


def test_the_commands_name_file_and_line_and_end_with_five(run: Run, db: Path, home: Path, shelf: Path) -> None:
    kept_product(db)
    written(shelf, "mine", f"{EMPTY}\n#nonsense", DATA.replace('["words"]', "[]"))
    said = run("poster", "make", "longjing", "-c", "telegram", "--template", "mine", "--into", str(home / "posters"))
    assert said.code == 5
    assert said.err.startswith("error[bad-data-file]: ")
    assert "mine.typ, line 4: the poster template is broken: unknown variable: nonsense" in said.err
    written(shelf, "mine", data=DATA.replace("needs", "need"))
    words = ("poster", "make", "longjing", "-c", "telegram", "--into", str(home / "posters"))
    said = run(*words, "--template", "mine")
    assert said.code == 5
    assert "mine.toml, line 5: “need” is not a key here" in said.err
    assert not list((home / "posters").glob("*.png"))


@pytest.mark.parametrize("data", ["][", "", 'name = "x"\n', "\x00", DATA.replace("needs", "need")])
def test_a_broken_data_file_keeps_none_of_the_others_from_working(
    run: Run, db: Path, home: Path, shelf: Path, data: str
) -> None:
    kept_product(db)
    written(shelf, "other", (templates.BUILT_IN / "minimal.typ").read_text("utf-8"), PLAIN)
    written(shelf, "broken", data=data)
    words = ("poster", "make", "longjing", "-c", "telegram", "--into", str(home / "posters"), "--force")
    for more in ((), ("--template", "card"), ("--template", "other")):
        assert run(*words, *more).code == 0, more
    for out in ((), ("-F", "json"), ("--into", str(home / "small"))):
        said = run("poster", "templates", *out)
        assert said.code == 0
        assert f"note: warning: {shelf / 'broken.toml'}" in said.err.replace("\n  ", " ")
    assert "other" in said.out
    said = run(*words, "--template", "broken")
    assert (said.code, said.out) == (5, "")
    assert f"{shelf / 'broken.toml'}" in said.err
    said = run("poster", "template", "new", "broken")
    assert "there is a template “broken” already" in said.err
    assert (shelf / "broken.toml").read_text("utf-8") == data


def test_a_broken_file_in_a_built_in_s_place_is_named_and_not_drawn_around(
    run: Run, db: Path, home: Path, shelf: Path
) -> None:
    kept_product(db)
    (shelf / "card.toml").write_text("][")
    templates.forget()
    words = ("poster", "make", "longjing", "-c", "telegram", "--into", str(home / "posters"))
    for more in ((), ("--template", "card")):
        said = run(*words, *more)
        assert said.code == 5
        assert "card.toml, line 1" in said.err
    assert run(*words, "--template", "minimal").code == 0
