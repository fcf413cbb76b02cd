"""The journal page without its acts: what is open, kept true by what the journal tells."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.models.faults import StoreFault
from desktop.models.journal import Journal
from desktop.models.reading.day import DayLesson, When
from desktop.models.reading.lesson_head import LessonHead, WorkColumn
from desktop.models.reading.page import JournalPage
from desktop.models.reading.page_values import PageChange
from desktop.ui.faults.store import of_store
from desktop.ui.grid.cells import Place
from desktop.ui.grid.grid import MarkingGrid
from desktop.ui.grid.sheet import Tone
from desktop.ui.journal_page import sentences
from desktop.ui.journal_page.asking import AskBar
from desktop.ui.journal_page.blank import BlankSheet
from desktop.ui.journal_page.following import Following
from desktop.ui.journal_page.hands import Hands
from desktop.ui.journal_page.header import PageHeader
from desktop.ui.journal_page.opening import first_place, is_in, place_of_name
from desktop.ui.journal_page.sheet import PageSheet, lesson_of_today
from desktop.ui.journal_page.sides import PageSides
from desktop.ui.journal_page.strip import WrongPlaceStrip
from desktop.ui.journal_page.translating import Codes
from desktop.ui.look.furniture import play
from desktop.ui.words import _
from school.course import Course
from school.term import Term

_TICK_MS: Final = 20_000


class PageFace(QWidget):
    """The marking grid with its header, over a journal.

    Wishes: `panel_wanted(LessonHead, work id or "")`, `roll_call_wanted(LessonHead)`,
    `history_wanted(pupil id, WorkColumn)`. Past: `page_opened(course,
    term)`, `lesson_chosen(LessonHead)` when the cursor came into another lesson, `messaged(words)`,
    `board_turned(on)`: while the page is projected the idle lock must not fall.
    """

    panel_wanted = Signal(object, str)
    roll_call_wanted = Signal(object)
    history_wanted = Signal(str, object)
    page_opened = Signal(str, str)
    lesson_chosen = Signal(object)
    messaged = Signal(str)
    board_turned = Signal(bool)

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        play(self, "page")
        self.journal = journal
        self.page: JournalPage | None = None
        self.sheet: PageSheet | None = None
        self.header, self.strip, self.ask = PageHeader(), WrongPlaceStrip(), AskBar()
        self.grid = MarkingGrid(BlankSheet(), Codes(journal.facts.codes).typed)
        self.sides = PageSides(self.grid)
        self.nothing = play(QLabel(), "faint")
        self.hands = Hands(journal, self.grid, self.ask)
        self._following = Following()
        self.destroyed.connect(self._following.stop)
        self.destroyed.connect(journal.tell_faults(self._tell_fault))
        self._places: dict[tuple[str, str], Place] = {}
        self._lesson = ""
        self._clock = QTimer(self)
        self._clock.setInterval(_TICK_MS)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.header, self.strip, self.ask, self.nothing):
            column.addWidget(part)
        column.addWidget(self.sides, 1)
        self.nothing.setContentsMargins(24, 24, 24, 24)
        self.setFocusProxy(self.grid)

    def _connect(self) -> None:
        self.hands.saved.connect(self.header.say_saved)
        self.header.course_chosen.connect(self.open_course)
        self.header.term_chosen.connect(self._open_term)
        self.header.name_typed.connect(self._find)
        self.header.search_left.connect(self.grid.setFocus)
        self.strip.wanted.connect(self.open_lesson)
        self.ask.closed.connect(self.grid.setFocus)
        self.grid.place_changed.connect(self._show_lesson)
        self._clock.timeout.connect(self.tick)
        self._clock.start()

    # opening

    def arrive(self) -> None:
        """The page comes to the front: the lesson that runs now, unless something is open."""
        if self.page is None:
            running = self._running()
            courses = self.journal.my_courses(self.journal.today) or self.journal.my_courses()
            if running is not None:
                self.open_lesson(running.head)
            elif courses:
                self.open_course(courses[0].id)
        self.grid.setVisible(self.page is not None)
        self.header.setVisible(self.page is not None)
        self._show_nothing()
        self.tick()
        self.grid.setFocus()

    def _show_nothing(self) -> None:
        """Words where there is nobody: no class yet, or nobody in the class."""
        if self.page is None:
            words = _("У вас пока нет классов в журнале. Они появятся после обмена с сервером.")
        else:
            words = _("В списке пока никого нет. Кто сидит в классе раньше приказа — «+ Новенький…».")
        self.nothing.setText(words)
        self.nothing.setVisible(self.page is None or not self.page.rows)

    def open_course(self, course: str) -> None:
        """A course's page of the running term, the cursor where it was left."""
        term = self.journal.term_on(course, self.journal.today)
        if term is not None:
            self._open(course, term.id, None)

    def open_lesson(self, lesson: LessonHead) -> None:
        """The page and the column of a lesson."""
        term = self.journal.term_on(lesson.course, lesson.place.date)
        if term is not None:
            self._open(lesson.course, term.id, lesson)

    def open_cell(self, lesson: LessonHead, row: str, column: str) -> None:
        """The page and the cell of a pupil's work."""
        self.open_lesson(lesson)
        self.grid.go_to(Place(row, column))

    def open_next_term(self, step: int) -> None:
        """The term after this one, or with -1 the one before."""
        if self.page is not None:
            ids = [term.id for term in self.page.terms]
            at = ids.index(self.page.term.id) + step
            if 0 <= at < len(ids):
                self._open_term(ids[at])

    def _open_term(self, term: str) -> None:
        if self.page is not None:
            self._open(self.page.course.id, term, None)

    def _open(self, course: str, term: str, lesson: LessonHead | None) -> None:
        self._leave()
        terms = {one.id: one for one in self.journal.terms_of(course)}
        page = self._read(course, terms[term])
        self.sheet = PageSheet(self.journal, page, self.journal.now())
        self.hands.show(self.sheet)
        self.ask.hide()
        self.grid.show_sheet(self.sheet)
        self._show_header()
        self.grid.setVisible(True)
        self.header.setVisible(True)
        self._show_nothing()
        place = self._places.get((page.course.id, term))
        if place is None or not is_in(page, place, lesson):
            place = first_place(self.sheet, self.journal.now(), lesson)
        if place is not None:
            self.grid.go_to(place)
        self.tick()
        self.page_opened.emit(course, term)

    def _read(self, course: str, term: Term) -> JournalPage:
        """Read a page and follow it; the one before is let go."""
        self._following.stop()
        page = self.page = self.journal.read_page(course, term)
        self._following.how = self.journal.follow(page, self._take)
        return page

    def _leave(self) -> None:
        """Remember where the cursor was: a page that is opened again keeps its cell."""
        place = self.grid.entry.place
        if self.page is not None and place is not None:
            self._places[self.page.course.id, self.page.term.id] = place

    def _show_header(self) -> None:
        assert self.page is not None
        courses = [(course.id, self.title_of(course)) for course in self.journal.my_courses()]
        shown = self.page.course
        together = {course.id for course in self.page.courses}
        courses = [(id, title) for id, title in courses if id not in together]
        courses.insert(0, (shown.id, self.title_of(*self.page.courses)))
        self.header.offer_courses(courses, shown.id)
        self.header.offer_terms([(term.id, term.title) for term in self.page.terms], self.page.term.id)

    def title_of(self, *courses: Course) -> str:
        """«7Б · Алгебра», «8А, 8Б · Музыка»."""
        forms = ", ".join(dict.fromkeys(map(self.journal.forms_title, courses)))
        return f"{forms} · {self.journal.facts.subject_title(courses[0])}"

    # changes

    def _take(self, change: PageChange) -> None:
        """A write, own or foreign: exactly its cells are shown anew, the cursor stays."""
        if self.sheet is None:
            return
        places = [Place(row, column) for row, column in change.cells]
        self.sheet.forget(places, change.rows)
        if change.whole:
            self._show_header()
        if change.whole or (change.lessons and self.sheet.columns_differ()):
            self._show_again()
        else:
            self.grid.touch(places, change.rows)
        if change.lessons or change.whole:
            self._show_lesson(self.grid.entry.place)

    def _show_again(self) -> None:
        """Rows or columns are others now; typing goes on where it was."""
        assert self.page is not None
        self.sheet = PageSheet(self.journal, self.page, self.journal.now())
        self.hands.sheet = self.sheet
        self.grid.show_sheet(self.sheet, same_page=True)

    def tick(self) -> None:
        """The clock went on: another lesson may run, another day may have begun."""
        if self.page is None or self.sheet is None:
            return
        now = self.journal.now()
        if now.date() != self.page.today:
            self._read(self.page.course.id, self.page.term)
            self._show_again()
        if lesson_of_today(self.page, now) != self.sheet.lesson_now:
            self._show_again()
        running = self._running()
        elsewhere = running if running and not self._is_open(running) else None
        self.strip.show_lesson(elsewhere, self.title_of(*self.page.courses))

    def _running(self) -> DayLesson | None:
        lessons = self.journal.read_day(self.journal.today)
        running = [one for one in lessons if one.when is When.RUNNING and not one.head.is_cancelled]
        here = (one for one in running if self._is_open(one))
        return next(here, None) or next(iter(running), None)

    def _is_open(self, lesson: DayLesson) -> bool:
        return self.page is not None and lesson.course in self.page.courses

    # the side and the cursor

    def show_side(self, side: QWidget | None) -> None:
        """Open a panel beside the lessons; None leaves the page to itself."""
        self.sides.show_side(side)

    @property
    def column(self) -> WorkColumn | None:
        """The work under the cursor."""
        place = self.grid.entry.place
        return self.page.column(place.column) if self.page and place else None

    @property
    def lesson(self) -> LessonHead | None:
        """The lesson under the cursor, else the one that runs."""
        if self.column is not None:
            return self.column.lesson
        return self.page.lesson_now(self.journal.now()) if self.page else None

    def _show_lesson(self, _place: Place | None) -> None:
        lesson = self.lesson
        self.header.lesson.setText(sentences.about_lesson(lesson) if lesson else "")
        if lesson is not None and lesson.id != self._lesson:
            self._lesson = lesson.id
            self.lesson_chosen.emit(lesson)

    def _find(self, name: str) -> None:
        """Letters of a surname bring the cursor there; the field keeps the focus."""
        place = self.grid.entry.place
        if self.page is None or place is None:
            return
        found = place_of_name(self.page, name, place.column)
        if found is not None:
            self.grid.table.show_cursor(self.grid.model.index_of(found))

    def _tell_fault(self, fault: StoreFault) -> None:
        """The disk would not take it: nothing is painted that is not written."""
        words = of_store(fault).line
        place = self.grid.entry.place
        if place is not None:
            self.grid.refuse(place, words)
        self.messaged.emit(words)

    def say(self, words: str, tone: Tone = Tone.CALM) -> None:
        """Words in the line under the grid, and for the window's messages."""
        self.grid.bar.say(words, tone)
        self.messaged.emit(words)
