"""The demo region as a whole: the same for everybody, true to the catalogue, like life."""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from server.demo.chance import Chance
from server.demo.record import DemoRecord
from server.demo.region import SEED, generate
from server.demo.scene import Scene
from server.demo.size import DemoSize, shapes
from sync.catalog import KINDS
from sync.kind import family_of, natural_id_source, owner_of
from sync.shape import is_id
from sync.values import cell_fault

PRINT_HASH = """
import hashlib, json
from datetime import date
from server.demo.region import generate
from server.demo.size import DemoSize
region = generate(DemoSize.S, date(2026, 11, 20))
digest = hashlib.sha256(repr((region.schools, region.accounts)).encode())
for record in region.records(region.schools[0].id):
    digest.update(json.dumps(record, ensure_ascii=False).encode())
print(digest.hexdigest())
"""


def every_mark(records: list[DemoRecord]) -> list[tuple[DemoRecord, str, dict[str, Any]]]:
    """All marks of all lessons: the lesson, the pupil, the mark."""
    return [
        (record, name.split("/")[1], value)
        for record in records
        if record.kind == "lesson"
        for name, value in record.cells.items()
        if name.startswith("mark/")
    ]


def test_the_same_call_gives_the_same_bytes() -> None:
    """Two processes that hash strings differently make the same region, byte for byte."""
    printed = [
        subprocess.run(
            [sys.executable, "-c", PRINT_HASH],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[3],
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]

    assert printed[0] == printed[1]
    assert len(printed[0].strip()) == 64


def test_another_seed_gives_other_people() -> None:
    """The seed is the only thing that names come from."""
    day = date(2026, 11, 20)
    one, other = (generate(DemoSize.S, day, seed) for seed in (1, 2))

    assert one.schools[0].id != other.schools[0].id
    assert [each.person for each in one.accounts[1:]] != [each.person for each in other.accounts[1:]]


@pytest.mark.parametrize("size", ["village_records", "town_records"])
def test_every_record_is_one_that_the_catalogue_knows(size: str, request: pytest.FixtureRequest) -> None:
    """Kinds, buckets, cells, values and natural ids are those of the protocol."""
    records: list[DemoRecord] = request.getfixturevalue(size)

    faults = [fault for record in records if (fault := catalogue_fault(record))]

    assert faults == []
    assert len({(record.kind, record.id) for record in records}) == len(records)


def catalogue_fault(record: DemoRecord) -> str | None:
    """What the catalogue has against a record."""
    kind = KINDS[record.kind]
    if family_of(record.bucket) not in kind.families or not is_id(record.id):
        return f"{record.kind} in {record.bucket}"
    if kind.opens_bucket and owner_of(record.bucket) != record.id:
        return f"{record.kind} {record.id} is not its bucket's"
    for name, value in record.cells.items():
        if kind.cell(name) is None:
            return f"{record.kind}: unknown cell {name}"
        if detail := cell_fault(kind, name, value):
            return f"{record.kind}: {name} {detail}"
    sources = [natural_id_source(way, record.bucket, record.cells) for way in kind.natural]
    ids = {str(uuid.uuid5(uuid.UUID(space), name)) for space, name in filter(None, sources)}
    return None if not kind.natural or record.id in ids else f"{record.kind} {record.id} is not natural"


def test_whatever_is_named_came_before(village_records: list[DemoRecord]) -> None:
    """Read in order, no record names a form, a person, a subject or a pupil not yet known."""
    known: set[object] = set()

    for record in village_records:
        named = [record.cells.get(cell) for cell in ("subject", "version", "term", "room")]
        named += record.cells.get("forms", [])
        named += [one["person"] for one in record.cells.get("teachers", []) if record.kind == "course"]
        named += [one["pupil"] for one in record.cells.get("pupils", [])]
        assert {one for one in named if one is not None} <= known
        known |= {record.id, record.cells.get("pupil")}


def test_marks_are_of_pupils_who_were_there(town_records: list[DemoRecord]) -> None:
    """Every mark is of a pupil of the course on that date and of a work that stands."""
    learners = {
        record.id: {one["pupil"]: one for one in record.cells["pupils"]}
        for record in town_records
        if record.kind == "course"
    }

    for lesson, pupil, _ in every_mark(town_records):
        stay = learners[lesson.bucket.removeprefix("course:")][pupil]
        assert stay["from"] <= lesson.cells["date"]
        assert stay["to"] is None or lesson.cells["date"] <= stay["to"]
    for lesson in (record for record in town_records if record.kind == "lesson"):
        works = {name.split("/")[1] for name in lesson.cells if name.startswith("work/")}
        assert {name.split("/")[2] for name in lesson.cells if name.startswith("mark/")} <= works


def test_marks_stop_yesterday(town_records: list[DemoRecord]) -> None:
    """Today's lessons are empty or half done: no marks, no homework, and none lies ahead."""
    today = "2026-11-20"
    lessons = [record for record in town_records if record.kind == "lesson"]

    assert max(lesson.cells["date"] for lesson, _, _ in every_mark(town_records)) < today
    begun = [lesson for lesson in lessons if lesson.cells["date"] >= today]
    assert begun
    assert all(lesson.cells["date"] == today for lesson in begun)
    assert not any("homework" in lesson.cells for lesson in begun if "state" not in lesson.cells)


def test_marks_are_as_many_and_as_good_as_in_life(town_records: list[DemoRecord]) -> None:
    """Some 190,000 a year, 3–6 twos in a hundred, 30 fives, 38 fours, 27 threes; few are owed."""
    marks = [mark for _, _, mark in every_mark(town_records)]
    values = Counter(value for mark in marks for value in mark["values"])
    total = sum(values[token] for token in "2345")
    shares = {token: 100 * values[token] / total for token in "2345"}

    assert 40_000 < len(marks) < 70_000
    assert 3 < shares["2"] < 6
    assert 24 < shares["3"] < 30
    assert 35 < shares["4"] < 41
    assert 27 < shares["5"] < 33
    assert 0 < sum(mark["duty"] is True for mark in marks) < 0.03 * len(marks)
    assert any(len(mark["values"]) == 2 for mark in marks)


def test_absences_are_as_many_as_in_life(town_records: list[DemoRecord]) -> None:
    """Some 41,000 codes a year, most of them illness, some of them explained by a paper."""
    codes = Counter(
        value["code"]
        for record in town_records
        if record.kind == "lesson"
        for name, value in record.cells.items()
        if name.startswith("attendance/")
    )

    assert 8_000 < codes.total() < 18_000
    assert codes["ill"] > codes["excused"] > codes["unexcused"]
    assert any(record.kind == "absence" and record.cells["code"] == "ill" for record in town_records)


def test_three_to_five_lessons_in_a_hundred_are_substituted(town_records: list[DemoRecord]) -> None:
    """Colleagues take them, halves of a form are joined, and some fall out."""
    kinds = Counter(record.cells["what"] for record in town_records if record.kind == "substitution")
    lessons = sum(record.kind == "lesson" for record in town_records)

    assert 0.02 < kinds.total() / lessons < 0.06
    assert {"teacher", "join", "cancel"} <= set(kinds)


def test_who_changes_the_form_carries_the_marks_along(town_records: list[DemoRecord]) -> None:
    """The pupil has two enrolments under one id, and the new course holds what was brought."""
    enrolled = Counter(record.cells["pupil"] for record in town_records if record.kind == "enrolment")
    carried = [record for record in town_records if record.kind == "carried"]

    assert carried
    assert all(enrolled[record.cells["pupil"]] == 2 for record in carried)
    assert all(record.bucket != f"course:{record.cells['from_course']}" for record in carried)
    terms = [record.cells for record in town_records if record.kind == "term"]
    for record in carried:
        days = [one["date"] for one in record.cells["values"]]
        assert any(term["from"] <= min(days) <= max(days) <= term["to"] for term in terms)


def test_sizes_are_those_of_real_schools(
    village_records: list[DemoRecord], town_records: list[DemoRecord]
) -> None:
    """A village has 11 forms, 99 pupils and 15 teachers; a town 29 forms and 725 pupils."""
    september = "2026-09-01"

    counts = [
        (
            sum(record.kind == "form" for record in records),
            sum(record.kind == "enrolment" and record.cells["from"] == september for record in records),
            sum(record.kind == "person" for record in records),
        )
        for records in (village_records, town_records)
    ]

    assert counts[0] == (11, 99, 15)
    assert counts[1][:2] == (29, 725)
    assert 40 <= counts[1][2] <= 55


def test_a_city_has_a_hundred_schools_and_marks_in_three() -> None:
    """Schools come one by one: the first record of the first is there at once."""
    city = generate(DemoSize.L, date(2026, 11, 20))

    assert len({school.id for school in city.schools}) == len({school.name for school in city.schools}) == 100
    assert len({account.school for account in city.accounts}) == 3
    first = next(iter(city.records(city.schools[0].id)))
    assert (first.kind, first.cells["title"]) == ("school", city.schools[0].name)
    kinds = {record.kind for record in city.records(city.schools[99].id)}
    assert {"form", "enrolment", "course", "load"} <= kinds
    assert not kinds & {"lesson", "card", "term_mark"}


def test_no_two_pupils_of_a_form_have_one_name() -> None:
    """Not even in the biggest school, where many have one surname; and women's are women's."""
    giant = shapes(DemoSize.L)[0]
    stays = Scene(Chance(f"{SEED}/{giant.key}"), giant, date(2026, 11, 20)).roster.stays

    names = Counter(
        (form, stay.pupil.family_name, stay.pupil.given_name) for form in stays for stay in stays[form]
    )

    assert max(names.values()) == 1
    annas = {family for _, family, given in names if given == "Анна"}
    assert annas
    assert not any(family.endswith(("ов", "ев", "ин")) for family in annas)
