"""What a batch is made of: the jobs, and what became of each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from sharecli.batches import manifest
from sharecli.batches.manifest import Row
from sharecli.errors import SharecliError


class Drawing(NamedTuple):
    """A file that was drawn and proven.

    Attributes:
        content: its bytes.
        remarks: what the seller should know.
        codes: what its codes say, as ``verify.Expected.to_json`` gives it; the manifest keeps them.
    """

    content: bytes
    remarks: Sequence[str] = ()
    codes: Sequence[dict[str, Any]] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """A file to be made. Thousands wait in a batch, so all but ``make`` are plain words.

    Attributes:
        name: without its ending, ``/`` between folders; made safe here.
        ending: ``png``, ``jpg``, ``svg`` or ``pdf``.
        product: product code.
        channel: channel key.
        link: link code.
        url: what its QR code holds; empty without one.
        width: pixels, or 0 for a vector file.
        height: pixels, or 0.
        make: draws it and proves it, in a thread or, see ``crowd``, in a process.
        before: brings what it needs out of the seller's file, which only the first thread may read.
        recipe: hash of everything that determines the file's bytes; without one it is always made.
        facts: more for its row of the manifest, such as its template and whether the ad label is on it; ``dpi`` of a
            printed picture and ``pages`` of a PDF, if there are several, are needed to prove it again later.
        verified: whether ``make`` reads it back.
        crowd: from so many of its kind on, ``make`` is worth processes of its own, so it can be pickled; fewer are
            made in the first thread. 0 for what takes long and lets other threads run meanwhile.
    """

    name: str
    ending: str
    product: str
    channel: str
    link: str
    url: str
    width: int
    height: int
    make: Callable[[], Drawing]
    before: Callable[[], None] = lambda: None
    recipe: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    verified: bool = True
    crowd: int = 0


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was made and kept; ``recorded`` is its row of the manifest."""

    job: Job
    path: Path
    remarks: tuple[str, ...]
    recorded: Row

    def row(self) -> Row:
        """For people and programs."""
        return manifest.brief(self.recorded)


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of an earlier run that would be made just so again; ``recorded`` is its row of the manifest."""

    job: Job
    path: Path
    recorded: Row

    def row(self) -> Row:
        """For people and programs."""
        return manifest.brief(self.recorded)


@dataclass(frozen=True, slots=True)
class Failed:
    """A file that was not made, and why."""

    job: Job
    error: SharecliError


Done = Written | Kept | Failed
