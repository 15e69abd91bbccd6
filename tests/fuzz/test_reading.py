"""Bytes that are nearly reports: refused by name, or read as lines that a ledger can hold, and soon."""

import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

from fuzz import reading

ROOT = Path(__file__).parents[2]


def test_the_seeds_are_reports() -> None:
    assert [reading.look(seed) > 0 for seed in reading.seeds()].count(False) == 0


def test_spoiled_reports_are_refused_by_name_or_read() -> None:
    read = [reading.look(content) for content in reading.mutants(20_261_031, 400)]
    assert sum(map(bool, read)) > 100  # else nothing of what comes behind the header was tried


@pytest.mark.parametrize("path", sorted(reading.BROKE.iterdir()), ids=lambda path: path.name)
def test_what_broke_once_breaks_no_more(path: Path) -> None:
    begun = time.process_time()
    reading.look(path.read_bytes())
    assert time.process_time() - begun < 60  # about a second; it was minutes once


@pytest.mark.skipif(find_spec("atheris") is None, reason="atheris is not here: pip install atheris")
def test_atheris_finds_nothing_in_a_short_run(tmp_path: Path) -> None:
    words = [sys.executable, str(ROOT / "tests/fuzz/by_atheris.py"), str(tmp_path / "corpus"), "-seed=1", "-runs=300"]
    # libFuzzer takes the peak of the process that started it, all the tests before, for its own.
    words.append("-rss_limit_mb=0")
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr[-2_000:]
