"""Files are written whole or not at all, under names that cannot leave their folder."""

import os
import resource
import signal
import stat
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from sharecli import files
from sharecli.errors import CannotWrite


def test_a_missing_folder_is_made_with_its_parents(tmp_path: Path) -> None:
    assert files.folder(tmp_path / "a" / "b") == tmp_path / "a" / "b"
    assert (tmp_path / "a" / "b").is_dir()
    files.folder(tmp_path / "a" / "b")


def test_a_file_where_a_folder_should_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path in (tmp_path / "file", tmp_path / "file" / "inner"):
        with pytest.raises(CannotWrite, match="is a file, not a folder"):
            files.folder(path)


def test_a_folder_out_of_reach_is_named() -> None:
    with pytest.raises(CannotWrite, match=r"cannot write|read-only"):
        files.folder(Path("/proc/sharecli"))
    with pytest.raises(CannotWrite, match="file name too long"):
        files.folder(Path("/tmp") / ("x" * 300))  # noqa: S108 - nothing is made there


def test_a_file_is_replaced_whole_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "poster.png"
    files.write_whole(path, b"old")
    files.write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert [one.name for one in tmp_path.iterdir()] == ["poster.png"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    files.write_whole(path, b"secret", mode=0o600)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_name_that_is_a_folder_is_refused_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "poster.png").mkdir()
    with pytest.raises(CannotWrite, match=r"cannot write .*poster\.png"):
        files.write_whole(tmp_path / "poster.png", b"x")
    assert [one.name for one in tmp_path.iterdir()] == ["poster.png"]


def test_a_writer_that_gives_up_leaves_the_old_file_and_no_half_one(tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    files.write_whole(path, b"old")
    with suppress(RuntimeError), files.writing_whole(path) as handle:
        handle.write(b"half")
        raise RuntimeError
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["all.zip"]


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="no such file or directory"):
        files.write_whole(tmp_path / "gone" / "poster.png", b"x")


def test_a_full_disk_leaves_the_old_file_and_no_half_one(tmp_path: Path) -> None:
    path = tmp_path / "poster.png"
    files.write_whole(path, b"old")
    child = os.fork()
    if not child:  # a limit of this kind cannot be raised again, so it is a child's
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
        try:
            files.write_whole(path, b"x" * 100_000)
        except CannotWrite:
            os._exit(0)
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["poster.png"]


@given(st.text(st.characters(codec="utf-8"), max_size=120))
def test_a_safe_name_is_one_name_on_any_system(words: str) -> None:
    name = files.safe_name(words)
    assert 0 < len(name.encode()) <= 81
    assert not set(name) & set('/\\:*?"<>|\0\n')
    assert name not in {".", ".."}
    assert not name.startswith((".", "-"))
    assert not name.endswith((".", " "))
    assert Path(name).name == name


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("../../etc/passwd", "etc-passwd"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("COM¹", "_COM¹"),
        ("", "_"),
        ("...", "_"),
        ("明前龙井 100g / 礼盒", "明前龙井-100g-礼盒"),
        ("--into", "into"),
        ("a\0b", "a-b"),
    ],
)
def test_known_tricks_in_a_name_come_to_nothing(words: str, name: str) -> None:
    assert files.safe_name(words) == name


def test_a_long_chinese_name_is_cut_between_characters() -> None:
    assert files.safe_name("茶" * 100) == "茶" * 26


def test_only_a_plain_file_below_plain_folders_leads_nowhere_else(tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "inner").mkdir(parents=True)
    (tmp_path / "secret").touch()
    (home / "inner" / "file").touch()
    (home / "away").symlink_to(tmp_path)
    (home / "here").symlink_to(home / "inner")
    (home / "link").symlink_to(home / "inner" / "file")
    os.mkfifo(home / "pipe")
    assert files.leads_nowhere_else(home, "inner/file")
    assert files.leads_nowhere_else(str(home), "inner/file")
    for name in (
        "away/secret", "here/file", "link", "pipe", "inner", "../secret", "inner/../inner/file", "./inner/file",
        "inner//file", "", f"/{tmp_path}/secret",
    ):  # fmt: skip
        assert not files.leads_nowhere_else(home, name), name
    for name in ("gone", "gone/file"):
        with pytest.raises(FileNotFoundError):
            files.leads_nowhere_else(home, name)
