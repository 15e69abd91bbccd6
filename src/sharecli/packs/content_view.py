"""Content drawn for people."""

from collections.abc import Mapping, Sequence

from rich.console import Group as Stack, RenderableType
from rich.table import Table
from rich.text import Text

from sharecli.language import _
from sharecli.money import grouped
from sharecli.packs.content import Content
from sharecli.packs.content_records import LinkOf
from sharecli.people.life_records import Earned
from sharecli.shell.prose import prose
from sharecli.shell.tables import plain, table


def contents(rows: Sequence[Content], links: Mapping[str, int], *, others: str) -> Table | Text:
    """A line per piece.

    Args:
        rows: what was asked for.
        links: how many links each has.
        others: the command that shows content which was not asked for, or empty where there is none at all.
    """
    if not rows and others:
        return prose([_("Nothing fits. There is other content: {command}").format(command=others)])
    if not rows:
        command = "sharecli content add WORD --kind review --title …"
        return prose([_("No content yet. Add some with: {command}").format(command=command)])
    lines = [
        (one.word, _(one.kind.value), one.title, one.channel or "–", one.made_on, str(links.get(one.word, 0)))
        for one in rows
    ]
    headings = (_("content"), _("kind"), _("title"), _("channel"), _("made"), _("links"))
    return table(headings, lines, right=(5,), wide=(2, 0))


def card(one: Content, links: Sequence[LinkOf], earned: Sequence[Earned]) -> RenderableType:
    """Everything about one piece."""
    head = [
        (_("content"), one.word),
        (_("kind"), _(one.kind.value)),
        (_("title"), one.title + (f" ({_('archived')})" if one.archived else "")),
        *([(_("channel"), one.channel)] if one.channel else []),
        (_("made"), one.made_on),
        *([("URL", one.url)] if one.url else []),
    ]
    parts: list[RenderableType] = [table(("", ""), head, wide=1, fold=True, heading=False)]
    if links:
        lines = [
            (
                link.code, link.product, link.channel, link.person or "–", str(link.shares),
                "–" if link.people is None else str(link.people),
            )
            for link in links
        ]  # fmt: skip
        headings = (_("link"), _("product"), _("channel"), _("person"), _("shares"), _("people"))
        parts += [plain([""]), table(headings, lines, right=(4, 5), wide=(1, 0))]
    if earned:
        sums = [
            (money.currency, str(money.orders), grouped(money.promised, money.currency),
             grouped(money.earned, money.currency))
            for money in earned
        ]  # fmt: skip
        columns = (_("currency"), _("orders"), _("promised"), _("earned"))
        parts += [plain([""]), table(columns, sums, right=(1, 2, 3))]
    return Stack(*parts)
