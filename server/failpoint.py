"""Points at which a test may kill the server, as a power cut would: `PARTA_FAIL_AT=before-commit`.

A number after a colon lets the first passes live: `after-commit:3` dies at the third. Without the
variable, a point costs one look into a dictionary.
"""

from __future__ import annotations

import os
import signal

LABELS = frozenset(
    {
        "before-judging",
        "before-writing",
        "before-commit",
        "after-commit",
        "before-reply",
        "after-refresh",
        "during-restore",
    }
)
_VARIABLE = "PARTA_FAIL_AT"
_passed: dict[str, int] = {}


def pass_point(label: str) -> None:
    """Die here if the environment says so."""
    wanted, _, count = os.environ.get(_VARIABLE, "").partition(":")
    if wanted == label and label in LABELS:
        _passed[label] = _passed.get(label, 0) + 1
        if _passed[label] >= int(count or 1):
            os.kill(os.getpid(), signal.SIGKILL)
