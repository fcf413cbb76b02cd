"""Bytes of anybody's become values, or Malformed; never anything else."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync import careful_json
from sync.careful_json import MAX_DEPTH, Malformed, read_json
from sync.messages import Change, Op, Page, PushAnswer, PushRequest, Result

values: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=10,
).filter(
    lambda value: not any(0xD800 <= ord(sign) < 0xE000 for sign in json.dumps(value, ensure_ascii=False))
)


@given(
    st.binary()
    | st.text('{}[]":,\\nulltrfse0129.eE+- \ud800\u0000', max_size=60).map(
        lambda t: t.encode("utf-8", "surrogatepass")
    )
)
def test_bytes_never_crash_it(body: bytes) -> None:
    """Whatever arrives is a value of the protocol or Malformed."""
    try:
        value = read_json(body)
    except Malformed:
        return
    assert read_json(json.dumps(value).encode()) == value


@given(values, st.booleans())
def test_what_json_wrote_is_read_back(value: Any, plain: bool) -> None:
    """Escaped or as it is, every value within the depth comes through."""
    assert read_json(json.dumps(value, ensure_ascii=plain).encode()) == value


scalars = st.sampled_from(
    ["1", "true", "null", '"x"', '"[{"', '"\\""', '"\\u0061"', "1.0", "1e2", "1e400", "NaN", "2" * 30]
)
texts = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda parts: f"[{','.join(parts)}]")
        | st.lists(st.tuples(st.sampled_from("ab"), inner), max_size=3).map(
            lambda pairs: "{" + ",".join(f'"{key}":{part}' for key, part in pairs) + "}"
        )
    ),
    max_leaves=8,
)


@given(texts)
def test_the_short_way_leads_where_the_long_one_does(text: str) -> None:
    """What the quick parser takes, the careful one reads alike: keys that come twice, escaped letters."""
    body = text.encode()

    try:
        expected = careful_json._read_carefully(body)
    except Malformed:
        with pytest.raises(Malformed):
            read_json(body)
        return

    assert json.dumps(read_json(body)) == json.dumps(expected)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff",
        b"{",
        b'{"a":1,"a":2}',
        b'{"b":{"a":1,"a":1}}',
        b"NaN",
        b"[Infinity]",
        b"-Infinity",
        b"1e400",
        b'"\\ud800"',
        b'{"\\uDC00":1}',
        b"\xef\xbb\xbf{}",
        b"[1] x",
        b"1" * 5_000,
        b'"\xed\xa0\x80"',
    ],
)
def test_what_is_malformed_is_refused(body: bytes) -> None:
    """No key twice, no NaN, no infinity, no lone surrogate, no byte that is not UTF-8."""
    with pytest.raises(Malformed):
        read_json(body)


def test_a_pair_of_surrogates_is_a_letter() -> None:
    """An emoji written as two escapes is one letter."""
    assert read_json(b'"\\ud83d\\ude00"') == "😀"


def test_depth_counts_both_brackets() -> None:
    """Lists and objects in turn are as deep as either alone."""
    pairs = MAX_DEPTH // 2

    assert read_json(b'[{"a":' * pairs + b"1" + b"}]" * pairs)
    with pytest.raises(Malformed):
        read_json(b'[{"a":' * (pairs + 1) + b"1" + b"}]" * (pairs + 1))


@pytest.mark.parametrize("brackets", ["[]", "{}"])
def test_depth_ends_at_32(brackets: str) -> None:
    """32 levels are read, 33 refused, however many follow; brackets inside a string are letters."""
    opening = "[" if brackets == "[]" else '{"a":'
    closing = brackets[1]

    def nested(depth: int) -> bytes:
        return (opening * depth + "1" + closing * depth).encode()

    assert read_json(nested(MAX_DEPTH))
    for deep in (nested(MAX_DEPTH + 1), nested(100_000), (opening * 1_000_000).encode()):
        with pytest.raises(Malformed):
            read_json(deep)
    assert read_json(b'"' + b"[" * 100 + b'\\"' + b"{" * 100 + b'"')


@pytest.mark.parametrize("tail", ['\\"', '"\\', "\\\\", '\n\\"'])
def test_an_unclosed_string_is_looked_at_once(tail: str) -> None:
    """Work grows with the length of a body, not with its square: by the square this test takes hours."""
    body = ('"' + tail * 500_000).encode()

    with pytest.raises(Malformed):
        read_json(body)


def test_an_op_of_very_many_cells_is_read() -> None:
    """An op of 10⁶ cells is refused by its rules, not by a crash of the reader."""
    body = b"{" + b",".join(b'"c%d":1' % number for number in range(1_000_000)) + b"}"

    assert len(read_json(body)) == 1_000_000


def test_unknown_keys_are_passed_over() -> None:
    """A newer server may say more; an older client hears what it knows."""
    op = Op("0" * 32, "lesson", "1", "course:a", "", {"topic": Change(None, "Дроби")}, seen=17)
    told = msgspec.to_builtins(PushRequest("e", 3, "", [op]))
    told["ops"][0]["mood"] = "good"

    read = msgspec.convert(read_json(json.dumps(told).encode()), PushRequest)

    assert read.ops == [op]


def test_every_message_survives_the_wire() -> None:
    """What is encoded is decoded to the same."""
    result = Result("0" * 32, "conflict", 5, {"topic": "conflict"}, "c", None, [], None, None, "r")
    answer = PushAnswer("e", [result])
    page = Page([], 5, 7, True)

    assert msgspec.json.decode(msgspec.json.encode(answer), type=PushAnswer) == answer
    assert msgspec.json.decode(msgspec.json.encode(page), type=Page) == page
