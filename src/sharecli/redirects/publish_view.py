"""Published folders drawn for people: what lies there and what to do with it, and what changed since."""

from rich.console import Group, RenderableType
from rich.text import Text

from sharecli.language import _, plural
from sharecli.period import local
from sharecli.redirects.publishing.comparing import Change
from sharecli.redirects.publishing.outcome import Published, Status, quoted
from sharecli.shell.prose import prose
from sharecli.shell.tables import plain, table

_MOST = 200
"""Rows that are drawn; ``-F json`` has every one."""


def published(made: Published) -> Text:
    """How many redirects lie where, and the command that makes the engine take them."""
    count = len(made.plan.redirects)
    sentence = plural(
        "{count:,} redirect for {engine} in {folder}", "{count:,} redirects for {engine} in {folder}", count
    )  # fmt: skip
    lines = [sentence.format(count=count, engine=made.engine.name, folder=made.folder)]
    if made.dry:
        lines.append(_("nothing was written"))
    else:
        lines.append(_("then: {command}").format(command=made.engine.next.format(folder=quoted(made.folder))))
    return plain(lines)


def status(found: Status) -> RenderableType:
    """When what was published, and what changed."""
    at = local(found.before.at, found.zone).strftime("%Y-%m-%d %H:%M")
    count = len(found.before.codes)
    sentence = plural(
        "{count:,} redirect for {engine}, published {at}", "{count:,} redirects for {engine}, published {at}", count
    )
    lines = [sentence.format(count=count, engine=found.before.to, at=at)]
    if not found.changes.any:
        lines.append(_("nothing changed since"))
    if found.changes.moved:
        lines.append(_("they were published for {url}").format(url=found.before.base_url))
    if found.changes.unfinished:
        lines.append(_("the last run was stopped in the middle"))
    if found.plan.changes_at:
        moment = local(found.plan.changes_at, found.zone).strftime("%Y-%m-%d %H:%M")
        lines.append(_("the next link opens or closes at {at}").format(at=moment))
    changed = [*found.changes.codes.items(), *found.changes.files.items()]
    if not changed:
        return prose(lines)
    rows = [(name, _said(change)) for name, change in changed[:_MOST]]
    parts: list[RenderableType] = [prose([*lines, ""]), table(("", _("since then")), rows)]
    if len(changed) > _MOST:
        parts.append(prose([_("and {count:,} more").format(count=len(changed) - _MOST)]))
    return Group(*parts)


def _said(change: Change) -> str:
    return {
        Change.new: _("new"),
        Change.gone: _("gone"),
        Change.elsewhere: _("leads elsewhere"),
        Change.edited: _("changed by hand"),
        Change.missing: _("missing"),
    }[change]
