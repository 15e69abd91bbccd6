"""Links to publish, hostile ones among them, and real servers that are given what was published."""

import http.client
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from conftest import Run
from sharecli.store.open import Store

BASE = "https://go.example.shop"

HOSTILE = {
    "dollar": ("https://s.example/p?a=$host&b=${sharecli_dollar}&c=$1", "https://s.example/p?a=$host&b=$%7Bsharecli_dollar%7D&c=$1"),
    "semicolon": ("https://s.example/a;b=c;return?d=;", "https://s.example/a;b=c;return?d=;"),
    "quotes": ("https://s.example/\"x\"/'y'/`z`", "https://s.example/%22x%22/'y'/%60z%60"),
    "braces": ("https://s.example/{path}?q={$HOME}&r=}", "https://s.example/%7Bpath%7D?q=%7B$HOME%7D&r=%7D"),
    "backslash": ("https://s.example/a?b=\\n\\", "https://s.example/a?b=%5Cn%5C"),
    "spaces": ("https://s.example/a b?c= d", "https://s.example/a%20b?c=%20d"),
    "unicode": ("https://s.example/龙井?名=茶#节", "https://s.example/%E9%BE%99%E4%BA%95?%E5%90%8D=%E8%8C%B6#%E8%8A%82"),
    "bidi": ("https://s.example/\u202ea", "https://s.example/%E2%80%AEa"),
    "script": ("https://s.example/?</script><script>alert(1)</script>", "https://s.example/?%3C/script%3E%3Cscript%3Ealert(1)%3C/script%3E"),
    "comment": ("https://s.example/a#b # c", "https://s.example/a#b%20#%20c"),
    "splat": ("https://s.example/:splat/*/:id?x=:y", "https://s.example/:splat/*/:id?x=:y"),
    "header": ("https://s.example/%0d%0aSet-Cookie:%20a=b", "https://s.example/%0d%0aSet-Cookie:%20a=b"),
    "pipe": ("https://s.example/a|b^c<d>", "https://s.example/a%7Cb%5Ec%3Cd%3E"),
    "percent": ("https://s.example/100%&%zz", "https://s.example/100%&%zz"),
    "default": ("https://s.example/default", "https://s.example/default"),
    "include": ("https://s.example/include", "https://s.example/include"),
    "volatile": ("https://s.example/volatile", "https://s.example/volatile"),
    "hostnames": ("https://s.example/hostnames", "https://s.example/hostnames"),
    "long": ("https://s.example/?" + "x" * 2000 + "$", "https://s.example/?" + "x" * 2000 + "$"),
    "-".join(["k" * 20, "x" * 19]): ("https://s.example/longest", "https://s.example/longest"),
    "ipv6": ("https://[2001:db8::1]:8443/a", "https://[2001:db8::1]:8443/a"),
}  # fmt: skip
"""Code to where it leads as it stands in the file, and as it must arrive."""

NEVER = {
    "newline": "https://s.example/a\nSet-Cookie: a=b",
    "return": "https://s.example/a\r\nx",
    "nul": "https://s.example/\0",
    "javascript": "javascript:alert(1)",
    "relative": "//evil.example/",
    "nothing": "https://",
}
"""What no redirect may lead to."""


def a_file(run: Run, base: str = BASE) -> None:
    """A seller's file with a product and a domain."""
    url = "https://item.taobao.com/item.htm?id=6100"
    assert run("product", "add", url, "--title", "龙井", "--code", "tea", "--price", "129").code == 0
    if base:
        assert run("config", "set", "base-url", base).code == 0


def links(path: Path, targets: Mapping[str, str], **columns: Any) -> None:
    """Links, of the first product unless told otherwise, straight into the file: no command takes a hostile one."""
    store = Store(path)
    row = {"product_id": 1, "channel": "weibo"} | columns
    at = "'2026-10-01T00:00:00Z'"
    try:
        with store.writing() as db:
            db.conn.executemany(
                f"""
                INSERT INTO links (destination, code, campaign, {", ".join(row)}, created_at, updated_at)
                VALUES (?, ?, ?, {", ".join("?" * len(row))}, {at}, {at})
                """,  # noqa: S608 - names of columns
                [(there, code, code, *row.values()) for code, there in targets.items()],
            )
    finally:
        store.close()


def many(count: int) -> dict[str, str]:
    """So many links, each to a place of its own."""
    return {f"k{number:05}": f"https://s.example/p/{number}?utm_source=weibo&n={number}" for number in range(count)}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@contextmanager
def server(words: list[str | Path], port: int, said: Path) -> Iterator[None]:
    """A real server in a process of its own, until it is done with."""
    with said.open("wb") as output:
        process = subprocess.Popen(list(map(str, words)), stdout=output, stderr=output)
    try:
        until = time.monotonic() + 60
        while time.monotonic() < until and process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.05)
        else:
            pytest.fail(said.read_text())
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


@contextmanager
def nginx(home: Path, published: Path) -> Iterator[int]:
    """A real nginx, as the current user, on loopback; its port."""
    port = free_port()
    work = home / "nginx"
    work.mkdir()
    folders = "\n".join(
        f"{one}_temp_path {work / one};" for one in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;" if os.geteuid() == 0 else ""
    config = work / "nginx.conf"
    config.write_text(
        f"""
        {user} daemon off; worker_processes 1; pid {work / "pid"}; error_log {work / "error.log"} warn;
        events {{ worker_connections 64; }}
        http {{
            {folders}
            access_log off; keepalive_requests 1000000;
            include {published / "sharecli-map.conf"};
            server {{ listen 127.0.0.1:{port}; include {published / "sharecli-server.conf"}; }}
        }}
        """
    )
    words: list[str | Path] = [_found("nginx"), "-p", work, "-c", config, "-e", work / "error.log"]
    checked = subprocess.run([*map(str, words), "-t"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    assert "[warn]" not in checked.stderr
    with server(words, port, work / "said"):
        yield port
    assert "[warn]" not in (work / "error.log").read_text()


@contextmanager
def caddy(home: Path, published: Path) -> Iterator[int]:
    """A real Caddy, as the current user, on loopback; its port."""
    port = free_port()
    config = home / "Caddyfile"
    config.write_text(
        f"{{\n\tadmin off\n\tauto_https off\n}}\n"
        # Whatever domain is asked for: nobody looks one up here.
        f"http://:{port} {{\n\tbind 127.0.0.1\n\timport {published / 'sharecli.caddy'}\n}}\n"
    )
    checked = subprocess.run(
        [_found("caddy"), "validate", "--adapter", "caddyfile", "--config", config],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stderr
    with server([_found("caddy"), "run", "--adapter", "caddyfile", "--config", config], port, home / "said"):
        yield port


def _found(program: str) -> str:
    path = shutil.which(program) or shutil.which(program, path="/usr/sbin:/usr/local/sbin")
    if path is None:
        pytest.skip(f"{program} is not installed: apt-get install {program}")
    return path


class Visitor:
    """Asks a server on loopback, over one connection."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)

    def ask(self, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers in lower case, body."""
        self._connection.request(method, path, headers=headers)
        answer = self._connection.getresponse()
        body = answer.read()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body

    def close(self) -> None:
        """Hang up."""
        self._connection.close()
