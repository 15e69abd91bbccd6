"""The four engines, spoken to over real sockets: links are carried once, moved, counted, and traps are seen."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, strategies as st

from backends.far_ends import ENGINES, KEY, FakeKutt, FakeShlink, FakeYourls, FarEnd
from sharecli.backends import opening, trouble
from sharecli.backends.answer import Answer
from sharecli.backends.engine import Carrier
from sharecli.backends.keys import Key
from sharecli.backends.model import Backend, Kind, Placed, Seen, Visits, Wish
from sharecli.backends.wire import Wire
from sharecli.errors import SharecliError

WORDS = (
    "shortCode shortUrl longUrl address link id target key shortLink url status code keyword shorturl data "
    "visitsSummary total clicks visit_count error message type errorCode bcdfghj success error:url https://s.example/bcdfghj"
).split()
ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6) | st.sampled_from(WORDS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=5),
    max_leaves=12,
)
Listen = Callable[[FarEnd], FarEnd]
WISH = Wish("bcdfghj", "https://shop.example.com/p?utm_content=bcdfghj", "明前龙井", ("p:longjing", "c:telegram"))
ELSEWHERE = "https://shop.example.com/large"


def carrier(end: FarEnd, kind: str, **over: Any) -> Carrier:
    backend = Backend("mine", Kind(kind), end.url, private=True)
    for name, value in over.items():
        backend = backend.__class__(**{field: getattr(backend, field) for field in backend.__slots__} | {name: value})
    return opening.opened(backend, Key("test", KEY))


@pytest.fixture(params=ENGINES)
def pair(request: pytest.FixtureRequest, far_end: Listen) -> tuple[FarEnd, Carrier]:
    end = far_end(ENGINES[request.param]())
    return end, carrier(end, request.param)


def target(end: FarEnd, code: str = "bcdfghj") -> str:
    one = end.links[code]
    return str(next(one[key] for key in ("longUrl", "target", "url") if key in one))


def test_a_link_is_carried_under_its_own_code_and_asking_again_makes_no_second_one(
    pair: tuple[FarEnd, Carrier],
) -> None:
    end, mine = pair
    before = len(end.links)
    first = mine.place(WISH)
    assert (first.code, first.short_url.rpartition("/")[2]) == ("bcdfghj", "bcdfghj")
    assert target(end) == WISH.target
    assert mine.place(WISH) == first  # as after an answer that was lost on its way
    assert len(end.links) == before + 1


def test_a_code_that_leads_elsewhere_there_is_another_links(pair: tuple[FarEnd, Carrier]) -> None:
    end, mine = pair
    mine.place(WISH)
    with pytest.raises(trouble.CarrierCodeTaken, match="“bcdfghj” is another link's"):
        mine.place(Wish("bcdfghj", ELSEWHERE))
    assert target(end) == WISH.target


def test_a_link_is_led_elsewhere_where_the_engine_can(pair: tuple[FarEnd, Carrier]) -> None:
    end, mine = pair
    placed = mine.place(WISH)
    if isinstance(end, FakeYourls):
        with pytest.raises(trouble.CarrierCannotEdit, match="change it by hand"):
            mine.lead(placed, ELSEWHERE)
        assert target(end) == WISH.target
    else:
        mine.lead(placed, ELSEWHERE)
        assert target(end) == ELSEWHERE


def test_a_link_is_taken_away_where_the_engine_can(pair: tuple[FarEnd, Carrier]) -> None:
    end, mine = pair
    placed = mine.place(WISH)
    if isinstance(end, FakeYourls):
        with pytest.raises(trouble.CarrierCannotEdit, match="delete it there by hand"):
            mine.take_away(placed)
    else:
        mine.take_away(placed)
        assert mine.seen([placed]) == {}
    assert ("bcdfghj" in end.links) is isinstance(end, FakeYourls)


def test_what_shlink_does_not_delete_is_over(far_end: Listen) -> None:
    end = far_end(FakeShlink())
    mine = carrier(end, "shlink")
    placed = mine.place(WISH)
    end.links["bcdfghj"]["visitsSummary"]["total"] = 16
    mine.take_away(placed)
    assert end.links["bcdfghj"]["validUntil"] < "2026"
    end.next_answers.append((500, {}, b'{"detail": "disk full"}'))
    with pytest.raises(trouble.CarrierFailed, match="disk full"):
        mine.take_away(placed)


def test_visits_come_back_and_a_lost_link_is_left_out(pair: tuple[FarEnd, Carrier]) -> None:
    end, mine = pair
    placed = [mine.place(WISH), mine.place(Wish("mnpqrst", ELSEWHERE))]
    one = end.links["bcdfghj"]
    one |= {"visit_count": 12, "clicks": 12, "visitsSummary": {"total": 12, "nonBots": 9, "bots": 3}}
    del end.links["mnpqrst"]
    told = Visits(12, 9, 3) if isinstance(end, FakeShlink) else Visits(12)
    assert mine.seen(placed) == {"bcdfghj": Seen(WISH.target, told)}


def test_probing_makes_no_link(pair: tuple[FarEnd, Carrier]) -> None:
    end, mine = pair
    before = dict(end.links)
    assert mine.probe().said
    assert end.links == before


def test_a_key_that_is_not_taken_is_said_and_never_shown(pair: tuple[FarEnd, Carrier]) -> None:
    end, mine = pair
    kind = next(kind for kind, made in ENGINES.items() if type(made()) is type(end))
    wrong = opening.opened(Backend("mine", Kind(kind), end.url, private=True), Key("test", "wr0ng-s3cret"))
    for act in (wrong.probe, lambda: wrong.place(WISH), lambda: wrong.seen([mine.place(WISH)])):
        with pytest.raises(trouble.CarrierKey) as caught:
            act()
        assert "wr0ng" not in repr(caught.value) + str(caught.value.hint) + caught.value.message
        assert caught.value.__context__ is None


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ((429, {"Retry-After": "90"}, b"{}"), "carrier-busy"),
        ((503, {}, b"<html>Bad gateway</html>"), "carrier-failed"),
        ((500, {}, b'{"error": "database is locked", "detail": "database is locked"}'), "carrier-failed"),
        ((200, {}, b"<!doctype html><title>Welcome"), "carrier-bad-answer"),
        ((200, {}, b"[" * 100_000), "carrier-bad-answer"),
        ((200, {}, b"[]"), "carrier-bad-answer"),
        ((200, {}, b"{}"), "carrier-bad-answer"),
        ((301, {"Location": "http://127.0.0.1:1/"}, b""), "carrier-bad-answer"),
        ((200, {"Content-Encoding": "gzip"}, b"\x1f\x8b"), "carrier-bad-answer"),
        ((200, {}, b"0" * 2_200_000), "carrier-too-large"),
    ],
)
def test_a_bad_answer_has_a_name(
    pair: tuple[FarEnd, Carrier], answer: tuple[int, dict[str, str], bytes], code: str
) -> None:
    end, mine = pair
    end.next_answers.append(answer)
    with pytest.raises(SharecliError) as caught:
        mine.place(WISH)
    # YOURLS' errors come with any status; without its own word for one, "200 {}" is a failure.
    assert caught.value.code in {code, "carrier-failed"} if answer[2] == b"{}" else caught.value.code == code
    if code == "carrier-busy":
        assert isinstance(caught.value, trouble.CarrierBusy)
        assert caught.value.wait == 90
    assert len(end.asked) == 1


def test_kutt_says_500_for_a_code_that_is_taken_and_a_true_500_is_something_else(far_end: Listen) -> None:
    end = far_end(FakeKutt())
    mine = carrier(end, "kutt")
    mine.place(Wish("bcdfghj", ELSEWHERE))
    with pytest.raises(trouble.CarrierCodeTaken):
        mine.place(WISH)
    end.next_answers.append((500, {}, b'{"error": "An error occurred."}'))
    with pytest.raises(trouble.CarrierFailed, match="500: An error occurred"):
        mine.place(Wish("mnpqrst", ELSEWHERE))


def test_kutts_links_are_found_on_any_page(far_end: Listen) -> None:
    mine = carrier(far_end(FakeKutt()), "kutt")
    placed = [mine.place(Wish(f"code{number}", f"https://shop.example.com/{number}")) for number in range(120)]
    assert mine.seen([placed[0], placed[119]]) == {
        f"code{number}": Seen(f"https://shop.example.com/{number}", Visits(0)) for number in (0, 119)
    }


def test_a_link_of_kutts_that_slipped_off_a_page_while_it_was_leafed_through_is_not_lost(far_end: Listen) -> None:
    end = far_end(FakeKutt())
    mine = carrier(end, "kutt")
    one = mine.place(WISH)
    end.next_answers.append((200, {}, b'{"data": []}'))
    assert mine.seen([one]) == {"bcdfghj": Seen(WISH.target, Visits(0))}


def test_the_domain_goes_along(far_end: Listen) -> None:
    for kind in ("shlink", "kutt", "dub"):
        mine = carrier(far_end(ENGINES[kind]()), kind, domain="go.example.shop")
        assert mine.place(WISH).short_url == "https://go.example.shop/bcdfghj"
        assert mine.place(WISH).short_url == "https://go.example.shop/bcdfghj"


@pytest.mark.parametrize("old", [False, True])
@pytest.mark.parametrize("unique", [False, True])
def test_yourls_is_looked_through_without_a_trace(far_end: Listen, *, unique: bool, old: bool) -> None:
    end = far_end(FakeYourls(unique=unique, old=old))
    probe = carrier(end, "yourls").probe()
    assert (probe.said, probe.hyphens, probe.unique_urls) == ("YOURLS 1.10.4", False, unique)
    assert any("YOURLS_UNIQUE_URLS" in note for note in probe.notes) is unique
    assert list(end.links) == ["yourls"]


def test_an_empty_yourls_cannot_be_asked_whether_it_takes_two_links(far_end: Listen) -> None:
    end = far_end(FakeYourls())
    end.links.clear()
    probe = carrier(end, "yourls").probe()
    assert probe.unique_urls is None
    assert "will show with the second" in probe.notes[0]


def test_a_yourls_that_keeps_hyphens_says_so_by_a_link_that_is_named(far_end: Listen) -> None:
    end = far_end(FakeYourls(charset="0-9a-z-"))
    probe = carrier(end, "yourls").probe()
    assert probe.hyphens is True
    assert any("“ad-min” was made" in note for note in probe.notes)


@pytest.mark.parametrize("old", [False, True])
def test_yourls_refuses_a_second_link_to_one_address_and_says_how_to_mend_it(far_end: Listen, *, old: bool) -> None:
    mine = carrier(far_end(FakeYourls(unique=True, old=old)), "yourls")
    mine.place(WISH)
    assert mine.place(WISH).code == "bcdfghj"
    with pytest.raises(trouble.CarrierUniqueUrls, match="has a link to that address already: bcdfghj") as caught:
        mine.place(Wish("mnpqrst", WISH.target))
    assert "YOURLS_UNIQUE_URLS" in str(caught.value.hint)


def test_a_code_that_yourls_edits_fails_loudly(far_end: Listen) -> None:
    end = far_end(FakeYourls(unique=False))
    with pytest.raises(trouble.CarrierCodeEdited, match="made “longjingmoments” of the code “longjing-moments”"):
        carrier(end, "yourls").place(Wish("longjing-moments", ELSEWHERE))
    asked = len(end.asked)
    with pytest.raises(trouble.CarrierCodeEdited, match="was not sent"):
        carrier(end, "yourls", hyphens=False).place(Wish("longjing-qq", ELSEWHERE))
    assert len(end.asked) == asked


def test_yourls_takes_a_name_and_password_too(far_end: Listen) -> None:
    end = far_end(FakeYourls(unique=False))
    mine = opening.opened(Backend("mine", Kind.yourls, end.url, private=True), Key("test", f"lin:{KEY}"))
    assert mine.place(WISH).code == "bcdfghj"
    assert all(b"k3y" not in path.encode() for path in end.asked)


def test_titles_always_go_to_yourls_lest_it_reads_the_shops_page(far_end: Listen) -> None:
    end = far_end(FakeYourls(unique=False))
    carrier(end, "yourls").place(Wish("bcdfghj", ELSEWHERE))
    assert end.links["bcdfghj"]["title"] == "bcdfghj"


def test_shlink_gets_the_product_and_the_channel_as_tags(far_end: Listen) -> None:
    end = far_end(FakeShlink())
    carrier(end, "shlink").place(WISH)
    headers, body = end.sent[-1]
    assert headers["x-api-key"] == KEY
    assert json.loads(body)["tags"] == ["p:longjing", "c:telegram"]


def test_an_engine_that_has_gone_is_said_so(far_end: Listen) -> None:
    del far_end
    mine = opening.opened(Backend("mine", Kind.shlink, "http://127.0.0.1:1", private=True), Key("test", KEY))
    with pytest.raises(trouble.CarrierUnreachable, match=r"cannot reach “127\.0\.0\.1”: connection refused"):
        mine.probe()


@dataclass(frozen=True, slots=True)
class Babbling(Wire):
    """A wire at whose other end anything is said.

    Attributes:
        said: the answers' bodies and statuses, over and over.
    """

    said: tuple[tuple[int, bytes], ...] = ()

    def ask(self, who: str, *_words: Any, **_named: Any) -> Answer:
        status, body = self.said[0]
        return Answer(who, status, {}, body)


@given(st.sampled_from(list(ENGINES)), st.sampled_from([200, 201, 302, 400, 404, 409, 500]), ANY)
def test_whatever_is_answered_is_a_link_a_count_or_an_error_with_a_name(kind: str, status: int, said: Any) -> None:
    wire = Babbling(said=((status, json.dumps(said).encode()),))
    mine = opening._ENGINES[Kind(kind)](Backend("mine", Kind(kind), "https://s.example"), Key("test", KEY), wire)
    try:
        placed = mine.place(WISH)
        assert placed.code == WISH.code
        assert placed.short_url.startswith("http")
        assert len(placed.far_id) <= 200
    except SharecliError as error:
        assert error.message.isprintable()  # noqa: PT017 - either is right
    try:
        found = mine.seen([Placed("bcdfghj", "https://a/b", "id")]).values()
        assert all(one.visits is None or 0 <= one.visits.visits <= 10**15 for one in found)
    except SharecliError as error:
        assert error.message.isprintable()  # noqa: PT017 - either is right
