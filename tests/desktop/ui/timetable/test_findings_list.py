"""The list of what was found: as much as anybody would read, and how much there is."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from desktop.ui.timetable.findings_list import FindingsList
from timetable.findings import Fault, Finding, Report, Weight


@pytest.mark.parametrize(
    ("found", "lines", "words"), [(100, 100, ""), (101, 100, "Показаны первые 100 из 101.")]
)
def test_a_long_list_is_cut_and_says_so(qtbot: QtBot, found: int, lines: int, words: str) -> None:
    """A hundred lines are shown, the chip has the whole count, and a line below tells of the rest."""
    listed = FindingsList()
    qtbot.addWidget(listed)
    findings = tuple(Finding(Fault.NOT_PLACED, Weight.BROKEN, who=str(one)) for one in range(found))

    listed.show_report(Report(findings), lambda finding: finding.who)

    assert listed.list.count() == lines
    assert str(found) in listed.chips[Weight.BROKEN].text()
    assert ("" if listed.more.isHidden() else listed.more.text()) == words
