"""Rooms whose first word need not be a verb: it is meant for the usual one, or for the room itself."""

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


class ArgumentOrVerb(TyperGroup):
    """A group that has arguments of its own: what stands first is a verb, or belongs to them.

    ``sharecli publish --to nginx DIR`` and ``sharecli publish status DIR``; a folder called ``status`` is ``./status``.
    """

    allow_interspersed_args = True

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the words: all of them here, or all but the verb there."""
        # The context carries the answer to get_params; a verb reads the words behind it by itself.
        ctx.allow_interspersed_args = args[:1] == ["--"] or not set(args[:1]) & set(self.commands)
        ctx.allow_extra_args = not ctx.allow_interspersed_args  # what is left over here is no verb, but a word too many
        return super().parse_args(ctx, args)

    def get_params(self, ctx: Any) -> list[Any]:
        """What is read here: before a verb, nothing; so its usage line does not show any of it either."""
        there = super().get_params(ctx)
        mine = ctx.command is self and ctx.allow_interspersed_args
        return there if mine else [one for one in there if one not in self.params]
