"""Refusals of whole requests: each status and code, always a problem document."""

from __future__ import annotations

import asyncio
import gzip
from typing import Any

import httpx
import msgspec
import pytest
from sqlalchemy import text

from server.database import is_sqlite, writing
from sync.identity import new_op_id
from tests.server.town import COURSE, GEOMETRY, Lesson, Town, Visitor, op

LESSON = Lesson()


def post(visitor: Visitor, body: bytes, **headers: str) -> httpx.Response:
    """Push raw bytes."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return visitor.ask("POST", "/v1/push", headers=names, content=body)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'{"epoch": "x"}',
        b'{"epoch":"x","epoch":"x","scope_rev":1,"sent_at":"","ops":[]}',
        b'{"epoch":"x","scope_rev":NaN,"sent_at":"","ops":[]}',
        b'{"epoch":"x","scope_rev":1,"sent_at":"\\ud800","ops":[]}',
        b'{"epoch":"\xff"}',
        b"[" * 100_000,
        b'{"a":' * 40 + b"1" + b"}" * 40,
    ],
)
def test_a_body_that_does_not_parse_is_malformed(anna: Visitor, body: bytes) -> None:
    """400: not JSON, a key twice, NaN, a lone surrogate, too deep, a field missing."""
    response = post(anna, body)

    assert (response.status_code, response.json()["code"]) == (400, "malformed")


def test_an_op_without_a_proper_id_is_malformed(anna: Visitor) -> None:
    """Nothing could be stored under it."""
    response = anna.try_push({**LESSON.mark("5"), "op": "x"})

    assert (response.status_code, response.json()["code"]) == (400, "malformed")


def test_a_damaged_gzip_is_malformed(anna: Visitor) -> None:
    """A body that is not what its header says, and one that was cut."""
    whole = gzip.compress(b'{"epoch":"x","scope_rev":1,"sent_at":"","ops":[]}')

    assert post(anna, b"plain", Content_Encoding="gzip").status_code == 400
    assert post(anna, whole[:-9], Content_Encoding="gzip").status_code == 400
    assert post(anna, whole, Content_Encoding="br").status_code == 400
    assert post(anna, whole, Content_Encoding="gzip").json()["code"] == "epoch_changed"


def test_too_much_is_too_large(anna: Visitor) -> None:
    """413: more ops than the limit, over 8 MB plain, a small gzip that is a large text."""
    many = [{**LESSON.mark("5"), "op": new_op_id()} for _ in range(501)]
    bomb = gzip.compress(b" " * 200_000_000)

    for response in (
        anna.try_push(*many),
        post(anna, b" " * 8_000_001),
        post(anna, bomb, Content_Encoding="gzip"),
    ):
        assert (response.status_code, response.json()["code"]) == (413, "too_large")


def test_an_op_of_a_million_cells_is_refused_whole(anna: Visitor) -> None:
    """A poisonous op costs one rejection, not the server."""
    cells = {f"x{number}": {"base": None, "new": 1} for number in range(60_000)}

    [result] = anna.push({**LESSON.mark("5"), "cells": cells})

    assert (result["status"], result["code"]) == ("rejected", "bad_value")


@pytest.mark.parametrize("named", [150_000, 5])
def test_a_decision_of_very_many_names_is_refused_whole(head: Visitor, named: int) -> None:
    """Names that are none, or more than a decision may have, cost one rejection."""
    ops = ["x" if named == 5 else f"{number:x}" for number in range(named)]
    said = op("review", LESSON.work, "office", {"decision": {"what": "accept", "ops": ops}})

    [result] = head.push(said)

    assert (result["status"], result["code"]) == ("rejected", "bad_value")


def test_decisions_that_together_name_too_many_are_too_large(head: Visitor) -> None:
    """413: the client halves the batch, and each half is judged."""
    names = [[f"{number:016x}{index:016x}" for index in range(2_000)] for number in range(11)]
    said = [
        op("review", LESSON.work, "office", {"decision": {"what": "accept", "ops": some}}) for some in names
    ]

    response = head.try_push(*said)

    assert (response.status_code, response.json()["code"]) == (413, "too_large")
    assert len(head.push(*said[:5])) == 5


def test_another_protocol_is_refused(anna: Visitor) -> None:
    """426 on every route; absent means 1."""
    for method, path in (("GET", "/v1/hello"), ("GET", "/v1/schools"), ("POST", "/v1/sign-in")):
        response = anna.ask(method, path, headers={"Parta-Protocol": "0"})
        assert (response.status_code, response.json()["code"]) == (426, "protocol_too_old")
    without = httpx.get(f"{anna.town.server.url}/v1/schools")
    assert without.status_code == 200


def test_an_unknown_epoch_is_refused_with_the_new_one(anna: Visitor) -> None:
    """409 `epoch_changed` by push and by pull."""
    said = {"epoch": COURSE, "buckets": {COURSE: 0}}

    for response in (anna.try_push(epoch="x"), anna.ask("POST", "/v1/pull", said)):
        assert (response.status_code, response.json()["code"]) == (409, "epoch_changed")
        assert response.json()["epoch"] == anna.epoch


def test_a_changed_scope_is_refused_with_the_new_number(anna: Visitor) -> None:
    """409 `scope_changed`; the ops were not judged."""
    said = LESSON.mark("5")

    response = anna.try_push(said, scope_rev=anna.scope_rev + 1)

    assert (response.status_code, response.json()["code"]) == (409, "scope_changed")
    assert response.json()["scope_rev"] == anna.scope_rev
    assert anna.push(said)[0]["status"] == "applied"


def test_without_a_token_nothing_is_told(anna: Visitor) -> None:
    """401 `expired` for no token, a token of nobody, a token that was changed."""
    for token in ("", "x", "x.y", anna.access[:-2] + "AA"):
        anna.access = token
        for method, path in (("GET", "/v1/hello"), ("POST", "/v1/push"), ("GET", f"/v1/snapshot/{COURSE}")):
            response = anna.ask(method, path)
            assert (response.status_code, response.json()["code"]) == (401, "expired")


def test_a_bucket_without_right_does_not_exist(anna: Visitor) -> None:
    """404 by snapshot and history, `revoked` by pull, the same for one that nobody made."""
    foreign, absent = f"course:{GEOMETRY}", "course:00000000-0000-4000-8000-00000000beef"
    for bucket in (foreign, absent, "office", "nonsense", "person:" + GEOMETRY):
        assert anna.ask("GET", f"/v1/snapshot/{bucket}").status_code == 404
        assert anna.ask("GET", f"/v1/history/{bucket}/course/{GEOMETRY}").status_code == 404

    said = {"epoch": anna.epoch, "buckets": {foreign: 0, absent: 0, COURSE: 0}}
    answer = anna.ask("POST", "/v1/pull", said).json()

    assert set(answer["revoked"]) == {foreign, absent}
    assert set(answer["buckets"]) == {COURSE}


def test_a_record_is_not_read_through_another_bucket(anna: Visitor) -> None:
    """The bucket of a history must be the record's own."""
    assert anna.ask("GET", f"/v1/history/{COURSE}/course/{GEOMETRY}").status_code == 404


