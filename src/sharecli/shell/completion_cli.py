"""sharecli completion: the completion script of a shell."""

from typing import Annotated

import typer

from sharecli.shell import completions
from sharecli.shell.completions import Shell
from sharecli.shell.page import Page
from sharecli.shell.tree import tree

app = typer.Typer(add_completion=False, help="Print the completion script of a shell.")


@app.command()
def completion(
    ctx: typer.Context, shell: Annotated[Shell, typer.Argument(help="The shell that shall read it.")]
) -> Page:
    """Print the completion script of a shell.

    Save it where the shell looks: bash ~/.local/share/bash-completion/completions/sharecli (without the
    bash-completion package: anywhere, and source it in ~/.bashrc); zsh _sharecli in a folder of $fpath;
    fish ~/.config/fish/completions/sharecli.fish; PowerShell sharecli.ps1, and run it in your $PROFILE.
    """
    return Page({}, raw=completions.script(shell, tree(ctx.find_root().command)))
