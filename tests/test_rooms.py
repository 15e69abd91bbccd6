"""The map of rooms: complete, honest, and looked at without entering."""

import re
import subprocess
import sys
from importlib import import_module
from typing import Any

import pytest

from conftest import Run
from process import environment, sharecli
from sharecli.shell.lazy import enter
from sharecli.shell.rooms import ROOMS

# fmt: off
HEAVY = {
    "sqlite_utils", "typst", "PIL", "zxingcpp", "rich.table", "jinja2", "requests", "qrcode", "pyshorteners",
    "fontTools", "cv2", "numpy", "babel", "pydantic", "unittest",
}
# fmt: on


_LISTING = """
import atexit, sys
atexit.register(lambda: print(*sys.modules, file=sys.stderr))
from sharecli.__main__ import main
main()
"""


def imported(*words: str) -> set[str]:
    """Every module that a real command imports."""
    said = subprocess.run(
        [sys.executable, "-c", _LISTING, *words],
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    return set(said.stderr.splitlines()[-1].split())


def commands(tree: Any, path: tuple[str, ...]) -> list[tuple[tuple[str, ...], Any]]:
    inner = getattr(tree, "commands", {})
    if not inner:
        return [(path, tree)]
    return [one for name, command in inner.items() for one in commands(command, (*path, name))]


def every_command() -> list[tuple[tuple[str, ...], Any]]:
    return [one for name, room in ROOMS.items() for one in commands(enter(name, room.module), (name,))]


@pytest.mark.parametrize("name", ROOMS)
def test_every_room_on_the_map_can_be_entered_and_is_what_the_map_says(name: str) -> None:
    assert import_module(ROOMS[name].module).app
    said = enter(name, ROOMS[name].module).help
    assert said == ROOMS[name].help or said.startswith(f"{ROOMS[name].help} ")


def test_the_map_is_what_help_shows(run: Run) -> None:
    said = run("--help")
    assert said.code == 0
    for name, room in ROOMS.items():
        assert re.search(rf"\b{name}\b", said.out)
        assert room.panel in said.out
    assert said.out.isascii() or "─" in said.out


@pytest.mark.parametrize("words", [("--help",), ("-h",), (), ("--version",)])
def test_looking_at_the_map_enters_no_room(words: tuple[str, ...]) -> None:
    modules = imported(*words)
    assert "sharecli" in modules
    assert {room.module for room in ROOMS.values()} & modules == set()


def test_entering_one_room_enters_no_other() -> None:
    modules = imported("config", "list", "-F", "json")
    assert {room.module for room in ROOMS.values()} & modules == {"sharecli.settings.cli"}


def test_every_verb_says_what_it_does_and_so_does_every_word_it_takes() -> None:
    silent = []
    for path, command in every_command():
        if not command.help:
            silent.append(" ".join(path))
        silent += [
            f"{' '.join(path)} {parameter.name}"
            for parameter in command.params
            if parameter.name != "help" and not getattr(parameter, "help", None)
        ]
    assert silent == []


def test_every_verb_shows_its_help_for_both_spellings(run: Run) -> None:
    for path, _command in every_command():
        for option in ("--help", "-h"):
            said = run(*path, option)
            assert (said.code, said.err) == (0, ""), path


def test_no_option_means_two_things_in_one_command() -> None:
    for path, command in every_command():
        spelled = [word for parameter in command.params for word in (*parameter.opts, *parameter.secondary_opts)]
        assert len(spelled) == len(set(spelled)), path


def test_a_list_as_json_imports_nothing_heavy(run: Run) -> None:
    url = "https://item.taobao.com/item.htm?id=6100"
    assert run("product", "add", url, "--title", "龙井", "--price", "129", "--tag", "tea").code == 0
    modules = imported("product", "list", "-F", "json")
    assert sorted(modules & HEAVY) == []
    assert "longjing" in sharecli("product", "list", "-F", "json").stdout.decode() or modules


@pytest.mark.parametrize("words", [("--version",), ("--values", "products", ""), ("--values", "channels", "w")])
def test_a_fast_path_never_imports_typer(words: tuple[str, ...]) -> None:
    modules = imported(*words)
    assert sorted(modules & (HEAVY | {"typer", "rich", "click", "sharecli.app"})) == []


@pytest.mark.parametrize("words", [("link", "list"), ("commission", "list"), ("earnings",), ("product", "list")])
def test_reading_never_pays_for_writing(words: tuple[str, ...]) -> None:
    assert "sqlite_utils" not in imported(*words)
