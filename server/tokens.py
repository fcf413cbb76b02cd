"""Access tokens, short and signed; refresh tokens, rotating and revocable.

An access token says who, on which device, until when; whether that still holds is asked of the
database with each request. A refresh token is used once: its successor follows from it by a key
that only the server has, so that a cut cable can be answered with the same successor without its
text being kept anywhere.
"""

from __future__ import annotations

import hmac
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from hashlib import blake2b, sha256
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select, update

from server.clock import stamp
from server.refusal import Refused
from server.schema import account, device, family, refresh_token

ACCESS_SECONDS = 900
REFRESH_SECONDS = 180 * 86_400
SAME_SUCCESSOR_SECONDS = 600
ACTIVE, REVOKED, WIPED = "active", "revoked", "wiped"


@dataclass(frozen=True, slots=True)
class Claims:
    """What an access token says; true until `expires` unless something was revoked."""

    school: int
    person: str
    device: str
    family: str
    expires: int


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks: an account that may, on a device that may."""

    school: int
    id: str
    device: str
    family: str
    name: str
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Pair:
    """A fresh access token and the refresh token beside it."""

    access: str
    refresh: str


def new_family(connection: Connection, key: bytes, claims: Claims) -> Pair:
    """Begin a family of tokens at a sign-in; `claims.family` names it, the device must be known."""
    connection.execute(
        family.insert(),
        {
            "school": claims.school,
            "id": claims.family,
            "person": claims.person,
            "device": claims.device,
            "began_at": stamp(),
        },
    )
    token = f"{claims.school}.{secrets.token_urlsafe(32)}"
    _keep(connection, claims.school, token, claims.family, claims.expires - ACCESS_SECONDS)
    return Pair(sign(key, claims), token)


def rotate(connection: Connection, key: bytes, token: str, now: int) -> tuple[Claims, Pair] | None:
    """Use a refresh token: its claims and the next pair; None when it is not good.

    The same token within ten minutes, while its successor is unused, gets the same successor:
    a cut cable must not sign a teacher out. Any other second use revokes the family.
    """
    row = _find(connection, token)
    if row is None or row.revoked_at is not None or now - row.issued_at > REFRESH_SECONDS:
        return None
    successor = f"{row.school}.{_derive(key, token)}"
    if row.used_at is None:
        _use(connection, row.school, token, now)
        _keep(connection, row.school, successor, row.family, now)
    elif not _is_cut_cable(connection, row, successor, now):
        _revoke(connection, row.school, row.family)
        return None
    claims = Claims(row.school, row.person, row.device, row.family, now + ACCESS_SECONDS)
    return claims, Pair(sign(key, claims), successor)


def sign(key: bytes, claims: Claims) -> str:
    """The claims as an access token."""
    said = json.dumps([claims.school, claims.person, claims.device, claims.family, claims.expires])
    body = urlsafe_b64encode(said.encode()).decode().rstrip("=")
    return f"{body}.{_mac(key, body)}"


def read_claims(key: bytes, token: str, now: int) -> Claims | None:
    """What an access token says; None when we never said it, or when its time is over."""
    body, _, mac = token.partition(".")
    if not token.isascii() or not hmac.compare_digest(mac, _mac(key, body)):
        return None
    claims = Claims(*json.loads(urlsafe_b64decode(body + "=" * (-len(body) % 4))))
    return claims if claims.expires > now else None


def admit(connection: Connection, claims: Claims) -> Person:
    """The person behind the claims, if nothing was revoked since. Raises Refused (401)."""
    of_family = (family.c.school == claims.school) & (family.c.id == claims.family)
    row = connection.execute(
        select(account.c.name, account.c.roles, account.c.disabled_at, device.c.state, family.c.revoked_at)
        .select_from(family.join(device).join(account, _same_account()))
        .where(of_family)
    ).first()
    if row is None:
        raise Refused(401, "expired")
    refuse_device(row.state)
    if row.revoked_at is not None or row.disabled_at is not None:
        raise Refused(401, "expired")
    roles = frozenset(row.roles.split())
    return Person(claims.school, claims.person, claims.device, claims.family, row.name, roles)


def refuse_device(state: str) -> None:
    """Raises Refused (401) for a device that an administrator has locked or ordered to forget."""
    if state == REVOKED:
        raise Refused(401, "device_revoked")
    if state == WIPED:
        raise Refused(401, "device_wiped")


def read_state_of_token(connection: Connection, token: str) -> str | None:
    """The state of the device to which a refresh token was given; None for an unknown token."""
    row = _find(connection, token)
    return None if row is None else row.state


def sign_out(connection: Connection, person: Person) -> None:
    """Revoke the family with which this person is signed in here."""
    _revoke(connection, person.school, person.family)


def _same_account() -> ColumnElement[bool]:
    return (account.c.school == family.c.school) & (account.c.person == family.c.person)


def _find(connection: Connection, token: str) -> Row[*tuple[Any, ...]] | None:
    """A refresh token, held until the commit: of two who use it at once, one sees what the other did."""
    school, _, secret = token.partition(".")
    if not (school.isascii() and school.isdigit() and len(school) < 10 and secret):
        return None
    wanted = (refresh_token.c.school == int(school)) & (refresh_token.c.hash == _hash(token))
    return connection.execute(
        select(refresh_token, family.c.person, family.c.device, family.c.revoked_at, device.c.state)
        .select_from(refresh_token.join(family).join(device))
        .where(wanted)
        .with_for_update(of=refresh_token)
    ).first()


def _is_cut_cable(connection: Connection, row: Row[*tuple[Any, ...]], successor: str, now: int) -> bool:
    if now - row.used_at > SAME_SUCCESSOR_SECONDS:
        return False
    wanted = (refresh_token.c.school == row.school) & (refresh_token.c.hash == _hash(successor))
    return connection.scalar(select(refresh_token.c.used_at).where(wanted)) is None


def _keep(connection: Connection, school: int, token: str, family_id: str, now: int) -> None:
    row = {"school": school, "hash": _hash(token), "family": family_id, "issued_at": now}
    connection.execute(refresh_token.insert(), row)


def _use(connection: Connection, school: int, token: str, now: int) -> None:
    wanted = (refresh_token.c.school == school) & (refresh_token.c.hash == _hash(token))
    connection.execute(update(refresh_token).where(wanted).values(used_at=now))


def _revoke(connection: Connection, school: int, family_id: str) -> None:
    wanted = (family.c.school == school) & (family.c.id == family_id)
    connection.execute(update(family).where(wanted).values(revoked_at=stamp()))


def _hash(token: str) -> bytes:
    return sha256(token.encode()).digest()


def _derive(key: bytes, token: str) -> str:
    made = blake2b(b"successor" + token.encode(), key=key, digest_size=32).digest()
    return urlsafe_b64encode(made).decode().rstrip("=")


def _mac(key: bytes, body: str) -> str:
    made = blake2b(b"access" + body.encode(), key=key, digest_size=24).digest()
    return urlsafe_b64encode(made).decode()
