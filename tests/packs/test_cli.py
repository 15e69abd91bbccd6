"""sharecli share, as a seller types it: the pack, the diary, and who is spared."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from codes.decoders import have_zbar, opencv, opened, zbar, zxing
from conftest import Run, Said
from factories import kept_product
from process import sharecli
from sharecli.errors import Unexpected
from sharecli.posters.render import Studio

KEYS = ["product", "channel", "group", "person", "content", "link", "url", "forced", "label", "folder", "files",
        "caption", "at"]  # fmt: skip
DAY = Path("shares/2026-10-15")


@pytest.fixture(autouse=True)
def shop(run: Run, db: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two teas, a cup, and a group, in a folder of one's own."""
    monkeypatch.chdir(home)
    db.parent.mkdir(parents=True)
    kept_product(db)
    kept_product(db, code="oolong", title="乌龙茶 50g", url="https://shop.example/oolong")
    kept_product(db, code="cup", title="白瓷杯", url="https://shop.example/cup", tags=["cups"])
    run("config", "set", "base-url", "https://go.example.shop")
    run("config", "set", "name", "小满")
    assert run("group", "add", "茶友群", "--word", "tea", "-c", "wechat-group", "-i", "tea").code == 0


def rows(said: Said) -> list[dict[str, Any]]:
    assert said.code == 0, said.err
    found: list[dict[str, Any]] = json.loads(said.out)
    return found


def diary(run: Run, *words: str) -> list[dict[str, Any]]:
    return rows(run("share", "log", *words, "-F", "json"))


def earlier(db: Path, *shares: tuple[str, int]) -> None:
    """Shares of product 1 or another in the group, at moments."""
    with closing(sqlite3.connect(db)) as file, file:
        file.executemany(
            "INSERT INTO shares (link_id, product_id, channel, group_id, shared_at) "
            "VALUES (1, ?, 'wechat-group', 1, ?)",
            [(product, at) for at, product in shares],
        )


def test_one_command_makes_link_caption_poster_and_code_and_notes_it(run: Run) -> None:
    (row,) = rows(run("share", "longjing", "--group", "茶友群", "-F", "json"))
    assert list(row) == KEYS
    folder = DAY / "wechat-group-tea" / "longjing"
    assert (row["folder"], row["files"]) == (str(folder), ["caption.txt", "poster.png", "qr.png"])
    assert (row["group"], row["channel"], row["forced"], row["label"]) == ("tea", "wechat-group", False, True)
    assert (folder / "caption.txt").read_text("utf-8") == row["caption"] + "\n"
    assert row["caption"].startswith("广告\n明前龙井")
    assert row["url"] in row["caption"]
    for name in ("poster.png", "qr.png"):
        content = (folder / name).read_bytes()
        assert zxing(opened(content)) == [row["url"]]
        assert not have_zbar() or zbar(content) == row["url"]
    assert opencv(opened((folder / "qr.png").read_bytes())) == row["url"]
    assert opened((folder / "poster.png").read_bytes()).size == (1080, 1440)
    (line,) = diary(run)
    assert (line["product"], line["group"], line["link"], line["at"]) == (
        "longjing", "tea", row["link"], "2026-10-15T04:00:00Z",
    )  # fmt: skip
    assert line["folder"] == str(folder.absolute())
    assert run("poster", "verify", str(folder)).code == 0
    assert [one for one in folder.parent.iterdir() if one.name.startswith(".")] == []


def test_a_channel_without_codes_gets_no_code_and_none_is_on_its_poster(run: Run) -> None:
    (row,) = rows(run("share", "longjing", "-c", "小红书", "-F", "json"))
    assert row["files"] == ["caption.txt", "poster.png"]
    assert (row["group"], row["folder"]) == (None, str(DAY / "xiaohongshu" / "longjing"))
    assert zxing(opened((DAY / "xiaohongshu/longjing/poster.png").read_bytes())) == []
    assert row["url"] not in row["caption"]
    assert "小红书社区规范" in run("share", "cup", "-c", "xiaohongshu").err


