"""Runs the redirect server under uvicorn, from a bound port to the last click on the disk."""

import errno
import ipaddress
import logging
import signal
import socket
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sharecli.errors import BadValue, Refused, Taken
from sharecli.language import _
from sharecli.redirects import quick
from sharecli.text import clean

if TYPE_CHECKING:
    from sharecli.redirects.asgi import Redirects

MOST_AT_ONCE = 512
"""Connections at one time; more are told to come again, before they cost a file each."""

SECONDS_TO_END = 5
"""That answers on their way have once the server is to stop."""

_OF_STRANGERS = ("Invalid HTTP request", "Unsupported upgrade request", "No supported WebSocket library")
"""What uvicorn's warnings begin with that tell of a request and not of the server: anybody could fill a journal."""


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
        return socket.create_server((host, port), family=family, backlog=2048)
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


def bound_for(workers: int, host: str, port: int) -> list[socket.socket]:
    """A socket for each process that answers, all of one address.

    On Linux each is one of its own, and the system deals connections out among them: from one that they share, the
    process that is quicker takes them all. Elsewhere it is the same one.

    Raises:
        PortTaken: as :func:`bound`.
        BadValue: the same.
    """
    one = bound(host, port)  # refused where anybody listens, which a shared address would not be
    if workers == 1 or sys.platform != "linux":
        return [one] * workers
    where = one.getsockname()
    one.close()
    return [
        socket.create_server(where[:2], family=one.family, backlog=2048, reuse_port=True) for _worker in range(workers)
    ]


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


def run(app: "Redirects", listening: socket.socket, *, trusted: Sequence[str] = ()) -> None:
    """Serve until SIGTERM or Ctrl-C; what came until then is on the disk afterwards.

    Args:
        app: the application.
        listening: of :func:`bound`.
        trusted: of :func:`proxies`.

    Raises:
        ServerMissing: uvicorn is not installed.
    """
    ready()
    import uvicorn

    config = uvicorn.Config(
        app,
        http=quick.protocol(app.at_once, trusted) or "auto",
        access_log=False,  # it would write addresses
        log_config=None,
        server_header=False,
        ws="none",
        lifespan="on",
        proxy_headers=bool(trusted),
        forwarded_allow_ips=list(trusted),
        limit_concurrency=MOST_AT_ONCE,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=SECONDS_TO_END,
    )
    logging.getLogger("uvicorn.error").addFilter(of_the_server)
    try:
        with _asked_to_end():
            uvicorn.Server(config).run(sockets=[listening])
    finally:
        app.close()  # where a second Ctrl-C cut the farewell short


def ready() -> None:
    """Whether a server can be run at all.

    Raises:
        ServerMissing: uvicorn is not installed.
    """
    try:
        import uvicorn  # noqa: F401 - to see whether it is there
    except ImportError:
        message = _("the redirect server needs uvicorn, which is not installed")
        raise ServerMissing(message, hint="pip install 'sharecli[serve]'") from None


def of_the_server(record: logging.LogRecord) -> bool:
    """Whether a line is worth the journal; each error is."""
    return record.levelno > logging.WARNING or not record.getMessage().startswith(_OF_STRANGERS)


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
