"""Files are whole or not at all, the manifest lists exactly those that are there, and trouble leaves the rest alone."""

import errno
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from batches.batches import files_of, job, made_in, process, rows_of, tiny, whole
from codes.decoders import zxing
from conftest import Run
from process import environment, sharecli, with_disk_for, without_roots_powers
from sharecli.batches import export, manifest
from sharecli.batches.jobs import Drawing, Failed, Job, Kept, Written
from sharecli.codes import qr
from sharecli.errors import CannotWrite, Unexpected

SHOP = "https://shop.example.com/p/"


def add(run: Run, *codes: str, title: str = "明前龙井 100g 礼盒") -> None:
    for code in codes:
        said = run("product", "add", f"{SHOP}{code}", "--title", title, "--price", "129", "--code", code)
        assert said.code == 0, said.err


def ready(run: Run, *codes: str) -> None:
    """Products, and their links for Telegram, so that nothing but files is left to write."""
    add(run, *codes)
    run("config", "set", "base-url", "https://go.example.shop")
    assert run("link", "new", "--all", "--channel", "telegram").code == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    disk = tmp_path / "disk"
    disk.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(disk)]
    if os.geteuid() != 0 or subprocess.run(words, check=False, capture_output=True).returncode:
        pytest.skip("only root may mount a small disk, and not everywhere")
    yield disk
    subprocess.run(["umount", disk], check=True)


def scanned(folder: Path) -> list[str]:
    """The files of a folder, after the proof that each is whole and that another decoder reads its link."""
    for name, row in rows_of(folder).items():
        with Image.open(folder / name) as picture:
            assert zxing(picture.convert("L")) == [row["url"]]
    return whole(folder)


def test_an_output_folder_that_is_a_file_is_refused_and_left_alone(run: Run, home: Path) -> None:
    ready(run, "tea")
    (home / "out").write_text("mine")
    for words in (("poster", "make", "tea"), ("poster", "batch"), ("qr", "export", "--all")):
        said = run(*words, "--channel", "telegram", "--into", str(home / "out"))
        assert (said.code, said.out) == (1, "")
        assert "error[cannot-write]: “" in said.err
        assert "out” is a file, not a folder\n hint: name another folder with --into" in said.err
    assert (home / "out").read_text() == "mine"


def test_an_output_folder_that_is_read_only_is_refused(run: Run, home: Path) -> None:
    ready(run, "tea")
    (home / "out").mkdir(mode=0o555)
    done = sharecli(
        "poster", "make", "tea", "--channel", "telegram", "--into", str(home / "out"), before=without_roots_powers
    )
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"error[cannot-write]: the folder" in done.stderr
    assert b"is read-only\n hint: name another folder with --into" in done.stderr
    assert b"Traceback" not in done.stderr
    assert list((home / "out").iterdir()) == []


def test_a_full_disk_keeps_what_was_finished_and_no_half_file(run: Run, small_disk: Path) -> None:
    ready(run, *(f"tea-{place:02}" for place in range(40)))
    out = small_disk / "out"
    done = sharecli("poster", "batch", "--channel", "telegram", "--into", str(out))
    assert done.returncode == 1
    assert re.search(r"error\[cannot-write\]: cannot write “.*\.png”: no space left on device", done.stderr.decode())
    assert b"Traceback" not in done.stderr
    kept = scanned(out)
    assert 3 <= len(kept) < 40
    # Where a large file does not fit, a smaller one after it may.
    assert kept == sorted({f"tea-{place:02}-telegram.png" for place in range(40)} & {*kept})


def test_a_full_temporary_folder_is_told_of_and_not_taken_for_a_mistake(run: Run, home: Path) -> None:
    ready(run, "tea", "cup")
    noise = home / "noise.png"
    Image.merge("RGB", [Image.effect_noise((600, 600), 100) for _colour in "RGB"]).save(noise)
    assert run("product", "edit", "cup", "--image", str(noise)).code == 0
    out = home / "out"
    # The picture alone, which waits in the temporary folder, does not fit.
    done = sharecli("poster", "batch", "--channel", "telegram", "--into", str(out), before=with_disk_for(120_000))
    assert done.returncode == 7
    assert re.search(r"note: cup-telegram\.png: cannot write “.*”: file too large", done.stderr.decode())
    assert scanned(out) == ["tea-telegram.png"]


