"""The scene of the drill: a server over a data folder and five laptops, all on one disk."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import Connection, Engine, func, select

from server.accounts import NewAccount, add_accounts
from server.app import build_app
from server.awakening import awaken
from server.checking import check
from server.database import reading, sqlite_url, writing
from server.folder import remember_url, remembered_url
from server.schema import cell, history, record
from server.schools import SchoolNames, add_school
from server.seed import seed
from server.service import open_service
from tests.drill.laptop import Laptop, open_laptop
from tests.drill.story import LOGINS
from tests.server.town import PASSWORD_HASH, STAFF, named, town_records

SCHOOL = named(1_000)
_OF_THE_SERVER = ("conflict", "review", "verdict", "grant")


@dataclass(frozen=True, slots=True)
class Scene:
    """Where everything lies: the server's data folder, and a folder for each laptop beside it."""

    folder: Path

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def backups(self) -> Path:
        return self.folder / "backups"

    def laptop(self, name: str) -> Path:
        return self.folder / name

    @asynccontextmanager
    async def open(self, names: Iterable[str] = LOGINS) -> AsyncIterator[dict[str, Laptop]]:
        """The server serves, and the laptops are switched on; in this order they exchange."""
        service = open_service(self.data, remembered_url(self.data, None))
        awaken(service)
        app = build_app(service)
        async with AsyncExitStack() as opened:
            await opened.enter_async_context(app.router.lifespan_context(app))
            transport = httpx.ASGITransport(app)
            laptops = {
                name: opened.enter_context(open_laptop(self.laptop(name), transport)) for name in names
            }
            yield laptops


def make_scene(folder: Path, url: str | None) -> Scene:
    """A school of the town's records with its staff; laptops on which nobody has worked yet."""
    scene = Scene(folder)
    for path in (scene.data, scene.backups, *map(scene.laptop, LOGINS)):
        path.mkdir(parents=True)
    remember_url(scene.data, url)
    service = open_service(scene.data, url or sqlite_url(scene.data))
    awaken(service)
    with writing(service.engine) as connection:
        number = add_school(connection, SchoolNames(SCHOOL, "Школа")).number
        seed(connection, number, town_records())
        accounts = [
            NewAccount(login, login.title(), frozenset(roles), PASSWORD_HASH, person)
            for login, (person, roles) in STAFF.items()
        ]
        add_accounts(connection, number, accounts)
    service.engine.dispose()
    return scene


Picture = dict[str, Any]


def picture(engine: Engine) -> Picture:
    """What must be as before: every value, every open question, waiting op and acceptance.

    An op that was declined is not offered again, so its verdict does not come back: its author knows.
    """
    with reading(engine) as connection:
        found = connection.execute(
            select(record.c.kind, record.c.id, cell.c.name, cell.c.value).select_from(record.join(cell))
        )
        records: dict[tuple[str, str], dict[str, Any]] = {}
        for row in found:
            value = json.loads(row.value)
            if value is not None:
                records.setdefault((row.kind, row.id), {})[row.name] = value
    told: Picture = {}
    for (kind, id), cells in records.items():
        said = _what_counts(kind, cells)
        if said:
            told[f"{kind}/{id}"] = said
    return told


def _what_counts(kind: str, cells: dict[str, Any]) -> Any:
    if kind == "conflict":
        open_ones = {name: one["other"] for name, one in cells["cells"].items() if one["settled"] is None}
        return [cells["state"], open_ones] if open_ones else None
    if kind == "review":
        return sorted(cells.get("ops") or {})
    if kind == "verdict":
        return None if cells["status"] == "rejected" else cells["op"]
    return None if kind in _OF_THE_SERVER else cells


def faults(engine: Engine) -> list[str]:
    """What is wrong with the history, and each (op, cell) that was written more than once."""
    with reading(engine) as connection:
        return [*check(connection), *_written_twice(connection)]


def _written_twice(connection: Connection) -> list[str]:
    own = history.c.writes & (history.c.op != "0" * 32) & history.c.name.like("mark/%")
    grouped = select(history.c.op, history.c.name).where(own).group_by(history.c.op, history.c.name)
    again = grouped.having(func.count() > 1)
    return [f"{row.op} wrote {row.name} twice" for row in connection.execute(again)]
