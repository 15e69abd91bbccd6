"""A folder is proven again from its manifest alone; every fault is named, and no manifest leads anywhere else."""

import hashlib
import io
import json
import os
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image

from batches.batches import URL, job, made_in
from sharecli.batches import again, checking
from sharecli.batches.checking import Checked, check_folder
from sharecli.batches.jobs import Drawing
from sharecli.codes import qr
from sharecli.errors import NotFound, Unreadable


def codes(folder: Path, *names: str) -> Path:
    made_in(folder, [job(name, url=f"https://go.example.shop/{name}") for name in names])
    return folder


def change(folder: Path, file: str, **over: Any) -> None:
    """Change a row of the manifest."""
    path = folder / "manifest.json"
    content = json.loads(path.read_text("utf-8"))
    for row in content["files"]:
        if row["file"] == file:
            row.update(over)
    path.write_text(json.dumps(content), "utf-8")


def put(folder: Path, file: str, content: bytes, **over: Any) -> None:
    """Put another file in a file's place, and have the manifest agree."""
    (folder / file).write_bytes(content)
    change(folder, file, bytes=len(content), sha256=hashlib.sha256(content).hexdigest(), **over)


def wrong(folder: Path) -> dict[str, str]:
    return {one.file: one.why for one in check_folder(folder) if not one.ok}


def _never(*_anything: object, **_more: object) -> None:
    raise AssertionError


def test_a_folder_as_it_was_made_is_proven_also_where_it_was_moved_to(tmp_path: Path) -> None:
    folder = codes(tmp_path / "out", "b", "a", "x/c").rename(tmp_path / "moved")
    assert list(check_folder(folder)) == [
        Checked("a.png", ok=True),
        Checked("b.png", ok=True),
        Checked("x/c.png", ok=True),
    ]
    assert checking.count(folder) == 3


def test_what_was_changed_swapped_cut_or_has_gone_is_named_and_the_rest_is_good(tmp_path: Path) -> None:
    folder = codes(tmp_path / "out", "changed", "cut", "gone", "good", "swapped")
    content = bytearray((folder / "changed.png").read_bytes())
    content[-20] ^= 1
    (folder / "changed.png").write_bytes(content)
    (folder / "cut.png").write_bytes((folder / "cut.png").read_bytes()[:100])
    (folder / "gone.png").unlink()
    put(folder, "swapped.png", (folder / "good.png").read_bytes())
    faults = wrong(folder)
    assert sorted(faults) == ["changed.png", "cut.png", "gone.png", "swapped.png"]
    assert faults["changed.png"] == "is not what was made: it was changed since"
    assert faults["cut.png"].startswith("has 100 bytes, made with ")
    assert faults["gone.png"] == "no such file or directory"
    assert "https://go.example.shop/good" in faults["swapped.png"]


def test_a_code_that_should_not_be_there_is_named(tmp_path: Path) -> None:
    blank = io.BytesIO()
    Image.new("L", (300, 300), "white").save(blank, "PNG")
    made_in(tmp_path, [job("a", url="", make=lambda: Drawing(blank.getvalue()))])
    assert list(check_folder(tmp_path)) == [Checked("a.png", ok=True, bare=True)]
    put(tmp_path, "a.png", qr.Code(URL).png())
    assert URL in wrong(tmp_path)["a.png"]


def test_a_folder_of_the_first_version_is_proven_by_its_links(tmp_path: Path) -> None:
    folder = codes(tmp_path / "out", "a", "b")
    path = folder / "manifest.json"
    content = json.loads(path.read_text("utf-8"))
    new = {"codes", "recipe", "mtime_ns", "kind"}
    content["files"] = [{key: row[key] for key in row.keys() - new} for row in content["files"]]
    path.write_text(json.dumps(content), "utf-8")
    assert wrong(folder) == {}
    change(folder, "b.png", url="https://go.example.shop/a")
    assert list(wrong(folder)) == ["b.png"]


