"""A room with a usual verb: what is not another of its verbs is meant for that one."""

from typing import Any, ClassVar

from typer.core import TyperGroup


class DefaultVerb(TyperGroup):
    """A group whose first word may be left out; a subclass names the verb.

    ``sharecli caption longjing`` is ``sharecli caption write longjing``; the long form is for a product called as
    another verb is. The usual verb is a command like the others, so help, the reference and completions list it.
    """

    usual: ClassVar[str]
    """The verb that is meant where none is said."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the usual verb before words that do not begin with a verb or ask for help."""
        asks = {*self.commands, *self.get_help_option_names(ctx)}
        if args and args[0] not in asks:
            args = [self.usual, *args]
        return super().parse_args(ctx, args)


def usually(verb: str) -> type[DefaultVerb]:
    """The class of a group whose usual verb this is: ``typer.Typer(cls=usually("write"))``."""
    return type("Usually", (DefaultVerb,), {"usual": verb, "__doc__": DefaultVerb.__doc__})
