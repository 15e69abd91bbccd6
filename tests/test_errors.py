"""The contract of errors: a stable code, an exit code of its family, two lines, and a place in docs/errors.md."""

import re
import shutil
from collections import defaultdict
from pathlib import Path
from runpy import run_path
from typing import Any

import pytest
from PIL import Image

from commissions.papers import PENDING, SETTLED, paper, taobao
from conftest import Run
from process import ROOT
from sharecli.channels.loader import channels as load_channels
from sharecli.errors import SharecliError, StoreTrouble, Unreadable, Usage
from sharecli.shell.page import refuse
from workbooks_made import locked_xlsx, xlsx, zipped

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


def reports(folder: Path) -> dict[str, str]:
    """Reports with which something is wrong, by the code of the error."""
    files = {
        "bad-archive": zipped({"../orders.csv": b"a,b"}),
        "damaged-file": xlsx([["a"]])[:300],
        "locked-file": locked_xlsx(),
        "not-a-report": b"Dear Lin",
        "not-strict": paper([taobao("7001"), taobao("7002", SETTLED, settled="x")]),
        "nothing-readable": paper([taobao("7003", SETTLED, settled="x")]),
        "platform-known": paper([taobao("7001", PENDING)]),
        "too-much": zipped({"a.csv": b"\0" * (40 * 1024 * 1024)}),
    }
    for code, content in files.items():
        (folder / code).write_bytes(content)
    shutil.copy(ROOT / "tests/commissions/reports/refused/taobao-merchant.csv", folder / "not-income")
    return {code: str(folder / code) for code in (*files, "not-income")}


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
    run("commission", "add", "longjing", "--amount", "1", "--order", "1")
    run("commission", "add", "longjing", "--amount", "1", "--order", "A-2", "--state", "settled")
    paid = ("payout", "add", "--platform", "taobao", "--gross", "1", "--no-lines", "--reference")
    run(*paid, "P-1")
    run(*paid, "P-2")
    run("payout", "void", "P-2", "--reason", "mistake")
    run("link", "new", "longjing", "--channel", "email", "--code", "spring")
    run("link", "new", "longjing", "--channel", "qq", "--code", "autumn")
    run("link", "retire", "autumn")
    run("product", "add", long, "--title", "Long", "--code", "long")
    channels = [word for key in load_channels() for word in ("--channel", key)]
    run("qr", "export", "longjing", *channels, "--into", codes)
    for number, status in enumerate((PENDING, SETTLED), 1):
        (home / "taken.csv").write_bytes(paper([taobao(f"800{number}", status)]))
        run("commission", "import", str(home / "taken.csv"))
    run("commission", "import", "--undo", "1")
    run("commission", "hold", "8002")
    run("commission", "adjust", "8002", "--amount", "-1", "--reason", "correction")
    kept = reports(home)
    imports = [(code, ("commission", "import", kept[code])) for code in (
        "bad-archive", "damaged-file", "locked-file", "not-income", "nothing-readable", "too-much",
    )]  # fmt: skip
    return [
        *imports,
        ("already-undone", ("commission", "import", "--undo", "1")),
        ("built-upon", ("commission", "import", "--undo", "2")),
        ("not-strict", ("commission", "import", kept["not-strict"], "--strict")),
        ("not-a-report", ("commission", "import", kept["not-a-report"], "--map")),
        ("platform-known", ("commission", "import", kept["platform-known"], "--map", "taobao")),
        ("bad-address", ("product", "fetch-image", "longjing", "https://192.168.1.1/picture.jpg")),
        ("bad-value", ("product", "add", url, "--title", "Tea", "--price", "12,5")),
        ("bad-picture", ("product", "add", url, "--title", "Tea", "--image", str(ROOT / "README.md"))),
        ("cannot-write", ("product", "export", "/proc/list.csv")),
        ("code-taken", ("product", "add", url, "--title", "Tea", "--code", "longjing")),
        ("commission-known", ("commission", "add", "longjing", "--amount", "1", "--order", "A-1")),
        ("does-not-match", ("reconcile", "--platform", "taobao", "--period", "2026-10", "-F", "json")),
        ("line-not-payable", ("payout", "add", "--platform", "taobao", "--gross", "1", "--line", "A-1")),
        ("link-retired", ("link", "retarget", "autumn", url)),
        ("link-taken", ("link", "new", "longjing", "--channel", "weibo", "--code", "spring")),
        ("logo-too-large", ("qr", "export", "long", "--channel", "email", "--logo", logo, "--into", codes)),
        ("missing-column", ("poster", "batch", "--from", str(home / "list.csv"))),
        ("not-found", ("product", "show", "nothing-of-that-name")),
        ("payout-known", (*paid, "P-1")),
        ("payout-void", ("payout", "void", "P-2", "--reason", "mistake")),
        ("poor-contrast", ("qr", "export", "longjing", "--channel", "email", "--color", "ffe08a")),
        ("product-archived", ("link", "new", "old", "--channel", "email")),
        ("several-lines", ("commission", "show", "1")),
        ("state-forbids", ("commission", "release", "A-1")),
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
        # What is wrong with a row comes before what that means for the file.
        refusal = [line for line in said.err.splitlines() if not line.startswith("note: line ")]
        assert refusal[0].startswith(f"error[{code}]: "), (words, said)
        assert said.code == exits[code]
        assert len(refusal) == 2


def a_circle_of_friends(run: Run) -> None:
    """Mei, who brought Ling and Bo; groups, partners and deals of theirs."""
    url = "https://item.taobao.com/item.htm?id=6100"
    run("product", "add", url, "--title", "Longjing", "--code", "longjing", "--price", "129", "--currency", "CNY")
    run("product", "add", url, "--title", "Cup", "--code", "cup", "--currency", "CNY")
    run("product", "add", url, "--title", "国家级 Tea", "--code", "best", "--currency", "CNY")
    for word, *more in (("mei",), ("ling", "--referred-by", "mei"), ("bo", "--referred-by", "ling"), ("gone",)):
        run("person", "add", word.title(), "--word", word, *more)
    few = run("people", "export", "--anonymous")
    assert (few.code, few.err.splitlines()[0].partition(":")[0]) == (1, "error[too-few-people]")
    run("person", "forget", "gone", "--yes")
    run("group", "add", "Tea", "--channel", "telegram", "--word", "tea")
    run("group", "add", "茶友群", "--channel", "telegram", "--word", "chat1")
    run("group", "add", "茶友群", "--channel", "telegram", "--word", "chat2")
    run("group", "add", "Old", "--channel", "telegram", "--word", "old")
    run("group", "edit", "old", "--archive")
    run("person", "add", "阿伟", "--word", "wei")
    run("person", "add", "阿伟", "--word", "wei2")
    run("share", "longjing", "--group", "tea", "--no-poster")
    run("partner", "add", "ling", "--rate", "30%", "--from", "2026-10-01")
    run("partner", "add", "bo", "--rate", "10%", "--invited-by", "ling", "--from", "2026-10-01")
    run("partner", "pay", "ling", "--amount", "1", "--currency", "CNY", "--ahead", "--reference", "A-1")
    run("partner", "pay", "ling", "--amount", "1", "--currency", "CNY", "--ahead", "--reference", "A-2")
    run("partner", "unpay", "2", "--reason", "mistake")
    run("partner", "pay", "ling", "--amount", "1", "--currency", "CNY", "--ahead", "--reference", "1")
    run("deal", "group", "open", "longjing", "--price", "89", "--size", "2", "--code", "full")
    run("deal", "group", "join", "full", "mei")
    run("deal", "group", "join", "full", "ling")
    run("deal", "group", "open", "longjing", "--price", "89", "--size", "3", "--code", "open")
    run("deal", "group", "join", "open", "mei")
    run("deal", "group", "open", "longjing", "--price", "89", "--size", "3", "--code", "shut")
    run("deal", "group", "close", "shut")
    run("deal", "bargain", "open", "longjing", "--owner", "mei", "--floor", "79", "--helpers", "20", "--code", "cut")
    run("deal", "bargain", "cut", "cut", "ling")


def unkind_words(home: Path) -> list[tuple[str, tuple[str, ...]]]:
    """What is refused among friends, by the code of the error."""
    (home / "caption.txt").write_text("Buy tea\n")
    (home / "letter.txt").write_text("Dear Lin\n")
    (home / "rows.csv").write_text("product,channel\nnone,qq\nlongjing,qq\n")
    pay = ("partner", "pay", "ling", "--currency", "CNY")
    return [
        ("ambiguous-group", ("group", "show", "茶友群")),
        ("ambiguous-name", ("person", "show", "阿伟")),
        ("ambiguous-payment", ("partner", "unpay", "1", "--reason", "mistake")),
        ("backend-known", ("backend", "add", "isgd", "--kind", "shlink", "--address", "https://s.example.shop")),
        ("brought-in-a-circle", ("person", "edit", "mei", "--referred-by", "mei")),
        ("brought-in-a-circle", ("person", "edit", "mei", "--referred-by", "bo")),
        ("caption-faulty", ("caption", "lint", str(home / "caption.txt"), "--channel", "email")),
        ("caption-refused", ("caption", "best", "--channel", "weibo")),
        ("caption-template-taken", ("caption", "template", "new", "plain")),
        ("carrier-closed", ("backend", "test", "nullpointer")),
        ("carrier-key", ("backend", "test", "bitly")),
        ("carrier-private", ("backend", "add", "mine", "--kind", "shlink", "--address", "http://s.example.shop")),
        ("content-not-found", ("content", "show", "nothing")),
        ("deal-full", ("deal", "group", "join", "full", "bo")),
        ("deal-not-found", ("deal", "show", "nothing")),
        ("deal-over", ("deal", "group", "close", "shut")),
        ("deal-taken", ("deal", "group", "open", "longjing", "--price", "89", "--size", "3", "--code", "full")),
        ("group-archived", ("share", "longjing", "--group", "old", "--no-poster")),
        ("group-not-found", ("group", "show", "nowhere")),
        ("group-spared", ("share", "longjing", "--group", "tea", "--no-poster")),
        ("group-taken", ("group", "add", "Tea", "--channel", "telegram", "--word", "tea")),
        ("helped-already", ("deal", "bargain", "cut", "cut", "ling")),
        ("invited-in-a-circle", ("partner", "add", "wei", "--rate", "30%", "--invited-by", "wei")),
        ("joined-already", ("deal", "group", "join", "open", "mei")),
        ("more-than-owed", (*pay, "--all")),
        ("no-base-url", ("publish", "--to", "nginx", str(home / "out"))),
        ("no-deal-without-price", ("deal", "group", "open", "cup", "--price", "1", "--size", "2")),
        ("no-refund-due", ("deal", "group", "refunded", "open", "mei")),
        ("no-share-text", ("product", "add", "--from-text", str(home / "letter.txt"))),
        ("not-a-member", ("deal", "group", "leave", "open", "bo")),
        ("not-confirmed", ("person", "forget", "mei")),
        ("not-published", ("publish", "status", str(home / "out"))),
        ("own-bargain", ("deal", "bargain", "cut", "cut", "mei")),
        ("partner-known", ("partner", "add", "ling", "--rate", "30%")),
        ("partner-not-found", ("partner", "show", "mei")),
        ("partner-payment-known", (*pay, "--amount", "1", "--ahead", "--reference", "A-1")),
        ("partner-payment-void", ("partner", "unpay", "2", "--reason", "mistake")),
        ("person-forgotten", ("person", "edit", "gone-4", "--name", "Mei")),
        ("person-not-found", ("person", "show", "nobody")),
        ("person-taken", ("person", "add", "Ling", "--word", "ling")),
        ("rows-failed", ("link", "new", "--from", str(home / "rows.csv"))),
        ("shares-above-whole", ("partner", "add", "wei", "--rate", "80%", "--second-rate", "30%")),
        ("terms-overlap", ("partner", "terms", "ling", "--rate", "20%", "--from", "2026-09-01")),
        ("terms-run", ("person", "forget", "ling", "--yes")),
        ("unknown-log", ("clicks", "import", str(home / "letter.txt"))),
    ]


def test_what_the_page_says_provokes_an_error_among_friends_does_provoke_it(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home)  # where packs go
    a_circle_of_friends(run)
    exits = {one.code: one.exit_code for one in CLASSES}
    for code, words in unkind_words(home):
        said = run(*words)
        refusal = [line for line in said.err.splitlines() if not line.startswith("note: ")]
        assert refusal[0].startswith(f"error[{code}]: "), (words, said)
        assert said.code == exits[code], (words, said)
