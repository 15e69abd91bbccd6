"""Lines of nginx's JSON read many at once: exactly as one by one, or not at all."""

import json
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from clicks import logs
from sharecli.clicks import lines
from sharecli.clicks.logfiles import Block
from sharecli.clicks.quick import Quick, quick

SAMPLE = json.loads(logs.nginx_json(request_id="a1"))
ODD = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.lists(st.integers(), max_size=2),
    st.sampled_from(["-", "1792000000.5", "302", 1792000000, 1792000000250, "2026-10-14T17:46:40Z", "\ud800", 302.0]),
)  # fmt: skip


def reader(sample: dict[str, Any] = SAMPLE) -> Quick:
    pytest.importorskip("msgspec")
    found = quick(sample)
    assert found is not None
    return found


def same(raw: bytes, sample: dict[str, Any] = SAMPLE) -> bool:
    """Whether it was read at once; and then it is what one by one gives."""
    said = reader(sample)(raw)
    if said is None:
        return False
    parse = lines.nginx_json(sample)
    slowly = [tuple(parse(line) or ()) for line in Block(raw).lines]  # raises for a bad line
    assert [(lines.moment(one[0]), *one[1:3], int(one[3]), *one[4:]) for one in said] == slowly
    return True


@settings(max_examples=300, deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from([*SAMPLE, "more", "id"]), ODD, max_size=3), min_size=1, max_size=4))
def test_a_line_with_odd_fields_is_read_the_same(odd: list[dict[str, Any]]) -> None:
    raw = "\n".join(json.dumps(SAMPLE | over) for over in odd).encode()
    try:
        same(raw)
    except lines.BAD:  # at once the moment is looked at later, by the same function
        said = reader()(raw)
        assert said is not None
        with pytest.raises(lines.BAD):
            [lines.moment(one[0]) for one in said]


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from([
            json.dumps(SAMPLE).encode(), b"\n", b"\n", b"{", b"}", b" ", b"\r", b"\xff", b'"', b",", b"{}",
            b"\xef\xbb\xbf",
            b'{"msec":1792000000.5,"uri":"/a"}', b'{"uri":"\\ud83c\\udf75","msec":1792000000}', b"null",
        ]),
        max_size=9,
    )
)  # fmt: skip
def test_no_joint_between_lines_is_taken_for_another(pieces: list[bytes]) -> None:
    same(b"".join(pieces))


def test_ordinary_lines_are_read_at_once_whatever_their_fields_are_called() -> None:
    assert same(b"\n".join(logs.nginx_json(f"/{code}").encode() for code in "abc"))
    quoted = {"time_iso8601": "2026-10-14T17:46:40+00:00", "request_uri": "/a", "status": "302", "bytes": 5}
    assert same(json.dumps(quoted).encode(), quoted)


@pytest.mark.parametrize(
    "sample",
    [
        {},
        {"msec": True, "uri": "/"},
        {"msec": 1.5, "request": "GET / HTTP/1.1"},
        {"msec": 1.5, "uri": "/", 'a"b': 1},
        {"msec": 1.5, "uri": "/", "no key here": ""},
    ],
)
def test_an_odd_kind_of_line_is_left_to_be_read_one_by_one(sample: dict[str, Any]) -> None:
    assert quick(sample) is None
