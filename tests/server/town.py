"""A school for tests over HTTP: dates go by today, people sign in and say ops."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import msgspec

from school.people import Role
from server.accounts import NewAccount, add_accounts, hash_password
from server.database import writing
from server.schools import SchoolNames, add_school
from server.seed import SeedRecord, seed
from sync.identity import default_work_id, enrolment_id, lesson_id, new_op_id, term_mark_id
from sync.record import canonical, digest, fingerprint
from tests.server.description import Description
from tests.server.running import Running

PASSWORD = "один пароль на всех"
PASSWORD_HASH = hash_password(PASSWORD)
_client = httpx.Client(timeout=60)
TODAY = datetime.now(ZoneInfo("Europe/Moscow")).date()


def day(offset: int) -> str:
    """A day so many days from today."""
    return str(TODAY + timedelta(days=offset))


def mark(*values: str, **others: Any) -> dict[str, Any]:
    """A mark's value."""
    return {"values": list(values), "duty": False, "comment": "", **others}


def named(number: int) -> str:
    """A UUID that a reader can tell from another."""
    return f"00000000-0000-4000-8000-{number:012d}"


ANNA, BORIS, STRANGER, TUTOR, HEAD, CLERK, PRINCIPAL = (named(number) for number in range(1, 8))
FORM, OTHER_FORM = named(71), named(81)
ALGEBRA, GEOMETRY = named(101), named(102)
PUPIL, SECOND, NEWCOMER, OUTSIDER = (named(number) for number in range(201, 205))
LOCKED, OPEN, YEAR = named(301), named(302), named(303)
COURSE = f"course:{ALGEBRA}"

STAFF = {
    "anna": (ANNA, [Role.TEACHER]),
    "boris": (BORIS, [Role.TEACHER]),
    "stranger": (STRANGER, [Role.TEACHER]),
    "tutor": (TUTOR, [Role.TEACHER]),
    "head": (HEAD, [Role.HEAD_TEACHER]),
    "clerk": (CLERK, [Role.ADMINISTRATOR]),
    "principal": (PRINCIPAL, [Role.PRINCIPAL]),
}


def town_records() -> Iterator[SeedRecord]:
    """7Б with algebra of two teachers, 8А with geometry of a third; a locked term and an open one."""

    def since(key: str, who: str, offset: int = -120) -> dict[str, Any]:
        return {key: who, "from": day(offset), "to": None}

    def term(id: str, first: int, last: int, locked: str | None) -> SeedRecord:
        cells = {"title": "", "kind": "quarter", "from": day(first), "to": day(last), "locked_at": locked}
        return SeedRecord("school", "term", id, cells)

    yield SeedRecord("school", "school", named(900), {"title": "Школа", "zone": "Europe/Moscow"})
    yield SeedRecord("school", "year", YEAR, {"from": day(-120), "to": day(120)})
    yield term(LOCKED, -120, -41, f"{day(-40)}T08:00:00+03:00")
    yield term(OPEN, -40, 60, None)
    rule = {"key": "editing_window_days", "value": 14}
    yield SeedRecord("school", "rule", named(801), rule)
    yield SeedRecord("school", "work_type", named(401), {"title": "Ответ", "short": "О"})
    code = {"key": "absent", "shown": "Н", "absent": True, "excused": False}
    yield SeedRecord("school", "attendance_code", named(501), code)
    for form, title, tutors in ((FORM, "7Б", [since("person", TUTOR)]), (OTHER_FORM, "8А", [])):
        cells = {"title": title, "term_kind": "quarter", "tutors": tutors}
        yield SeedRecord("school", "form", form, cells)
    yield _course(
        ALGEBRA,
        FORM,
        [since("person", ANNA), since("person", BORIS)],
        [since("pupil", PUPIL), since("pupil", SECOND), since("pupil", NEWCOMER, -5)],
    )
    yield _course(GEOMETRY, OTHER_FORM, [since("person", STRANGER)], [since("pupil", OUTSIDER)])
    for form, pupil in ((FORM, PUPIL), (FORM, SECOND), (OTHER_FORM, OUTSIDER)):
        cells = {"pupil": pupil, "from": day(-120), "family_name": "Иванов"}
        yield SeedRecord(f"form:{form}", "enrolment", enrolment_id(form, pupil, day(-120)), cells)


def _course(course: str, form: str, teachers: list[Any], pupils: list[Any]) -> SeedRecord:
    cells = {"title": "Предмет", "forms": [form], "teachers": teachers, "pupils": pupils}
    return SeedRecord(f"course:{course}", "course", course, cells)


class Town:
    """One school on a running server; each test has its own."""

    def __init__(self, server: Running, description: Description) -> None:
        self.server = server
        self.description = description
        self.id = str(uuid.uuid4())
        with writing(server.engine) as connection:
            self.number = add_school(connection, SchoolNames(self.id, f"Школа {self.id[:8]}")).number
            seed(connection, self.number, town_records())
            accounts = [
                NewAccount(login, login.title(), frozenset(roles), PASSWORD_HASH, person)
                for login, (person, roles) in STAFF.items()
            ]
            add_accounts(connection, self.number, accounts)

    def sign_in(self, login: str, device: str | None = None) -> Visitor:
        """Somebody at a computer of theirs, signed in and greeted."""
        visitor = self.visitor(login, device)
        visitor.sign_in()
        visitor.greet()
        return visitor

    def visitor(self, login: str, device: str | None = None) -> Visitor:
        """Somebody at a computer, not signed in yet."""
        return Visitor(self, login, device or secrets.token_hex(16))


