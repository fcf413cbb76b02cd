"""`parta-server import` and `parta-server roster …`: the words of the command line, and doing them."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TypeAlias

from sqlalchemy import Connection, Engine

from server.roster.adapter import ServerLedger
from server.roster.cell_values import parse_date
from server.roster.findings import Findings, RosterUnreadable
from server.roster.held import RosterRefused
from server.roster.importing import carry_out, import_file, in_transaction
from server.roster.intake import Choices
from server.roster.lookup import find_account
from server.roster.office import NewPupil, Office
from server.roster.plan import Plan
from server.roster.schools import find_school, only_school
from server.roster.telling import tell_import, tell_notes, tell_plan
from server.staff import FullName

Say = Callable[[str], None]
Words = argparse.Namespace
Deeds: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add_import_options(parser: argparse.ArgumentParser) -> None:
    """The options of `import` beside the file and `--dry-run`."""
    parser.add_argument(
        "--school", metavar="ID", help="id or name of the school on this server that is meant"
    )
    parser.add_argument("--org", metavar="SOURCEDID", help="of several schools in the file only this one")
    parser.add_argument(
        "--date", type=_day, metavar="DAY", help="the day of changes that carry none (default: today)"
    )
    parser.add_argument(
        "--missing-leave",
        type=_day,
        metavar="DAY",
        help="people missing from a whole file get this last day; without it they are only named",
    )
    whole = parser.add_mutually_exclusive_group()
    whole.add_argument("--bulk", dest="is_whole", action="store_true", default=None, help="the file is whole")
    whole.add_argument("--delta", dest="is_whole", action="store_false", help="the file tells changes only")
    parser.add_argument(
        "--zone", default="Europe/Moscow", help="time zone of a new school (default: %(default)s)"
    )


def run_import(engine: Engine, words: Words, say: Say) -> int:
    """Import a file as the words say; 0 when it was done, 1 when nothing was."""
    choices = Choices(words.date or _today(), words.missing_leave, words.is_whole, words.zone)
    return import_and_tell(
        engine, words.file, choices, say, dry_run=words.dry_run, school=words.school, org=words.org
    )


def import_and_tell(
    engine: Engine,
    path: Path,
    choices: Choices,
    say: Say,
    *,
    dry_run: bool,
    school: str | None = None,
    org: str | None = None,
) -> int:
    """Import a file and say what came of it; 0 when it was done, 1 when nothing was."""
    try:
        outcome = import_file(engine, path, choices, dry_run=dry_run, school=school, org=org)
    except (RosterUnreadable, RosterRefused) as error:
        say(f"Nothing was imported: {error}.")
        return 1
    for line in tell_import(outcome, dry_run=dry_run):
        say(line)
    return 0


def add_roster_commands(deeds: Deeds) -> None:
    """The deeds of `parta-server roster`: each parser gets its words and `act`, which does it."""
    _add_pupil_commands(deeds)
    parser = _deed(deeds, "teacher-replace", "let somebody teach instead of another from a day on", _replace)
    parser.add_argument("old", help="who taught: name, login or id")
    parser.add_argument("new", help="who will teach")
    parser.add_argument("--from", dest="day", type=_day, required=True, metavar="DAY", help="the first day")
    parser.add_argument("--course", action="append", default=[], help="only this course; may be repeated")
    parser = _deed(deeds, "form-add", "make a form", _add_form)
    parser.add_argument("title", help="level and letter, 7Б")
    parser.add_argument("--shift", type=int, default=1, choices=(1, 2), help="shift (default: %(default)s)")
    parser.add_argument("--tutor", default="", help="the form teacher: name, login or id")
    parser.add_argument("--from", dest="day", type=_day, metavar="DAY", help="since when (default: today)")
    parser = _deed(deeds, "course-add", "make a course", _add_course)
    parser.add_argument("subject", help="the subject's title")
    parser.add_argument("--form", action="append", required=True, help="a form; may be repeated")
    parser.add_argument("--teacher", required=True, help="name, login or id")
    parser.add_argument("--group", default="", help="the subgroup's name; without it all pupils are in it")
    parser.add_argument("--from", dest="day", type=_day, required=True, metavar="DAY", help="the first day")


def run_roster(engine: Engine, words: Words, say: Say) -> int:
    """Do one deed; 0 when it was done, 1 when it cannot be."""
    findings = Findings()

    def run(connection: Connection) -> Plan:
        school = find_school(connection, words.school) if words.school else only_school(connection)
        ledger = ServerLedger(connection, school)
        author = find_account(ledger.read_accounts(), words.by) if words.by else ""
        office = Office(ledger, findings, _today(), author)
        words.act(office, words)
        plan = office.finish()
        carry_out(ledger, plan)
        return plan

    try:
        plan = in_transaction(engine, run, dry_run=words.dry_run)
    except (RosterUnreadable, RosterRefused) as error:
        say(f"Nothing was changed: {error}.")
        return 1
    for line in (*tell_notes(findings), *tell_plan(plan)):
        say(line)
    if words.dry_run:
        say("Nothing was written: this was a dry run.")
    return 0


def _add_pupil_commands(deeds: Deeds) -> None:
    parser = _deed(deeds, "pupil-add", "let a pupil come into a form", _add_pupil)
    parser.add_argument("name", help="family name, given name, patronymic in one string")
    parser.add_argument("form", help="the form, 7Б")
    parser.add_argument("--sourced-id", default="", help="what the school's own files call the pupil")
    _add_order(parser, "--from", "the first day")
    parser.add_argument("--course", action="append", default=[], help="a group to join; may be repeated")
    parser = _deed(
        deeds, "pupil-move", "move a pupil to another form; marks of the term come along", _move_pupil
    )
    parser.add_argument("pupil", help="name or id")
    parser.add_argument("form", help="the new form, 7Б")
    _add_order(parser, "--from", "the first day in the new form")
    parser.add_argument("--course", action="append", default=[], help="a group to join; may be repeated")
    parser = _deed(deeds, "pupil-leave", "let a pupil leave the school", _dismiss_pupil)
    parser.add_argument("pupil", help="name or id")
    _add_order(parser, "--to", "the last day")


def _add_order(parser: argparse.ArgumentParser, flag: str, says: str) -> None:
    parser.add_argument(flag, dest="day", type=_day, required=True, metavar="DAY", help=says)
    parser.add_argument("--order", default="", help="number and date of the order")


def _deed(
    deeds: Deeds, name: str, says: str, act: Callable[[Office, Words], None]
) -> argparse.ArgumentParser:
    parser = deeds.add_parser(name, help=says, description=f"{says[0].upper()}{says[1:]}.")
    parser.add_argument("--school", metavar="ID", help="id or name; needed when there is more than one")
    parser.add_argument("--by", metavar="LOGIN", help="whose act the history tells it to be")
    parser.add_argument("--dry-run", action="store_true", help="only say what would change")
    parser.set_defaults(act=act)
    return parser


def _add_pupil(office: Office, words: Words) -> None:
    name = FullName.parse(words.name)
    who = NewPupil(name.family_name, name.given_name, name.patronymic, words.sourced_id)
    office.add_pupil(who, words.form, words.day, words.order, words.course)


def _move_pupil(office: Office, words: Words) -> None:
    office.move_pupil(words.pupil, words.form, words.day, words.order, words.course)


def _dismiss_pupil(office: Office, words: Words) -> None:
    office.dismiss_pupil(words.pupil, words.day, words.order)


def _replace(office: Office, words: Words) -> None:
    office.replace_teacher(words.old, words.new, words.day, words.course)


def _add_form(office: Office, words: Words) -> None:
    office.add_form(words.title, words.shift, words.tutor, words.day)


def _add_course(office: Office, words: Words) -> None:
    office.add_course(words.subject, words.form, words.teacher, words.day, words.group)


def _day(text: str) -> date:
    found = parse_date(text)
    if found is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; write 2026-09-01 or 01.09.2026")
    return found


def _today() -> date:
    """The day on the wall of whoever gives the command."""
    return datetime.now().astimezone().date()
