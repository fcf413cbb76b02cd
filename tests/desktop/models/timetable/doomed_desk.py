"""A head teacher's desk over a store on a disk, in processes that die; what they do can be foretold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from desktop.models.journal import Journal
from desktop.models.store import Store, open_store
from desktop.models.timetable.desk import TimetableDesk
from desktop.models.timetable.draft_book import DraftBook
from desktop.models.timetable.draft_shelf import DraftShelf
from school.people import Role
from sync.replica import Replica
from sync.shelf import Base, CellRow
from tests.desktop.models.doomed import KEY
from tests.desktop.models.taught import COLLEAGUE, HEAD, NOW, TEACHER, named
from tests.desktop.models.timetable.school_office import FORM_A, MATHS, WEEK, SchoolOffice
from timetable.cards import Card, Cards
from timetable.findings import Report
from timetable.grid import TimeSlot
from timetable.problem import Problem

MONDAY = date(2026, 11, 23)
MANY = tuple(named(3700 + number) for number in range(20))
"""Loads of five hours each, so that a week is published in several transactions."""


def big_office() -> SchoolOffice:
    """The school with a published week, and a hundred hours more."""
    office = SchoolOffice()
    for number, load in enumerate(MANY):
        office.load(load, MATHS, FORM_A, (TEACHER, COLLEAGUE)[number % 2], 5, title=f"Курс {number}")
    office.publish(WEEK)
    return office


def furnish(folder: Path) -> None:
    """The school on a disk, as a server told it."""
    store, told = open_store(folder, KEY), big_office().shelf
    with store.shelf.transaction():
        for name, state in told.read_buckets().items():
            store.shelf.put_bucket(state)
            store.shelf.put_base(name, _rows(told.read_base(name)))
        store.shelf.put_meta("epoch", "one")
    store.close()


def _rows(base: Base) -> Iterator[CellRow]:
    for key, cells in base.items():
        yield from (CellRow(key.kind, key.id, cell, value, rev) for cell, (value, rev) in cells.items())


def desk_over(store: Store, drafts: DraftShelf | None = None) -> TimetableDesk:
    """The head teacher's desk; any week may be published there."""
    journal = Journal(Replica(store.shelf, lambda: NOW), HEAD, lambda: NOW, frozenset({Role.HEAD_TEACHER}))
    return TimetableDesk(journal, drafts or store.drafts, lambda draft: Report())


def act(book: DraftBook, number: int) -> None:
    """The deed of this number, the same whoever does it: cards put and taken, undone, done again."""
    dice = Random(number)
    [deed] = dice.choices((_put, _take, _undo, _redo), (5, 2, 2, 2))
    deed(book, dice)


def _put(book: DraftBook, dice: Random) -> None:
    problem = book.draft.problem
    keys, places = dice.sample([key for key, _, _ in problem.blocks()], 3), list(problem.grid)
    book.put("Поставить", {key: Card(key, dice.choice(places)) for key in keys})


def _take(book: DraftBook, dice: Random) -> None:
    book.put("В лоток", {dice.choice(sorted(book.draft.cards)): None})


def _undo(book: DraftBook, _dice: Random) -> None:
    book.undo()


def _redo(book: DraftBook, _dice: Random) -> None:
    book.redo()


def step_for_ever(mouth: Connection, folder: Path, first: int) -> None:
    """Do deed after deed; say the number of each when it is shown."""
    book = desk_over(open_store(folder, KEY)).book
    mouth.send_bytes(b"open")
    for number in count(first):
        act(book, number)
        mouth.send_bytes(str(number).encode())


def whole_week(problem: Problem, shift: int) -> Cards:
    """Every block somewhere, each time elsewhere; those of one load on different days."""
    days, slots = len(problem.grid.days), len(problem.grid.slots)
    return {
        key: Card(key, TimeSlot((number + shift) % days, (number // days + shift) % slots))
        for number, (key, _, _) in enumerate(problem.blocks())
    }


def publish_for_ever(mouth: Connection, folder: Path) -> None:
    """Publish week after week from one Monday; say each, when it is told to be published."""
    store = open_store(folder, KEY)
    desk = desk_over(store)
    mouth.send_bytes(b"open")
    for shift in range(1, 1_000):
        desk.book.put_week("Новая неделя", whole_week(desk.problem, shift))
        publication = desk.publish(f"Неделя {shift}", MONDAY)
        list(publication)
        mouth.send_bytes(publication.id.encode())
