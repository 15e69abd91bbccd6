"""sharecli poster sheet and contact-sheet, as a seller types them: where they go, what is recorded, what is refused."""

import io
import json
import os
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from conftest import Run
from sharecli.codes.qr import Code

ADD = (
    "product", "add", "https://item.taobao.com/item.htm?id=6100", "--title", "Tea bowl", "--price", "129",
    "--currency", "CNY", "--commission", "20%", "--code", "bowl",
)  # fmt: skip
CSV = "title,url\nTea bowl,https://shop.example/1\n"
SHEET = ("poster", "sheet", "bowl")


@pytest.fixture(autouse=True)
def shop(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A seller with two products and a short domain, in a folder of their own."""
    monkeypatch.chdir(home)
    assert run(*ADD).code == 0
    assert run("product", "add", "https://shop.example/2", "--title", "Mug", "--code", "mug").code == 0
    run("config", "set", "base-url", "https://go.example.shop")


def recorded(folder: str = ".") -> dict[str, dict[str, Any]]:
    content = json.loads((Path(folder) / "manifest.json").read_text("utf-8"))
    return {row["file"]: row for row in content["files"]}


def checked(run: Run, folder: str) -> dict[str, bool]:
    said = run("poster", "verify", folder, "-F", "json")
    return {row["file"]: row["ok"] for row in json.loads(said.out)}


@pytest.mark.parametrize("words", [(), ("--no-label",)])
def test_the_manifest_records_whether_the_ad_label_is_on_the_sheet(run: Run, words: tuple[str, ...]) -> None:
    label = not words
    said = run(*SHEET, *words, "--copies", "12", "--to", "out/sheet.pdf", "-F", "json")
    assert said.code == 0, said.err
    row = recorded("out")["sheet.pdf"]
    assert row["label"] is label is json.loads(said.out)["label"]
    assert (row["kind"], row["pages"], row["channel"], row["products"]) == ("pdf", 2, "print", ["bowl"])
    assert len(row["codes"]) == 12
    assert sorted(path.name for path in Path("out").iterdir()) == ["manifest.json", "sheet.pdf"]


@pytest.mark.parametrize(
    "words",
    [
        ("--copies", "13"),
        ("--pieces", "stickers", "--size", "30", "--copies", "30"),
        ("--pieces", "stickers", "--size", "25", "--copies", "20", "--style", "dots"),
        ("--style", "rounded", "--color", "#1f4e79", "--copies", "5"),
        ("--style", "dots", "--logo", "logo.png", "--copies", "3"),
    ],
)
def test_verify_proves_a_sheet_later_and_finds_one_that_was_exchanged(run: Run, words: tuple[str, ...]) -> None:
    Image.new("RGB", (200, 200), (200, 64, 47)).save("logo.png")
    for name in ("one", "two"):
        said = run("poster", "sheet", "bowl", "mug", *words, "--campaign", name, "--to", f"out/{name}.pdf")
        assert said.code == 0, said.err
    assert checked(run, "out") == {"one.pdf": True, "two.pdf": True}
    content = Path("out/manifest.json").read_text("utf-8").replace("one.pdf", "x").replace("two.pdf", "one.pdf")
    Path("out/manifest.json").write_text(content.replace('"x"', '"two.pdf"'), "utf-8")
    assert checked(run, "out") == {"one.pdf": False, "two.pdf": False}


def test_a_sheet_goes_into_the_folder_of_a_batch_and_nothing_there_is_lost(run: Run) -> None:
    assert run("qr", "export", "bowl", "-c", "print", "--into", "out").code == 0
    before = recorded("out")
    assert run(*SHEET, "--to", "out/sheet.pdf").code == 0
    assert recorded("out") == before | {"sheet.pdf": recorded("out")["sheet.pdf"]}
    assert all(checked(run, "out").values())
    assert run("qr", "export", "mug", "-c", "print", "--into", "out").code == 0
    assert "sheet.pdf" in recorded("out")


def test_without_to_a_sheet_and_its_record_come_into_this_folder(run: Run) -> None:
    for _again in range(2):
        assert run(*SHEET).code == 0
    assert list(recorded()) == ["sheet.pdf"]


def test_a_pdf_that_sharecli_did_not_make_stays(run: Run) -> None:
    theirs = Code("https://shop.example/invoice").pdf()
    Path("invoice.pdf").write_bytes(theirs)
    said = run(*SHEET, "--to", "invoice.pdf")
    assert (said.code, said.out) == (1, "")
    assert "invoice.pdf” is there and was not made by sharecli" in said.err
    assert said.err.endswith("hint: name another file with --to\n")
    assert Path("invoice.pdf").read_bytes() == theirs
    assert json.loads(run("link", "list", "-F", "json").out) == []


def test_a_sheet_of_ours_is_replaced_also_where_its_record_has_gone(run: Run) -> None:
    assert run(*SHEET).code == 0
    Path("manifest.json").unlink()
    assert run(*SHEET, "--copies", "2").code == 0
    assert list(recorded()) == ["sheet.pdf"]
    Path("empty.pdf").touch()
    assert run(*SHEET, "--to", "empty.pdf").code == 0


def test_a_picture_that_sharecli_did_not_make_stays_and_an_overview_is_replaced(run: Run) -> None:
    assert run("qr", "export", "bowl", "-c", "print", "--into", "out").code == 0
    Image.new("RGB", (30, 30)).save("holiday.jpg", comment=b"by hand")
    before = Path("holiday.jpg").read_bytes()
    said = run("poster", "contact-sheet", "out", "--to", "holiday.jpg")
    assert said.code == 1
    assert "was not made by sharecli" in said.err
    assert Path("holiday.jpg").read_bytes() == before
    for _again in range(2):
        assert run("poster", "contact-sheet", "out", "--to", "all.jpg").code == 0


def test_marks_that_nobody_sees_are_left_off_a_sheet_and_told_of(run: Run) -> None:
    run("product", "edit", "bowl", "--title", "Tea\u202ebowl")
    said = run(*SHEET)
    assert said.code == 0
    assert "“�” stands for a mark that nobody sees, and is left off: bowl" in said.err


@pytest.mark.parametrize("content", ["{", '{"name": "my-app"}', '{"by": "sharecli", "files": [{"file": "../x"}]}'])
def test_a_manifest_of_somebody_else_is_left_alone_and_no_link_is_made(run: Run, content: str) -> None:
    Path("manifest.json").write_text(content)
    said = run(*SHEET)
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("error[cannot-write]")
    assert said.err.endswith("hint: name another file with --to\n")
    assert Path("manifest.json").read_text() == content
    assert not Path("sheet.pdf").exists()
    assert json.loads(run("link", "list", "-F", "json").out) == []


@pytest.fixture
def posters(run: Run) -> Path:
    assert run("qr", "export", "bowl", "-c", "print", "-c", "telegram", "--into", "posters").code == 0
    return Path("posters")


BOTH = pytest.mark.parametrize(
    ("command", "good", "kind"),
    [(SHEET, "sheet.pdf", "PDF"), (("poster", "contact-sheet", "posters"), "all.jpg", "JPG")],
)


@BOTH
@pytest.mark.usefixtures("posters")
def test_a_name_of_another_kind_is_refused(run: Run, command: tuple[str, ...], good: str, kind: str) -> None:
    for name in ("goods.csv", "sheet", f"{good}.txt", "sheet.png"):
        Path(name).write_text(CSV)
        said = run(*command, "--to", name)
        assert (said.code, said.out) == (2, "")
        assert "does not end in .pdf" in said.err or (kind == "JPG" and "does not end in .jpg, .jpeg" in said.err)
        assert Path(name).read_text() == CSV


@BOTH
@pytest.mark.usefixtures("posters")
def test_a_file_of_another_kind_is_not_replaced(run: Run, command: tuple[str, ...], good: str, kind: str) -> None:
    for content in (CSV.encode(), b"\x89PNG\r\n\x1a\n", b"%PDF-1.7" if kind == "JPG" else b"\xff\xd8\xff\xe0"):
        Path(good).write_bytes(content)
        said = run(*command, "--to", good)
        assert said.code == 1
        assert said.err.startswith(f"error[cannot-write]: “{good}” is there and no {kind}")
        assert Path(good).read_bytes() == content
    Path(good).unlink()
    os.mkfifo(good)
    assert run(*command, "--to", good).code == 1
    Path(good).unlink()
    Path(good).symlink_to("goods.csv")
    Path("goods.csv").write_text(CSV)
    assert run(*command, "--to", good).code == 1
    assert Path("goods.csv").read_text() == CSV


@BOTH
@pytest.mark.usefixtures("posters")
def test_one_of_its_own_kind_is_replaced(run: Run, command: tuple[str, ...], good: str, kind: str) -> None:
    Path(good).touch()
    for _again in range(2):
        said = run(*command, "--to", good)
        assert said.code == 0, said.err
        assert Path(good).read_bytes().startswith(b"%PDF-" if kind == "PDF" else b"\xff\xd8\xff")
    assert run(*command, "--to", f"new/{good.upper()}").code == 0


@pytest.mark.parametrize("content", ["{", '{"name": "my-app"}', "[]"])
def test_a_damaged_manifest_is_unreadable_and_no_place_to_write_is_asked_for(run: Run, content: str) -> None:
    Path("posters").mkdir()
    Path("posters/manifest.json").write_text(content)
    said = run("poster", "contact-sheet", "posters")
    assert (said.code, said.out) == (5, "")
    assert said.err.startswith("error[unreadable]")
    assert "name a folder that sharecli made" in said.err
    assert "--into" not in said.err


def test_what_is_no_plain_file_is_crossed_out_and_never_opened(run: Run, posters: Path) -> None:
    content = json.loads((posters / "manifest.json").read_text("utf-8"))
    row = content["files"][0]
    Image.new("RGB", (300, 300), (220, 30, 30)).save("secret.png")
    (posters / "away").symlink_to(Path.cwd())
    (posters / "link.png").symlink_to(Path.cwd() / "secret.png")
    os.mkfifo(posters / "pipe.png")
    (posters / "folder.png").mkdir()
    bad = ["away/secret.png", "folder.png", "gone.png", "link.png", "pipe.png"]
    content["files"] += [row | {"file": name} for name in bad]
    (posters / "manifest.json").write_text(json.dumps(content), "utf-8")
    said = run("poster", "contact-sheet", "posters", "--to", "all.jpg", "-F", "json")
    assert said.code == 0, said.err
    for name in bad:
        assert f"“{Path(name).name}” cannot be read" in said.err
    with Image.open(io.BytesIO(Path("all.jpg").read_bytes())) as picture:
        colours = picture.convert("RGB").resize((100, 100)).getcolors(10_000) or []
    assert not [one for _count, one in colours if isinstance(one, tuple) and one[0] > 180 and one[1] < 80]
