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
        CannotWrite: it cannot be written, a file has gone meanwhile, or ``target`` is a file of another kind.
    """
    folder(target.parent)
    if target.is_file() and target.stat().st_size and not zipfile.is_zipfile(target):
        message = _("“{path}” is there and no .zip; it is left as it is").format(path=target)
        raise CannotWrite(message, hint=_("name another file with --zip"))
    listed = {row["file"]: row for row in rows}
    with writing_whole(target) as handle, zipfile.ZipFile(handle, "w", strict_timestamps=False) as archive:
        for name in sorted(listed):
            _put(archive, name, _content(home, name))
        _put(archive, manifest.NAME, manifest.content(listed[name] for name in sorted(listed)))
    return target.stat().st_size


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
