"""Signing in and out, and the computers from which people do it."""

from __future__ import annotations

import secrets
import time

import msgspec
from sqlalchemy import Connection

from school.people import Role
from server import devices
from server.accounts import Account, find_account, fits, read_account
from server.database import reading, writing
from server.refusal import Refused, malformed, not_found
from server.routes.route import Parameter, Queue, Route
from server.schools import School, read_school, read_school_number
from server.scopes import open_view
from server.service import Service
from server.tokens import (
    ACCESS_SECONDS,
    ACTIVE,
    REVOKED,
    WIPED,
    Claims,
    Pair,
    Person,
    new_family,
    read_state_of_token,
    refuse_device,
    rotate,
    sign_out,
)
from server.wire import Answer, Call
from sync.messages import PersonShown, RefreshRequest, SchoolShown, Session, SignInRequest
from sync.shape import is_id, is_op_id

LONGEST_NAME = 200
LONGEST_LOGIN = 100
"""As long as an account's: nobody has a longer one, and none is counted."""


class DeviceListed(msgspec.Struct, frozen=True):
    """A computer from which somebody signs in; `state` is "active", "revoked" or "wiped"."""

    id: str
    name: str
    person: PersonShown
    first_seen_at: str
    last_seen_at: str
    state: str


def post_sign_in(service: Service, call: Call) -> Answer:
    """Let a person in, on a device."""
    asked = call.decode(SignInRequest)
    if not is_op_id(asked.device.id) or len(asked.device.name) > LONGEST_NAME or "\0" in asked.device.name:
        raise malformed("a device has an id of 32 hex digits and a short name")
    if len(asked.login) > LONGEST_LOGIN or len(asked.school) > LONGEST_NAME:
        raise Refused(401, "bad_credentials")
    login, address = f"{asked.school}/{asked.login.casefold()}", f"address {call.address}"
    wait = service.throttle.wait(login, address)
    if wait is not None:
        raise Refused(429, "too_many_tries", retry_after=wait)
    found = _check(service, asked)
    if found is None:
        service.throttle.fail(login, address)
        raise Refused(401, "bad_credentials")
    service.throttle.forgive(login)
    return Answer(_begin(service, *found, asked))


def post_refresh(service: Service, call: Call) -> Answer:
    """Exchange a refresh token for the next pair."""
    token = call.decode(RefreshRequest).refresh_token
    with writing(service.engine, "refresh") as connection:
        state = read_state_of_token(connection, token)
        pair = rotate(connection, service.keys.token, token, int(time.time())) if state == ACTIVE else None
        account = read_account(connection, pair[0].school, pair[0].person) if pair else None
        school = read_school_number(connection, account.school) if account else None
        roles = _roles(service, connection, school, account) if school and account else []
    refuse_device(state or ACTIVE)
    if pair is None or account is None or school is None or account.is_disabled:
        raise Refused(401, "expired")
    return Answer(_session(account, school, roles, pair[1]))


def post_sign_out(service: Service, call: Call) -> Answer:
    """Revoke the tokens with which this person is signed in here."""
    person = service.admit(call.token)
    with writing(service.engine, "signOut") as connection:
        sign_out(connection, person)
    return Answer(status=204)


def get_devices(service: Service, call: Call) -> Answer:
    """The devices that the person may see."""
    person = service.admit(call.token)
    with reading(service.engine) as connection:
        known = devices.read_devices(connection, person)
    return Answer(
        [
            DeviceListed(
                one.id,
                one.name,
                PersonShown(one.person, one.person_name, []),
                one.first_seen_at,
                one.last_seen_at,
                one.state,
            )
            for one in known
        ]
    )


def post_device_revoke(service: Service, call: Call) -> Answer:
    """Lock a device: it is refused until it is allowed again."""
    return _set_state(service, call, REVOKED)


def post_device_wipe(service: Service, call: Call) -> Answer:
    """Order a device to hand over unsent work and forget the rest at its next contact."""
    return _set_state(service, call, WIPED)


def post_device_allow(service: Service, call: Call) -> Answer:
    """Allow a device again that was locked or ordered to forget."""
    return _set_state(service, call, ACTIVE)


