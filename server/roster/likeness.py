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
    listed = list(known)
    same = next((one for one in listed if fold(one) == folded), None)
    if same is not None:
        return same
    rated = [(SequenceMatcher(None, folded, fold(one)).ratio(), one) for one in listed]
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
