"""aSc Timetables 2012 XML goes both ways, cards and ids with it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from school.calendar import Weeks
from tests.timetable.formats.fet_text import SCHOOL
from timetable.cards import Card, Draft
from timetable.formats.asc.reading import read_asc
from timetable.formats.asc.writing import write_asc
from timetable.formats.fet.reading import read_fet
from timetable.formats.notes import LeftOut, Notes
from timetable.formats.refusals import BadFile, Why
from timetable.grid import TimeSlot
from timetable.problem import Block, RoomNeed
from timetable.rules.rule import BlockKey

EXPORTED = """<?xml version="1.0" encoding="UTF-8"?>
<timetable importtype="database" options="idprefix:X" displayname="School">
 <periods><period period="1" name="1" starttime="8:30" endtime="9:10"/><period period="2" name="2"/></periods>
 <daysdefs><daysdef id="any" name="*" days="10,01"/><daysdef id="d1" name="Mo" days="10"/>
  <daysdef id="d2" name="Tu" days="01"/></daysdefs>
 <teachers><teacher id="t1" name="Ann"/><teacher id="t2" name="Bob"/></teachers>
 <subjects><subject id="s1" name="Maths"/></subjects>
 <classrooms><classroom id="r1" name="12"/><classroom id="r2" name="13"/></classrooms>
 <classes><class id="c1" name="7A"/></classes>
 <groups><group id="g0" classid="c1" name="whole" entireclass="1" divisiontag="0"/>
  <group id="g1" classid="c1" name="1" entireclass="0" divisiontag="1"/>
  <group id="g2" classid="c1" name="2" entireclass="0" divisiontag="1"/>
  <group id="b" classid="c1" name="boys" entireclass="0" divisiontag="2"/></groups>
 <students><student id="p1"/></students>
 <lessons>
  <lesson id="l1" classids="c1" subjectid="s1" periodspercard="1" periodsperweek="2.0" teacherids="t1"
   groupids="g0" classroomids="r1,r2"/>
  <lesson id="l2" classids="c1" subjectid="s1" periodspercard="1" periodsperweek="1.5" teacherids="t2"
   groupids="g1"/></lessons>
 <cards><card lessonid="l1" period="1" days="01" weeks="1" terms="1" classroomids="r2"/>
  <card lessonid="l2" period="2" days="10" weeks="01" terms="1" classroomids=""/></cards>
</timetable>"""


def test_an_export_of_asc_is_a_draft() -> None:
    """Classes, divisions, lessons with rooms, weeks and cards, under the ids of aSc."""
    found = read_asc(EXPORTED.encode())

    problem, cards = found.draft.problem, found.draft.cards
    assert problem.demands["l1"].groups == ("c1",)
    assert problem.demands["l1"].needs == (RoomNeed(("r1", "r2")),)
    assert problem.demands["l2"].blocks == (Block(), Block(1, None))
    assert not problem.groups["g1"].atoms & problem.groups["g2"].atoms
    assert problem.groups["g1"].atoms & problem.groups["b"].atoms
    assert cards[BlockKey("l1", 0)].at == TimeSlot(1, 0)
    assert cards[BlockKey("l1", 0)].rooms == ("r2",)
    assert (cards[BlockKey("l2", 1)].at, cards[BlockKey("l2", 1)].weeks) == (TimeSlot(0, 1), Weeks.EVEN)
    assert found.notes.unsupported == {"students": 1}


def test_what_was_read_is_written_and_read_again() -> None:
    """Hours, people, rooms and places of every lesson are the same after the way back."""
    draft = read_asc(EXPORTED.encode()).draft
    notes = Notes()

    again = read_asc(write_asc(draft, notes)).draft

    assert _told(again) == _told(draft)
    assert again.problem.groups.keys() == draft.problem.groups.keys()
    assert not notes.left_out


def _told(draft: Draft) -> list[tuple[object, ...]]:
    problem = draft.problem
    return sorted(
        (demand.subject, demand.teachers, demand.groups, block.length, str(block.weeks), _place(draft, key))
        for key, demand, block in problem.blocks()
    )


def _place(draft: Draft, key: BlockKey) -> str:
    card = draft.cards.get(key)
    return f"{card.at} {card.weeks} {card.rooms}" if card else ""


def test_a_whole_school_survives_asc() -> None:
    """742 lessons with their places; the rules, which the format does not know, are counted."""
    draft = read_fet(SCHOOL.read_bytes()).draft
    places = list(draft.problem.grid)
    cards = {
        key: Card(key, places[at % len(places)], rooms=(None,) * len(demand.needs))
        for at, (key, demand, _) in enumerate(draft.problem.blocks())
    }
    notes = Notes()

    again = read_asc(write_asc(replace(draft, cards=cards), notes)).draft

    assert sorted(str(card.at) for card in again.cards.values()) == sorted(
        str(card.at) for card in cards.values()
    )
    assert len(list(again.problem.blocks())) == len(cards)
    assert again.problem.teachers.keys() == draft.problem.teachers.keys()
    assert notes.left_out == {LeftOut.NOT_CARRIED: len(draft.problem.rules)}


@pytest.mark.parametrize(
    ("spoilt", "by", "why"),
    [
        ("<timetable ", "<moon ", Why.NOT_XML),
        ('teacherids="t1"', 'teacherids="t9"', Why.NO_SUCH),
        ('groupids="g1"', 'groupids="g9"', Why.NO_SUCH),
        ('subjectid="s1" ', "", Why.NO_FIELD),
        ('periodsperweek="2.0"', 'periodsperweek="-2"', Why.NOT_A_NUMBER),
        ('periodspercard="1"', 'periodspercard="x"', Why.NOT_A_NUMBER),
        ('periodsperweek="2.0"', 'periodsperweek="NaN"', Why.NOT_A_NUMBER),
        ('<teacher id="t2"', '<teacher id="t1"', Why.TWICE),
        ('lessonid="l2"', 'lessonid="l9"', Why.NO_SUCH),
        ("</lessons>", "", Why.NOT_XML),
    ],
)
def test_a_spoilt_export_is_refused(spoilt: str, by: str, why: Why) -> None:
    """What leads nowhere, is no number or comes twice is told, and nothing is read."""
    content = EXPORTED.replace(spoilt, by, 1).encode()

    with pytest.raises(BadFile) as refused:
        read_asc(content)

    assert refused.value.why is why
