"""What a page does beyond marks: menus, comments, pastes, undo, the ways to other screens."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, QPoint

from desktop.models.reading.lesson_head import LessonHead
from desktop.models.undo import Undone
from desktop.ui.grid.bar import Bulk
from desktop.ui.grid.cells import Place
from desktop.ui.grid.clipboard import Fit
from desktop.ui.grid.keys import Action
from desktop.ui.grid.sheet import Tone
from desktop.ui.journal_page import menus, sentences
from desktop.ui.journal_page.comment import CommentPopup
from desktop.ui.journal_page.face import PageFace
from desktop.ui.journal_page.move import MoveDialog
from desktop.ui.journal_page.opening import first_place
from desktop.ui.journal_page.paste import PastePreview
from desktop.ui.words import _, plural


class PageActs(QObject):
    """The acts of one page screen."""

    def __init__(self, screen: PageFace) -> None:
        super().__init__(screen)
        self._screen = screen
        self._journal = screen.journal
        self._grid = screen.grid
        self._commented: Sequence[Place] = ()
        self._fit: tuple[Fit, tuple[str, str]] | None = None
        self._is_board = self._is_touch = False
        self._keys: Mapping[Action, Callable[[], None]] = {
            Action.UNDO: self.undo,
            Action.REDO: self.redo,
            Action.LESSON_PANEL: self.want_panel,
            Action.ROLL_CALL: self.want_roll_call,
            Action.CELL_HISTORY: self.want_history,
            Action.FIND_PUPIL: self.find,
            Action.PREVIOUS_TERM: self.previous_term,
            Action.NEXT_TERM: self.next_term,
            Action.NEXT_GAP: self.next_gap,
            Action.TODAY: self.today,
        }
        self.comment = CommentPopup(screen)
        self.comment.confirmed.connect(self._put_comment)
        self._connect()

    def _connect(self) -> None:
        grid, hands = self._grid, self._screen.hands
        grid.put_wanted.connect(hands.put)
        grid.take_back_wanted.connect(hands.take_back)
        grid.fill_wanted.connect(hands.fill)
        grid.wipe_wanted.connect(hands.wipe)
        grid.cut_wanted.connect(hands.wipe)
        grid.paste_wanted.connect(self.paste)
        grid.comment_wanted.connect(self.show_comment)
        grid.bulk_wanted.connect(self.act_in_bulk)
        grid.menu_wanted.connect(self.show_cell_menu)
        grid.column_menu_wanted.connect(self.show_column_menu)
        grid.column_wanted.connect(self._want_panel_of)
        self._screen.header.panel_asked.connect(self.want_panel)
        self._screen.header.roll_call_asked.connect(self.want_roll_call)
        self._screen.header.more_asked.connect(self.show_page_menu)

    def take(self, action: Action) -> bool:
        """Do what a key asks of the page."""
        act = self._keys.get(action)
        if act is not None:
            act()
        return act is not None

    # undo

    def undo(self) -> None:
        """Take the last step back, wherever it was made."""
        self._tell_undone(self._journal.undo(), again=False)

    def redo(self) -> None:
        """Do it again."""
        self._tell_undone(self._journal.redo(), again=True)

    def _tell_undone(self, undone: Undone | None, *, again: bool) -> None:
        self._grid.entry.forget()
        if undone is None:
            self._screen.say(_("Возвращать нечего") if again else _("Отменять нечего"))
            return
        kept = [self._name(ref.bucket, ref.key.id, ref.cell) for ref in undone.kept]
        words = sentences.undone(undone.step.kind, len(undone.changed), kept, again=again)
        self._screen.say(words, Tone.SHORT if kept else Tone.CALM)

    def _name(self, bucket: str, record: str, cell: str) -> str:
        """Whose cell it is, for the list of those left alone."""
        parts = cell.split("/")
        pupil = self._journal.pupil(parts[1]) if len(parts) > 1 else None
        return pupil.list_name if pupil else _("тема или работа")

    # ways to other screens

    def want_panel(self) -> None:
        """The panel of the lesson under the cursor."""
        if self._screen.lesson is not None:
            self._screen.panel_wanted.emit(self._screen.lesson, "")

    def want_roll_call(self) -> None:
        if self._screen.lesson is not None:
            self._screen.roll_call_wanted.emit(self._screen.lesson)

    def want_history(self) -> None:
        place, page = self._grid.entry.place, self._screen.page
        work = page.work_of(place.row, place.column) if page and place else None
        if place is not None and work is not None:
            self._screen.history_wanted.emit(place.row, work)

    def _want_panel_of(self, column: str) -> None:
        page = self._screen.page
        found = page.column(column) if page else None
        if found is not None:
            self._screen.panel_wanted.emit(found.lesson, "")

    def _want_work(self) -> None:
        column = self._screen.column
        if column is not None:
            self._screen.panel_wanted.emit(column.lesson, column.id)

    # moves

    def find(self) -> None:
        """The field for a surname."""
        self._screen.header.search.setFocus()
        self._screen.header.search.selectAll()

    def previous_term(self) -> None:
        self._screen.open_next_term(-1)

    def next_term(self) -> None:
        self._screen.open_next_term(1)

    def today(self) -> None:
        """The lesson that runs, or was the last."""
        if self._screen.sheet is not None:
            place = first_place(self._screen.sheet, self._journal.now())
            if place is not None:
                self._grid.go_to(place)

    def next_gap(self) -> None:
        """The next past lesson of the page that lacks something, from the cursor on, then from the first."""
        page, here = self._screen.page, self._screen.lesson
        if page is None:
            return
        now = self._journal.now()
        lessons = [head for head in page.lessons if head.has_ended(now)]
        after = [head for head in lessons if here is None or head.place > here.place]
        for head in (*after, *lessons):
            gaps = self._journal.read_gaps(head)
            if gaps:
                self._show_lesson(head)
                self._screen.say(sentences.gaps(head, gaps), Tone.SHORT)
                return
        self._screen.say(_("На этой странице всё заполнено"))

    def _show_lesson(self, head: LessonHead) -> None:
        sheet = self._screen.sheet
        place = first_place(sheet, self._journal.now(), head) if sheet else None
        if place is not None:
            self._grid.go_to(place)

    # clipboard and comments

    def paste(self, fit: Fit) -> None:
        """Write what fits; a preview comes first only when something does not."""
        if fit.is_clean:
            self._screen.hands.paste(fit)
            self._screen.say(
                plural(
                    len(fit.changes), "Вставлена {n} клетка", "Вставлены {n} клетки", "Вставлено {n} клеток"
                )
            )
            return
        self._fit = fit, self._page_shown()
        preview = PastePreview(self._screen, fit, self._name_at)
        preview.accepted.connect(self._paste_rest)
        preview.finished.connect(preview.deleteLater)
        preview.open()

    def _paste_rest(self) -> None:
        """The preview was about one page: into another one nothing of it is written."""
        if self._fit is not None and self._fit[1] == self._page_shown():
            self._screen.hands.paste(self._fit[0])

    def _page_shown(self) -> tuple[str, str]:
        page = self._screen.page
        return (page.course.id, page.term.id) if page else ("", "")

    def _name_at(self, place: Place) -> str:
        row = self._screen.page.row(place.row) if self._screen.page else None
        return row.name if row else ""

    def show_comment(self, places: Sequence[Place]) -> None:
        """The comment of a cell, or one for all chosen cells."""
        sheet = self._screen.sheet
        if sheet is None or not places:
            return
        self._commented = places
        first = sheet.read(places[0])
        column = sheet.page.work_of(*places[0])
        note = self._journal.read_mark_note(places[0].row, column) if column else ""
        is_one = len(places) == 1
        name = self._name_at(places[0]) if is_one else _("Выбрано клеток: {n}").format(n=len(places))
        comment = first.mark.comment if first.mark and is_one else ""
        rect = self._grid.table.visualRect(self._grid.model.index_of(places[0]))
        at = self._grid.table.viewport().mapToGlobal(rect.bottomLeft())
        self.comment.begin(at, name, comment, note if is_one else "")

    def _put_comment(self, text: str, private: bool) -> None:
        self._screen.hands.comment(self._commented, text, private=private)
        self._grid.setFocus()

    def act_in_bulk(self, act: str, places: Sequence[Place]) -> None:
        """The acts of the bar that the grid leaves to the screen."""
        if act == Bulk.DUTY_OFF:
            self._screen.hands.turn_duty_off(places)
        elif act == Bulk.WORK:
            self._want_work()

    # menus

    def show_cell_menu(self, place: Place | None, at: QPoint) -> None:
        if place is not None:
            lines = menus.cell_lines(self._comment_here, self.want_history, self._wipe_here)
            menus.ActMenu(self._screen, lines).popup(at)

    def show_page_menu(self, at: QPoint) -> None:
        lines = menus.page_lines(self.turn_board, self.turn_touch, self.undo, self.redo, self.next_gap)
        menus.ActMenu(self._screen, lines).popup(at)

    def turn_board(self) -> None:
        """«Режим доски»: the page is projected, only the cursor's pupil shows marks; again: all do."""
        self._is_board = not self._is_board
        self._grid.use_board(self._is_board)
        self._screen.board_turned.emit(self._is_board)

    def turn_touch(self) -> None:
        """Rows and a palette for fingers, and back."""
        self._is_touch = not self._is_touch
        self._grid.use_touch(self._is_touch)

    def show_column_menu(self, column: str, at: QPoint) -> None:
        page, place = self._screen.page, self._grid.entry.place
        if page is None or page.column(column) is None:
            return
        people = [row.id for row in page.rows if not row.is_divider]
        row = place.row if place else people[0] if people else ""
        if row:
            self._grid.go_to(Place(row, column))
        lines = menus.column_lines(self.want_panel, self.want_roll_call, self._want_work, self.move_marks)
        menus.ActMenu(self._screen, lines).popup(at)

    def _comment_here(self) -> None:
        self.show_comment(self._grid.table.places())

    def _wipe_here(self) -> None:
        self._screen.hands.wipe(self._grid.table.places())

    def move_marks(self) -> None:
        """«Перенести отметки в другой урок…»."""
        lesson = self._screen.lesson
        if lesson is not None:
            dialog = MoveDialog(self._screen, self._journal, lesson)
            dialog.chosen.connect(self._move_to)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def _move_to(self, target: LessonHead) -> None:
        lesson = self._screen.lesson
        if lesson is None:
            return
        step, left = self._journal.move_lesson_marks(lesson, target)
        names = [pupil.list_name for id in sorted(left) if (pupil := self._journal.pupil(id))]
        self._screen.say(sentences.moved(step is not None, names), Tone.SHORT if names else Tone.CALM)
