"""What a line of a server's log says of one request: nginx, Caddy, Cloudflare. Pure."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any, NamedTuple


class Request(NamedTuple):
    """A request as a log tells of it.

    Attributes:
        at_ms: when, in milliseconds since 1970, UTC.
        method: as it was sent.
        target: path and query as they were sent, or a whole address.
        status: what was answered; 0 where the log does not say.
        agent: the user agent; empty where there was none, :data:`NO_AGENT` where the log does not say.
        referer: the page it came from, or empty.
        address: where it came from; never kept.
        host: the domain that was asked, or empty.
        key: the request's own id, or empty.
        purpose: what a browser that fetches ahead says of it, or empty.
    """

    at_ms: int
    method: str
    target: str
    status: int
    agent: str
    referer: str
    address: str
    host: str
    key: str
    purpose: str


Parse = Callable[[str], "Request | None"]
"""Reads a line. None: it is a line of another kind, such as a server's own news. Raises one of :data:`BAD`."""

BAD = (
    StopIteration,
    AttributeError,
    ValueError,
    KeyError,
    TypeError,
    IndexError,
    ArithmeticError,
    OSError,
    RecursionError,
)
"""What a line that cannot be read raises; strangers write parts of every line."""

_NAMES: dict[str, Sequence[str]] = {
    "at": ("msec", "time_iso8601", "time", "timestamp", "@timestamp", "time_local", "ts"),
    "method": ("request_method", "method"),
    "target": ("request_uri", "uri", "path", "url"),
    "request": ("request",),
    "status": ("status",),
    "agent": ("http_user_agent", "user_agent", "agent", "ua"),
    "referer": ("http_referer", "referer", "referrer"),
    "address": ("remote_addr", "client_ip", "realip_remote_addr", "ip", "remote_ip"),
    "host": ("host", "http_host", "server_name"),
    "key": ("request_id", "id"),
    "purpose": ("http_sec_purpose", "sec_purpose", "purpose", "http_purpose"),
}
"""What fields are called in people's JSON formats; the first that is there is meant."""

_COMBINED = re.compile(
    # What some put in front is the domain that was asked; it is that only where an address follows.
    r"(?:([^\s,]+) (?=[0-9A-Fa-f]*[.:][0-9A-Fa-f.:]* ))?(\S+) \S+ (?:[^\[]*?) ?\[([^\]]{1,40})\] "
    r'"((?:[^"\\]|\\.)*)" (\d{3}) (?:\d+|-)'
    r'(?: "((?:[^"\\]|\\.)*)" "((?:[^"\\]|\\.)*)")?'
)
_ESCAPED = re.compile(r'((?:\\x[0-9A-Fa-f]{2})+)|\\(["\\])')
_MONTHS = {name: number for number, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)}
EARLIEST, LATEST = 946_684_800_000, 4_102_444_800_000
"""The years 2000 to 2099: another moment is a slip, or somebody's joke."""


NO_AGENT = "(unknown)"
"""Stands for the user agent where a log has no place for it: not one that is empty, but one that nobody wrote down."""

DEFAULTS = ("", "GET", "", 0, NO_AGENT, "", "", "", "", "")
"""What a line means that lacks a field of :class:`Request`."""


def names_of(sample: Mapping[str, Any]) -> dict[str, str]:
    """What a log calls the fields of a request; empty where it has none.

    Args:
        sample: a line of the log: which fields it has, all have.
    """
    return {field: next((name for name in known if name in sample), "") for field, known in _NAMES.items()}


def nginx_json(sample: Mapping[str, Any]) -> Parse:
    """Reads nginx's lines under ``escape=json``, whatever their fields are called.

    Args:
        sample: a line of the log.

    Raises:
        KeyError: it says nothing of when, or of what was asked.
    """
    names = names_of(sample)
    at, target = names["at"], names["target"] or names["request"]
    if not at or not target:
        raise KeyError
    whole = not names["target"]  # "GET /k7 HTTP/1.1" in one
    names["target"] = target
    fields = [names[field] for field in ("at", *Request._fields[1:])]
    # What json.loads puts around this takes half as long again for a line.
    scan = json.JSONDecoder().scan_once  # type: ignore[attr-defined] # typeshed does not know it
    every = itemgetter(*fields) if all(fields) else None

    def parse(line: str) -> Request:
        found, end = scan(line, 0)
        if end != len(line) and line[end:].strip():
            raise ValueError
        try:
            said = every(found) if every else None
        except KeyError:
            said = None
        if said is None:
            found[at], found[target]
            said = tuple(map(found.get, fields, DEFAULTS))
        moment_, verb, asked, status, agent, referer, address, host, key, purpose = said
        if whole:
            verb, asked = _request(asked)
        return Request(moment(moment_), verb, asked, int(status), agent, referer, address, host, str(key), purpose)

    return parse


