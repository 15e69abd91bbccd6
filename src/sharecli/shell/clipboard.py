"""Puts a text on the clipboard: by the system's own tool, or by the terminal itself (OSC 52), which works over SSH."""

import base64
import os
import shutil
import subprocess
import sys
from pathlib import Path

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
TERMINAL = Path("/dev/tty")
"""The terminal of this process, whatever its streams are; cannot be opened where there is none."""
_SECONDS = 5
_LARGEST = 74_000
"""Bytes that every terminal with OSC 52 takes."""


def copied(text: str, *, instead: str) -> str:
    """Put a text on the clipboard; a sentence that says whether it is there.

    Args:
        text: what is copied.
        instead: the command that gives the text where there is no clipboard.
    """
    # Over SSH a tool here would fill the clipboard of a computer that nobody sits at.
    away = bool(os.environ.get("SSH_TTY") or os.environ.get("SSH_CONNECTION"))
    tool = None if away else _tool()
    if tool and _given(tool, text):
        return _("it is on the clipboard")
    if _by_terminal(text):
        return _(
            "it was sent to your terminal's clipboard (OSC 52), which cannot be confirmed; where pasting gives "
            "nothing: {command}"
        ).format(command=instead)
    return _("there is no clipboard here: install {tools}, or take the text by: {command}").format(
        tools=_wanted(), command=instead
    )


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
    content = base64.b64encode(text.encode())
    if len(content) > _LARGEST or os.environ.get("TERM") == "dumb":
        return False
    told = f"\x1b]52;c;{content.decode('ascii')}\x07"
    if os.environ.get("TMUX"):  # tmux hands on what is wrapped so, where its allow-passthrough is on
        told = "\x1bPtmux;" + told.replace("\x1b", "\x1b\x1b") + "\x1b\\"
    stream = next((one for one in (sys.stderr, sys.stdout) if one.isatty()), None)
    try:
        if stream is not None:
            stream.write(told)
            stream.flush()
            return True
        # Both are piped: the terminal that the command was typed in may still be there.
        with TERMINAL.open("w", encoding="ascii") as terminal:
            terminal.write(told)
    except OSError:
        return False
    return True


def _wanted() -> str:
    if sys.platform == "darwin":
        return "pbcopy"
    return "wl-clipboard / xclip" if sys.platform.startswith("linux") else "clip.exe"
