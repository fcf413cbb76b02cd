"""Who may write what, and what waits for the head teacher."""

from __future__ import annotations

from typing import Any

import pytest

from sync.facts import FactRecord
from sync.identity import default_work_id, lesson_id, new_id
from sync.messages import Change
from tests.sync.small_school import SmallSchool

MARK = {"values": ["4"], "duty": False, "comment": ""}


def code(fault: object) -> str | None:
    """The code of a fault."""
    return getattr(fault, "code", None)


def test_a_teacher_writes_lessons_of_her_own_dates_only(small: SmallSchool) -> None:
    """A lesson is judged by its date, whenever the op arrives: the teacher of that date writes it."""
    old, new = small.author(small.old), small.author(small.teacher)
    october, november = small.lesson("2026-10-30"), small.lesson("2026-11-20")

    rules = small.rules()

    assert rules.right(old, october, {}) is None
    assert rules.right(new, november, {}) is None
    assert code(rules.right(new, october, {})) == "no_access"
    assert code(rules.right(old, november, {})) == "unknown_record"


def test_a_course_without_right_does_not_exist(small: SmallSchool) -> None:
    """A stranger's op, and one on a course that nobody ever made, get the same answer."""
    author = small.author(small.stranger)

    foreign = small.rules().right(author, small.lesson("2026-11-20"), {})
    absent = small.rules().right(author, small.lesson("2026-11-20", course=new_id()), {})

    assert foreign == absent
    assert code(foreign) == "unknown_record"


def test_a_substitute_writes_the_lessons_of_that_date(small: SmallSchool) -> None:
    """The substitution of 20 November opens lessons of 20 November, no others."""
    author = small.author(small.substitute)

    assert small.rules().right(author, small.lesson("2026-11-20"), {}) is None
    assert code(small.rules().right(author, small.lesson("2026-11-19"), {})) == "no_access"


def test_a_placed_lesson_is_judged_where_it_was_held(small: SmallSchool) -> None:
    """Moving a lesson out of one's own dates, or into them, needs the right at both places."""
    op = small.lesson("2026-10-30")
    standing = {"date": "2026-10-30", "slot": 2, "placed": {"date": "2026-11-05", "slot": 2}}

    assert code(small.rules().right(small.author(small.old), op, standing)) == "unknown_record"
    assert small.rules().right(small.author(small.teacher), op, standing) is None


def test_a_forged_date_gives_no_right_over_a_stored_lesson(small: SmallSchool) -> None:
    """The date of a stored lesson is the stored one, whatever the op says."""
    op = small.lesson("2026-10-30")

    fault = small.rules().right(small.author(small.old), op, {"date": "2026-11-20", "slot": 2})

    assert code(fault) == "unknown_record"


def test_term_marks_are_written_by_who_taught_in_the_term(small: SmallSchool) -> None:
    """The teacher who left sets the marks of the quarter that was hers; the next she does not see."""
    old, new = small.author(small.old), small.author(small.teacher)

    assert small.rules().right(old, small.term_mark(small.first_quarter), {}) is None
    assert small.rules().right(new, small.term_mark(small.second_quarter), {}) is None
    assert code(small.rules().right(old, small.term_mark(small.second_quarter), {})) == "unknown_record"


def test_a_form_teacher_writes_marks_where_the_rule_says_so(small: SmallSchool) -> None:
    """Without the rule the form teacher reads the course only; with it she writes her pupils' marks."""
    tutor, op = small.author(small.tutor), small.lesson("2026-11-20")

    before = small.rules().right(tutor, op, {})
    small.records.append(small.rule("form_teacher_writes_marks", True))
    foreign = small.lesson("2026-11-20", pupil=small.outsider)

    assert code(before) == "no_access"
    assert small.rules().right(tutor, op, {}) is None
    assert code(small.rules().right(tutor, foreign, {})) == "no_access"


def test_a_head_teacher_gives_a_reason_over_a_teachers_mark(small: SmallSchool) -> None:
    """An empty cell she fills freely; over a teacher's own mark the change carries a reason."""
    head = small.author(small.head, "head_teacher")
    op = small.lesson("2026-11-20")
    cell = next(name for name in op.cells if name.startswith("mark/"))
    reasoned = small.lesson("2026-11-20", reason="апелляция")

    assert small.rules().right(head, op, {}) is None
    assert code(small.rules().right(head, op, {cell: MARK})) == "reason_needed"
    assert small.rules().right(head, reasoned, {cell: MARK}) is None


