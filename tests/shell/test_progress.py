"""Progress is on the error stream alone: a bar with rate and time left, or a line every tenth."""

import io
import os
import pty
import re
import subprocess
import sys

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
    ("done", "total", "seconds", "words"),
    [
        (0, 10, 0.0, ""),
        (0, 10, 5.0, ""),
        (5, 10, 0.0, ""),
        (5, 100, 2.0, "2.5/s, 0:38 left"),
        (100, 10_000, 10.0, "10/s, 16:30 left"),
        (1, 10_000, 1.0, "1.0/s, 2:46:39 left"),
        (2000, 4000, 1.0, "2,000/s, 0:01 left"),
        (10, 10, 2.0, "5.0/s"),
    ],
)
def test_the_pace_is_said_in_words(done: int, total: int, seconds: float, words: str) -> None:
    assert pace(done, total, seconds) == words


def test_the_time_left_follows_the_pace_of_late() -> None:
    # Nine of ten stood already; the last one takes as long as one takes.
    assert pace(90, 100, 1.0, lately=2.0) == "2.0/s, 0:05 left"


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
