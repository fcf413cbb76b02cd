"""Any bytes as a body: the answer is one of the protocol's, and a refusal leaves nothing."""

from __future__ import annotations

import gzip
import json
import os
from copy import deepcopy
from typing import Any

import msgspec
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.server.footprint import footprint
from tests.server.town import COURSE, Lesson, Town, Visitor, mark

HUNTED = os.environ.get("FUZZ_EXAMPLES")
EXAMPLES = int(HUNTED or 120)

fuzz = settings(
    max_examples=EXAMPLES,
    derandomize=HUNTED is None,
    database=None,
    phases=tuple(Phase) if HUNTED else (Phase.generate,),
)
packings = st.sampled_from(["gzip", "gzip", "identity", "GZIP", "deflate", "br", "", "gzip, gzip", "x"])
paths = st.sampled_from(["/v1/push", "/v1/push", "/v1/push", "/v1/pull", "/v1/refresh"])


@st.composite
def spoilt_bytes(draw: st.DrawFn, good: bytes) -> bytes:
    """The good body, plain or packed, whole or cut, with some bytes changed, put in or taken out."""
    body = bytearray(gzip.compress(good) if draw(st.booleans()) else good)
    if draw(st.booleans()):
        body = body[: draw(st.integers(0, len(body)))]
    for _ in range(draw(st.integers(0, 3))):
        if body:
            at = draw(st.integers(0, len(body) - 1))
            body[at : at + draw(st.integers(0, 2))] = draw(st.binary(max_size=3))
    return bytes(body)


def test_no_bytes_make_the_server_stumble(town: Town) -> None:
    """A message or a problem document comes back; nothing of a refused request is written."""
    anna = town.sign_in("anna")
    good = good_push(anna)

    @fuzz
    @given(body=st.one_of(st.binary(max_size=200), spoilt_bytes(good)), packing=packings, path=paths)
    def ask(body: bytes, packing: str, path: str) -> None:
        before = footprint(town)
        headers = {"Content-Encoding": packing} if packing else {}
        response = anna.ask("POST", path, content=body, headers=headers)
        assert response.status_code in (200, 400, 401, 409, 413), response.text
        assert response.status_code == 200 or footprint(town) == before

    ask()

    assert anna.push(Lesson(slot=9).mark("5"))[0]["status"] == "applied"


def test_no_structure_makes_the_server_stumble(town: Town) -> None:
    """JSON with places out of order: judged or refused; what is rejected writes no cell."""
    anna, head = town.sign_in("anna"), town.sign_in("head")
    anna.push(Lesson().mark("5"))

    @fuzz
    @given(data=st.data())
    def ask(data: st.DataObject) -> None:
        said = msgspec.json.decode(good_push(anna, data.draw(st.integers(0, 15))))
        for _ in range(data.draw(st.integers(1, 3))):
            spoil(data, said)
        visitor = data.draw(st.sampled_from([anna, anna, head]))
        body = json.dumps(said).replace('"<nan>"', "NaN").replace('"<twice>": ', '"a": 1, "a": ')
        before = footprint(town)
        response = visitor.ask("POST", "/v1/push", content=body.encode())
        after = footprint(town)
        assert response.status_code in (200, 400, 409, 413), response.text
        if response.status_code == 200:
            results = response.json()["results"]
            assert [one["op"] for one in results] == [one["op"] for one in said["ops"]]
            if all(one["status"] == "rejected" for one in results):
                assert after._replace(answers=0) == before._replace(answers=0)
        else:
            assert after == before

    ask()

    assert anna.push(Lesson(slot=9, offset=-3).mark("5"))[0]["status"] == "applied"


NONSENSE = st.sampled_from(
    [
        None, True, False, -1, 0, 1.5, 1e300, 1 << 53, 1 << 70, "", "\0", "\x1b", "\x7f", "\ud800", "<nan>",
        "é", "e\u0301", COURSE, [], [[]], {}, {"<twice>": 1}, {"values": []}, {"values": ["5"]}, {"": None},
        mark("5", x=1), mark(*"5" * 60), "0001-01-01T00:00:00+23:59", {"code": "absent"}, ["\ud800"],
        "x" * 21_000,
    ]
)  # fmt: skip
KEYS = st.one_of(
    st.sampled_from(
        ["mark/x/y", "work/x", "attendance/", "removed", "<twice>", "date", "slot", "x" * 201, "ё", ""]
    ),
    st.builds("to{}pic".format, st.characters(max_codepoint=0x9F)),
)


def spoil(data: st.DataObject, said: Any) -> None:
    """Put one place of a JSON value out of order: another value, another key, one more, one less."""
    parent, key = data.draw(st.sampled_from(list(places(said))))
    how = data.draw(st.integers(0, 5))
    value = parent[key]
    if how == 0:
        del parent[key]
    elif how == 1 and isinstance(value, list):
        parent[key] = value * 2
    elif how in (2, 3) and isinstance(value, dict):
        value[data.draw(KEYS)] = deepcopy(data.draw(st.sampled_from([*value.values(), None])))
    elif how == 4:
        parent[key] = deep(data.draw(st.sampled_from([13, 16, 28, 33, 40, 300])))
    else:
        parent[key] = deepcopy(data.draw(NONSENSE))


def places(said: Any) -> Any:
    """Every place of a JSON value, as its holder and the key there."""
    keys = list(said) if isinstance(said, dict) else range(len(said)) if isinstance(said, list) else ()
    for key in keys:
        yield said, key
        yield from places(said[key])


def deep(depth: int) -> Any:
    """A value nested so deep."""
    value: Any = 1
    for _ in range(depth):
        value = {"a": value}
    return value


def good_push(visitor: Visitor, slot: int = 3) -> bytes:
    """A push that would be taken: a mark, a resolution, a whole lesson."""
    lesson = Lesson(slot=slot)
    ops = [
        lesson.mark("5"),
        lesson.op({"topic": "Дроби", f"work/{lesson.work}": None}),
        lesson.mark("4", resolves=lesson.work, others={lesson.cell(): mark("3")}, receipt="x", reason="y"),
    ]
    said = {"epoch": visitor.epoch, "scope_rev": visitor.scope_rev, "sent_at": "2026-11-21T09:00:00+03:00"}
    return msgspec.json.encode({**said, "ops": ops})
