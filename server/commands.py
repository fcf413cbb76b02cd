"""What the commands do, once their words are read; each gives the code with which to end."""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
import uuid
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine

from school.people import Role
from server import history_command as auditing
from server import portable, staff
from server.awakening import awaken, mark_empty
from server.database import is_sqlite_url, migrate, open_engine, writing
from server.demo.size import DemoSize
from server.folder import alone, is_fresh, remember_url, remembered_url
from server.keys import FILE as KEYS_FILE
from server.log import LogFormat, begin_log
from server.metrics import ServerState, shown
from server.processes import Work, serve_many
from server.roster import command as roster
from server.schools import SchoolNames
from server.service import open_service
from server.serving import Listening, serve
from server.showcase import open_demo
from server.trouble_command import run_trouble

Words = argparse.Namespace
Say = Callable[[str], None]
_log = logging.getLogger("parta.server")


def run_init(words: Words, say: Say) -> int:
    """Make the folder, the tables, a school and its administrator."""
    begins = is_fresh(words.data)
    remember_url(words.data, words.database)
    service = open_service(words.data, remembered_url(words.data, words.database))
    migrate(service.engine)
    if begins:
        mark_empty(service)
    say(f"The data folder is {words.data.resolve()}; keep a copy of keys.json in a safe place.")
    if words.school is None:
        return 0
    password = _password(words)
    with writing(service.engine) as connection:
        names = SchoolNames(
            str(uuid.uuid4()), words.school, words.short_name, words.place, words.region, words.kind
        )
        school = staff.open_school(connection, names, words.zone, names.id)
        if words.admin is not None:
            name = staff.FullName.parse(words.admin_name)
            staff.hire(connection, school, words.admin, name, [Role.ADMINISTRATOR], password)
    say(f"School: {words.school}, id {names.id}")
    if words.admin is not None:
        _tell_password(words, say, words.admin, password)
    return 0


def run_serve(words: Words, say: Say) -> int:
    """Serve until told to stop."""
    proxy = words.proxy_address if words.behind_proxy else None
    listening = Listening(words.host, words.port, words.tls_cert, words.tls_key, proxy)
    if not listening.is_safe:
        say(
            f"{words.host} can be reached from other machines, and without TLS anybody on the way reads "
            "passwords and marks. Give --tls-cert and --tls-key, or --behind-proxy when a web server "
            "in front of this one does the TLS."
        )
        return 2
    form = words.log_format or LogFormat.fitting()
    begin_log(form)
    url = remembered_url(words.data, words.database)
    if words.processes > 1 and is_sqlite_url(url):
        say("A SQLite file has one writer: several processes need PostgreSQL. Leave --processes out.")
        return 2
    if words.database is None and is_fresh(words.data):
        say(f"There is no server in {words.data} yet. Make one with parta-server init, or mend --data.")
        return 2
    if not (words.data / KEYS_FILE).exists():
        _log.warning("%s is not there, new keys are made: everybody signs in anew; see operations", KEYS_FILE)

    def tell(port: int) -> None:
        say(f"Serving {listening.url(port)}")

    with alone(words.data):
        service = open_service(words.data, url, slow_seconds=words.slow_seconds)
        begun = awaken(service)
        if words.processes == 1:
            with shown(words.metrics_port, ServerState(begun, lambda: {"1": os.getpid()})):
                return 0 if serve(service, listening, tell) else 1
        service.engine.dispose()
        work = Work(words.data, url, listening, form, words.slow_seconds)
        return 0 if serve_many(work, words.processes, tell, words.metrics_port, begun) else 1


def run_demo(words: Words, say: Say) -> int:
    """Make the demo region where there is none, serve it, and say what is in it."""
    listening = Listening(words.host, words.port)
    if not listening.is_safe:
        say("The demo's passwords are known to everybody: it serves this machine only.")
        return 2
    begin_log(LogFormat.fitting())
    with alone(words.data):
        url = remembered_url(words.data, words.database)
        service, described = open_demo(words.data, url, DemoSize(words.size), _today())
        remember_url(words.data, words.database)

        def tell(port: int) -> None:
            said = {"url": listening.url(port), **described}
            say(json.dumps(said, ensure_ascii=False) if words.json else _in_words(said))

        return 0 if serve(service, listening, tell, until_stdin_ends=words.until_stdin_ends) else 1


