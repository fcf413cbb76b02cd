"""A server that lies: what an honest one says, spoiled in one place, or something else altogether."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import httpx
import msgspec

from tests.lies.honest import answer, json, problem
from tests.simulation.region import Region

Lie = Callable[[random.Random, httpx.Request, httpx.Response], httpx.Response]

NONSENSE: tuple[Any, ...] = (
    None, True, -1, 0, 1, 2, 7, 1 << 62, 1 << 63, 1 << 70, -(1 << 70), 1.5, "", "x", "\0", "é", "a b\n",
    "../..", "x" * 70_000, "applied", "review", "rejected", "0001-01-01T00:00:00+23:59",
    "9999-12-31T23:59:59-23:59", "course:a", "course:b", "person:anna", [], [None], [[]], {}, {"a": None},
    {"v": 1, "rev": 3}, {"op": "x", "status": "applied"},
)  # fmt: skip


def spoil(dice: random.Random, said: Any) -> Any:
    """The same JSON with one place out of order."""
    places = list(_places(said))
    if not places:
        return dice.choice(NONSENSE)
    parent, key = dice.choice(places)
    how = dice.randrange(6)
    value = parent[key]
    if how == 0:
        del parent[key]
    elif how == 1 and isinstance(value, int):
        parent[key] = value + dice.choice((-3, -1, 1, 5, 1000))
    elif how == 2 and isinstance(value, list):
        parent[key] = value * 2
    elif how == 3 and isinstance(value, list):
        parent[key] = value[::-1][: dice.randrange(len(value) + 1)]
    elif how == 4 and isinstance(value, dict) and value:
        name = dice.choice(list(value))
        value[str(dice.choice(NONSENSE))] = value.pop(name)
    else:
        parent[key] = dice.choice(NONSENSE)
    return said


def _places(said: Any) -> Any:
    """Every place of a JSON value, as its holder and the key there."""
    keys = list(said) if isinstance(said, dict) else range(len(said)) if isinstance(said, list) else ()
    for key in keys:
        yield said, key
        yield from _places(said[key])


def spoiled(dice: random.Random, request: httpx.Request, true: httpx.Response) -> httpx.Response:
    """The honest answer with one to three places out of order."""
    said = msgspec.json.decode(true.content)
    for _ in range(dice.choice((1, 1, 2, 3))):
        said = spoil(dice, said)
    return httpx.Response(true.status_code, headers=_headers(true), content=msgspec.json.encode(said))


def cut(dice: random.Random, request: httpx.Request, true: httpx.Response) -> httpx.Response:
    """The honest answer, not whole."""
    half = true.content[: dice.randrange(len(true.content) + 1)]
    return httpx.Response(true.status_code, headers=_headers(true), content=half)


def flipped(dice: random.Random, request: httpx.Request, true: httpx.Response) -> httpx.Response:
    """The honest answer, a byte of it changed."""
    bytes_ = bytearray(true.content)
    bytes_[dice.randrange(len(bytes_))] = dice.randrange(256)
    return httpx.Response(true.status_code, headers=_headers(true), content=bytes(bytes_))


def portal(dice: random.Random, request: httpx.Request, true: httpx.Response) -> httpx.Response:
    """A captive portal's page, honest about its type or not."""
    kind = dice.choice(("text/html", "application/json", "application/problem+json", ""))
    return httpx.Response(dice.choice((200, 200, 302, 511)), headers={"Content-Type": kind}, text="<html>")


def redirect(dice: random.Random, request: httpx.Request, true: httpx.Response) -> httpx.Response:
    """Somewhere else."""
    where = dice.choice(("/", "http://example.com/", "", "\x00", "/v1/hello"))
    return httpx.Response(dice.choice((301, 302, 307, 308, 304, 300)), headers={"Location": where})


