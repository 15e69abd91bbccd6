"""A .zip holds the files of a run and their manifest, the same bytes for the same files, and replaces only a .zip."""

import zipfile
from pathlib import Path

import pytest

from batches.batches import job, made_in, rows_of, whole
from sharecli.batches.checking import check_folder
from sharecli.batches.jobs import Kept, Written
from sharecli.batches.zipping import see_free, zipped
from sharecli.errors import CannotWrite


def batch(folder: Path) -> list[dict[str, object]]:
    done = made_in(folder, [job(f"qq/{name}", recipe="1" * 64) for name in ("明前龙井", "b", "a")])
    return [one.recorded for one in done if isinstance(one, Written | Kept)]


def test_what_is_unpacked_elsewhere_is_whole_and_can_be_proven(tmp_path: Path) -> None:
    rows = batch(tmp_path / "out")
    target = tmp_path / "new" / "all.zip"
    assert zipped(tmp_path / "out", rows, target) == target.stat().st_size
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["qq/a.png", "qq/b.png", "qq/明前龙井.png", "manifest.json"]
        assert {one.compress_type for one in archive.infolist()[:3]} == {zipfile.ZIP_STORED}
        archive.extractall(tmp_path / "elsewhere")
    assert whole(tmp_path / "elsewhere") == ["qq/a.png", "qq/b.png", "qq/明前龙井.png"]
    assert all(one.ok and one.listed for one in check_folder(tmp_path / "elsewhere"))


def test_the_same_files_make_the_same_zip_and_only_this_runs_files_are_in_it(tmp_path: Path) -> None:
    rows = batch(tmp_path / "out")
    zipped(tmp_path / "out", rows, tmp_path / "one.zip")
    made_in(tmp_path / "out", [job("other")])
    assert "other.png" in rows_of(tmp_path / "out")
    again = batch(tmp_path / "out")  # kept, this time
    zipped(tmp_path / "out", again[::-1], tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_a_file_that_is_no_zip_is_not_replaced(tmp_path: Path) -> None:
    rows = batch(tmp_path / "out")
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(CannotWrite, match="is a folder"):
        see_free(tmp_path / "out")
    with pytest.raises(CannotWrite, match=r"is there and no \.zip"):
        zipped(tmp_path / "out", rows, tmp_path / "letter.txt")
    assert (tmp_path / "letter.txt").read_text() == "mine"
    for _again in range(2):
        zipped(tmp_path / "out", rows, tmp_path / "all.zip")


def test_a_file_that_has_gone_or_leads_elsewhere_stops_it_and_the_old_zip_stays(tmp_path: Path) -> None:
    rows = batch(tmp_path / "out")
    target = tmp_path / "all.zip"
    zipped(tmp_path / "out", rows, target)
    before = target.read_bytes()
    (tmp_path / "secret.png").write_text("secret")
    (tmp_path / "out" / "qq" / "a.png").unlink()
    with pytest.raises(CannotWrite, match="no such file or directory"):
        zipped(tmp_path / "out", rows, target)
    (tmp_path / "out" / "qq" / "a.png").symlink_to(tmp_path / "secret.png")
    with pytest.raises(CannotWrite, match="is no file of this folder"):
        zipped(tmp_path / "out", rows, target)
    (tmp_path / "out" / "away").symlink_to(tmp_path)
    for name in ("../secret.png", "away/secret.png"):
        with pytest.raises(CannotWrite, match="is no file of this folder"):
            zipped(tmp_path / "out", [{"file": name}], target)
    assert target.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["all.zip", "out", "secret.png"]
