"""Runs the redirect server under granian or uvicorn, from a bound port to the last click on the disk."""

import asyncio
import errno
import ipaddress
import os
import signal
import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from enum import StrEnum
from importlib.util import find_spec
from typing import TYPE_CHECKING

from sharecli.errors import BadValue, Refused, Taken
from sharecli.language import _
from sharecli.text import clean

if TYPE_CHECKING:
    from sharecli.redirects.asgi import Redirects

MOST_AT_ONCE = 512
"""Connections at one time; more are told to come again, before they cost a file each."""

BACKLOG = 2048
"""Connections that wait to be taken."""

_SECONDS_TO_END = 5


class ServerMissing(Refused):
    """The extra that brings the server is not installed."""

    code = "server-missing"


class PortTaken(Taken):
    """Another program listens there."""

    code = "port-taken"


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 takes a free one.

    Raises:
        PortTaken: somebody listens there already.
        BadValue: the host is not one of this machine's, or the system does not let this user have the port.
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0][0]
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except (OSError, UnicodeError, OverflowError) as error:
        number = getattr(error, "errno", None)
        where = f"{clean(host, limit=60)}:{port}"
        if number == errno.EADDRINUSE:
            message = _("another program listens at {where}").format(where=where)
            raise PortTaken(message, hint="sharecli serve --port 0") from None
        if number in {errno.EACCES, errno.EPERM}:
            message = _("the system keeps {where} for its administrator").format(where=where)
            raise BadValue(message, hint="sharecli serve --port 8000") from None
        message = _("cannot listen at {where}: {why}").format(where=where, why=getattr(error, "strerror", "") or error)
        raise BadValue(message, hint="sharecli serve --host 127.0.0.1") from None


def proxies(words: Sequence[str]) -> list[str]:
    """Addresses whose ``X-Forwarded-For`` is believed.

    Raises:
        BadValue: neither an address nor a network.
    """
    found = []
    for word in words:
        try:
            found.append(
                str(ipaddress.ip_network(word.strip())) if "/" in word else str(ipaddress.ip_address(word.strip()))
            )
        except ValueError:
            message = _("“{said}” is not an address or a network").format(said=clean(word, limit=60))
            raise BadValue(message, hint="--trusted-proxy 127.0.0.1") from None
    return found


class Engine(StrEnum):
    """Whose loop the application runs in."""

    granian = "granian"
    uvicorn = "uvicorn"


def engine(wanted: Engine | None = None) -> Engine:
    """The server that is there: granian, which answers twice as many, before uvicorn.

    Args:
        wanted: this one and no other.

    Raises:
        ServerMissing: none is installed, or not the one that is wanted.
    """
    for one in [wanted] if wanted else Engine:
        if find_spec(one.value) is not None:
            return one
    message = _("the redirect server needs {name}, which is not installed").format(name=wanted or Engine.uvicorn)
    extra = "serve-fast" if wanted is Engine.granian else "serve"
    raise ServerMissing(message, hint=f"pip install 'sharecli[{extra}]'")


def run(app: "Redirects", listening: socket.socket, *, by: Engine, trusted: Sequence[str] = ()) -> None:
    """Serve until SIGTERM or Ctrl-C; what came until then is on the disk afterwards.

    Args:
        app: the application.
        listening: of :func:`bound`.
        by: of :func:`engine`.
        trusted: of :func:`proxies`.
    """
    try:
        with _asked_to_end():
            (_by_granian if by is Engine.granian else _by_uvicorn)(app, listening, trusted)
    finally:
        app.close()  # where a second Ctrl-C cut the farewell short


def _by_uvicorn(app: "Redirects", listening: socket.socket, trusted: Sequence[str]) -> None:
    import uvicorn

    config = uvicorn.Config(
        app,
        access_log=False,  # it would write addresses
        log_config=None,
        server_header=False,
        ws="none",
        lifespan="on",
        proxy_headers=bool(trusted),
        forwarded_allow_ips=list(trusted),
        limit_concurrency=MOST_AT_ONCE,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=_SECONDS_TO_END,
    )
    uvicorn.Server(config).run(sockets=[listening])


def _by_granian(app: "Redirects", listening: socket.socket, trusted: Sequence[str]) -> None:
    from granian.constants import HTTPModes, Interfaces
    from granian.net import SocketHolder  # type: ignore[attr-defined] # it is where granian's own server takes it from
    from granian.server.embed import Server
    from granian.utils.proxies import wrap_asgi_with_proxy_headers

    class OnOurSocket(Server):
        """It would make a socket of its own, after the first visitors knocked at ours."""

        def _init_shared_socket(self) -> None:
            self._shd = SocketHolder(os.dup(listening.fileno()), False, BACKLOG)  # type: ignore[call-arg, assignment] # its stub is out of date

    host, port = listening.getsockname()[:2]
    server = OnOurSocket(
        wrap_asgi_with_proxy_headers(app, list(trusted)) if trusted else app,
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        http=HTTPModes.http1,
        websockets=False,
        backlog=BACKLOG,
        backpressure=MOST_AT_ONCE,
        log_enabled=False,  # its access log would write addresses
    )

    async def serve() -> None:
        loop = asyncio.get_running_loop()
        asked = asyncio.Event()
        for one in (signal.SIGINT, signal.SIGTERM):
            with suppress(NotImplementedError, RuntimeError, ValueError):  # Windows, or not the main thread
                loop.add_signal_handler(one, asked.set)
        serving = asyncio.create_task(server.serve())
        asking = asyncio.create_task(asked.wait())
        await asyncio.wait({serving, asking}, return_when=asyncio.FIRST_COMPLETED)
        server.stop()  # type: ignore[no-untyped-call] # it has no type information for this
        with suppress(TimeoutError):  # who keeps a connection open does not keep the server
            await asyncio.wait_for(serving, _SECONDS_TO_END)
        asking.cancel()

    asyncio.run(serve())


@contextmanager
def _asked_to_end() -> Iterator[None]:
    """Being asked to end is no failure: uvicorn raises the signal again when it is done, and here it finds nobody."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    asked = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGBREAK") if hasattr(signal, name)]
    before = {one: signal.signal(one, lambda *_words: None) for one in asked}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
