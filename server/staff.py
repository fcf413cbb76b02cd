"""What the administrator's commands do with people: make an account, give a password, close one."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from school.people import Role
from server.accounts import (
    Account,
    NewAccount,
    add_accounts,
    disable,
    find_account,
    hash_password,
    set_password,
)
from server.schools import School, SchoolNames, add_school, read_names, read_school
from server.seed import SeedRecord, seed

_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"
"""No letters that are taken for digits on paper."""


class Unknown(Exception):
    """There is no such school, or no such login at it; the text says which."""


@dataclass(frozen=True, slots=True)
class FullName:
    """A name in its parts, «Петрова Анна Ивановна»."""

    family_name: str
    given_name: str = ""
    patronymic: str = ""

    @classmethod
    def parse(cls, text: str) -> FullName:
        """Read a name from one line: family name, given name, the rest."""
        family, given, *rest = (*text.split(maxsplit=2), "", "")
        return cls(family, given, rest[0] if rest else "")

    @property
    def text(self) -> str:
        """The name on one line."""
        return " ".join(part for part in (self.family_name, self.given_name, self.patronymic) if part)


def new_password() -> str:
    """A password that can be read out: 12 signs, 60 bits."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(12))


def find_school(connection: Connection, wanted: str | None) -> School:
    """A school by id, name or short name; the only one when none is named. Raises Unknown."""
    names = read_names(connection)
    if wanted is not None:
        names = [one for one in names if wanted in (one.id, one.name, one.short_name)]
    if len(names) != 1:
        raise Unknown("there is no such school" if not names else "say which school: --school NAME or ID")
    found = read_school(connection, names[0].id)
    if found is None:
        raise Unknown("there is no such school")
    return found


def open_school(connection: Connection, names: SchoolNames, zone: str, record_id: str) -> School:
    """Make a school and its own record."""
    school = add_school(connection, names)
    cells = {"title": names.name, "zone": zone}
    seed(connection, school.number, [SeedRecord("school", "school", record_id, cells)])
    return school


def hire(
    connection: Connection,
    school: School,
    login: str,
    name: FullName,
    roles: Iterable[Role],
    password: str,
    person: str | None = None,
) -> str:
    """Make an account; for somebody whom the school does not know yet also a record. The person's id."""
    hashed = hash_password(password)
    account = NewAccount(login, name.text, frozenset(roles), hashed)
    if person is not None:
        account = NewAccount(login, name.text, frozenset(roles), hashed, person)
    add_accounts(connection, school.number, [account])
    if person is None:
        cells = {
            "family_name": name.family_name,
            "given_name": name.given_name,
            "patronymic": name.patronymic,
        }
        seed(connection, school.number, [SeedRecord("school", "person", account.person, cells)])
    return account.person


def give_password(connection: Connection, school: School, login: str, password: str) -> None:
    """Give an account a new password and sign it out everywhere. Raises Unknown."""
    set_password(connection, school.number, _find(connection, school, login).person, hash_password(password))


def close_account(connection: Connection, school: School, login: str) -> None:
    """Let nobody in with this login any more. Raises Unknown."""
    disable(connection, school.number, _find(connection, school, login).person)


def _find(connection: Connection, school: School, login: str) -> Account:
    account, _ = find_account(connection, school.number, login)
    if account is None:
        raise Unknown(f"nobody at {school.name} has the login {login}")
    return account