def run_import(words: Words, say: Say) -> int:
    """Read a OneRoster file."""
    return roster.run_import(_open(words), words, say)


def run_roster(words: Words, say: Say) -> int:
    """Do one act of the school's office."""
    return roster.run_roster(_open(words), words, say)


def run_user(words: Words, say: Say) -> int:
    """Make, reset or close an account."""
    engine = _open(words)
    password = _password(words) if words.deed != "disable" else ""
    with writing(engine) as connection:
        school = staff.find_school(connection, words.school)
        if words.deed == "add":
            name = staff.FullName.parse(words.name)
            person = staff.hire(connection, school, words.login, name, words.roles, password, words.person)
            said = f"{words.login} is {name.text}, person {person}."
        elif words.deed == "reset":
            staff.give_password(connection, school, words.login, password)
            said = f"{words.login} is signed out everywhere and has a new password."
        else:
            staff.close_account(connection, school, words.login)
            said = f"{words.login} is signed out everywhere and cannot come in any more."
    say(said)
    if password:
        _tell_password(words, say, words.login, password)
    return 0


def run_backup(words: Words, say: Say) -> int:
    """Write a back-up."""
    engine = open_engine(remembered_url(words.data, words.database))
    rows = portable.back_up(engine, words.file)
    say(f"{rows} rows are in {words.file}. Keep keys.json of {words.data} as well: it is not in the file.")
    return 0


def run_restore(words: Words, say: Say) -> int:
    """Put a back-up in the place of what is there."""
    if not words.yes:
        say("Everything that is there now will be gone. If that is what you want, add --yes.")
        return 2
    with alone(words.data):
        remember_url(words.data, words.database)
        service = open_service(words.data, remembered_url(words.data, words.database))
        rows = portable.restore(service.engine, words.file)
        service.marks.begin_anew([])
        awaken(service)
    say(f"{rows} rows are back. A new epoch has begun: clients offer again what the back-up does not have.")
    return 0


def run_check(words: Words, say: Say) -> int:
    """Check the history and the cells."""
    return auditing.run_check(_open_as_is(words), words, say)


def run_history(words: Words, say: Say) -> int:
    """Write an auditor's file, or check one."""
    return auditing.run_history(lambda: _open_as_is(words), words, say)


COMMANDS: dict[str, Callable[[Words, Say], int]] = {
    "init": run_init,
    "serve": run_serve,
    "demo": run_demo,
    "import": run_import,
    "roster": run_roster,
    "user": run_user,
    "backup": run_backup,
    "restore": run_restore,
    "check": run_check,
    "history": run_history,
    "trouble": run_trouble,
}


def _open_as_is(words: Words) -> Engine:
    """The database of a command that only looks."""
    return open_engine(remembered_url(words.data, words.database))


def _open(words: Words) -> Engine:
    """The database of a command, its tables in the newest shape."""
    engine = open_engine(remembered_url(words.data, words.database))
    migrate(engine)
    return engine


def _today() -> date:
    """The day on the wall of whoever looks at the demo."""
    return datetime.now().astimezone().date()


def _password(words: Words) -> str:
    return sys.stdin.readline().rstrip("\r\n") if words.password_stdin else staff.new_password()


def _tell_password(words: Words, say: Say, login: str, password: str) -> None:
    if not words.password_stdin:
        say(f"Login {login}, password {password}")


def _in_words(said: dict[str, Any]) -> str:
    accounts = (f"  {one['login']:<16} {one['password']:<24} {one['title']}" for one in said["accounts"])
    return "\n".join([f"Serving {said['url']}", "Login and password:", *accounts])
