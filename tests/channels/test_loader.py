"""The channels as they are loaded: the built-in files and a seller's own."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import sharecli.channels
from sharecli.channels import loader
from sharecli.errors import BadData, NotFound

BUILT_IN = {
    "douyin",
    "email",
    "instagram",
    "kuaishou",
    "print",
    "qq",
    "telegram",
    "wechat-group",
    "wechat-moments",
    "weibo",
    "whatsapp",
    "xiaohongshu",
}


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The seller's own channels folder, empty; nothing of this machine's is read."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("SHARECLI_LANG", "en")
    folder = tmp_path / "sharecli" / "channels"
    folder.mkdir(parents=True)
    loader.channels.cache_clear()
    yield folder
    loader.channels.cache_clear()


def test_every_built_in_channel_loads_in_the_order_of_its_key() -> None:
    assert list(loader.channels()) == sorted(BUILT_IN)


def test_every_channel_has_a_name_and_a_label_in_both_languages() -> None:
    for channel in loader.channels().values():
        assert channel.named("en")
        assert channel.named("zh_CN")
        assert channel.label("zh_CN") == channel.label("zh") == "广告"
        assert channel.label("en") in {"#ad", "Ad"}
        assert channel.label_rule


def test_what_a_channel_forbids_always_comes_with_the_rule() -> None:
    for channel in loader.channels().values():
        assert channel.qr or channel.qr_rule
        assert channel.link or channel.link_rule


def test_no_word_means_two_channels() -> None:
    words: dict[str, str] = {}
    for channel in loader.channels().values():
        for word in {channel.key, channel.name.lower(), channel.name_zh.lower(), *channel.aliases}:
            assert words.setdefault(word, channel.key) == channel.key
            assert word == word.lower()


def test_safe_zones_leave_room_for_the_poster() -> None:
    for channel in loader.channels().values():
        assert channel.canvas.safe_top + channel.canvas.safe_bottom < channel.canvas.height / 2


@pytest.mark.parametrize(
    ("key", "size", "caption"),
    [
        ("wechat-moments", (1080, 1440), 1500),
        ("xiaohongshu", (1242, 1660), 1000),
        ("instagram", (1080, 1920), 2200),
        ("telegram", (960, 1280), 1024),
        ("whatsapp", (1080, 1440), 1024),
        ("weibo", (1080, 1440), 2000),
        ("print", (1240, 1748), 300),
    ],
)
def test_a_channel_has_the_size_and_the_caption_of_its_place(key: str, size: tuple[int, int], caption: int) -> None:
    channel = loader.find(key)
    assert ((channel.canvas.width, channel.canvas.height), channel.caption) == (size, caption)


def test_print_is_paper_of_a6_at_300_dots_an_inch_and_nothing_else_is_printed() -> None:
    paper = loader.find("print")
    assert paper.canvas.dots_per_inch == 300
    assert [round(side / 300 * 25.4) for side in (paper.canvas.width, paper.canvas.height)] == [105, 148]
    assert [key for key, channel in loader.channels().items() if channel.printed] == ["print"]


def test_an_instagram_story_keeps_clear_of_what_the_app_covers() -> None:
    story = loader.find("instagram")
    assert (story.canvas.safe_top, story.canvas.safe_bottom, story.link) == (250, 250, False)


def test_xiaohongshu_takes_neither_code_nor_link() -> None:
    channel = loader.find("xiaohongshu")
    assert (channel.qr, channel.link) == (False, False)


def test_short_links_are_kept_out_of_wechat() -> None:
    assert not loader.find("wechat-group").short_links
    assert not loader.find("wechat-moments").short_links
    assert loader.find("telegram").short_links


@pytest.mark.parametrize(
    ("said", "key"),
    [
        (" Weibo ", "weibo"),
        ("微博", "weibo"),
        ("朋友圈", "wechat-moments"),
        ("WeChat Moments", "wechat-moments"),
        ("wechat_moments", "wechat-moments"),
        ("QQ 群", "qq"),
        ("XHS", "xiaohongshu"),
        ("WHATSAPP", "whatsapp"),
        ("IG", "instagram"),
    ],
)
def test_a_channel_is_found_by_key_name_and_alias_in_any_case(said: str, key: str) -> None:
    assert loader.find(said).key == key


def test_an_unknown_channel_is_refused_with_the_closest_one() -> None:
    with pytest.raises(NotFound) as refused:
        loader.find("printt")
    assert refused.value.hint == "did you mean --channel print?"


def test_a_sellers_own_file_adds_a_channel_found_by_a_name_with_capitals(own: Path) -> None:
    text = 'name = "Notice Board"\nname-zh = "A 栏"\naliases = ["Board"]\nposter = [600, 800]\ncaption = 9\n'
    (own / "Board-1.toml").write_text(text, "utf-8")
    for said in ("board-1", "BOARD-1", "notice board", "a 栏", "board"):
        assert loader.find(said).key == "board-1"


def test_a_channels_key_beats_another_channels_alias(own: Path) -> None:
    (own / "ig.toml").write_text('name = "Mine"\nposter = [600, 800]\ncaption = 9\n', "utf-8")
    assert loader.find("ig").name == "Mine"


def test_a_sellers_own_file_changes_a_built_in_channel_key_by_key(own: Path) -> None:
    (own / "instagram.toml").write_text("poster = [1080, 1350]\nsafe-top = 0\nsafe-bottom = 0\n", "utf-8")
    feed = loader.find("instagram")
    assert (feed.canvas.height, feed.canvas.safe_top, feed.caption, feed.link) == (1350, 0, 2200, False)


def test_the_example_in_the_readme_loads(own: Path) -> None:
    readme = Path(sharecli.channels.__file__).with_name("README.md").read_text("utf-8")
    examples = re.findall(r"`(\w+\.toml)`:\n\n```toml\n(.*?)```", readme, re.DOTALL)
    assert [name for name, _text in examples] == ["noticeboard.toml"]
    for name, text in examples:
        (own / name).write_text(text, "utf-8")
    board = loader.find("公告栏")
    assert (board.key, board.canvas.width, board.canvas.height, board.printed) == ("noticeboard", 2480, 3508, True)


def test_the_readme_explains_every_key_that_a_built_in_file_uses() -> None:
    folder = Path(sharecli.channels.__file__).parent
    readme = (folder / "README.md").read_text("utf-8")
    used = {
        key
        for path in folder.glob("*.toml")
        for key in re.findall(r"^([\w-]+) =", path.read_text("utf-8"), re.MULTILINE)
    }
    assert {key for key in used if f"`{key}`" not in readme} == set()


SIZE = "poster = [600, 900]\n"


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("", 1, "“poster” is missing"),
        ("poster = [600]\n", 2, "“poster” should be a list of 2 whole numbers"),
        ("poster = [600, true]\n", 2, "“poster” should be a list of 2 whole numbers"),
        ("poster = [9, 9]\n", 2, "“poster” should be a whole number from 300 to 12000"),
        (f"{SIZE}caption = 0\n", 3, "“caption” should be a whole number from 1 to 100000"),
        (f"{SIZE}caption = true\n", 3, "“caption” should be a whole number from 1 to 100000"),
        (f"{SIZE}caption = 1.5\n", 3, "“caption” should be a whole number from 1 to 100000"),
        (f"{SIZE}\nsafe-top = 301\ncaption = 1\n", 4, "“safe-top” should be a whole number from 0 to 300"),
        (f'{SIZE}caption = 1\nqr = "no"\n', 4, "“qr” should be true or false"),
        (f"{SIZE}caption = 1\nsafetop = 1\n", 4, "“safetop” is not a key here; did you mean “safe-top”?"),
        (f'{SIZE}caption = 1\naliases = "x"\n', 4, "“aliases” should be a list of texts"),
    ],
)
def test_a_broken_file_is_named_with_its_line_and_the_reason(own: Path, text: str, line: int, reason: str) -> None:
    path = own / "x.toml"
    path.write_text(f'name = "X"\n{text}', "utf-8")
    with pytest.raises(BadData) as refused:
        loader.channels()
    assert refused.value.message == f"{path}, line {line}: {reason}"
    assert refused.value.exit_code == 5


def test_a_channel_has_canvases_by_name_and_the_usual_one_first() -> None:
    moments = loader.find("wechat-moments")
    sizes = {one.name: (one.width, one.height) for one in moments.canvases}
    assert sizes == {"portrait": (1080, 1440), "tall": (1080, 1920), "square": (1080, 1080)}
    assert loader.canvas_of(moments, "") is moments.canvas is moments.canvases[0]
    assert loader.canvas_of(moments, " Tall ").height == 1920


def test_another_canvas_of_paper_has_its_density_and_its_bleed() -> None:
    sheet = loader.canvas_of(loader.find("print"), "a4")
    assert (sheet.width, sheet.height, sheet.dots_per_inch, sheet.bleed_mm) == (2480, 3508, 300, 3)


def test_a_canvas_that_a_channel_has_not_is_refused_with_those_it_has() -> None:
    with pytest.raises(NotFound, match="portrait, tall, square") as caught:
        loader.canvas_of(loader.find("qq"), "tal")
    assert "--canvas tall" in (caught.value.hint or "")


def test_a_sellers_own_file_adds_a_canvas_to_a_built_in_channel(own: Path) -> None:
    (own / "weibo.toml").write_text("[canvases.wide]\nsize = [1600, 900]\n", "utf-8")
    assert loader.canvas_of(loader.find("weibo"), "wide").width == 1600
    assert loader.canvas_of(loader.find("weibo"), "tall").height == 1920


def test_a_slip_in_a_canvas_is_named_with_its_line(own: Path) -> None:
    (own / "weibo.toml").write_text("[canvases.wide]\nsize = [1600, 900]\nblead-mm = 3\n", "utf-8")
    with pytest.raises(BadData, match=r"line 3.*bleed-mm"):
        loader.channels()


def test_a_canvas_is_found_by_its_pixels_too() -> None:
    channel = loader.find("wechat-moments")
    tall = loader.canvas_of(channel, "tall")
    assert loader.canvas_of(channel, f"{tall.width}x{tall.height}") == tall
    assert loader.canvas_of(channel, f"{tall.width}×{tall.height}") == tall
