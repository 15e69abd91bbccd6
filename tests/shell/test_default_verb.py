"""A usual verb may be left out; help, the tree and the other verbs stay as they are."""

import typer
from typer.testing import CliRunner

from conftest import Run
from sharecli.shell.default_verb import ArgumentOrVerb, usually

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


both = typer.Typer(cls=ArgumentOrVerb, add_completion=False, invoke_without_command=True)


@both.callback()
def write(ctx: typer.Context, folder: str = typer.Argument(""), to: str = typer.Option("")) -> None:
    """Write into a folder."""
    if ctx.invoked_subcommand is None:
        typer.echo(f"wrote {folder} {to}")


@both.command()
def status(folder: str) -> None:
    """Say how a folder is."""
    typer.echo(f"status of {folder}")


def test_a_room_with_arguments_of_its_own_reads_them_in_any_order_and_a_verb_first_is_one() -> None:
    runner = CliRunner()
    for words in (["there", "--to", "nginx"], ["--to", "nginx", "there"], ["--", "there"]):
        assert runner.invoke(both, words).output.startswith("wrote there"), words
    assert runner.invoke(both, ["status", "there"]).output.strip() == "status of there"
    assert runner.invoke(both, ["--", "status"]).output.strip() == "wrote status"
    said = runner.invoke(both, ["there", "too"])
    assert (said.exit_code, "unexpected extra argument(s) (too)" in said.output) == (2, True)
    assert "FOLDER" not in runner.invoke(both, ["status", "--help"]).output.upper().split("STATUS")[0]
