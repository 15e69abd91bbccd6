"""Public shorteners over real TLS, each misbehaving in its own way: a short link is believed when it was proven."""

import contextlib
import json
import os
import socket
import ssl
import threading
import time
from ipaddress import ip_address
from pathlib import Path

import pytest

from backends.strangers import DEADLINE, Stranger, drip, drip_head, endless_redirect, hang, reply, twenty_megabytes
from sharecli.backends import opening, trouble
from sharecli.backends.model import Placed, Wish
from sharecli.backends.services import services
from sharecli.backends.shorteners import LONGEST, Public
from sharecli.backends.wire import Wire, own_network
from sharecli.errors import BadData, SharecliError

TARGET = "https://shop.example.com/p?id=7&utm_content=bcdfghj"


def short(name: str = "isgd", target: str = TARGET) -> str:
    return opening.public(services()[name]).place(Wish("bcdfghj", target)).short_url


@pytest.mark.parametrize("name", ["isgd", "dagd", "clckru", "tinyurl", "chilpit", "qpsru"])
def test_a_short_link_that_leads_there_is_taken(stranger: Stranger, name: str) -> None:
    url = short(name)
    host = services()[name].hosts[0]
    assert url == f"https://{host}/x0"
    # Two requests, both to the service: the shop is never visited.
    assert [one.split("/")[0] for one in stranger.asked] == [host, host]


def test_a_chinese_address_comes_back_as_it_went(stranger: Stranger) -> None:
    assert short(target="https://shop.example.com/%E8%8C%B6?q=%E8%8C%B6&s=a%26b")
    assert len(stranger.asked) == 2


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (reply(b"<!DOCTYPE html><title>Just a moment...</title>"), "carrier-page"),
        (reply(b"\n\n <html>", "403 Forbidden"), "carrier-page"),
        (reply(b"Error: Sorry, the URL you entered is on our internal blacklist."), "carrier-bad-answer"),
        (reply(b""), "carrier-bad-answer"),
        (reply(TARGET.encode()), "carrier-bad-answer"),
        (reply(b"https://is.gd/a\nhttps://is.gd/b"), "carrier-bad-answer"),
        (reply(b"https://is.gd/" + b"a" * LONGEST), "carrier-bad-answer"),
        (reply(b"https://is.gd/\x1b[31m"), "carrier-bad-answer"),
        (reply("https://is.gd/\u202e".encode()), "carrier-bad-answer"),
        (reply(b"javascript:alert(1)"), "carrier-bad-answer"),
        (reply(b"https://is.gd.evil.test/a"), "carrier-wrong-host"),
        (reply(b"https://is.gd@evil.test/a"), "carrier-wrong-host"),
        (reply(b"https://is.gd:8443/a"), "carrier-wrong-host"),
        (reply(b"https://is.gd/"), "carrier-wrong-host"),
        (reply(b"http://127.0.0.1/a"), "carrier-wrong-host"),
        (reply(b"no", "500 Internal Server Error"), "carrier-failed"),
        (reply(b"gone", "410 Gone"), "carrier-failed"),
        (reply(b"", "302 Found", Location="https://evil.test/"), "carrier-failed"),
        (reply(b"slow down", "429 Too Many Requests", Retry_After="120"), "carrier-busy"),
        (reply(b"Rate limit exceeded", "502 Bad Gateway"), "carrier-busy"),
        (reply(b"\x1f\x8b\x08", Content_Encoding="gzip"), "carrier-bad-answer"),
        (b"SSH-2.0-OpenSSH_9.6\r\n", "carrier-unreachable"),
        (b"", "carrier-unreachable"),
        (drip, "carrier-slow"),
        (drip_head, "carrier-slow"),
        (hang, "carrier-slow"),
        (twenty_megabytes, "carrier-too-large"),
        (endless_redirect, "carrier-too-large"),
    ],
)
def test_a_bad_answer_has_a_name_and_comes_in_time(stranger: Stranger, answer: bytes, code: str) -> None:
    stranger.replies = lambda _host, _target: answer
    began = time.monotonic()
    with pytest.raises(SharecliError) as caught:
        short()
    assert caught.value.code == code
    assert time.monotonic() - began < DEADLINE + 30
    assert len(stranger.asked) == 1
    assert (caught.value.message + str(caught.value.hint)).isprintable()
    if code == "carrier-busy":
        assert isinstance(caught.value, trouble.CarrierBusy)
        assert caught.value.wait == (120 if b"429" in answer else 60)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (reply(b"<html>You will be redirected in 5 seconds"), "carrier-interstitial"),
        (reply(status="302 Found", Location="https://is.gd/preview/a"), "carrier-interstitial"),
        (reply(status="302 Found", Location="/stats"), "carrier-interstitial"),
        (reply(status="302 Found"), "carrier-interstitial"),
        (reply(status="302 Found", Location="https://evil.test/"), "carrier-elsewhere"),
        (reply(status="302 Found", Location=TARGET.replace("id=7", "id=8")), "carrier-elsewhere"),
        (reply(status="302 Found", Location="http://[bad"), "carrier-elsewhere"),
        (reply(status="302 Found", Location=TARGET.replace("https:", "http:")), "carrier-elsewhere"),
        (reply(status="404 Not Found"), "carrier-interstitial"),
        (reply(status="429 Too Many Requests"), "carrier-busy"),
        (hang, "carrier-slow"),
        (endless_redirect, "carrier-elsewhere"),
        (twenty_megabytes, "carrier-interstitial"),
    ],
)
def test_a_short_link_is_followed_once_and_no_further(stranger: Stranger, answer: bytes, code: str) -> None:
    stranger.replies = lambda _host, target: reply(b"https://is.gd/a") if "url=" in target else answer
    with pytest.raises(SharecliError) as caught:
        short()
    assert caught.value.code == code
    assert stranger.asked[1:] == ["is.gd/a"]


