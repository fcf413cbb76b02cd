"""Lies that were found, each by its name: a round ends, the mark is kept, an honest server heals all."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest

from desktop.app.desk import local_now
from sync.errors import BadAnswer
from sync.local_copy import Wish
from sync.progress import OfflineReason
from sync.remote import HttpRemote
from sync.shelf import OpState
from sync.visit import visit
from tests.lies.evening import COURSES, LESSON, assert_agrees, busy_region, client
from tests.lies.honest import SESSION, Keeper, answer, json, problem

FAR = 1 << 40
COURSE = COURSES[0]
Said = dict[str, Any]


def _pages(said: Said, **others: Any) -> None:
    for page in said["buckets"].values():
        page.update(others)


def _rows(said: Said) -> list[Said]:
    return [
        cell for page in said["buckets"].values() for one in page["records"] for cell in one["cells"].values()
    ]


def _name(said: Said, bucket: str) -> None:
    said["buckets"].append({"id": bucket, "head": 1})


def _deep(said: Said) -> None:
    value: Any = []
    for _ in range(900):
        value = [value]
    said["epoch"] = value


SPOILT: dict[str, tuple[str, Callable[[Said], Any]]] = {
    "a bucket of which no address can be made": ("hello", lambda said: _name(said, "\0")),
    "a bucket with a path in its name": ("hello", lambda said: _name(said, "../hello?")),
    "a head that no database holds": ("hello", lambda said: said["buckets"][0].update(head=1 << 70)),
    "a head far beyond": ("hello", lambda said: said["buckets"][0].update(head=FAR)),
    "a time before all times": ("hello", lambda said: said.update(server_time="0001-01-01T00:00:00+23:59")),
    "a time after all times": ("hello", lambda said: said.update(server_time="9999-12-31T23:59:59-23:59")),
    "no ops at a time": ("hello", lambda said: said["limits"].update(ops=0)),
    "a scope that no database holds": ("hello", lambda said: said.update(scope_rev=10**18 * 9)),
    "results twice": ("push", lambda said: said.update(results=said["results"] * 2)),
    "no results": ("push", lambda said: said.update(results=[])),
    "a result far beyond": ("push", lambda said: said["results"][0].update(rev=FAR)),
    "a result that no database holds": ("push", lambda said: said["results"][0].update(rev=1 << 70)),
    "a push of another epoch": ("push", lambda said: said.update(epoch="another")),
    "a pull of another epoch": ("pull", lambda said: said.update(epoch="another")),
    "no page at all": ("pull", lambda said: said.update(buckets={})),
    "a last page without a digest": ("pull", lambda said: _pages(said, records=[], digest=None)),
    "a cursor far beyond": ("pull", lambda said: _pages(said, next=FAR, head=FAR)),
    "a row that no database holds": ("pull", lambda said: [cell.update(rev=1 << 70) for cell in _rows(said)]),
    "rows missing": ("pull", lambda said: _pages(said, records=[])),
    "more without rows": ("pull", lambda said: _pages(said, records=[], more=True, head=FAR)),
    "a snapshot of another bucket": ("snapshot", lambda said: said.update(bucket=COURSES[1])),
    "a snapshot with rows beyond it": ("snapshot", lambda said: said.update(rev=0)),
    "nesting without end": ("pull", _deep),
    "nesting without end in a snapshot": ("snapshot", _deep),
}  # fmt: skip


@pytest.mark.parametrize("name", SPOILT)
def test_a_lie_ends_with_its_teller(name: str, tmp_path: Path) -> None:
    """While it is told a round ends and the mark is kept; told no more, all agrees without a new start."""
    region, (path, spoil) = busy_region(), SPOILT[name]
    lying, asked = True, 0

    def handler(request: httpx.Request) -> httpx.Response:
        nonlocal asked
        asked += 1
        assert asked < 200, "a round without end"
        true = answer(region, request)
        if not lying or not request.url.path.startswith(f"/v1/{path}") or true.status_code != 200:
            return true
        said = msgspec.json.decode(true.content)
        spoil(said)
        return json(said, **({"ETag": true.headers["ETag"]} if "ETag" in true.headers else {}))

    with client(tmp_path / "store", handler) as one:
        op = one.types("topic", "Дроби")
        one.exchange()
        asked, kept = 0, one.store.shelf.read_op(op)
        lying = False
        for _ in range(4):
            one.exchange()

        assert kept is not None
        assert kept.state is not OpState.REJECTED
        assert_agrees(one, region)


def test_a_bucket_corrupted_twice_is_read_again_at_the_next_start(tmp_path: Path) -> None:
    """Whoever lied in pages and snapshots may be gone by then."""
    region = busy_region()
    lying = True

    def handler(request: httpx.Request) -> httpx.Response:
        true = answer(region, request)
        wrong = true.content.replace(b'"v":"0"', b'"v":"9"') if lying else true.content
        return httpx.Response(true.status_code, headers=true.headers, content=wrong)

    with client(tmp_path / "store", handler) as one:
        assert COURSE in one.exchange().damaged_buckets
        assert COURSE in one.exchange().damaged_buckets
    lying = False
    with client(tmp_path / "store", handler) as one:
        one.exchange()

        assert_agrees(one, region)


def test_pages_without_end_end(tmp_path: Path) -> None:
    """A server that always has one more number is left, and the mark has gone out meanwhile."""
    region = busy_region()

    def handler(request: httpx.Request) -> httpx.Response:
        true = answer(region, request)
        if request.url.path.endswith("hello"):
            said = msgspec.json.decode(true.content)
            return json({**said, "buckets": [{**one, "head": one["head"] + 5} for one in said["buckets"]]})
        if not request.url.path.endswith("pull"):
            return true
        pages = {}
        for bucket, cursor in msgspec.json.decode(request.content)["buckets"].items():
            row = {"kind": "lesson", "id": LESSON, "cells": {"x": {"v": 1, "rev": cursor + 1}}}
            pages[bucket] = {"records": [row], "next": cursor + 1, "head": cursor + 9, "more": True}
        return json({"epoch": region.epoch, "buckets": pages, "revoked": []})

    with client(tmp_path / "store", handler) as one:
        one.types("topic", "Дроби")
        report = one.exchange()

        assert report.offline_reason is OfflineReason.BROKEN_ANSWER
        assert one.replica.counts().unsent == 0


@pytest.mark.parametrize(
    "said",
    [
        {"expires_in": 1 << 60},
        {"expires_in": -1},
        {"access_token": "a\nb"},
        {"access_token": "ё"},
        {"access_token": ""},
    ],
)
def test_a_token_that_no_header_holds_is_not_kept(said: Said, tmp_path: Path) -> None:
    """The old tokens stay, and work with an honest server."""
    region = busy_region()
    lying = True

    def handler(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("refresh"):
            return json({**SESSION, **said})
        return problem(401, "expired") if lying else answer(region, request)

    with client(tmp_path / "store", handler) as one:
        report = one.exchange()
        lying = False

        assert report.offline_reason is OfflineReason.BROKEN_ANSWER
        assert one.exchange().finished


def test_a_visitor_is_told_when_nothing_came_back() -> None:
    """An answer without the result of what was sent is a broken answer, and nothing stays queued."""
    region = busy_region()

    def handler(request: httpx.Request) -> httpx.Response:
        true = answer(region, request)
        return json({"epoch": region.epoch, "results": []}) if request.url.path.endswith("push") else true

    async def work() -> None:
        remote = HttpRemote("http://127.0.0.1", Keeper(), httpx.MockTransport(handler))
        opened = await visit(remote, COURSE, local_now)
        with pytest.raises(BadAnswer):
            await opened.put(Wish(COURSE, "lesson", LESSON, {"topic": "Дроби"}))
        assert opened.replica.next_push() is None

    asyncio.run(work())
