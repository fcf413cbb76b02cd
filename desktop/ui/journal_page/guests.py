"""Pupils who sit in class before the order has come: added, renamed, removed, handed over."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint

from desktop.models.reading.private import Guest
from desktop.ui.journal_page import menus
from desktop.ui.journal_page.asking import Question
from desktop.ui.journal_page.face import PageFace
from desktop.ui.words import _, plural


class GuestActs(QObject):
    """«+ Новенький…» and what becomes of him."""

    def __init__(self, screen: PageFace) -> None:
        super().__init__(screen)
        self._screen = screen
        self._journal = screen.journal
        screen.grid.newcomer_wanted.connect(self.ask_newcomer)
        screen.grid.row_menu_wanted.connect(self.show_row_menu)
        screen.page_opened.connect(self.greet_arrived)

    def show_row_menu(self, row: str, at: QPoint) -> None:
        page = self._screen.page
        courses = page.courses if page else ()
        guests = [one for course in courses for one in self._journal.read_guests(course.id)]
        guest = next((one for one in guests if one.id == row), None)
        if guest is not None:
            rename, remove = self._renaming(guest), self._removing(guest)
            menus.ActMenu(self._screen, menus.guest_lines(rename, remove)).popup(at)

    def ask_newcomer(self) -> None:
        """«+ Новенький…»."""
        self._screen.ask.ask(
            Question(
                _("Новенький сидит в классе раньше приказа: отметки сохраним у вас, в отчёты они не войдут."),
                _("Добавить"),
                _("Отменить"),
                self._add_guest,
                _("Фамилия и имя"),
            )
        )

    def _add_guest(self, name: str) -> None:
        page, place = self._screen.page, self._screen.grid.entry.place
        if page is not None:
            work = page.work_of(place.row, place.column) if place else None
            self._journal.put_guest(work.lesson.course if work else page.course.id, name)

    def _renaming(self, guest: Guest) -> Callable[[], None]:
        def rename(name: str) -> None:
            self._journal.put_guest(guest.course, name, guest.id)

        words = _("Как зовут новенького? Сейчас: {name}").format(name=guest.name)
        question = Question(words, _("Исправить"), _("Отменить"), rename, _("Фамилия и имя"))

        def show() -> None:
            self._screen.ask.ask(question)

        return show

    def _removing(self, guest: Guest) -> Callable[[], None]:
        def remove() -> None:
            self._journal.wipe_guest(guest.id)
            self._screen.say(_("{name} убран из списка. Вернуть — Ctrl+Я").format(name=guest.name))

        return remove

    def greet_arrived(self) -> None:
        """The order has come: «Это Кузнецов Илья, 7Б? Перенести 4 отметки»."""
        page = self._screen.page
        courses = page.courses if page else ()
        arrived = [one for course in courses for one in self._journal.read_arrived(course.id)]
        if not arrived:
            return
        guest, pupil, n = arrived[0]
        marks = plural(n, "Перенести {n} отметку?", "Перенести {n} отметки?", "Перенести {n} отметок?")
        who = _("«{name}» — это {pupil}, {form}?").format(
            name=guest.name,
            pupil=pupil.full_name,
            form=self._journal.forms_title(self._journal.course(guest.course)),
        )

        def enrol(_text: str) -> None:
            self._journal.enrol_guest(guest, pupil.id)

        self._screen.ask.ask(Question(f"{who} {marks}", _("Перенести"), _("Не сейчас"), enrol))
