"""Accounts: who may sign in at which school, and in what roles.

Passwords are kept as argon2id hashes only. Whether a login exists cannot be told from the time
that a refusal takes.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import BoundedSemaphore
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection, Row, select, update

from school.people import Role
from server.clock import stamp
from server.schema import account, family

LONGEST_PASSWORD = 1_000
_hasher = PasswordHasher()
_at_once = BoundedSemaphore(4)
"""Each check takes 64 MB for a moment."""


@dataclass(frozen=True, slots=True)
class Account:
    """A person's way in to one school."""

    school: int
    person: str
    login: str
    name: str
    roles: frozenset[str]
    is_disabled: bool = False


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account to be made; `password` is a hash."""

    login: str
    name: str
    roles: frozenset[str]
    password: str = field(repr=False)
    person: str = field(default_factory=lambda: str(uuid.uuid4()))


class LoginTaken(ValueError):
    """The school has an account of this login."""


def hash_password(password: str) -> str:
    """The argon2id hash of a password, with a salt of its own."""
    with _at_once:
        return _hasher.hash(password)


def fits(hashed: str, password: str) -> bool:
    """Whether a password is the one of the hash; takes the same time for either answer."""
    if len(password) > LONGEST_PASSWORD:
        return False
    with _at_once:
        try:
            return _hasher.verify(hashed, password)
        except (VerificationError, InvalidHashError, UnicodeEncodeError):
            return False


_NOBODY = hash_password("nobody has this password")


def find_account(connection: Connection, school: int, login: str) -> tuple[Account | None, str]:
    """An account with its password's hash; for an unknown login the hash of a password nobody has."""
    wanted = (account.c.school == school) & (account.c.login == login.casefold())
    row = connection.execute(select(account).where(wanted)).first()
    return (None, _NOBODY) if row is None else (_account(row), row.password)


def read_account(connection: Connection, school: int, person: str) -> Account | None:
    """The account of a person at a school."""
    wanted = (account.c.school == school) & (account.c.person == person)
    row = connection.execute(select(account).where(wanted)).first()
    return None if row is None else _account(row)


def read_accounts(connection: Connection, school: int) -> list[Account]:
    """Every account of a school, by login."""
    found = connection.execute(select(account).where(account.c.school == school).order_by(account.c.login))
    return [_account(row) for row in found]


def add_accounts(connection: Connection, school: int, new: Iterable[NewAccount]) -> None:
    """Make accounts. Raises LoginTaken with the first login that is in use."""
    wanted = list(new)
    logins = [one.login.casefold() for one in wanted]
    taken = connection.scalar(
        select(account.c.login).where((account.c.school == school) & account.c.login.in_(logins)).limit(1)
    )
    if taken is not None or len(set(logins)) != len(logins):
        raise LoginTaken(taken or "the same login twice")
    rows = [
        {
            "school": school,
            "person": one.person,
            "login": one.login.casefold(),
            "name": one.name,
            "roles": " ".join(sorted(Role(role) for role in one.roles)),
            "password": one.password,
        }
        for one in wanted
    ]
    if rows:
        connection.execute(account.insert(), rows)


def set_password(connection: Connection, school: int, person: str, hashed: str) -> None:
    """Give an account a new password and let it in again; everybody signed in with it is signed out."""
    _change(connection, school, person, password=hashed, disabled_at=None)
    revoke_families(connection, school, person)


def set_roles(connection: Connection, school: int, person: str, roles: Iterable[str]) -> None:
    """Change in which roles a person works."""
    _change(connection, school, person, roles=" ".join(sorted(Role(role) for role in roles)))


def disable(connection: Connection, school: int, person: str) -> None:
    """Let nobody in with this account any more; its ops and its name stay."""
    _change(connection, school, person, disabled_at=stamp())
    revoke_families(connection, school, person)


def revoke_families(connection: Connection, school: int, person: str, device: str | None = None) -> None:
    """Sign a person out, everywhere or on one device."""
    whose = (family.c.school == school) & (family.c.person == person) & family.c.revoked_at.is_(None)
    if device is not None:
        whose &= family.c.device == device
    connection.execute(update(family).where(whose).values(revoked_at=stamp()))


def _change(connection: Connection, school: int, person: str, **values: object) -> None:
    whose = (account.c.school == school) & (account.c.person == person)
    connection.execute(update(account).where(whose).values(**values))


def _account(row: Row[*tuple[Any, ...]]) -> Account:
    return Account(
        row.school,
        row.person,
        row.login,
        row.name,
        frozenset(row.roles.split()),
        row.disabled_at is not None,
    )
