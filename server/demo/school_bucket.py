"""What everybody at a demo school reads: words, calendar, staff, loads, the timetable."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time

from school.attendance import DEFAULT_CODES
from school.calendar import Day
from school.people import Person
from school.scale import SCALES
from server.demo.record import Cells, DemoRecord
from server.demo.rooms import kinds_by_subject, room_id, rooms
from server.demo.scene import Scene
from server.demo.staffing import Group, Staffing
from server.demo.substitutions import Change
from server.demo.words import words
from server.demo.year import ZONE
from sync.identity import substitution_id

BUCKET = "school"

RULES: dict[str, tuple[str, object]] = {
    "editing_window_days": ("Окно правки, дней", 14),
    "form_teacher_writes_marks": ("Классный руководитель выставляет отметки", False),
    "absent_duty": ("Пропустивший контрольную получает долг", True),
    "double_mark": ("Как считать двойную отметку", "both"),
    "thresholds": ("Пороги среднего балла", ["2.5", "3.5", "4.5"]),
    "disputed_within": ("Спорно, если ближе к порогу, чем", "0.1"),
    "minimum_marks": ("Наименьшее число отметок за период", 3),
    "tests_bound": ("Итог не выше контрольных", False),
    "due_days": ("Сколько дней проверяется контрольная", 7),
}


def school_records(scene: Scene, name: str) -> Iterator[DemoRecord]:
    """The bucket ``school``, words first, so that all that is named is known before."""
    yield _record("school", scene.id, {"title": name, "zone": ZONE})
    yield from _words(scene)
    yield from _calendar(scene)
    yield from _people(scene)
    yield from _loads(scene)
    if scene.shape.marked:
        yield from _timetable(scene)
        yield from (_substitution(change) for change in scene.changes.made.values())


def scale_id(scene: Scene, key: str) -> str:
    """The record of a scale by the key under which new regions know it."""
    return scene.chance.id("scale", key)


def _record(kind: str, key: str, cells: Cells) -> DemoRecord:
    return DemoRecord(BUCKET, kind, key, {name: value for name, value in cells.items() if value is not None})


def _words(scene: Scene) -> Iterator[DemoRecord]:
    chance, curriculum = scene.chance, words("curriculum")
    kinds = kinds_by_subject(scene.staffing)
    for subject in curriculum["subjects"]:
        cells: Cells = {"title": subject["title"], "short": subject["short"]}
        cells |= {"norm": subject.get("norm"), "room_kind": kinds.get(subject["key"])}
        yield _record("subject", chance.id("subject", subject["key"]), cells)
    for kind in curriculum["work_types"]:
        cells = {name: kind[name] for name in ("title", "short", "weight")}
        cells["counts"] = kind.get("counts", True)
        yield _record("work_type", chance.id("work_type", kind["key"]), cells)
    for code in DEFAULT_CODES.values():
        cells = {"title": code.title, "key": code.key, "shown": code.shown}
        cells |= {"absent": code.absent, "excused": code.excused}
        yield _record("attendance_code", chance.id("attendance_code", code.key), cells)
    for scale in SCALES.values():
        cells = {"title": scale.title, "values": list(scale.values)}
        yield _record("scale", scale_id(scene, scale.id), cells)
    for key, (title, value) in RULES.items():
        yield _record("rule", chance.id("rule", key), {"title": title, "key": key, "value": value})


def _calendar(scene: Scene) -> Iterator[DemoRecord]:
    chance, calendar = scene.chance, scene.year.calendar
    year = calendar.year
    span: Cells = {"from": year.first_day.isoformat(), "to": year.last_day.isoformat()}
    yield _record("year", year.id, {"title": year.title, **span})
    for term in calendar.terms:
        span = {"from": term.first_day.isoformat(), "to": term.last_day.isoformat()}
        locked = term.locked_at.isoformat() if term.locked_at else None
        cells: Cells = {"title": term.title, "kind": str(term.kind), **span, "locked_at": locked}
        yield _record("term", term.id, cells)
    for bell in calendar.bells:
        cells = {"set": bell.bell_set, "slot": bell.slot, "shift": bell.shift, "number": bell.number}
        cells |= {"starts": _clock(bell.starts), "ends": _clock(bell.ends)}
        yield _record("bell", chance.id("bell", bell.bell_set, bell.slot), cells)
    for day in calendar.days:
        yield _record("day", chance.id("day", day.date), _day(day))


def _day(day: Day) -> Cells:
    return {
        "title": day.title,
        "date": day.date.isoformat(),
        "kind": str(day.kind),
        "as_weekday": day.as_weekday,
        "levels": sorted(day.levels) or None,
    }


def _people(scene: Scene) -> Iterator[DemoRecord]:
    staffing = scene.staffing
    for person in everybody(staffing):
        cells: Cells = {"family_name": person.family_name, "given_name": person.given_name}
        yield _record("person", person.id, {**cells, "patronymic": person.patronymic})
    for id, told in rooms(scene):
        yield _record("room", id, told)
    since = scene.year.first_day.isoformat()
    for form in staffing.forms:
        cells = {"title": form.title, "level": form.level, "letter": form.letter, "shift": form.shift}
        tutor = {"person": staffing.tutors[form.id], "from": since, "to": None}
        cells |= {"term_kind": str(form.term_kind), "tutors": [tutor]}
        yield _record("form", form.id, cells)


def everybody(staffing: Staffing) -> list[Person]:
    """Teachers and office, teachers first."""
    return [teacher.person for teacher in staffing.teachers] + staffing.office


def _loads(scene: Scene) -> Iterator[DemoRecord]:
    for bundle in scene.staffing.bundles:
        for group in bundle.groups:
            cells: Cells = {
                "title": group.title,
                "subject": scene.chance.id("subject", group.subject),
                "forms": [group.form.id],
                "subgroup": subgroup_of(group),
                "teachers": [one.person for one in group.teachers if one.dates.covers(scene.today)],
                "hours": bundle.hours,
            }
            yield _record("load", group.id, cells)


def subgroup_of(group: Group) -> str | None:
    """What a half of a form is called; None for the whole."""
    return f"Группа {group.part}" if group.part else None


def _timetable(scene: Scene) -> Iterator[DemoRecord]:
    version = scene.chance.id("timetable")
    since = scene.year.first_day.isoformat()
    title = f"Расписание {scene.year.calendar.year.title}"
    yield _record("timetable", version, {"title": title, "from": since, "state": "published"})
    for lesson in scene.week:
        cells: Cells = {"version": version, "course": lesson.group.id, "weekday": lesson.weekday}
        cells |= {"slot": lesson.slot, "weeks": "every"}
        cells["room"] = room_id(scene, lesson.group.teachers[0].person)
        key = scene.chance.id("card", lesson.group.id, lesson.weekday, lesson.slot)
        yield _record("card", key, cells)


def _substitution(change: Change) -> DemoRecord:
    day = change.day.isoformat()
    cells: Cells = {"course": change.group.id, "date": day, "slot": change.slot, "what": change.what}
    cells |= {"teacher": change.teacher, "with": change.joined, "reason": change.reason, "hours": 1}
    return _record("substitution", substitution_id(change.group.id, day, change.slot), cells)


def _clock(moment: time) -> str:
    return f"{moment:%H:%M}"
