"""A file that no manifest of sharecli's knows is somebody else's, and stays; what sharecli made is made again."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from batches.batches import made_in, rows_of, tiny, whole
from process import environment
from sharecli.batches import export, running, zipping
from sharecli.batches.jobs import Failed, Kept, Written
from sharecli.batches.running import Run
from sharecli.errors import CannotWrite

THEIRS = "is there and was not made by sharecli; it is left as it is"


def test_a_stranger_s_file_stays_and_the_others_are_made(tmp_path: Path) -> None:
    (tmp_path / "a00001.png").write_bytes(b"a holiday")
    done = made_in(tmp_path, [tiny(0), tiny(1), tiny(2)])
    assert [type(one) for one in done] == [Written, Failed, Written]
    assert isinstance(done[1], Failed)
    assert done[1].error.message == f"“{tmp_path / 'a00001.png'}” {THEIRS}"
    assert done[1].error.hint == "move it away, or name another folder with --into"
    assert (tmp_path / "a00001.png").read_bytes() == b"a holiday"
    assert list(rows_of(tmp_path)) == ["a00000.png", "a00002.png"]


@pytest.mark.parametrize("how", [{}, {"force": True}])
def test_force_makes_ours_again_and_takes_nobody_else_s(tmp_path: Path, how: dict[str, bool]) -> None:
    made_in(tmp_path, [tiny(0)])
    (tmp_path / "a00001.png").write_bytes(b"a holiday")
    first, second = made_in(tmp_path, [tiny(0, salt="x"), tiny(1)], **how)
    assert isinstance(first, Written)
    assert isinstance(second, Failed)
    assert (tmp_path / "a00001.png").read_bytes() == b"a holiday"


def test_a_file_of_ours_that_was_changed_since_is_made_again(tmp_path: Path) -> None:
    made_in(tmp_path, [tiny(0)])
    (tmp_path / "a00000.png").write_bytes(b"drawn over")
    (done,) = made_in(tmp_path, [tiny(0)])
    assert isinstance(done, Written)
    assert whole(tmp_path) == ["a00000.png"]


def test_a_stranger_s_file_in_a_folder_below_and_a_link_of_theirs_stay(tmp_path: Path) -> None:
    (tmp_path / "qq").mkdir()
    (tmp_path / "qq" / "cup.png").write_bytes(b"a holiday")
    (tmp_path / "elsewhere").write_bytes(b"far away")
    (tmp_path / "pot.png").symlink_to(tmp_path / "elsewhere")
    jobs = [tiny(1), tiny(2)]
    object.__setattr__(jobs[0], "name", "qq/cup")
    object.__setattr__(jobs[1], "name", "pot")
    assert all(isinstance(one, Failed) for one in made_in(tmp_path, jobs))
    assert (tmp_path / "qq" / "cup.png").read_bytes() == b"a holiday"
    assert (tmp_path / "pot.png").is_symlink()


def test_a_page_of_one_file_is_that_refusal(tmp_path: Path) -> None:
    (tmp_path / "a00001.png").write_bytes(b"a holiday")
    with pytest.raises(CannotWrite, match="was not made by sharecli"):
        running.page([tiny(1)], Run(tmp_path), what="files", notes=[])


@pytest.mark.parametrize("count", [3, 30])
def test_what_a_killed_run_had_given_its_name_is_ours(tmp_path: Path, count: int) -> None:
    """Killed between the names and whatever comes after them."""
    script = f"""
import os
from pathlib import Path
from batches.batches import tiny
from sharecli.batches import export, writing
place = writing.Writer.place
def placed(self, group):
    place(self, group)
    os._exit(9)
writing.Writer.place = placed
list(export.write_all([tiny(n) for n in range({count})], Path({str(tmp_path / "out")!r})))
"""
    tests = str(Path(__file__).parents[1])
    there = environment(PYTHONPATH=os.pathsep.join([tests, *sys.path]))
    done = subprocess.run([sys.executable, "-c", script], env=there, check=False, capture_output=True)
    assert done.returncode == 9, done.stderr
    left = sorted(path.name for path in (tmp_path / "out").glob("*.png"))
    assert left
    again = made_in(tmp_path / "out", [tiny(n) for n in range(count)])
    kept = [one.path.name for one in again if isinstance(one, Kept)]
    assert kept == left
    assert len(whole(tmp_path / "out")) == count


def test_a_folder_is_listed_once_however_many_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed: list[str] = []
    real = export._listed

    def noted(home: Path, part: str) -> list[str]:
        listed.append(part)
        return real(home, part)

    monkeypatch.setattr(export, "_listed", noted)
    made_in(tmp_path, [tiny(n) for n in range(50)])
    assert listed == [""]
    made_in(tmp_path, [tiny(n) for n in range(50)])
    assert listed == [""], "where all are known, none is looked for"


def test_a_zip_that_sharecli_did_not_make_stays_and_nothing_is_made(tmp_path: Path) -> None:
    target = tmp_path / "photos.zip"
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("holiday.jpg", b"\xff\xd8\xff")
        archive.writestr("manifest.json", '{"name": "an app"}')
    before = target.read_bytes()
    with pytest.raises(CannotWrite, match="was not made by sharecli") as raised:
        running.page([tiny(1)], Run(tmp_path / "out", zip=target), what="files", notes=[])
    assert raised.value.hint == "name another file with --zip"
    assert target.read_bytes() == before
    assert not (tmp_path / "out").exists()


def test_a_zip_of_ours_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "all.zip"
    for salt in ("", "x"):
        running.page([tiny(1, salt=salt)], Run(tmp_path / "out", zip=target), what="files", notes=[])
    zipping.see_free(target)
    with zipfile.ZipFile(target) as archive:
        assert archive.read("a00001.png") == b"1x"
