"""`parta`: starts the teacher's program; `parta demo` shows it on a made-up region,
`parta timetable` works on files of timetables without a window.
"""

from __future__ import annotations

import argparse
import errno
import gc
import os
import sys
from collections.abc import Sequence
from typing import TextIO

from timetable.arguments import Parser
from timetable.arguments import add_arguments as add_timetable_arguments

_NOBODY_READS = (errno.EPIPE, errno.EINVAL)
"""What a broken pipe is called, the second on Windows."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; 0 when it ended as it should."""
    words = _parser().parse_args(arguments)
    if words.command == "timetable":
        from timetable.command import run as run_timetable

        return run_timetable(words, _say, _complain)
    gc.disable()  # modules that load leave no garbage, and the program collects by a timer of its own
    if words.command == "demo":
        from desktop.app.demo import run_demo  # Qt is loaded only when it is wanted

        return run_demo(words.size, _say, words.role)
    from desktop.app.running import run

    return run()


def _say(text: str) -> None:
    _print(text, sys.stdout)


def _complain(text: str) -> None:
    _print(text, sys.stderr)


def _print(text: str, stream: TextIO) -> None:
    """Print; when nobody reads any more (`… | head`) the work goes on in silence."""
    try:
        print(text, file=stream, flush=True)
    except OSError as failed:
        if failed.errno not in _NOBODY_READS:
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="parta",
        description="Парта: школьный журнал, который работает и без сети. "
        "Parta: a gradebook that works without a network, too.",
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    demo = commands.add_parser(
        "demo",
        help="look around in a made-up school",
        description="Starts a server with a made-up region on this computer and opens the journal of one "
        "of its teachers. Without a display it plays that teacher's day and leaves pictures in out/. "
        "Nothing is sent anywhere; PARTA_HOME says where the data lie, else they are thrown away.",
    )
    demo.add_argument(
        "--size", choices=["S", "M", "L"], default="M", help="village, town or city (default: %(default)s)"
    )
    demo.add_argument(
        "--as",
        dest="role",
        choices=["teacher", "head-teacher", "principal", "administrator"],
        default="teacher",
        help="whose program to open: a teacher's journal, a head teacher's timetable… (default: %(default)s)",
    )
    timetable = commands.add_parser(
        "timetable",
        help="solve, check, explain and convert timetables in files",
        description="Reads and writes FET's files (.fet), Parta's own (.json), aSc Timetables' (.xml) "
        "and sheets of the load (.xlsx, .tsv; .ods, .csv and .txt are read). "
        "Exit code 0 is a legal timetable, 2 is none, 3 is input that cannot be used.",
    )
    add_timetable_arguments(timetable)
    return parser


if __name__ == "__main__":
    from multiprocessing import freeze_support  # in one file, a child of the program begins here, too

    freeze_support()
    sys.exit(main())
