"""Groups drawn for people."""

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from rich.console import Group as Stack, RenderableType
from rich.table import Table
from rich.text import Text

from sharecli.language import _, plural
from sharecli.people.model import Group
from sharecli.people.offering import Facts
from sharecli.period import local
from sharecli.shell.prose import prose
from sharecli.shell.tables import plain, table

_MOST = 10
"""Shares and products on a card; all of them are in its JSON."""


def groups(rows: Sequence[Group], last: Mapping[int, tuple[str, int]], zone: ZoneInfo) -> Table | Text:
    """A line per group."""
    if not rows:
        command = "sharecli group add NAME --channel wechat-group"
        return prose([_("No groups yet. Add one with: {command}").format(command=command)])
    lines = [
        (
            one.word, one.name, one.channel, "–" if one.size is None else f"{one.size:,}", " ".join(one.interests),
            f"{local(last[one.id][0], zone):%Y-%m-%d}" if one.id in last else "–",
        )
        for one in rows
    ]  # fmt: skip
    headings = (_("group"), _("name"), _("channel"), _("size"), _("interests"), _("last shared"))
    return table(headings, lines, right=(3,), wide=(1, 4, 0, 2))


def card(one: Group, facts: Facts) -> RenderableType:
    """Everything about one group."""
    rest = plural("{days} day for the same product", "{days} days for the same product", one.cooldown_days)
    head = [
        (_("group"), one.word),
        (_("name"), one.name + (f" ({_('archived')})" if one.archived else "")),
        (_("channel"), one.channel),
        *([(_("size"), f"{one.size:,}")] if one.size is not None else []),
        *([(_("interests"), " ".join(one.interests))] if one.interests else []),
        *([(_("people"), " ".join(facts.people))] if facts.people else []),
        (_("cool-down"), rest.format(days=one.cooldown_days)),
        (_("posts a day"), str(one.posts_a_day)),
    ]
    parts: list[RenderableType] = [table(("", ""), head, wide=1, fold=True, heading=False)]
    if facts.diary:
        lines = [
            (f"{local(entry.shared_at, facts.zone):%Y-%m-%d %H:%M}", entry.product, entry.link, entry.content)
            for entry in facts.diary[:_MOST]
        ]
        parts += [plain([""]), table((_("shared"), _("product"), _("link"), _("content")), lines, wide=(1, 3))]
    if facts.now:
        free = [product for product, why in facts.now if why is None]
        said = " ".join(free[:_MOST]) + (" …" if len(free) > _MOST else "")
        parts += [prose(["", _("may be shared now: {products}").format(products=said or _("nothing"))])]
        parts += [prose([f"{product}: {why}" for product, why in facts.now if why is not None][:_MOST])]
    return Stack(*parts)