def caddy(line: str) -> Request | None:
    """Reads a line of Caddy's access log; its other news is None."""
    found = json.loads(line)
    asked = found.get("request")
    if not isinstance(asked, dict):
        return None
    headers = asked.get("headers") or {}

    def header(name: str) -> str:
        values = headers.get(name) or [""]
        return str(values[0])

    return Request(
        moment(found["ts"]),
        asked["method"],
        asked["uri"],
        int(found.get("status", 0)),
        header("User-Agent") if headers else NO_AGENT,
        header("Referer"),
        asked.get("client_ip") or asked.get("remote_ip") or "",
        asked.get("host", ""),
        str(found.get("uuid", "")) or header("X-Request-Id"),
        header("Sec-Purpose") or header("Purpose") or header("X-Moz"),
    )


def cloudflare(line: str) -> Request | None:
    """Reads a line of Cloudflare's Logpush (``http_requests``); what a Worker fetched for itself is None."""
    found = json.loads(line)
    if found.get("ClientRequestSource", "eyeball") != "eyeball":
        return None
    return Request(
        moment(found["EdgeStartTimestamp"]),
        found["ClientRequestMethod"],
        found.get("ClientRequestURI") or found["ClientRequestPath"],
        int(found.get("EdgeResponseStatus") or 0),
        found.get("ClientRequestUserAgent", NO_AGENT) or "",
        found.get("ClientRequestReferer") or "",
        found.get("ClientIP") or "",
        found.get("ClientRequestHost") or "",
        found.get("RayID") or "",
        "",
    )


def combined(line: str) -> Request:
    """Reads a line of nginx's or Apache's ``combined`` format."""
    found = _COMBINED.match(line)
    if found is None:
        raise ValueError
    host, address, at, asked, status, referer, agent = found.groups()
    method, target = _request(unescaped(asked))
    referer = _header(referer or "")
    agent = NO_AGENT if agent is None else _header(agent)  # the common format ends before it
    return Request(local_moment(at), method, target, int(status), agent, referer, address, host or "", "", "")


def _header(said: str) -> str:
    return "" if said == "-" else unescaped(said)


def _request(said: str) -> tuple[str, str]:
    """``GET /k7 HTTP/1.1`` as method and target; what is no request has an empty method."""
    parts = said.split(" ")
    return (parts[0], parts[1]) if len(parts) > 1 else ("", said)


def unescaped(said: str) -> str:
    r"""What nginx wrote as ``\xE8\x8C\xB6``, read as UTF-8."""
    return _ESCAPED.sub(_bytes, said) if "\\" in said else said


def _bytes(found: re.Match[str]) -> str:
    if found[2]:
        return found[2]
    return bytes.fromhex(found[1].replace("\\x", "")).decode("utf-8", "replace")


def local_moment(said: str) -> int:
    """``03/Oct/2026:12:00:00 +0800`` in milliseconds since 1970, UTC."""
    if said[2] != "/" or said[6] != "/" or said[20] != " ":
        raise ValueError
    written = f"{said[7:11]}-{_MONTHS[said[3:6]]:02}-{said[:2]}T{said[12:20]}{said[21:]}"
    return _possible(int(datetime.fromisoformat(written).timestamp() * 1000))


def moment(said: object) -> int:
    """A moment as logs write it, in milliseconds since 1970, UTC: seconds, milli-, nanoseconds, ISO 8601 or nginx's.

    Raises:
        ValueError: none of these, without a zone, or out of all likelihood.
    """
    if isinstance(said, str):
        if said.replace(".", "", 1).isdecimal():
            return _counted(float(said))
        if said[2:3] == "/":
            return local_moment(said)
        read = datetime.fromisoformat(said)
        if read.tzinfo is None:
            raise ValueError
        return _possible(int(read.timestamp() * 1000))
    if isinstance(said, bool) or not isinstance(said, int | float):
        raise TypeError
    return _counted(float(said))


def _counted(number: float) -> int:
    """Seconds, milliseconds, microseconds or nanoseconds since 1970: whichever lies in this century."""
    for factor in (1000.0, 1.0, 0.001, 0.000001):
        if EARLIEST <= number * factor < LATEST:
            return int(number * factor + 0.5)
    raise ValueError


def _possible(at_ms: int) -> int:
    if not EARLIEST <= at_ms < LATEST:
        raise ValueError
    return at_ms
