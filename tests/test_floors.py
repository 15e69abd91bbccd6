"""The house keeps its floors: what is above may look down, never up."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

from process import ROOT

SOURCE = ROOT / "src/sharecli"


def layers() -> list[set[str]]:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    floors = next(one["layers"] for one in contracts if one["type"] == "layers")
    return [{name.strip().removeprefix("sharecli.") for name in floor.split("|")} for floor in floors]


def imports_of(path: Path) -> set[str]:
    """The floors' names that a module names in an import, at its top or inside a function."""
    tree = ast.parse(path.read_text("utf-8"))
    whole = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    parts = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert not [node for node in parts if node.level], f"{path}: a relative import hides where it leads"
    whole |= {f"{node.module}.{alias.name}" for node in parts for alias in node.names}
    return {name.split(".")[1] for name in whole if name.startswith("sharecli.")}


def test_the_contracts_of_the_house_are_kept() -> None:
    linter = Path(sys.executable).parent / "lint-imports"
    said = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout


def test_every_module_stands_on_exactly_one_floor() -> None:
    there = {path.stem for path in SOURCE.glob("*.py")} | {path.parent.name for path in SOURCE.glob("*/__init__.py")}
    standing = [name for floor in layers() for name in floor]
    assert sorted(there - {"__init__"}) == sorted(standing)


def test_no_module_imports_upward_or_sideways_not_even_inside_a_function() -> None:
    floors = layers()
    level = {name: height for height, floor in enumerate(reversed(floors)) for name in floor}
    wrong = []
    for path in SOURCE.rglob("*.py"):
        mine = path.relative_to(SOURCE).parts[0].removesuffix(".py")
        above = {other for other in imports_of(path) & level.keys() - {mine} if level[other] >= level.get(mine, 99)}
        wrong += [f"{path.relative_to(SOURCE)} imports {other}" for other in above]
    assert wrong == []


def test_a_command_room_never_reaches_into_another_rooms_drawing() -> None:
    wrong = []
    for path in SOURCE.glob("*/*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
            parts = module.split(".")
            if len(parts) == 3 and parts[2] in {"view", "cli"} and parts[1] != path.parent.name:
                wrong.append(f"{path.relative_to(SOURCE)} imports {module}")
    assert wrong == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    empty = {"utils", "util", "common", "helpers", "core", "manager", "service", "misc", "base"}
    assert [path for path in SOURCE.rglob("*.py") if path.stem in empty or path.parent.name in empty] == []
