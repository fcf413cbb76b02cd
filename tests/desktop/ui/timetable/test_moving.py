"""Cards are found, taken, put, locked and put away by keys alone, or by the mouse alone."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.timetable.aims import Tone
from desktop.ui.timetable.hands import Wanted
from desktop.ui.timetable.reason_sheet import ReasonSheet
from desktop.ui.timetable.sheet import Axis, Spot
from tests.desktop.ui.keyboard import keys_read, let_go
from tests.desktop.ui.timetable.head_teacher import LEFT, HeadTeacher
from tests.desktop.ui.timetable.made_school import make_school
from timetable.cards import Card, Draft
from timetable.grid import TimeSlot
from timetable.rules.of_people import MaxGaps
from timetable.rules.rule import BlockKey, Whose

KEY = Qt.Key
FREED = "5А гео"
MEND = ". Ctrl+Enter — починить"


def walk_to(head: HeadTeacher, demand: str) -> None:
    """Arrows to a free place for the card in hand."""
    to, here = head.free_place(demand), head.board.cursor_spot.at
    slots = len(head.draft.problem.grid.slots)
    steps = (to.day * slots + to.slot) - (here.day * slots + here.slot)
    head.hit(*[KEY.Key_Down if steps > 0 else KEY.Key_Up] * abs(steps))


def test_letters_find_a_card_and_enter_takes_and_puts_it(head: HeadTeacher) -> None:
    """«гео» finds geography, Enter takes it, arrows choose, Enter puts: one step of undo."""
    before, wanted = head.at(FREED), head.free_place(FREED)
    head.keys.write("гео")
    head.keys.enter()
    assert head.page.hands.held == BlockKey(FREED, 0)

    walk_to(head, FREED)
    head.keys.enter()

    assert head.at(FREED) == wanted
    head.keys.chord("Я")
    assert head.at(FREED) == before
    head.keys.chord("Н")
    assert head.at(FREED) == wanted


def test_letters_of_the_latin_layout_find_the_same_card(head: HeadTeacher) -> None:
    """«utj» is «гео» on the same keys."""
    head.keys.write("utj")

    assert head.board.block == BlockKey(FREED, 0)


def test_while_a_card_is_held_every_place_has_a_colour_and_words(head: HeadTeacher) -> None:
    """The sentence under the board tells the place of the cursor, green, yellow or red."""
    head.go_to(FREED)
    head.keys.enter()

    assert set(head.board.shown.aims) == set(head.draft.problem.grid)
    assert {aim.tone for aim in head.board.shown.aims.values()} >= {Tone.FREE, Tone.NO}
    assert "Можно" in head.said


def test_escape_puts_the_card_back(head: HeadTeacher) -> None:
    """Nothing is changed and nothing is held."""
    before = head.cards
    head.go_to(FREED)

    head.hit(KEY.Key_Return, KEY.Key_Down, KEY.Key_Escape)

    assert head.page.hands.held is None
    assert head.cards == before


def test_delete_puts_a_card_into_the_tray_and_enter_takes_it_from_there(head: HeadTeacher) -> None:
    """The tray lists it; taken from there it is held over the board."""
    head.go_to(FREED)
    head.hit(KEY.Key_Delete)
    assert head.at(FREED) is None

    assert head.side.tray.choose(BlockKey(FREED, 0))
    head.side.tray.setFocus()
    head.keys.enter()

    assert head.page.hands.held == BlockKey(FREED, 0)
    assert head.board.hasFocus()


def test_space_locks_and_a_locked_card_cannot_be_taken(head: HeadTeacher) -> None:
    """The lock is told; another space opens it."""
    head.go_to(FREED)
    head.hit(KEY.Key_Space)
    assert head.card(FREED).time_locked

    head.hit(KEY.Key_Return)
    assert head.page.hands.held is None
    assert "закреплена" in head.said

    head.hit(KEY.Key_Space)
    assert not head.card(FREED).time_locked


def test_the_mouse_drags_a_card_to_a_free_place(head: HeadTeacher) -> None:
    """It falls where it is let go."""
    start, to = head.spot_of(FREED), head.free_place(FREED)

    head.drag(start, Spot(start.column, to))

    assert head.at(FREED) == to


def test_a_drop_on_red_changes_nothing_and_offers_to_mend(head: HeadTeacher) -> None:
    """The reason stands under the board; Ctrl+Enter asks for «Починить»."""
    start, to, before = head.spot_of(FREED), head.red_place(FREED), head.cards

    head.drag(start, Spot(start.column, to))

    assert head.cards == before
    assert "Нельзя" in head.said
    assert "Ctrl+Enter" in head.said
    assert head.page.hands.wanted == Wanted(BlockKey(FREED, 0), to, head.said.removesuffix(MEND))


def test_a_place_that_leaves_a_window_behind_is_red_and_is_taken_only_twice(
    qtbot: QtBot, qapp: QApplication
) -> None:
    """A drop changes nothing and says what would be left; Enter in that place leaves it so, undoable."""
    school = make_school({5: "А"})
    musts = replace(school, rules=(MaxGaps(whose=Whose.GROUPS, most=0),))
    lone = {key: musts.demands[key] for key in ("5А мат", "5А гео", "5А ист")}
    blocks = {key: replace(one, blocks=one.blocks[:1]) for key, one in lone.items()}
    places = {"5А мат": TimeSlot(0, 0), "5А гео": TimeSlot(0, 1), "5А ист": TimeSlot(0, 2)}
    cards = {
        BlockKey(one, 0): Card(BlockKey(one, 0), at, time_locked=one != FREED) for one, at in places.items()
    }
    with keys_read(qapp):
        head = HeadTeacher(qtbot, Draft(replace(musts, demands=blocks), cards))

        head.drag(head.spot_of(FREED), Spot(0, TimeSlot(1, 0)))
        assert head.cards == cards
        assert "останется нарушение" in head.said
        head.keys.enter()

        assert head.at(FREED) == TimeSlot(1, 0)
        head.keys.chord("Я")
        assert head.cards == cards
        let_go(head.screen)


def test_the_mouse_drags_out_of_the_tray_and_into_it(head: HeadTeacher) -> None:
    """From a line of the tray onto the board, and from the board onto the side."""
    head.page.hands.to_tray(BlockKey(FREED, 0))
    tray, to = head.side.tray, Spot(0, head.free_place(FREED))
    line = tray.line_rect(BlockKey(FREED, 0)).center()
    end = tray.viewport().mapFromGlobal(head.board.viewport().mapToGlobal(head.point(to)))

    QTest.mousePress(tray.viewport(), LEFT, pos=line)
    QTest.mouseMove(tray.viewport(), line + QPoint(20, 0))
    QTest.mouseMove(tray.viewport(), end)
    QTest.mouseRelease(tray.viewport(), LEFT, pos=end)
    assert head.at(FREED) == to.at

    view, begin = head.board.viewport(), head.point(to)
    out = view.mapFromGlobal(head.side.mapToGlobal(QPoint(40, 300)))
    QTest.mousePress(view, LEFT, pos=begin)
    QTest.mouseMove(view, begin + QPoint(20, 20))
    QTest.mouseMove(view, out)
    QTest.mouseRelease(view, LEFT, pos=out)
    assert head.at(FREED) is None


def test_f2_turns_the_board_to_teachers_and_keeps_the_card(head: HeadTeacher) -> None:
    """The same lesson, now in its teacher's column."""
    head.go_to(FREED)

    head.hit(KEY.Key_F2)

    assert head.page.axis is Axis.TEACHERS
    assert head.board.block == BlockKey(FREED, 0)


def test_equals_tells_for_every_place_why_not(head: HeadTeacher) -> None:
    """Reasons with their places, in a sheet that Esc closes."""
    head.go_to(FREED)

    head.keys.write("=")

    sheet = head.side.sheet
    assert isinstance(sheet, ReasonSheet)
    assert any("Нельзя" in line for line in sheet.lines.texts())
    head.hit(KEY.Key_Escape)
    assert head.side.sheet is None
    assert head.board.hasFocus()
