"""All records of one school, bucket by bucket; nothing of it is kept."""

from __future__ import annotations

from collections.abc import Iterator

from server.demo.journal import CourseJournal
from server.demo.office import office_records
from server.demo.record import Cells, DemoRecord
from server.demo.roster import Stay
from server.demo.scene import Scene
from server.demo.school_bucket import scale_id, school_records, subgroup_of
from server.demo.staffing import Group, subject_of
from sync.identity import enrolment_id


def school_stream(scene: Scene, name: str) -> Iterator[DemoRecord]:
    """The school's own bucket, its forms, then course after course."""
    yield from school_records(scene, name)
    yield from _enrolments(scene)
    if scene.shape.marked:
        yield from office_records(scene)
        yield from _absences(scene)
    with_plans = _planners(scene)
    for group in scene.staffing.groups():
        yield _course(scene, group)
        if scene.shape.marked:
            planned = bool(with_plans & set(group.people()))
            yield from _journal(CourseJournal(scene, group, planned))


def _journal(journal: CourseJournal) -> Iterator[DemoRecord]:
    yield from journal.plan()
    yield from journal.lessons()
    yield from journal.tally.records()
    yield from journal.tally.carried()


def _planners(scene: Scene) -> set[str]:
    """Whose courses have plans: the people of the demo's story and every other teacher."""
    staffing = scene.staffing
    story = {one.person.id for one in (staffing.demo, staffing.colleague, staffing.successor)}
    return story | {teacher.person.id for teacher in staffing.teachers[::2]}


def _enrolments(scene: Scene) -> Iterator[DemoRecord]:
    for form, stays in scene.roster.stays.items():
        for stay in stays:
            since = stay.dates.first_day.isoformat()
            cells: Cells = {
                "pupil": stay.pupil.id,
                "family_name": stay.pupil.family_name,
                "given_name": stay.pupil.given_name,
                "patronymic": stay.pupil.patronymic,
                "from": since,
                "order": stay.order,
            }
            if stay.dates.last_day is not None:
                cells["to"] = stay.dates.last_day.isoformat()
            yield DemoRecord(f"form:{form}", "enrolment", enrolment_id(form, stay.pupil.id, since), cells)


def _absences(scene: Scene) -> Iterator[DemoRecord]:
    """The papers that form teachers have: illnesses and family reasons of some days."""
    for spell in scene.missing.spells:
        if not spell.is_explained:
            continue
        cells: Cells = {"pupil": spell.pupil, "code": spell.cause}
        cells |= {"from": spell.start.isoformat(), "to": spell.end.isoformat()}
        key = scene.chance.id("absence", spell.pupil, spell.start)
        yield DemoRecord(f"form:{spell.form}", "absence", key, cells)


def _course(scene: Scene, group: Group) -> DemoRecord:
    scale = "none" if group.form.level == 1 else subject_of(group.subject).get("scale", "2-5")
    cells: Cells = {
        "title": group.title,
        "subject": scene.chance.id("subject", group.subject),
        "forms": [group.form.id],
        "teachers": [
            {"person": one.person, **_span(one.dates.first_day.isoformat(), one.dates.last_day)}
            for one in group.teachers
        ],
        "pupils": [_learner(stay) for stay in scene.roster.of_group(group)],
        "scale": scale_id(scene, scale),
        "weighted": True,
    }
    half = subgroup_of(group)
    if half is not None:
        cells["subgroup"] = half
    return DemoRecord(f"course:{group.id}", "course", group.id, cells)


def _learner(stay: Stay) -> Cells:
    return {"pupil": stay.pupil.id, **_span(stay.dates.first_day.isoformat(), stay.dates.last_day)}


def _span(since: str, last: object) -> Cells:
    return {"from": since, "to": None if last is None else str(last)}
