"""Points at which a test may stop a program, as a power cut would: on both sides of the wire.

The rooms say where they are; what happens there is up to whoever has armed the points. Nobody arms a
program in a school: there a point costs a look at one name. Each point is named for what is being
done, and how far it has come; the tables are the whole list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

Act = Callable[[str], None]

_act: Act | None = None


def reach(point: str) -> None:
    """Say that the program has come to this point."""
    if _act is not None:
        _act(point)


def arm(act: Act) -> None:
    """Let this happen at every point, until the process ends."""
    global _act
    _act = act


def is_armed() -> bool:
    """Whether anybody wants to know of points."""
    return _act is not None


@contextmanager
def armed(act: Act) -> Iterator[None]:
    """Let this happen at every point for a while."""
    global _act
    before, _act = _act, act
    try:
        yield
    finally:
        _act = before


def _points(done: Mapping[str, str], steps: Mapping[str, str]) -> dict[str, str]:
    """Every step of everything that is done, with a sentence."""
    return {f"{name}.{step}": how.format(what) for name, what in done.items() for step, how in steps.items()}


_TRANSACTION = {
    "before-commit": "{}: written, not committed",
    "after-commit": "{}: committed",
}
_FILE = {
    "written": "{}: its bytes are handed to the system under another name",
    "synced": "{}: they are on the disk",
    "renamed": "{}: the name means the new file",
    "folder-synced": "{}: the disk knows the name, too",
}
_ROUTE = {
    "received": "{}: the request is read, nothing is done",
    "before-answer": "{}: all is done, the answer is ready",
    "answered": "{}: the answer is handed to the system",
}
_REQUEST = {
    "before-send": "{}: about to be sent",
    "answer-received": "{}: its answer is here, nothing of it is taken",
}
_MESSAGE = {"taken": "{}: taken in, in one transaction"}

_ROUTES = {
    "signIn": "a sign-in",
    "refresh": "an exchange of tokens",
    "signOut": "a sign-out",
    "hello": "a hello",
    "push": "a push",
    "pull": "a pull",
    "snapshot": "a whole bucket",
    "revokeDevice": "the lock of a device",
    "allowDevice": "the permission of a device",
}

SERVER: Mapping[str, str] = {
    **_points(_ROUTES, _ROUTE),
    "push.before-judging": "a push: everything that it touches is read and held",
    "push.before-writing": "a push: judged, nothing is written",
    **_points(
        {
            "push": "a push",
            "hello": "a changed scope, told by hello",
            "signIn": "a device and its first tokens",
            "refresh": "the next tokens",
            "signOut": "tokens taken back",
            "device": "another state of a device",
            "migration": "tables in their newest shape",
            "epoch": "what a start has found out about the past",
            "restore": "a back-up in the place of everything",
            "office": "an engineer's command",
        },
        _TRANSACTION,
    ),
    **_points(
        {
            "marks": "the high-water marks",
            "keys": "the server's keys",
            "place": "the address of the database",
            "back-up": "a back-up",
        },
        _FILE,
    ),
}
"""What a server passes, and where it then is."""

CLIENT: Mapping[str, str] = {
    "store.before-journal": "a transaction: its rows are written, its lines of the op journal are not",
    "op-journal.appended": "lines of the op journal: handed to the system",
    "op-journal.appended-synced": "lines of the op journal: on the disk",
    **_points({"store": "a transaction", "step": "a step of the local migrations"}, _TRANSACTION),
    **_points(
        {
            "sign-in": "a sign-in",
            "refresh": "an exchange of tokens",
            "sign-out": "a sign-out",
            "hello": "a hello",
            "push": "a push",
            "pull": "a pull",
            "snapshot": "a whole bucket",
        },
        _REQUEST,
    ),
    **_points(
        {
            "hello": "what a hello said",
            "push": "what became of the ops of a push",
            "pull": "a page",
            "snapshot": "a whole bucket",
        },
        _MESSAGE,
    ),
    **_points(
        {
            "op-journal": "a shortened op journal",
            "lockbox": "one of the two boxes with the key",
            "settings": "the settings",
            "copy": "a copy of the database",
            "database": "a database put back from a copy",
            "exchange-file": "an exchange file",
        },
        _FILE,
    ),
    "damaged.moved": "a damaged file: set aside",
    "wiped.overwritten": "a file of a wiped store: overwritten",
    "wiped.removed": "a file of a wiped store: gone",
}
"""What a teacher's program passes, and where it then is."""
