"""The journal page: a class with long names, an empty class, panel, roll call, refusal."""

from __future__ import annotations

import random
from datetime import date, timedelta

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.models.deeds import CellWrite
from desktop.models.journal import Journal
from desktop.ui.grid.cells import Place
from desktop.ui.journal_page.page import JournalPageScreen
from desktop.ui.lesson_panel.panel import LessonPanel
from desktop.ui.look import measures
from desktop.ui.look.furniture import play
from desktop.ui.roll_call.panel import RollCallPanel
from school.lesson import Work
from sync.identity import default_work_id, lesson_id
from sync.shelf import BucketState
from tests.desktop.models.joint import joint_school
from tests.desktop.models.taught import (
    ALGEBRA,
    ALGEBRA_SLOT,
    ANSWER,
    FORM,
    GEOMETRY,
    GROMOVA,
    LEFT_AFTER,
    NEWCOMER_SINCE,
    TEST,
    TODAY,
    WEEKDAYS,
    ZHUKOVA,
    Taught,
    named,
    today_work,
)
from tests.looks.demo_sheet import BOYS, GIRLS, SURNAMES
from tests.looks.registry import scene

TOPICS = (
    "Степень с натуральным показателем",
    "Умножение и деление степеней",
    "Одночлен и его стандартный вид",
    "Возведение одночлена в степень",
)


def long_names(count: int) -> list[tuple[str, str]]:
    """As many synthetic pupils as a class has."""
    chance = random.Random(7)
    chosen = SURNAMES[:count]
    return [(name, chance.choice(GIRLS if name.endswith(("а", "ая")) else BOYS)) for name in chosen]


def marked_school(pupils: int) -> Taught:
    """Algebra of two terms, marked as a teacher marks."""
    taught = Taught(pupils=long_names(pupils))
    chance = random.Random(20261118)
    day = date(2026, 9, 1)
    while day < TODAY:
        if day.isoweekday() in WEEKDAYS:
            fill_lesson(taught, day, chance)
        day += timedelta(days=1)
    taught.replica.copy.load()
    return taught


def fill_lesson(taught: Taught, day: date, chance: random.Random) -> None:
    """One lesson as the server told it."""
    lesson = lesson_id(ALGEBRA, day, ALGEBRA_SLOT)
    work = default_work_id(lesson)
    is_test = day in (date(2026, 11, 6), date(2026, 10, 9))
    kind, weight = (TEST, 3) if is_test else (ANSWER, 1)
    due = (day + timedelta(days=7)).isoformat() if is_test else None
    cells: dict[str, object] = {
        "date": day.isoformat(),
        "slot": ALGEBRA_SLOT,
        "roll_call": True,
        "topic": chance.choice(TOPICS),
        "homework": "№ 412, 415",
        f"work/{work}": {"type": kind, "weight": weight, "title": "", "counts": True, "due": due},
    }
    for pupil in taught.pupils:
        roll = chance.random()
        if (pupil == GROMOVA and day > LEFT_AFTER) or (pupil == ZHUKOVA and day < NEWCOMER_SINCE):
            continue
        if roll < 0.07:
            code = chance.choice(("absent", "ill", "excused"))
            cells[f"attendance/{pupil}"] = {"code": code, "minutes": 0, "comment": ""}
        elif roll < (0.95 if is_test else 0.42):
            value = chance.choices(("5", "4", "3", "2"), (30, 38, 27, 5))[0]
            comment = "Молодец!" if chance.random() < 0.04 else ""
            mark = {"values": [value], "duty": False, "comment": comment}
            cells[f"mark/{pupil}/{work}"] = mark
        elif roll < 0.97 and is_test:
            cells[f"mark/{pupil}/{work}"] = {"values": [], "duty": True, "comment": ""}
    taught.told(f"course:{ALGEBRA}", "lesson", lesson, cells)


def opened(taught: Taught) -> tuple[Journal, JournalPageScreen]:
    """The page of the lesson that runs."""
    journal = taught.journal()
    screen = JournalPageScreen(journal)
    screen.arrive()
    return journal, screen


def in_window(screen: QWidget) -> QWidget:
    """The page with the room that the rail and the foot take from it."""
    window = play(QWidget(), "page")
    rail, foot = QFrame(), play(QFrame(), "foot")
    rail.setFixedWidth(measures.RAIL)
    foot.setFixedHeight(measures.BAR)
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(screen, 1)
    column.addWidget(foot)
    row = QHBoxLayout(window)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addWidget(play(rail, "rail"))
    row.addLayout(column, 1)
    window.resize(1366, 768)
    window.show()
    return window