def test_unknown_paths_and_methods_are_problems_too(anna: Visitor) -> None:
    """404 and 405 are told in the same form as all refusals."""
    nowhere = anna.ask("GET", "/v1/nowhere")
    wrong = anna.ask("DELETE", "/v1/push")

    assert (nowhere.status_code, nowhere.json()["code"]) == (404, "not_found")
    assert (wrong.status_code, wrong.json()["code"]) == (405, "method_not_allowed")
    assert "POST" in wrong.headers["allow"]


def test_failed_tries_are_counted(town: Town) -> None:
    """429 with Retry-After after too many failed tries, of a login that exists or not."""
    for login in ("boris", "nobody"):
        visitor = town.visitor(login)
        codes = [visitor.sign_in("wrong").json()["code"] for _ in range(6)]
        limited = visitor.sign_in()

        assert codes == ["bad_credentials"] * 5 + ["too_many_tries"]
        assert limited.status_code == 429
        assert int(limited.headers["retry-after"]) > 0
    assert town.visitor("anna").sign_in().status_code == 200


def test_a_storm_is_sent_away_and_comes_back(town: Town, anna: Visitor) -> None:
    """503 with Retry-After when too many pushes wait; at least 64 wait; nothing of the rest is lost."""
    ops = [Lesson(slot=number % 16, offset=-(number // 16)).mark("5") for number in range(150)]

    answers = asyncio.run(_storm(town, anna, ops))

    taken = [one for one in answers if one.status_code == 200]
    away = [one for one in answers if one.status_code == 503]
    assert len(taken) >= 64
    assert away
    assert len(taken) + len(away) == len(ops)
    assert all(int(one.headers["retry-after"]) >= 2 and one.json()["code"] == "busy" for one in away)
    assert all(one.json()["results"][0]["status"] in ("applied", "merged") for one in taken)


async def _storm(town: Town, anna: Visitor, ops: list[dict[str, Any]]) -> list[httpx.Response]:
    """Push every op at once while the database is held, until the first is sent away."""
    said = {"epoch": anna.epoch, "scope_rev": anna.scope_rev, "sent_at": ""}
    headers = {"Authorization": f"Bearer {anna.access}"}
    limits = httpx.Limits(max_connections=len(ops))
    url = f"{town.server.url}/v1/push"
    async with httpx.AsyncClient(headers=headers, timeout=60, limits=limits) as client:
        with writing(town.server.engine) as connection:
            if not is_sqlite(connection):
                connection.execute(text("SELECT 1 FROM school FOR UPDATE"))
            bodies = [msgspec.json.encode({**said, "ops": [one]}) for one in ops]
            sent = [asyncio.create_task(client.post(url, content=body)) for body in bodies]
            await asyncio.wait(sent, return_when=asyncio.FIRST_COMPLETED, timeout=20)
        return list(await asyncio.gather(*sent))
