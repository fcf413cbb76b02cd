"""A writer: one push after the other through the real ledger, also while the database falls."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.exc import DBAPIError

from server.database import writing
from server.refusal import Refused
from server.schools import read_school_number
from server.scopes import open_view, settle_scope_rev
from server.service import Service, open_service
from server.tokens import Person
from sync.identity import default_work_id, lesson_id, new_op_id
from sync.messages import Change, Op, PushRequest
from tests.hunt.early import plant_early_numbers
from tests.hunt.school import FIRST_DAY, PUPILS, SHARED, course, person, teacher
from tests.server.town import day, mark

_SLOTS, _DAYS = 16, 60
_SHARED_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Orders:
    """What a writer is to do.

    `planted`: with a ledger that takes its numbers too early; `until`: of the monotonic clock, when it
    stops although ops are left.
    """

    folder: Path
    url: str
    school: int
    number: int
    transactions: int
    planted: bool = False
    until: float = float("inf")


@dataclass
class Deeds:
    """What a writer did: the status of each acknowledged op; how often the database refused, by its code."""

    acknowledged: dict[str, str] = field(default_factory=dict)
    met: Counter[str] = field(default_factory=Counter)
    surfaced: Counter[str] = field(default_factory=Counter)


def write(orders: Orders) -> Deeds:
    """Push until every op is acknowledged, each again and again until it is answered."""
    service = open_service(orders.folder, orders.url)
    if orders.planted:
        plant_early_numbers(service.engine, orders.school)
    deeds, me = Deeds(), person(orders.school, teacher(orders.number))
    _count_refusals(service.engine, deeds.met)
    epoch, scope_rev = _greet(service, me)
    for op in takewhile(lambda _: time.monotonic() < orders.until, _ops(orders)):
        request = PushRequest(epoch, scope_rev, "", [op])
        while op.op not in deeds.acknowledged:
            try:
                answer = service.ledger.push(me, request)
                deeds.acknowledged[op.op] = answer.results[0].status
            except (DBAPIError, Refused) as error:
                deeds.surfaced[_code(error)] += 1
                time.sleep(0.05 + 0.1 * random.random())
    service.engine.dispose()
    return deeds


def _ops(orders: Orders) -> Iterator[Op]:
    """Mostly the own course, each cell once; one in five the shared one, over what was last seen there."""
    chance = random.Random(orders.number)
    seen: dict[tuple[str, str], Any] = {}
    for turn in range(orders.transactions):
        is_shared = chance.random() < _SHARED_SHARE
        where = SHARED if is_shared else course(orders.number)
        place = chance.randrange(_SLOTS * _DAYS) if is_shared else turn // len(PUPILS)
        date, slot = day(FIRST_DAY + place // _SLOTS), place % _SLOTS
        lesson = lesson_id(where, date, slot)
        pupil = chance.choice(PUPILS) if is_shared else PUPILS[turn % len(PUPILS)]
        name, value = f"mark/{pupil}/{default_work_id(lesson)}", mark(chance.choice("2345"))
        cells = {name: Change(seen.get((lesson, name)), value)}
        identity = {"date": Change(None, date), "slot": Change(None, slot)}
        seen[lesson, name] = value
        made_at = "2026-11-21T09:14:03+03:00"
        yield Op(new_op_id(), "lesson", lesson, f"course:{where}", made_at, {**identity, **cells})


def _greet(service: Service, me: Person) -> tuple[str, int]:
    with writing(service.engine) as connection:
        school = read_school_number(connection, me.school)
        view = open_view(connection, service.shelf, school, me)
        return school.epoch, settle_scope_rev(connection, view, [one.id for one in view.standing_buckets()])


def _count_refusals(engine: Engine, met: Counter[str]) -> None:
    def note(context: Any) -> None:
        met[str(getattr(context.original_exception, "sqlstate", None))] += 1

    event.listen(engine, "handle_error", note)


def _code(error: DBAPIError | Refused) -> str:
    if isinstance(error, Refused):
        return error.problem.code
    return str(getattr(error.orig, "sqlstate", None))
