"""Runs rivals in turn, round by round, and prints their medians beside each other."""

import os
import platform
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TypeVar

K = TypeVar("K")

BIN = Path(sys.executable).parent


def program(name: str) -> str:
    """The path of a program of this environment, else of the system."""
    return str(BIN / name) if (BIN / name).exists() else shutil.which(name) or name


def run(words: Sequence[str], environment: Mapping[str, str]) -> None:
    """Start a program and wait; its words are thrown away, unless it fails.

    Raises:
        CalledProcessError: it failed.
    """
    done = subprocess.run(
        words, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False
    )
    if done.returncode:
        sys.stderr.buffer.write(done.stderr)
        done.check_returncode()


def seconds(act: Callable[[], object]) -> float:
    """How long one act takes, on the wall."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def weighed(words: Sequence[str], environment: Mapping[str, str]) -> tuple[float, float]:
    """Seconds a program takes, and the most megabytes it and what it started held at once (0 where ``/proc`` is not).

    Raises:
        CalledProcessError: it failed.
    """
    start, most = time.perf_counter(), 0
    # Not ``wait4``: what it reports begins with the memory of this process, from which the other is split off.
    with subprocess.Popen(
        words, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as started:
        while started.poll() is None:
            most = max(most, _held(started.pid))
            time.sleep(0.01)
    if started.returncode:
        raise subprocess.CalledProcessError(started.returncode, words)
    return time.perf_counter() - start, most / 1024


def _held(process: int) -> int:
    """The high-water marks of a process and of those under it, in KiB; a page that two share counts twice."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
        under = {
            int(one) for file in Path(f"/proc/{process}/task").glob("*/children") for one in file.read_text().split()
        }
    except OSError:  # it has ended
        return 0
    own = next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")), 0)
    return own + sum(map(_held, under))


def medians(rivals: Mapping[K, Callable[[], object]], *, rounds: int, warm_up: bool = True) -> dict[K, float]:
    """Median seconds of each rival; the rounds are interleaved, so that a busy moment meets all."""
    times: dict[K, list[float]] = {name: [] for name in rivals}
    if warm_up:
        for act in rivals.values():
            act()
    for _round in range(rounds):
        for name, act in rivals.items():
            times[name].append(seconds(act))
    return {name: statistics.median(found) for name, found in times.items()}


def table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a Markdown table."""
    print(f"\n## {title}\n")
    print("| " + " | ".join(columns) + " |")
    print("|" + " --- |" * len(columns))
    for row in rows:
        print("| " + " | ".join(row) + " |")


def growth(title: str, ways: Mapping[tuple[int, str], Sequence[str]], environment: Mapping[str, str]) -> None:
    """Print what so many items cost each way, in one run each: time should grow with the work, memory should not."""
    rows = []
    for (items, how), words in ways.items():
        spent, most = weighed(words, environment)
        rows.append((f"{items:,}", how, f"{spent:.2f}", f"{spent / items * 1000:.2f}", f"{most:.0f}" if most else "?"))
    table(title, ("items", "how", "seconds", "ms each", "peak MiB"), rows)


def targets(*measured: tuple[str, float, str, float]) -> None:
    """Print measured ratios beside their targets: what, the ratio, ``>=`` or ``<=``, the target."""
    rows = []
    for what, found, sign, wanted in measured:
        met = found >= wanted if sign == ">=" else found <= wanted
        verdict = {True: "met", False: "missed"}[met]
        rows.append((what, f"{found:.2f}", f"{'≥' if sign == '>=' else '≤'} {wanted:g}", verdict))
    table("Targets", ("what", "measured", "target", ""), rows)


def wanted(program_name: str, package: str) -> bool:
    """Whether a program is here, brought by apt-get where that is possible; says so where it is not."""
    if shutil.which(program_name) is None and hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        for words in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", package]):
            subprocess.run(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    if shutil.which(program_name) is None:
        print(f"{program_name} is not here: what needs it is left out")
        return False
    return True


def first_line(*words: str) -> str:
    """The first line that a program says, such as its version."""
    said = subprocess.run(words, capture_output=True, text=True, check=False)
    return ((said.stdout + said.stderr).splitlines() or [""])[0].strip()


def machine(*packages: str) -> str:
    """What the figures depend on: cores, load, versions."""
    parts = [f"{os.cpu_count()} cores", f"load {os.getloadavg()[0]:.1f}", f"Python {platform.python_version()}"]
    for package in packages:
        try:
            parts.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            parts.append(f"{package} is not here")
    return ", ".join([*parts, f"{platform.system()} {platform.machine()}"])
