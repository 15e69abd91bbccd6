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
    """No tool, no desktop, no SSH, no terminal."""
    for name in ("SSH_TTY", "SSH_CONNECTION", "DISPLAY", "WAYLAND_DISPLAY", "TERM", "TMUX"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(clipboard, "TERMINAL", home / "none" / "tty")
    folder = home / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}")
    return folder


def copied(text: str) -> str:
    return clipboard.copied(text, instead="sharecli caption longjing -c weibo > caption.txt")


def tool(folder: Path, name: str, *, code: int = 0) -> Path:
    """A program that keeps what it is given beside itself."""
    kept = folder / f"{name}.kept"
    (folder / name).write_text(f'#!/bin/sh\n/bin/cat > "{kept}"\nexit {code}\n', "utf-8")
    (folder / name).chmod(0o755)
    return kept


def test_a_tool_of_the_system_is_given_the_text(bare: Path) -> None:
    kept = tool(bare, "termux-clipboard-set")
    assert copied("广告 👉") == "it is on the clipboard"
    assert kept.read_text("utf-8") == "广告 👉"


def test_windows_own_tool_is_given_utf_16(bare: Path) -> None:
    kept = tool(bare, "clip.exe")
    copied("广告")
    assert kept.read_bytes().decode("utf-16") == "广告"


def test_a_tool_for_a_desktop_is_left_alone_without_one(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tool(bare, "xclip")
    assert "install" in copied("x")
    monkeypatch.setenv("DISPLAY", ":0")
    assert copied("x") == "it is on the clipboard"
    assert kept.read_text("utf-8") == "x"


def test_over_ssh_the_terminal_is_asked_and_not_the_other_machines_tool(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tool(bare, "termux-clipboard-set")
    monkeypatch.setenv("SSH_TTY", "/dev/pts/1")
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    assert "OSC 52" in copied("广告")
    assert terminal.getvalue() == f"\x1b]52;c;{base64.b64encode('广告'.encode()).decode()}\x07"
    assert not kept.exists()


def test_a_tool_that_fails_a_dumb_terminal_and_a_huge_text_end_in_one_sentence(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool(bare, "termux-clipboard-set", code=1)
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    assert "install" in copied("x" * 100_000)
    monkeypatch.setenv("TERM", "dumb")
    assert "install" in copied("x")
    assert terminal.getvalue() == ""


def test_where_there_is_none_a_command_gives_the_text() -> None:
    said = copied("x")
    assert said.startswith("there is no clipboard here: install ")
    assert said.endswith("take the text by: sharecli caption longjing -c weibo > caption.txt")


def test_a_local_tool_comes_before_the_terminal(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tool(bare, "termux-clipboard-set")
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    assert copied("x") == "it is on the clipboard"
    assert terminal.getvalue() == ""


def test_tmux_is_told_to_hand_it_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "1.2.3.4 1 5.6.7.8 22")
    monkeypatch.setenv("TMUX", "/run/tmux-1/default,1,0")
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    assert "cannot be confirmed" in copied("x")
    assert terminal.getvalue() == "\x1bPtmux;\x1b\x1b]52;c;eA==\x07\x1b\\"


def test_with_both_streams_piped_the_terminal_itself_is_written_to(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = home / "tty"
    terminal.touch()
    monkeypatch.setattr(clipboard, "TERMINAL", terminal)
    monkeypatch.setenv("SSH_TTY", "/dev/pts/1")
    assert "OSC 52" in copied("x")
    assert terminal.read_bytes() == b"\x1b]52;c;eA==\x07"
