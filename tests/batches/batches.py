"""Batches for tests: jobs that draw a code, or something tiny; and a process of its own that works one off."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from process import environment
from sharecli.batches import export
from sharecli.batches.jobs import Done, Drawing, Job
from sharecli.codes import qr, verify

URL = "https://go.example.shop/dm6d6bw"


def coded(url: str = URL) -> Drawing:
    """A code as a PNG, with what it says."""
    code = qr.Code(url)
    expected = code.expected()
    content = code.png()
    verify.prove(content, [expected], kind="png")
    return Drawing(content, (), (expected.to_json(),))


def job(name: str, url: str = URL, make: Callable[[], Drawing] | None = None, **over: Any) -> Job:
    """A code as a file; or what ``make`` gives."""
    return Job(
        name, "png", "tea", "telegram", over.pop("link", "dm6d6bw"), url, 0, 0, make or (lambda: coded(url)), **over
    )


def tiny(place: int, *, made: list[int] | None = None, salt: str = "") -> Job:
    """A file of a few bytes, whose recipe is its place and ``salt``; ``made`` notes that it was drawn."""

    def make() -> Drawing:
        if made is not None:
            made.append(place)
        return Drawing(f"{place}{salt}".encode())

    recipe = hashlib.sha256(f"{place} {salt}".encode()).hexdigest()
    return Job(f"a{place:05}", "png", "tea", "qq", f"l{place}", "", 0, 0, make, recipe=recipe)


def made_in(folder: Path, jobs: Sequence[Job], **how: Any) -> list[Done]:
    """A finished batch."""
    return list(export.write_all(jobs, folder, **how))


def rows_of(folder: Path) -> dict[str, Any]:
    """The rows of a folder's manifest, by file."""
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert manifest["by"] == "sharecli"
    return {row["file"]: row for row in manifest["files"]}


def files_of(folder: Path) -> list[str]:
    """Every file below a folder but its manifest, sorted."""
    there = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    return sorted(name for name in there if name != "manifest.json")


def whole(folder: Path) -> list[str]:
    """The files of a folder, after the proof that its manifest lists exactly them, and that each is what was made."""
    rows = rows_of(folder)
    assert files_of(folder) == list(rows), "no more, no less, and no temporary file"
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]
    for name, row in rows.items():
        content = (folder / name).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (row["bytes"], row["sha256"])
    return list(rows)


SCRIPT = """
import hashlib, sys, time
from pathlib import Path
from sharecli.batches.export import write_all
from sharecli.batches.jobs import Drawing, Job, Written

def job(place):
    def make():
        time.sleep({seconds})
        return Drawing(str(place).encode() * 50)
    recipe = hashlib.sha256(b"%d" % place).hexdigest()
    return Job(f"a{{place:05}}", "png", "tea", "qq", f"l{{place}}", "", 0, 0, make, recipe=recipe)

try:
    for done in write_all([job(place) for place in range({count})], Path({folder!r})):
        print(type(done).__name__, flush=True)
except KeyboardInterrupt:
    print("stopped", flush=True)
"""


def process(folder: Path, *, count: int, seconds: float) -> "subprocess.Popen[str]":
    """A process that makes ``count`` files, each in so many seconds, and says a word for each."""
    script = SCRIPT.format(folder=str(folder), count=count, seconds=seconds)
    return subprocess.Popen(
        [sys.executable, "-c", script], env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
