"""Saved versions: written once, side by side, compared, one of them chosen."""

from __future__ import annotations

from datetime import timedelta

from desktop.models.timetable.desk import TimetableDesk
from sync import values
from sync.messages import Op
from sync.shelf import OpState
from tests.desktop.models.taught import HEAD, named
from tests.desktop.models.timetable.school_office import MATHS_A, OLD_WEEK, ROOM_ONE, SchoolOffice, at

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


def two_heads(running: SchoolOffice) -> TimetableDesk:
    """Mine and hers, each made from the published week; the desk is a later one of mine."""
    mine, hers = running.desk(running.head()), running.desk(running.head(OTHER_HEAD))
    mine.book.put("Перенос", at(MATHS_A, 0, 4, 0, ROOM_ONE))
    mine.save_version("Мой")
    hers.book.put("Перенос", at(MATHS_A, 0, 3, 2, ROOM_ONE))
    running.now += timedelta(minutes=1)
    hers.save_version("Её")
    running.now += timedelta(minutes=1)
    return running.desk(running.head())


def standing(desk: TimetableDesk) -> dict[str, bool]:
    """Which versions stand, by their titles."""
    return {one.title: not one.is_set_aside for one in desk.versions.saved}


def titled(desk: TimetableDesk, title: str) -> str:
    """The id of a version."""
    return next(one.id for one in desk.versions.saved if one.title == title)


def test_two_versions_of_one_base_are_a_branch_until_one_is_chosen(running: SchoolOffice) -> None:
    """«Иванова сохранила другой вариант»: both stand, one is taken, the other stays in the history."""
    desk = two_heads(running)
    [branch] = desk.versions.branches

    desk.keep_version("Оставлен её", titled(desk, "Её"))

    assert [(one.title, one.author) for one in branch] == [("Её", OTHER_HEAD), ("Мой", HEAD)]
    assert desk.versions.branches == ()
    assert standing(desk) == {"Её": True, "Мой": False}


def test_undo_takes_a_choice_back_and_so_does_a_second_thought(running: SchoolOffice) -> None:
    """The choice is a step of the board; what was set aside can also be taken back by name."""
    desk = two_heads(running)
    desk.keep_version("Оставлен её", titled(desk, "Её"))

    desk.book.undo()
    assert standing(desk) == {"Её": True, "Мой": True}
    desk.book.redo()
    assert standing(desk) == {"Её": True, "Мой": False}

    desk.take_version_back("Возвращён мой", titled(desk, "Мой"))
    assert len(desk.versions.branches[0]) == 2


def test_a_line_is_chosen_whole(running: SchoolOffice) -> None:
    """She has saved twice: her newest stands beside mine, and with mine kept both of hers are set aside."""
    hers = two_heads(running)
    hers.open_version("Открыта", titled(hers, "Её"))
    hers.save_version("Её второй")
    desk = running.desk(running.head())

    [branch] = desk.versions.branches
    desk.keep_version("Оставлен мой", titled(desk, "Мой"))

    assert [one.title for one in branch] == ["Её второй", "Мой"]
    assert standing(desk) == {"Её второй": False, "Её": False, "Мой": True}


def test_a_published_week_and_the_version_it_was_are_one_base(running: SchoolOffice) -> None:
    """I go on from what I saved to publish it, she from what is in force: these are two of one week."""
    mine = running.desk(running.head())
    mine.book.put("Перенос", at(MATHS_A, 0, 4, 0, ROOM_ONE))
    list(mine.publish("Новая", running.now.date() + timedelta(days=7)))
    base = mine.book.base
    assert base is not None
    published = next(one for one in running.head().facts.timetables if one.base == base)

    for title, made_from in (("Мой", base), ("Её", published.id)):
        mine.versions.save(mine.book.draft, title, made_from)

    assert {one.title for one in mine.versions.branches[0]} == {"Мой", "Её"}


def test_a_version_is_opened_and_what_lay_there_comes_back_by_undo(running: SchoolOffice) -> None:
    """Opening another version takes nothing away for ever."""
    desk = running.desk(running.head())
    desk.book.put("Перенос", at(MATHS_A, 0, 4, 0, ROOM_ONE))
    first = desk.save_version("Вариант 1")
    desk.book.put("Ещё", at(MATHS_A, 1, 4, 1, ROOM_ONE))
    worked_on = dict(desk.book.draft.cards)

    desk.open_version("Открыт вариант 1", first)

    assert desk.book.base == first
    assert desk.book.draft.cards == desk.read_cards(first)
    desk.book.undo()
    assert desk.book.draft.cards == worked_on


def test_a_published_week_is_opened_like_any_other(running: SchoolOffice) -> None:
    """What is in force can be gone back to, and what is saved then was made from it."""
    desk = running.desk(running.head())
    before = dict(desk.book.draft.cards)
    desk.book.put("Перенос", at(MATHS_A, 0, 4, 0, ROOM_ONE))
    desk.save_version("Мой")

    desk.open_version("Открыта осень", OLD_WEEK)
    saved = desk.save_version("Снова осень")

    assert desk.book.draft.cards == before
    assert desk.office.version(saved) is not None
    assert {one.title for one in desk.versions.branches[0]} == {"Мой", "Снова осень"}
