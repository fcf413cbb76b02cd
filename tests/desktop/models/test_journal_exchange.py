"""What the server says reaches the page: answers, foreign marks, two versions."""

from __future__ import annotations

import pytest

from desktop.models.deeds import CellWrite
from desktop.models.faults import NotWritten, StoreFault
from desktop.models.journal import Journal
from desktop.models.reading.fates import Fate
from desktop.models.reading.page import JournalPage
from desktop.models.reading.wire import mark_cell
from school.mark import Mark
from tests.desktop.models.taught import (
    ABRAMOV,
    ALGEBRA,
    BELOVA,
    COLLEAGUE,
    LESSON,
    TEACHER,
    TEST,
    Taught,
    named,
    put,
    second_term,
    shown,
    today_work,
)

BUCKET = f"course:{ALGEBRA}"


def test_a_foreign_mark_touches_its_cell_only(taught: Taught, journal: Journal) -> None:
    """What arrives is told as the one cell and the one pupil's sums."""
    page = second_term(journal)
    taught.arrives(journal, BUCKET, "lesson", LESSON, {"date": "2026-11-18", "slot": 1})
    journal.put_cells(page, [CellWrite(BELOVA, today_work(), ("4",))])
    page = second_term(journal)
    changes = []
    journal.observe(lambda touched: changes.append(page.refresh(touched)))

    told = {"values": ["5"], "duty": False, "comment": ""}
    taught.arrives(journal, BUCKET, "lesson", LESSON, {mark_cell(ABRAMOV, today_work()): told})

    assert [change.cells for change in changes] == [{(ABRAMOV, today_work())}]
    assert changes[0].rows == {ABRAMOV}
    assert not changes[0].whole


@pytest.mark.parametrize(
    ("status", "becomes"),
    [
        ("applied", (Fate.SETTLED, "5", None)),
        ("review", (Fate.IN_REVIEW, "", Mark(("5",)))),
        ("rejected", (Fate.REJECTED, "", Mark(("5",)))),
    ],
)
def test_the_server_s_answer_changes_the_cell(
    taught: Taught, journal: Journal, page: JournalPage, status: str, becomes: tuple[object, ...]
) -> None:
    """A refused value and one that waits stop being shown and lie beside."""
    put(journal, page, ABRAMOV, "5")

    taught.answers(journal, status)

    cell = page.cell(ABRAMOV, today_work())
    assert (cell.fate, shown(page, ABRAMOV), cell.beside) == becomes


def test_a_refused_op_is_dismissed_by_its_owner(taught: Taught, journal: Journal, page: JournalPage) -> None:
    """What was refused is named in words of the school until its owner has seen it."""
    put(journal, page, ABRAMOV, "5")
    taught.answers(journal, "rejected", code="no_access")
    (refused,) = journal.read_rejected()

    journal.dismiss_rejected(refused.op)

    texts = [(address.pupil, text) for address, text in refused.cells if address.kind == "mark"]
    assert (refused.code, texts) == ("no_access", [("Абрамов Илья", "5")])
    assert journal.read_rejected() == ()
    assert page.cell(ABRAMOV, today_work()).fate is Fate.SETTLED


def conflict(taught: Taught, journal: Journal, author: str = TEACHER, standing_by: str = COLLEAGUE) -> None:
    """Two values of one mark: 4 stands, 5 came later."""
    four = {"values": ["4"], "duty": False, "comment": ""}
    five = {"values": ["5"], "duty": False, "comment": ""}
    work = {"type": TEST, "weight": 1, "title": "", "counts": True, "due": None}
    cell = mark_cell(ABRAMOV, today_work())
    lesson = {"date": "2026-11-18", "slot": 1, cell: four, f"work/{today_work()}": work}
    taught.arrives(journal, BUCKET, "lesson", LESSON, lesson)
    entry = {
        "base": None,
        "standing": four,
        "standing_by": standing_by,
        "standing_at": "2026-11-18T08:40:00+03:00",
        "other": five,
        "settled": None,
    }
    cells = {
        "record": {"kind": "lesson", "id": LESSON},
        "cells": {cell: entry},
        "author": author,
        "device": "d" * 32,
        "made_at": "2026-11-18T08:45:00+03:00",
        "state": "open",
    }
    taught.arrives(journal, BUCKET, "conflict", named(7000), cells)


