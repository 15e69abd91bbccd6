"""Real shells for tests: what a script answers in them, and what TAB puts on a real line."""

import os
import re
import select
import shutil
import subprocess
import sys
from pathlib import Path

COMPLETIONS = Path(__file__).parent.parent / "completions"

_RC = {
    "bash": "PS1='$ '\nsource {script}\ncomplete -o default -F _sharecli say\n",
    "zsh": "PS1='$ '\nautoload -Uz compinit && compinit -D -u\nsource {script}\ncompdef _sharecli say\n",
}
_FPATH = "PS1='$ '\nfpath=({folder} $fpath)\nautoload -Uz compinit && compinit -D -u\ncompdef _sharecli say\n"
_SAY = "say() { printf '<%s>' \"$@\"; printf ' said\\n'; }\n"


def program(home: Path) -> dict[str, str]:
    """An environment whose ``sharecli`` is this one, whatever is installed."""
    folder = home / "bin"
    folder.mkdir(exist_ok=True)
    (folder / "sharecli").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m sharecli "$@"\n', "utf-8")
    (folder / "sharecli").chmod(0o755)
    return {name: value for name, value in os.environ.items() if name != "PROMPT_COMMAND"} | {
        "PATH": f"{folder}:{os.environ['PATH']}",
        "TERM": "dumb",
        "INPUTRC": "/dev/null",
        "ZDOTDIR": str(home),
    }


def is_here(shell: str) -> bool:
    """Whether the shell is installed."""
    return shutil.which(shell) is not None


def bash(home: Path, *words: str, script: Path = COMPLETIONS / "sharecli.bash") -> list[str]:
    """What bash's function answers for words as bash cuts them; the last one is being typed."""
    asks = (
        'source "$1"; shift; COMP_WORDBREAKS=$\' \\t\\n"\\\'><=;|&(:\'; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1));'
        ' _sharecli; for one in "${COMPREPLY[@]}"; do printf "%s\\n" "$one"; done'
    )
    return lines(home, "bash", "--norc", "-u", "-c", asks, "bash", str(script), "sharecli", *words)


def fish(home: Path, line: str, script: Path = COMPLETIONS / "sharecli.fish") -> list[str]:
    """What fish offers for a line, with its descriptions after a tab."""
    return lines(home, "fish", "--no-config", "-c", "source $argv[1]; complete -C $argv[2]", str(script), line)


def lines(home: Path, *command: str) -> list[str]:
    """The lines a program prints; it has to end well and complain of nothing."""
    ended = subprocess.run(
        command, capture_output=True, encoding="utf-8", cwd=home, env=program(home), check=True, timeout=30
    )
    assert ended.stderr == ""
    return ended.stdout.splitlines()


def typed(home: Path, shell: str, line: str, script: Path, *, by_fpath: bool = False) -> list[str]:
    """The words a command is run with after a real shell's line editor got ``line``, TABs and all, and Enter."""
    rc = (_FPATH if by_fpath else _RC[shell]).format(script=script, folder=script.parent) + _SAY
    (home / ".zshrc").write_text(rc, "utf-8")
    (home / "rc").write_text(rc, "utf-8")
    command = {"bash": ["bash", "--noprofile", "--rcfile", str(home / "rc"), "-i"], "zsh": ["zsh", "-d", "-i"]}[shell]
    master, slave = os.openpty()
    with subprocess.Popen(
        command, stdin=slave, stdout=slave, stderr=slave, cwd=home, env=program(home), start_new_session=True
    ) as process:
        os.close(slave)
        heard = _until(master, b"$ ", b"")
        os.write(master, f"say {line}\n".encode())
        heard = _until(master, b" said\r", heard)
        process.kill()
    os.close(master)
    said = re.findall(r"^(<.*>) said\r?$", heard.decode("utf-8", "replace").replace("\r", "\n"), re.MULTILINE)
    return str(said[-1])[1:-1].split("><")


def _until(terminal: int, mark: bytes, heard: bytes) -> bytes:
    while mark not in heard:
        assert select.select([terminal], [], [], 20)[0], heard.decode("utf-8", "replace")
        heard += os.read(terminal, 65536)
    return heard