def test_people_read_captions_and_nothing_else_on_the_output(run: Run) -> None:
    said = run("share", "oolong", "longjing", "-g", "tea", "--no-poster", "--no-qr")
    first, second = said.out.split("\n\n-----\n\n")
    assert first.startswith("广告\n乌龙茶 50g\n")  # in the order in which they were named
    assert second.startswith("广告\n明前龙井 100g 礼盒\n")
    assert "note: 1 file in shares/2026-10-15/wechat-group-tea/oolong\n" in said.err
    assert "note: 2 shares are in the diary\n" in said.err
    assert "sharecli" not in said.out


def test_the_long_form_is_the_same_for_a_product_called_as_a_verb_is(run: Run, db: Path) -> None:
    kept_product(db, code="plan", title="茶席", url="https://shop.example/plan")
    (row,) = rows(run("share", "pack", "plan", "-g", "tea", "--no-poster", "-F", "json"))
    assert row["product"] == "plan"


def test_a_group_does_not_see_the_same_product_within_its_rest(run: Run) -> None:
    assert run("share", "longjing", "-g", "tea", "--no-poster").code == 0
    said = run("share", "oolong", "longjing", "-g", "tea")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith(
        "error[group-spared]: “longjing”: “tea” saw this product on 2026-10-15; it rests 7 days, "
        "until 2026-10-22 12:00\n"
    )
    assert said.err.endswith(" hint: what may be shared there: sharecli share next --group tea\n")
    assert len(diary(run)) == 1
    assert not (DAY / "wechat-group-tea" / "oolong").exists()
    assert run("share", "longjing", "-c", "wechat-group", "--no-poster").code == 0  # nobody in particular is worn out


def test_a_group_gets_two_posts_a_day_and_a_command_counts_its_own(run: Run) -> None:
    said = run("share", "longjing", "oolong", "cup", "-g", "tea")
    assert said.code == 1
    assert (
        "“cup”: “tea” had 2 posts today, and 2 a day is what it is spared for; fine from 2026-10-16 00:00 on"
        in said.err
    )
    assert diary(run) == []
    assert not DAY.exists()
    run("group", "edit", "tea", "--posts-a-day", "0")
    assert "; never, as it is set" in run("share", "cup", "-g", "tea").err


def test_what_is_forced_is_shared_and_recorded(run: Run) -> None:
    words = ("share", "longjing", "-g", "tea", "--no-poster", "-F", "json")
    rows(run(*words))
    said = run(*words, "--force")
    (row,) = rows(said)
    assert (row["forced"], row["folder"]) == (True, str(DAY / "wechat-group-tea" / "longjing-2"))  # the first one stays
    assert "note: warning: “tea” saw this product on 2026-10-15" in said.err
    assert [one["forced"] for one in diary(run)] == [True, False]
    assert "forced" in run("share", "log").out


def test_a_caption_that_breaks_a_rule_is_refused_or_recorded(run: Run) -> None:
    run("product", "edit", "longjing", "--title", "国家级龙井")
    for words in ((), ("--dry-run",)):
        said = run("share", "longjing", "cup", "-g", "tea", *words)
        assert (said.code, "error[caption-refused]" in said.err) == (1, True)
    assert diary(run) == []
    assert not DAY.exists()
    (row,) = rows(run("share", "longjing", "-g", "tea", "--force", "--no-poster", "-F", "json"))
    assert row["forced"] is True
    (row,) = rows(run("share", "cup", "-c", "weibo", "--no-label", "--no-poster", "-F", "json"))
    assert row["label"] is False
    assert [one["label"] for one in diary(run, "-c", "weibo")] == [False]
    assert "no ad label" in run("share", "log").out


def test_a_dry_run_changes_nothing_and_refuses_as_in_earnest(run: Run) -> None:
    said = run("share", "longjing", "-g", "tea", "--dry-run", "-F", "json")
    (row,) = rows(said)
    assert (row["link"], row["caption"], row["files"], row["at"]) == (None, None, [], None)
    assert row["folder"] == str(DAY / "wechat-group-tea" / "longjing")
    assert "a dry run: nothing was changed" in said.err
    assert rows(run("link", "list", "-F", "json")) == diary(run) == []
    assert not DAY.exists()
    rows(run("share", "longjing", "-g", "tea", "--no-poster", "-F", "json"))
    assert "error[group-spared]" in run("share", "longjing", "-g", "tea", "--dry-run").err
    run("person", "add", "Ling")
    words = ("share", "oolong", "-g", "tea", "--no-poster", "--person")
    for dry in (("--dry-run",), ()):
        assert "error[person-not-found]" in run(*words, "lign", *dry).err
    assert run(*words, "ling", "--dry-run").code == 0


