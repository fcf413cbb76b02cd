"""The log: one JSON object on a line, or text where a person looks on. No line names a person.

What a line says stands in its template and in its facts; an exception is told by its kind and its
places, because its message may quote what somebody typed.
"""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from enum import StrEnum
from types import TracebackType
from typing import Any

from server.crash import describe_crash

_Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class LogFormat(StrEnum):
    """In which form lines are written."""

    JSON = "json"
    TEXT = "text"

    @classmethod
    def fitting(cls) -> LogFormat:
        """Text for a terminal, JSON for whatever collects logs."""
        return cls.TEXT if sys.stderr.isatty() else cls.JSON


def begin_log(form: LogFormat) -> None:
    """Log to the standard error stream from now on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if form is LogFormat.JSON else TextLines())
    logging.basicConfig(handlers=[handler], level=logging.INFO)
    for noisy in ("uvicorn", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def facts(**said: Any) -> dict[str, Any]:
    """What a line knows beside its words, as `extra` of a log call."""
    return {"facts": said}


class TextLines(logging.Formatter):
    """A line for a reader."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(process)d %(levelname)s %(name)s %(message)s")

    def formatException(self, ei: _Raised) -> str:  # noqa: N802 - the name is logging's
        """Kinds and places, never a message."""
        return describe_crash(ei[1]) if ei[1] is not None else ""


class JsonLines(logging.Formatter):
    """A line for a program: when, how grave, from where, what, and the facts."""

    def format(self, record: logging.LogRecord) -> str:
        """One object, without a line break in it."""
        moment = datetime.fromtimestamp(record.created, UTC)
        said: dict[str, Any] = {
            "at": moment.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "process": record.process,
            "logger": record.name,
            "says": record.getMessage(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info and record.exc_info[1] is not None:
            said["crash"] = describe_crash(record.exc_info[1])
        return json.dumps(said, ensure_ascii=False, default=str)
