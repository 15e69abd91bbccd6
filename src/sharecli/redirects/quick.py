"""Answers what nearly all requests are within uvicorn's reading of them; all else goes its usual way.

A request for a link that always leads on needs no task, no messages and no body. uvicorn still reads it, times it and
keeps the connection; only how such an answer is written is ours.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from sharecli.redirects.answering import Answer

if TYPE_CHECKING:
    import asyncio

_NEEDED = (
    "connections",
    "cycle",
    "expect_100_continue",
    "flow",
    "headers",
    "limit_concurrency",
    "parser",
    "pipeline",
    "root_path",
    "scope",
)
"""What is relied on of uvicorn's protocol, which says nothing about them: where one is gone, nothing is quick."""

_BODY = frozenset((b"content-length", b"transfer-encoding"))

type_scope = dict[str, Any]
At = Callable[[type_scope], Answer | None]


def protocol(at_once: At, trusted: Sequence[str] = ()) -> "type[asyncio.Protocol] | None":
    """What uvicorn is to speak HTTP by; None where httptools is not installed.

    Args:
        at_once: the answer to a request for which nothing has to be waited for; else None.
        trusted: addresses and networks whose ``X-Forwarded-For`` is believed.
    """
    try:
        from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
    except ImportError:
        return None
    seen_through = _through(trusted)

    class Quick(HttpToolsProtocol):
        """uvicorn's own, with a short way for plain requests."""

        _usual = False
        _done = False

        def connection_made(self, transport: "asyncio.Transport") -> None:  # type: ignore[override] # as uvicorn's
            super().connection_made(transport)
            self._usual = any(not hasattr(self, name) for name in _NEEDED)

        def on_headers_complete(self) -> None:
            answer = None if self._usual else _answer(self, at_once, seen_through)
            self._done = answer is not None
            if answer is None:
                super().on_headers_complete()
                return
            lines = [b"HTTP/1.1 302 Found\r\n"]
            for name, value in self.server_state.default_headers:
                lines += (name, b": ", value, b"\r\n")
            lines.append(answer.wire)
            self.transport.write(b"".join(lines))
            self.on_response_complete()

        def on_message_complete(self) -> None:
            if not self._done:
                super().on_message_complete()

    return Quick


def _answer(one: Any, at_once: At, seen_through: Callable[[type_scope], None] | None) -> Answer | None:
    """What a connection's request is answered with at once, if it is; ``one`` is its protocol."""
    url: bytes = getattr(one, "url", b"")
    if not (_is_plain(url, one.parser) and _is_free(one)) or any(name in _BODY for name, _value in one.headers):
        return None
    scope: type_scope = one.scope
    scope["method"], scope["path"] = "GET", one.root_path + url.decode("ascii")  # as on the usual way
    if seen_through is not None:
        scope = {**scope}  # which is to see through proxies by itself
        seen_through(scope)
    try:
        return at_once(scope)
    except Exception:  # noqa: BLE001 - it happens again on the usual way, which tells of it and answers
        return None


def _is_free(one: Any) -> bool:
    """Whether nobody waits on this connection, and there is room for one more."""
    return (
        not one.expect_100_continue
        and not one.pipeline
        and (one.cycle is None or one.cycle.response_complete)
        and not one.flow.write_paused
        and (one.limit_concurrency is None or len(one.connections) < one.limit_concurrency)
    )


def _is_plain(url: bytes, parser: Any) -> bool:
    """Whether an address is a path as it stands, asked for by GET on a connection that stays."""
    return (
        url.startswith(b"/")
        and not (b"%" in url or b"?" in url or b"#" in url)
        and parser.get_method() == b"GET"
        and parser.get_http_version() == "1.1"
        and parser.should_keep_alive()
        and not parser.should_upgrade()
    )


def _through(trusted: Sequence[str]) -> Callable[[type_scope], None] | None:
    """Sets who asks, as uvicorn's own middleware sees it through proxies that are believed; None without any."""
    if not trusted:
        return None
    from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

    async def nobody(_scope: Any, _receive: Any, _send: Any) -> None:
        """Behind the middleware: all that is wanted is what it made of the scope."""

    middleware: Any = ProxyHeadersMiddleware(nobody, list(trusted))

    def through(scope: type_scope) -> None:
        asked = middleware(scope, None, None)
        try:
            asked.send(None)
        except StopIteration:
            return
        asked.close()

    return through
