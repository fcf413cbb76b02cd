"""What becomes of an op: every status of the protocol, from a real server over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from sync.identity import conflict_id, new_id, new_op_id, review_id, verdict_id
from tests.server.town import (
    ALGEBRA,
    ANNA,
    COURSE,
    FORM,
    GEOMETRY,
    LOCKED,
    NEWCOMER,
    OPEN,
    PUPIL,
    SECOND,
    Lesson,
    Town,
    Visitor,
    day,
    mark,
    op,
    term_mark,
)

LESSON = Lesson()


def stands(reader: Visitor, lesson: Lesson = LESSON) -> dict[str, Any]:
    """The cells of a lesson as the server sends them."""
    return reader.read(COURSE)["lesson", lesson.id]


def test_a_mark_is_applied(anna: Visitor, boris: Visitor) -> None:
    """Every cell's current value equals its base: applied, under a number of its own."""
    before = anna.pull(COURSE)["head"]

    [result] = anna.push(LESSON.mark("5"))

    assert result["status"] == "applied"
    assert result["rev"] > before
    assert result["left"] == {}
    assert result["receipt"]
    assert stands(boris)[LESSON.cell()] == mark("5")


def test_two_teachers_cells_are_merged(anna: Visitor, boris: Visitor) -> None:
    """Other cells of one lesson: both stand, and the second is told that the record had changed."""
    anna.push(LESSON.mark("5"))

    [result] = boris.push(LESSON.mark("4", SECOND))

    assert result["status"] == "merged"
    assert stands(anna)[LESSON.cell()] == mark("5")
    assert stands(anna)[LESSON.cell(SECOND)] == mark("4")


def test_merging_raises_attention(anna: Visitor, boris: Visitor) -> None:
    """«Н» of one teacher and a classwork mark of the other are both kept, and told."""
    anna.push(LESSON.op({f"attendance/{PUPIL}": {"code": "absent", "minutes": 0, "comment": ""}}))

    [result] = boris.push(LESSON.mark("4"))

    assert result["status"] == "merged"
    assert result["attention"] == [{"rule": "absent_with_answer", "pupil": PUPIL, "work": LESSON.work}]


def test_the_same_value_is_a_noop(anna: Visitor, boris: Visitor) -> None:
    """Every cell has the new value already: nothing is written, `rev` is the bucket's head."""
    [first] = anna.push(LESSON.mark("5"))

    [result] = boris.push(LESSON.mark("5"))

    assert result["status"] == "noop"
    assert result["rev"] == first["rev"]
    assert boris.pull(COURSE)["head"] == first["rev"]


def test_another_value_is_a_conflict(anna: Visitor, boris: Visitor) -> None:
    """The value committed first stands; the later one is kept beside it in a record of its own."""
    anna.push(LESSON.mark("5"))
    op_ = LESSON.op({LESSON.cell(): mark("4"), "topic": "Дроби"})

    [result] = boris.push(op_)

    conflict = conflict_id(LESSON.id, op_["op"])
    assert result["status"] == "conflict"
    assert result["left"] == {LESSON.cell(): "conflict"}
    assert result["conflict"] == conflict
    kept = anna.read(COURSE)["conflict", conflict]
    assert kept["cells"][LESSON.cell()]["standing"] == mark("5")
    assert kept["cells"][LESSON.cell()]["other"] == mark("4")
    assert kept["state"] == "open"
    assert stands(anna)[LESSON.cell()] == mark("5")
    assert stands(anna)["topic"] == "Дроби"


def test_a_choice_closes_the_conflict(anna: Visitor, boris: Visitor) -> None:
    """A resolving op names what its author saw on both sides; the history keeps both values."""
    anna.push(LESSON.mark("5"))
    [left] = boris.push(LESSON.mark("4"))
    choice = LESSON.mark("4", base=mark("5"), resolves=left["conflict"], others={LESSON.cell(): mark("4")})

    [result] = anna.push(choice)

    assert result["closed"] == left["conflict"]
    assert anna.read(COURSE)["conflict", left["conflict"]]["state"] == "closed"
    assert stands(boris)[LESSON.cell()] == mark("4")
    history = anna.ask("GET", f"/v1/history/{COURSE}/lesson/{LESSON.id}?cell={LESSON.cell()}").json()
    assert [(one["new"]["values"], one["status"]) for one in history] == [
        (["5"], "applied"),
        (["4"], "conflict"),
        (["4"], "applied"),
    ]


