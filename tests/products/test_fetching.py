"""A picture from the web: from a real server that misbehaves, and from no address that is not public."""

import io
import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from ipaddress import ip_address
from pathlib import Path

import pytest
from PIL import Image

from conftest import Run
from products.web import NAME, Server, a_certificate, a_server, found  # noqa: F401 - two of them are fixtures
from sharecli.dialling import looked_up
from sharecli.pictures import BadPicture
from sharecli.products import fetching
from sharecli.products.addresses import public
from sharecli.products.fetching import LARGEST, Messenger
from sharecli.products.visiting import BadAddress, FetchFailed
from test_pictures import bomb


def jpeg() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((60, 40), 80).save(out, "JPEG")
    return out.getvalue()


PICTURE = jpeg()


def answer(
    body: bytes = PICTURE, *, status: str = "200 OK", length: int | None = -1, headers: Mapping[str, str] = {}
) -> bytes:
    """An answer; its length is true unless another is given, or None for none."""
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers.items())]
    if length is not None:
        lines.append(f"Content-Length: {len(body) if length < 0 else length}")
    return "\r\n".join([*lines, "", ""]).encode() + body


def elsewhere(there: str, status: str = "302 Found") -> bytes:
    return answer(b"", status=status, headers={"Location": there})


def test_a_picture_is_fetched_and_nothing_about_the_seller_is_told(server: Server) -> None:
    server.answers["/cup.jpg?size=2"] = answer()
    assert Image.open(io.BytesIO(server.fetch("/cup.jpg?size=2#part"))).size == (60, 40)
    (head,) = server.asked
    lines = head.strip().splitlines()
    assert lines[0] == "GET /cup.jpg?size=2 HTTP/1.1"
    names = {line.split(":")[0] for line in lines[1:]}
    assert names == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}
    assert f"Host: {NAME}:{server.port}" in lines


@pytest.mark.parametrize("length", [-1, None])
def test_a_picture_may_come_without_its_length_or_in_chunks(server: Server, length: int | None) -> None:
    server.answers["/cup.jpg"] = answer(length=length)
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (PICTURE[:100], PICTURE[100:])) + b"0\r\n\r\n"
    server.answers["/chunks"] = answer(chunks, length=None, headers={"Transfer-Encoding": "chunked"})
    assert server.fetch() == server.fetch("/chunks")


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"])
def test_three_redirects_are_followed(server: Server, status: str) -> None:
    server.answers |= {
        "/1": elsewhere("/2", status), "/2": elsewhere(server.url("/%E8%8C%B6"), status),
        "/%E8%8C%B6": elsewhere("/cup.jpg", status), "/cup.jpg": answer(),
    }  # fmt: skip
    assert server.fetch("/1")
    assert len(server.asked) == 4


def test_an_endless_redirect_ends(server: Server) -> None:
    server.answers |= {"/1": elsewhere("/2"), "/2": elsewhere("/1"), "/nowhere": answer(b"", status="302 Found")}
    for path in ("/1", "/nowhere"):
        with pytest.raises(FetchFailed, match="3 redirects are followed"):
            server.fetch(path)
    assert len(server.asked) == 8


@pytest.mark.parametrize(
    ("there", "why"),
    [
        ("http://pictures.example/cup.jpg", "is not https"),
        ("file:///etc/passwd", "neither http nor https"),
        ("ftp://pictures.example/cup.jpg", "neither http nor https"),
        ("data:image/png;base64,AAAA", "neither http nor https"),
        ("https://me:secret@pictures.example/", "user name"),
        ("https://pictures.example\\@evil.example/", "no link may have"),
        ("https://[bad", "cannot be read"),
        ("//[::1", "cannot be read"),
        ("https://pictures.example:99999/", "cannot be read"),
    ],
)
def test_a_redirect_to_what_is_no_https_is_not_followed(server: Server, there: str, why: str) -> None:
    server.answers["/cup.jpg"] = elsewhere(there)
    with pytest.raises(BadAddress, match=why):
        server.fetch()
    assert len(server.asked) == 1


