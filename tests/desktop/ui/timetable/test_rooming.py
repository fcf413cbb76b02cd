"""Another room for the card under the cursor: by key, by mouse, one step of undo."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.ui.timetable.deeds import place
from desktop.ui.timetable.room_sheet import RoomSheet
from desktop.ui.timetable.sheet import Spot, read_sheet
from tests.desktop.ui.timetable.head_teacher import LEFT, HeadTeacher
from timetable.cards import Card, Draft
from timetable.problem import Teacher
from timetable.rules.rule import BlockKey

KEY, SHIFT = Qt.Key, Qt.KeyboardModifier.ShiftModifier
GEOGRAPHY, ENGLISH = "5А гео", BlockKey("5А анг", 0)


def opened(head: HeadTeacher, demand: str = GEOGRAPHY) -> RoomSheet:
    """The rooms of a card, by its key."""
    head.go_to(demand)
    head.keys.hit(KEY.Key_F2, SHIFT)
    sheet = head.side.sheet
    assert isinstance(sheet, RoomSheet)
    return sheet


def row_of(sheet: RoomSheet, room: str) -> int:
    """The line of a room."""
    return next(at for at, text in enumerate(sheet.lines.texts()) if f" {room}: " in text)


def in_other_room(head: HeadTeacher) -> None:
    """Somebody else sits in room 130 meanwhile."""
    other = next(
        card
        for key, card in head.cards.items()
        if card.at == head.at(GEOGRAPHY) and key.demand.startswith("5Б") and len(card.rooms) == 1
    )
    laid = {**head.cards, other.block: replace(other, rooms=("130",))}
    head.page.working.do("другой кабинет", Draft(head.keeper.book.draft.problem, laid))


def test_a_room_is_chosen_with_keys_and_taken_back_by_undo(head: HeadTeacher) -> None:
    """Each room is told in words; Enter takes the line, the cursor stays with the card."""
    before, in_force = head.card(GEOGRAPHY), head.at(GEOGRAPHY)
    sheet = opened(head)
    own = before.rooms[0]
    assert sheet.lines.texts()[0] == f"● {own}: сейчас здесь"
    assert any(text.endswith("не для этого урока: физика") for text in sheet.lines.texts())

    head.hit(KEY.Key_Down, KEY.Key_Return)

    after = head.card(GEOGRAPHY)
    assert (after.at, after.rooms != before.rooms, after.rooms_locked) == (in_force, True, True)
    assert head.side.sheet is None
    assert head.board.block == BlockKey(GEOGRAPHY, 0)
    assert "кабинет закреплён" in head.side.detail.text()
    head.keys.chord("Я")
    assert head.card(GEOGRAPHY) == before


def test_a_room_that_cannot_be_is_refused_in_words(head: HeadTeacher) -> None:
    """Nothing is changed, the sheet stays."""
    before = head.cards
    sheet = opened(head)
    sheet.lines.setCurrentRow(row_of(sheet, "101"))

    head.keys.enter()

    assert sheet.words.text() == "101: не для этого урока: физика. Ничего не изменилось."
    assert head.cards == before
    head.hit(KEY.Key_Escape)
    assert head.board.hasFocus()


def test_two_lessons_exchange_rooms_with_the_mouse(head: HeadTeacher) -> None:
    """A taken room says by whom; a click on it changes both, without a lock where none is wanted."""
    in_other_room(head)
    own = head.card(GEOGRAPHY).rooms
    sheet = opened(head)
    line = sheet.lines.item(row_of(sheet, "130"))
    assert "можно поменяться" in line.text()
    sheet.lock.setChecked(False)

    sheet.lines.scrollToItem(line)
    QTest.mouseClick(sheet.lines.viewport(), LEFT, pos=sheet.lines.visualItemRect(line).center())

    assert head.card(GEOGRAPHY).rooms == ("130",)
    assert not head.card(GEOGRAPHY).rooms_locked
    assert any(other.rooms == own for other in together(head))


def together(head: HeadTeacher) -> list[Card]:
    """Whatever else is held meanwhile."""
    here = head.card(GEOGRAPHY)
    return [card for card in head.cards.values() if card.at == here.at and card.block != here.block]


def split_english(head: HeadTeacher) -> None:
    """The second half of 5А learns English under a teacher of its own, in room 131."""
    draft = head.keeper.book.draft
    problem, demand = draft.problem, draft.problem.demands[ENGLISH.demand]
    parts = (demand.parts[0], replace(demand.parts[1], teachers=("новая",)))
    split = replace(
        problem,
        teachers={**problem.teachers, "новая": Teacher("новая", "Новикова Анна Ивановна")},
        demands={**problem.demands, demand.id: replace(demand, parts=parts)},
    )
    cards = {**draft.cards, ENGLISH: replace(draft.cards[ENGLISH], rooms=("130", "131"))}
    head.page.working.do("деление", Draft(split, cards))


def test_each_half_has_a_room_of_its_own_to_choose(head: HeadTeacher) -> None:
    """English in two halves: whose room is asked for, and the other half's is taken."""
    split_english(head)
    sheet = opened(head, ENGLISH.demand)

    sheet.whose.setCurrentIndex(1)

    assert sheet.whose.currentText() == "2 гр. · Новикова"
    assert sheet.lines.texts()[0] == "● 131: сейчас здесь"
    taken = sheet.lines.texts()[row_of(sheet, "130")]
    assert "занят: иностранный язык (английский) 5А" in taken


def test_another_card_is_asked_about_before_the_first_is_answered(head: HeadTeacher) -> None:
    """The sheet that came last is the one that answers, when the one before is gone."""
    opened(head)
    opened(head, "5Б гео")
    head.qtbot.wait(1)
    before = head.card("5Б гео").rooms

    head.hit(KEY.Key_Down, KEY.Key_Return)

    assert head.card("5Б гео").rooms != before


def test_an_empty_place_has_no_rooms(head: HeadTeacher) -> None:
    """Without a card under the cursor nothing opens."""
    assert head.board.sheet is not None
    empty = next(at for at in head.draft.problem.grid if not head.board.sheet.blocks_at(Spot(0, at)))
    head.page.go_to_place(empty)
    head.board.setFocus()

    head.keys.hit(KEY.Key_F2, SHIFT)

    assert head.side.sheet is None


def test_a_locked_room_stays_when_its_card_is_laid_elsewhere(head: HeadTeacher) -> None:
    """Also where somebody else sits in it: the week says so, and nobody loses the room without a word."""
    key, card = BlockKey(GEOGRAPHY, 0), head.card(GEOGRAPHY)
    other = next(one for one in head.cards.values() if one.at != card.at and len(one.rooms) == 1)
    held = replace(card, rooms=other.rooms, rooms_locked=True)
    draft = Draft(head.draft.problem, {**head.cards, key: held})

    assert place(draft, {key: other.at}).cards[key].rooms == other.rooms


def test_a_room_that_nobody_needs_is_shown_on_the_card(head: HeadTeacher) -> None:
    """A lesson without needs has the room that a person gave it."""
    key, draft = BlockKey(GEOGRAPHY, 0), head.draft
    demand = draft.problem.demands[GEOGRAPHY]
    bare = replace(demand, parts=tuple(replace(part, rooms=()) for part in demand.parts))
    problem = replace(draft.problem, demands={**draft.problem.demands, GEOGRAPHY: bare})
    given = Draft(problem, {**draft.cards, key: replace(draft.cards[key], rooms=("130",))})

    pieces = read_sheet(given).pieces[Spot(0, draft.cards[key].at)]

    assert [piece.where for piece in pieces] == ["130"]
