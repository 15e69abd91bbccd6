"""The manifest is read and written fast, keeps what it does not know, and believes nothing that leads elsewhere."""

import hashlib
import json
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from batches.batches import job, made_in, rows_of, tiny, whole
from sharecli.batches import manifest, waiting
from sharecli.batches.jobs import Written
from sharecli.batches.writing import Writer
from sharecli.codes import qr
from sharecli.errors import CannotWrite

ROW: dict[str, Any] = {
    "file": "a.png", "product": "tea", "channel": "qq", "link": "dm6d6bw", "url": "https://go.example.shop/dm6d6bw",
    "width": None, "height": None, "bytes": 1, "sha256": "0" * 64, "verified": True,
}  # fmt: skip
"""As version 0.1 wrote it."""


def lay(folder: Path, *rows: Any, **head: Any) -> None:
    folder.mkdir(exist_ok=True)
    content = {"by": "sharecli", "version": "0.1.0", "files": list(rows)} | head
    (folder / "manifest.json").write_text(json.dumps(content), "utf-8")


def test_a_manifest_of_the_first_version_is_read_and_its_files_are_made_anew(tmp_path: Path) -> None:
    lay(tmp_path, ROW)
    (tmp_path / "a.png").write_bytes(b"x")
    assert manifest.read(tmp_path).rows == {"a.png": ROW}
    (done,) = made_in(tmp_path, [job("a", recipe="1" * 64)])
    assert isinstance(done, Written)
    assert rows_of(tmp_path)["a.png"]["recipe"] == "1" * 64


def test_what_a_later_version_wrote_into_a_row_is_kept(tmp_path: Path) -> None:
    lay(tmp_path, ROW | {"later": {"a": [1]}}, later=1)
    (tmp_path / "a.png").write_bytes(b"x")
    made_in(tmp_path, [job("b")])
    assert rows_of(tmp_path)["a.png"]["later"] == {"a": [1]}


def test_a_folder_without_a_manifest_has_an_empty_one(tmp_path: Path) -> None:
    there = manifest.read(tmp_path)
    assert (there.rows, there.wrong, there.mark) == ({}, (), ())


@pytest.mark.parametrize(
    "file",
    [
        "../../etc/passwd", "/etc/passwd", "a/../../b", "..", ".", "", "a/./b", "a//b", "/", "C:\\x", "C:x", "a\\..\\b",
        "a\0b", "a/", None, 7, ["a"], {"a": 1},
    ],
)  # fmt: skip
def test_a_row_that_leads_out_of_the_folder_is_named_and_never_touched(tmp_path: Path, file: Any) -> None:
    out = tmp_path / "out"
    lay(out, ROW, ROW | {"file": file})
    there = manifest.read(out)
    assert list(there.rows) == ["a.png"]
    assert len(there.wrong) == 1
    before = (out / "manifest.json").read_bytes()
    with pytest.raises(CannotWrite, match="it is left as it is"):
        made_in(out, [job("b")])
    assert [path.name for path in out.iterdir()] == ["manifest.json"]
    assert (out / "manifest.json").read_bytes() == before


@pytest.mark.parametrize(
    "over",
    [
        {"bytes": -1}, {"bytes": "1"}, {"bytes": True}, {"bytes": 1.5}, {"bytes": None}, {"sha256": "x"},
        {"sha256": None}, {"sha256": "0" * 65}, {"codes": {}}, {"codes": "x"}, {"url": 1},
        {"product": None}, {"recipe": 5}, {"kind": []},
    ],
)  # fmt: skip
def test_a_row_of_wrong_kinds_is_named(tmp_path: Path, over: dict[str, Any]) -> None:
    lay(tmp_path, ROW | over)
    there = manifest.read(tmp_path)
    assert there.rows == {}
    assert there.wrong == (("a.png", "is damaged"),)


@pytest.mark.parametrize("row", [None, 1, "a.png", [], [ROW], {}, {"file\x1b": 1}])
def test_a_row_that_is_none_is_named_without_its_control_characters(tmp_path: Path, row: Any) -> None:
    lay(tmp_path, row)
    ((name, why),) = manifest.read(tmp_path).wrong
    assert name.isprintable()
    assert why == "names no file"


