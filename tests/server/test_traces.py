"""What a refused op leaves behind: its answer, and nothing else."""

from __future__ import annotations

from sync.identity import conflict_id, review_id
from tests.server.town import ANNA, COURSE, SECOND, Lesson, Visitor, op

LESSON = Lesson()


def test_a_refused_op_leaves_no_trace_on_a_record(anna: Visitor, boris: Visitor, head: Visitor) -> None:
    """Ops that name the wrong bucket, or a record of the server's, beside good ones change nothing."""
    late, good = Lesson(offset=-60), LESSON.mark("5")
    review, own = review_id(late.id, ANNA), f"person:{ANNA}"
    said = op("review", review, COURSE, {"state": "closed"})
    twin = {**LESSON.mark("4", SECOND), "bucket": own}

    results = anna.push(said, late.mark("5"), good, twin)
    [beside] = boris.push(clash := LESSON.mark("4"))
    forged = op("conflict", conflict_id(LESSON.id, clash["op"]), COURSE, {"state": "closed"})
    results += boris.push(forged)

    assert [one["status"] for one in results] == ["rejected", "review", "applied", "rejected", "rejected"]
    assert ("review", review) in head.read("office")
    assert ("review", review) not in anna.read(COURSE)
    assert set(anna.read(own)) == set()
    assert anna.read(COURSE)["conflict", beside["conflict"]]["state"] == "open"
    assert anna.ask("GET", f"/v1/history/{COURSE}/lesson/{LESSON.id}").status_code == 200
    assert head.ask("GET", f"/v1/history/office/review/{review}").status_code == 200
    assert anna.ask("GET", f"/v1/history/{COURSE}/review/{review}").status_code == 404