@pytest.mark.parametrize("reason", ["", " \n\t", "\u00a0"])
def test_a_blank_reason_is_none(small: SmallSchool, reason: str) -> None:
    """A space tells nobody why: the change is refused, or waits."""
    head = small.author(small.head, "head_teacher")
    late = small.lesson("2026-10-20", reason=reason)
    cell = next(name for name in late.cells if name.startswith("mark/"))

    assert code(small.rules().right(head, late, {cell: MARK})) == "reason_needed"
    assert small.rules().lock(head, late, {}) == "term_lock"


def test_a_mark_is_valid_inside_the_pupils_dates(small: SmallSchool) -> None:
    """A pupil who came on 10 November has no marks of the 5th; wiping one is always possible."""
    early = small.lesson("2026-11-05", pupil=small.newcomer)
    wiping = small.op(
        "lesson",
        early.id,
        early.bucket,
        {name: Change(MARK, None) for name in early.cells if name.startswith("mark/")},
    )

    assert code(small.rules().fault(early, {})) == "bad_value"
    assert small.rules().fault(small.lesson("2026-11-10", pupil=small.newcomer), {}) is None
    assert small.rules().fault(wiping, {"date": "2026-11-05", "slot": 2}) is None


@pytest.mark.parametrize("day", ["0001-01-01", "2026-08-31", "2027-06-01", "9999-12-31"])
def test_a_lesson_is_of_a_school_year(small: SmallSchool, day: str) -> None:
    """It neither begins outside the known years nor is moved there; one that lies there is written."""
    begun = small.lesson(day)
    moved = small.lesson("2026-11-20")
    moved.cells["placed"] = Change(None, {"date": day, "slot": 2})

    assert code(small.rules().fault(begun, {})) == "bad_value"
    assert code(small.rules().fault(moved, {"date": "2026-11-20", "slot": 2})) == "bad_value"
    assert small.rules().fault(small.lesson("2027-05-31"), {}) is None
    topic = small.op("lesson", begun.id, begun.bucket, {"topic": Change(None, "Дроби")})
    assert small.rules().fault(topic, {"date": day, "slot": 2}) is None
    assert small.rules().right(small.author(small.teacher), begun, {}) is None or day < "2026-11"
    small.rules().lock(small.author(small.teacher), begun, {})


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2026-10-20", "term_lock"),
        ("2026-11-06", "editing_window"),
        ("2026-11-07", None),
        ("2026-12-01", None),
    ],
)
def test_late_lessons_wait(small: SmallSchool, day: str, why: str | None) -> None:
    """A lesson of a locked term or outside the window waits; the window looks back only."""
    assert small.rules().lock(small.author(small.teacher), small.lesson(day), {}) == why


@pytest.mark.parametrize("value", [10**15, -1, "14", None])
def test_a_damaged_rule_closes_nothing(small: SmallSchool, value: Any) -> None:
    """A window that its shape refuses is passed over: everybody goes on."""
    small.records[1] = small.rule("editing_window_days", value)

    author = small.author(small.teacher)

    assert small.rules().lock(author, small.lesson("2026-11-06"), {}) is None
    assert small.rules().scope.standing_buckets(author)


def test_a_move_out_of_a_locked_term_waits(small: SmallSchool) -> None:
    """A lesson leaves a locked term as little as it enters one."""
    op = small.op(
        "lesson",
        lesson_id(small.algebra, "2026-10-20", 2),
        f"course:{small.algebra}",
        {"placed": Change(None, {"date": "2026-11-20", "slot": 2})},
    )

    assert small.rules().lock(small.author(small.teacher), op, {"date": "2026-10-20"}) == "term_lock"


def test_a_term_mark_waits_when_its_term_is_locked(small: SmallSchool) -> None:
    """Only the lock holds term marks back, never the editing window."""
    author = small.author(small.teacher)

    assert small.rules().lock(author, small.term_mark(small.first_quarter), {}) == "term_lock"
    assert small.rules().lock(author, small.term_mark(small.second_quarter), {}) is None


def test_a_plan_opens_its_bucket_for_the_rest_of_the_batch(small: SmallSchool) -> None:
    """The first `plan` op makes the bucket: rows of the same push are its author's to write."""
    plan, rules, author = new_id(), small.rules(), small.author(small.teacher)
    first = small.op("plan", plan, f"plan:{plan}", {"course": Change(None, small.algebra)})
    row = small.op("plan_item", new_id(), f"plan:{plan}", {"topic": Change(None, "Дроби")})

    assert code(rules.right(author, row, {})) == "unknown_record"
    assert rules.right(author, first, {}) is None
    assert rules.fault(first, {}) is None
    assert rules.right(author, row, {}) is None
    assert code(rules.right(small.author(small.stranger), row, {})) == "unknown_record"


