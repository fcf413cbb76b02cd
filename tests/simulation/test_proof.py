"""The page that says how it is proved speaks of oracles and tests that are there."""

from __future__ import annotations

import importlib
import re

from tests.architecture.sources import ROOT

_ROW = re.compile(r"^\| (?P<number>\d+) \| [^|]+ \| (?P<oracles>[^|]+) \| (?P<tests>[^|]+) \|$", re.MULTILINE)
_NAMED = re.compile(r"`([\w./:]+)`")
ROWS = list(_ROW.finditer((ROOT / "docs/PROOF.md").read_text(encoding="utf-8")))


def test_every_invariant_has_an_oracle_that_says_its_number() -> None:
    """All thirteen invariants are listed, each oracle exists and says which one it watches."""
    listed = {int(row["number"]): _NAMED.findall(row["oracles"]) for row in ROWS}

    silent = [
        (number, name)
        for number, names in listed.items()
        for name in names
        if str(number) not in re.findall(r"\d+", _said_by(name).partition(":")[0])
    ]

    assert list(listed) == list(range(1, 14))
    assert (silent, [number for number, names in listed.items() if not names]) == ([], [])


def test_every_test_on_the_real_parts_exists() -> None:
    """A reader who looks for a test that the page names finds it."""
    named = [name for row in ROWS for name in _NAMED.findall(row["tests"])]

    missing = [
        name
        for path, _, test in (name.partition("::") for name in named)
        for name in (f"{path}::{test}",)
        if f"def {test}(" not in (ROOT / path).read_text(encoding="utf-8")
    ]

    assert (missing, len(named) >= len(ROWS)) == ([], True)


def _said_by(oracle: str) -> str:
    module, *names = oracle.split(".")
    found: object = importlib.import_module(f"tests.simulation.{module}")
    for name in names:
        found = getattr(found, name)
    return found.__doc__ or ""
