"""«Опубликовать»: from which day, what changes and for whom; nobody sees half a timetable."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QDateEdit, QLabel

from desktop.ui.grid.keys import Action
from desktop.ui.look.furniture import play
from desktop.ui.timetable.comparing import Difference
from desktop.ui.timetable.keeper import VersionLine
from desktop.ui.timetable.sheet import lesson_title
from desktop.ui.timetable.side_sheet import Lines, SideSheet
from desktop.ui.words import _, plural
from timetable.findings import Report, Weight

_FORMAT = "dd.MM.yyyy"


class PublishSheet(SideSheet):
    """The day can be changed; what it would replace is shown for that day."""

    day_chosen = Signal(object)
    """A date."""
    publish_wanted = Signal(object)
    """A date."""

    def __init__(self, today: date) -> None:
        super().__init__(_("Опубликовать расписание"))
        self._is_done = False
        first = today + timedelta(days=7 - today.weekday())
        self.day = QDateEdit(QDate(first.year, first.month, first.day))
        self.day.setDisplayFormat(_FORMAT)
        self.day.setCalendarPopup(True)
        self.day.setMinimumDate(QDate(today.year, today.month, today.day))
        self.day.setAccessibleName(_("Действует с"))
        self.day.dateChanged.connect(self._choose)
        self.column.addWidget(play(QLabel(_("Действует с")), "key"))
        self.column.addWidget(self.day)
        self.law = QLabel()
        self.law.setWordWrap(True)
        self.column.addWidget(self.law)
        self.beside = play(QLabel(), "small")
        self.beside.setWordWrap(True)
        self.column.addWidget(self.beside)
        self.people = Lines(_("Что изменится и для кого"))
        self.column.addWidget(self.people, 1)
        self.column.addStretch(0)
        self.publish = self.button(_("Опубликовать · Ctrl+Enter"), self._publish, primary=True)
        self.leave = self.button(_("Не сейчас · Esc"), self.left.emit)
        self.on(Action.FILL_EMPTY, self._publish)
        self.setFocusProxy(self.day)

    @property
    def since(self) -> date:
        """The day from which the draft shall be in force."""
        chosen = self.day.date()
        return date(chosen.year(), chosen.month(), chosen.day())

    def show_change(self, difference: Difference, report: Report) -> None:
        """What changes from the chosen day on, by teacher, and whether it may be; not after it was done."""
        if self._is_done:
            return
        self.say(difference.summary())
        self.people.show_lines(self._by_teacher(difference) if difference.before else ())
        self.people.setVisible(self.people.count() > 0)
        broken, law = len(report.of(Weight.BROKEN)), len(report.of(Weight.LAW))
        self.publish.setEnabled(not broken)
        words, tone = _verdict(broken, law)
        play(self.law, "", tone).setText(words)

    def show_beside(self, versions: Iterable[VersionLine]) -> None:
        """What else is published from this day, what takes over later, which variants wait for a choice;
        not after it was done: what is published from this day is then this week itself.
        """
        if self._is_done:
            return
        listed = list(versions)
        published = [one for one in listed if one.since is not None and one.since >= self.since]
        lines = [_beside(one, self.since) for one in reversed(published)]
        waiting = dict.fromkeys(one.author or one.title for one in listed if one.rivals)
        if waiting:
            words = _("Варианты этой недели ещё ждут выбора ({who}). Сравнить — F8.")
            lines.append(words.format(who=", ".join(waiting)))
        self.beside.setText("\n".join(lines))
        self.beside.setVisible(bool(lines))

    def show_done(self, words: str) -> None:
        """It is published on this computer; the exchange carries it further."""
        self._is_done = True
        self.day.setEnabled(False)
        self.publish.setEnabled(False)
        for part in (self.law, self.beside, self.people, self.publish):
            part.hide()
        self.leave.setText(_("Закрыть · Esc"))
        self.leave.setFocus()
        self.say(words, "green")

    def _by_teacher(self, difference: Difference) -> list[tuple[str, object]]:
        problem = difference.problem
        lines: list[tuple[str, object]] = []
        people = sorted(difference.by_teacher().items(), key=lambda one: problem.teachers[one[0]].name)
        for teacher, keys in people:
            moves = "\n".join(
                f"  {difference.place(key, difference.before)} → {difference.place(key, difference.after)} · "
                f"{lesson_title(problem, key).rsplit(' · ', 1)[0]}"
                for key in keys[:6]
            )
            more = "\n  …" if len(keys) > 6 else ""
            lines.append((f"{problem.teachers[teacher].name}: {len(keys)}\n{moves}{more}", keys[0]))
        return lines

    def _choose(self) -> None:
        self.day_chosen.emit(self.since)

    def _publish(self) -> None:
        if self.publish.isEnabled():
            self.publish_wanted.emit(self.since)


def _beside(version: VersionLine, since: date) -> str:
    """«С этого дня уже опубликовано…», «С 01.12.2026 его сменит…»."""
    named = " · ".join(text for text in (version.title or _("без названия"), version.author) if text)
    if version.since == since:
        words = _("С этого дня уже опубликовано: {named}. Ваше расписание сменит его.")
        return words.format(named=named.rstrip("."))
    day = f"{version.since:%d.%m.%Y}"
    return _("С {day} его сменит: {named}").format(day=day, named=named)


def _verdict(broken: int, law: int) -> tuple[str, str]:
    """Whether the week may be published, in words, and their tone."""
    if broken:
        words = plural(
            broken,
            "Сначала исправьте {n} нарушение: так уроки провести нельзя.",
            "Сначала исправьте {n} нарушения: так уроки провести нельзя.",
            "Сначала исправьте {n} нарушений: так уроки провести нельзя.",
        )
        return words, "red"
    if law:
        return plural(law, "Превышена {n} норма.", "Превышены {n} нормы.", "Превышено {n} норм."), "red"
    return _("Нарушений нет. Уроки, в которых уже есть записи, останутся на местах."), "green"
