"""Opens what was made with the desktop's own program, where there is a desktop."""

import os
import sys

from sharecli.language import _
from sharecli.shell.page import Page


def opened(page: Page) -> list[str]:
    """Open the files of a page; a remark where there is no desktop."""
    rows = page.data if isinstance(page.data, list) else [page.data]
    if not _desktop():
        return [_("no desktop here, so nothing was opened")]
    import typer

    failed = [str(row["file"]) for row in rows if typer.launch(str(row["file"]))]
    return [_("“{path}” could not be opened").format(path=path) for path in failed]


def _desktop() -> bool:
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
