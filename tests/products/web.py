"""A web server on this computer that speaks https and misbehaves as it is told."""

import contextlib
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from sharecli.products.addresses import public
from sharecli.products.fetching import Messenger

NAME = "pictures.example"


@dataclass
class Server:
    """An https server on this computer that answers every path with the bytes, or the doing, that it was given.

    Attributes:
        port: where it listens.
        trust: believes its certificate, which is of ``pictures.example``.
        answers: what it does with a connection, by path.
        asked: the heads of all requests.
    """

    port: int
    trust: ssl.SSLContext
    answers: dict[str, bytes | Callable[[ssl.SSLSocket], None]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def serve(self, listener: socket.socket, context: ssl.SSLContext) -> None:
        while True:
            try:
                bare, _address = listener.accept()
            except OSError:
                return  # the test is over
            threading.Thread(target=self._answer, args=(bare, context), daemon=True).start()

    def _answer(self, bare: socket.socket, context: ssl.SSLContext) -> None:
        with bare, contextlib.suppress(OSError), context.wrap_socket(bare, server_side=True) as wire:
            head = b""
            while b"\r\n\r\n" not in head and (piece := wire.recv(4096)):
                head += piece
            self.asked.append(head.decode())
            answer = self.answers[head.split()[1].decode()]
            if isinstance(answer, bytes):
                wire.sendall(answer)
            else:
                answer(wire)
            wire.unwrap()

    def messenger(self, *, seconds: float = 10, names: Sequence[str] = ("127.0.0.1",)) -> Messenger:
        """One that finds this server behind every name, and may visit it."""
        return Messenger(
            allowed=lambda address: public(address) or str(address) == "127.0.0.1",
            look_up=found(*names),
            trust=self.trust,
            seconds=seconds,
        )

    def url(self, path: str = "/cup.jpg", *, host: str = NAME) -> str:
        return f"https://{host}:{self.port}{path}"

    def fetch(self, path: str = "/cup.jpg", *, seconds: float = 10) -> bytes:
        return self.messenger(seconds=seconds).fetch(self.url(path)).jpeg


def found(*addresses: str) -> Callable[[str, int], Sequence[tuple[str, int]]]:
    """Looks every name up at these addresses."""
    return lambda _host, port: [(one, port) for one in addresses]


@pytest.fixture(name="certificate", scope="module")
def a_certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    words = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -batch".split()
    words += [
        "-subj",
        f"/CN={NAME}",
        "-addext",
        f"subjectAltName=DNS:{NAME}",
        "-keyout",
        str(path),
        "-out",
        f"{path}.crt",
    ]
    subprocess.run(words, check=True, capture_output=True)
    path.write_text(path.read_text("utf-8") + path.with_suffix(".pem.crt").read_text("utf-8"), "utf-8")
    return path


@pytest.fixture(name="server")
def a_server(certificate: Path) -> Iterator[Server]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        made = Server(listener.getsockname()[1], ssl.create_default_context(cafile=certificate))
        thread = threading.Thread(target=made.serve, args=(listener, context), daemon=True)
        thread.start()
        yield made
        listener.shutdown(socket.SHUT_RDWR)
    thread.join()