def test_a_key_goes_along_and_is_never_told(stranger: Stranger, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(trouble.CarrierKey, match="SHARECLI_KEY_CUTTLY"):
        short("cuttly")
    monkeypatch.setenv("SHARECLI_KEY_CUTTLY", "s3cret-key/1")
    made = json.dumps({"url": {"status": 7, "shortLink": "https://cutt.ly/a"}}).encode()
    stranger.replies = lambda _host, target: (
        reply(made) if "short=" in target else reply(status="302 Found", Location=TARGET)
    )
    assert short("cuttly") == "https://cutt.ly/a"
    assert "key=s3cret-key%2F1" in stranger.asked[0]
    for body in (b'{"url": {"status": 4}}', b'"s3cret-key/1"', b'{"url": "s3cret-key/1"}'):
        for status in ("200 OK", "400 Bad Request"):
            stranger.replies = lambda _host, _target, body=body, status=status: reply(body, status)
            with pytest.raises(SharecliError) as caught:
                short("cuttly")
            assert "s3cret" not in caught.value.message
            assert caught.value.__context__ is None or "s3cret" not in str(caught.value.__context__)


def test_a_service_that_is_gone_or_unfit_is_not_even_asked(stranger: Stranger) -> None:
    names = [one.name for one in services().values() if not one.usable]
    assert {"gitio", "nullpointer", "post"} <= set(names)
    for name in names:
        with pytest.raises(trouble.CarrierClosed):
            short(name)
    assert stranger.asked == []


def test_every_service_of_pyshorteners_is_known_and_asked_by_https() -> None:
    import pyshorteners

    assert sorted(services()) == sorted(set(pyshorteners.Shortener().available_shorteners))
    assert all(one.address.startswith("https://") and one.source for one in services().values())
    assert all(one.why for one in services().values() if not one.usable)


def test_nobody_can_lead_a_public_short_link_elsewhere() -> None:
    with pytest.raises(trouble.CarrierCannotEdit):
        opening.public(services()["isgd"]).lead(Placed("a", "https://is.gd/a"), TARGET)


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.7", "169.254.169.254", "::1", "fd00::1", "100.64.0.1"])
def test_a_name_that_means_a_private_address_is_not_visited(stranger: Stranger, address: str) -> None:
    wire = Wire(look_up=lambda _host, _port: [("93.184.216.34", 9), (address, stranger.port)], trust=stranger.trust)
    with pytest.raises(trouble.CarrierPrivate, match="not on the public internet"):
        Public(services()["isgd"], None, wire).place(Wish("a", TARGET))
    assert stranger.asked == []


def test_a_name_server_that_is_silent_says_nothing_of_the_stranger() -> None:
    def silent(_host: str, _port: int) -> list[tuple[str, int]]:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    with pytest.raises(trouble.CarrierUnreachable, match=r"“is\.gd” could not be asked"):
        Public(services()["isgd"], None, Wire(look_up=silent)).place(Wish("a", TARGET))


def test_after_the_deadline_no_key_is_sent(stranger: Stranger) -> None:
    asleep = threading.Event()

    def look_up(_host: str, _port: int) -> list[tuple[str, int]]:
        asleep.wait(30)
        return [("127.0.0.1", stranger.port)]

    wire = Wire(allowed=lambda _address: True, look_up=look_up, trust=stranger.trust, seconds=0.1)
    with pytest.raises(trouble.CarrierSlow):
        wire.ask("is.gd", "POST", "https://is.gd/", headers={"X-Api-Key": "s3cret"}, content={"a": 1})
    asleep.set()
    for thread in threading.enumerate():
        if thread.name == "sharecli-carrier":
            thread.join(30)
    assert stranger.asked == []


def test_a_handshake_that_ends_after_the_deadline_is_followed_by_no_key(certificate: Path) -> None:
    heard: list[bytes] = []
    over = threading.Event()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

        def answer() -> None:
            bare, _address = listener.accept()
            over.wait(30)  # only now the hand is shaken
            with bare, contextlib.suppress(OSError), context.wrap_socket(bare, server_side=True) as line:
                heard.append(line.recv(4096))

        def look_up(_host: str, _port: int) -> list[tuple[str, int]]:
            time.sleep(0.5)  # of the second there is, so that the handshake's own patience outlasts it
            return [("127.0.0.1", port)]

        server = threading.Thread(target=answer)
        server.start()
        trust = ssl.create_default_context(cafile=certificate)
        wire = Wire(allowed=lambda _address: True, look_up=look_up, trust=trust, seconds=1.0)
        with pytest.raises(trouble.CarrierSlow):
            wire.ask("is.gd", "POST", "https://is.gd/", headers={"X-Api-Key": "s3cret"}, content={"a": 1})
        over.set()
        server.join(30)
    assert b"".join(heard) == b""


def test_a_certificate_of_anothers_is_refused(stranger: Stranger) -> None:
    wire = stranger.wire()
    with pytest.raises(trouble.CarrierUnreachable, match="certificate"):
        wire.ask("x", "GET", "https://other.example/")
    bare = Wire(allowed=wire.allowed, look_up=wire.look_up)
    with pytest.raises(trouble.CarrierUnreachable, match="certificate"):
        bare.ask("x", "GET", "https://is.gd/")


def test_http_will_not_do_and_no_proxy_is_asked(stranger: Stranger, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(trouble.CarrierPrivate, match="is not https"):
        Wire().ask("x", "GET", "http://is.gd/")
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    assert short() == "https://is.gd/x0"
    assert stranger.asked


def test_an_own_network_may_be_visited_where_it_was_allowed_and_a_clouds_secrets_never() -> None:
    assert [own_network(ip_address(one)) for one in ("192.168.1.7", "127.0.0.1", "fd00::1", "93.184.216.34")] == [
        True
    ] * 4
    assert not any(own_network(ip_address(one)) for one in ("169.254.169.254", "0.0.0.0", "224.0.0.1", "fe80::1"))  # noqa: S104 - refused


def test_a_sellers_own_word_on_a_service_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    from sharecli import places

    own = places.config_folder() / "shorteners.toml"
    own.parent.mkdir(parents=True)
    own.write_text('[isgd]\nstate = "closed"\nwhy = "blocked here"\n')
    with pytest.raises(trouble.CarrierClosed, match="blocked here"):
        short()
    for words in ('[isgd]\naddress = "http://is.gd/"\n', '[isgd]\nstate = "fine"\n', "[isgd]\nhost = 3\n"):
        own.write_text(words)
        services.cache_clear()
        with pytest.raises(BadData, match=r"line [12]: “(?:address|state|host)” (?:should|is|has|nobody)\b|known"):
            services()
    monkeypatch.undo()


@pytest.mark.skipif(os.environ.get("SHARECLI_LIVE") != "1", reason="asks strangers: SHARECLI_LIVE=1")
@pytest.mark.parametrize("name", [one for one, service in services().items() if service.usable and not service.key])
def test_live(name: str) -> None:
    try:
        print(name, opening.public(services()[name]).probe().said)  # noqa: T201 - what was found is the point
    except SharecliError as error:
        assert error.code.startswith("carrier-")  # noqa: PT017 - either answer is one
        print(name, error.code, error.message)  # noqa: T201 - as above
