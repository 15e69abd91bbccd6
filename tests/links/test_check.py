"""Whether destinations are alive: a real server on this computer that is dead, slow, endless, sold out or huge."""

import json
import socket
import ssl
import time
from typing import Any

import pytest

from conftest import Run
from products.web import NAME, Server, a_certificate, a_server  # noqa: F401 - two of them are fixtures
from sharecli.links import checking
from sharecli.links.checking import checked, pages_of
from sharecli.links.judging import State
from sharecli.links.model import Link
from sharecli.products import visiting
from sharecli.products.visiting import Messenger


def page(body: str | bytes, status: str = "200 OK", *headers: str) -> bytes:
    content = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(content)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + content


def led(there: str) -> bytes:
    return page("", "302 Found", f"Location: {there}")


def slow(wire: ssl.SSLSocket) -> None:
    wire.sendall(b"HTTP/1.1 200 OK\r\n")
    time.sleep(3)


def broken(wire: ssl.SSLSocket) -> None:
    wire.sendall(b"no web server at all\r\n\r\n")


CUP = "<h1>Cup</h1><button>Add to cart</button>"
OFFER = '<script type="application/ld+json">{"@type":"Product","offers":{"availability":"%s"}}</script>'
SOLD = '<script type="application/ld+json">{"availability": "https://schema.org/%s"}</script>'
PAGES: dict[str, Any] = {
    # path: answer, state
    "/good": (page("<h1>Cup</h1> <button>Buy</button>"), State.alive),
    "/moved": (led("/good"), State.alive),
    "/404": (page("", "404 Not Found"), State.gone),
    "/410": (page("", "410 Gone"), State.gone),
    "/429": (page("", "429 Too Many Requests"), State.unknown),
    "/503": (page("", "503 Service Unavailable"), State.unknown),
    "/403": (page("", "403 Forbidden"), State.unknown),
    "/circle": (led("/circle2"), State.unreachable),
    "/circle2": (led("/circle"), State.unreachable),
    "/plain": (led("http://shop.example/"), State.unknown),
    "/slow": (slow, State.unknown),
    "/broken": (broken, State.unreachable),
    "/sold-zh": (page("<p>抱歉，该商品<b>已售罄</b></p>"), State.sold_out),
    "/sold-gbk": (
        page("<p>商品已售完</p>".encode("gbk"), "200 OK", "Content-Type: text/html; charset=gb2312"),
        State.sold_out,
    ),
    "/sold-meta": (page('<meta charset="gbk"><p>暂时缺货</p>'.encode("gbk")), State.sold_out),
    "/sold-en": (page("<p class=x>SOLD&nbsp;OUT</p>"), State.sold_out),
    "/sold-data": (page(SOLD % "OutOfStock"), State.sold_out),
    "/one-size-left": (page(SOLD % "OutOfStock" + SOLD % "InStock" + "<p>XL: sold out</p>"), State.alive),
    "/in-a-script": (page("<script>words = {no: 'Sold out'}</script><!-- Sold out --><h1>Cup</h1>"), State.alive),
    # What stands beside something that can be bought kills nothing.
    "/faq": (page(CUP + "<h2>FAQ</h2><p>What if an item is sold out?</p>"), State.alive),
    "/related": (page(CUP + "<h2>More</h2><div>Mug <span>Sold out</span></div>"), State.alive),
    "/related-before": (page("<div>Mug <b>Sold out</b></div>" + CUP), State.alive),
    "/review": (page("<h1>茶</h1><p>上次来已售罄</p><div>加入购物车</div>"), State.alive),
    "/unsold": (page("<h1>Cup</h1><p>An unsold outfit</p>"), State.alive),
    "/variant-hidden": (page("<h1>Cup</h1><span class=badge hidden>Sold out</span><p>$18</p>"), State.alive),
    # In whatever language, and on a button that cannot be pressed.
    "/unavailable": (page("<h1>Cup</h1><span>Currently unavailable.</span><br>We do not know when."), State.sold_out),
    "/soldout": (page("<h1>Cup</h1><button disabled>SOLDOUT</button>"), State.sold_out),
    "/dead-button": (page("<h1>Cup</h1><button disabled>Add to cart</button><p>Sold out</p>"), State.sold_out),
    "/others-sell": (
        page("<h1>Cup</h1><p>Sold out</p><h2>More</h2><button>Add to cart</button>"),
        State.sold_out,
    ),
    **{
        f"/word-{number}": (page(f"<h1>Cup</h1><p>{word}</p>"), State.sold_out)
        for number, word in enumerate(
            ("Agotado", "Ausverkauft", "売り切れ", "품절", "Hết hàng", "Stok habis", "Épuisé", "สินค้าหมด")
        )
    },
    # Data first, in each of its forms.
    "/data-word": (page(OFFER % "OutOfStock" + CUP), State.sold_out),
    "/data-of-others": (
        page(OFFER.replace("}}<", '},"isRelatedTo":[{"offers":{"availability":"InStock"}}]}<') % "OutOfStock" + CUP),
        State.sold_out,
    ),
    "/data-broken": (page(OFFER.replace("}}<", "},}<") % "OutOfStock" + CUP), State.sold_out),
    "/data-in-stock": (page(OFFER % "https://schema.org/InStock" + "<p>Sold out</p>"), State.alive),
    "/meta-oos": (page('<meta property="product:availability" content="oos">' + CUP), State.sold_out),
    "/meta-in-stock": (page("<meta content='in stock' property=og:availability><p>Sold out</p>"), State.alive),
    "/itemprop": (page('<link itemprop="availability" href="http://schema.org/SoldOut">' + CUP), State.sold_out),
    # A page in the place of another.
    "/soft-404": (page("<title>Page not found – Shop</title><h1>Oops</h1><p>Go home</p>"), State.gone),
    "/soft-404-zh": (page("<title>小店</title><h1>页面不存在</h1>"), State.gone),
    "/refresh": (page('<meta http-equiv="refresh" content="0; url=/404"><p>…</p>'), State.gone),
    "/refresh-good": (page('<meta http-equiv="refresh" content="1;URL=/good"><p>…</p>'), State.alive),
    "/to-404": (led("/404.html"), State.gone),
    "/404.html": (page("<h1>Nothing</h1>"), State.alive),
    "/to-login": (led("/login?next=1"), State.unknown),
    "/login?next=1": (page("<h1>Hello</h1>"), State.alive),
    # What is not certain says so.
    "/to-front": (led("/"), State.unsure),
    "/": (page(CUP), State.alive),
    "/empty": (page(""), State.unsure),
    "/by-script": (page("<title>Cup</title><div id=app></div><script>draw()</script>"), State.unsure),
    "/faq-alone": (page("<h1>Cup</h1><p>What if an item is sold out?</p>"), State.unsure),
    "/almost": (page("<h1>Cup</h1><p>Almost sold out!</p>"), State.unsure),
    "/404-shirt": (page("<title>404 Not Found T-Shirt, black cotton</title><p>nice</p>"), State.unsure),
    "/404-shirt-sold": (page("<h1>404 Not Found T-Shirt, black cotton</h1><button>Buy</button>"), State.alive),
    "/large": (page(b"<h1>Cup</h1>" + b"x" * 20_000_000), State.alive),
    "/hostile": (page("<script " * 40_000 + "<" * 100_000), State.alive),
}


