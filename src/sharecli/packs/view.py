"""Packs, the diary, suggestions and plans, for people."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from rich.table import Table
from rich.text import Text

from sharecli.language import _
from sharecli.packs.friends import Tip
from sharecli.packs.known import Known
from sharecli.packs.model import Entry, Pack
from sharecli.packs.planning import Planned
from sharecli.packs.suggesting import Suggestion
from sharecli.period import local, stamp
from sharecli.shell.prose import prose
from sharecli.shell.tables import plain, table, whole


def packs(made: Sequence[Pack]) -> Table | Text:
    """The captions alone, so that they can be copied or piped; a table of folders for a dry run or several places."""
    if not made:
        return prose([_("nothing was made")])
    texts = [one.caption for one in made if one.caption is not None]
    if texts and len({one.spot for one in made}) == 1:
        return plain("\n\n-----\n\n".join(texts).split("\n"))
    # Which caption is for whom could not be told; each lies in its folder.
    rows = [(_where(one), one.product, one.link or "–", str(one.folder)) for one in made]
    return whole((_("where"), _("product"), _("link"), _("folder")), rows)


def _where(one: Pack) -> str:
    return one.spot.group.word if one.spot.group else one.spot.channel.key


def diary(entries: Sequence[Entry], zone: ZoneInfo, now: datetime) -> Table | Text:
    """A line per share; one of a day to come is said to be planned."""
    if not entries:
        command = "sharecli share PRODUCT --group GROUP"
        return prose([_("Nothing was shared in that time. Share something with: {command}").format(command=command)])
    lines = [
        (
            f"{local(one.shared_at, zone):%Y-%m-%d %H:%M}", one.product, one.group or one.channel, one.person or "–",
            one.content or "–", one.link, _remark(one, stamp(now)),
        )
        for one in entries
    ]  # fmt: skip
    headings = (_("shared"), _("product"), _("where"), _("person"), _("content"), _("link"), _("remark"))
    return table(headings, lines, wide=(1, 2, 4))


def _remark(one: Entry, now: str) -> str:
    said = [_("planned")] if one.shared_at > now else []
    said += ([_("forced")] if one.forced else []) + ([] if one.label else [_("no ad label")])
    return ", ".join(said)


def suggestions(rows: Sequence[Suggestion | Tip], zone: ZoneInfo, known: Known) -> Table | Text:
    """A line per suggestion, the reason never cut."""
    if not (known.groups or known.friends):
        command = "sharecli group add NAME --channel wechat-group --interest TAG"
        return prose([_("No groups yet. Add one with: {command}").format(command=command)])
    if not known.goods:
        return prose(
            [_("No products yet. Add one with: {command}").format(command="sharecli product add URL --title …")]
        )
    if not rows:
        return prose([_("Everything rests today.")])
    cells = [(_for_whom(one), one.product.code, one.why(zone)) for one in rows]
    return whole((_("for whom"), _("product"), _("why")), cells, broken=True)


def _for_whom(one: Suggestion | Tip) -> str:
    return one.group.word if isinstance(one, Suggestion) else f"{one.friend.word} ({one.channel})"


def plan(rows: Sequence[Planned], zone: ZoneInfo) -> Text:
    """Day by day, a line per share and one for its reason."""
    if not rows:
        return prose([_("Nothing can be planned: no groups, no products, or everything rests.")])
    lines: list[str] = []
    for day, shares in groupby(rows, key=lambda one: one.day):
        lines += ["", str(day)] if lines else [str(day)]
        for one in shares:
            lines += [f"  {one.choice.group.word}  {one.choice.product.code}", f"    {one.choice.why(zone)}"]
    return prose(lines)
