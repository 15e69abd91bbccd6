"""A published folder is never half-new: what fails leaves the old one, what is killed can be finished."""

import json
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conftest import Run
from process import environment, sharecli, with_disk_for, without_roots_powers
from redirects.publish_sites import a_file, links, many
from sharecli.redirects.publishing import manifest, placing
from sharecli.redirects.publishing.engines import To, engine
from sharecli.redirects.publishing.manifest import NAME


def contents(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()}


def publish(run: Run, folder: Path, *words: str, to: str = "html") -> tuple[int, str]:
    said = run("publish", "--to", to, str(folder), *words)
    return said.code, said.err


def test_what_was_there_before_is_not_touched(run: Run, home: Path, db: Path) -> None:
    a_file(run)
    links(db, many(2))
    folder = home / "out"
    folder.mkdir()
    (folder / "index.html").write_text("my shop")
    (folder / "photos").mkdir()
    (folder / "k00001.html").write_text("my page")
    code, said = publish(run, folder)
    assert code == 4
    assert f"error[publish-in-the-way]: in “{folder}” there is something else of that name: k00001.html" in said
    assert publish(run, folder, "--force")[0] == 4
    assert set(contents(folder)) == {"index.html", "k00001.html"}
    (folder / "k00001.html").unlink()
    assert publish(run, folder)[0] == 0
    assert (folder / "index.html").read_text() == "my shop"


def test_what_was_changed_by_hand_is_kept_unless_it_is_forced(run: Run, home: Path, db: Path) -> None:
    a_file(run)
    links(db, many(2))
    folder = home / "out"
    assert publish(run, folder)[0] == 0
    (folder / "k00001.html").write_text("better")
    before = contents(folder)
    links(db, {"more": "https://s.example/"})
    code, said = publish(run, folder)
    assert (code, "1 published file was changed by hand: k00001.html" in said) == (4, True)
    assert contents(folder) == before
    assert publish(run, folder, "--force")[0] == 0
    assert b"better" not in contents(folder)["k00001.html"]


def test_a_link_in_the_place_of_a_file_is_never_followed(run: Run, home: Path, db: Path) -> None:
    a_file(run)
    links(db, many(1))
    folder = home / "out"
    assert publish(run, folder)[0] == 0
    (home / "treasure").write_bytes((folder / "k00000.html").read_bytes())
    (folder / "k00000.html").unlink()
    (folder / "k00000.html").symlink_to(home / "treasure")
    assert publish(run, folder, "--force")[0] == 4
    assert (folder / "k00000.html").is_symlink()


@pytest.mark.parametrize(
    "said",
    [
        "[]", "{}", "not json", '{"by": "sharecli"}', "[" * 100_000,
        '{"by":"sharecli","to":"html","base_url":"","log":"","at":"","codes":{},"files":{"../treasure":"HASH"}}',
        '{"by":"sharecli","to":"html","base_url":"","log":"","at":"","codes":{},"files":{"/etc/passwd":"HASH"}}',
        '{"by":"sharecli","to":"html","base_url":"","log":"","at":"","codes":{},"files":{"..":"HASH"}}',
        '{"by":"sharecli","to":"html","base_url":"","log":"","at":"","codes":{},"files":{},"pending":{"a/b":"HASH"}}',
        '{"by":"sharecli","to":"html","base_url":"","log":"","at":"","codes":[],"files":{}}',
        '{"by":"sharecli","to":"html","base_url":"","log":"","at":"","codes":{"a":"x"},"files":{}}',
    ],
)  # fmt: skip
def test_a_manifest_that_is_not_ours_is_refused_and_removes_nothing(run: Run, home: Path, db: Path, said: str) -> None:
    a_file(run)
    links(db, many(1))
    folder = home / "out"
    folder.mkdir()
    treasure = home / "treasure"
    treasure.write_text("gold")
    (folder / NAME).write_text(said.replace("HASH", manifest.sha256("gold")))
    before = contents(folder)
    for words in (("--to", "html", str(folder), "--force"), ("status", str(folder))):
        answer = run("publish", *words)
        assert answer.code == 1, words
        assert "is not a list of published links" in answer.err
    assert contents(folder) == before
    assert treasure.read_text() == "gold"