def test_a_manifest_that_is_not_ours_is_left_alone(run: Run, home: Path) -> None:
    ready(run, "tea")
    out = home / "out"
    out.mkdir()
    deep = "[" * 100_000
    for content in ('{"name": "an app", "files": []}', '{"by": "sharecli"}', "[]", "not JSON", "\x00", deep):
        (out / "manifest.json").write_text(content)
        said = run("poster", "make", "tea", "--channel", "telegram", "--into", str(out))
        assert (said.code, said.out) == (1, ""), content[:40]
        assert "is not a manifest of sharecli's; it is left as it is" in said.err
        assert (out / "manifest.json").read_text() == content
        assert [path.name for path in out.iterdir()] == ["manifest.json"]


def test_a_second_run_adds_to_the_manifest_and_drops_what_has_gone(run: Run, home: Path) -> None:
    ready(run, "tea", "cup")
    out = home / "out"
    run("poster", "make", "tea", "--channel", "telegram", "--into", str(out))
    run("poster", "make", "cup", "--channel", "telegram", "--into", str(out))
    assert scanned(out) == ["cup-telegram.png", "tea-telegram.png"]
    (out / "tea-telegram.png").unlink()
    run("qr", "export", "cup", "--channel", "telegram", "--campaign", "spring", "--into", str(out))
    assert scanned(out) == ["cup-telegram.png", "cup-telegram_spring.png"]


def test_a_poster_made_again_replaces_the_old_one(run: Run, home: Path) -> None:
    ready(run, "tea")
    out = home / "out"
    run("poster", "make", "tea", "--channel", "telegram", "--into", str(out))
    before = rows_of(out)["tea-telegram.png"]["sha256"]
    run("product", "edit", "tea", "--price", "99")
    run("poster", "make", "tea", "--channel", "telegram", "--into", str(out))
    assert scanned(out) == ["tea-telegram.png"]
    assert rows_of(out)["tea-telegram.png"]["sha256"] != before


