"""Progress is on the error stream alone: a bar with rate and time left, or a line every tenth."""

import io
import os
import pty
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest

from process import environment
from sharecli.shell.progress import pace, watched


def test_without_a_terminal_there_is_a_line_every_tenth(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(watched(range(200), total=200, what="posters")) == list(range(200))
    said = capsys.readouterr()
    assert said.out == ""
    assert [line.split()[:2] for line in said.err.splitlines()] == [["posters", f"{n}/200"] for n in range(20, 201, 20)]


@pytest.mark.parametrize("total", [20, 25, 29, 99, 1001])
def test_there_are_ten_lines_however_many_things(total: int, capsys: pytest.CaptureFixture[str]) -> None:
    list(watched(range(total), total=total, what="codes"))
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 10
    assert lines[-1].startswith(f"codes {total}/{total}")


def test_a_handful_needs_no_news(capsys: pytest.CaptureFixture[str]) -> None:
    list(watched(range(19), total=19, what="posters"))
    list(watched([], total=0, what="posters"))
    assert capsys.readouterr().err == ""


def test_things_come_one_by_one_and_not_before_they_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", io.StringIO())
    made: list[int] = []
    things = watched((made.append(n) or n for n in range(100)), total=100, what="posters")  # type: ignore[func-returns-value] # notes that it was made
    assert next(things) == 0
    assert made == [0]


@pytest.mark.parametrize(
    ("made", "left", "seconds", "words"),
    [
        (0, 10, 0.0, ""),
        (0, 10, 5.0, ""),
        (5, 5, 0.0, ""),
        (5, 95, 2.0, "2.5/s, 0:38 left"),
        (100, 9_900, 10.0, "10/s, 16:30 left"),
        (1, 9_999, 1.0, "1.0/s, 2:46:39 left"),
        (2000, 2000, 1.0, "2,000/s, 0:01 left"),
        (10, 0, 2.0, "5.0/s"),
    ],
)
def test_the_pace_is_said_in_words(made: int, left: int, seconds: float, words: str) -> None:
    assert pace(made, left, seconds) == words


def test_the_time_left_follows_the_pace_of_late() -> None:
    assert pace(90, 10, 1.0, lately=2.0) == "2.0/s, 0:05 left"


def test_what_stood_there_already_says_nothing_of_how_fast_the_rest_comes(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """51 of 120 files are of an earlier run and cost nothing; each of the others takes a second."""
    now = [1000.0]
    monkeypatch.setattr("sharecli.shell.progress.time.monotonic", lambda: now[0])

    def files() -> Iterator[int]:
        for place in range(120):
            now[0] += 0.0001 if place < 51 else 1.0
            yield place

    list(watched(files(), total=120, what="posters", worked=lambda place: place >= 51))
    lines = capsys.readouterr().err.splitlines()
    assert lines[:4] == ["posters 12/120", "posters 24/120", "posters 36/120", "posters 48/120"]
    assert lines[4] == "posters 60/120 1.0/s, 1:00 left"
    assert lines[-1] == "posters 120/120 1.0/s"


def test_a_run_that_changes_nothing_tells_of_no_speed(capsys: pytest.CaptureFixture[str]) -> None:
    list(watched(range(20), total=20, what="codes", worked=lambda _one: False))
    assert capsys.readouterr().err.splitlines()[-1] == "codes 20/20"


def test_on_a_terminal_there_is_a_bar_with_count_rate_and_time_left() -> None:
    words = """
import time
from sharecli.shell.progress import watched
for one in watched(range(30), total=30, what="posters"):
    time.sleep(0.03)
print("data")
"""
    ours, theirs = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-c", words],
        env=environment(TERM="xterm", COLUMNS="100"),
        stdout=subprocess.PIPE,
        stderr=theirs,
    )
    os.close(theirs)
    seen = b""
    try:
        while piece := os.read(ours, 4096):
            seen += piece
    except OSError:  # the other end is closed
        pass
    finally:
        os.close(ours)
    assert child.communicate(timeout=30)[0] == b"data\n"
    text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", seen.decode())
    assert re.search(r"posters .*\d+/30 \d+/s, 0:0\d left", text), text