def test_a_pdf_and_an_svg_are_proven_too(tmp_path: Path) -> None:
    from dataclasses import replace

    def drawn(kind: str) -> Drawing:
        code = qr.Code(URL)
        content = code.svg() if kind == "svg" else code.pdf()
        return Drawing(content, (), [code.expected().to_json()])

    made_in(tmp_path, [replace(job("a", make=lambda kind=kind: drawn(kind)), ending=kind) for kind in ("svg", "pdf")])  # type: ignore[misc] # bound now
    assert [(one.file, one.ok) for one in check_folder(tmp_path)] == [("a.pdf", True), ("a.svg", True)]


def test_files_that_nobody_listed_are_named_and_no_fault(tmp_path: Path) -> None:
    folder = codes(tmp_path / "out", "x/a")
    (folder / "notes.txt").touch()
    (folder / "x" / "b.png").touch()
    assert checking.count(folder) == 3, "the bar counts them, too"
    extra = [one for one in check_folder(folder) if not one.listed]
    assert [(one.file, one.ok, one.why) for one in extra] == [
        ("notes.txt", True, "not in the manifest"),
        ("x/b.png", True, "not in the manifest"),
    ]


def test_a_row_never_leads_to_a_file_elsewhere(tmp_path: Path) -> None:
    folder = codes(tmp_path / "out", "linked", "d/inner", "pipe")
    for name in ("linked.png", "d/inner.png"):
        (folder / name).rename(tmp_path / Path(name).name)
    (folder / "linked.png").symlink_to(tmp_path / "linked.png")
    (folder / "d").rmdir()
    (folder / "d").symlink_to(tmp_path)
    (folder / "pipe.png").unlink()
    os.mkfifo(folder / "pipe.png")  # reading it would wait forever
    path = folder / "manifest.json"
    content = json.loads(path.read_text("utf-8"))
    content["files"].append(content["files"][0] | {"file": "../linked.png"})
    path.write_text(json.dumps(content), "utf-8")
    assert wrong(folder) == {
        "../linked.png": "leads out of the folder",
        "d/inner.png": "is no file of this folder",
        "linked.png": "is no file of this folder",
        "pipe.png": "is no file of this folder",
    }


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    folder = codes(tmp_path / "out", "a")
    size = 64 * 1024**3
    with (folder / "a.png").open("wb") as handle:
        handle.truncate(size)
    change(folder, "a.png", bytes=size)
    assert wrong(folder)["a.png"].startswith("has 68,719,476,736 bytes")


@pytest.mark.parametrize(
    "over",
    [
        {"codes": [1]}, {"codes": [{}]}, {"codes": [{"url": "x", "modules": 21, "level": "M", "matrix": "!"}]},
        {"codes": [{"url": "x", "modules": 10**400, "level": "M", "matrix": ""}]}, {"codes": [None] * 20_000},
        {"dpi": "300"}, {"dpi": -1}, {"dpi": 10**9}, {"pages": 10**9}, {"pages": [1]}, {"url": "\u202e", "codes": None},
        {"url": "https://" + "x" * 5000, "codes": None},
    ],
)  # fmt: skip
def test_a_row_that_somebody_has_changed_is_a_named_fault(tmp_path: Path, over: dict[str, Any]) -> None:
    folder = codes(tmp_path / "out", "a", "b")
    change(folder, "a.png", **over)
    assert list(wrong(folder)) == ["a.png"]


def test_a_row_without_link_and_proof_is_checked_by_what_it_has(tmp_path: Path) -> None:
    folder = codes(tmp_path / "out", "a", "b")
    path = folder / "manifest.json"
    content = json.loads(path.read_text("utf-8"))
    content["files"] = [{key: row[key] for key in ("file", "bytes", "sha256")} for row in content["files"]]
    path.write_text(json.dumps(content), "utf-8")
    assert sorted(wrong(folder)) == ["a.png", "b.png"], "a code that no row knows"


