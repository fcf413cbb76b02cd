"""What `parta timetable` may be asked; apart from the deeds, so that the window starts no slower."""

from __future__ import annotations

import argparse
import sys
from enum import IntEnum
from pathlib import Path
from typing import NoReturn


class Exit(IntEnum):
    """What the shell is told."""

    LEGAL = 0
    NO_TIMETABLE = 2
    BAD_INPUT = 3
    STOPPED = 130


class Parser(argparse.ArgumentParser):
    """Arguments that cannot be used are bad input too; argparse's own code would mean another thing."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(Exit.BAD_INPUT, f"{self.prog}: {message}\n")


READ = "a timetable or a load: .fet, .json, .xml, .xlsx, .ods, .tsv, .csv or .txt"
WEEK = "the file to write, of a kind that carries a week: .fet, .json or .xml"
WRITTEN = "the file to write, of the kind that its name ends with: .fet, .json, .xml, .xlsx or .tsv"
CODES = "Exit code 0: a legal timetable; 2: none, with the reason; 3: input that cannot be used; "
KEEPS = "Ctrl+C stops the search and keeps the best week found so far: it is written, and the code is 0. "
NOTHING_KEPT = "130: Ctrl+C, nothing written."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The four commands and their arguments."""
    commands = parser.add_subparsers(dest="deed", metavar="DEED", required=True, parser_class=Parser)
    solve = _deed(commands, "solve", "find a week for a file and write it into another", KEEPS)
    solve.add_argument("--out", type=Path, required=True, metavar="OUT", help=WEEK)
    solve.add_argument("--seconds", type=_seconds, default=60.0, help="how long to search (default: 60)")
    solve.add_argument("--seed", type=_seed, default=1, help="the same seed searches the same way")
    solve.add_argument("--progress", action="store_true", help="tell each better week")
    _deed(commands, "check", "tell what is wrong with the week of a file, and what could be better")
    _deed(commands, "explain", "tell what stands in the way of any week, and what would help")
    convert = _deed(commands, "convert", "write a timetable as another kind of file")
    convert.add_argument("out", type=Path, metavar="OUT", help=WRITTEN)


def _deed(
    commands: argparse._SubParsersAction[Parser],
    name: str,
    about: str,
    more: str = "",
) -> argparse.ArgumentParser:
    whole = f"{about[0].upper()}{about[1:]}."
    parser = commands.add_parser(name, help=about, description=whole, epilog=more + CODES + NOTHING_KEPT)
    parser.add_argument("file", type=Path, metavar="IN", help=READ)
    parser.add_argument(
        "--ignore-unsupported",
        action="store_true",
        help="read a file without the conditions that Parta does not know",
    )
    return parser


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds <= 86_400:
        raise argparse.ArgumentTypeError("0 … 86400")
    return seconds


def _seed(text: str) -> int:
    seed = int(text)
    if not 0 <= seed < 1_000_000_000:
        raise argparse.ArgumentTypeError("0 … 999999999")
    return seed
