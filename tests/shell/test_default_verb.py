"""A usual verb may be left out; help, the tree and the other verbs stay as they are."""

import typer
from typer.testing import CliRunner

from conftest import Run
from sharecli.shell.default_verb import usually

app = typer.Typer(cls=usually("say"), add_completion=False)


@app.command()
def say(words: list[str], loud: bool = typer.Option(default=False)) -> None:  # noqa: FBT001 - Typer reads it so
    """Say words."""
    typer.echo(" ".join(words).upper() if loud else " ".join(words))


@app.command()
def stop() -> None:
    """Stop."""
    typer.echo("stopped")


def answer(*words: str) -> str:
    return CliRunner().invoke(app, list(words)).output.strip()


def test_what_is_no_verb_is_meant_for_the_usual_one() -> None:
    assert answer("tea", "cup") == "tea cup"
    assert answer("--loud", "tea") == answer("tea", "--loud") == answer("say", "tea", "--loud") == "TEA"
    assert (answer("stop"), answer("say", "stop")) == ("stopped", "stop")


def test_help_lists_the_usual_verb_among_the_others(run: Run) -> None:
    said = run("caption", "--help").out
    assert all(word in said for word in ("write", "lint", "templates", "PRODUCT…"))
    assert "--channel" in run("caption", "write", "--help").out
