"""A line goes where it was checked, and nothing is said on it once its time is over."""

import contextlib
import errno
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from sharecli import dialling
from sharecli.dialling import Barred, Late, Line, NoSuchHost, Offline, looked_up


@pytest.fixture(name="listener")
def a_listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as found:
        found.setblocking(False)
        yield found


def line(listener: socket.socket, *, seconds: float = 20) -> Line:
    port = listener.getsockname()[1]
    return Line(seconds, lambda _address: True, lambda _host, _port: [("127.0.0.1", port)])


def ended(name: str) -> None:
    """Wait for the threads of that name."""
    for thread in threading.enumerate():
        if thread.name == name:
            thread.join(30)
            assert not thread.is_alive()


def overslept(listener: socket.socket, errand: Callable[[Line], object], *, name: str) -> None:
    """Have an errand's name server sleep over its deadline, and its thread go on to the end."""
    asleep = threading.Event()
    port = listener.getsockname()[1]

    def look_up(_host: str, _port: int) -> list[tuple[str, int]]:
        asleep.wait(30)
        return [("127.0.0.1", port)]

    one = Line(0.05, lambda _address: True, look_up)
    with pytest.raises(Late):
        one.within(lambda: errand(one), name=name)
    asleep.set()
    ended(name)


def test_nobody_is_called_after_the_deadline(listener: socket.socket) -> None:
    overslept(listener, lambda one: one.dial("late.example", 443), name="late-call")
    with pytest.raises(BlockingIOError):
        listener.accept()


def test_a_connection_that_is_made_too_late_is_closed_before_a_word(listener: socket.socket) -> None:
    one = line(listener, seconds=0.05)
    made = threading.Event()
    heard: list[type[BaseException]] = []

    def errand() -> None:
        wire = socket.create_connection(listener.getsockname())
        made.wait(30)
        try:
            one.hold(wire)
        except Late as error:
            heard.append(type(error))
            assert wire.fileno() == -1

    with pytest.raises(Late):
        one.within(errand, name="late-hold")
    made.set()
    ended("late-hold")
    assert heard == [Late]


def test_who_waits_for_a_word_is_woken_at_the_deadline(listener: socket.socket) -> None:
    one = line(listener, seconds=0.3)
    heard: list[bytes] = []
    with pytest.raises(Late):
        one.within(lambda: heard.append(one.dial("quiet.example", 80).recv(1)), name="woken")
    ended("woken")
    assert heard == [b""]


def test_patience_that_ends_with_the_deadline_is_the_deadline(listener: socket.socket) -> None:
    one = line(listener, seconds=0.2)

    def errand() -> None:
        time.sleep(0.2)
        raise TimeoutError("timed out")

    for _ in range(5):  # either of the two may be first by a hair
        with pytest.raises(Late):
            one.within(errand, name="patience")
    # Before the deadline it is the errand's own.
    with pytest.raises(TimeoutError, match="nobody answers") as caught:
        line(listener).within(lambda: (_ for _ in ()).throw(TimeoutError("nobody answers")), name="early")
    assert not isinstance(caught.value, Late)


def test_cutting_a_line_never_takes_the_cipher_away(listener: socket.socket) -> None:
    # What the speaking thread writes while the line is cut may fail; it must not go out in the clear.
    one = line(listener)
    bare = one.dial("safe.example", 443)
    context = ssl.create_default_context()
    safe = one.hold(context.wrap_socket(bare, server_hostname="safe.example", do_handshake_on_connect=False))
    one._cut()
    assert safe._sslobj is not None  # type: ignore[attr-defined] # Python's own
    with pytest.raises(OSError, match=r".") as caught:
        safe.sendall(b"key")
    assert isinstance(caught.value, OSError)
    one.drop()
    assert safe.fileno() == -1


def test_every_address_of_a_name_has_to_be_allowed(listener: socket.socket) -> None:
    port = listener.getsockname()[1]
    for places in (["127.0.0.1", "10.0.0.7"], ["10.0.0.7", "127.0.0.1"]):
        one = Line(
            5, lambda address: str(address) == "127.0.0.1", lambda *_words, places=places: [(p, port) for p in places]
        )
        with pytest.raises(Barred) as caught:
            one.dial("two.example", 443)
        assert caught.value.address == "10.0.0.7"
    with pytest.raises(BlockingIOError):
        listener.accept()


def test_an_unknown_name_and_a_name_without_addresses_are_told_apart() -> None:
    def nobody(_host: str, _port: int) -> list[tuple[str, int]]:
        raise socket.gaierror(socket.EAI_NONAME, "no")

    with pytest.raises(NoSuchHost):
        Line(5, lambda _address: True, nobody).dial("no.example", 443)
    with pytest.raises(OSError, match="no address"):
        Line(5, lambda _address: True, lambda *_words: []).dial("no.example", 443)


@pytest.mark.parametrize("said", [socket.EAI_AGAIN, socket.EAI_FAIL])
def test_a_name_server_that_does_not_answer_says_nothing_of_the_host(said: int) -> None:
    def silent(_host: str, _port: int) -> list[tuple[str, int]]:
        raise socket.gaierror(said, "Temporary failure in name resolution")

    with pytest.raises(Offline):
        Line(5, lambda _address: True, silent).dial("shop.example", 443)


def test_a_name_that_nobody_knows_without_a_network_was_not_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(*_words: object, **_named: object) -> list[object]:
        raise socket.gaierror(socket.EAI_NONAME, "nodename nor servname provided, or not known")

    monkeypatch.setattr(socket, "getaddrinfo", nobody)
    for way, problem in ((True, socket.gaierror), (False, Offline)):
        monkeypatch.setattr(dialling, "a_way_out", lambda way=way: way)
        with pytest.raises(problem):
            looked_up("shop.example", 443)


def test_no_way_out_is_told_from_a_server_that_is_down(
    listener: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = listener.getsockname()[1]
    down = OSError(errno.ECONNREFUSED, "Connection refused")
    none = OSError(errno.ENETUNREACH, "Network is unreachable")
    for problems, expected in (([none, none], Offline), ([none, down], OSError), ([down, none], OSError)):
        left = iter(problems)

        def fails(*_words: object, left: Iterator[OSError] = left, **_named: object) -> socket.socket:
            raise next(left)

        monkeypatch.setattr(socket, "create_connection", fails)
        one = Line(5, lambda _address: True, lambda *_words: [("192.0.2.7", port), ("192.0.2.8", port)])
        with pytest.raises(expected) as caught:
            one.dial("shop.example", 443)
        assert expected is Offline or caught.value is down


def test_what_an_errand_brings_or_raises_is_handed_over_and_its_line_closed(listener: socket.socket) -> None:
    one = line(listener)
    wire = one.within(lambda: one.dial("a.example", 80), name="brings")
    assert wire.fileno() == -1

    def fails() -> None:
        raise LookupError("mine")

    with pytest.raises(LookupError, match="mine"):
        line(listener).within(fails, name="fails")
    with contextlib.suppress(BlockingIOError):
        listener.accept()[0].close()
