"""The rooms of a demo school: everybody has one, and what it is made for follows from the post."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import count

from server.demo.record import Cells
from server.demo.scene import Scene
from server.demo.staffing import Staffing

KINDS = {
    "primary": "начальная школа",
    "nature": "естествознание",
    "bio": "биология",
    "chem": "химия",
    "phys": "физика",
    "inf": "информатика",
    "pe": "спортзал",
    "music": "музыка",
    "arts": "мастерская",
    "tech": "мастерская",
}
"""By post what its rooms are for; the others have ordinary rooms."""

_GYM, _SEATS, _HALL_SEATS = "спортзал", 32, 60
_ROOMS_ON_A_FLOOR = 12


def room_id(scene: Scene, person: str) -> str:
    """Everybody has a room of their own."""
    return scene.chance.id("room", person)


def rooms(scene: Scene) -> Iterator[tuple[str, Cells]]:
    """Ids and cells of all rooms, no two of one name."""
    halls = count(1)
    for number, teacher in enumerate(scene.staffing.teachers):
        kind = KINDS.get(teacher.post)
        title = f"Каб. {101 + number // _ROOMS_ON_A_FLOOR * 100 + number % _ROOMS_ON_A_FLOOR}"
        if kind == _GYM:
            hall = next(halls)
            title = f"Спортзал {hall}" if hall > 1 else "Спортзал"
        cells: Cells = {"title": title, "kind": kind, "capacity": _HALL_SEATS if kind == _GYM else _SEATS}
        yield room_id(scene, teacher.person.id), cells


def kinds_by_subject(staffing: Staffing) -> dict[str, str]:
    """By a subject's key the kind of room that all its lessons are held in, where there is one."""
    posts = {teacher.person.id: teacher.post for teacher in staffing.teachers}
    found: dict[str, set[str | None]] = defaultdict(set)
    for group in staffing.groups():
        found[group.subject].add(KINDS.get(posts[group.teachers[0].person]))
    return {subject: kind for subject, kinds in found.items() for kind in kinds if kind and len(kinds) == 1}