def test_a_name_cannot_leave_its_folder(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "out"
    names = ["../../up", "/etc/x", "..", "a/b", "C:\\x", "con", ".hidden", "x\0y"]
    done = made_in(out, [job(name) for name in names])
    assert all(isinstance(one, Written) and one.path.is_relative_to(out) for one in done)
    assert [path.name for path in tmp_path.iterdir()] == ["deep"]
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["out"]
    assert len(scanned(out)) == len(names)


def test_a_link_that_cannot_be_encoded_fails_alone_and_is_named(tmp_path: Path) -> None:
    jobs = [job("a"), job("too-long", "https://go.example.shop/" + "x" * 4976), job("b"), job("茶", "https://例.jp")]
    done = made_in(tmp_path / "out", jobs)
    assert [one.job.name for one in done] == ["a", "too-long", "b", "茶"], "in the order of the jobs"
    failed = [one for one in done if isinstance(one, Failed)]
    assert [one.job.name for one in failed] == ["too-long", "茶"]
    assert scanned(tmp_path / "out") == ["a.png", "b.png"]
    error = export.failure(failed, len(jobs))
    assert error is not None
    assert error.exit_code == 7
    assert error.message == "2 files of 4 were not made: too-long.png, 茶.png"
    assert error.hint == "sharecli config set base-url https://go.example.shop"
    assert export.failure([], 4) is None


def test_a_poster_that_cannot_be_drawn_fails_alone_and_is_named(run: Run, home: Path) -> None:
    ready(run, "tea", "cup")
    add(run, "clay", title="𒀀 tablet")
    out = home / "out"
    said = run("poster", "batch", "--channel", "telegram", "--into", str(out), "-F", "json")
    assert said.code == 7
    assert "error[part-failed]: 1 file of 3 was not made: clay-telegram.png" in said.err
    assert "note: clay-telegram.png: no font here can draw: 𒀀 (U+12000)" in said.err
    assert [row["product"] for row in json.loads(said.out)] == ["cup", "tea"]
    assert scanned(out) == ["cup-telegram.png", "tea-telegram.png"]
    assert run("poster", "make", "clay", "--channel", "telegram", "--into", str(out)).code == 1


def test_a_picture_with_a_code_of_its_own_is_not_kept(run: Run, home: Path) -> None:
    ready(run, "tea", "cup")
    (home / "box.png").write_bytes(qr.Code("https://maker.example/").png())
    run("product", "edit", "tea", "--image", str(home / "box.png"))
    out = home / "out"
    said = run("poster", "batch", "--channel", "telegram", "--into", str(out))
    assert said.code == 7
    assert "1 file of 2 was not made: tea-telegram.png" in said.err
    assert "hint: use a product picture without a QR code" in said.err
    assert scanned(out) == ["cup-telegram.png"]


def test_what_nobody_foresaw_still_leaves_a_true_manifest(tmp_path: Path) -> None:
    def broken() -> Drawing:
        message = "a bug"
        raise RuntimeError(message)

    jobs = [*(job(f"a{place}") for place in range(10)), job("broken", make=broken), job("z")]
    done = made_in(tmp_path / "out", jobs)
    assert [one.job.name for one in done] == [one.name for one in jobs]
    (failed,) = [one for one in done if isinstance(one, Failed)]
    assert isinstance(failed.error, Unexpected)
    assert failed.error.message == "“broken.png” met what nobody foresaw: RuntimeError: a bug"
    assert scanned(tmp_path / "out") == [*(f"a{place}.png" for place in range(10)), "z.png"]


class PanicException(BaseException):
    """As Typst's is: no Exception."""


@pytest.mark.parametrize(
    "error", [MemoryError(), PanicException("index out of bounds"), ValueError("a\x1bb"), OSError(5, "x")]
)
@pytest.mark.parametrize("crowd", [0, 1])
def test_whatever_one_drawing_meets_the_others_are_made(tmp_path: Path, error: BaseException, crowd: int) -> None:
    def broken() -> Drawing:
        raise error

    done = made_in(tmp_path, [job("a"), job("b", make=broken, crowd=crowd), job("c")], workers=1)
    assert [type(one) for one in done] == [Written, Failed, Written]
    (failed,) = [one.error for one in done if isinstance(one, Failed)]
    assert failed.message.isprintable()
    assert type(error).__name__ in failed.message
    assert failed.hint == ("--jobs 1" if isinstance(error, MemoryError) else "sharecli db check")
    assert scanned(tmp_path) == ["a.png", "c.png"]


def test_what_cannot_be_brought_for_one_drawing_costs_no_other(tmp_path: Path) -> None:
    def before() -> None:
        message = "database disk image is malformed"
        raise ValueError(message)

    done = made_in(tmp_path, [job("a"), job("b", before=before), job("c")])
    assert [type(one) for one in done] == [Written, Failed, Written]
    assert scanned(tmp_path) == ["a.png", "c.png"]


def test_a_reader_that_stops_early_leaves_a_true_manifest(tmp_path: Path) -> None:
    files = export.write_all([job(f"a{place}") for place in range(100)], tmp_path / "out")
    next(files)
    files.close()
    assert 1 <= len(scanned(tmp_path / "out")) < 100


@pytest.mark.parametrize("count", [4, 40])
def test_a_name_that_is_taken_by_something_else_fails_alone_and_is_told_of(tmp_path: Path, count: int) -> None:
    out = tmp_path / "out"
    (out / "a00001.png").mkdir(parents=True)
    (out / "x").write_text("mine")
    jobs = [*(tiny(place) for place in range(count)), job("x/y"), job("z")]
    done = made_in(out, jobs)
    assert [one.job.name for one in done] == [one.name for one in jobs]
    failed = {one.job.name: one.error for one in done if isinstance(one, Failed)}
    assert list(failed) == ["a00001", "x/y"]
    assert failed["a00001"].message.endswith("a00001.png”: is a directory")
    assert failed["x/y"].hint == "move it away, or name another folder with --into"
    assert len(rows_of(out)) == count
    assert (out / "x").read_text() == "mine"
    assert not [path for path in out.iterdir() if path.name.startswith(".")]


def test_a_batch_with_a_folder_in_the_way_ends_with_7_and_keeps_the_rest(run: Run, home: Path) -> None:
    ready(run, "tea", "cup", "pot")
    out = home / "out"
    (out / "pot-telegram.png").mkdir(parents=True)
    said = run("poster", "batch", "--channel", "telegram", "--into", str(out))
    assert said.code == 7
    assert "1 file of 3 was not made: pot-telegram.png" in said.err
    assert list(rows_of(out)) == ["cup-telegram.png", "tea-telegram.png"]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EIO])
