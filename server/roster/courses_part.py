"""Scheduled classes become courses with their subjects and loads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from school.scale import SCALES
from server.roster.dated import bound_by_forms, write_dated
from server.roster.draft import Draft
from server.roster.findings import Code
from server.roster.intake import SCHOOL, Intake, Stay, read_stays
from server.roster.learners import settle_pupils
from server.roster.rows import ClassRow, EnrollmentRow
from server.roster.spans import close_on, read_dated
from server.roster.teaching import settle_teachers
from server.roster.titles import FormName, find_forms, find_group, find_subject

USUAL_SCALE, FIRST_LEVEL_SCALE = "2-5", "none"


def plan_courses(intake: Intake) -> None:
    """Courses with their dated people. Forms and stays must have been planned."""
    stays = read_stays(intake.draft)
    for row in intake.part.classes.values():
        if not row.is_homeroom and not row.at.is_gone:
            _put_course(intake, row)
    kept: dict[str, list[EnrollmentRow]] = {}
    for sid in intake.classes_with_rows():
        course = intake.naming.id("course", sid)
        if intake.draft.has("course", course):
            kept[sid] = _known_pupils(intake, sid, stays)
        elif not _is_form(intake, sid):
            for enrollment in (one for one in intake.part.enrollments if one.class_ == sid):
                intake.skip(
                    enrollment.at, Code.DANGLING, f"there is no class {sid[:60]!r} that could be used"
                )
    _place_in_forms(intake, kept, stays)
    settle_pupils(intake, kept, stays)
    for sid in kept:
        settle_teachers(intake, sid)
    _end_classes(intake)
    bound_by_forms(intake.draft)
    _name_groups(intake)


def plan_loads(intake: Intake) -> None:
    """The loads of the file's courses and of all others that have changed; the people must be settled."""
    named = {intake.naming.id("course", sid) for sid in intake.classes_with_rows()}
    draft = intake.draft
    wanted = [id for id, _ in draft.all("course") if id in named or draft.is_touched("course", id)]
    put_loads(draft, wanted, intake.choices.today)


def _is_form(intake: Intake, sid: str) -> bool:
    row = intake.part.classes.get(sid)
    return row.is_homeroom if row is not None else intake.naming.knows("form", sid)


def _known_pupils(intake: Intake, sid: str, stays: dict[str, list[Stay]]) -> list[EnrollmentRow]:
    """The rows of pupils who are in some form: a journal's list is a form's, or a part of one."""
    found = []
    for row in intake.rows_of(sid, "student"):
        if stays.get(intake.naming.id("pupil", row.user)):
            found.append(row)
        else:
            intake.skip(row.at, Code.NO_FORM, "the pupil is in no form: no row puts it into a homeroom class")
    return found


def _put_course(intake: Intake, row: ClassRow) -> None:
    title = intake.part.subjects.get(row.course, "")
    subject = find_subject(title) or find_subject(row.title) or row.title
    id = intake.naming.id("course", row.sid)
    cells = {
        "title": row.title,
        "subject": put_subject(intake.draft, subject, intake.naming.id("subject", _key(subject))),
    }
    intake.draft.put(f"course:{id}", "course", id, cells)


def put_subject(draft: Draft, title: str, id: str) -> str:
    """The subject of this title: the school's own where it has one, else a new one of this id."""
    for known, cells in draft.all("subject"):
        if _key(cells.get("title") or "") == _key(title):
            return known
    draft.put(SCHOOL, "subject", id, {"title": title})
    return id


def _key(title: str) -> str:
    return " ".join(title.casefold().replace("ё", "е").split())


def _place_in_forms(
    intake: Intake, kept: dict[str, list[EnrollmentRow]], stays: dict[str, list[Stay]]
) -> None:
    """Forms and the scale that goes with their level, for every course of a class of the file."""
    forms = {
        id: FormName(cells.get("level") or 0, cells.get("letter") or "")
        for id, cells in intake.draft.all("form")
    }
    for sid, rows in kept.items():
        row = intake.part.classes.get(sid)
        if row is None:
            continue
        id = intake.naming.id("course", sid)
        named = sorted(_named_forms(row.title, forms))
        found = named or sorted({form for one in rows for form in _forms_of(intake, one, stays)})
        scale = scale_for(intake.draft, {forms[form].level for form in found if form in forms})
        cells: dict[str, object] = {"forms": found, "scale": scale}
        if intake.draft.cells("course", id).get("weighted") is None:
            cells["weighted"] = True
        intake.draft.put(f"course:{id}", "course", id, cells)


