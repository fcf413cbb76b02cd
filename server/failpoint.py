"""A server that dies where a test wants it to: `PARTA_FAIL_AT=push.before-commit`.

A number after a colon lets the first passes live: `push.after-commit:3` dies at the third. The points
are listed in `sync.failpoint`.
"""

from __future__ import annotations

import os
import signal

from sync.failpoint import SERVER, Act, arm

_VARIABLE = "PARTA_FAIL_AT"


def arm_from_environment() -> None:
    """Arm the points if the environment says so. Raises KeyError for a point that is none."""
    wanted = os.environ.get(_VARIABLE)
    if wanted:
        point, _, count = wanted.partition(":")
        SERVER[point]
        arm(dying_at(point, int(count or 1)))


def dying_at(point: str, passes: int = 1) -> Act:
    """Dies at this point, when it is passed for so many times."""
    left = passes

    def die(reached: str) -> None:
        nonlocal left
        if reached == point:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    return die
