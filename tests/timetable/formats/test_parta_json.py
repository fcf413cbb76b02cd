"""Parta's own file gives back exactly what was written, and says where one that it cannot read is wrong."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from tests.timetable.formats.fet_text import SCHOOL
from tests.timetable.formats.some_drafts import DRAFTS
from tests.timetable.small_school import SMALL, cards
from timetable.cards import Draft
from timetable.formats.fet.reading import read_fet
from timetable.formats.files import open_file, save_file
from timetable.formats.notes import LeftOut, Notes
from timetable.formats.parta_json import read_json, write_json
from timetable.formats.refusals import BadFile, Why
from timetable.formats.strangers import without_strangers
from timetable.grid import TimeSlot
from timetable.problem import Teacher
from timetable.rules.of_blocks import DaysApart
from timetable.rules.of_people import MaxDays
from timetable.rules.rule import Which, Whose


@given(DRAFTS)
@settings(max_examples=60, deadline=None)
def test_what_is_written_is_read_again(draft: Draft) -> None:
    """Problem, rules of every kind, norms, cards and locks survive, and are written the same again."""
    content = write_json(draft)

    again = read_json(content)

    assert again == draft
    assert write_json(again) == content


def test_a_whole_school_survives() -> None:
    """A school of 24 forms from a FET file is the same after Parta's own file."""
    draft = read_fet(SCHOOL.read_bytes()).draft

    assert read_json(write_json(draft)) == draft


def test_rules_about_those_who_left_go_out_as_far_as_they_lead_somewhere() -> None:
    """A rule is narrowed to whom there is; one about nobody would be about everybody, so it is counted."""
    draft = read_fet(SCHOOL.read_bytes()).draft
    stays = next(iter(draft.problem.teachers))
    both, gone = (MaxDays(whose=Whose.TEACHERS, of=of, most=4) for of in ((stays, "left"), ("left",)))
    apart = DaysApart(which=Which(subjects=frozenset({"left"})))
    held = DaysApart(which=Which(subjects=frozenset(list(draft.problem.subjects)[:2])))
    notes = Notes()

    trimmed = without_strangers(
        replace(draft, problem=replace(draft.problem, rules=(both, gone, apart, held))), notes
    )

    assert trimmed.problem.rules == (replace(both, of=(stays,)), held)
    assert notes.left_out[LeftOut.NOBODY_LEFT] == 2
    assert read_json(write_json(trimmed)) == trimmed


def _spoilt(path: str, value: object) -> bytes:
    whole: Any = json.loads(write_json(read_fet(SCHOOL.read_bytes()).draft))
    *steps, last = path.split(".")
    place = whole
    for step in steps:
        place = place[int(step)] if step.isdigit() else place[step]
    place[int(last) if last.isdigit() else last] = value
    return json.dumps(whole).encode()