def links(server: Server, *paths: str) -> list[Link]:
    return [
        Link(f"c{n}", "cup", "own-shop", "qq", "", server.url(path), "active", "", n) for n, path in enumerate(paths)
    ]


def states(server: Server, some: list[Link], seconds: float = 10) -> dict[str, checking.Checked]:
    found = checked(pages_of(some), server.messenger(seconds=seconds), pause=0)
    return {one.page: one for few in found for one in few}


def test_every_destination_is_judged(server: Server) -> None:
    server.answers |= {path: answer for path, (answer, _state) in PAGES.items()}
    found = states(server, links(server, *PAGES), seconds=2)
    assert {path: found[server.url(path)].verdict.state for path in PAGES} == {
        path: state for path, (_answer, state) in PAGES.items()
    }
    assert found[server.url("/404")].verdict.status == 404
    assert found[server.url("/moved")].verdict.redirects == 1
    assert "已售罄" in found[server.url("/sold-zh")].verdict.why


def test_it_says_what_it_is_and_does_not_count_as_a_buyer(server: Server) -> None:
    server.answers["/cup?size=2"] = page("<h1>Cup</h1>")
    tags = "utm_source=qq&utm_medium=social&utm_campaign=cup&utm_content="
    some = [
        Link(code, "cup", "own-shop", "qq", "", server.url(f"/cup?size=2&{tags}{code}"), "active", "")
        for code in ("bcdfghj", "bcdfghk")
    ]
    (found,) = checked(pages_of(some), server.messenger(), pause=0)
    assert [one.link.code for one in found] == ["bcdfghj", "bcdfghk"]
    (head,) = server.asked  # both links lead to one page, which is visited once
    assert "utm_" not in head
    assert "User-Agent: sharecli/" in head
    assert "(link check by the links' owner)" in head


def test_nobody_there_and_no_such_name_are_dead(server: Server) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        free = listener.getsockname()[1]
    some = [Link("a", "cup", "own-shop", "qq", "", f"https://{NAME}:{free}/", "active", "")]
    (found,) = states(server, some).values()
    assert found.verdict.state is State.unreachable


