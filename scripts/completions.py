"""Writes completions/: the script of each shell, drawn from the command tree. Run by ``make bless``."""

import os
from pathlib import Path

os.environ["SHARECLI_LANG"] = "en"  # before anything is imported: help texts are looked up then

from typer.main import get_command

from sharecli.app import app
from sharecli.shell.completions import FILES, script
from sharecli.shell.tree import tree

TARGET = Path(__file__).parent.parent / "completions"


def main() -> None:
    """Write the four scripts."""
    root = tree(get_command(app))
    for shell, name in FILES.items():
        (TARGET / name).write_text(script(shell, root), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
