"""`parta-server check` and `parta-server history …`: their words, and doing them."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

from sqlalchemy import Connection, Engine

from server.accounts import find_account
from server.acts import note_act
from server.checking import check
from server.clock import stamp
from server.database import reading
from server.history_file import manifest_of, verify_export, write_export
from server.history_reading import Wanted, read_lines
from server.schools import School, read_schools
from server.staff import find_school

Say = Callable[[str], None]
Words = argparse.Namespace
Deeds: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
_SCHOOL = "name or id; needed when there is more than one"


def add_history_deeds(deeds: Deeds) -> argparse.ArgumentParser:
    """The deeds of `history`; the parser of the one that needs the database."""
    says = (
        "write a school's history into a file for an auditor: who changed what, and the chain that proves it"
    )
    exporting = deeds.add_parser("export", help=says, description=f"{says[0].upper()}{says[1:]}.")
    exporting.add_argument("--school", metavar="NAME", help=_SCHOOL)
    exporting.add_argument("--from", dest="first", type=_day, metavar="DAY", help="from this day on (UTC)")
    exporting.add_argument("--to", dest="last", type=_day, metavar="DAY", help="up to this day, it included")
    exporting.add_argument("--person", metavar="LOGIN", help="only what this person wrote; a login or an id")
    exporting.add_argument("--course", metavar="ID", help="only what lies in this course")
    exporting.add_argument(
        "file", type=Path, help="the file to be written; .csv or .jsonl says in which form"
    )
    says = "check such a file by itself, without a server"
    verifying = deeds.add_parser("verify", help=says, description=f"{says[0].upper()}{says[1:]}.")
    verifying.add_argument("file", type=Path, help="the file; its manifest lies beside it")
    return exporting


def run_history(engine: Callable[[], Engine], words: Words, say: Say) -> int:
    """Write an auditor's file, or check one."""
    if words.deed == "verify":
        return _verify(words.file, say)
    with reading(engine()) as connection:
        school = find_school(connection, words.school)
        person = _person(connection, school, words.person)
        wanted = Wanted(person, words.course, words.first, words.last)
        about: dict[str, Any] = {"school": school.id, "school_name": school.name, "taken_at": stamp()}
        about |= {"history_lines": school.events, "history_chain": school.chain.hex(), "only": wanted.told()}
        note_act(words.data, "history export", file=str(words.file.resolve()), **about)
        said = write_export(words.file, about, read_lines(connection, school, wanted))
    say(f"{said['lines']} lines are in {words.file}; what proves them, in {manifest_of(words.file).name}.")
    return 0


def run_check(engine: Engine, words: Words, say: Say) -> int:
    """Check the history and the cells."""
    with reading(engine) as connection:
        schools = [find_school(connection, words.school)] if words.school else read_schools(connection)
        found = check(connection, schools, Progress())
    for one in found:
        say(one)
    say("Something is wrong." if found else "The history holds, and every cell is what it says.")
    return 1 if found else 0


class Progress:
    """Tells on the standard error stream how far a long check is, once a second."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._told_at = clock()

    def __call__(self, school: str, done: int, of: int) -> None:
        """So many lines of a school are checked."""
        now = self._clock()
        if now - self._told_at >= 1:
            self._told_at = now
            print(f"{school}: {done} of {of} lines", file=sys.stderr, flush=True)  # noqa: T201 - a command speaks


def _verify(file: Path, say: Say) -> int:
    found = verify_export(file)
    for one in found:
        say(one)
    say("The file is not what was written." if found else "Every line follows from the one before.")
    return 1 if found else 0


def _person(connection: Connection, school: School, wanted: str | None) -> str | None:
    """A person's id by login; what is no login is an id."""
    if wanted is None:
        return None
    account, _ = find_account(connection, school.number, wanted)
    return wanted if account is None else account.person


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError("a day is written 2026-09-01") from error
