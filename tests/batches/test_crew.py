"""Codes that several processes draw are those that one draws; and however a run ends, no process outlives it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from batches.batches import files_of, made_in, rows_of, whole
from process import environment
from sharecli.batches import crew
from sharecli.batches.jobs import Failed, Job, Kept, Written
from sharecli.codes.kinds import Kind
from sharecli.codes.look import PLAIN, Look, Style
from sharecli.codes.qr import Unscannable

TOO_LONG = "https://go.example.shop/" + "x" * 4976


def coded(place: int, url: str = "", look: Look = PLAIN) -> Job:
    """A code as ``qr export`` makes it."""
    url = url or f"https://go.example.shop/dm6d{place:04}"
    make = partial(crew.drawn, url, look, Kind.png, verified=True)
    recipe = f"{place:064x}"
    return Job(
        f"a{place:04}",
        "png",
        "tea",
        "qq",
        f"l{place}",
        url,
        0,
        0,
        make,
        recipe=recipe,
        crowd=crew.crowd(look, Kind.png),
    )


def pictures(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in whole(folder)}


def in_a_process(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """What a batch of its own process says: the kind of each result; ``words`` come first."""
    script = "\n".join(
        [
            "import sys",
            "from pathlib import Path",
            "from batches.test_crew import *",
            *words,
            "for one in made_in(Path(sys.argv[1]), jobs): print(type(one).__name__, one.job.name)",
        ]
    )
    home = str(Path(__file__).parent.parent)
    return subprocess.run(
        [sys.executable, "-c", script, str(folder)],
        env=environment(PYTHONPATH=home), capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_processes_make_what_one_makes_in_the_same_order(tmp_path: Path, method: str) -> None:
    if method == "fork" and sys.platform != "linux":
        pytest.skip("only Linux forks")
    count = 120 if method == "fork" else 520
    made_in(tmp_path / "one", [coded(place) for place in range(count)], workers=1)
    done = in_a_process(
        tmp_path / "many",
        f"crew._may_fork = lambda: {method == 'fork'}",
        "called = crew.Crew.called",
        "def watched(*words, **more):",
        "    found = called(*words, **more); print('crew', found is not None); return found",
        "crew.Crew.called = watched",
        f"jobs = [coded(place) for place in range({count})]",
        "made_in = partial(made_in, workers=2)",
    )
    assert done.stderr == ""
    assert done.stdout.splitlines() == ["crew True", *(f"Written a{place:04}" for place in range(count))]
    assert pictures(tmp_path / "one") == pictures(tmp_path / "many")
    one, many = (
        {name: {**row, "mtime_ns": 0} for name, row in rows_of(tmp_path / folder).items()} for folder in ("one", "many")
    )
    assert one == many


def test_what_stands_or_fails_in_between_keeps_its_place(tmp_path: Path) -> None:
    made_in(tmp_path, [coded(place) for place in range(0, 300, 3)], workers=1)
    jobs = [coded(place, TOO_LONG if place % 50 == 1 else "") for place in range(300)]
    done = made_in(tmp_path, jobs, workers=2)
    assert [one.job.name for one in done] == [job.name for job in jobs]
    kinds = [Kept if place % 3 == 0 else Failed if place % 50 == 1 else Written for place in range(300)]
    assert [type(one) for one in done] == kinds
    failed = [one.error for one in done if isinstance(one, Failed)]
    assert all(isinstance(error, Unscannable) and error.hint for error in failed), "as they were raised elsewhere"
    assert len(whole(tmp_path)) == 300 - len(failed)


def test_codes_that_typst_draws_are_worth_processes_sooner() -> None:
    assert crew.crowd(Look(Style.dots), Kind.png) == crew.crowd(PLAIN, Kind.pdf) < crew.crowd(PLAIN, Kind.png)


def test_few_codes_or_one_worker_call_no_processes() -> None:
    assert crew.Crew.called(2, todo=99, crowd=100) is None
    assert crew.Crew.called(1, todo=10_000, crowd=100) is None


def exporting(folder: Path, *, until: int) -> "subprocess.Popen[bytes]":
    """A process, and its crew in a group of its own, that has made some of 3,000 codes."""
    script = (
        "import sys\nfrom pathlib import Path\nfrom batches.test_crew import *\n"
        "try:\n    made_in(Path(sys.argv[1]), [coded(place) for place in range(3000)], workers=2)\n"
        "except KeyboardInterrupt:\n    print('stopped')\n"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", script, str(folder)],
        env=environment(PYTHONPATH=str(Path(__file__).parent.parent)),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    end = time.monotonic() + 60
    while len(list(folder.glob("*.png"))) < until:
        assert time.monotonic() < end
        assert child.poll() is None
        time.sleep(0.005)
    return child


def living(group: int) -> Sequence[int]:
    """The processes of a group."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group and fields[0] != "Z":
            found.append(int(status.parent.name))
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_ctrl_c_ends_every_process_quietly_and_the_next_run_goes_on(tmp_path: Path) -> None:
    out = tmp_path / "out"
    child = exporting(out, until=100)
    assert len(living(child.pid)) == 3, "the first and two beside it"
    os.killpg(child.pid, signal.SIGINT)  # as a terminal does: all of them hear it
    said, complained = child.communicate(timeout=30)
    assert (said, complained) == (b"stopped\n", b"")
    assert living(child.pid) == []
    kept = len(whole(out))
    assert 100 <= kept < 3000
    done = made_in(out, [coded(place) for place in range(kept + 20)], workers=1)
    assert sum(isinstance(one, Kept) for one in done) == kept


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_when_the_first_process_is_killed_the_others_go_too(tmp_path: Path) -> None:
    out = tmp_path / "out"
    child = exporting(out, until=100)
    child.kill()
    child.wait()
    end = time.monotonic() + 10
    while living(child.pid):
        assert time.monotonic() < end
        time.sleep(0.01)
    child.communicate()
    there = len([name for name in files_of(out) if name.endswith(".png")])
    done = made_in(out, [coded(place) for place in range(150)], workers=1)
    assert sum(isinstance(one, Kept) for one in done) >= min(there, 150) - 128
    assert not [path for path in out.iterdir() if path.name.startswith(".")], "what waited has been cleared away"


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_when_the_system_kills_a_process_of_the_crew_nothing_is_lost(tmp_path: Path) -> None:
    done = in_a_process(
        tmp_path / "out",
        "import os, signal",
        "first = os.getpid()",
        "def deadly(url):",
        "    if os.getpid() != first: os.kill(os.getpid(), signal.SIGKILL)",
        "    return crew.drawn(url, PLAIN, Kind.png, verified=True)",
        "import dataclasses",
        "jobs = [coded(place) for place in range(200)]",
        "jobs[40] = dataclasses.replace(jobs[40], make=partial(deadly, jobs[40].url))",
        "made_in = partial(made_in, workers=2)",
        "crew._may_fork = lambda: True",
        "closed = crew.Crew.close",
        "def close(self): print('broken', bool(self._pool._broken)); closed(self)",
        "crew.Crew.close = close",
    )
    assert done.stderr == ""
    made = [f"Written a{place:04}" for place in range(200)]
    assert done.stdout.splitlines() == ["broken True", *made]
    assert len(pictures(tmp_path / "out")) == 200