def test_files_that_read_otherwise_than_they_should_are_not_put_in_place(home: Path) -> None:
    folder = home / "out"
    folder.mkdir()
    kind = engine(To.netlify)
    said = manifest.Manifest("netlify", "https://go.example.shop", "", "2026-10-15T04:00:00Z", {}, {})
    for wrong in (b"/a https://s.example/b 302!\n", b"/a https://s.example/a 301!\n", b"/a\n", b"\xff", b""):
        with pytest.raises(placing.Unproven):
            placing.place(
                folder, kind, {"_redirects": wrong}, {"a": "https://s.example/a"}, said, prefix="", force=False
            )
        assert list(folder.iterdir()) == []


def test_a_full_disk_leaves_the_old_folder_whole(run: Run, home: Path, db: Path) -> None:
    a_file(run)
    links(db, many(50))
    folder = home / "out"
    assert publish(run, folder, to="nginx")[0] == 0
    before = contents(folder)
    links(db, {"long": "https://s.example/" + "x" * 2000})
    said = sharecli("publish", "--to", "nginx", str(folder), before=with_disk_for(4096))
    assert said.returncode == 1
    assert b"error[cannot-write]" in said.stderr
    assert contents(folder) == before
    assert [one for one in folder.iterdir() if one.name not in before] == []


def test_a_folder_that_cannot_be_written_is_refused(run: Run, home: Path, db: Path) -> None:
    a_file(run)
    links(db, many(1))
    (home / "file").write_text("x")
    assert publish(run, home / "file")[0] == 1
    assert run("publish", "status", str(home / "file")).code == 3
    (home / "shut").mkdir(mode=0o500)
    said = sharecli("publish", "--to", "html", str(home / "shut"), before=without_roots_powers)
    assert said.returncode == 1
    assert b"error[cannot-write]" in said.stderr


def test_a_run_that_is_killed_leaves_whole_files_and_the_next_one_finishes(run: Run, home: Path, db: Path) -> None:
    a_file(run)
    links(db, many(600))
    folder = home / "out"
    assert publish(run, folder)[0] == 0
    chance = random.Random(5)  # noqa: S311 - when to kill is no secret
    unfinished = 0
    for number in range(8):
        _lead_elsewhere(db, f"https://s.example/{number}/")
        process = subprocess.Popen(
            [sys.executable, "-m", "sharecli", "publish", "--to", "html", str(folder)],
            env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        _wait_for_work(folder, process)
        time.sleep(chance.random() * 0.05)
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=20)
        for name, content in contents(folder).items():
            assert content or name == ".nojekyll", name
            assert not name.endswith(".html") or content.endswith(b"</html>\n"), name
        unfinished += "pending" in json.loads((folder / NAME).read_bytes())
        code, said = publish(run, folder)
        assert code == 0, said
        assert run("publish", "status", str(folder)).code == 0
        assert len(contents(folder)) == 600 + 3
        assert not [one for one in folder.iterdir() if one.is_dir()]
    assert unfinished  # else no run was killed where it matters


def _lead_elsewhere(db: Path, start: str) -> None:
    with sqlite3.connect(db) as file:
        file.execute("UPDATE links SET destination = ? || code", [start])


def _wait_for_work(folder: Path, process: "subprocess.Popen[bytes]") -> None:
    """Until the run has said what it is about to put in place."""
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        if b'"pending"' in (folder / NAME).read_bytes():
            return
        time.sleep(0.001)


def test_only_what_changed_is_written_anew(run: Run, home: Path, db: Path) -> None:
    a_file(run)
    links(db, many(20))
    folder = home / "out"
    assert publish(run, folder)[0] == 0
    before = {one.name: one.stat().st_mtime_ns for one in folder.iterdir()}
    links(db, {"more": "https://s.example/"})
    assert publish(run, folder)[0] == 0
    after = {one.name: one.stat().st_mtime_ns for one in folder.iterdir()}
    assert {name for name in after if after[name] != before.get(name)} == {"more.html", NAME}