def _set_state(service: Service, call: Call, state: str) -> Answer:
    person = service.admit(call.token)
    if not is_op_id(call.path["device"]):
        raise not_found("there is no such device")
    with writing(service.engine, "device") as connection:
        if not devices.set_state(connection, person, call.path["device"], state):
            raise not_found("there is no such device")
    return Answer(status=204)


def _check(service: Service, asked: SignInRequest) -> tuple[Account, School] | None:
    """The account that the credentials open; the password is checked outside any transaction."""
    with reading(service.engine) as connection:
        school = read_school(connection, asked.school) if is_id(asked.school) else None
        login = "" if "\0" in asked.login else asked.login
        account, hashed = find_account(connection, school.number if school else 0, login)
    good = fits(hashed, asked.password)
    return (account, school) if good and account and school and not account.is_disabled else None


def _begin(service: Service, account: Account, school: School, asked: SignInRequest) -> Session:
    expires = int(time.time()) + ACCESS_SECONDS
    claims = Claims(school.number, account.person, asked.device.id, secrets.token_hex(16), expires)
    with writing(service.engine, "signIn") as connection:
        state = devices.meet(connection, school.number, account.person, asked.device.id, asked.device.name)
        refuse_device(state)
        pair = new_family(connection, service.keys.token, claims)
        roles = _roles(service, connection, school, account)
    return _session(account, school, roles, pair)


def _roles(service: Service, connection: Connection, school: School, account: Account) -> list[str]:
    """The account's roles; a form teacher is whoever the school's forms say."""
    person = Person(school.number, account.person, "", "", account.name, account.roles)
    scope = open_view(connection, service.shelf, school, person).scope
    tutored = scope.is_tutor(account.person)
    return sorted(account.roles | {Role.FORM_TEACHER} if tutored else account.roles)


def _session(account: Account, school: School, roles: list[str], pair: Pair) -> Session:
    return Session(
        pair.access,
        ACCESS_SECONDS,
        pair.refresh,
        PersonShown(account.person, account.name, roles),
        SchoolShown(school.id, school.name),
    )


_DEVICE = (Parameter("device", "the device's id, 32 hex digits", "path"),)
_NO_DEVICE = {404: ("not_found",)}

PEOPLE_ROUTES = (
    Route(
        "POST",
        "/v1/sign-in",
        "signIn",
        "Sign a person in on a device",
        post_sign_in,
        Queue.DOOR,
        takes=SignInRequest,
        gives=Session,
        needs_token=False,
        refuses={401: ("bad_credentials", "device_revoked", "device_wiped"), 429: ("too_many_tries",)},
    ),
    Route(
        "POST",
        "/v1/refresh",
        "refresh",
        "Exchange a refresh token for the next pair of tokens",
        post_refresh,
        Queue.GREETING,
        takes=RefreshRequest,
        gives=Session,
        needs_token=False,
        refuses={401: ("expired", "device_revoked", "device_wiped")},
    ),
    Route("POST", "/v1/sign-out", "signOut", "Revoke the tokens of this sign-in", post_sign_out, status=204),
    Route(
        "GET",
        "/v1/devices",
        "devices",
        "The computers from which people sign in: one's own, for an administrator all of the school",
        get_devices,
        gives=list[DeviceListed],
    ),
    Route(
        "POST",
        "/v1/devices/{device}/revoke",
        "revokeDevice",
        "Lock a device until it is allowed again",
        post_device_revoke,
        status=204,
        parameters=_DEVICE,
        refuses=_NO_DEVICE,
    ),
    Route(
        "POST",
        "/v1/devices/{device}/wipe",
        "wipeDevice",
        "Order a device to hand over unsent work and forget the rest",
        post_device_wipe,
        status=204,
        parameters=_DEVICE,
        refuses=_NO_DEVICE,
    ),
    Route(
        "POST",
        "/v1/devices/{device}/allow",
        "allowDevice",
        "Allow a device again; for administrators",
        post_device_allow,
        status=204,
        parameters=_DEVICE,
        refuses={403: ("no_access",), **_NO_DEVICE},
    ),
)
