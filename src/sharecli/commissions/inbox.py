"""What an import reads: files, folders, standard input, and every table in them, always in the same order."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sharecli import containers, spreadsheet
from sharecli.commissions import importer, posting
from sharecli.commissions.match import NotIncome
from sharecli.errors import NothingReadable, PartFailed, SharecliError, Unreadable
from sharecli.language import _
from sharecli.platforms import loader as platforms
from sharecli.shell.desk import Desk
from sharecli.text import clean

if TYPE_CHECKING:
    from sharecli.platforms.model import Layout, Platform

ENCODINGS = ("utf-8", "utf-16", "gb18030", "cp1252")


@dataclass(frozen=True, slots=True)
class Letter:
    """One file to look into.

    Attributes:
        path: where it lies; ``-`` is standard input.
        name: as the seller knows it: below the folder that was named.
        asked: whether the seller named it; else it lay in a folder, and need not be a report.
    """

    path: Path
    name: str
    asked: bool


def letters(paths: Sequence[Path]) -> Iterator[Letter]:
    """The files to look into: those named in their order, those of a folder and the folders in it by their names.

    Hidden files are left alone, and no link to a folder is followed.
    """
    for path in paths:
        if str(path) != "-" and path.is_dir():
            found = []
            for folder, folders, names in os.walk(path):
                folders[:] = [name for name in folders if not name.startswith(".")]
                found += [Path(folder, name) for name in names if not name.startswith(".")]
            for one in sorted(found, key=lambda one: one.relative_to(path).parts):
                if one.is_file() or (one.is_symlink() and not one.exists()):  # a pipe in a folder is no report
                    yield Letter(one, str(one.relative_to(path)), asked=False)
        else:
            yield Letter(path, path.name, asked=True)


@dataclass(slots=True)
class Opened:
    """What came of one file.

    Attributes:
        outcomes: of each table with a known layout.
        notes: remarks about the rest.
    """

    outcomes: list[importer.Outcome]
    notes: list[str]


def open_letter(desk: Desk, letter: Letter, among: Sequence["Platform"], how: posting.How) -> Opened:
    """Take in every report in a file.

    Raises:
        Unreadable: it cannot be read, or not one table in it has a layout that is known.
    """
    content = containers.source_of(letter.path)
    opened = Opened([], [])
    others: list[tuple[containers.Part, SharecliError | None]] = []
    for part in list(containers.parts_of(content)):  # all of them first: of a damaged archive nothing is kept
        name = f"{letter.name}/{part.name}" if part.name else letter.name
        try:
            outcome = importer.take_in(desk, importer.Paper(name, part.content, part.made), among, how)
        except NotIncome as error:
            others.append((part, error))
            continue
        if outcome is None:
            others.append((part, None))
        else:
            opened.outcomes.append(outcome)
    if not opened.outcomes:
        refused = next((refusal for _part, refusal in others if refusal), None)
        raise refused or unknown([part.content for part, _refusal in others], letter.name, among)
    for part, refusal in others:
        why = refusal.message if refusal else _("it has no layout that is known")
        words = _("“{file}” was left out: {why}")
        opened.notes.append(words.format(file=clean(f"{letter.name}/{part.name}", limit=80), why=why))
    return opened


def take_all(
    desk: Desk, paths: Sequence[Path], *, platform: str, how: posting.How
) -> tuple[dict[str, Any] | list[dict[str, Any]], list[str], SharecliError | None]:
    """Import everything; what goes wrong with one file stops no other.

    Returns:
        The result, or one for each table where there may be several; remarks; an error where something failed.

    Raises:
        SharecliError: the only file cannot be imported.
        NotFound: no such platform.
    """
    among = [platforms.find(platform)] if platform else list(platforms.platforms().values())
    every = list(letters(paths))
    if len(every) == 1 and every[0].asked:
        opened = open_letter(desk, every[0], among, how)
        results = [one.result for one in opened.outcomes]
        notes = [note for one in opened.outcomes for note in one.notes] + opened.notes
        error = next((one.error for one in opened.outcomes if one.error), None)
        return results[0] if len(results) == 1 else results, notes, error
    results, notes, failed = [], [], 0
    for letter in every:
        try:
            opened = open_letter(desk, letter, among, how)
        except Unreadable as error:
            # In a folder, what is no report is left out; named, it is a failure.
            no_report = isinstance(error, NotIncome) or (isinstance(error, spreadsheet.UnknownFile) and not error.shut)
            left = no_report and not letter.asked
            words = _("“{file}” was left out: {why}") if left else _("“{file}” failed: {why}")
            notes.append(words.format(file=clean(letter.name, limit=80), why=error.message))
            if not left:
                failed += 1
                results.append(_failed(letter, error))
            continue
        for one in opened.outcomes:
            failed += one.error is not None
            results.append(one.result | {"error": one.error.code if one.error else None})
            notes += [_("{file}: {words}").format(file=one.result["file"], words=note) for note in one.notes]
        notes += opened.notes
    return results, notes, _verdict(results, failed, [str(path) for path in paths])


def _verdict(results: list[dict[str, Any]], failed: int, named: list[str]) -> SharecliError | None:
    if not results:
        message = _("there is no report in “{file}”").format(file=clean(", ".join(named), limit=200))
        return NothingReadable(message, hint=_("name a platform's report as it was downloaded"))
    if not failed:
        return None
    message = _("{failed} of {count} reports failed; the others are kept").format(failed=failed, count=len(results))
    return PartFailed(message, hint=_("mend or leave out the files named above, and import them again"))


def _failed(letter: Letter, error: SharecliError) -> dict[str, Any]:
    counts = dict.fromkeys(("rows", "new", "updated", "unchanged", "skipped", "problems"), 0)
    nothing: dict[str, Any] = {"file": letter.name, "platform": None, "layout": None, **counts}
    return nothing | {"as_of": None, "batch": None, "change": [], "details": [], "error": error.code}


def _alike(names: set[str], layout: "Layout") -> int:
    """How many of a header's names a layout has."""
    return len(names & {spreadsheet.name_of(name) for group in layout.columns.values() for name in group})


def unknown(contents: Sequence[spreadsheet.Content], file: str, among: Sequence["Platform"]) -> spreadsheet.UnknownFile:
    """A refusal of a file without a known layout: the header found, and the platforms that come closest."""
    headers = [spreadsheet.first_row(content, encodings=ENCODINGS) for content in contents]
    header = max(headers, key=len, default=[])
    names = {spreadsheet.name_of(cell) for cell in header} - {""}
    near = sorted(
        ((_alike(names, layout), one.key, layout.name) for one in among for layout in one.reports),
        key=lambda it: (-it[0], it[1:]),
    )
    message = _("“{file}” has no layout that is known; its header is: {found}").format(
        file=file, found=", ".join(clean(cell, limit=24) for cell in header[:10]) or "–"
    )
    paste = _("to teach it: sharecli commission import FILE --map NAME")
    if near and near[0][0]:
        words = _("{platform} ({layout}), with {count} columns the same")
        closest = [words.format(platform=key, layout=name, count=points) for points, key, name in near[:3] if points]
        hint = _("the closest is {platforms}; {paste}").format(platforms="; ".join(closest), paste=paste)
    else:
        known = ", ".join(one.key for one in among if one.reports)
        hint = _("these platforms' reports are known: {platforms}; {paste}").format(platforms=known, paste=paste)
    return spreadsheet.UnknownFile(message, hint=hint)
