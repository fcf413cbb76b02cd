"""Users who work at the school become persons with accounts; pupils get neither."""

from __future__ import annotations

from school.people import Person, Role
from server.roster.findings import Code
from server.roster.held import HeldAccount, NewLogin
from server.roster.intake import SCHOOL, Intake, read_stays
from server.roster.naming import SOURCED_ID
from server.roster.rows import User

ROLES = {
    "teacher": Role.TEACHER,
    "principal": Role.PRINCIPAL,
    "siteAdministrator": Role.HEAD_TEACHER,
    "administrator": Role.HEAD_TEACHER,
    "systemAdministrator": Role.ADMINISTRATOR,
}
"""«Завуч» is OneRoster's site administrator (in 1.1 plainly administrator); who keeps the program
running is its system administrator."""

LONGEST_LOGIN = 100


def plan_people(intake: Intake) -> None:
    """Persons and accounts of everybody who has a role at the school."""
    roles = read_roles(intake)
    logins = {one.login: one.person for one in intake.held_accounts}
    accounts = {one.person: one for one in intake.held_accounts}
    for sid, user in intake.part.users.items():
        if sid not in roles and not intake.naming.knows("person", sid):
            continue
        own = roles.get(sid, frozenset())
        _adopt(intake, user, logins)
        id = intake.naming.id("person", sid)
        if not user.at.is_gone:
            intake.draft.put(SCHOOL, "person", id, user.names)
        held = accounts.get(id)
        if held is not None:
            _change_account(intake, held, user, own)
        elif own and user.is_enabled and not user.at.is_gone:
            _add_account(intake, id, user, own, logins)


def read_roles(intake: Intake) -> dict[str, frozenset[Role]]:
    """By user: the roles in which somebody works here today, or will."""
    found: dict[str, set[Role]] = {}
    for row in intake.part.roles:
        ended = row.at.is_gone or (row.end is not None and row.end < intake.choices.today)
        if row.role in ROLES and not ended:
            found.setdefault(row.user, set()).add(ROLES[row.role])
    for user in intake.part.users.values():
        if user.role in ROLES:
            found.setdefault(user.sid, set()).add(ROLES[user.role])
    for enrollment in intake.part.enrollments:
        if enrollment.role == "teacher":
            found.setdefault(enrollment.user, set()).add(Role.TEACHER)
            if _is_homeroom(intake, enrollment.class_):
                found[enrollment.user].add(Role.FORM_TEACHER)
    return {sid: frozenset(roles) for sid, roles in found.items()}


def tell_unplaced(intake: Intake) -> None:
    """Users of whom nothing came: neither staff nor in a form. Stays must have been planned."""
    roles, stays = read_roles(intake), read_stays(intake.draft)
    learning = {row.user for row in intake.part.enrollments if row.role == "student"}
    for sid, user in intake.part.users.items():
        if sid in roles or intake.naming.knows("person", sid) or intake.naming.id("pupil", sid) in stays:
            continue
        if sid in learning or user.role == "student":
            intake.skip(
                user.at, Code.NO_FORM, "the pupil is in no form, so there is nowhere to keep the name"
            )
        else:
            intake.skip(user.at, Code.NOT_KEPT, "the person neither learns, teaches nor leads at the school")


def _is_homeroom(intake: Intake, class_sid: str) -> bool:
    row = intake.part.classes.get(class_sid)
    return row.is_homeroom if row is not None else intake.naming.knows("form", class_sid)


def _adopt(intake: Intake, user: User, logins: dict[str, str]) -> None:
    """An account of the same login was made by hand before the file knew the person."""
    login = user.login.casefold()
    if login in logins and not intake.naming.knows("person", user.sid):
        id = logins[login]
        intake.naming.adopt("person", user.sid, id)
        intake.draft.write(SCHOOL, "person", id, {SOURCED_ID: user.sid})


def _add_account(intake: Intake, id: str, user: User, roles: frozenset[Role], logins: dict[str, str]) -> None:
    login = user.login.casefold()
    if not login or len(login) > LONGEST_LOGIN:
        intake.findings.note(
            "no_login", f"{_place(user)}: no username that can be used, so no account was made"
        )
        return
    if logins.setdefault(login, id) != id:
        intake.findings.note("login_taken", f"{_place(user)}: the username is in use, so no account was made")
        return
    named = frozenset(str(role) for role in roles)
    intake.accounts.new.append(NewLogin(id, login, _full_name(intake, id), named, user.password))


def _change_account(intake: Intake, held: HeldAccount, user: User, roles: frozenset[Role]) -> None:
    """Roles are added and never taken: somebody may have given them by hand."""
    if (user.at.is_gone or not user.is_enabled) and not held.is_disabled:
        intake.accounts.disabled.append(held.person)
    elif held.is_disabled and user.is_enabled and not user.at.is_gone:
        text = f"{_place(user)}: the account is disabled here and stays so; `user reset` opens it"
        intake.findings.note("account_disabled", text)
    missing = {str(role) for role in roles} - held.roles
    if missing:
        intake.accounts.roles[held.person] = held.roles | missing
    name = _full_name(intake, held.person)
    if name != held.name and intake.draft.is_ours("person", held.person, "family_name"):
        intake.accounts.names[held.person] = name


def _full_name(intake: Intake, person: str) -> str:
    """«Петрова Анна Ивановна», as the person's record will have it."""
    cells = intake.draft.cells("person", person)
    parts = (cells.get(name) or "" for name in ("family_name", "given_name", "patronymic"))
    return Person(person, *parts).full_name


def _place(user: User) -> str:
    return f"{user.at.file}:{user.at.line}"
