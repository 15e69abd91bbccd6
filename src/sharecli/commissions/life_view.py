"""One line's life, what becomes payable, and sub-ids without a home, drawn for people."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from sharecli import money
from sharecli.commissions.holding import Due
from sharecli.commissions.life import Balance, Event
from sharecli.language import _
from sharecli.period import local
from sharecli.shell.prose import prose
from sharecli.shell.tables import plain, table

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from sharecli.commissions.sub_ids import Stray


def life(line: Balance, events: Sequence[Event], zone: "ZoneInfo") -> RenderableType:
    """What a line is, how its amount came about, and all that happened to it."""
    head = [(_(name), value) for name, value in _facts(line, zone) if value]
    parts: list[RenderableType] = [table(("", ""), head, wide=1, fold=True, heading=False)]
    parts += [plain([""]), table(("", "", ""), _sum(line), right=(1,), heading=False)]
    rows = [
        (_day(one.at, zone), _what(one), _amount(one, line.currency), _(one.reason), one.word, _told_by(one))
        for one in events
    ]
    headings = (_("when"), _("what"), _("amount"), _("reason"), _("platform's word"), _("told by"))
    parts += [plain([""]), table(headings, rows, right=(2,), wide=(3, 4, 5), fold=True)]
    return Group(*parts)


def _facts(line: Balance, zone: "ZoneInfo") -> list[tuple[str, str]]:
    return [
        ("commission", str(line.number)),
        ("platform", f"{line.platform} {line.account}".strip()),
        ("order", line.order),
        ("product", f"{line.product} {line.title}".strip()),
        ("item", line.item),
        ("channel", line.channel),
        ("link", line.link),
        ("sub-id", line.sub_id),
        ("ordered", _day(line.ordered_at, zone)),
        ("state", _(line.state.value)),
    ]


def _sum(line: Balance) -> list[tuple[str, str, str]]:
    """How the amount came about, step by step."""
    unit = line.currency
    rate = money.percent(line.rate) if line.rate is not None else ""
    pieces = f"× {line.quantity}" if line.quantity != 1 else ""
    steps = [
        ("price", line.price, pieces),
        ("reckoned from", line.base, f"× {rate}" if rate else ""),
        ("estimate", line.estimate, ""),
        ("settled", line.settled, ""),
        ("platform's fee", line.fee, ""),
        ("refunded to the buyer", line.refunded, ""),
        ("taken back" if line.adjusted <= 0 else "added", line.adjusted or None, ""),
        ("received", line.received or None, ""),
        ("still owed to you" if line.owed > 0 else "owed back", line.owed or None, ""),
    ]
    return [
        (_(name), money.grouped(micros, unit), f"{unit} {behind}".strip())
        for name, micros, behind in steps
        if micros is not None
    ]


def _what(one: Event) -> str:
    return f"{_(one.what)} ({_('undone')})" if one.undone else _(one.what)


def _told_by(one: Event) -> str:
    return _("payout {number}").format(number=one.payout) if one.payout else one.source


def _amount(one: Event, currency: str) -> str:
    for micros in (one.amount, one.settled, one.estimate):
        if micros is not None:
            return money.grouped(micros, currency)
    return ""


def due(found: Sequence[Due], totals: Sequence[dict[str, Any]]) -> Table | Text | Group:
    """A line per commission that becomes payable, and a total per currency."""
    if not found:
        return prose([_("Nothing becomes payable.")])
    rows = [
        (
            str(one.day), one.line.platform, one.line.order, one.line.product or one.line.title or "–",
            _(one.line.state.value) if one.micros >= 0 else _("owed back"),
            money.grouped(one.micros, one.line.currency), one.line.currency,
        )
        for one in found
    ]  # fmt: skip
    headings = (_("payable on"), _("platform"), _("order"), _("product"), _("state"), _("amount"), "")
    sums = [
        _("{currency}: {due} due ({settled} settled, {confirmed} confirmed, {owed_back} owed back)").format(
            currency=one["currency"],
            **{name: money.separated(one[name]) for name in ("due", "settled", "confirmed", "owed_back")},
        )
        for one in totals
    ]
    return Group(table(headings, rows, right=(5,), wide=(2, 3)), prose(["", *sums]))


def strays(found: "Sequence[Stray]") -> Table | Text:
    """A line per sub-id that leads nowhere: how many lines, how much money, and a guess."""
    if not found:
        return prose([_("Every commission has its product and its channel.")])
    rows = [
        (
            one.sub_id or "–", one.platform, str(one.lines), money.grouped(one.micros, one.currency), one.currency,
            one.guess.shown() if one.guess else "–",
        )
        for one in found
    ]  # fmt: skip
    headings = (_("sub-id"), _("platform"), _("lines"), _("amount"), "", _("a guess"))
    return table(headings, rows, right=(2, 3), wide=(0, 5))


def _day(moment: str, zone: "ZoneInfo") -> str:
    return f"{local(moment, zone):%Y-%m-%d}"
