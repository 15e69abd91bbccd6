"""Renders captions: the program's own templates here, a seller's in a process that is stopped when its time is over."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sharecli.captions import sandbox, templates
from sharecli.captions.templates import Template
from sharecli.errors import BadData
from sharecli.language import _
from sharecli.shell.typed import again
from sharecli.text import clean

SECONDS = 5.0
"""What a seller's template may take, start-up included."""
_EACH = 0.02
"""Seconds more for every further caption."""
_KEPT = (
    "PATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "HOME", "USERPROFILE", "APPDATA",
    "PYTHONHOME", "PYTHONPATH", "PYTHONUSERBASE",
)  # fmt: skip
"""What Python needs to start and to find Jinja2; the seller's keys are in other variables, and stay outside."""


class BadCaptionTemplate(BadData):
    """A caption template cannot be used: a slip in it, an unknown field, or it takes too long."""

    code = "bad-caption-template"


def texts(template: Template, fields: Sequence[dict[str, Any]], *, seconds: float = SECONDS) -> list[str]:
    """A caption of each set of fields, tidied: no blank lines at the ends, at most one between.

    Nothing inside a process stops a loop on every system: signals are for the main thread and Unix, threads cannot be
    killed. So a seller's template is rendered by a child process, which can, and which sees no
    keys. The program's own templates end.

    Args:
        template: by which one.
        fields: what each caption is made of.
        seconds: that a seller's template may take.

    Raises:
        BadCaptionTemplate: naming file and line.
    """
    sources = {one.file: one.source() for one in templates.templates().values()}
    if template.own:
        told = _in_a_child(sources, template, fields, seconds + _EACH * len(fields))
    else:
        told = sandbox.rendered(sources, template.file, fields)
    if "texts" not in told:
        where = next((one.path for one in templates.templates().values() if one.file == told["file"]), template.path)
        words = _("{path}, line {line}: {reason}")
        raise _broken(words.format(path=where, line=told["line"], reason=_reason(told)), template)
    return [_tidy(text) for text in told["texts"]]


def _reason(told: dict[str, Any]) -> str:
    if "missing" in told:
        words = _("there is no “{file}”: a template includes only templates, such as plain.txt")
        return words.format(file=clean(str(told["missing"]), limit=80))
    return clean(str(told["why"]), limit=200)


def _in_a_child(
    sources: dict[str, str], template: Template, fields: Sequence[dict[str, Any]], seconds: float
) -> dict[str, Any]:
    job = json.dumps({"sources": sources, "name": template.file, "fields": list(fields)}).encode()
    # -P: the folder of the script is no place to import from.
    command = [sys.executable, "-P", str(Path(sandbox.__file__))]
    bare = {name: os.environ[name] for name in _KEPT if name in os.environ}
    try:
        done = subprocess.run(  # noqa: S603 - ourselves
            command, input=job, capture_output=True, timeout=seconds, check=True, env=bare
        )
        told: dict[str, Any] = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        words = _("{path}: it was stopped after {seconds:g} seconds; a loop in it does not end")
        raise _broken(words.format(path=template.path, seconds=round(seconds, 1)), template) from None
    except (subprocess.CalledProcessError, ValueError, OSError):
        words = _("{path}: it could not be rendered; it may take too much memory")
        raise _broken(words.format(path=template.path), template) from None
    return told


def _broken(message: str, template: Template) -> BadCaptionTemplate:
    if template.tone == "list":  # the only one for --together
        return BadCaptionTemplate(message, hint=_("mend it, then: {command}").format(command=again()))
    other = "plain" if template.tone != "plain" else "friendly"
    hint = _("mend it, or take another: {command}").format(command=again("--tone", other))
    return BadCaptionTemplate(message, hint=hint)


def _tidy(text: str) -> str:
    lines: list[str] = []
    for line in (clean(one.rstrip()) for one in text.strip().split("\n")):
        if line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines)
