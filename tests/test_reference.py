"""docs/commands.md: true to the command tree, and every command, option and argument explained."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.main import get_command

from conftest import Run
from sharecli.app import app
from sharecli.shell.tree import Command, Parameter, tree

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs/commands.md"
TREE = tree(get_command(app))


def _parameters() -> Iterator[tuple[str, Parameter]]:
    for command in TREE.all():
        for one in (*command.options, *command.arguments):
            yield " ".join(("sharecli", *command.path, one.names[0])), one


def _commands() -> Iterator[tuple[str, Command]]:
    return ((" ".join(("sharecli", *command.path)), command) for command in TREE.all())


def test_the_committed_page_is_what_the_command_tree_gives() -> None:
    program = (
        f"import sys; sys.path.insert(0, {str(ROOT / 'scripts')!r}); import reference;"
        " sys.stdout.buffer.write(reference.page(reference.tree(reference.get_command(reference.app))).encode())"
    )
    # In a Chinese shell, too: the page is in English.
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, env={"LANG": "zh_CN.UTF-8"}
    )
    assert ended.stdout.decode() == PAGE.read_text("utf-8"), "the command tree has changed: make bless"


@pytest.mark.parametrize("command", [command for _name, command in _commands()], ids=[name for name, _ in _commands()])
def test_every_command_says_what_it_does_in_a_sentence(command: Command) -> None:
    assert command.help.endswith(".")
    assert command.help[0].isupper()
    assert " ".join(command.help.split()) == command.help


@pytest.mark.parametrize("one", [one for _name, one in _parameters()], ids=[name for name, _one in _parameters()])
def test_every_option_and_argument_says_what_it_is(one: Parameter) -> None:
    assert one.help.endswith((".", "!", "?"))
    assert len(one.help) > len("A word.")


def test_the_page_names_every_command_and_every_option() -> None:
    lines = PAGE.read_text("utf-8").splitlines()
    for name, command in _commands():
        assert any(line.lstrip("#") == f" {name}" for line in lines if line.startswith("#"))
        assert command.verbs or any(line.strip().startswith(f"{name}") for line in lines if line.startswith("    "))
    rows = "\n".join(line for line in lines if line.startswith("- "))
    assert all(f"`{name}`" in rows for _where, one in _parameters() for name in one.names)


def test_the_tree_reads_what_click_knows() -> None:
    by_path = {" ".join(command.path): command for command in TREE.all()}
    add = by_path["product add"]
    assert [one.names for one in add.arguments] == [("URL",)]
    title = next(one for one in add.options if one.key == "title")
    assert (title.names, title.takes, title.required, title.repeats) == (("--title",), "text", False, False)
    assert next(one for one in by_path["deal bargain open"].options if one.key == "floor").required
    tag = next(one for one in add.options if one.key == "tag")
    assert (tag.names, tag.repeats, tag.default) == (("--tag", "-t"), True, "")
    by = next(one for one in by_path["earnings"].options if one.key == "by")
    assert (by.takes, by.default) == ("choice", "channel")
    assert by.choices == (
        "channel", "product", "platform", "campaign", "content", "person", "link",
        "day", "week", "month", "quarter", "year",
    )  # fmt: skip
    assert [by_path[name].runs for name in ("product", "earnings", "earnings goal", "reconcile")] == [
        False, True, True, True,
    ]  # fmt: skip
    assert next(one for one in by_path["product list"].options if one.key == "archived").takes == "nothing"
    assert next(one for one in by_path[""].options if one.key == "db").takes == "path"
    assert by_path["link new"].arguments[0].repeats
    assert not by_path["link new"].arguments[0].required


def test_help_on_the_line_and_the_page_say_the_same_sentence(run: Run) -> None:
    for _name, command in _commands():
        if command.path:
            said = run(*command.path, "--help")
            assert said.code == 0
            assert " ".join(command.help.split()[:4]) in " ".join(said.out.split())
