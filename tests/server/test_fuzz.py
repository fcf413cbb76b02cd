"""Nonsense of every kind is refused with words of the protocol; the server never stumbles."""

from __future__ import annotations

import random
from typing import Any

import pytest

from sync.identity import new_op_id
from tests.server.town import COURSE, HEAD, Lesson, Town, mark, op

NONSENSE: list[Any] = [
    None,
    True,
    -1,
    0,
    1.5,
    1 << 70,
    "",
    "\0",
    "x" * 30_000,
    "é",
    "school",
    COURSE,
    HEAD,
    [],
    [None],
    {},
    {"what": "accept", "ops": ["x" * 32]},
    {"a": {"b": {"c": [1, 2, {"d": "\0"}]}}},
    {"values": ["5"], "duty": False, "comment": "\0"},
]
CELLS = [
    "date",
    "slot",
    "placed",
    "topic",
    "plan_items",
    "x",
    "mark/x/y",
    "",
    "\0",
    "ы",
    "decision",
    "removed",
]
KINDS = ["lesson", "term_mark", "course", "review", "conflict", "plan", "note", "rule", "\0", "", "x" * 500]
BUCKETS = [COURSE, "school", "office", f"person:{HEAD}", "course:", "\0", "", "x" * 500]


def spoiled(dice: random.Random) -> dict[str, Any]:
    """An op with one to three things out of order."""
    said = Lesson(slot=dice.randrange(16)).mark("5")
    for _ in range(dice.randrange(1, 4)):
        field = dice.choice(["kind", "bucket", "id", "cells", "cells", "seen", "made_at", "reason"])
        field = dice.choice([field, field, "resolves", "others", "receipt"])
        if field == "cells":
            change = {"base": dice.choice(NONSENSE), "new": dice.choice(NONSENSE)}
            said["cells"] = {**said["cells"], dice.choice(CELLS): change}
        else:
            said[field] = dice.choice({"kind": KINDS, "bucket": BUCKETS}.get(field, NONSENSE))
    return said


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("login", ["anna", "head"])
def test_a_spoiled_op_is_refused_in_words(town: Town, login: str, seed: int) -> None:
    """Each is answered: judged, or 400 for the batch; a good op after it is taken."""
    dice = random.Random(seed)
    visitor = town.sign_in(login)
    for _ in range(12):
        batch = [spoiled(dice) for _ in range(dice.randrange(1, 6))]
        response = visitor.try_push(*batch)
        assert response.status_code in (200, 400), response.text
        if response.status_code == 200:
            assert len(response.json()["results"]) == len(batch)

    [good] = town.sign_in("boris").push(Lesson(slot=9, offset=-3).mark("5"))
    assert good["status"] == "applied"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/v1/pull", {"buckets": {"\0": 0, "x" * 500: 1}, "limit": -5}),
        ("/v1/pull", {"buckets": {COURSE: -1 << 40, "school": 1 << 62}, "limit": 1 << 62}),
        ("/v1/pull", {"buckets": {COURSE: 1 << 70}}),
        ("/v1/push", {"scope_rev": 1 << 70, "sent_at": "\0", "ops": []}),
        ("/v1/push", {"scope_rev": 1, "sent_at": "0001-01-01T00:00:00+23:59", "ops": [Lesson().mark("5")]}),
    ],
)
def test_numbers_and_names_out_of_bounds_do_not_matter(town: Town, path: str, said: dict[str, Any]) -> None:
    """Whatever a cursor or a limit says, the answer is one of the protocol's."""
    visitor = town.sign_in("anna")

    response = visitor.ask("POST", path, {"epoch": visitor.epoch, **said})

    assert response.status_code in (200, 400, 409), response.text


@pytest.mark.parametrize(
    "path",
    [
        "/v1/snapshot/%00",
        f"/v1/snapshot/{COURSE}%00",
        f"/v1/history/{COURSE}/%00/x",
        f"/v1/history/{COURSE}/lesson/{Lesson().id}?cell=%00",
        f"/v1/history/{COURSE}/lesson/" + "x" * 3_000,
        "/v1/schools?q=%00&region=%FF",
        "/v1/devices/%00/wipe",
    ],
)
def test_paths_are_read_with_care(town: Town, path: str) -> None:
    """No path makes the server stumble."""
    visitor = town.sign_in("anna")
    method = "POST" if path.endswith("wipe") else "GET"

    assert visitor.ask(method, path).status_code in (200, 400, 404)


def test_a_decision_is_never_empty(town: Town) -> None:
    """A head teacher's decision of nothing is a bad value, not a crash."""
    said = op("review", Lesson().id, "office", {"decision": ({"what": "accept", "ops": []}, None)})

    [result] = town.sign_in("head").push({**said, "op": new_op_id()})

    assert (result["status"], result["code"]) == ("rejected", "bad_value")


def test_a_mark_may_hold_anything_a_teacher_can_type(town: Town) -> None:
    """Quotes, emoji, the end of a string in C: what was written comes back."""
    anna = town.sign_in("anna")
    comment = 'он сказал: "5\\4" \U0001f600 \u2028 \0 \x7f'
    cell = Lesson().cell()

    [result] = anna.push(Lesson().op({cell: mark("5", comment=comment)}))

    assert result["status"] == "applied"
    assert anna.read(COURSE)["lesson", Lesson().id][cell]["comment"] == comment
