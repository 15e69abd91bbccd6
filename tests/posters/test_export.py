"""Files are whole or not at all, the manifest lists exactly those that are there, and trouble leaves the rest alone."""

import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from conftest import Run
from posters.decoders import zxing
from process import environment, sharecli, with_disk_for, without_roots_powers
from sharecli.errors import CannotWrite
from sharecli.posters import export, qr
from sharecli.posters.export import Failed, Job, Written

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


def listed(folder: Path) -> dict[str, Any]:
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert manifest["by"] == "sharecli"
    return {row["file"]: row for row in manifest["files"]}


def whole(folder: Path) -> list[str]:
    """The files of a folder, after the proof that the manifest lists exactly them and each is whole and reads back."""
    rows = listed(folder)
    there = sorted(path.name for path in folder.iterdir() if path.name != "manifest.json")
    assert there == list(rows), "no more, no less, and no temporary file"
    for name, row in rows.items():
        content = (folder / name).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (row["bytes"], row["sha256"])
        with Image.open(folder / name) as picture:
            assert zxing(picture.convert("L")) == [row["url"]]
    return there


def job(name: str, url: str = "https://go.example.shop/dm6d6bw", make: Callable[[], bytes] | None = None) -> Job:
    """A QR code as a file; or what ``make`` gives."""
    return Job(
        name, "png", "tea", "telegram", "dm6d6bw", url, 0, 0, lambda: (make() if make else qr.Code(url).png(), [])
    )


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


def test_a_full_disk_keeps_what_was_finished_and_no_half_file(run: Run, home: Path) -> None:
    ready(run, *(f"tea-{place}" for place in range(6)))
    noise = home / "noise.png"
    Image.merge("RGB", [Image.effect_noise((600, 600), 100) for _colour in "RGB"]).save(noise)
    assert run("product", "edit", "tea-4", "--image", str(noise)).code == 0
    assert run("poster", "make", "tea-4", "--channel", "telegram", "--into", str(home / "probe")).code == 0
    least = (home / "probe" / "tea-4-telegram.png").stat().st_size
    out = home / "out"
    done = sharecli("poster", "batch", "--channel", "telegram", "--into", str(out), before=with_disk_for(least - 1))
    assert done.returncode == 1
    assert "error[cannot-write]: cannot write “" in done.stderr.decode()
    assert "tea-4-telegram.png”: file too large" in done.stderr.decode()
    assert b"Traceback" not in done.stderr
    kept = whole(out)
    assert [f"tea-{place}-telegram.png" for place in range(4)] == kept[:4]
    assert "tea-4-telegram.png" not in kept


def test_a_full_temporary_folder_is_told_of_and_not_taken_for_a_mistake(run: Run, home: Path) -> None:
    ready(run, "tea", "cup")
    noise = home / "noise.png"
    Image.merge("RGB", [Image.effect_noise((600, 600), 100) for _colour in "RGB"]).save(noise)
    assert run("product", "edit", "cup", "--image", str(noise)).code == 0
    out = home / "out"
    # The picture alone, which waits in the temporary folder, does not fit.
    done = sharecli("poster", "batch", "--channel", "telegram", "--into", str(out), before=with_disk_for(120_000))
    assert done.returncode == 7
    assert re.search(r"note: cup-telegram\.png: cannot write “.*\.jpg”: file too large", done.stderr.decode())
    assert whole(out) == ["tea-telegram.png"]


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
    assert whole(out) == ["cup-telegram.png", "tea-telegram.png"]
    (out / "tea-telegram.png").unlink()
    run("qr", "export", "cup", "--channel", "telegram", "--campaign", "spring", "--into", str(out))
    assert whole(out) == ["cup-telegram.png", "cup-telegram_spring.png"]


def test_a_poster_made_again_replaces_the_old_one(run: Run, home: Path) -> None:
    ready(run, "tea")
    out = home / "out"
    run("poster", "make", "tea", "--channel", "telegram", "--into", str(out))
    before = listed(out)["tea-telegram.png"]["sha256"]
    run("product", "edit", "tea", "--price", "99")
    run("poster", "make", "tea", "--channel", "telegram", "--into", str(out))
    assert whole(out) == ["tea-telegram.png"]
    assert listed(out)["tea-telegram.png"]["sha256"] != before


def test_a_name_cannot_leave_its_folder(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "out"
    names = ["../../up", "/etc/x", "..", "a/b", "C:\\x", "con", ".hidden", "x\0y"]
    done = list(export.write_all([job(name) for name in names], out))
    assert all(isinstance(one, Written) and one.path.parent == out for one in done)
    assert [path.name for path in tmp_path.iterdir()] == ["deep"]
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["out"]
    assert len(whole(out)) == len(names)


def test_a_link_that_cannot_be_encoded_fails_alone_and_is_named(tmp_path: Path) -> None:
    jobs = [job("a"), job("too-long", "https://go.example.shop/" + "x" * 4976), job("b"), job("茶", "https://例.jp")]
    done = list(export.write_all(jobs, tmp_path / "out"))
    assert [one.job.name for one in done] == ["a", "too-long", "b", "茶"], "in the order of the jobs"
    failed = [one for one in done if isinstance(one, Failed)]
    assert [one.job.name for one in failed] == ["too-long", "茶"]
    assert whole(tmp_path / "out") == ["a.png", "b.png"]
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
    assert whole(out) == ["cup-telegram.png", "tea-telegram.png"]
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
    assert whole(out) == ["cup-telegram.png"]


def test_what_nobody_foresaw_still_leaves_a_true_manifest(tmp_path: Path) -> None:
    def broken() -> bytes:
        message = "a bug"
        raise RuntimeError(message)

    jobs = [*(job(f"a{place}") for place in range(10)), job("broken", make=broken), job("z")]
    with pytest.raises(RuntimeError, match="a bug"):
        list(export.write_all(jobs, tmp_path / "out"))
    assert whole(tmp_path / "out")[:10] == [f"a{place}.png" for place in range(10)]


def test_a_reader_that_stops_early_leaves_a_true_manifest(tmp_path: Path) -> None:
    files = export.write_all([job(f"a{place}") for place in range(100)], tmp_path / "out")
    next(files)
    files.close()
    assert 1 <= len(whole(tmp_path / "out")) < 100


def test_a_name_that_is_a_folder_stops_the_batch_and_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "out" / "b.png").mkdir(parents=True)
    with pytest.raises(CannotWrite, match=r"b\.png”: is a directory"):
        list(export.write_all([job("a"), job("b")], tmp_path / "out"))
    assert list(listed(tmp_path / "out")) == ["a.png"]


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
    assert 6 <= len(whole(out)) < 80
