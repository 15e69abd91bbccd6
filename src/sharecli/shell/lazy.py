"""A room is imported when its name is spoken; refusals become two lines and an exit code here, and only here."""

import gc
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from sharecli import places
from sharecli.errors import BadValue, SharecliError, Usage
from sharecli.language import _
from sharecli.shell import page, typed
from sharecli.shell.rooms import ROOMS
from sharecli.text import clean

_ROOMY = 50_000
"""Allocations between two looks for garbage; Python's 700 would look thirty times while Rich is read in."""


class LazyRooms(TyperGroup):
    """The root of the command tree."""

    spoken = "sharecli"
    """The command as far as it was understood."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Enter the room that was named; the rest of the map stays stubs."""
        if room := ROOMS.get(args[0]):
            self.spoken = " ".join(["sharecli", args[0], *(word for word in args[1:2] if word.isidentifier())])
            self.add_command(enter(args[0], room.module), args[0])
        return super().resolve_command(ctx, args)

    def get_help_option(self, ctx: Any) -> Any:
        """The help option, in the seller's language."""
        if option := super().get_help_option(ctx):
            option.help = _("Show this message and exit.")
        return option

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help."""
        fold_help()
        super().format_help(ctx, formatter)

    def get_usage(self, ctx: Any) -> str:
        """The usage line, in the seller's language."""
        return super().get_usage(ctx).replace("Usage: ", _("Usage: "), 1)

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        """Read the words before the first noun."""
        typed.remember(args)
        with refusals(places.data_file):
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: Any) -> Any:
        """Run a command and show its page."""
        with refusals(lambda: ctx.obj.path if ctx.obj else places.data_file(), lambda: self.spoken):
            return super().invoke(ctx)


def enter(name: str, module: str) -> Any:
    """The command or group behind a noun, its help in the seller's language."""
    command = get_command(import_module(module).app)
    command.name = name
    translate(command)
    # What was read in stays to the end: it is never looked at again, and the collector goes back to work.
    if not gc.isenabled():  # the start has switched it off
        gc.freeze()
        gc.set_threshold(_ROOMY)
        gc.enable()
    return command


def translate(command: Any) -> None:
    """Put every help text of a command tree through the catalogue."""
    # A docstring is the help, so that a command reads as one; its words are looked up, not its line breaks.
    if command.help:
        words = " ".join(command.help.split("\f")[0].split())
        command.help = _(words)
    for parameter in command.params:
        if getattr(parameter, "help", None):
            parameter.help = _(parameter.help)
    translate_typers_own(command)
    for inner in getattr(command, "commands", {}).values():
        translate(inner)


def translate_typers_own(command: Any) -> None:
    """Typer makes the usage line and the help option when they are asked for, with English words of its own."""
    help_option, usage_line, write = command.get_help_option, command.get_usage, command.format_help

    def in_our_words(ctx: Any) -> Any:
        if option := help_option(ctx):
            option.help = _("Show this message and exit.")
        return option

    def folded(ctx: Any, formatter: Any) -> None:
        fold_help()
        write(ctx, formatter)

    command.get_help_option = in_our_words
    command.get_usage = lambda ctx: usage_line(ctx).replace("Usage: ", _("Usage: "), 1)
    command.format_help = folded


def fold_help() -> None:
    """Chinese has no spaces to break a line at, and Typer would cut a help text where it should go on."""
    from typer import rich_utils

    class Folding(rich_utils.OptionHighlighter):
        def highlight(self, text: Any) -> None:
            super().highlight(text)
            text.overflow = "fold"

    rich_utils.highlighter = Folding()


@contextmanager
def refusals(file: Callable[[], Path], spoken: Callable[[], str] = lambda: "sharecli") -> Iterator[None]:
    """What goes wrong, in words. ``SHARECLI_DEBUG=1`` keeps the traceback.

    Args:
        file: says which SQLite file was worked on.
        spoken: says how far the command was understood.
    """
    debug = os.environ.get("SHARECLI_DEBUG") == "1"
    try:
        yield
    except SharecliError as error:
        if debug:
            raise
        page.refuse(error)
        raise typer.Exit(error.exit_code) from None
    except sqlite3.Error as error:
        if debug:
            raise
        from sharecli.store.troubles import trouble

        explained = trouble(error, file())
        page.refuse(explained)
        raise typer.Exit(explained.exit_code) from None
    except typer.TyperException as error:
        from sharecli.shell import usage

        explained = Usage(usage.sentence(error), hint=usage.hint(error, spoken=spoken()))
        page.refuse(explained)
        raise typer.Exit(error.exit_code) from None
    except UnicodeEncodeError as error:  # a byte of the command line that is not UTF-8, on its way into SQLite
        if debug:
            raise
        wrong = BadValue(
            _("“{said}” is not UTF-8 text").format(said=clean(str(error.object), limit=60)),
            hint="sharecli --help",
        )
        page.refuse(wrong)
        raise typer.Exit(wrong.exit_code) from None
    except BrokenPipeError:  # `sharecli … | head`: the reader has gone, and that is fine
        raise typer.Exit(0) from None
    except KeyboardInterrupt:
        sys.stderr.write("\n")
        raise typer.Exit(130) from None
