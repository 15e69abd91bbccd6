"""Writes docs/commands.md: the help of every command, drawn from the command tree. Run by ``make bless``."""

import os
from pathlib import Path

os.environ["SHARECLI_LANG"] = "en"  # before anything is imported: help texts are looked up then

from typer.main import get_command

from sharecli.app import app
from sharecli.shell.rooms import ROOMS
from sharecli.shell.tree import Command, Parameter, tree

TARGET = Path(__file__).parent.parent / "docs/commands.md"

_HEAD = """\
# Commands

<!-- Written by scripts/reference.py (`make bless`) from the command tree. -->

`sharecli NOUN VERB --help` says the same. Data go to the standard output, everything else to the standard error stream;
`--format json` has stable keys. What goes wrong is in [errors.md](errors.md).
"""


def page(root: Command) -> str:
    """The whole page."""
    contents = [f"- [`sharecli {noun}`](#sharecli-{noun}): {_text(room.help)}" for noun, room in ROOMS.items()]
    return "\n".join([_HEAD, *contents, *(line for command in root.all() for line in _section(command))]) + "\n"


def _section(command: Command) -> list[str]:
    lines = ["", f"{'#' * min(2 + max(len(command.path) - 1, 0), 3)} {_line(command)}", "", _text(command.help)]
    if command.runs or not command.path:
        lines += ["", f"    {usage(command)}"]
    rows = [_row(one) for one in (*command.arguments, *command.options)]
    return [*lines, *([""] if rows else []), *rows]


def usage(command: Command) -> str:
    """How a command is typed: what it needs by name, the rest as ``[OPTIONS]``."""
    needed = [f"{one.names[0]} {_value(one)}" for one in command.options if one.required]
    arguments = [_argument(one) for one in command.arguments]
    free = ["[OPTIONS]"] if any(not one.required for one in command.options) else []
    verbs = ["[NOUN VERB …]"] if not command.path else []
    return " ".join([_line(command), *arguments, *needed, *free, *verbs])


def _row(one: Parameter) -> str:
    names = ", ".join(f"`{name}`" for name in one.names)
    value = f" `{_value(one)}`" if one.takes != "nothing" and one.names[0].startswith("-") else ""
    choices = f" One of {', '.join(f'`{choice}`' for choice in one.choices)}." if one.choices else ""
    default = f" Default: `{one.default}`." if one.default else ""
    needed = " Required." if one.required and one.names[0].startswith("-") else ""
    return f"- {names}{value}: {_text(one.help)}{choices}{default}{needed}"


def _argument(one: Parameter) -> str:
    word = f"{one.names[0]}…" if one.repeats else one.names[0]
    return word if one.required else f"[{word}]"


def _value(one: Parameter) -> str:
    return "PATH" if one.takes == "path" else one.names[0].lstrip("-").upper()


def _line(command: Command) -> str:
    return " ".join(("sharecli", *command.path))


def _text(words: str) -> str:
    """A sentence in Markdown that shows each character as it is."""
    for mark in ("\\", "<", "[", "*", "_", "`", "~", "$"):
        words = words.replace(mark, f"\\{mark}")
    return words


if __name__ == "__main__":
    TARGET.write_text(page(tree(get_command(app))), "utf-8", newline="\n")