def test_two_versions_are_shown_and_settled_by_a_choice(
    taught: Taught, journal: Journal, page: JournalPage
) -> None:
    """Both values are seen; a choice names what its author saw and stops the asking at once."""
    conflict(taught, journal)
    (two,) = journal.read_conflicts()
    before = page.cell(ABRAMOV, today_work())

    journal.choose(two, two.mine)

    (own,) = journal._library.copy.own.values()
    assert (two.mine_text, two.servers_text, two.servers_by) == ("5", "4", "Сидоров О. П.")
    assert (before.fate, before.beside) == (Fate.TWO_VERSIONS, Mark(("5",)))
    assert own.op.resolves == named(7000)
    assert own.op.others == {two.address.cell: two.mine}
    assert page.cell(ABRAMOV, today_work()).fate is Fate.UNSENT
    assert shown(page, ABRAMOV) == "5"


def test_a_choice_of_the_standing_value_still_travels(taught: Taught, journal: Journal) -> None:
    """«Взять 4 (сервер)» writes the value that stands: the question closes by it."""
    conflict(taught, journal)
    (two,) = journal.read_conflicts()

    journal.choose(two, two.servers)

    assert journal.counts().unsent == 1


def test_both_versions_stand_as_two_marks(taught: Taught, journal: Journal, page: JournalPage) -> None:
    """«Оставить обе 5/4»."""
    conflict(taught, journal)
    (two,) = journal.read_conflicts()

    journal.choose(two, two.both)

    assert shown(page, ABRAMOV) == "5/4"


def test_a_conflict_of_others_is_told_from_their_side(taught: Taught, journal: Journal) -> None:
    """Where the own value was first, «mine» is the one that stands."""
    conflict(taught, journal, author=COLLEAGUE, standing_by=TEACHER)

    (two,) = journal.read_conflicts()

    assert (two.mine_stands, two.mine_text, two.servers_text) == (True, "4", "5")
    assert two.servers_by == "Сидоров О. П."


def test_a_full_disk_changes_nothing_and_is_told(taught: Taught, journal: Journal, page: JournalPage) -> None:
    """What could not be written is not shown, is no step, and an undo that failed can be tried again."""
    told: list[StoreFault] = []
    put(journal, page, ABRAMOV, "5")
    taught.shelf.is_full = True
    with pytest.raises(NotWritten):
        put(journal, page, ABRAMOV, "2")
    journal.tell_faults(told.append)

    put(journal, page, BELOVA, "4")
    undone = journal.undo()
    taught.shelf.is_full = False
    before = shown(page, ABRAMOV), shown(page, BELOVA)
    journal.undo()

    assert (undone, len(told), before) == (None, 2, ("5", ""))
    assert shown(page, ABRAMOV) == ""


def test_a_conflict_of_one_s_own_notes_is_found_too(taught: Taught, journal: Journal) -> None:
    """Two computers of one teacher may differ in a private record: it is in the inbox as well."""
    bucket = f"person:{TEACHER}"
    note = {"about": {"kind": "lesson", "id": LESSON, "cell": ""}, "text": "Раздать тетради"}
    taught.arrives(journal, bucket, "note", named(7500), note)
    entry = {"base": None, "standing": "Раздать тетради", "other": "Собрать", "settled": None}
    cells = {
        "record": {"kind": "note", "id": named(7500)},
        "cells": {"text": entry},
        "author": TEACHER,
        "state": "open",
    }
    taught.arrives(journal, bucket, "conflict", named(7501), cells)
    (two,) = journal.read_conflicts()

    journal.choose(two, two.mine)

    assert (two.mine_text, two.servers_text) == ("Собрать", "Раздать тетради")
    assert journal.read_note("lesson", LESSON) == "Собрать"
