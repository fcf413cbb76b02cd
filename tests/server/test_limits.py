"""Limits hold: no body, however it is made, takes much of the server's memory or holds it for long."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from server import wire
from server.app import build_app
from server.database import migrate, sqlite_url
from server.service import open_service
from tests.server.conftest import make_town
from tests.server.footprint import footprint
from tests.server.running import Running
from tests.server.town import Lesson, Visitor

MOST_GROWTH = 96
"""Megabytes: the body of 8 MB, its text, and what is made of 200,000 parts."""

CONTROLS = [chr(code) for code in [*range(0x20), 0x7F]]


def test_no_body_takes_much_memory(own_server: Running) -> None:
    """A gzip bomb, 10⁶ cells, millions of lists, of digits, of brackets: refused, and memory stays flat."""
    own_server.start()
    anna = make_town(own_server).sign_in("anna")
    anna.push(Lesson().mark("5"))
    before = peak(own_server)

    for body in heavy_bodies(anna):
        packed = gzip.compress(body, 1)
        response = anna.ask("POST", "/v1/push", content=packed, headers={"Content-Encoding": "gzip"})
        assert response.status_code in (400, 413), response.text

    assert peak(own_server) - before < MOST_GROWTH
    assert anna.push(Lesson(slot=9).mark("5"))[0]["status"] == "applied"


def heavy_bodies(anna: Visitor) -> list[bytes]:
    """What a small program can send."""
    million = 1_000_000
    return [
        b" " * 100 * million,
        with_cells(anna, ",".join(f'"x{number}": {{}}' for number in range(million))),
        with_cells(anna, ",".join(f'"{number:x}":{{}}' for number in range(640_000))),
        with_cells(anna, '"topic": {"base": null, "new": [' + "[]," * 2 * million + "[]]}"),
        with_cells(anna, '"topic": {"base": null, "new": ' + "9" * 7 * million + "}"),
        b"[" * 7 * million,
        b'"' * 7 * million,
    ]


def with_cells(anna: Visitor, cells: str) -> bytes:
    """A push of one op with these cells."""
    empty = {**Lesson().op({}), "cells": {}}
    said = {"epoch": anna.epoch, "scope_rev": anna.scope_rev, "sent_at": "", "ops": [empty]}
    return json.dumps(said).replace('"cells": {}', '"cells": {' + cells + "}").encode()


def peak(server: Running) -> int:
    """The most memory that the server has had, in megabytes."""
    assert server._process is not None
    status = Path(f"/proc/{server._process.pid}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) // 1024


def test_a_body_that_never_ends_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever sends a byte now and then gets a refusal, and the connection is free."""
    monkeypatch.setattr(wire, "BODY_SECONDS", 0.05)
    service = open_service(tmp_path, sqlite_url(tmp_path))
    migrate(service.engine)

    async def forever() -> AsyncIterator[bytes]:
        while True:
            await asyncio.sleep(0.01)
            yield b" "

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(build_app(service))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.post("/v1/push", content=forever())

    response = asyncio.run(ask())
    service.engine.dispose()

    assert (response.status_code, response.json()["code"]) == (400, "malformed")


@pytest.mark.parametrize("place", ["cell", "key", "text"])
def test_control_characters_are_judged_not_tripped_over(place: str, anna: Visitor) -> None:
    """In a cell's name each is a bad value; inside a value it is data, and comes back as it was."""
    bodies = {
        "cell": lambda sign: Lesson(slot=1).op({f"x{sign}": 1}),
        "key": lambda sign: Lesson(slot=1).op({"x": {f"a{sign}": 1}}),
        "text": lambda sign: Lesson(slot=1).op({"x": f"a{sign}"}),
    }

    results = anna.push(*(bodies[place](sign) for sign in CONTROLS))

    if place == "cell":
        assert {one["code"] for one in results} == {"bad_value"}
    else:
        assert "rejected" not in {one["status"] for one in results}


def test_five_hundred_ops_are_taken_and_one_more_leaves_nothing(anna: Visitor) -> None:
    """The limit is the limit."""
    ops = [Lesson(slot=slot % 16, offset=-1 - slot % 5).op({"topic": f"{slot}"}) for slot in range(501)]

    before = footprint(anna.town)
    refused = anna.try_push(*ops)
    left = footprint(anna.town)

    assert (refused.status_code, left) == (413, before)
    assert len(anna.push(*ops[:500])) == 500
