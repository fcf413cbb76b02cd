"""Saved versions: written once, side by side, compared, one of them chosen."""

from __future__ import annotations

from datetime import timedelta

from desktop.models.timetable.versions import compare
from sync import values
from sync.messages import Op
from sync.shelf import OpState
from tests.desktop.models.taught import HEAD, named
from tests.desktop.models.timetable.school_office import MATHS_A, ROOM_ONE, SchoolOffice, at
from timetable.rules.rule import BlockKey

OTHER_HEAD = named(3900)


def queued(office: SchoolOffice) -> list[Op]:
    """The ops that wait to be sent."""
    return [own.op for own in office.replica.copy.own.values() if own.state is OpState.QUEUED]


def test_a_version_is_one_op_that_a_server_takes(running: SchoolOffice) -> None:
    """The whole week, its base, its author and its parts go in one op, which the catalogue finds good."""
    desk = running.desk(running.head())
    desk.book.put("Перенос", at(MATHS_A, 0, 4, 0, ROOM_ONE))

    desk.save_version("Вариант 1", {"max_gaps": (3, 60)})

    [op] = queued(running)
    assert values.fault(op, {}) is None
    [saved] = desk.versions.saved
    assert (saved.title, saved.author, saved.parts) == ("Вариант 1", HEAD, {"max_gaps": (3, 60)})
    assert desk.versions.draft_of(saved).cards == desk.book.draft.cards


def test_the_next_version_is_made_from_the_one_that_was_saved(running: SchoolOffice) -> None:
    """Saved twice, the second has the first as its base, and undo still goes back beyond both."""
    desk = running.desk(running.head())
    before = dict(desk.book.draft.cards)
    desk.book.put("Перенос", at(MATHS_A, 0, 4, 0, ROOM_ONE))
    first = desk.save_version("Вариант 1")
    running.now += timedelta(minutes=1)
    desk.book.put("Ещё перенос", at(MATHS_A, 1, 4, 1, ROOM_ONE))

    desk.save_version("Вариант 2")

    assert desk.versions.saved[0].base == first
    desk.book.undo()
    desk.book.undo()
    assert desk.book.draft.cards == before


def test_two_versions_of_one_base_are_a_branch_until_one_is_chosen(running: SchoolOffice) -> None:
    """«Иванова сохранила другой вариант»: both stand, one is taken, the other stays in the history."""
    mine, hers = running.desk(running.head()), running.desk(running.head(OTHER_HEAD))
    mine.book.put("Перенос", at(MATHS_A, 0, 4, 0, ROOM_ONE))
    mine.save_version("Мой")
    hers.book.put("Перенос", at(MATHS_A, 0, 3, 2, ROOM_ONE))
    hers.save_version("Её")
    versions = running.desk(running.head()).versions

    [branch] = versions.branches
    versions.choose(next(one for one in branch if one.title == "Её"))

    assert {one.author for one in branch} == {HEAD, OTHER_HEAD}
    assert versions.branches == ()
    assert [one.title for one in versions.saved if one.is_set_aside] == ["Мой"]
    assert len(versions.saved) == 2


def test_a_version_is_opened_and_what_lay_there_comes_back_by_undo(running: SchoolOffice) -> None:
    """Opening another version takes nothing away for ever."""
    desk = running.desk(running.head())
    desk.book.put("Перенос", at(MATHS_A, 0, 4, 0, ROOM_ONE))
    first = desk.save_version("Вариант 1")
    desk.book.put("Ещё", at(MATHS_A, 1, 4, 1, ROOM_ONE))
    worked_on = dict(desk.book.draft.cards)
    saved = desk.office.version(first)
    assert saved is not None

    desk.book.open("Открыт вариант 1", saved.rows, saved.id)

    assert desk.book.draft.cards == desk.versions.draft_of(saved).cards
    desk.book.undo()
    assert desk.book.draft.cards == worked_on


def test_a_comparison_names_what_stands_elsewhere(running: SchoolOffice) -> None:
    """Of two weeks the blocks whose place, weeks or rooms differ; a lock is no difference."""
    desk = running.desk(running.head())
    before = dict(desk.book.draft.cards)
    desk.book.put("Перенос", at(MATHS_A, 0, 4, 0, ROOM_ONE))

    moved = compare(before, desk.book.draft.cards)

    assert [one.block for one in moved] == [BlockKey(MATHS_A, 0)]
    assert moved[0].before == before[BlockKey(MATHS_A, 0)]
