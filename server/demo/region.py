"""The demo region: schools, people who can sign in, and every school's records."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain, count

from school.people import Person, Role
from server.demo.chance import Chance
from server.demo.names import transliterate
from server.demo.record import DemoAccount, DemoRecord, DemoSchool, DemoStaff
from server.demo.scene import Scene
from server.demo.school_bucket import everybody
from server.demo.size import DemoSize, Shape, shapes
from server.demo.staffing import Staffing
from server.demo.stream import school_stream
from server.demo.words import words

SEED = 20_260_901


@dataclass(frozen=True)
class DemoRegion:
    """A region made of nothing but a size, a day and a seed.

    The first school's first account is the demo teacher's. Schools are made when their
    records are asked for and forgotten afterwards, so that a city needs no more memory
    than its biggest school.
    """

    size: DemoSize
    today: date
    seed: int
    schools: tuple[DemoSchool, ...]
    accounts: tuple[DemoAccount, ...]

    def records(self, school: str) -> Iterator[DemoRecord]:
        """The school's records in an order in which whatever is named came before."""
        named, scene = self._find(school)
        return school_stream(scene, named.name)

    def staff(self, school: str) -> tuple[DemoStaff, ...]:
        """Everybody who works there, with and without an account, with roles and forms."""
        return _staff(self._find(school)[1].staffing)

    def _find(self, school: str) -> tuple[DemoSchool, Scene]:
        for named, shape in zip(self.schools, shapes(self.size), strict=True):
            if named.id == school:
                return named, _scene(self.seed, shape, self.today)
        raise KeyError(school)


def generate(size: DemoSize, today: date, seed: int = SEED) -> DemoRegion:
    """Make the region of a size as it is on the morning of ``today``.

    Lessons and marks exist up to yesterday, today's lessons are still before the teachers.
    The same arguments give the same region, byte for byte.
    """
    listed = shapes(size)
    schools = tuple(
        _school(_scene(seed, shape, today), number) for number, shape in enumerate(listed, start=1)
    )
    accounts = tuple(
        account
        for school, shape in zip(schools, listed, strict=True)
        if shape.marked
        for account in _accounts(school, _scene(seed, shape, today))
    )
    return DemoRegion(size, today, seed, schools, accounts)


def _scene(seed: int, shape: Shape, today: date) -> Scene:
    return Scene(Chance(f"{seed}/{shape.key}"), shape, today)


def _school(scene: Scene, number: int) -> DemoSchool:
    places = words("places")
    place = places[scene.shape.key] if scene.shape.key in places else places["city"]
    kinds = place.get("kinds", [place])
    kind = kinds[number % 7] if number % 7 < len(kinds) else kinds[0]
    name, short = (kind[key].format(number=number) for key in ("name", "short_name"))
    return DemoSchool(scene.id, name, short, place["place"], places["region"], kind["kind"])


def _staff(staffing: Staffing) -> tuple[DemoStaff, ...]:
    tutored: dict[str, list[str]] = {}
    for form, tutor in staffing.tutors.items():
        tutored.setdefault(tutor, []).append(form)
    office = _office(staffing)
    teachers = {teacher.person.id for teacher in staffing.teachers}
    found = []
    for person in everybody(staffing):
        forms = tuple(tutored.get(person.id, ()))
        roles = [
            *([Role.TEACHER] if person.id in teachers else []),
            *([Role.FORM_TEACHER] if forms else []),
            *(role for role, one in office.items() if one.id == person.id),
        ]
        found.append(DemoStaff(person, tuple(roles), forms))
    return tuple(found)


def _office(staffing: Staffing) -> dict[Role, Person]:
    """Who leads: in a village teachers do it beside their lessons."""
    principal, *others = staffing.office
    if others:
        head, engineer = others
    else:
        posts = {teacher.post: teacher.person for teacher in staffing.teachers}
        head, engineer = posts["hist"], posts["phys"]
    return {Role.HEAD_TEACHER: head, Role.PRINCIPAL: principal, Role.ADMINISTRATOR: engineer}


def _accounts(school: DemoSchool, scene: Scene) -> Iterator[DemoAccount]:
    """The people of the demo's story, each once, the demo teacher first."""
    staffing = scene.staffing
    staff = {one.person.id: one for one in _staff(staffing)}
    office = _office(staffing)
    story = [
        (staffing.demo.person, "the demo teacher"),
        (staffing.colleague.person, "the second teacher of a course"),
        (staffing.successor.person, "took over a course in the middle of the year"),
        (office[Role.HEAD_TEACHER], "the head teacher"),
        (office[Role.PRINCIPAL], "the principal"),
        (office[Role.ADMINISTRATOR], "the administrator"),
    ]
    told = {person.id for person, _ in story}
    tutor = next(one for one in staff.values() if one.forms and one.person.id not in told)
    story.insert(3, (tutor.person, "a form teacher"))
    accounts: dict[str, DemoAccount] = {}
    for person, title in story:
        if person.id not in {account.person.id for account in accounts.values()}:
            login = _login(person, accounts)
            roles = staff[person.id].roles
            accounts[login] = DemoAccount(login, f"parta-{login}", school.id, person, roles, title)
    yield from accounts.values()


def _login(person: Person, taken: Container[str]) -> str:
    """The family name in Latin letters; namesakes add an initial, then a number."""
    family, given = transliterate(person.family_name), transliterate(person.given_name)
    numbered = (f"{family}.{given[:1]}{number}" for number in count(2))
    free = (login for login in chain([family, f"{family}.{given[:1]}"], numbered) if login not in taken)
    return next(free)
