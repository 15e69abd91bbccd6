"""Proves a folder again: every file that fails is named, exit 7 where one does."""

from pathlib import Path

from sharecli.batches import checking
from sharecli.batches.checking import Checked
from sharecli.errors import PartFailed
from sharecli.language import _, plural
from sharecli.shell.progress import watched

_NAMED = 5


def proven(home: Path) -> tuple[list[Checked], list[str], PartFailed | None]:
    """What was found of each file that the manifest names, remarks, and the error where some fail.

    Raises:
        NotFound: the folder or its manifest is not there.
        Unreadable: the manifest is damaged, or somebody else's.
    """
    total = checking.count(home)
    found = list(watched(checking.check_folder(home), total=total, what=_("proven")))
    rows = [one for one in found if one.listed]
    notes = [f"{one.file}: {one.why}" for one in found if not one.listed]
    failed = [one.file for one in rows if not one.ok]
    bare = sum(one.bare for one in rows)
    scanning = len(rows) - len(failed) - bare
    if scanning or not bare:
        notes.append(plural("{count} file scans", "{count} files scan", scanning).format(count=scanning))
    if bare:
        words = plural(
            "{count} file is as it was made, without a code",
            "{count} files are as they were made, without a code",
            bare,
        )
        notes.append(words.format(count=bare))
    if not failed:
        return rows, notes, None
    said = plural("{count} file of {total} fails: {names}", "{count} files of {total} fail: {names}", len(failed))
    names = ", ".join(failed[:_NAMED]) + (" …" if len(failed) > _NAMED else "")
    error = PartFailed(
        said.format(count=len(failed), total=len(rows), names=names), hint=_("make them again with --force")
    )
    return rows, notes, error
