"""The real server in this process: its application over a real database, backed up, restored, looked into."""

from __future__ import annotations

import asyncio
import json
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, select
from starlette.applications import Starlette

from server.app import build_app
from server.awakening import awaken
from server.checking import check
from server.database import reading
from server.folder import remembered_url
from server.portable import back_up, restore
from server.refusal import Refused
from server.schema import bucket, cell, history, record, result
from server.schools import School, read_epochs, read_schools
from server.scopes import open_view
from server.service import Service, open_service
from server.tokens import Person
from sync.identity import new_op_id
from sync.messages import Change, Op, PushAnswer, PushRequest, Result
from sync.outcome import Entry, Stored
from sync.record import RecordKey
from sync.ruling import Author
from sync.standing import Place, Record, Standing
from tests.server.town import CLERK, STAFF
from tests.simulation.region import Region, State


class RealRegion(Region):
    """The simulation's region as its oracles see it, read from the database of the real server."""

    def __init__(self, folder: Path, runner: asyncio.Runner) -> None:
        super().__init__({})
        self.folder = folder
        self._runner = runner
        self.start()

    def start(self) -> None:
        """Open the folder and serve."""
        self.service: Service = open_service(self.folder, remembered_url(self.folder, None))
        awaken(self.service)
        self.app: Starlette = build_app(self.service)
        self._life: AbstractAsyncContextManager[Any] = self.app.router.lifespan_context(self.app)
        self._runner.run(_begin(self._life))
        self.refresh()

    def stop(self) -> None:
        """Stop serving; nothing of it is open any more."""
        self._runner.run(_end(self._life))

    def back_up(self, path: Path) -> Path:
        """What an engineer copies away."""
        back_up(self.service.engine, path)
        return path

    def lay(self, backup: Path) -> None:
        """Stop, put a back-up in the place of everything, start again."""
        self.stop()
        service = open_service(self.folder, remembered_url(self.folder, None))
        restore(service.engine, backup)
        service.engine.dispose()
        self.start()

    def buckets_of(self, person: str) -> list[str]:
        """What stands on this person's laptops today."""
        with reading(self.service.engine) as connection:
            view = open_view(connection, self.service.shelf, self.school(connection), _person(person))
            return [one.id for one in view.standing_buckets()]

    def school(self, connection: Connection) -> School:
        [school] = read_schools(connection)
        return school

    def act(self, key: RecordKey, home: str, cell_name: str, become: Any) -> None:
        """The office writes one cell; `become` gives its new value for the one that stands."""
        standing = self.values(home).get(key, {}).get(cell_name)
        op = Op(new_op_id(), *key, home, "2026-11-21T09:00:00+03:00", {})
        op = msgspec.structs.replace(op, cells={cell_name: Change(standing, become(standing))})
        try:
            answer = self._push(op, 0)
        except Refused as refused:
            answer = self._push(op, refused.problem.scope_rev or 0)
        assert answer.results[0].status in ("applied", "merged"), answer
        self.refresh()

    def complaints(self) -> list[str]:
        """What `parta-server check` says."""
        with reading(self.service.engine) as connection:
            return check(connection)

    @property
    def epoch(self) -> str:
        with reading(self.service.engine) as connection:
            return self.school(connection).epoch

    def _push(self, op: Op, scope_rev: int) -> PushAnswer:
        request = PushRequest(self.epoch, scope_rev, op.made_at, [op])
        return self.service.ledger.push(_person(CLERK), request)

    def refresh(self) -> None:
        """Read what the oracles look at."""
        with reading(self.service.engine) as connection:
            school = self.school(connection)
            buckets = connection.execute(select(bucket)).all()
            self.state = State(
                records=_records(connection, school),
                stored=_stored(connection),
                heads={row.name: row.head for row in buckets},
                history=_entries(connection),
                head=school.head,
            )


def _person(id: str) -> Person:
    [(login, roles)] = [(login, roles) for login, (person, roles) in STAFF.items() if person == id]
    return Person(1, id, "d" * 32, "", login, frozenset(roles))


def _records(connection: Connection, school: School) -> dict[RecordKey, Record]:
    epochs = read_epochs(connection, school.number)
    found: dict[RecordKey, Record] = {}
    columns = (record.c.kind, record.c.id, record.c.bucket.label("home"), cell)
    for row in connection.execute(select(*columns).select_from(record.join(cell))):
        one = found.setdefault(RecordKey(row.kind, row.id), Record(row.kind, row.id, row.home))
        at = None if row.at_epoch is None else Place(epochs[row.at_epoch], row.at_number)
        floor = json.loads(row.floor) if row.floor else {}
        one.cells[row.name] = Standing(json.loads(row.value), row.rev, at, floor, row.author, row.made_at)
        one.rev = max(one.rev, row.rev)
    return found


def _stored(connection: Connection) -> dict[tuple[str, str], Stored]:
    return {
        (row.person, row.op): Stored(row.body, msgspec.json.decode(row.answer, type=Result))
        for row in connection.execute(select(result))
    }


def _entries(connection: Connection) -> list[Entry]:
    joined = history.outerjoin(
        record, (record.c.school == history.c.school) & (record.c.key == history.c.record)
    )
    columns = (history, record.c.kind, record.c.id, record.c.bucket)
    found = connection.execute(select(*columns).select_from(joined).order_by(history.c.event))
    return [_entry(row) for row in found]


def _entry(row: Row[*tuple[Any, ...]]) -> Entry:
    place = (row.bucket, row.kind, row.id, row.name)
    values = (json.loads(row.old), json.loads(row.new))
    author = Author(row.person, row.device)
    return Entry(*place, *values, row.rev, row.op, author, row.made_at, row.status, row.writes)


async def _begin(life: AbstractAsyncContextManager[Any]) -> None:
    await life.__aenter__()


async def _end(life: AbstractAsyncContextManager[Any]) -> None:
    await life.__aexit__(None, None, None)