def test_a_disk_that_breaks_while_names_are_given_ends_the_batch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    replace = os.replace

    def breaking(source: str, target: str) -> None:
        if target.endswith("a00002.png"):
            raise OSError(number, os.strerror(number))
        replace(source, target)

    monkeypatch.setattr(os, "replace", breaking)
    with pytest.raises(CannotWrite, match=os.strerror(number).lower()):
        made_in(tmp_path / "out", [tiny(place) for place in range(5)], workers=1)
    assert {"a00000.png", "a00001.png"} <= set(rows_of(tmp_path / "out"))


def test_ctrl_c_keeps_what_was_finished_and_says_130(run: Run, home: Path) -> None:
    ready(run, *(f"tea-{place:03}" for place in range(80)))
    out = home / "out"
    with subprocess.Popen(
        [sys.executable, "-m", "sharecli", "poster", "batch", "--channel", "telegram", "--into", str(out)],
        env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as child:  # fmt: skip
        until = time.monotonic() + 60
        while len(list(out.glob("*.png"))) < 6:
            assert time.monotonic() < until
            assert child.poll() is None
            time.sleep(0.01)
        os.kill(child.pid, signal.SIGINT)
        said, complained = child.communicate(timeout=30)
    assert child.returncode == 130
    assert said == b""
    assert b"Traceback" not in complained
    assert b"Exception" not in complained
    assert 6 <= len(scanned(out)) < 80


def test_what_has_not_changed_is_not_made_again(tmp_path: Path) -> None:
    made: list[int] = []
    first = made_in(tmp_path / "out", [tiny(place, made=made) for place in range(300)])
    assert all(isinstance(one, Written) for one in first)
    before = (tmp_path / "out" / "manifest.json").stat()
    second = made_in(tmp_path / "out", [tiny(place, made=made) for place in range(300)])
    assert len(made) == 300
    assert [type(one) for one in second] == [Kept] * 300
    assert [one.job.name for one in second] == [f"a{place:05}" for place in range(300)]
    assert [one.row() for one in second if isinstance(one, Kept)] == [
        one.row() for one in first if isinstance(one, Written)
    ]
    after = (tmp_path / "out" / "manifest.json").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns), (
        "nothing new, so nothing is written"
    )
    assert len(whole(tmp_path / "out")) == 300


def test_only_what_changed_is_made_again_and_the_order_stays(tmp_path: Path) -> None:
    made: list[int] = []
    made_in(tmp_path / "out", [tiny(place) for place in range(60)])
    jobs = [tiny(place, made=made, salt="new" if place in {7, 8, 40} else "") for place in range(60)]
    done = made_in(tmp_path / "out", jobs)
    assert sorted(made) == [7, 8, 40]
    assert [one.job.name for one in done] == [f"a{place:05}" for place in range(60)]
    assert [place for place, one in enumerate(done) if isinstance(one, Written)] == [7, 8, 40]
    assert len(whole(tmp_path / "out")) == 60