@pytest.mark.usefixtures("home")
def test_a_poster_that_fails_leaves_no_line_and_no_file(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    draw = Studio.draw

    def broken(self: Studio, poster: Any, *rest: Any) -> bytes:
        if poster.product == "longjing":
            raise Unexpected("the press stands still", hint="sharecli db check")
        return draw(self, poster, *rest)

    monkeypatch.setattr(Studio, "draw", broken)
    said = run("share", "longjing", "-g", "tea")
    assert (said.code, said.out) == (1, "")
    assert "the press stands still" in said.err
    assert diary(run) == []
    assert list(DAY.rglob("*.*")) == []
    said = run("share", "longjing", "oolong", "-g", "tea")
    assert said.code == 7  # the other is made and noted
    assert "error[part-failed]: 1 share of 2 was not made: longjing" in said.err
    assert [one["product"] for one in diary(run)] == ["oolong"]
    assert sorted(one.name for one in (DAY / "wechat-group-tea").iterdir()) == ["oolong"]


def test_a_diary_that_cannot_be_written_leaves_no_folder(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from sharecli.packs import records

    def broken(*_words: object, **_more: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(records, "note", broken)
    assert run("share", "longjing", "-g", "tea", "--no-poster").code == 6
    assert list((DAY / "wechat-group-tea").iterdir()) == []


def test_ctrl_c_keeps_what_is_finished_and_says_so(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from sharecli.packs import records

    note, calls = records.note, iter(range(9))

    def interrupted(*words: Any, **more: Any) -> None:
        if next(calls):
            raise KeyboardInterrupt
        note(*words, **more)

    monkeypatch.setattr(records, "note", interrupted)
    said = run("share", "longjing", "oolong", "-g", "tea", "--no-poster")
    assert (said.code, "error[stopped]: stopped: 1 share is in the diary" in said.err) == (130, True)
    assert [one["product"] for one in diary(run)] == ["longjing"]
    assert sorted(one.name for one in (DAY / "wechat-group-tea").iterdir()) == ["longjing"]


def test_person_and_content_are_in_link_folder_and_diary(run: Run) -> None:
    said = run("share", "longjing", "-g", "tea", "--content", "spring", "--no-poster")
    assert (said.code, "error[content-not-found]: there is no content “spring”" in said.err) == (3, True)
    run("content", "add", "spring", "--kind", "review", "--title", "春茶测评")
    run("person", "add", "Ling")
    words = ("share", "longjing", "-g", "tea", "--content", "spring", "--person", "ling", "--no-poster", "-F", "json")
    (row,) = rows(run(*words))
    assert row["folder"].endswith("/longjing_spring__ling")
    assert (row["person"], row["content"]) == ("ling", "spring")
    (line,) = diary(run, "--person", "ling", "--content", "spring")
    assert (line["person"], line["content"]) == ("ling", "spring")
    link = rows(run("link", "list", "--person", "ling", "-F", "json"))[0]
    assert link["code"] == row["link"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["longjing"], "usage"),
        (["longjing", "-g", "tea", "-c", "weibo"], "usage"),
        (["longjing", "-g", "nowhere"], "group-not-found"),
        (["nothing", "-g", "tea"], "not-found"),
        (["longjing", "-c", "nowhere"], "not-found"),
        (["longjing", "-g", "tea", "--tone", "nobody's"], "not-found"),
        (["longjing", "-g", "tea", "--person", "玲"], "bad-value"),
        (["longjing", "-g", "tea", "--into", "data/sharecli/sharecli.db"], "cannot-write"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(run: Run, words: list[str], code: str) -> None:
    said = run("share", *words)
    assert f"error[{code}]" in said.err
    assert said.out == ""
    assert "hint: " in said.err
    assert diary(run) == []


def test_an_archived_group_gets_nothing(run: Run) -> None:
    run("group", "edit", "tea", "--archive")
    said = run("share", "longjing", "-g", "tea")
    assert "error[group-archived]" in said.err
    assert "sharecli group edit tea --restore" in said.err


def test_the_clipboard_gets_every_caption_with_a_blank_line_between(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool = home / "bin" / "pbcopy"
    tool.parent.mkdir()
    tool.write_text(f'#!/bin/sh\n/bin/cat > "{home}/copied"\n')
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(tool.parent))
    monkeypatch.delenv("SSH_TTY", raising=False)
    monkeypatch.delenv("SSH_CONNECTION", raising=False)
    said = run("share", "longjing", "oolong", "-g", "tea", "--no-poster", "--copy", "-F", "json")
    assert "it is on the clipboard" in said.err
    assert (home / "copied").read_text("utf-8") == "\n\n".join(row["caption"] for row in rows(said))


def test_the_diary_is_narrowed_by_everything_it_knows(run: Run, db: Path) -> None:
    run("share", "longjing", "-g", "tea", "--no-poster")
    run("share", "cup", "-c", "weibo", "--no-poster")
    earlier(db, ("2026-08-01T00:00:00Z", 2))
    assert [one["product"] for one in diary(run)] == ["cup", "longjing"]
    assert len(diary(run, "--period", "all")) == 3
    assert [one["product"] for one in diary(run, "--group", "tea")] == ["longjing"]
    assert [one["product"] for one in diary(run, "--channel", "微博")] == ["cup"]
    assert [one["product"] for one in diary(run, "--product", "cup")] == ["cup"]
    assert diary(run, "--period", "2026-08", "--group", "tea")[0]["product"] == "oolong"
    assert run("share", "log", "-F", "csv").out.splitlines()[0].startswith("at,product,channel,group,person,content")
    assert "Nothing was shared in that time" in run("share", "log", "--period", "2025").out


def test_it_speaks_chinese_is_at_home_in_eighty_columns_and_in_a_pipe(run: Run, db: Path) -> None:
    run("share", "longjing", "-g", "tea", "--no-poster")
    env = {"SHARECLI_LANG": "zh_CN", "COLUMNS": "80", "SHARECLI_DB": str(db)}
    for words in (("share", "--help"), ("share", "log"), ("share", "next", "--seed", "1"), ("share", "plan", "--help")):
        done = sharecli(*words, env=env)
        assert done.returncode == 0, done.stderr.decode()
        assert done.stdout.decode()
    done = sharecli("share", "oolong", "-c", "weibo", "--no-poster", env=env)
    assert done.stdout.decode().startswith("广告\n乌龙茶")
    assert b"Traceback" not in done.stderr


def test_an_empty_home_is_told_how_to_begin(home: Path) -> None:
    env = {"SHARECLI_DB": str(home / "elsewhere.db")}
    for words, hint in (
        (("share", "next", "--seed", "1"), "sharecli group add"),
        (("share", "log"), "sharecli share PRODUCT"),
        (("share", "plan", "--seed", "1"), "Nothing can be planned"),
        (("content", "list"), "sharecli content add"),
    ):
        done = sharecli(*words, env=env)
        assert (done.returncode, hint in done.stdout.decode()) == (0, True), done.stderr.decode()
    assert not (home / "elsewhere.db").exists()


def test_a_template_that_is_broken_leaves_no_link_behind(run: Run, home: Path) -> None:
    folder = home / "config" / "sharecli" / "captions"
    folder.mkdir(parents=True)
    (folder / "mine.txt").write_text("{{ nothing }}", "utf-8")
    for words in ((), ("--dry-run",)):
        said = run("share", "longjing", "-c", "instagram", "--tone", "mine", *words)
        assert said.code == 5
        assert said.err.endswith(f" --tone plain{' --dry-run' if words else ''}\n")  # the command as typed, mended
    assert rows(run("link", "list", "-F", "json")) == []


def test_the_caption_in_a_pack_is_no_stranger_to_its_manifest(run: Run) -> None:
    assert run("share", "longjing", "-c", "weibo").code == 0
    said = run("poster", "verify", str(DAY / "weibo" / "longjing"))
    assert (said.code, "manifest" in said.err + said.out) == (0, False)


def test_without_a_clipboard_the_captions_are_found_in_their_packs(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sharecli.shell import clipboard

    monkeypatch.setenv("PATH", str(home))
    monkeypatch.setattr(clipboard, "TERMINAL", home / "none" / "tty")
    said = run("share", "longjing", "-c", "weibo", "--no-poster", "--copy")
    assert "or take the text by: cat shares/2026-10-15/weibo/longjing/caption.txt\n" in said.err
