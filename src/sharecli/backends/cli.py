"""sharecli backend: the services that carry links besides your own domain."""

import sys
from enum import StrEnum
from typing import Annotated

import typer

from sharecli import slug
from sharecli.backends import carried_records, keys, probing, records, where
from sharecli.backends.model import COUNTED, Backend, Kind
from sharecli.backends.services import services
from sharecli.backends.trouble import CarrierKey
from sharecli.errors import BadValue, PartFailed, SharecliError
from sharecli.language import _, plural
from sharecli.settings import records as settings
from sharecli.shell.desk import Desk, desk_of
from sharecli.shell.options import Out
from sharecli.shell.page import Format, Page
from sharecli.shell.progress import watched

app = typer.Typer(add_completion=False, help="Keep the services that carry links besides your domain.")


class Engines(StrEnum):
    """What a seller can add."""

    shlink = "shlink"
    kutt = "kutt"
    yourls = "yourls"
    dub = "dub"


Name = Annotated[str, typer.Argument(help="Your word for it.")]
InKeyring = Annotated[bool, typer.Option("--keyring", help="Keep the key in the system's keyring, not in a file.")]


@app.command()
def add(
    ctx: typer.Context,
    name: Name,
    kind: Annotated[Engines, typer.Option(help="What runs there.")],
    address: Annotated[str, typer.Option(help="Its address, such as https://s.example.shop.", show_default=False)] = "",
    domain: Annotated[str, typer.Option(help="Which of its domains your links shall have.", show_default=False)] = "",
    allow_private: Annotated[
        bool,
        typer.Option("--allow-private", help="It may be on this computer or in your network, and without TLS."),
    ] = False,
    key_from_stdin: Annotated[
        bool, typer.Option("--key-from-stdin", help="Read its API key from the standard input, and keep it.")
    ] = False,
    keyring: InKeyring = False,
    out: Out = Format.table,
) -> Page:
    """Add a service, after looking whether it is there and takes your key."""
    from dataclasses import replace

    desk = desk_of(ctx)
    word = slug.own_word(name, hint="sharecli backend add mine --kind shlink --address …", what=_("the name"))
    records.free(desk.store, word)
    made = Backend(
        word,
        Kind(kind.value),
        where.address_of(address, Kind(kind.value), private=allow_private),
        where.domain_of(domain),
        private=allow_private,
    )
    key = keys.Key("input", _typed(word, keys.how_when_added(made))) if key_from_stdin else None
    probe, check = probing.first(made, key, at=desk.now())
    notes = list(probe.notes)
    if key is not None:
        place = keys.keep(word, key.secret, in_keyring=keyring)
        notes.append(_("the key is kept in {place}").format(place=place))
    with desk.store.writing() as db:
        learnt = replace(made, hyphens=probe.hyphens, unique_urls=probe.unique_urls)
        kept = records.keep(db, learnt, at=desk.now())
        records.note_check(db, check)
    notes += [_("what it counts: {rule}").format(rule=_(COUNTED[kept.kind]))]
    return _cards(desk, [kept], out, notes)


@app.command("list")
def list_(
    ctx: typer.Context,
    public: Annotated[bool, typer.Option("--public", help="The public shorteners, and what is known of each.")] = False,
    out: Out = Format.table,
) -> Page:
    """List your services, and how each was when it was last looked at."""
    desk = desk_of(ctx)
    if not public:
        notes = [_("public shorteners: {command}").format(command="sharecli backend list --public")]
        return _cards(desk, records.chosen(desk.store), out, notes)
    from sharecli.backends import view

    zone = settings.read(desk.store).zone
    checks = records.last_checks(desk.store)
    found = [(one, checks.get(one.name)) for one in services().values()]
    rows = [
        {
            "name": one.name,
            "host": one.hosts[0],
            "key": one.key,
            "known": one.state,
            "why": _(one.why),
            "source": one.source,
            "alive": check.alive if check else None,
            "error": check.code if check else "",
            "checked_at": check.at if check else None,
        }
        for one, check in found
    ]
    return Page(rows, lambda: view.publics(found, zone), out)


