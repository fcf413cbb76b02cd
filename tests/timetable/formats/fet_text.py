"""Small FET files, put together for a test."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

SCHOOL = Path(__file__).parents[1] / "data" / "school-24-forms.fet"
EXAMPLES = Path("/usr/share/doc/fet-data/examples/FET-5-official")

WITHOUT = "not run: FET's examples are not installed (apt-get install -y fet fet-data)"

DAYS, HOURS = ("Mon", "Tue", "Wed"), ("1", "2", "3", "4")


def fet(
    activities: Iterable[str],
    *,
    times: str = "",
    spaces: str = "",
    teachers: Iterable[str] = ("Ann", "Bob"),
    students: str = "<Year><Name>5A</Name><Number_of_Students>25</Number_of_Students></Year>",
    rooms: str = "",
    more: str = "",
) -> bytes:
    """A file of three days with four hours, with these activities and conditions."""
    parts = (
        f"<Days_List>{_named('Day', DAYS)}</Days_List><Hours_List>{_named('Hour', HOURS)}</Hours_List>",
        f"<Subjects_List>{_named('Subject', ('maths', 'music'))}</Subjects_List>",
        f"<Activity_Tags_List>{_named('Activity_Tag', ('hard',))}</Activity_Tags_List>",
        f"<Teachers_List>{_named('Teacher', teachers)}</Teachers_List>",
        f"<Students_List>{students}</Students_List><Rooms_List>{rooms}</Rooms_List>",
        f"<Activities_List>{''.join(activities)}</Activities_List>",
        f"<Time_Constraints_List>{times}</Time_Constraints_List>",
        f"<Space_Constraints_List>{spaces}</Space_Constraints_List>{more}",
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><fet version="6.8.5">{"".join(parts)}</fet>'.encode()


def _named(tag: str, names: Iterable[str]) -> str:
    return "".join(f"<{tag}><Name>{name}</Name></{tag}>" for name in names)


def activity(
    id: int,
    *,
    group: int = 0,
    subject: str = "maths",
    teacher: str = "Ann",
    students: Iterable[str] = ("5A",),
    duration: object = 1,
    more: str = "",
) -> str:
    """One record of the list of activities."""
    sets = "".join(f"<Students>{one}</Students>" for one in students)
    return (
        f"<Activity><Teacher>{teacher}</Teacher><Subject>{subject}</Subject>{sets}<Duration>{duration}</Duration>"
        f"<Id>{id}</Id><Activity_Group_Id>{group}</Activity_Group_Id>{more}</Activity>"
    )


def room(name: str, capacity: int = 30) -> str:
    """A real room."""
    return f"<Room><Name>{name}</Name><Capacity>{capacity}</Capacity><Virtual>false</Virtual></Room>"


def virtual(name: str, *sets: Iterable[str]) -> str:
    """A virtual room, which takes one real room of each set."""
    made = "".join(
        f"<Set_of_Real_Rooms>{''.join(f'<Real_Room>{one}</Real_Room>' for one in rooms)}</Set_of_Real_Rooms>"
        for rooms in sets
    )
    return f"<Room><Name>{name}</Name><Capacity>30000</Capacity><Virtual>true</Virtual>{made}</Room>"


def condition(tag: str, weight: object = 100, **fields: object) -> str:
    """A condition by FET's name; a field that is a tuple comes as often as it has values."""
    inside = "".join(
        f"<{name}>{value}</{name}>"
        for name, values in fields.items()
        for value in (values if isinstance(values, tuple) else (values,))
    )
    whole = (
        f"<Weight_Percentage>{weight}</Weight_Percentage>{inside}<Active>true</Active><Comments></Comments>"
    )
    return f"<Constraint{tag}>{whole}</Constraint{tag}>"