def test_what_was_tampered_with_or_has_gone_is_made_again(tmp_path: Path) -> None:
    out = tmp_path / "out"
    made_in(out, [tiny(place) for place in range(6)])
    (out / "a00001.png").write_bytes(b"x")  # of the same size
    (out / "a00002.png").unlink()
    (out / "a00003.png").write_bytes(b"longer")
    (out / "a00004.png").rename(tmp_path / "elsewhere.png")
    (out / "a00004.png").symlink_to(tmp_path / "elsewhere.png")
    made: list[int] = []
    made_in(out, [tiny(place, made=made) for place in range(6)])
    assert sorted(made) == [1, 2, 3, 4]
    assert not (out / "a00004.png").is_symlink()
    assert (tmp_path / "elsewhere.png").read_bytes() == b"4"
    assert len(whole(out)) == 6


def test_a_copied_folder_is_read_once_and_believed_then(tmp_path: Path) -> None:
    made_in(tmp_path / "out", [tiny(place) for place in range(5)])
    shutil.copytree(tmp_path / "out", tmp_path / "copy", copy_function=shutil.copyfile)
    made: list[int] = []
    for _again in range(2):
        done = made_in(tmp_path / "copy", [tiny(place, made=made) for place in range(5)])
        assert made == []
        assert all(isinstance(one, Kept) for one in done)
    there = {name: (tmp_path / "copy" / name).stat().st_mtime_ns for name in whole(tmp_path / "copy")}
    assert there == {name: row["mtime_ns"] for name, row in rows_of(tmp_path / "copy").items()}


def test_how_many_are_finished_is_known_without_making_any(tmp_path: Path) -> None:
    made: list[int] = []
    jobs = [tiny(place, made=made) for place in range(20)]
    assert export.finished(jobs, tmp_path / "out") == 0
    made_in(tmp_path / "out", jobs[:13])
    (tmp_path / "out" / "a00002.png").unlink()
    assert export.finished(jobs, tmp_path / "out") == 12
    assert len(made) == 13


def test_force_makes_all_again(tmp_path: Path) -> None:
    made: list[int] = []
    for _again in range(2):
        made_in(tmp_path / "out", [tiny(place, made=made) for place in range(9)], force=True)
    assert len(made) == 18


def test_a_job_without_a_recipe_is_always_made(tmp_path: Path) -> None:
    for _again in range(2):
        (done,) = made_in(tmp_path / "out", [job("a")])
        assert isinstance(done, Written)


def test_what_was_not_read_back_is_made_again_when_it_has_to_be(tmp_path: Path) -> None:
    def run(*, verified: bool) -> type:
        (done,) = made_in(tmp_path / "out", [job("a", recipe="1" * 64, verified=verified)])
        return type(done)

    assert run(verified=False) is Written
    assert rows_of(tmp_path / "out")["a.png"]["verified"] is False
    assert run(verified=False) is Kept
    assert run(verified=True) is Written
    assert rows_of(tmp_path / "out")["a.png"]["verified"] is True
    assert run(verified=False) is Kept


def test_a_row_of_the_manifest_tells_what_the_file_is(tmp_path: Path) -> None:
    facts = {"person": "ling", "template": "card", "label": False, "sha256": "not a fact"}
    (done,) = made_in(tmp_path / "out", [job("qq/tea-春", recipe="2" * 64, facts=facts)])
    assert isinstance(done, Written)
    row = rows_of(tmp_path / "out")["qq/tea-春.png"]
    assert (row["person"], row["template"], row["label"], row["kind"]) == ("ling", "card", False, "png")
    assert row["codes"] == [qr.Code(row["url"]).expected().to_json()]
    assert row["recipe"] == "2" * 64
    assert not done.row().keys() & {"codes", "recipe", "mtime_ns"}
    assert scanned(tmp_path / "out") == ["qq/tea-春.png"]