def test_a_conflict_of_another_record_is_not_resolved_here(anna: Visitor, boris: Visitor) -> None:
    """`resolves` of another record is a bad value."""
    anna.push(LESSON.mark("5"))
    [left] = boris.push(LESSON.mark("4"))

    [result] = anna.push(Lesson(slot=5).mark("4", resolves=left["conflict"], others={}))

    assert (result["status"], result["code"]) == ("rejected", "bad_value")


def test_a_locked_term_makes_an_op_wait(anna: Visitor, head: Visitor) -> None:
    """The op waits in a review; accepted, it is applied as its author's, and a verdict tells her."""
    late = Lesson(offset=-60)
    waiting = late.mark("5")

    [result] = anna.push(waiting)
    review = review_id(late.id, ANNA)
    waits = head.read("office")["review", review]
    decision = {"what": "accept", "ops": [waiting["op"]]}
    [decided] = head.push(op("review", review, "office", {"decision": decision}))

    assert result["status"] == "review"
    assert result["rev"] is None
    assert (waits["author"], list(waits["ops"]), waits["state"]) == (ANNA, [waiting["op"]], "open")
    assert decided["status"] in ("applied", "merged")
    assert stands(anna, late)[late.cell()] == mark("5")
    verdict = anna.read(f"person:{ANNA}")["verdict", verdict_id(review, waiting["op"])]
    assert (verdict["op"], verdict["status"]) == (waiting["op"], "applied")
    assert head.read("office")["review", review]["state"] == "closed"


def test_a_declined_op_is_rejected_by_a_verdict(anna: Visitor, head: Visitor) -> None:
    """`declined`: the journal stays as it was, the author's bucket says so."""
    late = Lesson(offset=-20)
    waiting = late.mark("5")
    anna.push(waiting)
    review = review_id(late.id, ANNA)

    head.push(op("review", review, "office", {"decision": {"what": "decline", "ops": [waiting["op"]]}}))

    verdict = anna.read(f"person:{ANNA}")["verdict", verdict_id(review, waiting["op"])]
    assert (verdict["status"], verdict["code"]) == ("rejected", "declined")
    assert ("lesson", late.id) not in anna.read(COURSE)


def test_a_term_mark_of_a_locked_term_waits(anna: Visitor) -> None:
    """The term's own lock holds its marks; the open term's are applied."""
    results = anna.push(term_mark(LOCKED, "5"), term_mark(OPEN, "4"))

    assert [one["status"] for one in results] == ["review", "applied"]


@pytest.mark.parametrize(
    ("who", "said", "code"),
    [
        ("tutor", LESSON.mark("5"), "no_access"),
        ("stranger", LESSON.mark("5"), "unknown_record"),
        ("anna", op("lesson", new_id(), f"course:{new_id()}", {"topic": "x"}), "unknown_record"),
        ("anna", LESSON.mark("5", NEWCOMER, seen=0) | {"id": new_id()}, "bad_value"),
        ("anna", LESSON.op({LESSON.cell(): mark()}), "bad_value"),
        ("anna", Lesson(offset=-8).mark("5", NEWCOMER), "bad_value"),
        ("anna", op("diary", new_id(), COURSE, {"text": "x"}), "unknown_kind"),
        ("anna", op("conflict", new_id(), COURSE, {"state": "closed"}), "no_access"),
        ("anna", op("course", ALGEBRA, COURSE, {"title": "x"}), "no_access"),
        ("head", op("note", new_id(), f"person:{ANNA}", {"text": "x"}), "unknown_record"),
        ("boris", op("form", FORM, "school", {"title": "x"}), "no_access"),
    ],
)
def test_an_op_is_rejected(town: Town, who: str, said: dict[str, Any], code: str) -> None:
    """Final, the whole op, with its code; nothing is written."""
    visitor = town.sign_in(who)
    head_before = visitor.greet()["head"]

    [result] = visitor.push({**said, "op": new_op_id()})

    assert (result["status"], result["code"]) == ("rejected", code)
    assert result["rev"] is None
    assert result["detail"]
    assert visitor.greet()["head"] == head_before