def test_a_removed_plan_is_brought_back_by_its_authors_only(small: SmallSchool) -> None:
    """Whoever finds the id of a plan that was removed does not come by its rows."""
    plan, cells = new_id(), {"title": "Алгебра", "removed": True}
    small.records.append(FactRecord("plan", plan, f"plan:{plan}", cells, frozenset({small.teacher})))
    back = small.op("plan", plan, f"plan:{plan}", {"removed": Change(True, None)})

    assert code(small.rules().right(small.author(small.stranger), back, cells)) == "unknown_record"
    assert small.rules().right(small.author(small.teacher), back, cells) is None


def test_a_private_note_is_its_owners(small: SmallSchool) -> None:
    """«Только я»: not even a head teacher writes into a person's bucket."""
    op = small.op("note", new_id(), f"person:{small.teacher}", {"text": Change(None, "спросить")})

    assert small.rules().right(small.author(small.teacher), op, {}) is None
    assert code(small.rules().right(small.author(small.head, "head_teacher"), op, {})) == "unknown_record"


def test_nobody_writes_what_only_the_server_writes(small: SmallSchool) -> None:
    """A conflict record is the server's, also for those who read it."""
    op = small.op("conflict", new_id(), f"course:{small.algebra}", {"state": Change(None, "closed")})

    assert code(small.rules().right(small.author(small.teacher), op, {})) == "no_access"


def test_absent_and_answering_raise_attention(small: SmallSchool) -> None:
    """«Н» and a mark for the answer of the same lesson do not go together."""
    lesson = lesson_id(small.algebra, "2026-11-20", 2)
    work = default_work_id(lesson)
    noted = {"code": "absent", "minutes": 0, "comment": ""}
    cells = {"date": "2026-11-20", f"mark/{small.pupil}/{work}": MARK, f"attendance/{small.pupil}": noted}

    found = small.rules().attention("lesson", cells)
    wiped = small.rules().attention("lesson", {**cells, f"work/{work}": None})

    assert [one["rule"] for one in found] == ["absent_with_answer"]
    assert [one["rule"] for one in wiped] == ["mark_without_work"]


@pytest.mark.parametrize("name", ["mark", "mark/{id}", "work/{id}/{id}", "attendance/{id}/x", "work/x"])
def test_a_cell_that_nobody_knows_breaks_no_rule(small: SmallSchool, name: str) -> None:
    """What lies in a record under a name of no pattern is passed over, not stumbled upon."""
    cells = {"date": "2026-11-20", f"work/{small.answer}": None, name.format(id=small.answer): {"x": 1}}

    assert small.rules().attention("lesson", cells) == []


def test_a_teachers_laptop_keeps_her_own(small: SmallSchool) -> None:
    """Own courses, their forms, the school, her own bucket; an old course until its window closes."""
    scope = small.rules().scope

    def kept(person: str, *roles: str) -> set[str]:
        return {one.id.split(":")[0] for one in scope.standing_buckets(small.author(person, *roles))}

    assert [one.id for one in scope.standing_buckets(small.author(small.teacher))] == [
        "school",
        f"person:{small.teacher}",
        f"form:{small.form}",
        f"course:{small.algebra}",
    ]
    assert kept(small.old) == {"school", "person"}
    assert kept(small.substitute) == {"school", "person", "form", "course"}
    assert kept(small.tutor) == {"school", "person", "form", "tutor", "course"}
    assert kept(small.head, "head_teacher") == {"school", "office", "person"}


def test_a_head_teacher_visits_what_she_does_not_keep(small: SmallSchool) -> None:
    """A right to read covers more than what stands, and never what does not exist."""
    scope, head = small.rules().scope, small.author(small.head, "head_teacher")

    assert scope.may_read(head, f"course:{small.algebra}")
    assert scope.may_read(head, f"tutor:{small.form}")
    assert not scope.may_read(head, f"course:{new_id()}")
    assert not scope.may_read(head, f"person:{small.teacher}")
    assert not scope.may_read(small.author(small.teacher), f"course:{small.geometry}")
    assert not scope.may_read(small.author(small.teacher), "office")
