"""The contract of errors: a stable code, an exit code of its family, two lines, and a place in docs/errors.md."""

import re
from collections import defaultdict
from pathlib import Path
from runpy import run_path
from typing import Any

import pytest
from PIL import Image

from conftest import Run
from process import ROOT
from sharecli.channels.loader import channels as load_channels
from sharecli.errors import SharecliError, StoreTrouble, Unreadable, Usage
from sharecli.shell.page import refuse

SCRIPT: dict[str, Any] = run_path(str(ROOT / "scripts/errors_doc.py"))
CLASSES: list[type[SharecliError]] = SCRIPT["classes"]()
FAMILIES = ["Refused", "Usage", "NotFound", "Taken", "Unreadable", "StoreTrouble", "PartFailed"]


def test_a_code_stands_for_one_thing() -> None:
    # Two slices may refuse the same thing, under the same name; nothing else shares a code.
    named = defaultdict(set)
    for one in CLASSES:
        named[one.code].add((one.__name__, one.exit_code))
    assert {code: names for code, names in named.items() if len(names) > 1} == {}


@pytest.mark.parametrize("error", CLASSES, ids=lambda one: one.__name__)
def test_every_error_has_a_code_of_its_own_an_exit_code_and_a_meaning(error: type[SharecliError]) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", error.code)
    assert "code" in vars(error) or error.__name__ == "Refused"
    assert error.exit_code in {1, 2, 3, 4, 5, 6, 7, 130}
    assert error.__doc__
    assert error.__doc__.splitlines()[0].endswith(".")


@pytest.mark.parametrize("error", CLASSES, ids=lambda one: one.__name__)
def test_an_error_ends_with_the_exit_code_of_its_family(error: type[SharecliError]) -> None:
    families = [one for one in CLASSES if one.__name__ in FAMILIES and one.__module__ == "sharecli.errors"]
    assert [family.exit_code for family in families] == [1, 2, 3, 4, 5, 6, 7]
    mine = [family for family in families if issubclass(error, family)]
    stopped = 130  # Ctrl-C, whatever was under way
    assert error.exit_code in {mine[0].exit_code if mine else 1, stopped}


def test_the_page_of_errors_is_what_the_classes_say() -> None:
    assert (ROOT / "docs/errors.md").read_text("utf-8") == SCRIPT["page"](), "look at it, then: make bless"


def test_the_page_names_no_error_that_is_gone() -> None:
    assert set(SCRIPT["PROVOKED"]) == {one.code for one in CLASSES}


def test_a_refusal_is_two_lines_whatever_is_in_it(capsys: pytest.CaptureFixture[str]) -> None:
    refuse(StoreTrouble("two\nlines \x1b[31m\u202e [/]", hint="a\r\nb"))
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "error[store]: two lines ␛[31m� [/]\n hint: a b\n"


def test_a_refusal_never_floods_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    refuse(Usage("x" * 100_000))
    assert len(capsys.readouterr().err) < 2100


def test_a_refusal_without_a_hint_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    refuse(Unreadable("nothing there"))
    assert capsys.readouterr().err == "error[unreadable]: nothing there\n"


def provocations(run: Run, home: Path) -> list[tuple[str, tuple[str, ...]]]:
    url = "https://item.taobao.com/item.htm?id=6100"
    long = f"https://shop.example.com/p?sign={'a' * 1200}"
    codes, logo = str(home / "qr"), str(home / "logo.png")
    Image.new("RGB", (60, 60)).save(logo)
    poster = ("poster", "make", "longjing", "--into", codes, "--channel", "telegram")
    run("product", "add", url, "--title", "Longjing", "--code", "longjing", "--currency", "CNY")
    run("product", "add", url, "--title", "Old", "--code", "old")
    run("product", "archive", "old")
    run("commission", "add", "longjing", "--amount", "1", "--order", "A-1")
    run("link", "new", "longjing", "--channel", "email", "--code", "spring")
    run("link", "new", "longjing", "--channel", "qq", "--code", "autumn")
    run("link", "retire", "autumn")
    run("product", "add", long, "--title", "Long", "--code", "long")
    channels = [word for key in load_channels() for word in ("--channel", key)]
    run("qr", "export", "longjing", *channels, "--into", codes)
    return [
        ("bad-address", ("product", "fetch-image", "longjing", "https://192.168.1.1/picture.jpg")),
        ("bad-value", ("product", "add", url, "--title", "Tea", "--price", "12,5")),
        ("bad-picture", ("product", "add", url, "--title", "Tea", "--image", str(ROOT / "README.md"))),
        ("cannot-write", ("product", "export", "/proc/list.csv")),
        ("code-taken", ("product", "add", url, "--title", "Tea", "--code", "longjing")),
        ("commission-known", ("commission", "add", "longjing", "--amount", "1", "--order", "A-1")),
        ("link-retired", ("link", "retarget", "autumn", url)),
        ("link-taken", ("link", "new", "longjing", "--channel", "weibo", "--code", "spring")),
        ("logo-too-large", ("qr", "export", "long", "--channel", "email", "--logo", logo, "--into", codes)),
        ("missing-column", ("poster", "batch", "--from", str(home / "list.csv"))),
        ("not-found", ("product", "show", "nothing-of-that-name")),
        ("poor-contrast", ("qr", "export", "longjing", "--channel", "email", "--color", "ffe08a")),
        ("product-archived", ("link", "new", "old", "--channel", "email")),
        ("store-shut", ("db", "backup")),
        ("template-does-not-fit", (*poster, "--canvas", "square", "--template", "story")),
        ("template-taken", ("poster", "template", "new", "card")),
        ("too-many-pictures", ("poster", "contact-sheet", codes, "--columns", "1")),
        ("too-small-to-scan", ("poster", "sheet", "long", "--pieces", "stickers", "--size", "25")),
        ("unknown-file", ("commission", "import", str(ROOT / "pyproject.toml"))),
        ("usage", ("product", "lst")),
    ]


def test_what_the_page_says_provokes_an_error_does_provoke_it(run: Run, home: Path) -> None:
    (home / "list.csv").write_text("channel,campaign\nqq,spring\n")
    exits = {one.code: one.exit_code for one in CLASSES}
    for code, words in provocations(run, home):
        if code == "store-shut":
            continue  # needs an empty home: test_backup.py
        said = run(*words)
        assert said.err.startswith(f"error[{code}]: "), (words, said)
        assert said.code == exits[code]
        assert len(said.err.splitlines()) == 2