def test_a_head_teacher_gives_her_reason(anna: Visitor, head: Visitor) -> None:
    """`reason_needed` over a teacher's own mark; with a reason it is written."""
    anna.push(LESSON.mark("3"))

    [refused] = head.push(LESSON.mark("4", base=mark("3")))
    [taken] = head.push(LESSON.mark("4", base=mark("3"), reason="апелляция 12"))

    assert (refused["status"], refused["code"]) == ("rejected", "reason_needed")
    assert taken["status"] in ("applied", "merged")


def test_an_answer_is_kept_for_ever(anna: Visitor) -> None:
    """The same op again: the stored result, and nothing is applied twice."""
    said = LESSON.mark("5")
    [first] = anna.push(said)
    anna.push(LESSON.mark("2", base=mark("5")))

    [again] = anna.push(said)

    assert again == first
    assert stands(anna)[LESSON.cell()] == mark("2")


def test_an_op_id_is_not_used_twice(anna: Visitor) -> None:
    """The same id with another body, in another push or in the same one, is `op_reused`."""
    first, other = LESSON.mark("5"), LESSON.mark("4", SECOND)
    anna.push(first)
    twin = {**LESSON.mark("3", SECOND), "op": other["op"]}

    results = anna.push({**other, "op": first["op"]}, other, twin)

    assert [one["status"] for one in results] == ["rejected", "merged", "rejected"]
    assert [one["code"] for one in results] == ["op_reused", None, "op_reused"]


def test_op_ids_are_unique_by_person(anna: Visitor, boris: Visitor) -> None:
    """Another person's op may have the same id."""
    said = LESSON.mark("5")
    anna.push(said)

    [result] = boris.push({**LESSON.mark("4", SECOND), "op": said["op"]})

    assert result["status"] == "merged"


def test_one_bad_op_does_not_hold_the_others(anna: Visitor) -> None:
    """Ops are judged one by one, in order."""
    bad = LESSON.op({"topic": 7})

    results = anna.push(LESSON.mark("5"), bad, LESSON.mark("4", SECOND))

    assert [one["status"] for one in results] == ["applied", "rejected", "merged"]


def test_a_new_plan_and_its_rows_come_in_one_push(anna: Visitor) -> None:
    """The first `plan` op makes its bucket; then it stands among the author's."""
    plan = new_id()
    made = op("plan", plan, f"plan:{plan}", {"title": "КТП", "course": ALGEBRA})
    row = op("plan_item", new_id(), f"plan:{plan}", {"number": 1, "topic": "Дроби", "hours": "1.5"})

    results = anna.push(made, row)

    assert [one["status"] for one in results] == ["applied", "applied"]
    moved = anna.try_push(LESSON.mark("5"))
    assert (moved.status_code, moved.json()["code"]) == (409, "scope_changed")
    assert f"plan:{plan}" in [one["id"] for one in anna.greet()["buckets"]]
    assert moved.json()["scope_rev"] == anna.scope_rev
    assert len(anna.read(f"plan:{plan}")) == 2


def test_a_substitute_gets_the_course_with_the_substitution(town: Town, head: Visitor) -> None:
    """From the publication on the course stands, and the lesson of that date may be written."""
    stranger = town.sign_in("stranger")
    tomorrow = Lesson(offset=1)
    cells = {"course": ALGEBRA, "date": day(1), "slot": 3, "what": "teacher", "teacher": stranger.person}
    from sync.identity import substitution_id

    head.push(op("substitution", substitution_id(ALGEBRA, day(1), 3), "school", cells))
    buckets = [one["id"] for one in stranger.greet()["buckets"]]
    results = stranger.push(tomorrow.mark("5"), LESSON.mark("5"))

    assert {COURSE, f"form:{FORM}", f"course:{GEOMETRY}"} <= set(buckets)
    assert [(one["status"], one["code"]) for one in results] == [("applied", None), ("rejected", "no_access")]
