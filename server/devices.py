"""Devices: from which computers people sign in; a lost one is locked or told to forget."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, case, select, update

from school.people import Role
from server.clock import stamp
from server.database import upsert
from server.refusal import Refused
from server.schema import account, device
from server.tokens import ACTIVE, WIPED, Person


@dataclass(frozen=True, slots=True)
class KnownDevice:
    """A person's computer: `state` is "active", "revoked" or "wiped"."""

    id: str
    name: str
    person: str
    person_name: str
    first_seen_at: str
    last_seen_at: str
    state: str


def meet(connection: Connection, school: int, person: str, device_id: str, name: str) -> str:
    """Note that a person signs in from a device; the state that it is in."""
    row = {
        "school": school,
        "person": person,
        "id": device_id,
        "name": name,
        "first_seen_at": stamp(),
        "last_seen_at": stamp(),
        "state": ACTIVE,
    }
    upsert(connection, device, [row], keep=("first_seen_at", "state"))
    wanted = (device.c.school == school) & (device.c.person == person) & (device.c.id == device_id)
    return str(connection.execute(select(device.c.state).where(wanted)).scalar_one())


def read_devices(connection: Connection, person: Person) -> list[KnownDevice]:
    """The devices that a person may see: an administrator all of the school, others their own."""
    found = connection.execute(
        select(device, account.c.name.label("person_name"))
        .select_from(device.join(account))
        .where(_whose(person))
        .order_by(account.c.name, device.c.first_seen_at, device.c.id)
    )
    return [
        KnownDevice(
            row.id, row.name, row.person, row.person_name, row.first_seen_at, row.last_seen_at, row.state
        )
        for row in found
    ]


def set_state(connection: Connection, person: Person, device_id: str, state: str) -> int:
    """Lock a device, order it to forget, or allow it again; how many people's it was.

    An administrator does it to everybody's at the school on that computer, others to their own,
    and never so that an order to forget is taken back. Raises Refused (403) for others who allow.
    """
    wanted = _whose(person) & (device.c.id == device_id)
    if not _is_administrator(person):
        if state == ACTIVE:
            raise Refused(403, "no_access", "only an administrator allows a device again")
        stays = case((device.c.state == WIPED, WIPED), else_=state)
        return connection.execute(update(device).where(wanted).values(state=stays)).rowcount
    return connection.execute(update(device).where(wanted).values(state=state)).rowcount


def _whose(person: Person) -> ColumnElement[bool]:
    own = device.c.school == person.school
    return own if _is_administrator(person) else own & (device.c.person == person.id)


def _is_administrator(person: Person) -> bool:
    return Role.ADMINISTRATOR in person.roles
