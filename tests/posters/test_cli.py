"""sharecli poster and sharecli qr, as a seller types them."""

import json
from pathlib import Path

import pytest

from conftest import Run, Said
from posters.decoders import modules_of_svg, opened, zxing
from process import sharecli

ADD = (
    "product", "add", "https://item.taobao.com/item.htm?id=6100", "--title", "明前龙井 100g 礼盒", "--price", "129",
    "--currency", "CNY", "--commission", "20%", "--code", "longjing", "--tag", "tea",
)  # fmt: skip
ROW = ["file", "product", "channel", "link", "url", "width", "height", "bytes", "sha256", "verified"]


@pytest.fixture(autouse=True)
def shop(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A seller with one product and a short domain, in a folder of their own."""
    monkeypatch.chdir(home)
    assert run(*ADD).code == 0
    run("config", "set", "base-url", "https://go.example.shop")
    run("config", "set", "name", "小满")


def rows(said: Said) -> list[dict[str, object]]:
    assert said.code == 0, said.err
    made: list[dict[str, object]] = json.loads(said.out)
    return made


def more(run: Run, count: int) -> None:
    for place in range(count):
        url, code = f"https://shop.example.com/p/{place}", f"cup-{place:02}"
        run("product", "add", url, "--title", "杯", "--code", code, "--tag", "cups", "--price", "18")


def test_a_poster_is_made_with_the_words_of_the_contract(run: Run, home: Path) -> None:
    said = run("poster", "make", "longjing", "--channel", "wechat-moments", "--into", "posters/")
    assert said.code == 0
    drawn = opened((home / "posters" / "longjing-wechat-moments.png").read_bytes())
    assert drawn.size == (1080, 1440)
    (link,) = json.loads(run("link", "list", "-F", "json").out)
    assert zxing(drawn) == [link["url"]]
    assert link["url"] in said.out
    assert "longjing-wechat-moments.png" in said.out
    assert "note: 1 files in posters" in said.err or "note: 1 file in posters" in said.err


def test_a_batch_makes_every_product_and_channel_and_a_poster_without_a_code_says_so(run: Run, home: Path) -> None:
    more(run, 2)
    words = ("poster", "batch", "--channel", "wechat-moments", "--channel", "xiaohongshu", "--into", "posters/")
    made = rows(run(*words, "-F", "json"))
    assert [list(row) for row in made] == [ROW] * 6
    assert [(row["product"], row["channel"]) for row in made] == [
        (code, channel) for code in ("cup-00", "cup-01", "longjing") for channel in ("wechat-moments", "xiaohongshu")
    ]
    urls = {row["code"]: row["url"] for row in json.loads(run("link", "list", "-F", "json").out)}
    for row in made:
        drawn = opened((home / str(row["file"])).read_bytes())
        assert drawn.size == (row["width"], row["height"])
        if row["channel"] == "xiaohongshu":
            assert (row["url"], zxing(drawn)) == (None, [])
        else:
            assert row["url"] == urls[row["link"]]
            assert zxing(drawn) == [row["url"]]
        assert row["verified"] is True
    people = run(*words)
    assert "no code here" in people.out


def test_asking_again_keeps_the_links(run: Run) -> None:
    first = rows(run("poster", "make", "longjing", "-c", "telegram", "-F", "json"))
    assert rows(run("poster", "make", "longjing", "-c", "telegram", "-F", "json")) == first
    assert len(json.loads(run("link", "list", "-F", "json").out)) == 1


def test_a_campaign_has_a_link_and_a_file_of_its_own(run: Run) -> None:
    plain = rows(run("poster", "make", "longjing", "-c", "telegram", "-F", "json"))[0]
    spring = rows(run("poster", "make", "longjing", "-c", "telegram", "--campaign", "spring", "-F", "json"))[0]
    assert spring["file"] == "posters/longjing-telegram_spring.png"
    assert spring["url"] != plain["url"]


def test_a_batch_may_be_of_one_tag_or_one_platform(run: Run) -> None:
    more(run, 2)
    tagged = rows(run("poster", "batch", "-c", "telegram", "--tag", "cups", "-F", "json"))
    assert [row["product"] for row in tagged] == ["cup-00", "cup-01"]
    taobao = rows(run("poster", "batch", "-c", "telegram", "--platform", "taobao", "-F", "json"))
    assert [row["product"] for row in taobao] == ["longjing"]


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_codes_are_exported_in_each_kind(run: Run, home: Path, kind: str) -> None:
    words = ("qr", "export", "--all", "--channel", "wechat-moments", "--into", "qr/", "--as", kind)
    (row,) = rows(run(*words, "-F", "json"))
    assert list(row) == ROW
    assert row["file"] == f"qr/longjing-wechat-moments.{kind}"
    content = (home / str(row["file"])).read_bytes()
    assert content.startswith({"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}[kind])
    if kind == "png":
        assert zxing(opened(content)) == [row["url"]]
    if kind == "svg":
        assert len(modules_of_svg(content.decode())) == 37
    assert json.loads((home / "qr" / "manifest.json").read_text())["files"][0]["file"] == Path(str(row["file"])).name


def test_a_code_is_shown_with_its_link_below(run: Run) -> None:
    said = run("qr", "show", "longjing", "--channel", "wechat-moments")
    assert said.code == 0
    row = json.loads(run("qr", "show", "longjing", "--channel", "wechat-moments", "-F", "json").out)
    assert list(row) == ["code", "product", "channel", "url", "destination", "status", "created_at"]
    assert said.out.endswith(f"\n{row['url']}\n")


def test_what_a_seller_should_know_goes_to_the_error_stream(run: Run) -> None:
    run("config", "set", "name", "")
    said = run("poster", "make", "longjing", "-c", "xiaohongshu", "-F", "json")
    assert said.code == 0
    notes = said.err.splitlines()
    assert notes
    assert all(line.startswith("note: ") for line in notes)
    assert any("1 new link" in line for line in notes)
    assert any("xiaohongshu: " in line for line in notes)
    assert "note" not in said.out


def test_progress_goes_to_the_error_stream_and_only_data_to_the_output(run: Run, home: Path) -> None:
    more(run, 30)
    done = sharecli("qr", "export", "--all", "-c", "telegram", "--into", str(home / "qr"), "-F", "json")
    assert done.returncode == 0
    assert len(json.loads(done.stdout)) == 31
    lines = done.stderr.decode().splitlines()
    assert [line for line in lines if line.startswith("codes ")] == [f"codes {n}/31" for n in range(3, 31, 3)]


def test_a_long_batch_shows_its_first_files_and_how_many_more(run: Run) -> None:
    more(run, 30)
    assert "and 7 more" in run("qr", "export", "--all", "-c", "telegram").out


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("poster", "make", "longjing"), 2, "which channel? none was named"),
        (("poster", "make", "longjin", "-c", "telegram"), 3, "there is no product “longjin”"),
        (("poster", "make", "longjing", "-c", "telegramm"), 3, "telegramm"),
        (("poster", "batch", "-c", "telegram", "--tag", "nothing"), 2, "no active product fits"),
        (("qr", "export", "-c", "telegram"), 2, "which product? none was named"),
        (("qr", "export", "longjing", "--all", "-c", "telegram"), 2, "either products by name, or --all"),
        (("qr", "export", "--all", "-c", "telegram", "--as", "gif"), 2, "gif"),
        (("qr", "show", "longjing"), 2, "--channel"),
    ],
)
def test_a_slip_is_refused_in_two_lines_and_nothing_is_written(
    run: Run, home: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    there = run(*words)
    assert (there.code, there.out) == (code, "")
    lines = there.err.splitlines()
    assert [line.split("[")[0].split(":")[0] for line in lines] == ["error", " hint"]
    assert said in there.err
    assert not (home / "posters").exists()
    assert not (home / "qr").exists()


def test_an_archived_product_has_no_poster(run: Run) -> None:
    run("product", "archive", "longjing")
    said = run("poster", "make", "longjing", "-c", "telegram")
    assert said.code == 1
    assert "hint: sharecli product restore longjing" in said.err


def test_without_a_short_domain_the_code_holds_the_shop_s_link_and_the_command_says_so(run: Run, home: Path) -> None:
    run("config", "set", "base-url", "")
    said = run("poster", "make", "longjing", "-c", "telegram", "-F", "json")
    (row,) = rows(said)
    assert str(row["url"]).startswith("https://item.taobao.com/item.htm?id=6100")
    assert "no base-url is set" in said.err
    assert zxing(opened((home / str(row["file"])).read_bytes())) == [row["url"]]
