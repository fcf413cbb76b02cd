"""Logs and crash files that can be mailed to a stranger: what happened and where, never to whom.

Of an exception they keep its type, the lines of the program, and the number of a system's error; its
message and the values of variables may hold a pupil's name, so they are left out. Of a log line they
keep the template; of what is filled in only numbers and words marked as `Plain`; of a library's message
that was filled in before it came here, nothing.
"""

from __future__ import annotations

import asyncio
import faulthandler
import logging
import os
import platform
import re
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Any

from desktop.models.durable import make_private_folder, open_private, put_file

KEPT_CRASHES = 20
TOLD_CRASHES = 5
_TOLD_BYTES = 20_000
_FAULT = "fault.txt"
_LOG_BYTES = 1 << 20
_OURS = Path(__file__).parents[1]
_ROOMS = ("desktop", "sync", "timetable", "school")
"""Whose templates are known to be templates; the linter sees to that."""

Told = Callable[[Path], None]
"""Called after a crash file was written, so that a window can say so."""


class Plain(str):
    """A word that is nobody's name: a code, a state, an id of a bucket. It may stand in a log."""

    __slots__ = ()


def describe(error: BaseException) -> str:
    """An exception with its causes: types and places in the code, without a message or a value."""
    parts = [_describe_one(each) for each in _chain(error)]
    return "\nbecause of\n".join(parts)


class CrashReports:
    """Writes a file for whatever nobody has caught."""

    def __init__(self, folder: Path, told: Told | None = None) -> None:
        self._folder = folder
        self._told = told

    def install(self) -> None:
        """Stand where Python hands over what nobody has caught, and where it dies of a signal."""
        make_private_folder(self._folder)
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread
        sys.unraisablehook = self._on_unraisable
        # Kept open for as long as the program runs: a dying process opens nothing.
        self._faults = _append_private(self._folder / _FAULT)
        faulthandler.enable(self._faults, all_threads=True)

    def on_loop(self, _: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """The handler for an event loop (`loop.set_exception_handler`)."""
        error = context.get("exception")
        if isinstance(error, BaseException):
            self.write(error)

    def write(self, error: BaseException) -> Path | None:
        """Write a crash file and say where; None when even that did not work."""
        now = datetime.now(UTC)
        path = self._folder / f"crash-{now:%Y-%m-%d-%H%M%S-%f}.txt"
        try:
            make_private_folder(self._folder)
            put_file(path, f"{_heading(now)}\n{describe(error)}\n".encode(), "report")
            self._drop_old()
        except OSError:
            return None
        if self._told is not None:
            self._told(path)
        return path

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            self.write(error)

    def _on_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
            self.write(args.exc_value)

    def _on_unraisable(self, args: sys.UnraisableHookArgs) -> None:
        if args.exc_value is not None:
            self.write(args.exc_value)

    def _drop_old(self) -> None:
        for path in sorted(self._folder.glob("crash-*.txt"))[:-KEPT_CRASHES]:
            path.unlink(missing_ok=True)


def last_crashes(folder: Path) -> list[str]:
    """The last crash files, oldest first, and what a dying process has said of where it died."""
    told = [_read(path) for path in sorted(folder.glob("crash-*.txt"))[-TOLD_CRASHES:]]
    fault = "\n".join(_fault_lines(_read(folder / _FAULT)))
    return [text for text in (*told, fault) if text]


class Discreet(logging.Formatter):
    """Writes the template of a message, numbers and `Plain` words; everything else as its type."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, and the places of the exception below it."""
        line = f"{_utc(record.created)} {record.levelname} {record.name}: {_message(record)}"
        error = record.exc_info[1] if record.exc_info else None
        return line if error is None else f"{line}\n{describe(error)}"


class _PrivateLog(RotatingFileHandler):
    """Each file of the log belongs to the account that wrote it."""

    def _open(self) -> TextIOWrapper:
        return _append_private(Path(self.baseFilename))


def _append_private(path: Path) -> TextIOWrapper:
    descriptor = open_private(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    return os.fdopen(descriptor, "a", encoding="utf-8")


def start_logging(folder: Path, level: int = logging.INFO) -> logging.Handler:
    """Log into `parta.log`, a megabyte and two older ones; the handler is handed back for the end."""
    make_private_folder(folder)
    handler = _PrivateLog(
        folder / "parta.log", maxBytes=_LOG_BYTES, backupCount=2, encoding="utf-8", delay=True
    )
    handler.setFormatter(Discreet())
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(level)
    for library in ("httpx", "httpcore"):
        logging.getLogger(library).setLevel(logging.WARNING)
    return handler


def _message(record: logging.LogRecord) -> str:
    template = str(record.msg)
    if not record.args:
        return template if record.name.partition(".")[0] in _ROOMS else "<text>"
    try:
        return str(template % _shown(record.args))
    except (TypeError, ValueError, KeyError):
        return template


def _shown(args: Any) -> Any:
    if isinstance(args, dict):
        return {name: _one_shown(value) for name, value in args.items()}
    return tuple(_one_shown(value) for value in args)


def _one_shown(value: object) -> object:
    return value if isinstance(value, int | float | Plain) else f"<{type(value).__name__}>"


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    told: BaseException | None = error
    while told is not None and id(told) not in seen:
        seen.add(id(told))
        yield told
        for part in told.exceptions if isinstance(told, BaseExceptionGroup) else ():
            yield from _chain(part)
        told = told.__cause__ or (None if told.__suppress_context__ else told.__context__)


def _describe_one(error: BaseException) -> str:
    kind = type(error)
    number = f" [{error.errno}]" if isinstance(error, OSError) and error.errno is not None else ""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"  {_place(frame.filename)}:{frame.lineno} in {frame.name}" for frame in frames]
    return "\n".join([f"{kind.__module__}.{kind.__qualname__}{number}", *places])


def _place(file: str) -> str:
    """A file of ours by its path in the project, another by its last two names: no home folder in it."""
    path = Path(file)
    if path.is_relative_to(_OURS):
        return path.relative_to(_OURS).as_posix()
    return "/".join(path.parts[-2:])


_FAULT_HEAD = re.compile(
    r"(Fatal Python error|Windows fatal exception): [\w ]+|(Current thread|Thread) 0x[0-9a-f]+ [\w( :)]*",
    re.ASCII,
)
_FAULT_PLACE = re.compile(r'  File "(?P<file>.+)", line (?P<line>\d+) in (?P<name>[\w<>]+)', re.ASCII)


def _fault_lines(text: str) -> Iterator[str]:
    """The heads and places of a dying process' word; its paths lead into somebody's home, so they are cut."""
    for line in text.splitlines():
        if place := _FAULT_PLACE.fullmatch(line):
            yield f"  {_place(place['file'])}:{place['line']} in {place['name']}"
        elif _FAULT_HEAD.fullmatch(line):
            yield line


def _read(path: Path) -> str:
    """The end of a file; nothing where it cannot be read."""
    try:
        return path.read_bytes()[-_TOLD_BYTES:].decode("utf-8", "replace")
    except OSError:
        return ""


def _heading(now: datetime) -> str:
    try:
        ours = version("parta")
    except PackageNotFoundError:
        ours = "unknown"
    facts = (
        f"Parta {ours}",
        f"Python {platform.python_version()}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
        f"{now:%Y-%m-%dT%H:%M:%SZ}",
    )
    return "\n".join(facts) + "\n"


def _utc(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
