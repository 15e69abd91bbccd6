"""sharecli poster and sharecli qr, as a seller types them."""

import io
import json
import os
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from batches.batches import files_of, whole
from codes.decoders import modules_of_svg, opened, zxing
from conftest import Run, Said
from posters.compositions import jpeg
from process import environment, sharecli
from sharecli.codes import raster

ADD = (
    "product", "add", "https://item.taobao.com/item.htm?id=6100", "--title", "明前龙井 100g 礼盒", "--price", "129",
    "--currency", "CNY", "--commission", "20%", "--code", "longjing", "--tag", "tea",
)  # fmt: skip
ROW = ["file", "product", "channel", "link", "url", "width", "height", "bytes", "sha256", "verified", "kind", "person",
       "campaign"]  # fmt: skip
POSTER = ["template", "canvas", "theme", "language", "label"]
LOOK = ["style", "color", "logo", "level"]
MAKE = ("poster", "make", "longjing", "-c", "telegram")


@pytest.fixture(autouse=True)
def shop(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A seller with one product and a short domain, in a folder of their own."""
    monkeypatch.chdir(home)
    assert run(*ADD).code == 0
    run("config", "set", "base-url", "https://go.example.shop")
    run("config", "set", "name", "小满")


def rows(said: Said) -> list[dict[str, Any]]:
    assert said.code == 0, said.err
    made: list[dict[str, Any]] = json.loads(said.out)
    return made


def row(run: Run, *words: str) -> dict[str, Any]:
    (one,) = rows(run(*words, "-F", "json"))
    return one


def more(run: Run, count: int) -> None:
    for place in range(count):
        url, code = f"https://shop.example.com/p/{place}", f"cup-{place:02}"
        run("product", "add", url, "--title", "杯", "--code", code, "--tag", "cups", "--price", "18")


def picture(one: Mapping[str, Any]) -> Image.Image:
    return opened(Path(one["file"]).read_bytes())


def manifest(folder: str = "posters") -> dict[str, Any]:
    content: dict[str, Any] = json.loads((Path(folder) / "manifest.json").read_text("utf-8"))
    return {one["file"]: one for one in content["files"]}


def times(folder: str = "posters") -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in Path(folder).rglob("*")}


def notes(said: Said) -> list[str]:
    return [line.removeprefix("note: ") for line in said.err.splitlines() if line.startswith("note: ")]


# --- poster make


def test_a_poster_is_made_with_the_words_of_the_contract(run: Run, home: Path) -> None:
    said = run("poster", "make", "longjing", "--channel", "wechat-moments", "--into", "posters/")
    assert said.code == 0
    drawn = opened((home / "posters" / "longjing-wechat-moments.png").read_bytes())
    assert drawn.size == (1080, 1440)
    (link,) = json.loads(run("link", "list", "-F", "json").out)
    assert zxing(drawn) == [link["url"]]
    assert link["url"] in said.out
    assert "longjing-wechat-moments.png" in said.out
    assert "1 file in posters" in notes(said)


def test_an_svg_is_as_wide_as_its_pixels_or_as_its_paper(run: Run) -> None:
    for words, size in (
        (("-c", "telegram", "--canvas", "square"), b'width="1080" height="1080"'),
        (("-c", "print", "--bleed"), b'width="110.998mm" height="154.009mm"'),
    ):
        one = row(run, "poster", "make", "longjing", *words, "--as", "svg")
        assert size in Path(one["file"]).read_bytes()[:200]
    assert run("poster", "verify", "posters").code == 0


def test_words_of_emoji_that_nobody_can_draw_are_no_words(run: Run) -> None:
    said = run(*MAKE, "-T", "note", "--words", "\U0001fae9\U0001fae9")
    assert said.code == 1
    assert "the template “note” needs words of yours" in said.err


def test_a_poster_is_made_of_every_canvas_by_every_template_that_fits(run: Run) -> None:
    run("product", "edit", "longjing", "--note", "好。", "--was", "159")
    for canvas, size in (("portrait", (960, 1280)), ("square", (1080, 1080))):
        for template in ("card", "minimal", "note", "price"):
            one = row(run, *MAKE, "--canvas", canvas, "-T", template, "--name", "{canvas}-{template}")
            assert one["file"] == f"posters/{canvas}-{template}.png"
            assert (one["width"], one["height"]) == size == picture(one).size
            assert (one["canvas"], one["template"]) == (canvas, template)
            assert zxing(picture(one)) == [one["url"]]
    assert len(whole(Path("posters"))) == 8
    said = run(*MAKE, "--canvas", "square", "-T", "story")
    assert said.code == 1
    assert "error[template-does-not-fit]: the template “story” is not made for a canvas of 1080 × 1080" in said.err


def test_theme_accent_words_style_colour_and_logo_change_the_poster_and_are_on_record(run: Run, home: Path) -> None:
    Image.new("RGB", (120, 80), "#c8402f").save(home / "logo.png")
    run("product", "edit", "longjing", "--image", str(home / "logo.png"))
    seen = {Path(row(run, *MAKE, "-T", "minimal")["file"]).read_bytes()}
    for words, record in (
        (("--theme", "dark"), {"theme": "dark"}),
        (("--accent", "1f6f3a"), {}),
        (("--style", "dots"), {"style": "dots"}),
        (("--style", "rounded", "--color", "#1f3a5f"), {"style": "rounded", "color": "#1f3a5f"}),
        (("--logo", "logo.png"), {"level": "H"}),
        (("-T", "note", "--words", "好。\n真的。"), {"template": "note"}),
        (("--no-code",), {"url": None}),
    ):
        one = row(run, *MAKE, "-T", "minimal", *words)
        assert record.items() <= one.items(), words
        assert list(one) == [*ROW, *POSTER, *(LOOK if one["url"] else []), "new"]
        assert zxing(picture(one)) == ([one["url"]] if one["url"] else [])
        seen.add(Path(one["file"]).read_bytes())
    assert len(seen) == 8


@pytest.mark.parametrize("kind", ["jpg", "pdf", "svg"])
@pytest.mark.parametrize("channel", ["telegram", "print"])
def test_a_poster_is_made_in_each_kind(run: Run, kind: str, channel: str) -> None:
    one = row(run, "poster", "make", "longjing", "-c", channel, "--as", kind, "--style", "rounded")
    assert one["file"] == f"posters/longjing-{channel}.{kind}"
    assert one["kind"] == kind
    content = Path(one["file"]).read_bytes()
    assert content.startswith({"jpg": b"\xff\xd8", "pdf": b"%PDF", "svg": b"<svg"}[kind])
    assert one["width"] == ({"telegram": 960, "print": 1240}[channel] if kind == "jpg" else None)
    page = opened(content) if kind == "jpg" else raster.drawn(content, kind, page=1, ppi=150)
    assert zxing(page) == [one["url"]]
    assert run("poster", "verify").code == 0


def test_bleed_and_marks_are_for_the_print_shop(run: Run) -> None:
    words = ("poster", "make", "longjing", "-c", "print")
    plain, bled, marked = (row(run, *words, *more) for more in ((), ("--bleed",), ("--marks",)))
    assert [(one["width"], one["height"]) for one in (plain, bled, marked)] == [
        (1240, 1748),
        (1311, 1819),
        (1429, 1937),
    ]
    assert picture(marked).size == (1429, 1937)
    pdf = Path(row(run, *words, "--bleed", "--as", "pdf")["file"]).read_bytes()
    (box,) = re.findall(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert [round(float(side) / 72 * 25.4) for side in box] == [111, 154], "A6 and 3 mm on every side"
    a4 = row(run, *words, "--canvas", "a4", "--name", "a4")
    assert (a4["width"], a4["canvas"]) == (2480, "a4")


def test_a_label_that_is_taken_away_is_warned_of_with_the_rule_and_on_record(run: Run) -> None:
    said = run("poster", "make", "longjing", "-c", "telegram", "-c", "weibo", "--no-label", "-F", "json")
    assert [one["label"] for one in rows(said)] == [False, False]
    assert [one["label"] for one in manifest().values()] == [False, False]
    (warning,) = [note for note in notes(said) if note.startswith("warning:")]
    rules = "互联网广告管理办法 Art. 9; FTC 16 CFR 255; CAP Code 2.1; 互联网广告管理办法 Art. 9"
    assert warning == f"warning: no ad label; the rule: {rules}"
    assert row(run, *MAKE)["label"] is True


def test_a_code_where_it_is_not_allowed_is_made_with_the_rule_beside_it(run: Run) -> None:
    usual = run("poster", "make", "longjing", "-c", "xiaohongshu", "-F", "json")
    with_code = run("poster", "make", "longjing", "-c", "xiaohongshu", "--code", "-F", "json")
    assert rows(usual)[0]["url"] is None
    (one,) = rows(with_code)
    assert zxing(picture(one)) == [one["url"]]
    assert any(note.startswith("xiaohongshu: 小红书社区规范") for note in notes(with_code))
    without = row(run, "poster", "make", "longjing", "-c", "telegram", "--no-code")
    assert (without["url"], zxing(picture(without))) == (None, [])
    people = run("poster", "make", "longjing", "-c", "telegram", "--no-code")
    assert "no code here" in people.out


def test_what_is_not_proven_is_warned_of_on_record_and_made_again_when_it_shall_be(run: Run) -> None:
    said = run(*MAKE, "--no-verify", "-F", "json")
    assert rows(said)[0]["verified"] is False
    assert any(note.startswith("warning: nothing is read back") for note in notes(said))
    assert manifest()["longjing-telegram.png"]["verified"] is False
    assert "not verified" in run(*MAKE, "--no-verify").out
    proven = row(run, *MAKE)
    assert (proven["verified"], proven["new"]) == (True, True)
    assert row(run, *MAKE, "--no-verify")["verified"] is True, "what is proven already is not made worse"


def test_a_colour_too_pale_for_a_code_is_refused(run: Run) -> None:
    said = run(*MAKE, "--color", "#ffe08a")
    assert said.code == 1
    assert said.err.startswith("error[poor-contrast]: the colour “#ffe08a” is too pale for a code")
    assert "hint: choose a darker one" in said.err
    assert not Path("posters").exists()
    assert row(run, *MAKE, "--color", "accent", "--accent", "#ffe08a")["color"] not in {"#ffe08a", "#000000"}


def test_a_person_has_a_link_and_a_file_of_their_own(run: Run) -> None:
    assert (run("person", "add", "Ling").code, run("person", "add", "Bo").code) == (0, 0)
    mine, lings = row(run, *MAKE), row(run, *MAKE, "--person", "ling")
    assert lings["file"] == "posters/longjing-telegram__ling.png"
    assert (mine["person"], lings["person"]) == (None, "ling")
    assert mine["url"] != lings["url"]
    assert zxing(picture(lings)) == [lings["url"]]
    both = rows(run(*MAKE, "--person", "ling", "--person", "bo", "-F", "json"))
    assert [one["person"] for one in both] == ["ling", "bo"]
    assert both[0]["link"] == lings["link"]


def test_a_campaign_has_a_link_and_a_file_of_its_own(run: Run) -> None:
    plain = row(run, *MAKE)
    spring = row(run, *MAKE, "--campaign", "spring")
    assert spring["file"] == "posters/longjing-telegram_spring.png"
    assert spring["url"] != plain["url"]
    assert spring["campaign"] == "spring"


def test_names_are_by_the_pattern_below_the_folder(run: Run) -> None:
    more(run, 1)
    made = rows(run("poster", "make", "longjing", "cup-00", "-c", "telegram", "-c", "weibo",
                    "--name", "{channel}/{n:02}-{title}", "-F", "json"))  # fmt: skip
    assert [one["file"] for one in made] == [
        "posters/telegram/01-杯.png", "posters/weibo/02-杯.png",
        "posters/telegram/03-明前龙井-100g-礼盒.png", "posters/weibo/04-明前龙井-100g-礼盒.png",
    ]  # fmt: skip
    assert len(whole(Path("posters"))) == 4
    said = run("poster", "make", "longjing", "-c", "telegram", "-c", "weibo", "--name", "same", "--into", "other")
    assert said.code == 1
    assert "two different links would make one file, same.png" in said.err


def test_asking_again_keeps_the_links_and_the_file(run: Run) -> None:
    first = row(run, *MAKE)
    before = times()
    again = row(run, *MAKE)
    assert again == first | {"new": False}
    assert times() == before
    forced = row(run, *MAKE, "--force")
    assert forced == first
    assert times() != before
    assert len(json.loads(run("link", "list", "-F", "json").out)) == 1


def test_without_a_desktop_nothing_is_opened_and_that_is_said(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    said = run(*MAKE, "--open")
    assert said.code == 0
    assert notes(said)[-1] == "no desktop here, so nothing was opened"


def test_with_a_desktop_the_file_is_handed_to_its_program(home: Path) -> None:
    (home / "bin").mkdir()
    opener = home / "bin" / "xdg-open"
    opener.write_text(f'#!/bin/sh\necho "$1" >> {home}/opened\n')
    opener.chmod(0o755)
    env = {"DISPLAY": ":0", "PATH": f"{home}/bin:{os.environ['PATH']}"}
    done = sharecli(*MAKE, "--open", env=env)
    assert done.returncode == 0
    assert (home / "opened").read_text() == "posters/longjing-telegram.png\n"
    env["PATH"] = str(home / "nothing")
    done = sharecli(*MAKE, "--open", env=env)
    assert done.returncode == 0
    assert "note: “posters/longjing-telegram.png” could not be opened" in done.stderr.decode()


def test_hostile_words_are_drawn_as_text_and_said_without_harm(run: Run) -> None:
    title = '#panic("x") $x$ ] *b* \\ [bold] {0} %s <b> `c` @ref ../../etc'
    words = ("product", "edit", "longjing", "--title", f"{title} {'长' * 200}", "--note")
    run(*words, '#read("/etc/passwd")\n] $x$ #pagebreak()')
    for template in ("card", "minimal", "note"):
        one = row(run, *MAKE, "-T", template, "--name", "{title}", "--into", "out")
        assert zxing(picture(one)) == [one["url"]]
        assert Path(one["file"]).parent == Path("out")
    run(*words, "\x1b[31m red \x1b]0;title\x07")
    said = run(*MAKE, "-T", "note", "--into", "out")
    # They were made visible when they were typed; most machines have no font for that.
    assert said.code == 0 or said.err.startswith("error[glyph-missing]: no font here can draw: ␇ (U+2407) ␛ (U+241B)")
    assert "\x1b" not in said.err + said.out


@pytest.mark.parametrize("words", [("poster", "make", "longjing"), ("poster", "batch"), ("qr", "export", "longjing")])
def test_the_commands_speak_chinese(run: Run, words: tuple[str, ...]) -> None:
    del run
    where = ("--no-label",) if words[0] == "poster" else ()
    done = sharecli(*words, *where, "-c", "telegram", "--into", "out", env={"SHARECLI_LANG": "zh_CN"})
    assert done.returncode == 0, done.stderr.decode()
    for asked in (
        ("poster", "templates"),
        ("poster", "verify", "out"),
        ("poster", "make", "--help"),
        (*words, "-c", "x"),
    ):
        done = sharecli(*asked, env={"SHARECLI_LANG": "zh_CN"})
        assert done.returncode in {0, 3}, done.stderr.decode()
        assert "Traceback" not in done.stderr.decode()


# --- poster batch


def test_a_batch_makes_every_product_and_channel_and_a_poster_without_a_code_says_so(run: Run, home: Path) -> None:
    more(run, 2)
    words = ("poster", "batch", "--channel", "wechat-moments", "--channel", "xiaohongshu", "--into", "posters/")
    made = rows(run(*words, "-F", "json"))
    assert [(one["product"], one["channel"]) for one in made] == [
        (code, channel) for code in ("cup-00", "cup-01", "longjing") for channel in ("wechat-moments", "xiaohongshu")
    ]
    urls = {one["code"]: one["url"] for one in json.loads(run("link", "list", "-F", "json").out)}
    for one in made:
        drawn = opened((home / str(one["file"])).read_bytes())
        assert drawn.size == (one["width"], one["height"])
        if one["channel"] == "xiaohongshu":
            assert (one["url"], zxing(drawn)) == (None, [])
        else:
            assert one["url"] == urls[one["link"]]
            assert zxing(drawn) == [one["url"]]
        assert one["verified"] is True
    people = run(*words)
    assert "no code here" in people.out


def test_a_batch_may_be_of_one_tag_one_platform_one_word_or_the_last_days(run: Run) -> None:
    more(run, 2)
    words = ("poster", "batch", "-c", "telegram", "-F", "json")
    for narrowed, codes in (
        (("--tag", "cups"), ["cup-00", "cup-01"]),
        (("--platform", "taobao"), ["longjing"]),
        (("--query", "龙井"), ["longjing"]),
        (("--query", "cup-01"), ["cup-01"]),
        (("--since", "last-30-days"), ["cup-00", "cup-01", "longjing"]),
        (("--all",), ["cup-00", "cup-01", "longjing"]),
        ((), ["cup-00", "cup-01", "longjing"]),
    ):
        assert [one["product"] for one in rows(run(*words, *narrowed))] == codes, narrowed
    said = run("poster", "batch", "-c", "telegram", "--since", "2030-01-01")
    assert said.code == 2


def test_a_second_batch_writes_nothing_and_one_changed_product_is_made_again_alone(run: Run) -> None:
    more(run, 3)
    words = ("poster", "batch", "-c", "telegram", "-c", "print", "-F", "json")
    first = run(*words)
    assert "8 files in posters" in notes(first)
    before = times()
    second = run(*words)
    assert [one["new"] for one in rows(second)] == [False] * 8
    assert "8 files in posters, 8 of them unchanged" in notes(second)
    assert times() == before
    run("product", "edit", "cup-01", "--price", "17")
    third = rows(run(*words))
    assert [one["file"] for one in third if one["new"]] == ["posters/cup-01-telegram.png", "posters/cup-01-print.png"]
    after = times()
    assert {name for name in after if after[name] != before.get(name)} == {
        "cup-01-telegram.png", "cup-01-print.png", "manifest.json",
    }  # fmt: skip
    os.remove("posters/cup-02-print.png")  # noqa: PTH107 - as a person does it
    assert [one["file"] for one in rows(run(*words)) if one["new"]] == ["posters/cup-02-print.png"]
    assert run("poster", "verify").code == 0


def test_one_at_a_time_makes_the_same_files(run: Run) -> None:
    more(run, 2)
    many = rows(run("poster", "batch", "-c", "telegram", "--into", "a", "-F", "json"))
    one = rows(run("poster", "batch", "-c", "telegram", "--into", "b", "--jobs", "1", "-F", "json"))
    assert [each["sha256"] for each in one] == [each["sha256"] for each in many]


def test_a_batch_is_packed_into_a_zip_that_can_be_proven_where_it_is_unpacked(run: Run, home: Path) -> None:
    more(run, 1)
    said = run("poster", "batch", "-c", "telegram", "--zip", "spring.zip", "-F", "json")
    assert "2 files in spring.zip" in notes(said)
    with zipfile.ZipFile("spring.zip") as archive:
        assert sorted(archive.namelist()) == ["cup-00-telegram.png", "longjing-telegram.png", "manifest.json"]
        archive.extractall(home / "elsewhere")
    assert run("poster", "verify", str(home / "elsewhere")).code == 0
    before = Path("spring.zip").read_bytes()
    run("poster", "batch", "-c", "telegram", "--zip", "spring.zip")
    assert Path("spring.zip").read_bytes() == before, "the same files make the same zip"


LIST = (
    "product,channel,campaign,person,template,canvas,words,name\n"
    "longjing,telegram,,ling,minimal,square,,\n"
    "nothing,telegram,,,,,,\n"
    "cup-00,print,spring,,,,,\n"
    "cup-00,fax,,,,,,\n"
    "longjing,weibo,,,crad,,,\n"
    "longjing,weibo,,,note,,好茶。,{channel}/{person}/{code}\n"
)


def test_a_list_is_made_as_it_says_and_bad_rows_are_named_by_line_and_column(run: Run) -> None:
    more(run, 1)
    assert run("person", "add", "Ling").code == 0
    Path("list.csv").write_text(LIST, "utf-8")
    said = run("poster", "batch", "--from", "list.csv", "-F", "json")
    assert said.code == 7
    made = json.loads(said.out)
    assert [(one["file"], one["template"], one["canvas"]) for one in made] == [
        ("posters/longjing-telegram__ling.png", "minimal", "square"),
        ("posters/cup-00-print_spring.png", "card", "a6"),
        ("posters/weibo/longjing.png", "note", "portrait"),
    ]
    lines = [note.split(":")[0] for note in notes(said) if note.startswith("line ")]
    assert lines == ["line 3, product", "line 5, channel", "line 6, template"]
    assert "error[part-failed]: 3 rows of 6 were left out, the others were made" in said.err
    assert len(whole(Path("posters"))) == 3
    again = run("poster", "batch", "--from", "list.csv", "-F", "json")
    assert (again.code, [one["new"] for one in json.loads(again.out)]) == (7, [False] * 3)


def test_a_list_may_come_through_a_pipe_and_a_row_may_leave_its_channel_to_the_command(run: Run) -> None:
    said = run("poster", "batch", "--from", "-", "-c", "telegram", "-F", "json", stdin=b"product\nlongjing\n")
    assert [one["file"] for one in rows(said)] == ["posters/longjing-telegram.png"]
    codes = run(
        "qr", "export", "--from", "-", "-c", "telegram", "--as", "svg", "-F", "json", stdin=b"product\nlongjing\n"
    )
    assert [one["file"] for one in rows(codes)] == ["qr/longjing-telegram.svg"]


def test_of_two_rows_that_would_make_two_pictures_of_one_name_the_first_is_made(run: Run) -> None:
    text = b"product,channel,template\nlongjing,telegram,card\nlongjing,telegram,minimal\n"
    said = run("poster", "batch", "--from", "-", stdin=text)
    assert said.code == 7
    assert "line 3, name: its file would be longjing-telegram, as that of line 2" in said.err
    assert "error[part-failed]: 1 row of 2 was left out" in said.err
    assert [one["template"] for one in manifest().values()] == ["card"]
    codes = rows(run("qr", "export", "--from", "-", "-F", "json", stdin=text))
    assert {one["file"] for one in codes} == {"qr/longjing-telegram.png"}
    made = rows(run("poster", "batch", "--from", "-", "--name", "{code}-{template}", "-F", "json", stdin=text))
    assert [one["file"] for one in made] == ["posters/longjing-card.png", "posters/longjing-minimal.png"]


def test_a_list_of_hostile_words_is_drawn_as_text_or_refused_by_its_line(run: Run) -> None:
    good = 'longjing,telegram,"#panic(1) ] $x$",note,'
    text = f"product,channel,words,template,name\n{good}\nlongjing,qq,,,{{code.__class__}}\n"
    said = run("poster", "batch", "--from", "-", "-F", "json", stdin=text.encode())
    assert said.code == 7
    assert [note for note in notes(said) if note.startswith("line 3, name: ")]
    (one,) = json.loads(said.out)
    assert zxing(picture(one)) == [one["url"]]


def test_a_poster_that_cannot_be_made_is_named_and_the_others_are_kept(run: Run) -> None:
    more(run, 1)
    run("product", "edit", "longjing", "--note", "好。")
    said = run("poster", "batch", "-c", "telegram", "-T", "note", "-F", "json")
    assert said.code == 7
    assert [one["product"] for one in json.loads(said.out)] == ["longjing"]
    assert "cup-00-telegram.png: the template “note” needs words of yours, and “cup-00” has none" in notes(said)
    assert "hint: sharecli product edit cup-00 --note" in said.err
    assert whole(Path("posters")) == ["longjing-telegram.png"]


# --- poster verify


def test_a_folder_is_proven_again_without_the_seller_s_file(run: Run) -> None:
    for kind in ("png", "jpg", "pdf", "svg"):
        run("poster", "batch", "-c", "telegram", "-c", "print", "-c", "xiaohongshu", "--as", kind)
    done = sharecli("poster", "verify", "posters", "-F", "json", env={"SHARECLI_DB": "/nowhere/at/all.db"})
    assert done.returncode == 0, done.stderr.decode()
    checked = json.loads(done.stdout)
    assert len(checked) == 12
    assert all(one["ok"] for one in checked)
    assert "8 files scan" in done.stderr.decode()
    assert "4 files are as they were made, without a code" in done.stderr.decode()
    assert not Path("/nowhere").exists()
    proofs = {line.split()[0]: line.split(maxsplit=1)[1] for line in run("poster", "verify").out.splitlines()}
    assert proofs["longjing-telegram.png"] == "scans"
    assert proofs["longjing-xiaohongshu.png"] == "no code here"


def test_a_file_that_was_changed_is_named_with_exit_code_seven(run: Run) -> None:
    more(run, 2)
    run("poster", "batch", "-c", "telegram")
    victim = Path("posters/cup-01-telegram.png")
    other = Path("posters/cup-00-telegram.png").read_bytes()
    for content in (other, victim.read_bytes()[:-20], b""):
        victim.write_bytes(content)
        said = run("poster", "verify", "posters", "-F", "json")
        assert said.code == 7
        assert [one["file"] for one in json.loads(said.out) if not one["ok"]] == ["cup-01-telegram.png"]
        assert "error[part-failed]: 1 file of 3 fails: cup-01-telegram.png" in said.err
    assert "cup-01-telegram.png" in run("poster", "verify").out
    victim.unlink()
    assert run("poster", "verify").code == 7
    assert rows(run("poster", "batch", "-c", "telegram", "-F", "json"))
    assert run("poster", "verify").code == 0


def test_a_picture_put_in_another_s_place_with_its_record_does_not_pass(run: Run) -> None:
    more(run, 1)
    run("poster", "batch", "-c", "telegram")
    path = Path("posters/manifest.json")
    content = json.loads(path.read_text("utf-8"))
    cup, longjing = content["files"]
    swapped = [cup | {key: longjing[key] for key in ("sha256", "bytes")}, longjing]
    Path("posters/cup-00-telegram.png").write_bytes(Path("posters/longjing-telegram.png").read_bytes())
    path.write_text(json.dumps(content | {"files": swapped}), "utf-8")
    said = run("poster", "verify", "-F", "json")
    assert said.code == 7
    assert [one["ok"] for one in json.loads(said.out)] == [False, True]
    assert "cannot be read back" in json.loads(said.out)[0]["why"]


def test_a_file_that_nobody_recorded_is_remarked_on(run: Run) -> None:
    run(*MAKE)
    Path("posters/holiday.jpg").write_bytes(jpeg(8, 8))
    said = run("poster", "verify")
    assert said.code == 0
    assert "holiday.jpg: not in the manifest" in notes(said)


@pytest.mark.parametrize(("folder", "code"), [("nowhere", 3), (".", 3)])
def test_a_folder_that_is_not_ours_is_refused(run: Run, folder: str, code: int) -> None:
    assert run("poster", "verify", folder).code == code
    Path("manifest.json").write_text('{"name": "a web app"}')
    assert run("poster", "verify", ".").code == 5


# --- poster templates, poster template new


def test_the_templates_are_listed_in_80_columns_and_in_a_pipe(run: Run) -> None:
    said = run("poster", "templates")
    assert said.code == 0
    assert all(len(line) <= 80 for line in said.out.splitlines())
    assert "\x1b" not in said.out
    assert "▀" not in said.out
    for key in ("card", "story", "price", "minimal", "note"):
        assert re.search(rf"^{key}  ", said.out, re.MULTILINE)
    assert "needs: words" in said.out
    assert "a template of your own: sharecli poster template new mine --from card" in notes(said)
    assert not list(Path().glob("*.png"))


def test_where_there_are_colours_the_templates_are_drawn_in_half_blocks(home: Path) -> None:
    env = {"FORCE_COLOR": "1", "COLUMNS": "80", "PYTHONIOENCODING": "utf-8", "COLORTERM": "truecolor", "TERM": "xterm"}
    done = sharecli("poster", "templates", env=env)
    assert done.returncode == 0, done.stderr.decode()
    out = done.stdout.decode()
    assert out.count("▀") > 5 * 20 * 8
    assert "\x1b[38;2;" in out
    bare = re.sub(r"\x1b\[[\d;]*m", "", out)
    assert max(map(len, bare.splitlines())) <= 80
    for other in ({"NO_COLOR": "1"}, {"PYTHONIOENCODING": "ascii:replace"}):
        done = sharecli("poster", "templates", env=env | other)
        assert done.returncode == 0
        assert "▀".encode() not in done.stdout
    assert not list(home.glob("*.png"))


def test_programs_get_the_templates_as_rows_and_pictures_where_they_ask_for_them(run: Run) -> None:
    listed = json.loads(run("poster", "templates", "-F", "json").out)
    assert [one["template"] for one in listed] == ["card", "minimal", "note", "price", "story"]
    assert {one["preview"] for one in listed} == {None}
    assert Path(listed[0]["layout"]).is_file()
    with_pictures = json.loads(run("poster", "templates", "--into", "small", "-F", "json").out)
    for one in with_pictures:
        assert opened(Path(one["preview"]).read_bytes()).width == 360
    assert files_of(Path("small")) == [f"{one['template']}.png" for one in listed]


def test_a_template_of_one_s_own_is_made_listed_and_used(run: Run, home: Path) -> None:
    said = run("poster", "template", "new", "mine", "--from", "minimal", "-F", "json")
    assert said.code == 0
    made = json.loads(said.out)
    layout = home / "config" / "sharecli" / "templates" / "mine.typ"
    assert (made["template"], Path(made["layout"]), Path(made["about"])) == (
        "mine",
        layout,
        layout.with_suffix(".toml"),
    )
    assert "use it: sharecli poster make CODE --channel telegram --template mine" in notes(said)
    assert any(
        one["template"] == "mine" and one["own"] for one in json.loads(run("poster", "templates", "-F", "json").out)
    )
    assert "your own" in run("poster", "templates").out
    assert row(run, *MAKE, "-T", "mine")["template"] == "mine"
    run("config", "set", "template", "mine")
    assert row(run, *MAKE, "--into", "b")["template"] == "mine"
    taken = run("poster", "template", "new", "mine")
    assert taken.code == 4
    assert taken.err.startswith("error[template-taken]: there is a template “mine” already")
    assert run("poster", "template", "new", "other", "--from", "crad").code == 3


def test_an_edited_template_makes_its_posters_again_and_a_broken_one_is_named(run: Run, home: Path) -> None:
    run("poster", "template", "new", "mine")
    words = (*MAKE, "-T", "mine", "-F", "json")
    layout = home / "config" / "sharecli" / "templates" / "mine.typ"
    assert rows(run(*words))[0]["new"] is True
    done = sharecli(*words)
    assert json.loads(done.stdout)[0]["new"] is False
    layout.write_text(layout.read_text("utf-8") + "\n// mine\n", "utf-8")
    done = sharecli(*words)
    assert json.loads(done.stdout)[0]["new"] is True
    layout.write_text(layout.read_text("utf-8") + "\n#nonsense\n", "utf-8")
    done = sharecli(*words, "--force")
    assert done.returncode == 5
    assert re.search(r"mine\.typ, line \d+: the poster template is broken: unknown variable", done.stderr.decode())
    assert files_of(Path("posters")) == ["longjing-telegram.png"], "the last good one is kept"


# --- qr


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
@pytest.mark.parametrize("style", ["square", "rounded", "dots"])
def test_codes_are_exported_in_each_kind_and_style(run: Run, home: Path, kind: str, style: str) -> None:
    words = ("qr", "export", "--all", "--channel", "wechat-moments", "--into", "qr/", "--as", kind, "--style", style)
    one = row(run, *words)
    assert list(one) == [*ROW, *LOOK, "new"]
    assert one["file"] == f"qr/longjing-wechat-moments.{kind}"
    assert (one["style"], one["verified"]) == (style, True)
    content = (home / str(one["file"])).read_bytes()
    assert content.startswith({"png": b"\x89PNG", "svg": b"<svg", "pdf": b"%PDF"}[kind])
    page = opened(content) if kind == "png" else raster.drawn(content, kind, page=1, ppi=150)
    assert zxing(page) == [one["url"]]
    if (kind, style) == ("svg", "square"):
        assert len(modules_of_svg(content.decode())) == 37
    assert manifest("qr")[Path(str(one["file"])).name]["style"] == style
    assert run("poster", "verify", "qr").code == 0


def test_codes_are_made_again_only_where_something_changed(run: Run) -> None:
    more(run, 2)
    words = ("qr", "export", "--all", "-c", "telegram", "--zip", "codes.zip", "-F", "json")
    assert [one["new"] for one in rows(run(*words))] == [True] * 3
    before = times("qr")
    assert [one["new"] for one in rows(run(*words))] == [False] * 3
    run("product", "edit", "cup-00", "--price", "3", "--title", "别的杯")
    assert [one["new"] for one in rows(run(*words))] == [False] * 3
    assert times("qr") == before
    assert [one["new"] for one in rows(run(*words, "--style", "dots"))] == [True] * 3
    with zipfile.ZipFile("codes.zip") as archive:
        assert len(archive.namelist()) == 4


def test_a_code_with_a_logo_a_colour_and_a_person_reads_back(run: Run) -> None:
    assert run("person", "add", "Ling").code == 0
    Image.new("RGB", (90, 60), "#c8402f").save("logo.png")
    one = row(run, "qr", "export", "longjing", "-c", "telegram", "--logo", "logo.png", "--color", "accent",
              "--person", "ling", "--name", "{person}/{code}")  # fmt: skip
    assert one["file"] == "qr/ling/longjing.png"
    assert (one["level"], one["person"]) == ("H", "ling")
    assert one["color"] not in {"#000000", ""}
    assert zxing(picture(one)) == [one["url"]]
    plain = row(run, "qr", "export", "longjing", "-c", "telegram")
    assert plain["url"] != one["url"]


def test_a_code_alone_is_never_a_jpeg(run: Run) -> None:
    said = run("qr", "export", "longjing", "-c", "telegram", "--as", "jpg")
    assert said.code == 2
    assert "hint: --as png" in said.err


def test_a_code_is_shown_with_its_link_below(run: Run) -> None:
    said = run("qr", "show", "longjing", "--channel", "wechat-moments")
    assert said.code == 0
    one = json.loads(run("qr", "show", "longjing", "--channel", "wechat-moments", "-F", "json").out)
    assert said.out.endswith(f"\n{one['url']}\n")
    assert run("person", "add", "Ling").code == 0
    lings = run("qr", "show", "longjing", "--channel", "wechat-moments", "--person", "ling").out
    assert not lings.endswith(f"\n{one['url']}\n")


# --- what is said


def test_what_a_seller_should_know_goes_to_the_error_stream(run: Run) -> None:
    run("config", "set", "name", "")
    said = run("poster", "make", "longjing", "-c", "xiaohongshu", "-F", "json")
    assert said.code == 0
    there = said.err.splitlines()
    assert there
    assert all(line.startswith("note: ") for line in there)
    assert any("1 new link" in line for line in there)
    assert any("xiaohongshu: " in line for line in there)
    assert any("your name is not on it yet: sharecli config set name" in line for line in there)
    assert "note" not in said.out


def test_progress_goes_to_the_error_stream_and_only_data_to_the_output(run: Run, home: Path) -> None:
    more(run, 30)
    done = sharecli("qr", "export", "--all", "-c", "telegram", "--into", str(home / "qr"), "-F", "json")
    assert done.returncode == 0
    assert len(json.loads(done.stdout)) == 31
    lines = done.stderr.decode().splitlines()
    counts = [int(line.split("/")[0].removeprefix("codes ")) for line in lines if line.startswith("codes ")]
    assert counts == sorted(set(counts))
    assert len(counts) in range(3, 12), "a line every tenth"


def test_a_long_batch_shows_its_first_files_and_how_many_more(run: Run) -> None:
    more(run, 30)
    said = run("qr", "export", "--all", "-c", "telegram")
    assert "and 7 more" in said.out
    assert all(len(line) <= 80 for line in said.out.splitlines())


@pytest.mark.parametrize("form", ["csv", "markdown"])
def test_rows_with_and_without_a_code_make_one_table(run: Run, form: str) -> None:
    said = run("poster", "make", "longjing", "-c", "xiaohongshu", "-c", "print", "-F", form)
    assert said.code == 0
    head, *lines = said.out.splitlines()
    assert "style" in head
    assert "dpi" in head
    assert len(lines) == (2 if form == "csv" else 3)
    assert len({line.count("," if form == "csv" else "|") for line in [head, *lines]}) == 1


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("poster", "make", "longjing"), 2, "which channel? none was named"),
        (("poster", "make", "longjin", "-c", "telegram"), 3, "there is no product “longjin”"),
        (("poster", "make", "longjing", "-c", "telegramm"), 3, "telegramm"),
        ((*MAKE, "--canvas", "tall"), 3, "“telegram” has no canvas “tall”; it has: portrait, square"),
        ((*MAKE, "--template", "crad"), 3, "there is no template “crad”"),
        ((*MAKE, "--theme", "grey"), 2, "the theme “grey” is neither light nor dark"),
        ((*MAKE, "--accent", "grue"), 2, "grue"),
        ((*MAKE, "--name", "{nope}"), 2, "there is no field “{nope}”"),
        ((*MAKE, "--name", "/x"), 2, "a name begins in the folder of --into"),
        ((*MAKE, "--logo", "none.png"), 5, "none.png"),
        ((*MAKE, "--person", "L i n g"), 2, "L i n g"),
        ((*MAKE, "--words", "x" * 301), 2, "your recommendation has 301 characters"),
        ((*MAKE, "--as", "gif"), 2, "gif"),
        ((*MAKE, "-T", "note"), 1, "the template “note” needs words of yours"),
        (("poster", "batch", "-c", "telegram", "--tag", "nothing"), 2, "no active product fits"),
        (("poster", "batch", "--from", "list.csv"), 5, "list.csv"),
        (("poster", "batch", "--from", "list.csv", "--tag", "x"), 2, "--from and --tag do not go together"),
        (("poster", "batch", "--from", "list.csv", "--all"), 2, "--from and --all do not go together"),
        (("qr", "export", "longjing", "--from", "list.csv"), 2, "--from and product codes do not go together"),
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
    assert files_of(home / "posters") == [] == files_of(home / "qr")


def test_an_archived_product_has_no_poster(run: Run) -> None:
    run("product", "archive", "longjing")
    said = run(*MAKE)
    assert said.code == 1
    assert "hint: sharecli product restore longjing" in said.err


def test_a_foreign_code_in_the_product_s_picture_is_found_and_the_poster_is_not_kept(run: Run) -> None:
    from sharecli.codes.qr import Code

    with Image.open(io.BytesIO(Code("https://evil.example/").png(module_px=20))) as code:
        code.save("evil.png")
    run("product", "edit", "longjing", "--image", "evil.png")
    said = run(*MAKE)
    assert said.code == 7
    assert "https://evil.example/" in said.err
    assert files_of(Path("posters")) == []


def test_without_a_short_domain_the_code_holds_the_shop_s_link_and_the_command_says_so(run: Run) -> None:
    run("config", "set", "base-url", "")
    said = run(*MAKE, "-F", "json")
    (one,) = rows(said)
    assert str(one["url"]).startswith("https://item.taobao.com/item.htm?id=6100")
    assert "no base-url is set" in said.err
    assert zxing(picture(one)) == [one["url"]]


def test_the_real_program_makes_what_the_tests_saw(home: Path) -> None:
    done = sharecli(*MAKE, "--theme", "dark", "--as", "jpg", "--into", str(home / "out"), "-F", "json")
    assert done.returncode == 0, done.stderr.decode()
    (one,) = json.loads(done.stdout)
    assert zxing(picture(one)) == [one["url"]]
    assert "PYTHONPATH" not in environment()
