"""An honest server behind a transport: the simulation's region, with the protocol's HTTP around it."""

from __future__ import annotations

import gzip
from typing import Any

import httpx
import msgspec

from desktop.app.desk import local_now
from sync.messages import PullRequest, PushRequest, Session
from sync.remote import Tokens
from tests.simulation.region import Refused, Region

PERSON, OTHER = "anna", "boris"
STATUSES = {"epoch_changed": 409, "scope_changed": 409, "too_large": 413, "malformed": 400, "not_found": 404}
SESSION: dict[str, Any] = {
    "access_token": "access",
    "expires_in": 900,
    "refresh_token": "refresh",
    "person": {"id": PERSON, "name": "", "roles": ["teacher"]},
    "school": {"id": "school", "name": ""},
}


class Keeper:
    """Tokens in memory."""

    def read(self) -> Tokens | None:
        return Tokens("access", "refresh", local_now())

    def keep(self, tokens: Tokens | None) -> None:
        return


def session() -> Session:
    """What a sign-in gave."""
    return msgspec.convert(SESSION, Session)


def answer(region: Region, request: httpx.Request) -> httpx.Response:
    """What an honest server says to the teacher."""
    try:
        return _answer(region, request)
    except Refused as refused:
        epoch, scope = region.epoch, region.scope
        status = STATUSES[refused.code]
        return problem(status, refused.code, epoch=epoch, scope_rev=scope)


def problem(status: int, code: str, **said: Any) -> httpx.Response:
    """A problem document."""
    body = msgspec.json.encode({"status": status, "code": code, **said})
    return httpx.Response(status, headers={"Content-Type": "application/problem+json"}, content=body)


def json(message: Any, **headers: str) -> httpx.Response:
    """A message of the protocol."""
    body = msgspec.json.encode(message)
    return httpx.Response(200, headers={"Content-Type": "application/json", **headers}, content=body)


def _answer(region: Region, request: httpx.Request) -> httpx.Response:
    match request.url.path.split("/")[2:]:
        case ["hello"]:
            return json(region.hello(PERSON))
        case ["push"]:
            return json(region.push(PERSON, "laptop", msgspec.json.decode(_plain(request), type=PushRequest)))
        case ["pull"]:
            return json(region.pull(PERSON, msgspec.json.decode(_plain(request), type=PullRequest)))
        case ["snapshot", bucket]:
            whole = region.snapshot(PERSON, region.epoch, bucket)
            return json(whole, ETag=f'"{region.epoch}:{whole.rev}:{whole.digest}"')
        case ["refresh"]:
            return json(SESSION)
    raise Refused("not_found")


def _plain(request: httpx.Request) -> bytes:
    body = request.read()
    return gzip.decompress(body) if request.headers.get("Content-Encoding") == "gzip" else body
