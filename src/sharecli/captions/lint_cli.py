"""sharecli caption lint: a caption from a file, checked."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sharecli.captions import options as o
from sharecli.captions.model import Severity
from sharecli.errors import Refused, SharecliError, Unreadable, Usage
from sharecli.language import _, plural
from sharecli.shell.desk import Desk, desk_of
from sharecli.shell.options import OneChannel, Out
from sharecli.shell.page import Format, Page

if TYPE_CHECKING:
    from sharecli.platforms.model import Platform
    from sharecli.settings.model import Settings

LARGEST = 200_000
"""Bytes of a caption: a book is none."""


class CaptionFaulty(Refused):
    """A rule finds an error in a caption that was checked."""

    code = "caption-faulty"


def lint(
    ctx: typer.Context,
    source: Annotated[Path, typer.Argument(help="A text file; - reads standard input.", metavar="FILE|-")],
    channel: OneChannel = "",
    language: o.Language = "",
    allow: o.Allow = None,
    out: Out = Format.table,
) -> Page:
    """Check a caption: ad label, absolute words, induced sharing, statements, length; exit 1 on an error."""
    from sharecli.captions import allowing, lint as check, matching, view
    from sharecli.captions.ordering import disclaimer
    from sharecli.captions.writing import language_named
    from sharecli.channels import loader as channels
    from sharecli.lettering import wording
    from sharecli.settings import records as settings

    if not channel:
        raise Usage(_("which channel? none was named"), hint="--channel wechat-moments")
    place, desk = channels.find(channel), desk_of(ctx)
    text, now = _read(source), settings.read(desk.store)
    spoken = language_named(language) if language else wording.language_of(
        matching.without_urls(text), locale=now.locale
    )  # fmt: skip
    found = check.lint(
        text,
        channel=place,
        language=spoken,
        platforms=_platforms(desk, now, text),
        label=now.label,
        allow=allowing.phrases(allow or ()),
    )
    errors = sum(one.severity is Severity.error for one in found)
    failed = CaptionFaulty(
        plural("{count} error in the caption", "{count} errors in the caption", errors).format(count=errors),
        hint=_("mend it, or allow a phrase that is meant otherwise: {option}").format(option='--allow "…"'),
    )
    notes = [disclaimer()]
    return Page(
        [one.row() for one in found], lambda: view.findings(found), out, notes, error=failed if errors else None
    )


def _read(source: Path) -> str:
    from sharecli.places import expanded
    from sharecli.spreadsheet import content_of

    content = content_of(expanded(source))
    hint = "sharecli caption lint caption.txt --channel wechat-group"
    if len(content) > LARGEST:
        raise Unreadable(_("“{path}” is larger than {most:,} bytes").format(path=source, most=LARGEST), hint=hint)
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise Unreadable(_("“{path}” is not UTF-8; save the file as UTF-8").format(path=source), hint=hint) from None
    if not text.strip():
        raise Unreadable(_("“{path}” is empty").format(path=source), hint=hint)
    return text


def _platforms(desk: Desk, now: "Settings", text: str) -> "list[Platform]":
    """Where the links in it lead; one of the seller's own short links, where its link leads."""
    from sharecli.captions import matching
    from sharecli.links import records
    from sharecli.platforms import loader as platforms

    found = []
    for _at, url in matching.urls(text):
        there = url if "://" in url else f"https://{url}"
        if now.base_url and there.startswith(f"{now.base_url}/"):
            try:
                there = records.find(desk.store, there).destination
            except SharecliError:
                continue
        found.append(platforms.detect(there))
    return list({one.key: one for one in found}.values())
