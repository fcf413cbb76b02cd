"""«Расписание»: the board of 24 forms, a card in hand, generation, reasons, an empty school."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.grid.keys import Action, Wish
from desktop.ui.shell.places import Place
from desktop.ui.timetable.aims import Tone
from desktop.ui.timetable.answers import Ticks
from desktop.ui.timetable.deeds import place
from desktop.ui.timetable.load_page import LoadPage
from desktop.ui.timetable.rules_page import RulesPage
from desktop.ui.timetable.runs import End, Ended, Hearing, Run
from desktop.ui.timetable.screen import TimetableScreen
from sync.progress import SyncShown
from tests.desktop.ui.timetable.made_school import lay_out, make_school
from tests.desktop.ui.timetable.memory_keeper import MemoryKeeper
from tests.looks.registry import scene
from tests.looks.scenes_program import OFFLINE, SENT, in_shell
from timetable.cards import Draft
from timetable.defaults import rules_to_start_with
from timetable.grid import Level, TimeSlot
from timetable.norm_tables import shipped_tables
from timetable.problem import Problem
from timetable.rules.of_people import MaxGaps
from timetable.rules.rule import BlockKey, Whose

SETTLE_MS = 150
PASTED = (
    "Класс\tПредмет\tУчитель\tЧасов в неделю\n"
    "5А\tГеография\tЕжова\t2\n"
    "5Б\tГеография\tНезнакомцева\t2\n"
    "5В\tГеография\tЕжова\tмного\n"
)


class _NoRun:
    def stop(self) -> None:
        """Nothing runs."""


def _begin(_draft: Draft, hearing: Hearing) -> Run:
    del hearing
    return _NoRun()


def _shown(problem: Problem | None = None, shown: SyncShown = SENT) -> tuple[QWidget, TimetableScreen]:
    keeper = MemoryKeeper(lay_out(problem or make_school()))
    screen = TimetableScreen(keeper, _begin)
    shell = in_shell(Place.TIMETABLE, lambda: screen, shown)
    QTest.qWait(SETTLE_MS)
    return shell, screen


@scene("timetable")
def build_board() -> QWidget:
    """The whole week of 24 forms."""
    return _shown()[0]


@scene("timetable-teachers")
def build_teachers() -> QWidget:
    """Teachers in the columns."""
    shell, screen = _shown()
    screen.turn()
    return shell


@scene("timetable-held")
def build_held() -> QWidget:
    """A card in hand: every place has its colour and words."""
    shell, screen = _shown()
    screen.page.hands.hold(BlockKey("6Б гео", 0))
    screen.page.go_to_place(TimeSlot(0, 1))
    return shell


@scene("timetable-leaves")
def build_leaves() -> QWidget:
    """Let fall where it would leave a window behind: red, and what can be done about it."""
    problem = replace(make_school(), rules=(MaxGaps(whose=Whose.GROUPS, most=0),))
    shell, screen = _shown(problem)
    block = BlockKey("6Б мат", 1)
    screen.page.hands.hold(block)
    aims = screen.page.hands.aims
    at = next(at for at, aim in aims.items() if aim.tone is Tone.NO and aim.moves)
    screen.page.hands.put(at)
    screen.page.hands.hold(block)
    screen.page.go_to_place(at)
    return shell


@scene("timetable-asked")
def build_asked() -> QWidget:
    """A week that is whole is built anew only by who says so twice."""
    problem = make_school({5: "АБ", 6: "АБ"})
    shell, screen = _shown(problem)
    screen.generating.show()
    sheet = screen.generating.sheet
    assert sheet is not None
    sheet.take_key(Wish(Action.FILL_EMPTY))
    return shell


@scene("timetable-reason")
def build_reason() -> QWidget:
    """«Почему нельзя»."""
    shell, screen = _shown()
    screen.show_reason(BlockKey("6Б гео", 0))
    return shell


@scene("timetable-generating")
def build_generating() -> QWidget:
    """The solver works; its best week is on the board."""
    shell, screen = _shown()
    screen.generating.show()
    screen.generating.begin(only_rest=False)
    parts: Sequence[str] = ("Окна у учителей: 59", "Трудных уроков после 5-го: 12")
    screen.generating.hear_state("Улучшаю: раунд 3")
    screen.generating.hear_better(screen.working.draft.cards, parts)
    return shell


@scene("timetable-explained")
def build_explained() -> QWidget:
    """What is short, and the ways out."""
    problem = make_school()
    away = {at: Level.FORBIDDEN for at in problem.grid if at.day > 1}
    teachers = {key: replace(one, away=away) for key, one in list(problem.teachers.items())[:3]}
    shell, screen = _shown(replace(problem, teachers={**problem.teachers, **teachers}))
    screen.explaining.show()
    QTest.qWait(4 * SETTLE_MS)
    return shell


@scene("timetable-versions")
def build_versions() -> QWidget:
    """A version compared with the draft: what stands elsewhere is framed."""
    shell, screen = _shown()
    screen.versioning.save("До переезда в новый корпус")
    held = screen.page.hands
    held.to_tray(BlockKey("5А мат", 0))
    screen.working.do("перенос", place(screen.working.draft, {BlockKey("6Б гео", 0): TimeSlot(3, 6)}))
    screen.versioning.show_versions()
    assert screen.versioning.versions is not None
    screen.versioning.versions.versions.setCurrentRow(0)
    return shell


@scene("timetable-settling")
def build_settling() -> QWidget:
    """Two head teachers' weeks beside each other: hers is compared with mine, one is to be kept."""
    problem = make_school()
    keeper = MemoryKeeper(lay_out(problem))
    screen = TimetableScreen(keeper, _begin)
    shell = in_shell(Place.TIMETABLE, lambda: screen, SENT)
    moves = {BlockKey("6Б гео", 0): TimeSlot(3, 6), BlockKey("5А био", 0): None}
    keeper.save_version("Черновик до педсовета", date(2026, 9, 1))
    screen.working.do("перенос", place(screen.working.draft, moves))
    keeper.save_version("Мой вариант")
    moves = {BlockKey("5А гео", 0): TimeSlot(4, 6), BlockKey("5А био", 0): TimeSlot(4, 5)}
    screen.working.do("перенос", place(screen.working.draft, moves))
    keeper.beside = {"1", "2"}
    keeper.save_version("После разговора с физруками", author="Холмогорова-Заречная А. П.")
    screen.working.undo()
    screen.versioning.show_versions()
    assert screen.versioning.versions is not None
    screen.versioning.versions.versions.setCurrentRow(0)
    QTest.qWait(SETTLE_MS)
    return shell