def test_a_manifest_that_is_a_link_a_folder_or_huge_is_refused(tmp_path: Path) -> None:
    lay(tmp_path / "real", ROW)
    for name in ("link", "folder", "huge"):
        (tmp_path / name).mkdir()
    (tmp_path / "link" / "manifest.json").symlink_to(tmp_path / "real" / "manifest.json")
    (tmp_path / "folder" / "manifest.json").mkdir()
    with (tmp_path / "huge" / "manifest.json").open("wb") as handle:
        handle.truncate(manifest.LARGEST + 1)  # a hole: nothing is on the disk
    for name in ("link", "folder", "huge"):
        with pytest.raises(CannotWrite, match="is not a manifest of sharecli's"):
            manifest.read(tmp_path / name)


def test_the_journal_of_a_killed_run_is_doubted_too(tmp_path: Path) -> None:
    left = tmp_path / ".sharecli-run-x"
    left.mkdir()
    (tmp_path / "a.png").write_bytes(b"x")
    (tmp_path / "b.png").write_bytes(b"another")
    mine = ROW | {"sha256": hashlib.sha256(b"x").hexdigest()}
    rows = [mine, ROW | {"file": "../b"}, 7, ROW | {"file": "b.png"}, ROW | {"file": "c.png"}]
    (left / "rows").write_text("".join(json.dumps(row) + "\n" for row in rows) + '{"file": "half')
    assert list(manifest.read(tmp_path).rows) == ["a.png"]
    made_in(tmp_path, [tiny(1)])
    assert list(rows_of(tmp_path)) == ["a.png", "a00001.png"]
    assert not left.exists()


def test_a_link_that_looks_like_a_killed_run_is_left_alone(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "rows").write_text("precious")
    out = tmp_path / "out"
    out.mkdir()
    (out / ".sharecli-run-x").symlink_to(mine)
    made_in(out, [tiny(1)])
    assert (mine / "rows").read_text() == "precious"


@settings(max_examples=50)
@given(st.dictionaries(st.text(max_size=5), st.text() | st.integers() | st.none() | st.booleans(), max_size=4))
def test_any_fact_comes_back_as_it_was(facts: dict[str, Any]) -> None:
    row = ROW | {"facts": facts}
    assert json.loads(manifest.content([row, row]))["files"] == [row, row]


def test_two_thousand_rows_are_read_and_written_in_a_moment(tmp_path: Path) -> None:
    codes = [qr.Code(ROW["url"]).expected().to_json()]
    rows = {f"a{n:05}.png": ROW | {"file": f"a{n:05}.png", "codes": codes, "recipe": "1" * 64} for n in range(2000)}
    lay(tmp_path, *rows.values())
    took = []
    writer = Writer(tmp_path)
    for _again in range(5):
        began = time.process_time()
        there = manifest.read(tmp_path)
        manifest.write(tmp_path, there, rows, writer)
        took.append(time.process_time() - began)
    writer.close()
    assert len(rows_of(tmp_path)) == 2000
    assert min(took) < 0.2  # about 0.03 s here; indented JSON would take ten times as long


def test_files_that_have_gone_are_dropped_when_it_is_written_again(tmp_path: Path) -> None:
    made_in(tmp_path, [tiny(1), tiny(2)])
    (tmp_path / "a00001.png").unlink()
    made_in(tmp_path, [tiny(3)])
    assert whole(tmp_path) == ["a00002.png", "a00003.png"]


def test_two_runs_that_end_together_lose_no_row_of_each_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = manifest.for_writing

    def slowly(home: Path) -> manifest.Manifest:
        found = loaded(home)
        time.sleep(0.05)  # long enough for another run to write meanwhile
        return found

    monkeypatch.setattr(manifest, "for_writing", slowly)
    before = manifest.Manifest(mark=(0,))

    def end(place: int) -> None:
        name = f"a{place}.png"
        (tmp_path / name).write_bytes(b"x")
        writer = Writer(tmp_path)
        manifest.write(tmp_path, before, {name: ROW | {"file": name}}, writer)
        writer.close()

    runs = [threading.Thread(target=end, args=(place,)) for place in range(8)]
    for one in runs:
        one.start()
    for one in runs:
        one.join()
    assert list(rows_of(tmp_path)) == [f"a{place}.png" for place in range(8)]


def test_a_lock_that_nobody_gives_back_is_not_waited_for_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "_PATIENCE", 0.05)
    with waiting.alone(tmp_path):
        made_in(tmp_path, [tiny(1)])
    assert whole(tmp_path) == ["a00001.png"]
