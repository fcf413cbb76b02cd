"""The same file a month later: pupils have come, moved and left, and nobody's marks are lost."""

from datetime import date

from sync.identity import default_work_id
from tests.server.roster.desk import Desk
from tests.server.roster.paper_school import PaperSchool

LATER = "2026-12-05"


def move_to_7b(paper: PaperSchool, sid: str, begin: str = "") -> None:
    """The file now has the pupil of 7А in 7Б and its courses."""
    for one in ("7a", "alg-a"):
        paper.drop("enrollments", f"e-{one}-{sid}")
    for one in ("7b", "alg-b", "eng-1"):
        paper.enroll(one, sid, "student", begin)


def test_a_pupil_arrives(taken: Desk, paper: PaperSchool) -> None:
    """A new row with a first day is a new stay from that day, in the form and in its courses."""
    paper.pupil("p99", "Юдин", "Лев", "7b", "alg-b", begin="2026-11-16")

    taken.take(paper, LATER)

    assert taken.stays("Юдин") == [("7Б", "2026-11-16", None)]
    assert taken.learning("7Б Алгебра", "Юдин") == [("2026-11-16", None)]


def test_a_pupil_moves_and_keeps_id_and_marks(taken: Desk, paper: PaperSchool) -> None:
    """The old stay ends on the eve, the marks stay where they are, those of the term are carried along."""
    who = taken.pupil("Абрамов")
    taken.mark("7А Алгебра", "Абрамов", "2026-10-20", "3")
    taken.mark("7А Алгебра", "Абрамов", "2026-11-17", "5", weight=3)
    lesson = taken.mark("7А Алгебра", "Абрамов", "2026-11-18", "4")
    taken.mark("7А Алгебра", "Абрамов", "2026-11-20", "2", counts=False)
    move_to_7b(paper, "p0", "2026-11-23")

    taken.take(paper, LATER)

    assert taken.pupil("Абрамов") == who
    assert taken.stays("Абрамов") == [("7А", "2026-09-01", "2026-11-22"), ("7Б", "2026-11-23", None)]
    assert taken.learning("7А Алгебра", "Абрамов") == [("2026-09-01", "2026-11-22")]
    assert taken.learning("7Б Алгебра", "Абрамов") == [("2026-11-23", None)]
    assert taken.all("lesson")[lesson][f"mark/{who}/{default_work_id(lesson)}"]["values"] == ["4"]
    (carried,) = taken.all("carried").values()
    assert carried == {
        "pupil": who,
        "from_course": taken.titled("course", "7А Алгебра")[0],
        "values": [
            {"date": "2026-11-17", "values": ["5"], "weight": 3},
            {"date": "2026-11-18", "values": ["4"], "weight": 1},
        ],
    }
    assert taken.faults() == []


def test_a_move_without_a_day_is_of_today(taken: Desk, paper: PaperSchool) -> None:
    """Until yesterday the journal of the old form was right."""
    move_to_7b(paper, "p0")

    taken.take(paper, LATER)
    again = taken.take(paper, "2026-12-20")

    assert taken.stays("Абрамов") == [("7А", "2026-09-01", "2026-12-04"), ("7Б", LATER, None)]
    assert taken.learning("7А Алгебра", "Абрамов") == [("2026-09-01", "2026-12-04")]
    assert again.schools[0].plan.is_empty


def test_a_mark_that_came_late_is_carried_with_the_next_file(taken: Desk, paper: PaperSchool) -> None:
    """A laptop without a network had it; what was carried is reckoned anew."""
    move_to_7b(paper, "p0", "2026-11-23")
    taken.take(paper, LATER)
    assert taken.all("carried") == {}

    taken.mark("7А Алгебра", "Абрамов", "2026-11-19", "5")
    taken.take(paper, LATER)

    (carried,) = taken.all("carried").values()
    assert [one["values"] for one in carried["values"]] == [["5"]]


