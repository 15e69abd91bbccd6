"""Public shorteners that misbehave: real TLS on this computer, behind the very names that the program asks for."""

import contextlib
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

from sharecli.backends.wire import Wire
from sharecli.products.addresses import public

HOSTS = ("is.gd", "da.gd", "clck.ru", "tinyurl.com", "chilp.it", "qps.ru", "cutt.ly", "api-ssl.bit.ly", "bit.ly")
DEADLINE = 1.5
"""Seconds that the tests' wire gives a stranger."""

Doing = Callable[[ssl.SSLSocket], None]
Replies = Callable[[str, str], bytes | Doing]


def reply(body: bytes = b"", status: str = "200 OK", **headers: str) -> bytes:
    """An answer of HTTP."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


@dataclass
class Stranger:
    """Whoever is asked.

    Attributes:
        port: where it listens.
        trust: believes its certificate.
        replies: what is answered to a request to shorten and to one for a short link: its host and its target.
        links: where its short links lead.
        asked: host and target of every request.
    """

    port: int
    trust: ssl.SSLContext
    replies: Replies | None = None
    links: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def wire(self, *, seconds: float = DEADLINE) -> Wire:
        """One that finds this server behind every name."""
        return Wire(
            allowed=lambda address: public(address) or str(address) == "127.0.0.1",
            look_up=lambda _host, _port: [("127.0.0.1", self.port)],
            trust=self.trust,
            seconds=seconds,
        )

    def honest(self, host: str, target: str) -> bytes:
        """Shorten an address, or lead a short link there."""
        parts = urlsplit(target)
        url = parse_qs(parts.query).get("url") or parse_qs(parts.query).get("short")
        if url:
            short = f"https://{host}/x{len(self.links)}"
            self.links[f"{host}/x{len(self.links)}"] = url[0]
            return reply(f"{short}\n".encode())
        there = self.links.get(f"{host}{parts.path}")
        return (
            reply(status="301 Moved Permanently", Location=quote(there, safe="/:?&=%"))
            if there
            else reply(status="404")
        )

    def serve(self, listener: socket.socket, context: ssl.SSLContext) -> None:
        """Answer until the test is over."""
        while True:
            try:
                bare, _address = listener.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(bare, context), daemon=True).start()

    def _answer(self, bare: socket.socket, context: ssl.SSLContext) -> None:
        with bare, contextlib.suppress(OSError), context.wrap_socket(bare, server_side=True) as line:
            head = b""
            while b"\r\n\r\n" not in head and (piece := line.recv(4096)):
                head += piece
            words = head.decode().split("\r\n")
            host = next(word[6:] for word in words if word.lower().startswith("host: "))
            target = words[0].split()[1]
            self.asked.append(host + target)
            answer = (self.replies or self.honest)(host, target)
            if isinstance(answer, bytes):
                line.sendall(answer)
            else:
                answer(line)


def drip(line: ssl.SSLSocket) -> None:
    """A byte now and then; each is in time, all together never are."""
    line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\n")
    for letter in b"https://is.gd/a":
        time.sleep(0.3)
        line.sendall(bytes([letter]))


def drip_head(line: ssl.SSLSocket) -> None:
    """The same with the head."""
    for letter in b"HTTP/1.1 200 OK\r\nX-Slow: very":
        time.sleep(0.3)
        line.sendall(bytes([letter]))


def hang(line: ssl.SSLSocket) -> None:
    """Say nothing."""
    time.sleep(DEADLINE * 2)
    line.close()


def endless_redirect(line: ssl.SSLSocket) -> None:
    """A redirect with as much body as it can send."""
    line.sendall(b"HTTP/1.1 302 Found\r\nLocation: https://evil.test/\r\nConnection: close\r\n\r\n")
    for _piece in range(10_000):
        line.sendall(b"a" * 65_536)


def twenty_megabytes(line: ssl.SSLSocket) -> None:
    """More than any short link, without saying how much."""
    line.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
    for _piece in range(320):
        line.sendall(b"a" * 65_536)


@contextlib.contextmanager
def listening(certificate: Path) -> Iterator[Stranger]:
    """A stranger on a port of this computer."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        made = Stranger(listener.getsockname()[1], ssl.create_default_context(cafile=certificate))
        thread = threading.Thread(target=made.serve, args=(listener, context), daemon=True)
        thread.start()
        yield made
        listener.shutdown(socket.SHUT_RDWR)
    thread.join()


def certified(folder: Path) -> Path:
    """A certificate for all their names, with its key."""
    path = folder / "strangers.pem"
    names = ",".join(f"DNS:{host}" for host in HOSTS)
    words = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -batch -subj /CN=strangers".split()
    words += ["-addext", f"subjectAltName={names}", "-keyout", str(path), "-out", f"{path}.crt"]
    subprocess.run(words, check=True, capture_output=True)
    path.write_text(path.read_text("utf-8") + path.with_suffix(".pem.crt").read_text("utf-8"), "utf-8")
    return path
