"""A region for a storm: schools of a town's size with all their people, and a way in for each teacher."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from school.people import Role
from server.accounts import NewAccount, add_accounts, hash_password
from server.awakening import awaken
from server.clock import stamp
from server.database import reading, writing
from server.demo.chance import Chance
from server.demo.scene import Scene
from server.demo.size import TOWN, Shape
from server.demo.stream import school_stream
from server.schema import bucket, device, family
from server.schools import SchoolNames, add_school
from server.seed import SeedRecord, seed
from server.service import Service
from server.tokens import ACTIVE, Claims, new_family, sign
from tests.storm.plan import FIRST_SLOT, LESSONS, PUPILS, Lesson, Plan, Teacher

PASSWORD = "пароль на вечер"
_WATCH_SECONDS = 6 * 3_600
_BIG = (5,) * 9 + (2, 1)


@dataclass(frozen=True, slots=True)
class Came:
    """A teacher who may come in."""

    person: str
    device: str
    family: str


def make_region(service: Service, teachers: int, today: date) -> Plan:
    """Make as many schools as that many teachers need, and plan their evening."""
    awaken(service)
    plan = Plan({}, [])
    hashed = hash_password(PASSWORD)
    while len(plan.teachers) < teachers:
        with writing(service.engine) as connection:
            _add_school(connection, service, plan, (teachers, hashed), today)
    awaken(service)
    return msgspec.structs.replace(plan, watcher=_watcher(service))


def _add_school(
    connection: Connection, service: Service, plan: Plan, wanted: tuple[int, str], today: date
) -> None:
    """One more school; a single one is a big one, so that all find a place in it."""
    name = f"Школа № {len(plan.heads) + 1}"
    scene = Scene(Chance(name), _shape(wanted[0]), today)
    school = add_school(connection, SchoolNames(scene.id, name)).number
    records = [SeedRecord(*record) for record in school_stream(scene, name)]
    seed(connection, school, records)
    lessons = _lessons(records, today.isoformat())
    free = wanted[0] - len(plan.teachers)
    people = [Came(person, secrets.token_hex(16), secrets.token_hex(16)) for person in lessons][:free]
    _add_people(connection, school, people, wanted[1])
    heads = connection.execute(select(bucket.c.name, bucket.c.head).where(bucket.c.school == school))
    plan.heads[school] = {row.name: row.head for row in heads}
    work_type = next(one.id for one in records if one.kind == "work_type")
    for one in people:
        claims = Claims(school, one.person, one.device, one.family, int(time.time()))
        refresh = new_family(connection, service.keys.token, claims).refresh
        number = len(plan.teachers)
        plan.teachers.append(Teacher(number, school, refresh, work_type, lessons[one.person]))


def _watcher(service: Service) -> str:
    """A token that lasts, of the first teacher's session: whoever watches is to be no visitor of its own."""
    with reading(service.engine) as connection:
        row = connection.execute(select(family).order_by(family.c.school, family.c.id).limit(1)).one()
    expires = int(time.time()) + _WATCH_SECONDS
    return sign(service.keys.token, Claims(row.school, row.person, row.device, row.id, expires))


def _shape(teachers: int) -> Shape:
    if teachers > 60:
        return Shape("town", "full", TOWN.parallels, TOWN.pupils, 8, TOWN.second_shift, marked=False)
    return Shape("town", "full", _BIG, 1_200, 8, marked=False)


def _lessons(records: list[SeedRecord], day: str) -> dict[str, list[Lesson]]:
    """Six lessons of today for everybody who has a course alone with 25 pupils or more in it."""
    courses: dict[str, list[dict[str, Any]]] = {}
    for one in records:
        if one.kind == "course" and len(one.cells["teachers"]) == 1 and len(_pupils(one.cells)) >= PUPILS:
            courses.setdefault(one.cells["teachers"][0]["person"], []).append({"id": one.id, **one.cells})
    return {person: list(_six(own, day)) for person, own in courses.items()}


def _six(own: list[dict[str, Any]], day: str) -> Iterator[Lesson]:
    for number in range(LESSONS):
        course = own[number % len(own)]
        yield Lesson(course["id"], day, FIRST_SLOT - number, _pupils(course)[:PUPILS])


def _pupils(cells: Any) -> list[str]:
    return [one["pupil"] for one in cells["pupils"] if one["to"] is None]


def _add_people(connection: Connection, school: int, people: list[Came], hashed: str) -> None:
    """An account and a laptop for each."""
    roles = frozenset({Role.TEACHER})
    accounts = [
        NewAccount(f"teacher{number}", "Учитель", roles, hashed, one.person)
        for number, one in enumerate(people)
    ]
    add_accounts(connection, school, accounts)
    now = stamp()
    laptops = [
        {"school": school, "person": one.person, "id": one.device, "name": "ноутбук", "state": ACTIVE}
        for one in people
    ]
    connection.execute(
        device.insert(), [{**one, "first_seen_at": now, "last_seen_at": now} for one in laptops]
    )
