"""An option that stands before a verb would be heard by nobody: it is refused."""

from typing import Any

from sharecli.errors import Usage
from sharecli.language import _


def nothing_before(ctx: Any) -> None:
    """Let a verb do its own work, unless an option stands before it.

    Args:
        ctx: of the command that has verbs and works without one, too.

    Raises:
        Usage: there is such an option.
    """
    for parameter in ctx.command.params:
        source = ctx.get_parameter_source(parameter.name)
        if source is not None and source.name == "COMMANDLINE":
            verb = ctx.invoked_subcommand
            message = _("{option} stands before “{verb}”, which does not hear it")
            raise Usage(
                message.format(option=parameter.opts[0], verb=verb),
                hint=f"sharecli {ctx.command_path.partition(' ')[2]} {verb} --help",
            )