def _named_forms(title: str, forms: dict[str, FormName]) -> set[str]:
    """The forms that a title names, by their letters, else by the letters' looks."""
    found: set[str] = set()
    for name in find_forms(title):
        exact = {id for id, one in forms.items() if (one.level, one.letter.upper()) == name}
        found |= exact or {id for id, one in forms.items() if one.looks == name.looks}
    return found


def _forms_of(intake: Intake, row: EnrollmentRow, stays: dict[str, list[Stay]]) -> Iterator[str]:
    """The form in which a pupil was when the course began for it."""
    own = stays[intake.naming.id("pupil", row.user)]
    first = row.begin or intake.class_start(row.class_) or date.min
    covering = [stay for stay in own if stay.dates.covers(first)]
    yield (covering or own)[0].form


def scale_for(draft: Draft, levels: set[int]) -> str | None:
    """The id of the scale of these levels: none in the first form, 2 to 5 elsewhere."""
    wanted = SCALES[FIRST_LEVEL_SCALE if levels == {1} else USUAL_SCALE]
    matching = (id for id, cells in draft.all("scale") if cells.get("values") == list(wanted.values))
    return next(matching, None)


def _end_classes(intake: Intake) -> None:
    """A class that the file takes away keeps its page; its people get a last day."""
    for row in intake.part.classes.values():
        if not row.at.is_gone:
            continue
        id = intake.naming.id("course", row.sid)
        day = row.at.changed or intake.choices.today
        for cell, key in (("pupils", "pupil"), ("teachers", "person")):
            spans = read_dated(intake.draft.cells("course", id).get(cell), key)
            write_dated(intake.draft, id, cell, {who: close_on(each, day) for who, each in spans.items()})


def _name_groups(intake: Intake) -> None:
    """Subgroups by their titles; without a word there, those of one form and subject are counted."""
    untold: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for sid, row in sorted(intake.part.classes.items()):
        id = intake.naming.id("course", sid)
        cells = intake.draft.cells("course", id)
        if row.is_homeroom or row.at.is_gone or not cells:
            continue
        told = find_group(row.title)
        forms = cells.get("forms") or []
        if told is None and len(forms) == 1:
            untold.setdefault((forms[0], cells["subject"]), []).append((sid, id))
        else:
            intake.draft.put(f"course:{id}", "course", id, {"subgroup": told})
    sizes = _sizes(intake.draft)
    for (form, _), alike in untold.items():
        parts = [id for _, id in alike if _size(intake.draft, id) < sizes.get(form, 0)]
        for number, (_, id) in enumerate(alike, start=1):
            group = f"Группа {number}" if id in parts and len(alike) > 1 else None
            intake.draft.put(f"course:{id}", "course", id, {"subgroup": group})


def _sizes(draft: Draft) -> dict[str, int]:
    """How many pupils were in each form, ever: a group that lost nobody stays a group."""
    found: dict[str, set[str]] = {}
    for pupil, stays in read_stays(draft).items():
        for stay in stays:
            found.setdefault(stay.form, set()).add(pupil)
    return {form: len(pupils) for form, pupils in found.items()}


def _size(draft: Draft, course: str) -> int:
    return len({one["pupil"] for one in draft.cells("course", course).get("pupils") or ()})


def put_loads(draft: Draft, courses: list[str], today: date) -> None:
    """What a timetable needs of each course; hours are set by the head teacher, no roster tells them."""
    for id in courses:
        cells = draft.cells("course", id)
        spans = read_dated(cells.get("teachers"), "person")
        teachers = [who for who, each in spans.items() if any(one.covers(today) for one in each)]
        coming = [who for who, each in spans.items() if any(one.first_day > today for one in each)]
        names = ("title", "subject", "forms", "subgroup")
        same = {name: cells.get(name) for name in names}
        draft.put(SCHOOL, "load", id, {**same, "teachers": teachers or coming})
