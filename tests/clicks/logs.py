"""Logs as servers write them: one request, in every kind of log there is."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 "
    "MicroMessenger/8.0.42(0x18002a2b) NetType/WIFI Language/zh_CN"
)
ADDRESS = "203.0.113.77"
HOST = "go.example.shop"
AT = 1_792_000_000.25
"""14 October 2026."""


def nginx_json(path: str = "/moments", **over: Any) -> str:
    request: dict[str, Any] = {
        "time": "2026-10-14T17:46:40+00:00", "msec": AT, "request_id": "", "remote_addr": ADDRESS, "method": "GET",
        "host": HOST, "uri": path, "status": 302, "referer": "https://weibo.com/u/1", "agent": PHONE,
        "purpose": "",
    }  # fmt: skip
    return json.dumps(request | over, ensure_ascii=False)


def combined(
    path: str = "/moments",
    *,
    at: float = AT,
    agent: str = PHONE,
    status: int = 302,
    verb: str = "GET",
    address: str = ADDRESS,
) -> str:
    said = f"{datetime.fromtimestamp(at, UTC):%d/%b/%Y:%H:%M:%S} +0000"
    return f'{address} - - [{said}] "{verb} {path} HTTP/1.1" {status} 0 "https://weibo.com/u/1" "{agent}"'


def caddy(path: str = "/moments", *, agent: str = PHONE, address: str = ADDRESS, host: str = HOST) -> str:
    headers = {"User-Agent": [agent], "Referer": ["https://weibo.com/u/1"]}
    request = {"remote_ip": address, "client_ip": address, "proto": "HTTP/2.0", "method": "GET",
               "host": host, "uri": path, "headers": headers}  # fmt: skip
    line = {"level": "info", "ts": AT, "logger": "http.log.access.log0", "msg": "handled request", "request": request,
            "status": 302}  # fmt: skip
    return json.dumps(line, ensure_ascii=False)


def cloudflare(path: str = "/moments", *, agent: str = PHONE, ray: str = "8d1f", host: str = HOST) -> str:
    line = {
        "EdgeStartTimestamp": "2026-10-14T17:46:40.25Z", "ClientRequestMethod": "GET", "ClientRequestURI": path,
        "ClientRequestHost": host, "ClientRequestUserAgent": agent, "ClientIP": ADDRESS,
        "ClientRequestReferer": "https://weibo.com/u/1", "EdgeResponseStatus": 302, "RayID": ray,
    }  # fmt: skip
    return json.dumps(line, ensure_ascii=False)


LOGS: dict[str, Callable[[], str]] = {
    "nginx-json": nginx_json,
    "nginx": combined,
    "caddy": caddy,
    "cloudflare": cloudflare,
    "csv": lambda: (
        f"time,code,user agent,referer,ip\n2026-10-14T17:46:40Z,moments,{PHONE.replace(',', '')},https://weibo.com/u/1,{ADDRESS}"
    ),
}
