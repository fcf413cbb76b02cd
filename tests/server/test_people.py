"""Signing in, staying signed in, signing out; computers that are lost."""

from __future__ import annotations

import secrets
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from sqlalchemy import select, update

from server import accounts
from server.database import reading, writing
from server.schema import account, refresh_token
from server.tokens import Claims, sign
from tests.server.running import run_command
from tests.server.town import ANNA, COURSE, Lesson, Town, Visitor


def refresh(visitor: Visitor, token: str) -> httpx.Response:
    """Use a refresh token."""
    with visitor.without_token():
        return visitor.ask("POST", "/v1/refresh", {"refresh_token": token})


def code(response: httpx.Response) -> tuple[int, str]:
    """Status and code of a refusal."""
    return response.status_code, response.json()["code"]


def grow_old(town: Town, seconds: int) -> None:
    """Let every refresh token of the school have been used so much earlier."""
    with writing(town.server.engine) as connection:
        of_school = refresh_token.c.school == town.number
        earlier = refresh_token.c.used_at - seconds
        connection.execute(update(refresh_token).where(of_school).values(used_at=earlier))


def test_a_session_says_who_and_where(town: Town) -> None:
    """Tokens, the person with her roles, the school; a form teacher is whoever the forms say."""
    session = town.visitor("tutor").sign_in().json()

    assert session["expires_in"] > 0
    assert session["person"]["name"] == "Tutor"
    assert session["person"]["roles"] == ["form_teacher", "teacher"]
    assert session["school"]["id"] == town.id


@pytest.mark.parametrize(
    "said",
    [
        {"password": "another"},
        {"login": "nobody"},
        {"school": "no school"},
        {"school": "00000000-0000-4000-8000-000000000000"},
        {"login": "anna\0"},
        {"password": "x" * 5_000},
    ],
)
def test_what_does_not_go_together_is_refused(town: Town, said: dict[str, Any]) -> None:
    """401 `bad_credentials`, whichever of the three is wrong."""
    visitor = town.visitor("anna")
    whole = {"school": town.id, "login": "anna", "password": "?", "device": {"id": visitor.device}}

    assert code(visitor.ask("POST", "/v1/sign-in", {**whole, **said})) == (401, "bad_credentials")


def test_a_login_that_nobody_can_have_is_not_counted(town: Town) -> None:
    """Longer than any account's: refused at once, however often, and nothing of it is kept."""
    visitor = town.visitor("anna")
    said = {"school": town.id, "login": "я" * 101, "password": "?", "device": {"id": visitor.device}}

    codes = {code(visitor.ask("POST", "/v1/sign-in", said)) for _ in range(8)}

    assert codes == {(401, "bad_credentials")}


def test_passwords_are_kept_as_argon2id_only(town: Town) -> None:
    """Nothing in the tables opens an account."""
    with reading(town.server.engine) as connection:
        kept = connection.scalars(select(account.c.password).where(account.c.school == town.number)).all()

    assert all(one.startswith("$argon2id$") for one in kept)


def test_an_unknown_login_costs_as_much_as_a_known_one(town: Town) -> None:
    """There is a hash to check for everybody, so that time does not tell who works here."""
    with reading(town.server.engine) as connection:
        unknown, hashed = accounts.find_account(connection, town.number, "nobody")

    assert unknown is None
    assert hashed.split("$")[:4] == accounts.hash_password("x").split("$")[:4]


def test_a_device_needs_a_proper_id(town: Town) -> None:
    """400 for a device that cannot be told from others."""
    assert code(town.visitor("anna", "laptop").sign_in()) == (400, "malformed")


def test_an_access_token_is_short(town: Town, anna: Visitor) -> None:
    """After its time it is `expired`; a token signed with another key never was good."""
    late = Claims(town.number, ANNA, anna.device, "f" * 32, int(time.time()) + 900)
    anna.access = sign(secrets.token_bytes(32), late)

    assert code(anna.ask("GET", "/v1/hello")) == (401, "expired")


def test_refresh_tokens_rotate(anna: Visitor) -> None:
    """Each refresh gives a new pair, and the new access token works."""
    first = anna.refresh

    answer = refresh(anna, first)
    anna.keep(answer)

    assert answer.json()["refresh_token"] != first
    assert anna.greet()["epoch"]
    assert refresh(anna, anna.refresh).status_code == 200


def test_a_cut_cable_does_not_sign_out(anna: Visitor) -> None:
    """The same token within ten minutes, its successor unused: the same successor."""
    first = refresh(anna, anna.refresh).json()["refresh_token"]

    again = refresh(anna, anna.refresh).json()["refresh_token"]

    assert again == first
    assert refresh(anna, first).status_code == 200


def test_the_same_refresh_at_once_gives_one_successor(anna: Visitor) -> None:
    """Two windows of one program, or a request sent twice: everybody gets the same answer."""
    with anna.without_token(), ThreadPoolExecutor(8) as pool:
        said = {"refresh_token": anna.refresh}
        answers = list(pool.map(lambda _: anna.ask("POST", "/v1/refresh", said), range(16)))

    assert {one.status_code for one in answers} == {200}
    assert len({one.json()["refresh_token"] for one in answers}) == 1


@pytest.mark.parametrize("late", [False, True])
def test_any_other_second_use_revokes_the_family(town: Town, anna: Visitor, late: bool) -> None:
    """After its successor was used, or after ten minutes: somebody else has the token."""
    stolen = anna.refresh
    successor = refresh(anna, stolen).json()["refresh_token"]
    if late:
        grow_old(town, 700)
    else:
        successor = refresh(anna, successor).json()["refresh_token"]

    second = refresh(anna, stolen)

    assert code(second) == (401, "expired")
    assert code(refresh(anna, successor)) == (401, "expired")
    assert code(anna.ask("GET", "/v1/hello")) == (401, "expired")


