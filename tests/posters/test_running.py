"""A batch as a page: what was made and kept is told of, what failed is named, and all that is finished stays."""

import json
import zipfile
from pathlib import Path

import pytest

from posters.batches import URL, coded, files_of, job, tiny, whole
from sharecli.errors import PartFailed, Stopped, Usage
from sharecli.posters import running
from sharecli.posters.jobs import Drawing, Job
from sharecli.posters.qr import Unscannable
from sharecli.posters.running import Run
from sharecli.shell.page import Page, as_csv


def page(jobs: list[Job], into: Path, notes: list[str] | None = None, **how: object) -> Page:
    return running.page(jobs, Run(into, **how), what="files", notes=notes if notes is not None else [])  # type: ignore[arg-type]


def refusing(error: Exception) -> Drawing:
    raise error


def bad(name: str, error: Exception | None = None) -> Job:
    return job(name, make=lambda: refusing(error or Usage("no such canvas", hint="--canvas tall")))


def test_a_page_has_a_row_a_file_and_tells_of_what_is_new(tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = page([job("a"), tiny(1)], out, ["said before"])
    assert first.error is None
    assert list(first.notes) == ["said before", f"2 files in {out}"]
    assert isinstance(first.data, list)
    assert [(row["file"], row["new"]) for row in first.data] == [
        (str(out / "a.png"), True), (str(out / "a00001.png"), True),
    ]  # fmt: skip
    assert not {"codes", "recipe", "mtime_ns"} & set(first.data[0]), "what only sharecli needs is not shown"
    assert json.dumps(first.data)
    again = page([tiny(1), tiny(2)], out)
    assert isinstance(again.data, list)
    assert [row["new"] for row in again.data] == [False, True]
    assert list(again.notes) == [f"2 files in {out}, 1 of them unchanged"]
    forced = page([tiny(1)], out, force=True).data
    assert isinstance(forced, list)
    assert [row["new"] for row in forced] == [True]


def test_the_one_file_that_was_asked_for_fails_with_its_own_error(tmp_path: Path) -> None:
    with pytest.raises(Usage, match="no such canvas"):
        page([bad("a")], tmp_path)


def test_what_failed_is_named_with_its_reason_and_the_rest_is_kept(tmp_path: Path) -> None:
    made = page([job("a"), bad("b"), job("c"), bad("d", Unscannable("too dense"))], tmp_path)
    assert "b.png: no such canvas" in made.notes
    assert "d.png: too dense" in made.notes
    assert isinstance(made.error, PartFailed)
    assert made.error.message == "2 files of 4 were not made: b.png, d.png"
    assert made.error.hint == "--canvas tall"
    assert whole(tmp_path) == ["a.png", "c.png"]


def test_a_batch_of_which_nothing_was_made_says_so(tmp_path: Path) -> None:
    made = page([bad("a"), bad("b")], tmp_path, zip=tmp_path / "x.zip")
    assert made.data == []
    assert made.draw is not None
    assert "nothing was made" in str(made.draw())
    assert isinstance(made.error, PartFailed)
    assert not (tmp_path / "x.zip").exists()
    assert as_csv([]) == ""


def test_rows_of_a_list_that_were_left_out_are_the_error_of_a_batch_that_went_well(tmp_path: Path) -> None:
    left_out = PartFailed("1 row of 2 was left out")
    assert page([job("a")], tmp_path, left_out=left_out).error is left_out
    both = page([job("a"), bad("b")], tmp_path, left_out=left_out).error
    assert both is not None
    assert "b.png" in both.message


def test_remarks_are_told_once_and_what_comes_after_is_asked_after_all_is_done(tmp_path: Path) -> None:
    jobs = [job(name, make=lambda: coded()._replace(remarks=["an emoji was left out"])) for name in "ab"]
    done: list[str] = []

    def after() -> list[str]:
        done.extend(files_of(tmp_path))
        return ["at last"]

    made = running.page(jobs, Run(tmp_path), what="files", notes=[], after=after)
    assert list(made.notes) == ["an emoji was left out", "at last", f"2 files in {tmp_path}"]
    assert done == ["a.png", "b.png"]


def test_the_zip_holds_what_was_made_and_what_was_kept_and_can_be_proven(tmp_path: Path) -> None:
    out, target = tmp_path / "out", tmp_path / "zips" / "x.zip"
    page([job("a")], out)
    (out / "foreign.txt").write_text("not ours")
    made = page([job("a"), job("b/c"), bad("d")], out, zip=target)
    assert f"2 files in {target}" in made.notes
    with zipfile.ZipFile(target) as archive:
        assert sorted(archive.namelist()) == ["a.png", "b/c.png", "manifest.json"]
        assert archive.read("b/c.png") == (out / "b" / "c.png").read_bytes()
        rows = json.loads(archive.read("manifest.json"))["files"]
    assert [row["url"] for row in rows] == [URL, URL]


def test_ctrl_c_keeps_what_is_finished_and_says_how_to_go_on(tmp_path: Path) -> None:
    def stop() -> Drawing:
        raise KeyboardInterrupt

    with pytest.raises(Stopped) as raised:
        page([*(tiny(place) for place in range(3)), job("x", make=stop), *(tiny(place) for place in range(4, 40))],
             tmp_path, workers=1)  # fmt: skip
    assert raised.value.hint == "the same command goes on where it stopped"
    assert set(whole(tmp_path)) >= {"a00000.png", "a00001.png", "a00002.png"}


def test_nothing_is_read_where_a_run_changes_nothing(tmp_path: Path) -> None:
    made: list[int] = []
    page([tiny(place, made=made) for place in range(5)], tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    page([tiny(place, made=made) for place in range(5)], tmp_path)
    assert made == list(range(5)), "none was drawn twice"
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before
