"""Typer's own complaints about the words of a command, as sentences of ours."""

import re
from typing import Any

from sharecli.language import _
from sharecli.text import clean

_NOT_ONE_OF = re.compile(r"(['\"])(.*)\1 is not one of (.*)")
_EXTRA = re.compile(r"Got unexpected extra argument\(s\) \((.*)\)")


def sentence(error: Any) -> str:
    """What is wrong with the words."""
    kind = type(error).__name__
    parameter = getattr(error, "param", None)
    name = clean(parameter.get_error_hint(error.ctx)) if parameter is not None and error.ctx is not None else ""
    name = name.replace("'", "")
    if kind == "MissingParameter":
        return _("{name} is missing").format(name=name or _("a word"))
    if kind == "NoSuchOption":
        return _("there is no option {name}").format(name=clean(str(error.option_name), limit=60))
    message = clean(str(error.message), limit=300).rstrip(".")
    if message.startswith("No such command"):
        quoted = message.removeprefix("No such command ")  # Python's own quotes, of either kind
        return _("there is no command {name}").format(name=quoted[1 : (quoted + ".").rindex(quoted[:1] + ".")])
    if message.startswith("Missing command"):
        return _("a command is missing")
    if found := _NOT_ONE_OF.fullmatch(message):
        message = _("“{said}” is not one of {known}").format(said=found[2], known=found[3].replace("'", ""))
    elif found := _EXTRA.fullmatch(message):
        message = _("too many words: {words}").format(words=found[1])
    elif kind == "BadOptionUsage":
        option = clean(str(error.option_name), limit=60)
        needs = _("{name} needs a value") if "requires" in message else _("{name} takes no value")
        return needs.format(name=option)
    return _("{where}: {why}").format(where=name, why=message) if name else message


def hint(error: Any, *, spoken: str) -> str:
    """A command to paste.

    Args:
        error: Typer's.
        spoken: the command as far as it was understood, for an error that does not say where it arose.
    """
    path = error.ctx.command_path if getattr(error, "ctx", None) is not None else spoken
    possible = getattr(error, "possibilities", None)
    if possible:
        return _("did you mean {words}?").format(words=", ".join(sorted(possible)))
    message = str(getattr(error, "message", ""))
    if "Did you mean" in message:
        words = message.split("Did you mean", 1)[1].strip(" ?").replace("'", "")
        return _("did you mean {words}?").format(words=words)
    return f"{path} --help"