def test_folders_are_made_but_a_link_to_another_place_is_not_followed(tmp_path: Path) -> None:
    out = tmp_path / "out"
    (tmp_path / "mine").mkdir()
    out.mkdir()
    (out / "b").symlink_to(tmp_path / "mine")
    (_first, second) = made_in(out, [job("a/x"), job("b/x")])
    assert isinstance(second, Failed)
    assert "is a link to another place" in second.error.message
    assert list((tmp_path / "mine").iterdir()) == []
    assert files_of(out) == ["a/x.png"]
    assert list(rows_of(out)) == ["a/x.png"]


def test_two_links_with_one_name_are_refused_before_anything_is_made(tmp_path: Path) -> None:
    for other in ("x/a", "x/A", "./x//a", "../x/a"):
        with pytest.raises(CannotWrite, match="two different links would make one file") as caught:
            made_in(tmp_path / "out", [job("x/a"), job(other, link="other")])
        assert '--name "{channel}/{code}-{n}"' in str(caught.value.hint)
    assert files_of(tmp_path / "out") == []


def test_one_link_in_two_pictures_is_refused_and_the_same_picture_twice_is_not(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="two different pictures would be one file"):
        made_in(tmp_path / "out", [job("a", recipe="1" * 64), job("a", recipe="2" * 64)])
    assert len(made_in(tmp_path / "out", [job("a", recipe="1" * 64), job("a", recipe="1" * 64)])) == 2
    assert scanned(tmp_path / "out") == ["a.png"]


@pytest.mark.parametrize("workers", [1, 2, 7])
def test_so_many_are_drawn_at_a_time_as_were_asked_for(tmp_path: Path, workers: int) -> None:
    drawing, most = set(), set()

    def make(place: int) -> Drawing:
        drawing.add(place)
        most.add(len(drawing))
        time.sleep(0.005)
        drawing.discard(place)
        return Drawing(b"x")

    jobs = [job(f"a{place}", make=lambda place=place: make(place)) for place in range(30)]  # type: ignore[misc] # bound now
    assert len(made_in(tmp_path / "out", jobs, workers=workers)) == 30
    assert max(most) == workers


def test_two_runs_at_once_lose_nothing_of_each_other(tmp_path: Path) -> None:
    out = tmp_path / "out"
    one = export.write_all([tiny(place) for place in range(40)], out)
    next(one)
    made_in(out, [tiny(place) for place in range(40, 80)])
    assert len(list(one)) == 39
    assert len(whole(out)) == 80


def started(folder: Path, *, count: int, seconds: float, until: int) -> "subprocess.Popen[str]":
    """A batch in a process of its own, of which some files are there already."""
    child = process(folder, count=count, seconds=seconds)
    end = time.monotonic() + 60
    while len(list(folder.glob("*.png"))) < until:
        assert time.monotonic() < end
        assert child.poll() is None
        time.sleep(0.002)
    return child


def test_ctrl_c_keeps_what_was_finished_and_the_next_run_goes_on(tmp_path: Path) -> None:
    out = tmp_path / "out"
    child = started(out, count=400, seconds=0.01, until=30)
    os.kill(child.pid, signal.SIGINT)
    said, complained = child.communicate(timeout=30)
    assert (complained, said.splitlines()[-1]) == ("", "stopped")
    kept = len(whole(out))
    assert 30 <= kept < 400
    assert 1 <= said.count("Written") <= kept, "what was told of is kept, and what was finished besides"
    child = process(out, count=400, seconds=0)
    said, complained = child.communicate(timeout=60)
    assert complained == ""
    assert (said.count("Kept"), said.count("Written")) == (kept, 400 - kept)
    assert len(whole(out)) == 400


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_a_killed_run_loses_nothing_that_had_its_name(tmp_path: Path, end: signal.Signals) -> None:
    out = tmp_path / "out"
    child = started(out, count=1000, seconds=0.003, until=60)
    os.kill(child.pid, end)
    said, _complained = child.communicate(timeout=30)
    there = names_in(out)
    assert 60 <= there < 1000
    child = process(out, count=1000, seconds=0)
    said, complained = child.communicate(timeout=60)
    assert complained == ""
    # A group may have got its names in the moment before they were noted; not more than one.
    assert there - 128 <= said.count("Kept") <= there
    assert said.count("Kept") >= 30
    assert len(whole(out)) == 1000, "and what waited has been cleared away"


