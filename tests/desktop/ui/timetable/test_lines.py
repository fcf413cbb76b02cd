"""The lists of words in the sheets beside the board."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from desktop.ui.timetable.side_sheet import Lines


def test_a_line_that_only_just_fits_is_broken_and_not_cut(qtbot: QtBot) -> None:
    """Its number is at its end: with an ellipsis there, the line would say nothing."""
    lines = Lines("Чем расписание ещё неудобно")
    qtbot.addWidget(lines)
    lines.show_lines([("59", None), ("Трудных уроков не вовремя: 144", None)])

    just = lines.fontMetrics().horizontalAdvance(lines.texts()[1]) + 2 * lines.frameWidth()
    lines.resize(just + 8, 200)
    lines.show()

    assert lines.visualItemRect(lines.item(1)).height() > lines.visualItemRect(lines.item(0)).height()