def refusal(dice: random.Random, request: httpx.Request, true: httpx.Response) -> httpx.Response:
    """A problem document of any kind."""
    status = dice.choice((400, 401, 401, 403, 404, 409, 413, 426, 429, 500, 502, 503, 599, 101))
    code = dice.choice(
        ("expired", "device_revoked", "device_wiped", "epoch_changed", "scope_changed", "malformed", "x")
    )
    said = dice.choice(
        ({}, {"epoch": "e"}, {"epoch": ""}, {"scope_rev": 9}, {"epoch": 5}, {"scope_rev": 1 << 70})
    )
    said_no = problem(status, code, **said)
    said_no.headers["Retry-After"] = dice.choice(("0", "-5", "nan", "inf", "1e999", "soon", "", "9" * 400))
    return said_no


def deep(dice: random.Random, request: httpx.Request, true: httpx.Response) -> httpx.Response:
    """A message nested without end, in a place where anything may stand."""
    depth = dice.choice((40, 900, 5_000, 200_000))
    bomb = b"[" * depth + b"]" * depth
    body = dice.choice((bomb, b'{"epoch":"x","buckets":' + bomb + b"}", _with_value(true, bomb)))
    return httpx.Response(200, headers=_headers(true), content=body)


def packed(dice: random.Random, request: httpx.Request, true: httpx.Response) -> httpx.Response:
    """Bytes that are not what the header says."""
    how = dice.choice(("gzip", "deflate", "br", "zstd", "x"))
    headers = {**_headers(true), "Content-Encoding": how}
    return httpx.Response(200, headers=headers, stream=httpx.ByteStream(true.content))


def new_epoch(dice: random.Random, request: httpx.Request, true: httpx.Response) -> httpx.Response:
    """Another epoch at every request."""
    said = msgspec.json.decode(true.content)
    epoch = f"epoch {dice.random()}"
    if isinstance(said, dict):
        said["epoch"] = epoch
    headers = {**_headers(true), "ETag": f'"{epoch}:1:x"'}
    return httpx.Response(true.status_code, headers=headers, content=msgspec.json.encode(said))


def more_forever(dice: random.Random, request: httpx.Request, true: httpx.Response) -> httpx.Response:
    """A page always, and always more to come."""
    said = msgspec.json.decode(true.content)
    if not isinstance(said, dict) or not isinstance(said.get("buckets"), dict):
        return true
    asked = msgspec.json.decode(request.content)["buckets"] if request.url.path.endswith("pull") else {}
    with_rows = dice.random() < 0.5
    for bucket, cursor in asked.items():
        cells = {"topic": {"v": "x", "rev": cursor + 1}}
        rows = [{"kind": "lesson", "id": "x", "cells": cells}] if with_rows else []
        said["buckets"][bucket] = {"records": rows, "next": cursor + 1, "head": cursor + 9, "more": True}
    return json(said)


def another(dice: random.Random, request: httpx.Request, true: httpx.Response) -> httpx.Response:
    """An answer to something else."""
    page = {"epoch": "epoch-1", "buckets": {}, "revoked": []}
    return json(dice.choice(({}, [], None, {"results": [], "epoch": "epoch-1"}, page)))


LIES: tuple[Lie, ...] = (
    spoiled, spoiled, spoiled, spoiled, spoiled, cut, flipped, portal, redirect, refusal, refusal, deep,
    packed, new_epoch, more_forever, another,
)  # fmt: skip


class Liar:
    """Lies with a certain chance, and counts how often it was asked."""

    most = 3_000

    def __init__(
        self, region: Region, dice: random.Random, chance: float, lies: tuple[Lie, ...] = LIES
    ) -> None:
        self.region = region
        self.dice = dice
        self.chance = chance
        self.lies = lies
        self.asked = 0
        self.told: list[bytes] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked += 1
        assert self.asked < self.most, "a round without end"
        true = honest = answer(self.region, request)
        if self.dice.random() < self.chance:
            true = self.dice.choice(self.lies)(self.dice, request, true)
        if request.url.path.endswith("push"):
            self.told += [honest.content, *([] if "Content-Encoding" in true.headers else [true.content])]
        return true


def _headers(true: httpx.Response) -> dict[str, str]:
    return {name: true.headers[name] for name in ("Content-Type", "ETag") if name in true.headers}


def _with_value(true: httpx.Response, bomb: bytes) -> bytes:
    return true.content.replace(b'"v":', b'"v":' + bomb + b',"w":', 1)
