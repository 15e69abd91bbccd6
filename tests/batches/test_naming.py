"""A pattern of names gives names that are safe on every system, and refuses what is none."""

import re
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import example, given, strategies as st

from sharecli.batches.naming import FIELDS, Pattern, safe_path
from sharecli.errors import Usage

VALUES = {
    "code": "longjing",
    "channel": "wechat-moments",
    "title": "明前龙井 100g / 礼盒",
    "platform": "taobao",
    "person": "ling",
    "campaign": "spring",
    "link": "dm6d6bw",
    "canvas": "feed",
    "template": "card",
}


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("{code}", "longjing"),
        ("{channel}/{code}-{title}", "wechat-moments/longjing-明前龙井-100g-礼盒"),
        ("{platform}/{person}/{campaign}/{code}_{link}", "taobao/ling/spring/longjing_dm6d6bw"),
        ("{canvas}-{template}-{n}", "feed-card-7"),
        ("{n:03}-{code}", "007-longjing"),
        ("{n:4}", "0007"),
        (r"{channel}\{code}", "wechat-moments/longjing"),
        ("春茶/{title}", "春茶/明前龙井-100g-礼盒"),
        ("./a//{code}", "a/longjing"),
        ("con/nul.{code}", "_con/_nul.longjing"),
        ("COM¹/{code}", "_COM¹/longjing"),
        ("...hidden", "hidden"),
        ("ab:c|d?*<>{code}.", "ab-c-d-longjing"),
        ("x.png", "x"),
        ("{code}.JPG", "longjing"),
        ("{channel}/{code}.v2.pdf", "wechat-moments/longjing.v2"),
        ("{code}.txt", "longjing.txt"),
        ("{code}.svgz", "longjing.svgz"),
        (".png", "png"),
        ("a/.svg", "a/svg"),
    ],
)
def test_a_pattern_gives_a_name(pattern: str, name: str) -> None:
    assert Pattern.read(pattern).name(VALUES, n=7) == name


def test_a_folder_of_empty_fields_is_left_out() -> None:
    assert Pattern.read("{channel}/{campaign}/{code}-{person}").name({"channel": "qq", "code": "tea"}, n=1) == "qq/tea"
    assert Pattern.read("{campaign}").name({}, n=1) == "_"


@pytest.mark.parametrize(
    "pattern",
    [
        "{code.__class__}",
        "{code[0]}",
        "{code!r}",
        "{0}",
        "{}",
        "{code:>99}",
        "{n:03d}",
        "{n:>3}",
        "{n:0}",
        "{n:99}",
        "{n:٣}",
        "{product}",
        "{{code}}",
        "{code",
        "code}",
        "{co{n}de}",
        "",
        " ",
        "/{code}",
        r"\\server\{code}",
        "~/{code}",
        "C:{code}",
        r"c:\{code}",
        "../{code}",
        "{channel}/../../{code}",
        r"a\..\{code}",
        " .. /{code}",
        "{channel}/",
        "a/b/c/d/e/f/g/h/{code}",
        "a\0{code}",
        "a\n{code}",
        "a\u202e{code}",
        "\ud800{code}",
    ],
)
def test_what_is_no_pattern_is_refused_with_the_fields_there_are(pattern: str) -> None:
    with pytest.raises(Usage) as caught:
        Pattern.read(pattern)
    assert caught.value.message.isprintable()
    assert all("{" + field + "}" in str(caught.value.hint) for field in FIELDS)


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ('a:b*?"<>|.', "has any of these"),
        ("C:{code}", "has any of these"),
        (r"C:\{code}", "begins in the folder"),
        ("C:/{code}", "begins in the folder"),
        ("~/{code}", "begins in the folder"),
    ],
)
def test_a_drive_and_a_letter_that_no_name_has_are_told_apart(pattern: str, why: str) -> None:
    with pytest.raises(Usage, match=why):
        Pattern.read(pattern)


def stays_inside(name: str) -> bool:
    """Whether a name is a plain relative path, on POSIX and on Windows."""
    windows = PureWindowsPath(name)
    parts = name.split("/")
    return (
        not windows.is_absolute()
        and not windows.drive
        and not PurePosixPath(name).is_absolute()
        and all(part not in {"", ".", ".."} and not re.search(r'[\\:*?"<>|\0-\x1f]', part) for part in parts)
        and not any(part.endswith((".", " ")) or part.startswith(".") for part in parts)
        and not any(PureWindowsPath(part).is_reserved() for part in parts)
        and all(len(part.encode()) <= 201 for part in parts)
    )


@given(st.text(max_size=300), st.text(max_size=300))
def test_no_value_leads_out_of_the_folder(title: str, code: str) -> None:
    name = Pattern.read("{title}/{code}/{code}-{title}").name({"title": title, "code": code}, n=1)
    assert stays_inside(name)


@given(st.text(max_size=60))
@example(".")
@example("tea/..")
def test_a_pattern_is_refused_or_stays_inside(words: str) -> None:
    try:
        pattern = Pattern.read(words)
    except Usage:
        return
    assert stays_inside(pattern.name({"code": "../../x", "title": "C:\\x\0"}, n=1))


@given(st.text(max_size=60))
def test_any_words_make_a_safe_path(words: str) -> None:
    assert stays_inside(safe_path(words))


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("a/b", "a/b"),
        ("../../up", "up"),
        ("/etc/x", "etc/x"),
        ("..", "_"),
        ("", "_"),
        ("C:\\x", "C/x"),
        ("茶/a", "茶/a"),
    ],
)
def test_what_would_lead_out_is_dropped_from_a_path(words: str, path: str) -> None:
    assert safe_path(words) == path


def test_a_long_title_is_cut_between_characters_and_its_code_stands() -> None:
    name = Pattern.read("{code}-{title}").name({"code": "tea", "title": "茶" * 500}, n=1)
    assert name.startswith("tea-茶")
    assert 190 < len(name.encode()) <= 200
