"""The words of the command line, written for a school's engineer."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TypeAlias

from school.people import Role
from server.demo.size import DemoSize
from server.history_command import add_history_deeds
from server.log import LogFormat
from server.roster.command import add_import_options, add_roster_commands
from server.service import SLOW_SECONDS
from server.trouble_command import add_trouble_deeds

_ABOUT = """\
The Parta server: keeps the journals of one school or of a region.

A first start, on one machine:
  parta-server init --data /var/lib/parta --school "School No. 5" --admin petrova
  parta-server serve --data /var/lib/parta --host 0.0.0.0 --tls-cert cert.pem --tls-key key.pem

To look around with made-up data:
  parta-server demo --data ./demo --port 8430
"""
_DATA = (
    "the folder with the server's keys and, unless --database says otherwise, its database "
    "(default: %(default)s)"
)
_DATABASE = (
    "the database, postgresql+psycopg://user:password@host/name; "
    "left out: the one given to init, else a SQLite file in the data folder"
)
_ROLES = ", ".join(role for role in Role if role is not Role.FORM_TEACHER)


def build_parser() -> argparse.ArgumentParser:
    """The parser of all commands; `command` names the chosen one."""
    parser = argparse.ArgumentParser(
        prog="parta-server", description=_ABOUT, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_init(commands)
    _add_serve(commands)
    _add_demo(commands)
    _add_import(commands)
    _add_roster(commands)
    _add_user(commands)
    _add_copies(commands)
    _add_trouble(commands)
    return parser


_Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def _command(commands: _Commands, name: str, says: str, more: str = "") -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=says, description=f"{says[0].upper()}{says[1:]}. {more}")
    _add_place(parser)
    return parser


def _add_place(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, default=Path("parta-data"), metavar="DIR", help=_DATA)
    parser.add_argument("--database", metavar="URL", help=_DATABASE)


def _add_init(commands: _Commands) -> None:
    parser = _command(
        commands,
        "init",
        "make the data folder, the tables and a school",
        "Run again with another --school, it adds that school.",
    )
    parser.add_argument("--school", metavar="NAME", help="the school's full name")
    parser.add_argument("--short-name", default="", metavar="NAME", help="how the school is called for short")
    parser.add_argument("--place", default="", help="town or village")
    parser.add_argument("--region", default="", help="region, for the list at the first start")
    parser.add_argument("--kind", default="", help="kind of school, for the same list")
    parser.add_argument("--zone", default="Europe/Moscow", help="time zone (default: %(default)s)")
    parser.add_argument("--admin", metavar="LOGIN", help="make an administrator's account with this login")
    parser.add_argument(
        "--admin-name", default="Администратор", metavar="NAME", help="the administrator's name"
    )
    _add_password(parser)


def _add_serve(commands: _Commands) -> None:
    parser = _command(
        commands,
        "serve",
        "run the server",
        "Other machines are served over TLS only: give a certificate, or --behind-proxy "
        "when a web server in front does the TLS.",
    )
    _add_listening(parser)
    parser.add_argument("--tls-cert", type=Path, metavar="FILE", help="certificate chain (PEM)")
    parser.add_argument("--tls-key", type=Path, metavar="FILE", help="private key (PEM)")
    parser.add_argument(
        "--behind-proxy", action="store_true", help="a proxy does the TLS and names the client's address"
    )
    parser.add_argument(
        "--proxy-address",
        default="127.0.0.1",
        metavar="ADDRESS",
        help="from where that proxy comes, with commas between if there are more; nobody else is believed "
        "(default: %(default)s)",
    )
    parser.add_argument(
        "--processes",
        type=_count,
        default=1,
        metavar="N",
        help="serve in so many processes side by side, one for each core; on PostgreSQL only "
        "(default: %(default)s)",
    )
    _add_watching(parser)


def _add_watching(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--metrics-port",
        type=int,
        metavar="PORT",
        help="show numbers for Prometheus at http://127.0.0.1:PORT/metrics, to this machine only "
        "(default: nowhere)",
    )
    parser.add_argument(
        "--log-format",
        type=LogFormat,
        choices=list(LogFormat),
        help="json: one object on a line; text: for a reader (default: text on a terminal, else json)",
    )
    parser.add_argument(
        "--slow-seconds",
        type=float,
        default=SLOW_SECONDS,
        metavar="SECONDS",
        help="a request that takes longer is told in the log with its phases (default: %(default)s)",
    )


def _add_demo(commands: _Commands) -> None:
    parser = _command(
        commands,
        "demo",
        "run a server with a made-up region",
        "The region is made when the folder is empty and is there again at the next start.",
    )
    parser.add_argument(
        "--size",
        choices=[str(size) for size in DemoSize],
        default=str(DemoSize.M),
        help="S: a village school, M: a town school, L: a city of 100 schools (default: %(default)s)",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object when the server answers")
    parser.add_argument(
        "--until-stdin-ends", action="store_true", help="stop when the standard input ends, as a child does"
    )
    _add_listening(parser)


def _add_import(commands: _Commands) -> None:
    parser = _command(
        commands,
        "import",
        "read people, forms and courses from a OneRoster CSV zip",
        "Run again with a newer file it brings the school up to date; nobody's marks are lost.",
    )
    parser.add_argument("file", type=Path, help="the zip file")
    parser.add_argument("--dry-run", action="store_true", help="only say what would change")
    add_import_options(parser)


def _add_roster(commands: _Commands) -> None:
    says = "people come, move and leave, one act at a time"
    parser = commands.add_parser("roster", help=says, description=f"{says.capitalize()}.")
    deeds = parser.add_subparsers(dest="deed", required=True, metavar="DEED")
    add_roster_commands(deeds)
    for deed in deeds.choices.values():
        _add_place(deed)


def _add_user(commands: _Commands) -> None:
    parser = commands.add_parser("user", help="make, reset or close accounts", description="Accounts.")
    deeds = parser.add_subparsers(dest="deed", required=True, metavar="DEED")
    adding = _command(deeds, "add", "make an account")
    adding.add_argument("--name", required=True, help="family name, given name, patronymic in one string")
    adding.add_argument(
        "--roles", required=True, type=_roles, help=f"one or more of {_ROLES}, with commas between"
    )
    adding.add_argument("--person", metavar="ID", help="id of somebody whom the school already knows")
    resetting = _command(deeds, "reset", "give an account a new password and sign it out everywhere")
    closing = _command(deeds, "disable", "let nobody in with an account any more")
    for one in (adding, resetting, closing):
        one.add_argument("--school", metavar="NAME", help="name or id; needed when there is more than one")
        one.add_argument("login", help="the login")
    for one in (adding, resetting):
        _add_password(one)


def _add_copies(commands: _Commands) -> None:
    parser = _command(
        commands,
        "backup",
        "write everything into one file while the server runs",
        "Keep a copy of keys.json from the data folder too: it is not in the file.",
    )
    parser.add_argument("file", type=Path, help="the file to be written")
    parser = _command(
        commands,
        "restore",
        "put a back-up in the place of all that is there; the server must be stopped",
        "Computers of teachers will offer again whatever the back-up does not have.",
    )
    parser.add_argument("file", type=Path, help="the back-up")
    parser.add_argument("--yes", action="store_true", help="do not ask: what is there now will be gone")
    _command(
        commands,
        "check",
        "check the journal against its own history",
        "Ends with 1 and names the rows when something was changed from outside.",
    ).add_argument("--school", metavar="NAME", help="only this one: name or id")
    says = "the history of a school, for an auditor"
    history = commands.add_parser("history", help=says, description=f"{says.capitalize()}.")
    _add_place(add_history_deeds(history.add_subparsers(dest="deed", required=True, metavar="DEED")))


def _add_trouble(commands: _Commands) -> None:
    says = "what teachers' programs have told of their trouble"
    parser = commands.add_parser("trouble", help=says, description=f"{says.capitalize()}.")
    deeds = parser.add_subparsers(dest="deed", required=True, metavar="DEED")
    add_trouble_deeds(deeds)
    for deed in deeds.choices.values():
        _add_place(deed)


def _add_listening(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument(
        "--port", type=_port, default=8430, help="port, 0 for any free one (default: %(default)s)"
    )


def _add_password(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--password-stdin",
        action="store_true",
        help="read the password from the first line of the input; without it one is made and printed",
    )


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 64:
        raise argparse.ArgumentTypeError("a number from 1 to 64")
    return int(text)


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) < 1 << 16):
        raise argparse.ArgumentTypeError("a port is a number from 0 to 65535")
    return int(text)


def _roles(text: str) -> list[Role]:
    try:
        return [Role(one.strip()) for one in text.split(",")]
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{error}; there are {_ROLES}") from error
