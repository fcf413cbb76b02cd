"""The demo teacher's day without a display: played by key events through the same windows.

Each step says what happened in the window and what the server holds, asked by another client. The day
ends with 0 only when everything was really so: nothing here writes a mark but the keys.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt

from desktop.app.demo_hands import Hands, TooLong
from desktop.app.demo_people import Colleague, Marks, Witness, marks_of
from desktop.app.demo_server import DemoServer
from desktop.app.desk import Desk
from desktop.app.program import Program
from desktop.models.reading.lesson_head import LessonHead, Right
from desktop.ui.exchange.hand_in import HandIn
from desktop.ui.journal_page.page import JournalPageScreen
from desktop.ui.my_day.screen import MyDay
from desktop.ui.shell.places import Place
from desktop.ui.sign_in.first_start import FirstStart
from desktop.ui.sign_in.pin_step import PinStep
from desktop.ui.sign_in.school_step import SchoolStep
from desktop.ui.two_versions.screen import TwoVersionsInbox
from sync.progress import SyncState

PIN: Final = "2580"
WINDOW: Final = (1366, 768)
_BACK_DAYS: Final = 14
_MOST_PUPILS: Final = 45
_DIGITS: Final = "54345"
_KEY: Final = Qt.Key

Say = Callable[[str], None]


class NotSo(Exception):
    """Something is not as it should be after a step."""


async def play_day(server: DemoServer, pictures: Path, say: Say, program: Program) -> int:
    """Play the whole day; 0 when each step left behind what it should."""
    program.shell.resize(*WINDOW)
    program.show()
    program.shell.activateWindow()
    day = DemoDay(program, server, Hands(program.shell, pictures), say)
    try:
        await day.play()
    except (NotSo, TooLong) as error:
        await day.hands.picture("day-failed")
        say(f"НЕ ТАК / NOT SO: {error}")
        return 1
    say(f"День сыгран, картинки в {pictures}/ · The day was played, pictures in {pictures}/")
    return 0


class DemoDay:
    """One teacher at the window, a second one elsewhere, a server that goes and comes back."""

    def __init__(self, program: Program, server: DemoServer, hands: Hands, say: Say) -> None:
        assert server.described is not None
        self.hands = hands
        self._program = program
        self._server = server
        self._say = say
        self._url = server.described.url
        self._first, self._second = server.described.accounts[:2]
        self._witness = Witness(self._url, self._second)
        self._typed: Marks = {}
        self._step = 0

    async def play(self) -> None:
        """The steps in their order."""
        await self._sign_in()
        lesson = self._find_lesson()
        await self._open(lesson)
        await self._pull_the_cable()
        await self._mark_the_class(lesson)
        pupil = await self._let_the_colleague_write(lesson)
        await self._hand_in(lesson)
        await self._settle(lesson, pupil)

    # morning

    async def _sign_in(self) -> None:
        hands, start = self.hands, self._program.entrance.first_start
        assert isinstance(start, FirstStart)
        await hands.type(self._url)
        await hands.press(_KEY.Key_Return)
        await hands.wait(lambda: start.step is not start.address, "schools")
        if isinstance(start.step, SchoolStep):
            await hands.press(_KEY.Key_Return)
        await hands.type(self._first.login)
        await hands.press(_KEY.Key_Return)
        await hands.type(self._first.password)
        await hands.picture("1-sign-in")
        await hands.press(_KEY.Key_Return)
        await hands.wait(lambda: isinstance(start.step, PinStep), "a PIN is asked")
        for _time in range(2):
            await hands.type(PIN)
            await hands.press(_KEY.Key_Return)
        await hands.wait(lambda: self._program.desk is not None, "the journal opens")
        await hands.wait(lambda: self._desk.engine.shown.last_exchange is not None, "the first exchange", 120)
        await self._tell("вошла, журнал получен", f"{self._desk.title}", "2-my-day")

    def _find_lesson(self) -> LessonHead:
        """The last lesson that has begun, is open, and that the colleague may write as well."""
        journal = self._desk.journal
        for back in range(_BACK_DAYS):
            day = journal.today - timedelta(days=back)
            for one in reversed(journal.read_day(day)):
                head = one.head
                shared = one.course.teaches(self._second.person, day)
                is_open = head.takes_marks and head.closed is None and head.right is Right.WRITES
                if shared and is_open and head.has_begun(journal.now()):
                    return head
        raise NotSo("no lesson that two teachers may write")

    async def _open(self, lesson: LessonHead) -> None:
        hands, day = self.hands, self._program.rooms.page(Place.MY_DAY, MyDay)
        for _back in range((day.day - lesson.place.date).days):
            await hands.press(_KEY.Key_Left)
        for _up in day.cards:
            await hands.press(_KEY.Key_Up)
        at = [card.lesson.head.id for card in day.cards].index(lesson.id)
        for _down in range(at):
            await hands.press(_KEY.Key_Down)
        await hands.press(_KEY.Key_Return)
        await hands.wait(lambda: self._page.lesson is not None and self._page.lesson.id == lesson.id, "page")
        held = await self._witness.marks_of(lesson)
        title = self._page.title_of(self._desk.journal.course(lesson.course))
        await self._tell(f"открыт урок {title} {lesson.place.date:%d.%m}", _held(held), "3-lesson")

    # the lesson, without a network

    async def _pull_the_cable(self) -> None:
        self._server.stop()
        if self._server.is_running:
            raise NotSo("the server still runs")
        await self._tell("связи нет", "сервер остановлен", "4-no-network")

    async def _mark_the_class(self, lesson: LessonHead) -> None:
        grid = self._page.grid
        for n in range(_MOST_PUPILS):
            place = grid.entry.place
            if place is None or grid.bar.has_ring:
                break
            digit = _DIGITS[n % len(_DIGITS)]
            await self.hands.type(digit)
            self._typed[place.row] = digit
        await self.hands.wait(
            lambda: self._desk.engine.shown.state is SyncState.OFFLINE, "the chip says offline"
        )
        here = self._marks_here(lesson)
        if not self._typed or any(here.get(pupil) != mark for pupil, mark in self._typed.items()):
            raise NotSo("not every key became a mark")
        chip = self._program.shell.foot.chip.words
        await self._tell(
            f"отмечен класс, отметок {len(self._typed)}: {chip}", "сервер остановлен", "5-marked"
        )

    async def _let_the_colleague_write(self, lesson: LessonHead) -> str:
        """The server is back; before we exchange, the second teacher marks one of our pupils otherwise."""
        self._server.start()
        pupil, mine = next(iter(self._typed.items()))
        other = "3" if mine != "3" else "4"
        colleague = Colleague(self._url, self._second)
        try:
            await colleague.sign_in()
            if not (await colleague.exchange() and await colleague.put(lesson, {pupil: other})):
                raise NotSo("the colleague's mark was not sent")
        finally:
            await colleague.close()
        held = await self._witness.marks_of(lesson)
        if held.get(pupil) != other:
            raise NotSo("the server does not hold the colleague's mark")
        await self._tell(
            f"{self._second.name} тем временем ставит тому же ученику {other}", _held(held), "6-back"
        )
        return pupil

    # evening

    async def _hand_in(self, lesson: LessonHead) -> None:
        hands, shell = self.hands, self._program.shell
        for _twice in range(2):
            await hands.press(_KEY.Key_F5)
        await hands.wait(lambda: shell.place is Place.HAND_IN, "the page «Сдать день»")
        page = self._program.rooms.page(Place.HAND_IN, HandIn)
        await hands.picture("7-hand-in")
        await hands.press(_KEY.Key_Return)
        await hands.wait(lambda: page.is_running or not page.start.isVisible(), "the exchange begins")
        await hands.wait(lambda: not page.is_running, "the exchange ends", 120)
        shown = self._desk.engine.shown
        if shown.unsent or not shown.conflicts:
            raise NotSo(f"unsent {shown.unsent}, two versions {shown.conflicts}")
        held = await self._witness.marks_of(lesson)
        await self._tell(f"день сдан: {shell.foot.chip.words}", _held(held), "8-handed-in")

    async def _settle(self, lesson: LessonHead, pupil: str) -> None:
        hands, shell = self.hands, self._program.shell
        await hands.press(_KEY.Key_Return)
        await hands.wait(lambda: shell.place is Place.TWO_VERSIONS, "the inbox")
        inbox = self._program.rooms.page(Place.TWO_VERSIONS, TwoVersionsInbox)
        await hands.picture("9-two-versions")
        await hands.type("5")
        before = len(inbox.cards)
        for _card in range(before):
            await hands.press(_KEY.Key_Left)
        await hands.wait(lambda: not inbox.cards, "nothing more to choose")
        await hands.wait(self._is_all_sent, "the answers are sent", 60)
        held = await self._witness.marks_of(lesson)
        wrong = {one for one, mark in self._typed.items() if held.get(one) != mark}
        if wrong or await self._witness.open_questions() or held.get(pupil) != self._typed[pupil]:
            raise NotSo(f"{len(wrong)} marks differ on the server")
        await self._tell(f"решено: {before}, оставлена своя отметка", _held(held), "10-settled")

    def _is_all_sent(self) -> bool:
        shown = self._desk.engine.shown
        return shown.state is SyncState.ALL_SENT and not shown.unsent and not shown.conflicts

    # what stands

    @property
    def _desk(self) -> Desk:
        assert self._program.desk is not None
        return self._program.desk

    @property
    def _page(self) -> JournalPageScreen:
        return self._program.rooms.page(Place.JOURNAL, JournalPageScreen)

    def _marks_here(self, lesson: LessonHead) -> Marks:
        assert self._page.page is not None
        return marks_of(self._page.page, lesson)

    async def _tell(self, what: str, server: str, picture: str) -> None:
        self._step += 1
        path = await self.hands.picture(picture)
        self._say(f"{self._step}. {what}\n   на сервере: {server}\n   {path}")


def _held(marks: Marks) -> str:
    if not marks:
        return "в этом уроке отметок нет"
    return f"отметок {len(marks)}: {' '.join(marks.values())}"