def test_a_pupil_changes_groups(taken: Desk, paper: PaperSchool) -> None:
    """From one English group to the other: dated in both, the term's marks carried."""
    taken.mark("7Б Английский (гр.1)", "Ежов", "2026-11-17", "5")
    paper.drop("enrollments", "e-eng-1-p5")
    paper.enroll("eng-2", "p5", "student")

    taken.take(paper, LATER)

    assert taken.learning("7Б Английский (гр.1)", "Ежов") == [("2026-09-01", "2026-12-04")]
    assert taken.learning("7Б Английский (гр.2)", "Ежов") == [(LATER, None)]
    assert [one["from_course"] for one in taken.all("carried").values()] == [
        taken.titled("course", "7Б Английский (гр.1)")[0]
    ]


def test_a_pupil_with_a_last_day_leaves_form_and_courses(taken: Desk, paper: PaperSchool) -> None:
    """The row of the form is enough: nobody stays in a course of a form that is left."""
    paper.row("enrollments", "e-7a-p1")["endDate"] = "2026-11-27"

    taken.take(paper, LATER)

    assert taken.stays("Белкин") == [("7А", "2026-09-01", "2026-11-27")]
    assert taken.learning("7А Алгебра", "Белкин") == [("2026-09-01", "2026-11-27")]


def test_a_missing_pupil_is_named_and_stays(taken: Desk, paper: PaperSchool) -> None:
    """Files come with holes: a missing row is a question, not an order."""
    paper.drop("users", "p1")
    for one in ("7a", "alg-a"):
        paper.drop("enrollments", f"e-{one}-p1")

    outcome = taken.take(paper, LATER)

    assert taken.stays("Белкин") == [("7А", "2026-09-01", None)]
    assert [one.text for one in outcome.findings.notes if one.code == "missing"] == [
        "not in the file any more: Белкин Олег, 7А: left?"
    ]
    assert outcome.schools[0].plan.is_empty


def test_the_missing_leave_when_that_was_chosen(taken: Desk, paper: PaperSchool) -> None:
    """Pupils and staff get the chosen last day, accounts are closed; all of it stays in the journal."""
    paper.drop("users", "p1")
    paper.drop("users", "t2")
    paper.drop("roles", "r-t2")
    paper.tables["enrollments"] = [
        row for row in paper.tables["enrollments"] if row["userSourcedId"] not in ("p1", "t2")
    ]

    taken.take(paper, LATER, missing_leave=date(2026, 11, 30))

    assert taken.stays("Белкин") == [("7А", "2026-09-01", "2026-11-30")]
    assert taken.learning("7А Алгебра", "Белкин") == [("2026-09-01", "2026-11-30")]
    assert taken.teaching("7Б Английский (гр.1)") == [("Орлова", "2026-09-01", "2026-11-30")]
    assert taken.accounts()["login-t2"].is_disabled
    assert taken.take(paper, LATER).schools[0].plan.is_empty


def test_nobody_leaves_for_being_missing_from_a_damaged_file(taken: Desk, paper: PaperSchool) -> None:
    """The row may be the one that was lost."""
    paper.row("enrollments", "e-7a-p1")["beginDate"] = "yesterday"

    outcome = taken.take(paper, LATER, missing_leave=date(2026, 11, 30))

    assert taken.stays("Белкин") == [("7А", "2026-09-01", None)]
    assert "missing_leave_refused" in {one.code for one in outcome.findings.notes}


def test_a_school_goes_on_into_the_next_year(taken: Desk, paper: PaperSchool) -> None:
    """New homerooms, the same pupils: last year's stays end where the new ones begin."""
    paper.tables["academicSessions"] = []
    paper.add(
        "academicSessions",
        sourcedId="y2",
        title="2027/28",
        type="schoolYear",
        startDate="2027-09-01",
        endDate="2028-05-26",
    )
    paper.tables["classes"], paper.tables["enrollments"] = [], []
    paper.class_("8a", "8А", "c-form", "homeroom", "08")
    paper.row("classes", "8a")["termSourcedIds"] = "y2"
    paper.enroll("8a", "p0", "student", "2027-09-01")

    taken.take(paper, "2027-08-30")

    assert taken.stays("Абрамов") == [("7А", "2026-09-01", "2027-08-31"), ("8А", "2027-09-01", None)]
    assert len(taken.all("year")) == 2
