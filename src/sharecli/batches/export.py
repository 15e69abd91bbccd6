"""Makes a batch of files: only what has changed, several at a time, in order, with a manifest of what is there."""

import os
from collections.abc import Generator, Sequence
from pathlib import Path

from sharecli.batches import manifest, waiting
from sharecli.batches.batching import Run
from sharecli.batches.jobs import Done, Failed, Job, Kept, Written
from sharecli.batches.naming import safe_path
from sharecli.errors import CannotWrite, PartFailed
from sharecli.files import folder
from sharecli.language import _, plural

__all__ = ["Done", "Failed", "Job", "Kept", "Written", "distinct", "failure", "finished", "write_all"]

_MOST_WORKERS = 64


def write_all(jobs: Sequence[Job], into: Path, *, force: bool = False, workers: int = 0) -> Generator[Done]:
    """Make every file that is not there as it would be made, in the order of the jobs.

    Whatever ends it early (Ctrl-C, a full disk, a reader that stops), finished files are kept and in the manifest.
    After a kill, the next run finds them in the journal.

    Args:
        jobs: what is to be made.
        into: the folder.
        force: make also what has not changed.
        workers: files that are drawn at a time; 0 for as many as there are processors.

    A file that no manifest of ours knows is somebody else's, and stays: the one that would take its name fails.

    Raises:
        CannotWrite: the folder cannot be written, or the disk is full; or two links would make one file.
    """
    home = folder(into)
    names = _told_apart(jobs)
    before = manifest.for_writing(home)  # refuses a folder whose manifest is somebody else's, before anything is drawn
    start = str(home)
    theirs = _theirs(home, names, before)
    workers = min(workers or min(os.cpu_count() or 1, 8), _MOST_WORKERS)
    rows = [None if force else before.rows.get(name) for name in names]
    standing = [
        manifest.standing(start, row, recipe=job.recipe, verified=job.verified)
        for job, row in zip(jobs, rows, strict=True)
    ]
    with Run(home, before, workers=workers, files=len(jobs), todo=standing.count(None)) as run:
        for job, name, row, there in zip(jobs, names, rows, standing, strict=True):
            if name in theirs:
                run.refuse(job, theirs[name])
            elif there is None:
                run.begin(job, name)
            elif run.is_idle:
                yield run.kept(job, there, row)
            else:
                run.waits(run.kept(job, there, row))
            yield from run.ready()
        yield from run.rest()


def _theirs(home: Path, names: Sequence[str], before: manifest.Manifest) -> dict[str, CannotWrite]:
    """The files that stand under these names and are not ours, each with its refusal; every folder is listed once."""
    fresh = {name for name in names if name not in before.rows}
    folders = {name.rpartition("/")[0] for name in fresh}
    taken = {name for part in folders for name in _listed(home, part)} & fresh
    if not taken:
        return {}
    # Another run may have given them their names meanwhile: it notes a file before.
    with waiting.alone(home):
        taken -= manifest.read(home).rows.keys()
    words = _("“{path}” is there and was not made by sharecli; it is left as it is")
    hint = _("move it away, or name another folder with --into")
    return {name: CannotWrite(words.format(path=home / name), hint=hint) for name in taken}


def _listed(home: Path, part: str) -> list[str]:
    """The files of a folder in the batch's, by their paths; what is no file cannot be lost."""
    start = f"{part}/" if part else ""
    try:
        with os.scandir(home / part) as there:
            return [start + one.name for one in there if not one.is_dir(follow_symlinks=False)]
    except OSError:  # there is none yet, or it is told of when it shall be written
        return []


def distinct(jobs: Sequence[Job]) -> list[Job]:
    """Each file once, in order: a list may name one twice."""
    first: dict[tuple[str, str, str, str], Job] = {}
    for job in jobs:
        first.setdefault((job.name.lower(), job.ending, job.link, job.recipe), job)
    return list(first.values())


def finished(jobs: Sequence[Job], into: Path) -> int:
    """How many of the files are there as they would be made: what a run that was stopped has kept.

    Raises:
        CannotWrite: the manifest is somebody else's.
    """
    names = _told_apart(jobs)
    rows = manifest.read(into).rows if into.is_dir() else {}
    found = (
        manifest.standing(str(into), rows.get(name), recipe=job.recipe, verified=job.verified)
        for job, name in zip(jobs, names, strict=True)
    )
    return sum(one is not None for one in found)


def _told_apart(jobs: Sequence[Job]) -> list[str]:
    """The path of each job's file in the folder.

    Two pictures that would have one name would overwrite each other; the same one twice does no harm.

    Raises:
        CannotWrite: naming the file.
    """
    first: dict[str, Job] = {}
    names = [f"{safe_path(job.name)}.{job.ending}" for job in jobs]
    for job, name in zip(jobs, names, strict=True):
        other = first.setdefault(name.lower(), job)
        if other is not job and (other.link, other.recipe) != (job.link, job.recipe):
            words = (
                _("two different links would make one file, {name}")
                if other.link != job.link
                else _("two different pictures would be one file, {name}")
            )
            hint = _("make them in two folders, or: {command}").format(command='--name "{channel}/{code}-{n}"')
            raise CannotWrite(words.format(name=name), hint=hint)
    return names


def failure(failed: Sequence[Failed], total: int) -> PartFailed | None:
    """The error of a batch in which some were not made; None where all were."""
    if not failed:
        return None
    names = ", ".join(f"{one.job.name}.{one.job.ending}" for one in failed[:5]) + (" …" if len(failed) > 5 else "")  # noqa: PLR2004 - a line's worth
    words = plural(
        "{count} file of {total} was not made: {names}",
        "{count} files of {total} were not made: {names}",
        len(failed),
    )
    return PartFailed(words.format(count=len(failed), total=total, names=names), hint=failed[0].error.hint)
