"""Captions, findings and templates, for people."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from sharecli.captions.model import Caption, Finding
from sharecli.captions.templates import Template
from sharecli.language import _
from sharecli.shell.prose import prose
from sharecli.shell.tables import plain, whole

if TYPE_CHECKING:
    from rich.console import RenderableType


def captions(made: Sequence[Caption]) -> Text:
    """The texts alone, so that they can be copied or piped; a rule of dashes between two."""
    return plain("\n\n-----\n\n".join(one.text for one in made).split("\n"))


def findings(found: Sequence[Finding]) -> "RenderableType":
    """A finding a row, the reason never cut."""
    columns = (_("severity"), _("where"), _("rule"), _("words"), _("source"), _("why"))
    rows = [
        (_(one.severity.value), f"{one.line}:{one.column}", one.rule, one.words, one.source, one.why) for one in found
    ]
    return whole(columns, rows, below=2, broken=True) if rows else prose([_("nothing was found")])


def templates(every: Sequence[Template]) -> "RenderableType":
    """A template a row."""
    columns = (_("tone"), _("channel"), _("language"), _("file"))
    rows = [(one.tone, one.channel, one.language, str(one.path) if one.own else _("built in")) for one in every]
    return whole(columns, rows)
