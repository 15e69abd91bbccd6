"""sharecli serve: the seller's short links on a server of their own."""

import socket
from enum import StrEnum
from typing import Annotated

import typer

from sharecli.clicks.store import beside, open_writer
from sharecli.errors import BadValue, NotFound, SharecliError
from sharecli.language import _, plural
from sharecli.redirects import serving, workers as workers_
from sharecli.redirects.keeping import Tally
from sharecli.settings import records as settings
from sharecli.shell.desk import Desk, desk_of
from sharecli.shell.options import Out
from sharecli.shell.page import Format, Page, remark

app = typer.Typer(add_completion=False, help="Serve your short links, and count who comes.")


class Privacy(StrEnum):
    """What is kept of a visitor."""

    day_hash = "day-hash"
    no_visitor = "no-visitor"


class NothingToServe(NotFound):
    """There is no file yet."""

    code = "nothing-to-serve"


@app.command()
def serve(
    ctx: typer.Context,
    host: Annotated[str, typer.Option(help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")] = 8000,
    trusted_proxy: Annotated[
        list[str] | None,
        typer.Option(help="An address or network whose X-Forwarded-For is believed; may be repeated."),
    ] = None,
    privacy: Annotated[
        Privacy,
        typer.Option(
            help="day-hash: a visitor is known again for a day, never by an address; no-visitor: not even that."
        ),
    ] = Privacy.day_hash,
    workers: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=workers_.MOST,
            help="Processes that answer; one more writes. By default one, and with sharecli[serve-fast] one a core.",
        ),
    ] = None,
    out: Out = Format.table,
) -> Page:
    """Serve your short links, and count who comes.

    A new link works at once. Put HTTPS in front (docs/deploy.md); stop with Ctrl-C or SIGTERM, and no click is lost.
    """
    desk = desk_of(ctx)
    serving.ready()
    trusted = serving.proxies(trusted_proxy or [])
    base_url = _looked_at(desk)
    count = workers or workers_.usual()
    if count > 1 and not workers_.can_be_several():
        raise BadValue(_("this system cannot copy processes: one answers"), hint="sharecli serve --workers 1")
    listening = serving.bound_for(count, host, port)
    try:
        _announce(listening[0].getsockname(), base_url)
        tally = _served(desk, listening, trusted, visitors=privacy is Privacy.day_hash)
    finally:
        for one in listening:
            one.close()
    return _farewell(tally, out)


def _served(desk: Desk, listening: list[socket.socket], trusted: list[str], *, visitors: bool) -> Tally:
    if len(listening) > 1:
        return workers_.Workers(desk.path, listening, trusted=trusted, visitors=visitors).run()
    from sharecli.redirects.asgi import Redirects

    redirects = Redirects(desk.path, visitors=visitors)
    serving.run(redirects, listening[0], trusted=trusted)
    return redirects.sink.tally if redirects.sink else Tally()


def _looked_at(desk: Desk) -> str:
    """The seller's base URL. Both files are opened once the usual way: brought up to date, or refused, here and now.

    Only the ledger is needed to lead people on: a file of clicks that cannot be used is told of, and served without.
    """
    if not desk.store.has_content():
        message = _("there is no file “{path}” yet, so there is no link to serve").format(path=desk.path)
        raise NothingToServe(message, hint="sharecli link new PRODUCT --channel CHANNEL")
    base_url = settings.read(desk.store).base_url
    desk.store.close()
    try:
        open_writer(beside(desk.path)).close()
    except SharecliError as error:
        remark(_("NO CLICKS CAN BE STORED: {why}").format(why=error.message))
        remark(_("links lead on; clicks wait until the file is mended or put elsewhere; /healthz says the same"))
    return base_url


def _announce(where: tuple[str | int, ...], base_url: str) -> None:
    host = f"[{where[0]}]" if ":" in str(where[0]) else where[0]
    remark(_("serving at http://{where}; Ctrl-C stops").format(where=f"{host}:{where[1]}"))
    if base_url:
        remark(_("your links are {base_url}/CODE: lead that address here").format(base_url=base_url))
    else:
        command = "sharecli config set base-url https://go.example.shop"
        remark(_("no base-url is set, so your links do not lead here yet: {command}").format(command=command))
    if str(where[0]) not in {"127.0.0.1", "::1"}:
        remark(_("everyone who reaches this machine can ask; put HTTPS in front of it"))


def _farewell(tally: Tally, out: Format) -> Page:
    from rich.text import Text

    from sharecli.clicks import view

    sentence = plural("{count} request was written down.", "{count} requests were written down.", tally.stored)
    notes = []
    if tally.dropped:
        lost = plural("{count} request was lost: {why}", "{count} requests were lost: {why}", tally.dropped)
        why = tally.trouble or _("more came than could be written")
        notes.append(lost.format(count=tally.dropped, why=why))
    notes += view.beyond(tally.left_out)
    if tally.kept:
        words = plural(
            "{count} request waits beside the clicks, and the next start takes it in: {why}",
            "{count} requests wait beside the clicks, and the next start takes them in: {why}",
            tally.kept,
        )
        notes.append(words.format(count=tally.kept, why=tally.trouble))
    data = {"stored": tally.stored, "left_out": tally.left_out, "kept": tally.kept, "dropped": tally.dropped}
    return Page(data, lambda: Text(sentence.format(count=tally.stored)), out, notes)
