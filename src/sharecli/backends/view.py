"""Backends drawn for people."""

from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from rich.table import Table
from rich.text import Text

from sharecli.backends.model import COUNTED, Carried, Kind
from sharecli.backends.records import Check
from sharecli.backends.services import Service
from sharecli.backends.trouble import CarrierElsewhere
from sharecli.language import _
from sharecli.period import local
from sharecli.shell.tables import plain, whole

_PUSH = "sharecli link push --all --to NAME"


def backends(rows: Sequence[Mapping[str, Any]], zone: ZoneInfo) -> Table | Text:
    """A line per backend."""
    if not rows:
        command = "sharecli backend add mine --kind shlink --address https://s.example.shop"
        return plain([_("No backends. Add one: {command}").format(command=command)])
    lines = [
        (
            row["name"],
            row["kind"],
            _(row["key"]) or _("missing"),
            _state(row["alive"], row["checked_at"], zone),
            row["address"] + (f" ({row['domain']})" if row["domain"] else ""),
        )
        for row in rows
    ]
    return whole((_("name"), _("kind"), _("API key"), _("last seen"), _("address")), lines)


def publics(found: Sequence[tuple[Service, Check | None]], zone: ZoneInfo) -> Table | Text:
    """A line per public shortener: what is known of it, and how it was found."""
    lines = [
        (
            one.name,
            one.hosts[0],
            _state(check.alive if check else None, check.at if check else None, zone),
            _(one.state),
            "; ".join(filter(None, (_(one.why), one.source))),
        )
        for one, check in found
    ]
    return whole((_("name"), _("host"), _("last seen"), _("known"), _("why")), lines)


def checks(found: Sequence[Check]) -> Table | Text:
    """A line per service that was looked at just now."""
    lines = [
        (
            one.name,
            one.kind.value,
            _("alive") if one.alive else _("down"),
            f"{one.millis:,} ms",
            f"[{one.code}] {one.said}" if one.code else one.said,
        )
        for one in found
    ]
    return whole((_("name"), _("kind"), _("state"), _("took"), _("said")), lines)


def carried(found: Sequence[Carried]) -> Table | Text:
    """A line per link and backend; under them, what each kind counts."""
    if not found:
        return plain([_("No links are carried. Send some: {command}").format(command=_PUSH)])
    counted = [one for one in found if one.kind is not Kind.public]
    lines = [
        (
            one.code,
            one.product,
            one.channel,
            one.backend,
            _(one.state) + _aside(one),
            *(_counts(one) if counted else ()),
            one.short_url or (f"[{one.problem}] {one.why}" if one.problem else ""),
        )
        for one in found
    ]
    figures = (_("visits"), _("people")) if counted else ()
    return whole((_("code"), _("product"), _("channel"), _("backend"), _("state"), *figures, _("url")), lines)


def _aside(one: Carried) -> str:
    """What is not as it should be with a link that is carried."""
    if one.state != "carried":
        return ""
    if one.retired:
        return f" ({_('retired, and leads on there')})"
    if one.problem == CarrierElsewhere.code:
        return f" ({_('leads to another place')})"
    return f" ({_('leads to the old place')})" if one.stale else ""


def rules(found: Sequence[Carried]) -> list[str]:
    """What a visit is, for each kind that has some: a sentence for the notes."""
    kinds = dict.fromkeys(one.kind for one in found if one.seen)
    words = _("{name} counts: {rule}")
    return [words.format(name=kind.value, rule=_(COUNTED[kind])) for kind in kinds]


def _counts(one: Carried) -> tuple[str, str]:
    if one.seen is None:
        return "–", "–"
    return f"{one.seen.visits:,}", "–" if one.seen.people is None else f"{one.seen.people:,}"


def _state(alive: bool | None, at: str | None, zone: ZoneInfo) -> str:  # noqa: FBT001 - three states, as they are stored
    if alive is None or at is None:
        return _("not looked at")
    return f"{_('alive') if alive else _('down')} {local(at, zone):%Y-%m-%d %H:%M}"
