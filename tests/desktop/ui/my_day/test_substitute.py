"""«Мой день» of somebody who stands in for a colleague."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLabel

from desktop.models.reading.lesson_head import LessonHead, Right
from desktop.ui.my_day.screen import MyDay
from tests.desktop.models.taught import ALGEBRA, ALGEBRA_SLOT, COLLEAGUE, NOW, TODAY, Taught, named
from tests.desktop.ui.keyboard import Keyboard, keys_read, let_go


def test_a_substitute_sees_whose_lesson_she_takes(qapp: QApplication) -> None:
    """The lesson is in her day with its usual teacher's name; Enter opens its page, which she may write."""
    taught = Taught()
    told = {"course": ALGEBRA, "date": TODAY.isoformat(), "slot": ALGEBRA_SLOT, "what": "teacher"}
    taught.told("school", "substitution", named(5001), {**told, "teacher": COLLEAGUE})
    opened: list[LessonHead] = []

    with keys_read(qapp):
        screen = MyDay(taught.journal(COLLEAGUE), lambda: NOW)
        screen.lesson_wanted.connect(opened.append)
        keys = Keyboard(screen)
        screen.arrive()
        keys.enter()
        words = " ".join(label.text() for label in screen.cards[0].findChildren(QLabel))
        let_go(screen)

    assert "замена, обычно ведёт Петрова А. И." in words
    assert [(lesson.course, lesson.right) for lesson in opened] == [(ALGEBRA, Right.WRITES)]
