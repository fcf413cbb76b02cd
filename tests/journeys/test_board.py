"""«Расписание» in the program: the head teacher's own window, a real server, the solver's real child."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt

from desktop.app.demo_hands import Hands
from desktop.app.demo_server import DemoServer
from desktop.app.program import Program, Surroundings
from desktop.app.running import Life
from desktop.ui.grid.keys import Action, Wish
from desktop.ui.shell.places import Place
from desktop.ui.timetable.publish_sheet import PublishSheet
from desktop.ui.timetable.screen import TimetableScreen
from tests.journeys.walking import at_work, until, walk_in
from timetable.checker.checking import check

HEAD, TEACHER = "andreeva", "sokolova"
KEY = Qt.Key
Live = Callable[[Surroundings, Life[None]], None]


def board_of(program: Program) -> TimetableScreen:
    """The page of the timetable."""
    page = program.shell.page(Place.TIMETABLE)
    assert isinstance(page, TimetableScreen)
    return page


def test_a_week_is_generated_by_the_child_and_published_by_keys_alone(
    region: DemoServer, around: Surroundings, live: Live, tmp_path: Path
) -> None:
    """Alt+7, F9, Ctrl+Enter, Esc, «Опубликовать»: the week is legal and in force from Monday on."""

    async def life(program: Program) -> None:
        desk = await walk_in(program, region, HEAD)
        hands = Hands(program.shell, tmp_path)
        program.shell.take_key(Wish(Action.PAGE, 7))
        screen = board_of(program)
        assert program.shell.place is Place.TIMETABLE
        assert "Черновик хранится на этом компьютере" in program.shell.foot.messages.words.text()

        await hands.press(KEY.Key_F9)
        await hands.press(KEY.Key_Return, ctrl=True)
        await until(lambda: not screen.generating.is_running or screen.generating.has_week, 60)
        await hands.picture("board")
        await hands.press(KEY.Key_Escape)
        await until(lambda: not screen.generating.is_running, 60)
        draft = desk.timetable.book.draft
        assert check(draft).is_legal
        await until(lambda: not screen.page.is_checking)

        screen.versioning.show_publishing()
        sheet = screen.page.side.sheet
        assert isinstance(sheet, PublishSheet)
        since = sheet.since
        await hands.press(KEY.Key_Return, ctrl=True)

        published = desk.timetable.read_published(since + timedelta(1))
        assert published is not None
        assert published.cards.keys() == draft.cards.keys()

    live(around, life)


def test_a_damaged_draft_opens_and_is_told_of(region: DemoServer, around: Surroundings, live: Live) -> None:
    """The board shows what can be read, and the foot of the window says that not all could be."""

    async def life(program: Program) -> None:
        desk = await walk_in(program, region, HEAD)
        desk.store.drafts.begin("[[]]", None)
        desk.store.drafts.push(0, "{", None)

        program.shell.take_key(Wish(Action.PAGE, 7))

        assert program.shell.page(Place.TIMETABLE).isVisible()
        assert "не читается записей — 2" in program.shell.foot.messages.words.text()
        assert program.shell.foot.messages.button.isVisible()

    live(around, life)


def test_a_teacher_has_no_timetable_to_build(region: DemoServer, around: Surroundings, live: Live) -> None:
    """Neither in the rail nor by its number."""

    async def life(program: Program) -> None:
        await walk_in(program, region, TEACHER)

        program.shell.take_key(Wish(Action.PAGE, 7))

        assert program.shell.place is Place.MY_DAY
        assert at_work(program).roles

    live(around, life)
