"""Visitors who ask a server without a pause, to see what becomes of their clicks when it ends in the middle."""

import signal
import socket
import threading
import time
from contextlib import suppress

from redirects.served import PHONE, Served


class Storm:
    """Four who ask without a pause, each on one connection after the other."""

    def __init__(self, server: Served) -> None:
        self._server = server
        self._over = threading.Event()
        self._led = [0] * 4
        self._crew = [threading.Thread(target=self._ask, args=(one,)) for one in range(4)]
        for one in self._crew:
            one.start()

    @property
    def led(self) -> int:
        """How many were led on until now."""
        return sum(self._led)

    def _ask(self, mine: int) -> None:
        said = b"GET /tea HTTP/1.1\r\nHost: x\r\nUser-Agent: " + PHONE.encode() + b"\r\n\r\n"
        while not self._over.is_set():
            where = ("127.0.0.1", self._server.port)
            with suppress(OSError), socket.create_connection(where, 5) as wire:
                while not self._over.is_set():
                    wire.sendall(said)
                    if not (heard := wire.recv(4096)):
                        break
                    self._led[mine] += heard.startswith(b"HTTP/1.1 302")

    def until(self, led: int) -> None:
        """Wait until so many were led on."""
        ends = time.monotonic() + 60
        while self.led < led:
            assert time.monotonic() < ends
            time.sleep(0.01)

    def end(self, sent: signal.Signals) -> int:
        """Send the server a signal while all ask; how many were led on altogether."""
        self._server.process.send_signal(sent)
        self._server.process.wait(30)
        self._over.set()
        for one in self._crew:
            one.join()
        return self.led
