"""A file on its way: being drawn here or in another process, drawn and waiting for its group, or with its end known."""

from concurrent.futures import Future
from pathlib import Path
from typing import NamedTuple

from sharecli.batches.crew import Awaited
from sharecli.batches.jobs import Drawing, Failed, Job, Kept, Written
from sharecli.batches.writing import Laid


class Drawn(NamedTuple):
    """A drawn file that waits for its group."""

    job: Job
    name: str
    laid: Laid
    drawing: Drawing

    def written(self) -> Written:
        """What it is once it has its name."""
        job, laid = self.job, self.laid
        row = {
            "file": self.name,
            "product": job.product,
            "channel": job.channel,
            "link": job.link,
            "url": job.url or None,
            "width": job.width or None,
            "height": job.height or None,
            "bytes": laid.size,
            "sha256": laid.sha256,
            "verified": job.verified,
            "kind": job.ending,
        }
        known_later = {"recipe": job.recipe, "codes": list(self.drawing.codes), "mtime_ns": laid.mtime_ns}
        return Written(job, Path(laid.path), tuple(self.drawing.remarks), row | dict(job.facts) | row | known_later)


class Apart(NamedTuple):
    """A file that is being drawn in another process."""

    job: Job
    name: str
    drawing: Awaited


Waiting = Drawn | Kept | Failed
Pending = Future[Drawn | Failed] | Apart | Waiting


def is_there(one: Pending) -> bool:
    """Whether nobody has to wait for it."""
    if isinstance(one, Apart):
        return one.drawing.done()
    return not isinstance(one, Future) or one.done()


def is_made(one: Pending) -> bool:
    """Whether it was made, in a run that was stopped."""
    if isinstance(one, Apart):
        return one.drawing.kept()
    return not isinstance(one, Future) or (one.done() and not one.cancelled() and one.exception() is None)
