"""The command tree as plain values, every room entered; completions and docs/commands.md are drawn from it."""

from dataclasses import dataclass
from typing import Any, Literal

from sharecli.shell.lazy import enter
from sharecli.shell.rooms import ROOMS


@dataclass(frozen=True, slots=True)
class Parameter:
    """An option or an argument.

    Attributes:
        names: as they are typed, the long one first; an argument's only name is what usage calls it.
        key: its name in Python.
        help: its own sentence.
        takes: what follows it.
        choices: the words it takes, where they are few.
        required: whether the command needs it.
        repeats: whether it may stand more than once.
        default: what it is when it is not named, or empty.
    """

    names: tuple[str, ...]
    key: str
    help: str
    takes: Literal["nothing", "text", "choice", "path"]
    choices: tuple[str, ...]
    required: bool
    repeats: bool
    default: str


@dataclass(frozen=True, slots=True)
class Command:
    """A command, or a noun with its verbs.

    Attributes:
        path: the words that lead to it; none for ``sharecli`` itself.
        help: its own sentence.
        options: in the order of its help.
        arguments: in the order of the line.
        verbs: the commands inside.
        runs: whether it does something without a verb.
    """

    path: tuple[str, ...]
    help: str
    options: tuple[Parameter, ...]
    arguments: tuple[Parameter, ...]
    verbs: "tuple[Command, ...]"
    runs: bool = True

    def all(self) -> "list[Command]":
        """This command and every one inside, as help lists them."""
        return [self, *(one for verb in self.verbs for one in verb.all())]


def tree(root: Any) -> Command:
    """The whole tree under the front door's Click command; the rooms are entered in the order of the map."""
    rooms = (_command(enter(name, room.module), (name,)) for name, room in ROOMS.items())
    return _command(root, (), tuple(rooms))


def _command(command: Any, path: tuple[str, ...], verbs: tuple[Command, ...] | None = None) -> Command:
    if verbs is None:
        verbs = tuple(_command(inner, (*path, name)) for name, inner in getattr(command, "commands", {}).items())
    seen = [one for one in command.params if not getattr(one, "hidden", False)]
    return Command(
        path=path,
        help=command.help or "",
        options=tuple(_parameter(one) for one in seen if one.param_type_name == "option"),
        arguments=tuple(_parameter(one) for one in seen if one.param_type_name == "argument"),
        verbs=verbs,
        runs=not verbs or bool(getattr(command, "invoke_without_command", False)),
    )


def _parameter(one: Any) -> Parameter:
    names = [*one.opts, *one.secondary_opts]
    if one.param_type_name == "argument":
        names = [one.metavar or one.name.strip("_").upper()]
    choices = getattr(one.type, "choices", ())
    many = bool(getattr(one, "multiple", False)) or one.nargs == -1
    return Parameter(
        names=tuple(sorted(names, key=lambda name: not name.startswith("--"))),
        key=one.name.strip("_"),
        help=one.help or "",
        takes=_takes(one, choices),
        choices=tuple(str(getattr(choice, "value", choice)) for choice in choices),
        required=one.required,
        repeats=many,
        default=_default(one.default),
    )


def _default(said: Any) -> str:
    if isinstance(said, list | tuple):
        return ", ".join(map(_default, said))
    return "" if said in {None, "", False} else str(getattr(said, "value", said))


def _takes(one: Any, choices: Any) -> Literal["nothing", "text", "choice", "path"]:
    if getattr(one, "is_flag", False):
        return "nothing"
    if choices:
        return "choice"
    return "path" if one.type.name in {"path", "file", "directory"} else "text"
