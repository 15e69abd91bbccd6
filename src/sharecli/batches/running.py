"""Runs a batch: the jobs in, the files and the page that tells of them out."""

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sharecli.batches import export, sweeping
from sharecli.batches.batching import Hanging
from sharecli.batches.jobs import Failed, Job, Kept, Written
from sharecli.codes.qr import Unscannable
from sharecli.errors import CannotWrite, PartFailed, Stopped
from sharecli.language import _, plural
from sharecli.places import expanded
from sharecli.shell.page import Format, Page, refuse
from sharecli.shell.progress import watched


@dataclass(frozen=True, slots=True)
class Run:
    """Where to and how.

    Attributes:
        into: the folder.
        force: make also what has not changed.
        workers: files drawn at a time; 0 for one a processor core.
        zip: pack the files into this one, too; None for no zip.
        out: how the page is shown.
        left_out: rows of a list that cannot be made, if any.
    """

    into: Path
    force: bool = False
    workers: int = 0
    zip: Path | None = None
    out: Format = Format.table
    left_out: PartFailed | None = None


def page(
    jobs: list[Job],
    run: Run,
    *,
    what: str,
    notes: list[str],
    after: Callable[[], list[str]] = list,
) -> Page:
    """Make the files; what failed is named, and what was made is kept.

    Args:
        jobs: what is to be made.
        run: where to and how.
        what: one word for the bar.
        notes: what is to be said anyway.
        after: what is to be said when all is done.

    Raises:
        CannotWrite: the folder cannot be written.
        Stopped: Ctrl-C.
        SharecliError: the one file that was asked for cannot be made.
    """
    from sharecli.batches import view, zipping

    if run.zip:
        zipping.see_free(expanded(run.zip))  # before hours are spent
    sweeping.swept()
    asked, jobs = len(jobs), export.distinct(jobs)
    made: list[Written | Kept] = []
    failed: list[Failed] = []
    said: dict[str, None] = {}
    # Closed here and now, so that Ctrl-C writes the manifest before the studio's folder goes.
    try:
        with closing(export.write_all(jobs, expanded(run.into), force=run.force, workers=run.workers)) as files:
            for done in watched(files, total=len(jobs), what=what, worked=lambda one: not isinstance(one, Kept)):
                if isinstance(done, Failed):
                    failed.append(done)
                else:
                    made.append(done)
                    said |= dict.fromkeys(done.remarks if isinstance(done, Written) else ())
    except Hanging:
        # What is still being drawn may never end, and the end of the program would wait for it.
        refuse(_stopped(jobs, run, made))
        sys.stderr.flush()
        os._exit(Stopped.exit_code)
    except KeyboardInterrupt:
        raise _stopped(jobs, run, made) from None
    if failed and len(jobs) == 1 and not isinstance(failed[0].error, Unscannable):
        raise failed[0].error
    where = _("{where}: {why}")
    notes.extend([*said, *after()])
    notes.extend(where.format(where=f"{one.job.name}.{one.job.ending}", why=one.error.message) for one in failed)
    notes.extend(_repeated(asked - len(jobs)))
    if made:
        notes.append(told(len(made) - _kept(made), _kept(made), run.into))
    if run.zip and made:
        notes.append(_zipped(run, made))
    return Page(
        [one.row() | {"file": str(one.path), "new": isinstance(one, Written)} for one in made],
        lambda: view.files(made),
        run.out,
        notes,
        error=export.failure(failed, len(jobs)) or run.left_out,
    )


def _repeated(count: int) -> list[str]:
    words = plural(
        "{count} file was asked for again; it is made once",
        "{count} files were asked for again; each is made once",
        count,
    )
    return [words.format(count=count)] if count else []


def told(written: int, kept: int, into: object) -> str:
    """How many files there are, for the last line."""
    words = plural("{count} file in {folder}", "{count} files in {folder}", written + kept)
    said = words.format(count=written + kept, folder=into)
    return said + (_(", {kept} of them unchanged").format(kept=kept) if kept else "")


def _stopped(jobs: Sequence[Job], run: Run, made: Sequence[Written | Kept]) -> Stopped:
    try:
        count = export.finished(jobs, expanded(run.into))
    except CannotWrite:
        count = len(made)  # the manifest cannot be read; that is not what the seller has to hear of now
    words = plural("stopped: {count} file is finished and kept", "stopped: {count} files are finished and kept", count)
    return Stopped(words.format(count=count), hint=_("the same command goes on where it stopped"))


def _kept(made: Sequence[Written | Kept]) -> int:
    return sum(isinstance(one, Kept) for one in made)


def _zipped(run: Run, made: Sequence[Written | Kept]) -> str:
    from sharecli.batches import zipping

    assert run.zip is not None  # noqa: S101 - asked by the caller
    target = expanded(run.zip)
    zipping.zipped(expanded(run.into), [one.recorded for one in made], target)
    words = plural("{count} file in {zip}", "{count} files in {zip}", len(made))
    return words.format(count=len(made), zip=run.zip)
