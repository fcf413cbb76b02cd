"""The same file a month later: people have come, moved and left, and nobody's marks are lost."""

from datetime import date

import pytest

from server.roster.office import NewPupil
from sync.identity import default_work_id
from tests.server.roster.desk import Desk
from tests.server.roster.paper_school import PaperSchool

LATER = "2026-12-05"


@pytest.fixture
def taken(desk: Desk, paper: PaperSchool) -> Desk:
    """The first file is in."""
    desk.take(paper)
    return desk


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


def test_a_teacher_replaces_another(taken: Desk, paper: PaperSchool) -> None:
    """One is told no more and another instead: their days meet, and the load names today's teacher."""
    paper.drop("enrollments", "e-alg-a-t1")
    paper.enroll("alg-a", "t3", "teacher", "2026-11-30")

    taken.take(paper, LATER)

    assert taken.teaching("7А Алгебра") == [
        ("Соколова", "2026-09-01", "2026-11-29"),
        ("Уткина", "2026-11-30", None),
    ]
    course, _ = taken.titled("course", "7А Алгебра")
    assert taken.all("load")[course]["teachers"] == [taken.accounts()["login-t3"].person]
    assert taken.teaching("7Б Алгебра") == [("Соколова", "2026-09-01", None)]


def test_a_teacher_who_comes_back_gets_days_anew(taken: Desk, paper: PaperSchool) -> None:
    """The gap stays a gap: whose lessons they were does not change afterwards."""
    first = paper.copy()
    paper.drop("enrollments", "e-alg-a-t1")
    paper.enroll("alg-a", "t3", "teacher")
    taken.take(paper, LATER)

    taken.take(first, "2026-12-20")

    assert taken.teaching("7А Алгебра") == [
        ("Соколова", "2026-09-01", "2026-12-04"),
        ("Уткина", LATER, "2026-12-19"),
        ("Соколова", "2026-12-20", None),
    ]


def test_a_teacher_who_is_only_missing_stays(taken: Desk, paper: PaperSchool) -> None:
    """Without a successor there is nobody to write the page."""
    paper.drop("enrollments", "e-alg-a-t1")

    outcome = taken.take(paper, LATER)

    assert taken.teaching("7А Алгебра") == [("Соколова", "2026-09-01", None)]
    assert "left_teaching" in {one.code for one in outcome.findings.notes}


def test_a_new_class_becomes_a_course(taken: Desk, paper: PaperSchool) -> None:
    """With the subject of its course row."""
    paper.add("courses", sourcedId="c-geo", title="География 7 класс")
    paper.class_("geo-a", "7А География", "c-geo")
    paper.enroll("geo-a", "t3", "teacher")
    paper.enroll("geo-a", "p0", "student", "2026-12-01")

    outcome = taken.take(paper, LATER)

    assert outcome.schools[0].plan.counts["course new"] == 1
    _, course = taken.titled("course", "7А География")
    assert taken.all("subject")[course["subject"]]["title"] == "География"


def test_a_renamed_person_is_renamed_everywhere(taken: Desk, paper: PaperSchool) -> None:
    """A pupil in every stay, a teacher in record and account."""
    who = taken.pupil("Абрамов")
    paper.row("users", "p0")["familyName"] = "Абрамов-Крымский"
    paper.row("users", "t1")["familyName"] = "Ястребова"

    taken.take(paper, LATER)

    assert taken.pupil("Абрамов-Крымский") == who
    assert taken.accounts()["login-t1"].name == "Ястребова Анна Сергеевна"
    assert taken.teaching("7А Алгебра") == [("Ястребова", "2026-09-01", None)]


def test_what_a_person_has_written_stays(taken: Desk, paper: PaperSchool) -> None:
    """A spelling mended by hand is not spoilt by every next file; the file's word is told."""
    form, _ = taken.titled("form", "7А")
    taken.write("school", "form", form, {"title": "7А (кадеты)"})

    outcome = taken.take(paper, LATER)

    assert taken.all("form")[form]["title"] == "7А (кадеты)"
    assert "kept_by_hand" in {one.code for one in outcome.findings.notes}


def test_a_pupil_dismissed_by_hand_stays_dismissed(taken: Desk, paper: PaperSchool) -> None:
    """The school's own program lags behind the office's order."""
    taken.act("dismiss_pupil", "Белкин", date(2026, 11, 20))

    outcome = taken.take(paper, LATER)

    assert taken.stays("Белкин") == [("7А", "2026-09-01", "2026-11-20")]
    assert taken.learning("7А Алгебра", "Белкин") == [("2026-09-01", "2026-11-20")]
    assert "left_by_hand" in {one.code for one in outcome.findings.notes}


def test_a_pupil_added_by_hand_is_met_again(taken: Desk, paper: PaperSchool) -> None:
    """By name and form when the file first has it, by its sourcedId ever after."""
    who = taken.act("add_pupil", NewPupil("Юдин", "Лев"), "7Б", date(2026, 11, 16))
    paper.pupil("p99", "Юдин", "Лев", "7b", "alg-b")
    taken.take(paper, LATER)
    assert taken.pupil("Юдин") == who
    assert taken.stays("Юдин") == [("7Б", "2026-11-16", None)]

    paper.row("users", "p99")["familyName"] = "Ющенко"
    taken.take(paper, LATER)

    assert taken.stays("Юдин") == [("7Б", "2026-11-16", None)]
    assert len([one for one in taken.all("enrolment").values() if one["pupil"] == who]) == 1


def test_a_file_of_changes_changes_only_what_it_tells(taken: Desk, paper: PaperSchool) -> None:
    """`tobedeleted` gives a last day; who is not in it is not missing."""
    delta = PaperSchool()
    delta.add("manifest", propertyName="file.enrollments", value="delta")
    row = delta.enroll("7a", "p1", "student")
    row |= {"status": "ToBeDeleted", "dateLastModified": "2026-11-28T10:00:00Z"}
    delta.add("users", sourcedId="p98", status="active", familyName="Яшин", givenName="Лев")
    delta.enroll("7b", "p98", "student", "2026-12-01")["status"] = "active"
    delta.enroll("alg-b", "p98", "student", "2026-12-01")["status"] = "active"
    delta.add("orgs", sourcedId="s1", status="active", name="Школа № 5", type="school")

    outcome = taken.take(delta, LATER)

    assert taken.stays("Белкин") == [("7А", "2026-09-01", "2026-11-28")]
    assert taken.learning("7А Алгебра", "Белкин") == [("2026-09-01", "2026-11-28")]
    assert taken.stays("Яшин") == [("7Б", "2026-12-01", None)]
    assert taken.learning("7Б Алгебра", "Яшин") == [("2026-12-01", None)]
    assert [one.code for one in outcome.findings.notes if one.code == "missing"] == []
    assert outcome.findings.skips == []
    assert taken.take(delta, "2026-12-20").schools[0].plan.is_empty


def test_a_class_that_is_taken_away_keeps_its_page(taken: Desk, paper: PaperSchool) -> None:
    """Its people get a last day, its lessons stay."""
    lesson = taken.mark("7А Алгебра", "Абрамов", "2026-11-17", "5")
    paper.row("classes", "alg-a").update(status="tobedeleted", dateLastModified="2026-11-30")

    taken.take(paper, LATER)

    assert taken.learning("7А Алгебра", "Абрамов") == [("2026-09-01", "2026-11-30")]
    assert taken.teaching("7А Алгебра") == [("Соколова", "2026-09-01", "2026-11-30")]
    assert lesson in taken.all("lesson")


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
