"""The demo server: makes the region when there is none, and says what is in it.

The description lies in the database beside the region, written in the same transaction: a demo
that was killed while it was being made is made again, one that is there is never made twice.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, select

from server.accounts import NewAccount, add_accounts, hash_password
from server.awakening import awaken
from server.database import is_empty, open_engine, writing
from server.demo.region import DemoRegion, generate
from server.demo.size import DemoSize
from server.folder import is_fresh, make_folder
from server.meta import read_meta, write_meta
from server.schema import school
from server.schools import SchoolNames, add_school
from server.seed import Origin, SeedRecord, seed
from server.service import Service, open_service

_KEY = "demo"


class NotEmpty(Exception):
    """The database holds something that is not this demo; nothing was touched."""


def open_demo(folder: Path, url: str, size: DemoSize, today: date) -> tuple[Service, dict[str, Any]]:
    """The demo's service and its description without the address. Raises NotEmpty."""
    if is_fresh(folder):
        _refuse_foreign(url)
    make_folder(folder)
    service = open_service(folder, url)
    awaken(service)
    described = _read(service.engine)
    if described is None:
        described = _make(service.engine, generate(size, today))
        awaken(service)
    return service, described


def _refuse_foreign(url: str) -> None:
    engine = open_engine(url)
    try:
        if not is_empty(engine):
            raise NotEmpty("the database is not empty, and the data folder is: this is no demo of ours")
    finally:
        engine.dispose()


def _read(engine: Engine) -> dict[str, Any] | None:
    with writing(engine) as connection:
        text = read_meta(connection, _KEY)
        if text is not None:
            described: dict[str, Any] = json.loads(text)
            return described
        if connection.scalar(select(school.c.number).limit(1)) is not None:
            raise NotEmpty("the database holds schools that are no demo")
    return None


def _make(engine: Engine, region: DemoRegion) -> dict[str, Any]:
    with writing(engine) as connection:
        for one in region.schools:
            names = SchoolNames(one.id, one.name, one.short_name, one.place, one.region, one.kind)
            made = add_school(connection, names)
            records = (SeedRecord(*record) for record in region.records(one.id))
            seed(connection, made.number, _noting(records, origins := _Origins()), origins)
            _add_accounts(connection, region, one.id, made.number)
        described = _describe(region)
        write_meta(connection, _KEY, json.dumps(described, ensure_ascii=False))
    return described


def _add_accounts(connection: Connection, region: DemoRegion, school_id: str, number: int) -> None:
    """Ways in; with the roles of an account goes the name that the school's own record has."""
    accounts = [
        NewAccount(
            one.login,
            one.person.full_name,
            frozenset(one.roles),
            hash_password(one.password),
            one.person.id,
        )
        for one in region.accounts
        if one.school == school_id
    ]
    add_accounts(connection, number, accounts)


def _describe(region: DemoRegion) -> dict[str, Any]:
    return {
        "schools": [{"id": one.id, "name": one.name} for one in region.schools],
        "accounts": [
            {
                "login": one.login,
                "password": one.password,
                "school": one.school,
                "person": one.person.id,
                "roles": list(one.roles),
                "name": one.person.full_name,
                "title": one.title,
            }
            for one in region.accounts
        ],
    }


class _Origins:
    """Who wrote a record of the demo: what lies in a course, its teacher, on the lesson's day."""

    def __init__(self) -> None:
        self._teachers: dict[str, list[dict[str, Any]]] = {}

    def note(self, record: SeedRecord) -> None:
        """Remember who teaches a course."""
        if record.kind == "course":
            self._teachers[record.bucket] = record.cells.get("teachers") or []

    def __call__(self, record: SeedRecord) -> Origin:
        teachers = self._teachers.get(record.bucket)
        if not teachers or record.kind == "course":
            return Origin()
        day = str(record.cells.get("date") or "")
        begun = [one for one in teachers if not day or one["from"] <= day]
        person = (begun or teachers)[-1]["person"]
        return Origin(person, f"{day}T14:00:00+03:00" if day else "")


def _noting(records: Iterator[SeedRecord], origins: _Origins) -> Iterator[SeedRecord]:
    for record in records:
        origins.note(record)
        yield record