@pytest.mark.parametrize("there", ["127.0.0.1", "[::1]", "169.254.169.254", "10.0.0.7", "2130706433", "localhost"])
def test_a_redirect_into_the_house_is_not_followed(server: Server, there: str) -> None:
    server.answers["/cup.jpg"] = elsewhere(f"https://{there}/latest/meta-data")
    asked: list[str] = []

    def look_up(host: str, port: int) -> Sequence[tuple[str, int]]:
        asked.append(host)
        return [("127.0.0.1", port)] if host == NAME else looked_up(host, port)

    # Only the first step may come to this computer; a redirect is judged by the rules.
    messenger = Messenger(
        allowed=lambda address: public(address) or len(asked) == 1, look_up=look_up, trust=server.trust, seconds=10
    )
    with pytest.raises(BadAddress, match="is not on the public internet"):
        messenger.fetch(server.url())
    assert (len(server.asked), len(asked)) == (1, 2)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.1.2.3", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fc00::1",
        "fec0::1", "ff02::1", "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1",
        "0.0.0.0",  # noqa: S104 - asked about, not listened on
        "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "64:ff9b:1::1", "::7f00:1",
        "192.0.0.8", "192.0.0.9", "192.0.0.170", "192.88.99.1", "198.51.100.1", "203.0.113.1", "0.1.2.3",
        "64:ff9b::c000:8", "2002:c000:8::1", "2002:6440:1::1", "::ffff:192.0.0.8", "::ffff:0:808:808", "100::1",
        "100:0:0:1::1", "2001::1", "2001:1::1", "2001:2::1", "2001:20::1", "3fff::1", "5f00::1", "4000::1",
    ],
)  # fmt: skip
def test_no_address_inside_a_house_is_public(address: str) -> None:
    assert not public(ip_address(address))


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::"]
)
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert public(ip_address(address))


@pytest.mark.parametrize(
    "url",
    ["https://127.0.0.1/x.jpg", "https://[::1]/x.jpg", "https://localhost/x.jpg", "https://2130706433/x.jpg",
     "https://0x7f.1/x.jpg", "https://[::ffff:7f00:1]/x.jpg"],
)  # fmt: skip
def test_the_rules_without_a_test_let_nobody_into_the_house(url: str) -> None:
    with pytest.raises(BadAddress, match="is not on the public internet"):
        fetching.fetch(url)


def test_a_name_with_one_address_inside_is_refused_whole(server: Server) -> None:
    server.answers["/cup.jpg"] = answer()
    for names in (("127.0.0.1", "192.168.1.1"), ("192.168.1.1", "127.0.0.1"), ("127.0.0.1", "fe80::1%lo")):
        with pytest.raises(BadAddress):
            server.messenger(names=names).fetch(server.url())
    assert server.asked == []


def test_a_name_is_looked_up_once_and_its_checked_address_is_the_one_that_is_called(server: Server) -> None:
    server.answers["/cup.jpg"] = answer()
    answers = iter([[("127.0.0.1", server.port)], [("192.168.1.1", server.port)]])
    messenger = Messenger(
        allowed=lambda address: str(address) == "127.0.0.1",
        look_up=lambda _host, _port: next(answers),  # the second answer is the rebound one
        trust=server.trust,
        seconds=10,
    )
    # The name does not exist: had it been looked up anywhere else, nobody would have been reached.
    assert messenger.fetch(server.url()).width == 60
    assert next(answers) == [("192.168.1.1", server.port)]


def test_a_second_address_is_tried_where_the_first_is_dead(server: Server) -> None:
    server.answers["/cup.jpg"] = answer()
    messenger = Messenger(
        allowed=lambda _address: True,
        look_up=found("127.0.0.2", "127.0.0.1"),
        trust=server.trust,
        seconds=10,
    )
    assert messenger.fetch(server.url()).width == 60


def test_the_certificate_has_to_be_of_the_name_and_of_somebody_known(server: Server) -> None:
    server.answers["/cup.jpg"] = answer()
    with pytest.raises(FetchFailed, match=r"certificate of .* is not good: Hostname mismatch"):
        server.messenger().fetch(server.url(host="other.example"))
    stranger = Messenger(allowed=lambda _one: True, look_up=found("127.0.0.1"), seconds=10)
    with pytest.raises(FetchFailed, match="is not good: self-signed certificate"):
        stranger.fetch(server.url())
    assert server.asked == []