def test_nonsense_is_no_refresh_token(anna: Visitor) -> None:
    """401 `expired` for what we never gave."""
    for token in ("", "x", "1.", f"{anna.town.number}.x", "99999999999999999999.x", "1.\0"):
        assert code(refresh(anna, token)) == (401, "expired")


def test_signing_out_ends_the_session(anna: Visitor) -> None:
    """Neither token is good any more; other devices stay signed in."""
    other = anna.town.sign_in("anna")

    done = anna.ask("POST", "/v1/sign-out")

    assert done.status_code == 204
    assert code(anna.ask("GET", "/v1/hello")) == (401, "expired")
    assert code(refresh(anna, anna.refresh)) == (401, "expired")
    assert other.greet()["epoch"]


def test_a_teacher_sees_her_own_devices(anna: Visitor, boris: Visitor) -> None:
    """A person over their own, and nobody else's."""
    shown = anna.ask("GET", "/v1/devices").json()

    assert [(one["id"], one["person"]["id"], one["state"]) for one in shown] == [
        (anna.device, ANNA, "active")
    ]
    assert anna.ask("POST", f"/v1/devices/{boris.device}/revoke").status_code == 404
    assert anna.ask("POST", "/v1/devices/x/revoke").status_code == 404


@pytest.mark.parametrize(("deed", "said"), [("revoke", "device_revoked"), ("wipe", "device_wiped")])
def test_a_lost_laptop_is_refused(town: Town, anna: Visitor, deed: str, said: str) -> None:
    """The administrator locks a device or orders it to forget; it is told so at every door."""
    clerk = town.sign_in("clerk")
    assert anna.device in [one["id"] for one in clerk.ask("GET", "/v1/devices").json()]

    done = clerk.ask("POST", f"/v1/devices/{anna.device}/{deed}")

    assert done.status_code == 204
    assert code(anna.ask("GET", "/v1/hello")) == (401, said)
    assert code(anna.try_push(Lesson().mark("5"))) == (401, said)
    assert code(refresh(anna, anna.refresh)) == (401, said)
    assert code(town.visitor("anna", anna.device).sign_in()) == (401, said)
    assert town.visitor("anna").sign_in().status_code == 200


def test_a_found_laptop_is_allowed_again(town: Town, anna: Visitor) -> None:
    """What was locked may be opened, with nothing lost."""
    clerk = town.sign_in("clerk")
    clerk.ask("POST", f"/v1/devices/{anna.device}/revoke")

    clerk.ask("POST", f"/v1/devices/{anna.device}/allow")

    assert anna.push(Lesson().mark("5"))[0]["status"] == "applied"


def test_only_an_administrator_takes_a_lock_back(town: Town, anna: Visitor) -> None:
    """A stolen token opens no device that was locked, and takes no order to forget back."""
    clerk, second = town.sign_in("clerk"), town.sign_in("anna")
    clerk.ask("POST", f"/v1/devices/{anna.device}/wipe")

    allowed = second.ask("POST", f"/v1/devices/{anna.device}/allow")
    locked = second.ask("POST", f"/v1/devices/{anna.device}/revoke")

    assert code(allowed) == (403, "no_access")
    assert locked.status_code == 204
    assert code(anna.ask("GET", "/v1/hello")) == (401, "device_wiped")


def test_the_engineer_resets_and_closes_accounts(town: Town, anna: Visitor, boris: Visitor) -> None:
    """`user reset` signs out everywhere; `user disable` lets nobody in; `user add` makes an account."""
    server = town.server
    where = ["--data", str(server.folder), "--school", town.id]

    reset = run_command("user", "reset", *where, "anna", "--password-stdin", stdin="новый пароль\n")
    closed = run_command("user", "disable", *where, "boris")
    made = run_command("user", "add", *where, "--name", "Ким Ян", "--roles", "teacher", "kim")

    assert (reset.returncode, closed.returncode, made.returncode) == (0, 0, 0), reset.stderr
    assert code(anna.ask("GET", "/v1/hello")) == (401, "expired")
    assert anna.sign_in("новый пароль").status_code == 200
    assert code(boris.ask("GET", "/v1/hello")) == (401, "expired")
    assert code(refresh(boris, boris.refresh)) == (401, "expired")
    assert code(boris.sign_in()) == (401, "bad_credentials")
    password = made.stdout.split("password ")[1].strip()
    said = {"school": town.id, "login": "KIM", "password": password, "device": {"id": "a" * 32}}
    session = boris.ask("POST", "/v1/sign-in", said).json()
    names = town.sign_in("stranger").read("school")
    assert names["person", session["person"]["id"]]["family_name"] == "Ким"


def test_a_person_keeps_what_is_hers(town: Town) -> None:
    """Hello lists what stands on a laptop, with titles and heads."""
    kept = {one["id"]: one for one in town.sign_in("anna").greet()["buckets"]}
    head = {one["id"] for one in town.sign_in("head").greet()["buckets"]}

    assert {one.split(":")[0] for one in kept} == {"school", "person", "form", "course"}
    assert kept[COURSE]["title"] == "Предмет"
    assert kept[COURSE]["head"] > 0
    assert {one.split(":")[0] for one in head} == {"school", "office", "person"}


def test_logs_tell_no_person(town: Town, anna: Visitor) -> None:
    """Routes and statuses are logged; names, logins, marks and addresses are not."""
    anna.push(Lesson().mark("5", reason="болел Иванов"))
    anna.ask("GET", "/v1/schools?q=Иванов")

    log = town.server.log

    assert "POST /v1/push 200" in log
    for private in ("anna", "Иванов", town.id, COURSE, ANNA, "127.0.0.1"):
        assert private not in log
