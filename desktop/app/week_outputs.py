"""What can be handed out of a week: wall sheets, calendars, files of other programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from desktop.app.printed import Made, Make, Making, printed, tongue
from desktop.models.journal import Journal
from desktop.models.reading.school_facts import SchoolFacts
from desktop.models.whole_files import ALONE
from desktop.ui.handing_out.orders import PRINTED, Format, Offer, Order
from desktop.ui.words import _
from school.timetable_reading import TimetableReader
from timetable.calendars.ical import CalendarNames, CalendarOf, write_ical
from timetable.calendars.series import gathered, meetings_of
from timetable.cards import Draft
from timetable.formats.asc.writing import write_asc
from timetable.formats.fet.writing import write_fet
from timetable.formats.notes import Notes
from timetable.formats.parta_json import write_json
from timetable.formats.strangers import without_strangers
from timetable.sheets.of_week import WeekSheets
from timetable.sheets.sheet import Sheet

_ZONE: Final = "Europe/Moscow"
_TEACHERS, _FORMS, _EXCHANGE = "ical-teachers", "ical-forms", "exchange"

Write = Callable[[Draft, Notes], bytes]

_WALL: Final[Mapping[str, Callable[[WeekSheets], Sequence[Sheet]]]] = {
    "school": lambda week: [week.school()],
    "posters": WeekSheets.posters,
    "forms": WeekSheets.forms,
    "staff": lambda week: [week.staff()],
    "teachers": WeekSheets.teachers,
    "occupied": lambda week: [week.occupied()],
    "rooms": WeekSheets.rooms,
}


WRITERS: Final[Mapping[Format, Write]] = {
    Format.ASC: write_asc,
    Format.FET: write_fet,
    Format.PARTA: lambda draft, notes: write_json(without_strangers(draft, notes)),
}
"""The files of other programs that can be written."""


def week_offers(writers: Mapping[Format, Write]) -> list[Offer]:
    """All of them, the wall first; ``writers`` are the files of other programs that we can write."""
    wall = {
        "school": (_("Вся школа: классы по столбцам, дни по строкам"), _("Для стены: лучше на A3.")),
        "posters": (_("Классы крупно: по листу на класс"), _("Читается с трёх метров: на дверь кабинета.")),
        "forms": (_("Классы подробно: с учителями и кабинетами"), _("По листу на класс.")),
        "staff": (_("Все учителя одной таблицей"), _("Для учительской: кто где на каждом уроке.")),
        "teachers": (_("Учителя: по листу каждому"), ""),
        "occupied": (_("Занятость кабинетов одной таблицей"), _("Видно и свободные.")),
        "rooms": (_("Кабинеты: по листу на каждый"), ""),
    }
    offers = [Offer(key, title, title.split(":")[0], PRINTED, about) for key, (title, about) in wall.items()]
    about = _("По файлу .ics на каждого, с каникулами и переносами; по опубликованному расписанию.")
    offers += [
        Offer(_TEACHERS, _("Календари учителей"), _("Календари учителей"), (Format.ICAL,), about),
        Offer(_FORMS, _("Календари классов"), _("Календари классов"), (Format.ICAL,), about),
    ]
    if writers:
        title = _("Для других программ")
        offers.append(Offer(_EXCHANGE, title, _("Расписание"), tuple(writers), _("Вместе с карточками.")))
    return offers


def make_week(draft: Draft, journal: Journal, writers: Mapping[Format, Write], about: str = "") -> Make:
    """The maker of these offers."""

    def make(order: Order) -> Making:
        if order.offer.key in (_TEACHERS, _FORMS):
            return _calendars(journal.facts, _whose(order, journal))
        if order.offer.key == _EXCHANGE:
            return _exchanged(draft, writers[order.format])
        return _wall(order, draft, about)

    return make


def _wall(order: Order, draft: Draft, about: str) -> Making:
    yield 0, 1
    sheets = _WALL[order.offer.key](WeekSheets(draft, tongue(), about))
    return (yield from printed(order, sheets))


def _exchanged(draft: Draft, write: Write) -> Making:
    yield 0, 1
    notes = Notes()
    content = write(draft, notes)
    return Made({ALONE: content}, tuple(notes.words(tongue())))


# calendars


def _whose(order: Order, journal: Journal) -> list[CalendarOf]:
    facts, made_at = journal.facts, journal.now()
    zone = _zone(journal)
    if order.offer.key == _FORMS:
        forms = sorted(facts.forms.values(), key=lambda form: form.sort_key)
        return [CalendarOf(form.id, form.title, zone, made_at, is_teacher=False) for form in forms]
    people = dict.fromkeys(person for load in facts.loads.values() for person in load.teachers)
    return [CalendarOf(id, facts.name_of(id) or id, zone, made_at) for id in people]


def _zone(journal: Journal) -> ZoneInfo:
    records = journal.copy.views("school", "school").values()
    names = [name for cells in records if isinstance(name := cells.get("zone"), str)]
    try:
        return ZoneInfo(next(iter(names), _ZONE))
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(_ZONE)


def _calendars(facts: SchoolFacts, whose: Sequence[CalendarOf]) -> Making:
    names = CalendarNames(
        facts.rooms,
        {id: person.short_name for id, person in facts.people.items()},
        {id: subject.title for id, subject in facts.subjects.items()},
    )
    days = _days(facts.calendar.year.first_day, facts.calendar.year.last_day)
    files: dict[str, bytes] = {}
    for done, one in enumerate(whose, start=1):
        reader = _reader_of(facts, one)
        asked = {"teacher": one.key} if one.is_teacher else {"form": one.key}
        series = gathered(meetings_of(reader, days, **asked))
        if series:
            files[_file_name(one.title, files)] = write_ical(one, reader, series, names, tongue())
        yield done, len(whose)
    return Made(files)


def _reader_of(facts: SchoolFacts, one: CalendarOf) -> TimetableReader:
    """The timetable of what this person teaches, or this form learns, and of what they took over."""
    own = {
        load.id
        for load in facts.loads.values()
        if one.key in (load.teachers if one.is_teacher else load.forms)
    }
    taken = {
        course
        for change in facts.substitutions
        if change.teacher == one.key
        for course in (change.course, change.with_course)
        if course
    }
    return facts.reader_for(own | taken, {})


def _file_name(title: str, taken: Mapping[str, bytes]) -> str:
    plain = (
        "".join(char if char.isalnum() or char in " .-" else " " for char in title).strip(" .") or "calendar"
    )
    name, number = f"{plain}.ics", 1
    while name in taken:
        number += 1
        name = f"{plain} {number}.ics"
    return name


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=at) for at in range((last - first).days + 1)]