def test_a_server_without_tls_is_not_talked_to() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def say_hello() -> None:
            wire, _address = listener.accept()
            with wire:
                wire.sendall(b"HTTP/1.1 200 OK\r\n\r\n" + PICTURE)

        thread = threading.Thread(target=say_hello)
        thread.start()
        messenger = Messenger(allowed=lambda _one: True, look_up=found("127.0.0.1"), seconds=10)
        with pytest.raises(FetchFailed, match="safely"):
            messenger.fetch(f"https://{NAME}:{listener.getsockname()[1]}/")
        thread.join()


def drip(first: bytes) -> Callable[[ssl.SSLSocket], None]:
    """Begins with some bytes, and goes on with one at a time."""

    def send(wire: ssl.SSLSocket) -> None:
        wire.sendall(first)
        for _second in range(400):
            wire.sendall(b"x")
            time.sleep(0.05)

    return send


@pytest.mark.parametrize(
    "first",
    [b"", b"HTTP/1.1 200 OK\r\nX-Slow: ", answer(b"", length=100_000), answer(b"", length=None)],
    ids=["status", "header", "body", "body of no length"],
)
def test_a_server_that_drips_is_left_at_the_deadline(server: Server, first: bytes) -> None:
    server.answers["/cup.jpg"] = drip(first)
    start = time.monotonic()
    with pytest.raises(FetchFailed, match=r"took longer than 0\.6 seconds"):
        server.fetch(seconds=0.6)
    assert time.monotonic() - start < 30


def test_a_server_that_says_nothing_or_never_shakes_hands_is_left_at_the_deadline() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        messenger = Messenger(allowed=lambda _one: True, look_up=found("127.0.0.1"), seconds=0.5)
        start = time.monotonic()
        with pytest.raises(FetchFailed, match=r"took longer|timed out"):
            messenger.fetch(f"https://{NAME}:{listener.getsockname()[1]}/")
        assert time.monotonic() - start < 30


def test_a_name_server_that_never_answers_is_left_at_the_deadline() -> None:
    asleep = threading.Event()

    def look_up(_host: str, _port: int) -> Sequence[tuple[str, int]]:
        asleep.wait(20)
        return []

    with pytest.raises(FetchFailed, match="took longer"):
        Messenger(look_up=look_up, seconds=0.3).fetch("https://pictures.example/x.jpg")
    asleep.set()


@pytest.mark.parametrize("length", [None, -1, 1000])
def test_twenty_megabytes_are_not_taken(server: Server, length: int | None) -> None:
    body = b"\xff\xd8" + bytes(2 * LARGEST)

    def send(wire: ssl.SSLSocket) -> None:
        wire.sendall(answer(body, length=length))

    server.answers["/cup.jpg"] = send
    with pytest.raises((FetchFailed, BadPicture), match="larger than 10 MB" if length != 1000 else "is not a picture"):
        server.fetch()


