"""TAB after ``sharecli publish``: its verb, its folder, its options."""

from pathlib import Path

import pytest

import shells
from sharecli.shell.completions import FILES, Shell, script
from sharecli.shell.lazy import enter
from sharecli.shell.rooms import ROOMS
from sharecli.shell.tree import Command, _command


@pytest.fixture
def scripts(home: Path) -> Path:
    """The scripts of a command line with this one room; a folder to publish into."""
    room = _command(enter("publish", ROOMS["publish"].module), ("publish",))
    (home / "scripts").mkdir()
    for shell in Shell:
        (home / "scripts" / FILES[shell]).write_text(script(shell, Command((), "", (), (), (room,))), "utf-8")
    (home / "website").mkdir()
    return home / "scripts"


def test_the_tree_knows_both_spellings() -> None:
    room = _command(enter("publish", ROOMS["publish"].module), ("publish",))
    assert room.runs
    assert [verb.path for verb in room.verbs] == [("publish", "status")]
    assert [one.names for one in room.arguments] == [("DIR",)]
    (to,) = [one for one in room.options if one.key == "to"]
    assert to.choices == ("nginx", "caddy", "cloudflare", "netlify", "html")


def test_fish_offers_engines_the_verb_and_folders(scripts: Path, home: Path) -> None:
    if not shells.is_here("fish"):
        pytest.skip("fish is not installed")
    there = scripts / FILES[Shell.fish]
    offered = {line.split("\t")[0] for line in shells.fish(home, "sharecli publish ", there)}
    assert {"status", "website/"} <= offered
    assert shells.fish(home, "sharecli publish --to net", there) == ["netlify"]
    assert "website/" in {line.split("\t")[0] for line in shells.fish(home, "sharecli publish --to html web", there)}


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_a_line_editor_finishes_verb_engine_and_folder(scripts: Path, home: Path, shell: str) -> None:
    if not shells.is_here(shell):
        pytest.skip(f"{shell} is not installed")
    there = scripts / FILES[Shell(shell)]
    said = shells.typed(home, shell, "publish sta\tweb\t", there)
    assert said[:2] == ["publish", "status"]
    assert said[2].rstrip("/") == "website"
    said = shells.typed(home, shell, "publish --to ngi\tweb\t", there)
    assert said[:3] == ["publish", "--to", "nginx"]
    assert said[3].rstrip("/") == "website"
