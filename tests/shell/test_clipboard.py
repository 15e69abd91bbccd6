"""The clipboard: the system's tool, the terminal over SSH, or one sentence."""

import base64
import io
from pathlib import Path

import pytest

from sharecli.shell import clipboard


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def bare(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No tool, no desktop, no SSH."""
    for name in ("SSH_TTY", "SSH_CONNECTION", "DISPLAY", "WAYLAND_DISPLAY", "TERM"):
        monkeypatch.delenv(name, raising=False)
    folder = home / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}")
    return folder


def tool(folder: Path, name: str, *, code: int = 0) -> Path:
    """A program that keeps what it is given beside itself."""
    kept = folder / f"{name}.kept"
    (folder / name).write_text(f'#!/bin/sh\n/bin/cat > "{kept}"\nexit {code}\n', "utf-8")
    (folder / name).chmod(0o755)
    return kept


def test_a_tool_of_the_system_is_given_the_text(bare: Path) -> None:
    kept = tool(bare, "termux-clipboard-set")
    assert clipboard.copied("广告 👉") == "it is on the clipboard"
    assert kept.read_text("utf-8") == "广告 👉"


def test_windows_own_tool_is_given_utf_16(bare: Path) -> None:
    kept = tool(bare, "clip.exe")
    clipboard.copied("广告")
    assert kept.read_bytes().decode("utf-16") == "广告"


def test_a_tool_for_a_desktop_is_left_alone_without_one(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tool(bare, "xclip")
    assert "install" in clipboard.copied("x")
    monkeypatch.setenv("DISPLAY", ":0")
    assert clipboard.copied("x") == "it is on the clipboard"
    assert kept.read_text("utf-8") == "x"


def test_over_ssh_the_terminal_is_asked_and_not_the_other_machines_tool(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tool(bare, "termux-clipboard-set")
    monkeypatch.setenv("SSH_TTY", "/dev/pts/1")
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    assert "OSC 52" in clipboard.copied("广告")
    assert terminal.getvalue() == f"\x1b]52;c;{base64.b64encode('广告'.encode()).decode()}\x07"
    assert not kept.exists()


def test_a_tool_that_fails_a_dumb_terminal_and_a_huge_text_end_in_one_sentence(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool(bare, "termux-clipboard-set", code=1)
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    assert "install" in clipboard.copied("x" * 100_000)
    monkeypatch.setenv("TERM", "dumb")
    assert "install" in clipboard.copied("x")
    assert terminal.getvalue() == ""
