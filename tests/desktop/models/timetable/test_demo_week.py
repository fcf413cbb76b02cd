"""The demo's head teacher begins with a week that can be held, and with somebody to cover for."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from desktop.models.journal import Journal
from desktop.models.timetable.desk import TimetableDesk
from desktop.models.timetable.draft_shelf import MemoryDraftShelf
from server.demo.region import generate
from server.demo.size import DemoSize
from sync.replica import Replica
from sync.shelf import BucketState, CellRow, MemoryShelf
from tests.desktop.models.taught import NOW, TODAY
from timetable.checker.checking import check
from timetable.problem import Problem
from timetable.substitutes.ranking import candidates, open_lessons


def desk_of(size: DemoSize, today: date = TODAY) -> TimetableDesk:
    """The desk of a demo school's head teacher, everything received."""
    region, shelf = generate(size, today), MemoryShelf()
    for record in region.records(region.schools[0].id):
        if record.bucket in ("school", "office"):
            cells = record.cells.items()
            shelf.put_base(record.bucket, [CellRow(record.kind, record.id, name, v, 1) for name, v in cells])
    for bucket in ("school", "office"):
        shelf.put_bucket(BucketState(bucket))
    journal = Journal(Replica(shelf, lambda: NOW), region.accounts[0].person.id, lambda: NOW)
    return TimetableDesk(journal, MemoryDraftShelf(), check)


@pytest.mark.parametrize("size", [DemoSize.S, DemoSize.M])
def test_the_published_week_of_a_demo_is_a_draft_that_can_be_held(size: DemoSize) -> None:
    """Every lesson read back, no clash, every hard rule kept: the board opens on a good week."""
    desk = desk_of(size)

    draft = desk.book.draft

    assert draft.is_whole
    assert check(draft).is_legal
    assert has_all_that_a_board_shows(desk.problem)


def has_all_that_a_board_shows(problem: Problem) -> bool:
    """Rooms for something, subjects in the norms, somebody who cannot come, rules."""
    kinds = {room.kind for room in problem.rooms.values()}
    titles = [room.title for room in problem.rooms.values()]
    away = [one for one in problem.teachers.values() if one.away]
    norms = [one for one in problem.subjects.values() if one.norm]
    return bool(kinds - {""}) and len(set(titles)) == len(titles) and bool(away and norms and problem.rules)


@pytest.mark.parametrize("size", [DemoSize.S, DemoSize.M])
def test_somebody_of_a_demo_is_away_soon(size: DemoSize) -> None:
    """«Замены» has lessons of the next days without a teacher, and people to ask."""
    cover = desk_of(size).cover

    situation = cover.read_situation(TODAY, TODAY + timedelta(days=3))

    opened = open_lessons(situation)
    assert opened
    assert any(candidates(situation, one) for one in opened)