def test_what_scans_is_counted_apart_from_what_has_no_code(tmp_path: Path) -> None:
    blank = io.BytesIO()
    Image.new("L", (300, 300), "white").save(blank, "PNG")
    made_in(tmp_path, [job("a", url="", make=lambda: Drawing(blank.getvalue())), job("b")])
    rows, notes, error = again.proven(tmp_path)
    assert notes == ["1 file scans", "1 file is as it was made, without a code"]
    assert error is None
    (tmp_path / "b.png").unlink()
    rows, notes, error = again.proven(tmp_path)
    assert [(one.ok, one.bare) for one in rows] == [(True, True), (False, False)]
    assert notes == ["1 file is as it was made, without a code"]
    assert error is not None


@pytest.mark.parametrize("content", [b"", b"x", b"\x89PNG\r\n\x1a\n", b"\x89PNG\r\n\x1a\n" + b"\0" * 100])
def test_a_damaged_picture_with_a_true_hash_is_a_named_fault(tmp_path: Path, content: bytes) -> None:
    folder = codes(tmp_path / "out", "a", "b")
    put(folder, "a.png", content)
    assert list(wrong(folder)) == ["a.png"]


def test_a_picture_that_unpacks_to_gigabytes_is_a_named_fault(tmp_path: Path) -> None:
    folder = codes(tmp_path / "out", "a", "b")
    bomb = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(bomb, "PNG")
    put(folder, "a.png", bomb.getvalue())
    assert list(wrong(folder)) == ["a.png"]


BLUR = '<filter id="f" x="-1e9" y="-1e9" width="1e12" height="1e12"><feGaussianBlur stdDeviation="1e9"/></filter>'
TILES = '<pattern id="p" width="1" height="1"><rect width="1" height="1" fill="url(#p)"/></pattern>'
HOSTILE = {
    "wide": ('width="1e9" height="1e9"', ""),
    "deep": ("", "<g>" * 200_000 + "</g>" * 200_000),
    "blurred": ("", f'{BLUR}<rect width="9" height="9" filter="url(#f)"/>'),
    "itself": ("", f'{TILES}<rect width="9" height="9" fill="url(#p)"/>'),
}


@pytest.mark.parametrize("kind", ["pdf", "svg"])
def test_a_page_that_would_fill_the_memory_is_a_named_fault(tmp_path: Path, kind: str) -> None:
    folder = codes(tmp_path / "out", "good", "huge")
    content = b'<svg xmlns="http://www.w3.org/2000/svg" width="90000" height="90000"/>'
    if kind == "pdf":
        document, out = pypdfium2.PdfDocument.new(), io.BytesIO()
        document.new_page(14_400, 14_400)
        document.save(out)
        content = out.getvalue()
    put(folder, "huge.png", content)
    listed = folder / "manifest.json"
    listed.write_text(listed.read_text("utf-8").replace('"huge.png"', f'"huge.{kind}"'), "utf-8")
    (folder / "huge.png").rename(folder / f"huge.{kind}")
    with pytest.MonkeyPatch.context() as patch:
        # The painters themselves are never asked.
        patch.setattr(pypdfium2.PdfPage, "render", _never)
        patch.setattr("sharecli.codes.raster._compiled", _never)
        assert wrong(folder) == {f"huge.{kind}": "the file is damaged"}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_drawing_that_its_painter_gives_up_on_is_a_named_fault_and_the_others_are_proven(
    tmp_path: Path, name: str
) -> None:
    codes(tmp_path, "a", "b")
    sides, inner = HOSTILE[name]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" {sides}>'
    put(tmp_path, "a.png", f"{head}{inner}</svg>".encode(), kind="svg")
    listed = tmp_path / "manifest.json"
    listed.write_text(listed.read_text("utf-8").replace('"a.png"', '"a.svg"'), "utf-8")
    (tmp_path / "a.png").rename(tmp_path / "a.svg")
    found = {one.file: one.ok for one in check_folder(tmp_path)}
    assert found == {"a.svg": False, "b.png": True}


def test_a_folder_that_is_not_there_or_has_no_manifest_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="there is no folder"):
        list(check_folder(tmp_path / "gone"))
    with pytest.raises(NotFound, match=r"has no manifest\.json"):
        checking.count(tmp_path)
    (tmp_path / "manifest.json").write_text("{}")
    with pytest.raises(Unreadable, match="is not a manifest of sharecli's"):
        list(check_folder(tmp_path))
