"""Later files about teachers and classes, files of changes, and what people have written in between."""

from datetime import date

from server.roster.office import NewPupil
from tests.server.roster.desk import Desk
from tests.server.roster.paper_school import PaperSchool

LATER = "2026-12-05"


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


def test_a_teacher_whom_a_file_takes_away_is_let_go(taken: Desk) -> None:
    """The row of the user is enough: teaching ends everywhere, the account is closed."""
    delta = PaperSchool()
    delta.add("orgs", sourcedId="s1", status="active", name="Школа № 5", type="school")
    gone = {"status": "tobedeleted", "dateLastModified": "2026-11-28"}
    delta.add("users", sourcedId="t1", familyName="Соколова", givenName="Анна", username="login-t1", **gone)
    delta.add("users", sourcedId="t2", status="active", familyName="Соловьёва", givenName="Анна")
    delta.add(
        "enrollments", sourcedId="x", status="active", classSourcedId="7a", userSourcedId="t2", role="teacher"
    )

    outcome = taken.take(delta, LATER)

    assert outcome.findings.skips == []
    assert taken.teaching("7А Алгебра") == [("Соколова", "2026-09-01", "2026-11-28")]
    assert taken.teaching("7Б Английский (гр.1)") == [("Соловьёва", "2026-09-01", None)]
    (tutor,) = taken.titled("form", "7Б")[1]["tutors"]
    assert tutor["to"] == "2026-11-28"
    assert taken.accounts()["login-t1"].is_disabled
    assert taken.accounts()["login-t2"].name == "Соловьёва Анна Сергеевна"
    assert not taken.accounts()["login-t2"].is_disabled
    assert taken.take(delta, "2026-12-20").schools[0].plan.is_empty
