"""FET itself judges our weeks, and our checker judges FET's: neither may find the other's illegal."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.__main__ import main
from tests.timetable.formats.fet_text import EXAMPLES, SCHOOL, activity, condition, fet, room
from tests.timetable.judge.fet_cl import ABSENT, agrees, solved_by_fet
from timetable.cards import Card, Cards, Draft
from timetable.checker.checking import check
from timetable.formats.fet.locking import locked
from timetable.formats.fet.reading import read_fet
from timetable.formats.fet.writing import write_fet
from timetable.formats.notes import Notes
from timetable.grid import TimeSlot

ROMANIA = EXAMPLES / "Romania" / "Oradea" / "School-10-Oradea-2007-2008.fet"
BULGARIA = EXAMPLES / "Bulgaria" / "Lom_high_school_2007-2008.fet"
SPAIN = EXAMPLES / "Spain" / "2-secondary-school" / "secondary-school.fet"
HUNGARY = EXAMPLES / "Hungary" / "Varosmajori_Gimnazium_Budapest" / "vmg-20180901b-2.fet"
HONG_KONG = EXAMPLES / "Hong-Kong" / "secondary-school-2" / "FET-2020-07-30-SAMPLE_HK_6_period.fet"
ITALY = EXAMPLES / "Italy" / "2009" / "liceo-scientifico.fet"

PATIENT = "PARTA_JUDGE_SECONDS"
"""Set by `make judge`: how long a hard school may take."""

HARD = "not run: hard schools take minutes (make judge)"


def _solved(school: Path, folder: Path, seconds: int) -> Path:
    if not school.exists() or shutil.which("fet-cl") is None:
        pytest.skip(ABSENT)
    out = folder / "out.fet"
    assert main(["timetable", "solve", str(school), "--seconds", str(seconds), "--out", str(out)]) == 0
    return out


@pytest.mark.slow
@pytest.mark.parametrize("school", [SCHOOL, ROMANIA, BULGARIA, SPAIN], ids=lambda path: path.stem)
def test_fet_agrees_with_our_week(school: Path, tmp_path: Path) -> None:
    """A week found by `parta timetable solve` passes the checker, and FET with all of it locked."""
    out = _solved(school, tmp_path, 8)

    assert main(["timetable", "check", str(out)]) == 0
    assert agrees(out)


@pytest.mark.slow
@pytest.mark.parametrize("school", [HUNGARY, HONG_KONG, ITALY], ids=lambda path: path.stem)
def test_fet_agrees_with_our_week_of_a_hard_school(school: Path, tmp_path: Path) -> None:
    """The same for schools that FET needs minutes for."""
    seconds = int(os.environ.get(PATIENT, "0"))
    if not seconds:
        pytest.skip(HARD)

    out = _solved(school, tmp_path, seconds)

    assert main(["timetable", "check", str(out)]) == 0
    assert agrees(out)


@pytest.mark.slow
@pytest.mark.parametrize("school", [SCHOOL, ROMANIA, BULGARIA], ids=lambda path: path.stem)
def test_the_checker_agrees_with_fets_week(school: Path, tmp_path: Path) -> None:
    """What FET finds and locks is whole and legal for us."""
    if not school.exists():
        pytest.skip(ABSENT)
    file = tmp_path / "school.fet"
    shutil.copy(school, file)

    draft = read_fet(solved_by_fet(file).read_bytes()).draft

    assert draft.is_whole
    assert check(draft).is_legal


TAUGHT = [*(activity(id, group=1) for id in (1, 2, 3)), activity(4, teacher="Bob", students=("5B",))]
FORMS = "<Year><Name>5A</Name></Year><Year><Name>5B</Name></Year>"
ROOMS = condition("SubjectPreferredRooms", Subject="maths", Preferred_Room=("a", "b"))
APART = condition(
    "MinDaysBetweenActivities", 95, Activity_Id=(1, 2, 3), MinDays=1, Consecutive_If_Same_Day="false"
)
ONE_ROOM = condition("ActivitiesSameRoomIfConsecutive", Activity_Id=(1, 4))


@pytest.mark.parametrize(
    ("places", "is_legal"),
    [
        ("a00 a02 a10 a22", True),
        ("a00 a01 a02 a22", False),
        ("a00 a10 a20 b02", True),
        ("a00 a10 a20 b01", False),
    ],
)
def test_fet_and_the_checker_agree_about_what_fet_does_not_write_down(
    places: str, is_legal: bool, tmp_path: Path
) -> None:
    """Never three on a day of what should lie apart; one room for any two that touch, whoever they are."""
    told = {"times": APART, "spaces": ROOMS + ONE_ROOM, "rooms": room("a") + room("b"), "students": FORMS}
    problem, file = read_fet(fet(TAUGHT, **told)).draft.problem, tmp_path / "school.fet"
    cards = {
        key: Card(key, TimeSlot(int(place[1]), int(place[2])), rooms=(place[0],))
        for (key, _, _), place in zip(problem.blocks(), places.split(), strict=True)
    }
    file.write_bytes(write_fet(Draft(problem, cards), Notes()))

    assert check(Draft(problem, cards)).is_legal is is_legal
    assert agrees(file, 2) is is_legal


def test_fet_sees_a_clash_that_we_wrote(tmp_path: Path) -> None:
    """The judge is awake: two lessons of one teacher in one place are no timetable for it."""
    file = tmp_path / "school.fet"
    shutil.copy(SCHOOL, file)
    solved = read_fet(solved_by_fet(file).read_bytes())
    cards = _clashing(solved.draft)
    file.write_bytes(locked(solved, cards))

    assert not check(Draft(solved.draft.problem, cards)).is_legal
    assert not agrees(file, 2)


def _clashing(draft: Draft) -> Cards:
    """The cards, with one put where another of the same teacher lies."""
    problem = draft.problem
    first = next(iter(draft.cards.values()))
    teacher = problem.demands[first.block.demand].teachers[0]
    other = next(
        card
        for card in draft.cards.values()
        if card.at != first.at and teacher in problem.demands[card.block.demand].teachers
    )
    return {**draft.cards, other.block: replace(other, at=first.at)}


def test_fet_judges_a_week_that_came_from_elsewhere(tmp_path: Path) -> None:
    """A file that we make whole, not from a FET document, is one that FET reads and agrees with."""
    file, again = tmp_path / "school.fet", tmp_path / "again.fet"
    shutil.copy(SCHOOL, file)
    draft = read_fet(solved_by_fet(file).read_bytes()).draft
    notes = Notes()
    again.write_bytes(write_fet(draft, notes))

    assert not notes.unsupported
    assert check(read_fet(again.read_bytes()).draft).is_legal
    assert agrees(again)