@scene("page-class")
def build_class() -> QWidget:
    """35 long names, the lesson half marked, some cells unsent."""
    taught = marked_school(35)
    journal, screen = opened(taught)
    window = in_window(screen)
    page = screen.page
    assert page is not None
    writes = [CellWrite(pupil, today_work(), ("4",)) for pupil in taught.pupils[:9]]
    journal.put_cells(page, writes)
    journal.put_comment(page, taught.pupils[2], today_work(), "Решил у доски")
    journal.put_guest(ALGEBRA, "Кузнецов Илья", named(8000))
    screen.grid.go_to(Place(taught.pupils[9], today_work()))
    return window


@scene("page-wrong-place")
def build_wrong_place() -> QWidget:
    """29 pupils; algebra runs, geometry is open: the amber strip; a refusal in the line."""
    taught = marked_school(29)
    _journal, screen = opened(taught)
    window = in_window(screen)
    screen.open_course(GEOMETRY)
    screen.grid.run(screen.grid.entry.type("9"))
    return window


@scene("page-empty")
def build_empty() -> QWidget:
    """A class without pupils."""
    taught = Taught(pupils=[])
    _journal, screen = opened(taught)
    return in_window(screen)


@scene("page-reason")
def build_reason() -> QWidget:
    """A mark in a closed term: the question stands in a line, nothing is blocked."""
    taught = marked_school(29)
    _journal, screen = opened(taught)
    window = in_window(screen)
    screen.open_next_term(-1)
    screen.grid.run(screen.grid.entry.type("5"))
    return window


@scene("page-panel")
def build_panel() -> QWidget:
    """The panel of a lesson with a test beside its answer, the topic offered by the plan."""
    taught = marked_school(29)
    tell_plan(taught)
    journal, screen = opened(taught)
    lesson = screen.lesson
    assert lesson is not None
    journal.put_work(lesson, Work(TEST, 3, "Контрольная № 2", due=date(2026, 11, 25)), named(5000))
    panel = LessonPanel(journal, lesson)
    window = in_window(screen)
    screen.show_side(panel)
    return window


def tell_plan(taught: Taught) -> None:
    """A plan of the course whose first rows are topics of this term."""
    plan = named(6000)
    taught.shelf.put_bucket(BucketState(f"plan:{plan}"))
    taught.told(f"plan:{plan}", "plan", plan, {"title": "Алгебра 7", "course": ALGEBRA})
    for at, topic in enumerate(TOPICS * 3):
        cells = {
            "number": at + 1,
            "topic": topic,
            "hours": 1,
            "section": "Степени",
            "homework": f"§ {at + 1}",
        }
        taught.told(f"plan:{plan}", "plan_item", named(6001 + at), cells)
    taught.replica.copy.load()


@scene("page-roll-call")
def build_roll_call() -> QWidget:
    """Two are away, one is known to be ill; the letters of a surname are typed."""
    taught = marked_school(29)
    for at, code in ((4, "ill"), (9, "excused")):
        cells = {"pupil": taught.pupils[at], "from": "2026-11-16", "to": "2026-11-20", "code": code}
        taught.told(f"form:{FORM}", "absence", named(7100 + at), cells)
    taught.replica.copy.load()
    journal, screen = opened(taught)
    lesson = screen.lesson
    assert lesson is not None
    panel = RollCallPanel(journal, lesson)
    window = in_window(screen)
    screen.show_side(panel)
    panel.calling = panel.calling.toggle().move(5).reason("5")
    panel._go(panel.calling)
    return window


@scene("page-joint")
def build_joint() -> QWidget:
    """7Б and 7В taught together: a divider between the forms, one column for both."""
    taught = joint_school()
    journal, screen = opened(taught)
    window = in_window(screen)
    page = screen.page
    assert page is not None
    people = [row.id for row in page.rows if not row.is_divider]
    writes = [CellWrite(row, today_work(), ("4",)) for row in people if row != GROMOVA]
    journal.put_cells(page, writes)
    lesson = screen.lesson
    assert lesson is not None
    screen.show_side(LessonPanel(journal, lesson))
    return window
