"""Names that were meant: in any case, with other punctuation, or misspelt a little."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

ALIKE = 0.88
"""How alike two names must be to be taken for one, as difflib measures it (1 is equal).

`prefferedGivenName` is 0.94 from the right word, `dataLastModified` too; of the columns that
stand together in one OneRoster file no two are nearer to each other than 0.85.
"""


def fold(name: str) -> str:
    """Letters and digits only, in lower case: `Date Last-Modified` is `datelastmodified`."""
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def closest(name: str, known: Iterable[str]) -> str | None:
    """The one of the known names that is meant: the same when folded, or the most alike; None if none is."""
    folded = fold(name)
    if not folded:
        return None
    rated = [(_likeness(folded, fold(one)), one) for one in known]
    best = max(rated, key=lambda each: each[0], default=(0.0, ""))
    return best[1] if best[0] >= ALIKE else None


def assign(names: Iterable[str], known: Iterable[str]) -> dict[int, str]:
    """Which column is which: positions of `names` to known names, each used once.

    Exact names go first, so that a misspelt neighbour never takes the place of a right one.
    """
    listed, free = list(names), list(known)
    found: dict[int, str] = {}
    for exact in (True, False):
        for position, name in enumerate(listed):
            if position in found:
                continue
            match = _same(name, free) if exact else closest(name, free)
            if match is not None:
                found[position] = match
                free.remove(match)
    return found


def _same(name: str, known: Iterable[str]) -> str | None:
    return next((one for one in known if fold(one) == fold(name)), None)


def _likeness(left: str, right: str) -> float:
    return 1.0 if left == right else SequenceMatcher(None, left, right).ratio()