def test_what_could_not_be_asked_is_not_dead(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(_host: str, _port: int) -> list[tuple[str, int]]:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(visiting, "Messenger", lambda: Messenger(look_up=silent))
    run("product", "add", "https://shop.example/cup", "--title", "Cup", "--code", "cup")
    run("link", "new", "cup", "-c", "qq", "--code", "cup-qq")
    said = run("link", "check", "cup-qq", "-F", "json")
    assert said.code == 0, said.err
    (row,) = json.loads(said.out)
    assert row["state"] == "unknown"
    assert "“shop.example” could not be asked" in row["why"]
    assert "nobody could be asked, so nothing is known of these links" in said.err
    assert "retarget" not in said.err


def test_one_host_is_asked_slowly(server: Server) -> None:
    server.answers |= {"/1": page("1"), "/2": page("2"), "/3": page("3")}
    start = time.monotonic()
    assert len(list(checked(pages_of(links(server, "/1", "/2", "/3")), server.messenger(), pause=0.2))) == 3
    assert time.monotonic() - start >= 0.4


def test_what_is_not_asked_needs_no_rest(server: Server) -> None:
    server.answers["/good"] = page(CUP)
    plain = [Link(f"p{n}", "cup", "own-shop", "qq", "", f"http://{NAME}/{n}", "active", "", n) for n in range(20)]
    good = Link("good", "cup", "own-shop", "qq", "", server.url("/good"), "active", "", 99)
    pages = pages_of([*plain, good])
    # A rest of minutes: it would not end.
    found = [one for some in checked(pages, server.messenger(), pause=600) for one in some]
    assert [one.verdict.state for one in found] == [State.unknown] * 20 + [State.alive]
    assert len(server.asked) == 1


def test_what_is_unsure_is_named_and_no_failure(run: Run, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visiting, "Messenger", server.messenger)
    server.answers["/almost"] = page("<h1>Cup</h1><p>Almost sold out!</p>")
    run("product", "add", server.url("/almost"), "--title", "Cup", "--code", "cup")
    run("link", "new", "cup", "-c", "qq", "--code", "cup-qq")
    said = run("link", "check", "--all", "--dead", "-F", "json")
    assert said.code == 0, said.err
    (row,) = json.loads(said.out)
    assert (row["state"], "“Sold out”" in row["why"]) == ("unsure", True)


def test_a_signed_link_is_visited_as_it_is() -> None:
    url = "https://s.click.taobao.com/t?e=m%3D2%26s%3Dabc%2F"
    assert list(pages_of([Link("a", "tea", "taobao", "qq", "", url, "active", "")])) == [url]


def test_the_command_tells_the_dead_by_its_exit_code(run: Run, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visiting, "Messenger", server.messenger)
    monkeypatch.setattr(checking, "PAUSE", 0)
    server.answers |= {"/good": page("<h1>Cup</h1>"), "/404": page("", "404 Not Found")}
    for code, path in (("cup", "/good"), ("tea", "/404")):
        run("product", "add", server.url(path), "--title", code, "--code", code, "--tag", code)
        run("link", "new", code, "-c", "qq", "--code", f"{code}-qq")
        run("link", "new", code, "-c", "telegram", "--code", f"{code}-tg")
    said = run("link", "check", "cup-qq", "-F", "json")
    assert said.code == 0, said.err
    assert json.loads(said.out) == [
        {"code": "cup-qq", "product": "cup", "channel": "qq", "state": "alive", "status": 200, "redirects": 0,
         "why": None, "page": server.url("/good")}
    ]  # fmt: skip
    said = run("link", "check", "--all", "--dead", "-F", "json")
    assert said.code == 7
    assert [(one["code"], one["state"]) for one in json.loads(said.out)] == [("tea-qq", "gone"), ("tea-tg", "gone")]
    assert "error[dead-links]: 2 links are dead" in said.err
    assert "4 links lead to 2 pages: 2 alive, 2 dead, 0 unsure, 0 unknown" in said.err
    said = run("link", "check", "tea-qq")
    assert (said.code, "1 link leads to 1 page: 0 alive, 1 dead" in said.err) == (7, True), said.err
    assert run("link", "check", "--tag", "cup").code == 0
    assert run("link", "check", "--product", "tea", "-c", "qq").code == 7
    assert len(server.asked) == 6
    assert run("link", "check").code == run("link", "check", "cup-qq", "--all").code == 2
    assert run("link", "check", "no-such-link").code == 3
    assert run("link", "check", "--product", "cup", "-c", "weibo").code == 2


def test_without_a_test_nobody_is_let_into_the_house(run: Run) -> None:
    run("product", "add", "https://127.0.0.1/x", "--title", "x", "--code", "x")
    run("link", "new", "x", "-c", "qq", "--code", "x-qq")
    (row,) = json.loads(run("link", "check", "x-qq", "-F", "json").out)
    assert row["state"] == "unknown"
    assert "not on the public internet" in row["why"]
