"""Copies of the database: one a day, one before each migration, and which of them are kept."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from desktop.models import copies
from desktop.models.database import close_database, open_database
from desktop.models.faults import Damaged, NewerStore, NotWritten
from desktop.models.layout import Layout
from desktop.models.migrations.ladder import STEPS, climb, version_of
from desktop.models.store import open_store
from tests.desktop.models.conftest import KEY, Opener
from tests.desktop.models.making import type_op

DAY = date(2026, 11, 21)
SECOND = ("CREATE TABLE word (word TEXT)", "INSERT INTO word VALUES ('there')")


def test_one_copy_a_day_and_a_week_of_them(opened: Opener, folder: Path) -> None:
    """The second call of a day does nothing; the eighth day's copy is the oldest that goes."""
    store = opened()

    taken = [store.take_copy(DAY + timedelta(days=n // 2)) for n in range(20)]

    assert taken == [True, False] * 10
    days = [copy.day for copy in copies.copies_of(Layout(folder))]
    assert days == [DAY + timedelta(days=9 - n) for n in range(copies.KEPT_DAILY)]


def test_a_copy_holds_what_was_done_until_then(opened: Opener, folder: Path) -> None:
    """The copy is whole, the write-ahead log included, and the store's key opens it."""
    store = opened()
    type_op(store.shelf)
    store.take_copy(DAY)

    newest = copies.newest_whole(Layout(folder), KEY)

    assert newest is not None
    connection = open_database(newest.path, KEY)
    assert connection.exec_driver_sql("SELECT count(*) FROM op").scalar() == 1
    close_database(connection)
    assert copies.newest_whole(Layout(folder), bytes(32)) is None


def test_no_copy_is_taken_of_a_damaged_database(opened: Opener, folder: Path) -> None:
    """A bad copy must not push a good one out."""
    store = opened()
    type_op(store.shelf)
    store.take_copy(DAY)
    with Layout(folder).database.open("r+b") as file:
        file.seek(-3000, os.SEEK_END)
        file.write(bytes(64))

    with pytest.raises(Damaged):
        store.take_copy(DAY + timedelta(days=1))

    assert [copy.day for copy in copies.copies_of(Layout(folder))] == [DAY]


def test_a_copy_that_cannot_be_written_is_a_fault_with_words(opened: Opener, folder: Path) -> None:
    """The disk's refusal is told as such, and the store works on."""
    store = opened()
    Layout(folder).copies.write_bytes(b"a file where the folder should be")

    with pytest.raises(NotWritten):
        store.take_copy(DAY)

    type_op(store.shelf)


def test_a_copy_is_taken_before_each_migration(opened: Opener, folder: Path) -> None:
    """Two steps are climbed, and each leaves a copy of what was before it; the first leaves none."""
    store = opened()
    type_op(store.shelf)
    layout, connection = store.layout, store._connection
    third = ("DROP TABLE op",)

    taken = climb(
        connection,
        lambda version: copies.take_before_migration(layout, connection, version, DAY),
        (*STEPS, SECOND, third),
    )

    assert taken == [3, 4]
    kept = copies.copies_of(Layout(folder))
    assert [copy.path.name for copy in kept] == ["2026-11-21-before-0004.db", "2026-11-21-before-0003.db"]
    versions = []
    for copy in kept:
        copied = open_database(copy.path, KEY)
        versions.append((version_of(copied), copied.exec_driver_sql("SELECT count(*) FROM op").scalar()))
        close_database(copied)
    assert versions == [(3, 1), (2, 1)]


def test_old_copies_of_migrations_go(opened: Opener, folder: Path) -> None:
    """The last three are kept, whatever their day."""
    store = opened()
    store.take_copy(DAY)

    for version in range(1, 7):
        copies.take_before_migration(store.layout, store._connection, version, DAY + timedelta(days=version))

    kept = [copy.path.name for copy in copies.copies_of(Layout(folder))]
    assert kept == [
        "2026-11-27-before-0007.db",
        "2026-11-26-before-0006.db",
        "2026-11-25-before-0005.db",
        "2026-11-21.db",
    ]


def test_a_step_that_fails_leaves_the_database_as_it_was(opened: Opener) -> None:
    """A migration is one transaction: neither its tables nor its number stay behind."""
    store = opened()
    wrong = (*SECOND, "INSERT INTO nowhere VALUES (1)")

    with pytest.raises(DBAPIError):
        climb(store._connection, int, (*STEPS, wrong))

    assert version_of(store._connection) == len(STEPS)
    assert climb(store._connection, int, (*STEPS, SECOND)) == [3]


def test_a_migration_that_cannot_be_copied_is_not_begun(opened: Opener) -> None:
    """No room for the copy: the old database stands."""
    store = opened()

    def no_room(_: int) -> None:
        raise NotWritten(full=True)

    with pytest.raises(NotWritten):
        climb(store._connection, no_room, (*STEPS, SECOND))

    assert version_of(store._connection) == len(STEPS)


def test_a_newer_database_is_refused_with_its_number(opened: Opener, folder: Path) -> None:
    """An older program touches nothing of what it does not understand."""
    store = opened()
    climb(store._connection, int, (*STEPS, SECOND))
    store.close()
    before = Layout(folder).database.read_bytes()

    with pytest.raises(NewerStore) as refusal:
        open_store(folder, KEY)

    assert (refusal.value.found, refusal.value.known) == (3, 2)
    assert Layout(folder).database.read_bytes() == before
