"""sharecli caption: the usual verb, several products, what is recorded, the clipboard."""

import json
from pathlib import Path

import pytest

from conftest import Run


@pytest.fixture(autouse=True)
def goods(run: Run) -> None:
    run(
        "product",
        "add",
        "https://shop.example/tea",
        "--title",
        "明前龙井 100g",
        "--price",
        "129",
        "--was",
        "159",
        "--code",
        "longjing",
    )
    run("product", "add", "https://shop.example/cup", "--title", "白瓷杯", "--price", "59", "--code", "lint")
    run("config", "set", "base-url", "https://go.example.shop")


def test_a_caption_is_written_without_its_verb_and_with_it(run: Run) -> None:
    short = run("caption", "longjing", "--channel", "wechat-group")
    assert short.out.startswith("广告\n明前龙井 100g\n原价 ¥159，到手价 ¥129\n👉 https://go.example.shop/")
    assert run("caption", "--channel", "wechat-group", "longjing").out == short.out
    assert run("caption", "write", "longjing", "--channel", "wechat-group").out == short.out
    assert run("caption", "write", "lint", "--channel", "weibo").code == 0


def test_json_has_the_contract_and_records_what_was_overruled(run: Run) -> None:
    (row,) = json.loads(run("caption", "longjing", "-c", "weibo", "--no-label", "-F", "json").out)
    assert list(row) == ["product", "channel", "language", "tone", "link", "label", "forced", "text", "findings"]
    assert (row["product"], row["label"], row["forced"]) == (["longjing"], False, False)
    run("product", "edit", "longjing", "--title", "国家级龙井")
    refused = run("caption", "longjing", "-c", "weibo")
    assert (refused.code, refused.out) == (1, "")
    assert "error[caption-refused]" in refused.err
    (row,) = json.loads(run("caption", "longjing", "-c", "weibo", "--force", "-F", "json").out)
    assert (row["forced"], row["findings"][0]["from"], row["findings"][0]["words"]) == (True, "title", "国家级")
    (row,) = json.loads(run("caption", "longjing", "-c", "weibo", "--allow", "国家级龙井", "-F", "json").out)
    assert (row["forced"], row["findings"]) == (False, [])


def test_each_product_channel_and_person_has_a_caption_with_a_link_of_its_own(run: Run) -> None:
    for name in ("Ling", "Bo"):
        run("person", "add", name)
    words = (
        "caption",
        "longjing",
        "lint",
        "-c",
        "weibo",
        "-c",
        "qq",
        "--person",
        "ling",
        "--person",
        "bo",
        "-F",
        "json",
    )
    rows = json.loads(run(*words).out)
    assert len(rows) == len({row["link"] for row in rows}) == 8
    assert all(row["link"] in row["text"] for row in rows)


def test_together_is_one_caption_a_channel(run: Run) -> None:
    rows = json.loads(run("caption", "longjing", "lint", "-c", "weibo", "-c", "qq", "--together", "-F", "json").out)
    assert [(row["channel"], row["product"], row["tone"]) for row in rows] == [
        ("weibo", ["longjing", "lint"], "list"),
        ("qq", ["longjing", "lint"], "list"),
    ]
    assert all(word in rows[0]["text"] for word in ("1. 明前龙井", "2. 白瓷杯", *rows[0]["link"].split()))


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("longjing",), 2),
        (("nothing", "-c", "weibo"), 3),
        (("longjing", "-c", "nowhere"), 3),
        (("longjing", "-c", "weibo", "--tone", "frendly"), 3),
        (("longjing", "-c", "weibo", "--language", "tlh"), 3),
        (("longjing", "-c", "weibo", "--tone", "plain", "--together"), 2),
        ((), 2),
    ],
)
def test_what_cannot_be_written_is_refused_in_one_sentence(run: Run, words: tuple[str, ...], code: int) -> None:
    said = run("caption", *words)
    assert (said.code, said.out) == (code, "")
    assert [line.split("[")[0].split(":")[0] for line in said.err.splitlines()] == ["error", " hint"]


def test_a_language_without_that_tone_gets_the_plain_one_and_is_told(run: Run) -> None:
    said = run("caption", "longjing", "-c", "weibo", "--language", "de")
    assert said.out.startswith("Anzeige\n")
    assert "no template “friendly” for de: the plain one was taken" in said.err


def test_a_clipboard_that_is_not_there_is_said_and_no_more(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sharecli.shell import clipboard

    monkeypatch.setenv("PATH", str(home))
    monkeypatch.setattr(clipboard, "TERMINAL", home / "none" / "tty")
    said = run("caption", "longjing", "-c", "weibo", "--copy")
    assert (said.code, "there is no clipboard here: install " in said.err, said.out.startswith("广告")) == (
        0,
        True,
        True,
    )
    assert "sharecli caption longjing -c weibo > caption.txt\n" in said.err


@pytest.mark.parametrize(
    "words", [("--tone", "nope"), ("--tone", "mine"), ("--language", "tlh"), ("--words", "最佳的茶"), ("--person", "x")]
)
def test_a_refused_caption_leaves_no_link_behind(run: Run, home: Path, words: tuple[str, ...]) -> None:
    folder = home / "config" / "sharecli" / "captions"
    folder.mkdir(parents=True)
    (folder / "mine.txt").write_text("{{ label }}\n{{ nothing }}", "utf-8")
    assert run("caption", "longjing", "-c", "qq", *words).code in {1, 3, 5}
    assert json.loads(run("link", "list", "-F", "json").out) == []


def test_words_of_the_command_are_not_blamed_on_the_product(run: Run) -> None:
    said = run("caption", "longjing", "-c", "weibo", "--words", "最佳的茶")
    assert "(in your --words)" in said.err
    assert "hint: mend it: sharecli caption longjing -c weibo --words '…'; or" in said.err
    assert "product edit" not in said.err
    (row,) = json.loads(run("caption", "longjing", "-c", "weibo", "--words", "最佳的茶", "--force", "-F", "json").out)
    assert row["findings"][0]["from"] == "words"


def test_what_is_shown_is_the_link_that_is_kept(run: Run) -> None:
    (row,) = json.loads(run("caption", "longjing", "-c", "weibo", "-F", "json").out)
    (link,) = json.loads(run("link", "list", "-F", "json").out)
    assert (row["link"], link["url"] in row["text"]) == (link["code"], True)
