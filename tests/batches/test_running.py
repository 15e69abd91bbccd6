"""A batch as a page: what was made and kept is told of, what failed is named, and all that is finished stays."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import pytest

from batches.batches import URL, coded, files_of, job, tiny, whole
from process import environment
from sharecli.batches import manifest, running
from sharecli.batches.jobs import Drawing, Job
from sharecli.batches.running import Run
from sharecli.codes.qr import Unscannable
from sharecli.errors import PartFailed, Stopped, Usage
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


def test_a_manifest_that_cannot_be_read_does_not_hide_that_it_was_ctrl_c(tmp_path: Path) -> None:
    def stop() -> Drawing:
        (tmp_path / manifest.NAME).write_text("mine")
        raise KeyboardInterrupt

    with pytest.raises(Stopped, match="stopped: "):
        page([tiny(0), job("x", make=stop)], tmp_path, workers=1)


HANGING = """
import sys, time
from pathlib import Path
from batches.batches import tiny, job
from sharecli.errors import SharecliError
from sharecli.batches import running
def never():
    while True: time.sleep(60)
jobs = [*(tiny(place) for place in range(20)), job("never", make=never), tiny(21)]
try:
    running.page(jobs, running.Run(Path(sys.argv[1]), workers=2), what="files", notes=[])
except SharecliError as error:
    sys.exit(error.exit_code)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="sends signals")
def test_a_second_ctrl_c_ends_a_run_of_which_a_drawing_never_ends(tmp_path: Path) -> None:
    out = tmp_path / "out"
    child = subprocess.Popen(
        [sys.executable, "-c", HANGING, str(out)], env=environment(PYTHONPATH=str(Path(__file__).parent.parent)),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    end = time.monotonic() + 60
    while len(list(out.glob("a*.png"))) < 15:
        assert time.monotonic() < end
        assert child.poll() is None
        time.sleep(0.01)
    os.kill(child.pid, signal.SIGINT)
    time.sleep(1)
    assert child.poll() is None, "the first waits for what is being drawn"
    os.kill(child.pid, signal.SIGINT)
    _said, complained = child.communicate(timeout=10)
    assert child.returncode == 130
    assert "Traceback" not in complained
    assert "error[stopped]: stopped: " in complained
    assert len(whole(out)) >= 15


def test_folders_of_killed_runs_are_swept_up_after_a_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    temporary = tmp_path / "tmp"
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    old = time.time() - 25 * 60 * 60
    for name in ("sharecli-old", "sharecli-busy", "sharecli-young", "others-old"):
        (temporary / name / "studio").mkdir(parents=True)
        (temporary / name / "studio" / "x").write_text("x")
    (temporary / "sharecli-file").write_text("mine")
    (tmp_path / "mine").mkdir()
    (temporary / "sharecli-link").symlink_to(tmp_path / "mine")
    for name in (
        "sharecli-old/studio",
        "sharecli-old",
        "sharecli-busy",
        "others-old/studio",
        "others-old",
        "sharecli-file",
    ):
        os.utime(temporary / name, (old, old))
    page([tiny(1)], tmp_path / "out")
    assert sorted(path.name for path in temporary.iterdir()) == [
        "others-old", "sharecli-busy", "sharecli-file", "sharecli-link", "sharecli-young",
    ]  # fmt: skip


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="no users here")
def test_folders_of_another_user_are_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (tmp_path / "sharecli-old").mkdir()
    os.utime(tmp_path / "sharecli-old", (0, 0))
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    page([tiny(1)], tmp_path / "out")
    assert (tmp_path / "sharecli-old").is_dir()


def test_a_file_that_is_asked_for_twice_is_made_and_told_of_once(tmp_path: Path) -> None:
    out = tmp_path / "out"
    once = page([tiny(1), tiny(2), tiny(1), tiny(1)], out, zip=tmp_path / "all.zip")
    assert isinstance(once.data, list)
    assert [Path(row["file"]).name for row in once.data] == whole(out) == ["a00001.png", "a00002.png"]
    notes = [
        "2 files were asked for again; each is made once",
        f"2 files in {out}",
        f"2 files in {tmp_path / 'all.zip'}",
    ]
    assert list(once.notes) == notes
    again = page([tiny(1), tiny(1)], out)
    assert list(again.notes) == [
        "1 file was asked for again; it is made once",
        f"1 file in {out}, 1 of them unchanged",
    ]
    single = page([tiny(3), tiny(3)], out)
    assert list(single.notes)[-1] == f"1 file in {out}"


def test_the_last_line_counts(tmp_path: Path) -> None:
    assert running.told(1, 0, "posters") == "1 file in posters"
    assert running.told(2, 3, tmp_path) == f"5 files in {tmp_path}, 3 of them unchanged"
