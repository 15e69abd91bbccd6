"""Puts a text on the clipboard: by the system's own tool, or by the terminal itself (OSC 52), which works over SSH."""

import base64
import os
import shutil
import subprocess
import sys

from sharecli.language import _

_TOOLS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    # the program, its arguments, and the variable without which it cannot work
    ("pbcopy", (), ""),
    ("clip.exe", (), ""),
    ("wl-copy", (), "WAYLAND_DISPLAY"),
    ("xclip", ("-selection", "clipboard"), "DISPLAY"),
    ("xsel", ("--clipboard", "--input"), "DISPLAY"),
    ("termux-clipboard-set", (), ""),
)
_SECONDS = 5
_LARGEST = 74_000
"""Bytes that every terminal with OSC 52 takes."""


def copied(text: str) -> str:
    """Put a text on the clipboard; a sentence that says whether it is there."""
    tool = None if os.environ.get("SSH_TTY") or os.environ.get("SSH_CONNECTION") else _tool()
    if tool and _given(tool, text):
        return _("it is on the clipboard")
    if _by_terminal(text):
        return _(
            "it was sent to your terminal's clipboard (OSC 52); where pasting gives nothing, the terminal forbids it"
        )
    return _("there is no clipboard here; install {tools}, or copy the text above").format(tools=_wanted())


def _tool() -> tuple[str, ...] | None:
    for name, arguments, variable in _TOOLS:
        if (path := shutil.which(name)) and (not variable or os.environ.get(variable)):
            return (path, *arguments)
    return None


def _given(tool: tuple[str, ...], text: str) -> bool:
    # clip.exe reads the console's code page or, with a byte order mark, UTF-16.
    windows = os.path.basename(tool[0]).lower().startswith("clip")  # noqa: PTH119 - a program's name, not a file
    content = text.encode("utf-16" if windows else "utf-8")
    # pbcopy reads in the encoding of the locale; xclip stays behind and would keep a pipe open.
    variables = os.environ | ({"LC_CTYPE": "UTF-8"} if tool[0].endswith("pbcopy") else {})
    try:
        done = subprocess.run(  # noqa: S603 - a tool of the system's, without words of a stranger's
            tool,
            input=content,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=False,
            env=variables,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0


def _by_terminal(text: str) -> bool:
    stream = next((one for one in (sys.stderr, sys.stdout) if one.isatty()), None)
    content = base64.b64encode(text.encode())
    if stream is None or len(content) > _LARGEST or os.environ.get("TERM") == "dumb":
        return False
    try:
        stream.write(f"\x1b]52;c;{content.decode('ascii')}\x07")
        stream.flush()
    except OSError:
        return False
    return True


def _wanted() -> str:
    if sys.platform == "darwin":
        return "pbcopy"
    return "wl-clipboard, xclip" if sys.platform.startswith("linux") else "clip.exe"