def test_a_length_that_is_a_lie_is_no_harm(server: Server) -> None:
    server.answers["/cup.jpg"] = answer(length=len(PICTURE) + 1000)
    with pytest.raises(FetchFailed, match="broke off"):
        server.fetch()
    server.answers["/cup.jpg"] = answer(length=len(PICTURE) // 2)
    with pytest.raises(BadPicture):
        server.fetch()
    server.answers["/cup.jpg"] = answer(length=10**30)
    with pytest.raises(FetchFailed, match="larger"):
        server.fetch()
    server.answers["/cup.jpg"] = answer(length=None, headers={"Content-Length": "-5"})
    assert server.fetch()


@pytest.mark.parametrize(
    ("body", "kind"),
    [(b"<!doctype html><html><img src=cup.jpg></html>", "text/html"), (bomb(20_000, 20_000), "image/png"),
     (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"), (b"", "image/jpeg")],
)  # fmt: skip
def test_what_comes_is_read_with_distrust(server: Server, body: bytes, kind: str) -> None:
    server.answers["/cup.jpg"] = answer(body, headers={"Content-Type": kind})
    with pytest.raises(BadPicture, match="picture") as caught:
        server.fetch()
    assert "--image FILE" in (caught.value.hint or "")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (answer(b"", status="404 Not \x1b[31mFound"), "answers 404 Not ␛"),
        (answer(b"", status="500 "), "answers 500"),
        (answer(PICTURE, status="206 Partial Content"), "answers 206"),
        (b"SSH-2.0-OpenSSH_9.6\r\n\r\n", "not answer as a web server"),
        (b"", "not answer as a web server"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n", "not answer as a web server"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000 + b"\r\n\r\n", "not answer as a web server"),
    ],
)
def test_an_answer_that_is_no_picture_is_named(server: Server, said: bytes, why: str) -> None:
    server.answers["/cup.jpg"] = said
    with pytest.raises(FetchFailed, match=why) as caught:
        server.fetch()
    assert "\x1b" not in caught.value.message
    assert caught.value.hint


def nobody(_host: str, _port: int) -> Sequence[tuple[str, int]]:
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


def test_nobody_there_and_no_such_name_are_told_apart(server: Server) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        free = listener.getsockname()[1]
    with pytest.raises(FetchFailed, match=r"cannot reach .*refused"):
        server.messenger().fetch(f"https://{NAME}:{free}/")
    with pytest.raises(FetchFailed, match=r"there is no server “pictures\.example”"):
        Messenger(look_up=nobody).fetch(f"https://{NAME}/x.jpg")


def test_a_proxy_of_the_environment_is_not_asked(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    server.answers["/cup.jpg"] = answer()
    assert server.fetch()


ADD = ("product", "add", "https://shop.example/x", "--title", "Cup", "--code", "cup")


def test_the_command_keeps_what_was_fetched(
    run: Run, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(*ADD)
    server.answers["/cup.jpg"] = answer()
    monkeypatch.setattr(fetching, "Messenger", server.messenger)
    said = run("product", "fetch-image", "CUP", server.url(), "-F", "json")
    assert (said.code, json.loads(said.out)["code"]) == (0, "cup")
    assert "a picture of 60 × 40 pixels is kept" in said.err
    run("product", "export", str(tmp_path / "list.csv"), "--images", "pictures")
    with Image.open(tmp_path / "pictures" / "cup.jpg") as kept:
        assert kept.size == (60, 40)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("cup",), 2, "error[usage]: which picture? no address was named"),
        (("cup", "http://shop.example/x.jpg"), 2, "error[bad-address]: “http://shop.example/x.jpg” is not https"),
        (("cup", "file:///etc/passwd"), 2, "error[bad-address]: the link “file:///etc/passwd” is neither"),
        (("cup", "/etc/passwd"), 2, "error[bad-address]"),
        (("cup", "https://127.0.0.1/x.jpg"), 2, "error[bad-address]: “127.0.0.1” is not on the public internet"),
        (("cup", "https://nothing.invalid/x\x1b[31m.jpg"), 2, "error[bad-address]"),
        (("cup", "https://nothing.invalid/x.jpg"), 5, "error[fetch-failed]: there is no server “nothing.invalid”"),
        (("mug", "https://127.0.0.1/x.jpg"), 3, "error[not-found]"),
    ],
)
def test_the_command_refuses_in_two_lines_and_changes_nothing(
    run: Run, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], code: int, said: str
) -> None:
    if "nothing.invalid" in words[-1]:
        monkeypatch.setattr(fetching, "Messenger", lambda: Messenger(look_up=nobody))
    before = json.loads(run(*ADD, "-F", "json").out)
    found = run("product", "fetch-image", *words)
    assert (found.code, found.out) == (code, "")
    assert found.err.startswith(said)
    assert [line.split("[")[0].split(":")[0] for line in found.err.splitlines()] == ["error", " hint"]
    assert "\x1b" not in found.err
    assert json.loads(run("product", "show", "cup", "-F", "json").out) == before
