"""A product, some people, and a clock that can be set forward."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from conftest import NOW, Run, Said
from factories import kept_product

At = Callable[..., Said]
Told = Callable[..., Any]


@pytest.fixture
def at(db: Path, run: Run) -> At:
    """Run a command so many hours after the deal was opened: ``at(23.5, "deal", "list")``."""
    from typer.testing import CliRunner

    from sharecli.app import app
    from sharecli.shell.desk import Desk

    db.parent.mkdir(parents=True)
    kept_product(db, was="159")
    for name in ("Mei", "Ling", "Bo", "Cai", "Dan"):
        assert run("person", "add", name).code == 0

    def go(hours: float, *words: str) -> Said:
        desk = Desk(db, clock=lambda: NOW + timedelta(hours=hours))
        try:
            result = CliRunner().invoke(app, list(words), obj=desk)
        finally:
            desk.close()
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Said(result.exit_code, result.stdout, result.stderr)

    return go


@pytest.fixture
def told(at: At) -> Told:
    """The same for ``deal``, as data; it has to go well."""

    def go(hours: float, *words: str) -> Any:
        said = at(hours, "deal", *words, "-F", "json")
        assert said.code == 0, said.err
        return json.loads(said.out)

    return go


@pytest.fixture
def refused(at: At) -> Callable[..., str]:
    """The code of the error with which ``deal`` refuses; it says one sentence and one hint, and shows nothing."""

    def go(hours: float, *words: str) -> str:
        said = at(hours, "deal", *words)
        assert said.code in {1, 2, 3, 4}, said
        assert said.out == ""
        error, hint = [line for line in said.err.splitlines() if not line.startswith("note:")]
        assert hint.startswith(" hint: ")
        return error.partition("]")[0].removeprefix("error[")

    return go