@app.command("test")
def look(
    ctx: typer.Context,
    names: Annotated[list[str] | None, typer.Argument(help="Which; else all.", show_default=False)] = None,
    out: Out = Format.table,
) -> Page:
    """Look whether services are alive now; a public one is asked for a link to example.com, which is tried."""
    from sharecli.backends import view

    desk = desk_of(ctx)
    chosen = [records.find(desk.store, one) for one in names or []] or _worth_asking(desk)
    found = list(watched(probing.checked(desk.store, chosen, at=desk.now()), total=len(chosen), what=_("services")))
    checks = [check for check, _error in found]
    errors = [one for _check, one in found if one is not None]
    return Page([one.row() for one in checks], lambda: view.checks(checks), out, error=_together(errors, len(found)))


@app.command()
def links(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="Only this service's.", show_default=False)] = "",
    out: Out = Format.table,
) -> Page:
    """List the links that services carry, and what each service counted by its own rule; nobody is asked."""
    from sharecli.backends import view

    desk = desk_of(ctx)
    found = carried_records.carried(desk.store, backend=records.find(desk.store, name).name if name else "")
    return Page([one.row() for one in found], lambda: view.carried(found), out)


@app.command()
def key(
    ctx: typer.Context,
    name: Name,
    keyring: InKeyring = False,
    forget: Annotated[bool, typer.Option("--forget", help="Take the key away instead.")] = False,
) -> Page:
    """Keep the API key of a service: typed unseen, or from the standard input; never on the command line."""
    word = records.find(desk_of(ctx).store, name).name
    if forget:
        keys.forget(word)
        return Page({}, notes=[_("the key of {name} is forgotten").format(name=word)])
    place = keys.keep(word, _typed(word, keys.how(word)), in_keyring=keyring)
    return Page({}, notes=[_("the key is kept in {place}").format(place=place)])


@app.command()
def remove(ctx: typer.Context, name: Name) -> Page:
    """Take a service off the list, and its key; the links that it carries go on."""
    desk = desk_of(ctx)
    one = records.find(desk.store, name)
    if not one.id:
        message = _("“{name}” is a public shortener; there is nothing to remove").format(name=one.name)
        raise BadValue(message, hint="sharecli backend list")
    with desk.store.writing() as db:
        records.remove(db, one, at=desk.now())
    keys.forget(one.name)
    count = sum(row.state == "carried" for row in carried_records.carried(desk.store, backend=one.name))
    words = plural("removed; {count} link goes on there", "removed; {count} links go on there", count)
    return Page({}, notes=[words.format(count=count)])


def _worth_asking(desk: Desk) -> list[Backend]:
    found = records.chosen(desk.store)
    for service in services().values():
        if service.usable and (not service.key or keys.find(service.name)):
            found.append(records.find(desk.store, service.name))
    return found


def _cards(desk: Desk, found: list[Backend], out: Format, notes: list[str]) -> Page:
    from sharecli.backends import view

    zone = settings.read(desk.store).zone
    checks = records.last_checks(desk.store)
    rows = []
    for one in found:
        check = checks.get(one.name)
        told = {"key": _place_of_key(one.name), "alive": check.alive if check else None}
        rows.append(one.row() | told | {"checked_at": check.at if check else None})
    return Page(rows, lambda: view.backends(rows, zone), out, notes)


def _place_of_key(name: str) -> str:
    try:
        found = keys.find(name)
    except SharecliError as error:
        return error.code
    return found.place if found else ""


def _together(errors: list[SharecliError], asked: int) -> SharecliError | None:
    """The error of a look at some services: a lone one speaks for itself, of several some were in order."""
    if not errors or asked == 1:
        return errors[0] if errors else None
    message = plural("{count} service does not do what it should", "{count} services do not do what they should",
                     len(errors))  # fmt: skip
    return PartFailed(message.format(count=len(errors)), hint="sharecli backend list")


def _typed(name: str, hint: str) -> str:
    if sys.stdin.isatty():
        words = typer.prompt(_("key of {name}").format(name=name), hide_input=True, err=True)
        return keys.checked(words, name, hint=hint)
    words = sys.stdin.read(8192)
    if not words.strip():
        message = _("the standard input has no key for “{name}”").format(name=name)
        raise CarrierKey(message, hint=hint)
    return keys.checked(words, name, hint=hint)