def names_in(folder: Path) -> int:
    return len(list(folder.glob("*.png")))


def test_a_killed_runs_rows_are_known_before_another_run_clears_up(tmp_path: Path) -> None:
    out = tmp_path / "out"
    child = started(out, count=1000, seconds=0.003, until=60)
    child.kill()
    child.communicate(timeout=30)
    assert not (out / "manifest.json").exists()
    known = manifest.read(out).rows
    assert len(known) >= 30
    (out / "gone.png").touch()
    (out / min(known)).unlink()
    for path in set(out.glob("*.png")) - {out / name for name in known}:
        path.unlink()  # what got its name in the moment before it was noted
    made_in(out, [job("other")])
    assert whole(out) == [*sorted(known)[1:], "other.png"]


def test_a_run_at_work_is_not_cleared_away_by_another(tmp_path: Path) -> None:
    out = tmp_path / "out"
    child = started(out, count=150, seconds=0.01, until=10)
    made_in(out, [job("other")])
    said, complained = child.communicate(timeout=60)
    assert (child.returncode, complained, said.count("Written")) == (0, "", 150)
    assert len(whole(out)) == 151


def filling(place: int, size: int = 60_000) -> Job:
    """A file of that size."""
    return job(f"a{place:03}", "", lambda: Drawing(b"x" * size), link=f"l{place}", recipe="1" * 64)


def test_a_disk_that_is_full_again_and_again_loses_nothing_it_had(small_disk: Path) -> None:
    out = small_disk / "out"
    with pytest.raises(CannotWrite, match="no space left on device"):
        made_in(out, [filling(place) for place in range(100)])
    kept = whole(out)
    assert 3 <= len(kept) < 20
    (out / kept[0]).unlink()
    with pytest.raises(CannotWrite, match="no space left on device"):
        made_in(out, [filling(place) for place in range(100)])
    assert set(kept[1:]) <= set(whole(out))


def test_a_file_that_does_not_fit_stops_the_batch_and_is_named(tmp_path: Path) -> None:
    words = """
import sys
from pathlib import Path
from batches.batches import job, made_in
from sharecli.batches.jobs import Drawing
sizes = [900, 900, 900, 100_000, 900]
jobs = [job(f"a{n}", "", lambda size=size: Drawing(bytes(size)), link=str(n)) for n, size in enumerate(sizes)]
try:
    made_in(Path(sys.argv[1]), jobs)
except Exception as error:
    print(type(error).__name__, error.message)
"""
    done = subprocess.run(
        [sys.executable, "-c", words, tmp_path / "out"], capture_output=True, text=True, check=True,
        preexec_fn=with_disk_for(20_000), env=environment(PYTHONPATH=str(Path(__file__).parent.parent)),
    )  # fmt: skip
    assert re.fullmatch(r"CannotWrite cannot write “.*/a3\.png”: file too large\n", done.stdout)
    assert whole(tmp_path / "out")[:3] == ["a0.png", "a1.png", "a2.png"]
    assert "a3.png" not in whole(tmp_path / "out")


def test_memory_stays_flat(tmp_path: Path) -> None:
    words = """
import resource, sys
from pathlib import Path
from sharecli.batches.export import write_all
from sharecli.batches.jobs import Drawing, Job
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
start = peak()
make = lambda: Drawing(bytes(100_000))
jobs = [Job(f"a{n}", "png", "tea", "qq", f"l{n}", "", 0, 0, make, recipe="1" * 64) for n in range(5000)]
for done in write_all(jobs, Path(sys.argv[1])):
    pass
print(peak() - start)
"""
    done = subprocess.run(
        [sys.executable, "-c", words, str(tmp_path / "out")],
        capture_output=True,
        text=True,
        check=True,
        env=environment(),
    )
    assert int(done.stdout) < 60, "500 MB of pictures went through"