@dataclass
class Visitor:
    """A person with a bare HTTP client: no store, no engine, only what was said."""

    town: Town
    login: str
    device: str
    access: str = ""
    refresh: str = ""
    epoch: str = ""
    scope_rev: int = 0
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def person(self) -> str:
        """The person's id."""
        return STAFF[self.login][0]

    def sign_in(self, password: str = PASSWORD) -> httpx.Response:
        """Sign in and keep the tokens."""
        said = {
            "school": self.town.id,
            "login": self.login,
            "password": password,
            "device": {"id": self.device, "name": "школьный ноутбук"},
        }
        response = self.ask("POST", "/v1/sign-in", said)
        self.keep(response)
        return response

    def keep(self, response: httpx.Response) -> None:
        """Keep the tokens of a sign-in or a refresh."""
        if response.status_code == 200:
            session = response.json()
            self.access, self.refresh = session["access_token"], session["refresh_token"]

    def greet(self) -> dict[str, Any]:
        """Ask hello and keep epoch and scope."""
        hello: dict[str, Any] = self.ask("GET", "/v1/hello").json()
        self.epoch, self.scope_rev = hello["epoch"], hello["scope_rev"]
        return hello

    def ask(self, method: str, path: str, said: Any = None, **others: Any) -> httpx.Response:
        """One request; its answer must be one that the OpenAPI description knows."""
        headers = {"Parta-Protocol": "1", **self.headers, **others.pop("headers", {})}
        if self.access:
            headers["Authorization"] = f"Bearer {self.access}"
        if said is not None:
            others["content"] = msgspec.json.encode(said)
        response = _client.request(method, self.town.server.url + path, headers=headers, **others)
        self.town.description.check(method, path, response)
        return response

    def push(self, *ops: dict[str, Any], **over: Any) -> list[dict[str, Any]]:
        """Push ops that are taken; the results."""
        response = self.try_push(*ops, **over)
        assert response.status_code == 200, response.text
        results: list[dict[str, Any]] = response.json()["results"]
        assert [one["op"] for one in results] == [one["op"] for one in ops]
        return results

    def try_push(self, *ops: dict[str, Any], **over: Any) -> httpx.Response:
        """Push ops; the answer."""
        sent_at = datetime.now().astimezone().isoformat()
        said = {"epoch": self.epoch, "scope_rev": self.scope_rev, "sent_at": sent_at, "ops": list(ops)}
        return self.ask("POST", "/v1/push", {**said, **over})

    def pull(self, bucket: str, cursor: int = 0, limit: int = 500) -> dict[str, Any]:
        """One page of a bucket."""
        said = {"epoch": self.epoch, "buckets": {bucket: cursor}, "limit": limit}
        page: dict[str, Any] = self.ask("POST", "/v1/pull", said).json()["buckets"][bucket]
        return page

    def read(self, bucket: str) -> dict[tuple[str, str], dict[str, Any]]:
        """A bucket pulled from nothing, values only; the digest is checked."""
        records: dict[tuple[str, str], dict[str, Any]] = {}
        cursor, page = 0, self.pull(bucket)
        while True:
            for one in page["records"]:
                cells = records.setdefault((one["kind"], one["id"]), {})
                cells.update({name: cell["v"] for name, cell in one["cells"].items()})
            if not page["more"]:
                break
            cursor = page["next"]
            page = self.pull(bucket, cursor)
        assert page["digest"] == digest(fingerprint(kind, id, cells) for (kind, id), cells in records.items())
        return records

    @contextmanager
    def without_token(self) -> Iterator[None]:
        """Ask as nobody for a while."""
        access, self.access = self.access, ""
        yield
        self.access = access


def op(kind: str, record: str, bucket: str, cells: dict[str, Any], **others: Any) -> dict[str, Any]:
    """An op; `cells` are new values, or pairs of base and new."""
    changes = {
        name: {"base": said[0], "new": said[1]} if isinstance(said, tuple) else {"base": None, "new": said}
        for name, said in cells.items()
    }
    made_at = datetime.now().astimezone().isoformat()
    body = {"op": new_op_id(), "kind": kind, "id": record, "bucket": bucket, "seen": 0, "made_at": made_at}
    return {**body, "cells": changes, **others}


@dataclass(frozen=True)
class Lesson:
    """A lesson of algebra, and ops on it."""

    offset: int = -1
    slot: int = 3
    course: str = ALGEBRA

    @property
    def id(self) -> str:
        """The lesson's id."""
        return lesson_id(self.course, day(self.offset), self.slot)

    @property
    def work(self) -> str:
        """Its default work."""
        return default_work_id(self.id)

    def cell(self, pupil: str = PUPIL) -> str:
        """The cell of a pupil's mark for the default work."""
        return f"mark/{pupil}/{self.work}"

    def op(self, cells: dict[str, Any], **others: Any) -> dict[str, Any]:
        """An op on the lesson; date and slot go with it."""
        identity = {"date": day(self.offset), "slot": self.slot}
        return op("lesson", self.id, f"course:{self.course}", {**identity, **cells}, **others)

    def mark(self, value: str, pupil: str = PUPIL, base: Any = None, **others: Any) -> dict[str, Any]:
        """An op that sets a mark."""
        return self.op({self.cell(pupil): (base, mark(value))}, **others)


def term_mark(term: str, value: str) -> dict[str, Any]:
    """An op that sets a term mark."""
    cells = {"term": term, f"mark/{PUPIL}": mark(value)}
    return op("term_mark", term_mark_id(ALGEBRA, term), COURSE, cells)


def size_of(value: Any) -> int:
    """How many bytes a value is on the wire, plain."""
    return len(canonical(value).encode())


__all__ = ["Lesson", "Town", "Visitor", "date", "day", "mark", "op", "term_mark"]
