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
    """Start a program and wait; its words are thrown away.

    Raises:
        CalledProcessError: it failed.
    """
    subprocess.run(
        words, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True
    )


def seconds(act: Callable[[], object]) -> float:
    """How long one act takes, on the wall."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def medians(rivals: Mapping[K, Callable[[], object]], *, rounds: int) -> dict[K, float]:
    """Median seconds of each rival; the rounds are interleaved, so that a busy moment meets all, after one warm-up."""
    times: dict[K, list[float]] = {name: [] for name in rivals}
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


def machine(*packages: str) -> str:
    """What the figures depend on: cores, load, versions."""
    parts = [f"{os.cpu_count()} cores", f"load {os.getloadavg()[0]:.1f}", f"Python {platform.python_version()}"]
    for package in packages:
        try:
            parts.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            parts.append(f"{package} is not here")
    return ", ".join([*parts, f"{platform.system()} {platform.machine()}"])