@scene("timetable-room")
def build_room() -> QWidget:
    """Every room of the school for one card, in words."""
    shell, screen = _shown()
    screen.page.go_to_block(BlockKey("6Б гео", 0))
    screen.rooming.show(BlockKey("6Б гео", 0))
    return shell


@scene("timetable-died-offline")
def build_died() -> QWidget:
    """Without a network; the solver's child has died, and what it had streamed is on the board."""
    shell, screen = _shown(shown=OFFLINE)
    screen.generating.show()
    screen.generating.begin(only_rest=False)
    screen.generating.hear_end(Ended(End.DIED, screen.working.draft.cards))
    return shell


@scene("timetable-publishing")
def build_publishing() -> QWidget:
    """From which day, what changes and for whom."""
    shell, screen = _shown()
    screen.versioning.show_publishing()
    QTest.qWait(SETTLE_MS)
    return shell


def _editor(number: int) -> QWidget:
    problem = make_school()
    problem = replace(problem, rules=rules_to_start_with(problem), norms=shipped_tables()[-1])
    shell, screen = _shown(problem)
    screen.tabs.setCurrentIndex(number)
    return shell


@scene("timetable-load")
def build_load() -> QWidget:
    """Rows of the load, and what was pasted with a name that nobody has."""
    QApplication.clipboard().setText(PASTED)
    shell = _editor(1)
    page = shell.findChild(LoadPage)
    assert page is not None
    page.paste_sheet()
    QApplication.clipboard().clear()
    return shell


@scene("timetable-availability")
def build_availability() -> QWidget:
    """A week to paint."""
    return _editor(2)


@scene("timetable-rooms")
def build_rooms() -> QWidget:
    """Rooms and what they are for."""
    return _editor(3)


@scene("timetable-rules")
def build_rules() -> QWidget:
    """Rules in words with their weights in words."""
    return _editor(4)


def _composing(kind: str, **ticked: Sequence[str]) -> QWidget:
    shell = _editor(4)
    page = shell.findChild(RulesPage)
    assert page is not None
    page.compose()
    page.composer.choose(kind)
    for field, ids in ticked.items():
        answer = page.composer.answers[field.replace("_", ".")]
        assert isinstance(answer, Ticks)
        answer.tick(*ids)
    return shell


@scene("timetable-composing")
def build_composing() -> QWidget:
    """A rule of a new kind: physics in the upper forms on some days and lessons only."""
    return _composing("times", which_subjects=["физ"], which_forms=["10А", "11А"])


@scene("timetable-composing-teacher")
def build_composing_teacher() -> QWidget:
    """Windows of some teachers."""
    return _composing("teacher_gaps", of=["мат/0", "рус/1"])


@scene("timetable-composing-refused")
def build_composing_refused() -> QWidget:
    """More lessons than days."""
    shell = _composing("not_one_day", which_subjects=["мат", "рус"])
    page = shell.findChild(RulesPage)
    assert page is not None
    page.composer.weight.setCurrentIndex(0)
    return shell


@scene("timetable-norms")
def build_norms() -> QWidget:
    """Limits and points."""
    return _editor(5)


@scene("timetable-long-names")
def build_long_names() -> QWidget:
    """Surnames that no cell can hold."""
    return _shown(make_school(long_names=True))[0]


@scene("timetable-empty")
def build_empty() -> QWidget:
    """A school of which nothing is known yet."""
    return _shown(make_school({}))[0]
