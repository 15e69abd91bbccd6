"""Packs finished files into one .zip, with the manifest by which they can be proven where it is unpacked."""

import zipfile
from collections.abc import Sequence
from pathlib import Path

from sharecli.batches import manifest
from sharecli.batches.manifest import Row
from sharecli.errors import CannotWrite
from sharecli.files import cannot_write, folder, leads_nowhere_else, writing_whole
from sharecli.language import _

_DAWN = (1980, 1, 1, 0, 0, 0)
"""The first moment that a .zip knows: the same files make the same .zip."""

_PRESSED = {"png", "jpg"}
"""Kinds that deflating makes no smaller."""

_MODE = (0o100644 << 16) & 0xFFFFFFFF
_UNIX = 3


def zipped(home: Path, rows: Sequence[Row], target: Path) -> int:
    """Write a .zip, whole or not at all.

    Args:
        home: the folder of the files.
        rows: of the manifest, of the files that go in; ``Written.recorded`` and ``Kept.recorded``.
        target: the .zip; one that is there is replaced.

    Returns:
        Its bytes.

    Raises:
        CannotWrite: it cannot be written, a file has gone meanwhile, or ``target`` is somebody else's.
    """
    see_free(target)
    folder(target.parent)
    listed = {row["file"]: row for row in rows}
    with writing_whole(target) as handle, zipfile.ZipFile(handle, "w", strict_timestamps=False) as archive:
        for name in sorted(listed):
            _put(archive, name, _content(home, name))
        _put(archive, manifest.NAME, manifest.content(listed[name] for name in sorted(listed)))
    return target.stat().st_size


def see_free(target: Path) -> None:
    """See that nothing is lost where a .zip is written: nothing is there, or one of ours.

    Raises:
        CannotWrite: a folder or a file of another kind is there, or a .zip that sharecli did not make.
    """
    if target.is_dir():
        message = _("“{path}” is a folder")
        raise CannotWrite(message.format(path=target), hint=_("name another file with --zip"))
    if not (target.is_file() and target.stat().st_size):
        return
    if not zipfile.is_zipfile(target):
        message = _("“{path}” is there and no .zip; it is left as it is")
    elif not _is_ours(target):
        message = _("“{path}” is there and was not made by sharecli; it is left as it is")
    else:
        return
    raise CannotWrite(message.format(path=target), hint=_("name another file with --zip"))


def _is_ours(target: Path) -> bool:
    """Whether a .zip has a manifest of ours in it."""
    try:
        with zipfile.ZipFile(target) as archive, archive.open(manifest.NAME) as there:
            return there.read(len(manifest.START)) == manifest.START
    except Exception:  # noqa: BLE001 - whatever a reader says to somebody else's file, it is not ours
        return False


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _DAWN)
    pressed = name.rpartition(".")[2] in _PRESSED
    entry.compress_type = zipfile.ZIP_STORED if pressed else zipfile.ZIP_DEFLATED
    entry.create_system, entry.external_attr = _UNIX, _MODE
    archive.writestr(entry, content)


def _content(home: Path, name: str) -> bytes:
    path = home / name
    try:
        if not manifest.is_inside(name) or not leads_nowhere_else(home, name):
            message = _("“{name}” is no file of this folder").format(name=name)
            raise CannotWrite(message, hint=_("make it again with --force"))
        return path.read_bytes()
    except OSError as error:
        raise cannot_write(path, error) from None