def _windows(most: int) -> dict[str, Any]:
    return {"kind": "MaxGaps", "whose": "teachers", "most": most}


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        ("parta_timetable", 2, "Версия 2"),
        ("grid.days", "Monday", "grid.days"),
        ("grid.moon", 1, "grid.moon"),
        ("teachers.0.away", [[[0], "forbidden"]], "teachers[0].away[0][0]"),
        ("teachers.1.id", "Рус1", "teachers[1]"),
        ("demands.3.subject", "астрология", "астрология"),
        ("demands.3.blocks.0", {"length": 99}, "99"),
        ("demands.3.blocks.0", {"length": True}, "blocks[0].length"),
        ("groups.0.atoms", [], "нет ни одного ученика"),
        ("rules.0.kind", "Mood", "rules[0].kind"),
        ("rules.0.kind", ["MaxGaps"], "rules[0].kind"),
        ("rules.0.weight", 9, "rules[0]"),
        ("grid.breaks", [[9, 0]], "запись «grid»: «[9, 0]» в поле «breaks»"),
        ("grid.meals_after", [99], "запись «grid»: «99» в поле «meals_after»"),
        ("grid.days", ["Пн"] * 61, "60 × 100"),
        ("grid.slots.0.number", 101, "«101» в поле «slots[0].number» не число от 0 до 100"),
        ("grid.slots.0.shift", 0, "slots[0].shift"),
        ("teachers.0.away", [[[0, 99], "forbidden"]], "запись «teachers."),
        ("forms.0.first_slots", [99], "first_slots"),
        ("forms.0.level", 1000, "level"),
        ("forms.0.pupils", -3, "forms[0].pupils"),
        ("rooms.0.capacity", 10**8, "rooms[0].capacity"),
        ("demands.0.parts.0.rooms", [{"any_of": ["С1"], "weight": 9}], "weight"),
        ("rules", [_windows(most=1000)], "rules[0]"),
        ("rules", [_windows(most=-1)], "rules[0].most"),
        ("rules", [{"kind": "HardSubjectsEarly", "slots": [1000]}], "«1000» в поле «slots»"),
        ("rules", [{"kind": "DaysApart", "which": {"length": 1000}}], "length"),
        ("norms", {"title": "Нормы", "daily": [[1, 10**7]]}, "norms.daily[0][1]"),
        ("cards", [{"block": ["nothing", 0], "at": [0, 0]}], "nothing"),
        ("cards", {}, "cards"),
    ],
)
def test_a_spoilt_file_is_refused_with_the_place(path: str, value: object, told: str) -> None:
    """The sentence names the field, and nothing is read."""
    content = _spoilt(path, value)

    with pytest.raises(BadFile) as refused:
        read_json(content)

    assert told in refused.value.words()


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"\xff\xfe\x00", b"[" * 100_000, b'{"parta_timetable": 1}']
)
def test_what_is_no_file_of_parta_is_refused(content: bytes) -> None:
    """Truncated, binary, foreign or bottomless: one sentence."""
    with pytest.raises(BadFile) as refused:
        read_json(content)

    assert refused.value.words()


def test_a_number_without_end_is_refused() -> None:
    """Digits by the thousand are no number that a week could mean."""
    with pytest.raises(BadFile) as refused:
        read_json(b'{"parta_timetable": ' + b"9" * 5_000 + b"}")

    assert refused.value.why is Why.NOT_JSON


def test_half_a_sign_spoils_no_file() -> None:
    """A half of a pair of signs, which JSON can say and UTF-8 cannot, is written as a question mark."""
    draft = read_fet(SCHOOL.read_bytes()).draft
    odd = replace(draft, problem=replace(draft.problem, title="Школа \ud800"))

    assert read_json(write_json(odd)).problem.title == "Школа ?"


@pytest.mark.parametrize("name", ["week.fet", "week.xml"])
def test_a_card_beyond_the_week_goes_into_no_other_file(name: str, tmp_path: Path) -> None:
    """The checker tells of it; a file that has no such place is written without it, and that is noted."""
    draft = Draft(SMALL, cards({"math7": "пн1 вт1 ср1"}))
    key = next(iter(draft.cards))
    beyond = replace(draft.cards[key], at=TimeSlot(9, 99))

    notes = save_file(tmp_path / name, Draft(SMALL, {**draft.cards, key: beyond}))

    assert notes.left_out[LeftOut.NO_CARD] == len(draft.tray) + 1
    assert len(open_file(tmp_path / name).draft.cards) == 2


@pytest.mark.parametrize("name", ["week.fet", "week.xml"])
@pytest.mark.parametrize("odd", ["\uffff", "Анна\x01", "Анна\x0b"])
def test_a_name_that_xml_cannot_write_is_still_a_name(name: str, odd: str, tmp_path: Path) -> None:
    """The file is one that is read, and nobody is taken for another."""
    names = {"anna": Teacher("anna", odd), "vera": Teacher("vera", "Анна")}
    problem = replace(SMALL, teachers={**SMALL.teachers, **names})

    save_file(tmp_path / name, Draft(problem))

    assert len(open_file(tmp_path / name).draft.problem.teachers) == len(problem.teachers)
