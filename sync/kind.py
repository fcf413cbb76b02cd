"""What a line of the catalogue is made of: a kind, its cells, who writes them, whence its id."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Any

from sync.record import Value
from sync.shape import UUID, Flag, Shape, is_id


class Writer(StrEnum):
    """In which capacity somebody writes a cell; the letters are those of docs/SYNC.md."""

    TEACHER = "T"
    """Teachers of the course and its substitute, by the record's date."""
    FORM_TEACHER = "F"
    """The form teacher; of lessons and term marks only where the school's rule says so."""
    HEAD_TEACHER = "H"
    ADMINISTRATOR = "A"
    SERVER = "S"
    """Nobody from outside."""
    OWNER = "O"
    """The person whose bucket it is."""


class Family(StrEnum):
    """The kinds of buckets; all but `school` and `office` go on with `:<uuid>`."""

    SCHOOL = "school"
    OFFICE = "office"
    FORM = "form"
    TUTOR = "tutor"
    COURSE = "course"
    PLAN = "plan"
    PERSON = "person"


WHOLE_SCHOOL = (Family.SCHOOL, Family.OFFICE)
"""The buckets of which a school has one; their name is the family's."""

LONGEST_BUCKET = 60
"""Characters; the longest name that there can be has fewer."""

_SEGMENT = re.compile(r"<[^>]+>")


def writers(letters: str) -> frozenset[Writer]:
    """The capacities behind the letters of a column, «TFH»."""
    return frozenset(Writer(letter) for letter in letters)


def family_of(bucket: str) -> Family | None:
    """The family that a bucket's name belongs to; None for what is no bucket's name."""
    return _family_of(bucket) if len(bucket) <= LONGEST_BUCKET else None


@lru_cache(maxsize=4_096)
def _family_of(bucket: str) -> Family | None:
    name, colon, owner = bucket.partition(":")
    try:
        family = Family(name)
    except ValueError:
        return None
    if family in WHOLE_SCHOOL:
        return None if colon else family
    return family if is_id(owner) else None


def owner_of(bucket: str) -> str:
    """The id after the colon: of a form, a course, a plan, a person; empty where there is none."""
    return bucket.partition(":")[2]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell, or a pattern of cells: `topic`, `mark/<pupil>/<work>`, the ids being UUIDs.

    `letters` says who writes it; None means whoever writes the kind. An `identity` cell is
    written once and never changed; nobody empties it, nor one that is `needed`. `good` holds texts
    of values that have been found to be good: marks are much alike, and are asked about by the thousand.
    """

    pattern: str
    shape: Shape
    letters: str | None = None
    identity: bool = False
    needed: bool = False
    good: set[bytes] = field(init=False, repr=False, compare=False, default_factory=set)

    @property
    def never_empty(self) -> bool:
        """Whether no op may make it null."""
        return self.identity or self.needed

    @property
    def head(self) -> str:
        """What stands before the first id."""
        return self.pattern.partition("/")[0]

    @property
    def ids(self) -> int:
        """How many ids follow the head."""
        return len(_SEGMENT.findall(self.pattern))

    @property
    def expression(self) -> str:
        """The pattern as a regular expression."""
        return f"^{_SEGMENT.sub('[0-9a-f-]{36}', self.pattern)}$"


@dataclass(frozen=True, slots=True)
class Natural:
    """An id that follows from cells: UUIDv5 of a namespace and a name made of their values.

    The namespace is the owner of the bucket, or the value of the cell `namespace`.
    """

    name: str
    cells: tuple[str, ...]
    namespace: str | None = None


REMOVED = Cell("removed", Flag())
"""How a record of a kind that may be removed is removed, and brought back."""


@dataclass(frozen=True)
class Kind:
    """A kind of record: where it lives, what cells it has, who writes them.

    `families`: the buckets it may lie in, the usual one first. `letters`: who writes cells that
    do not say otherwise, unknown ones included. `natural`: the ways in which an id follows from
    cells, any of which will do; none means any UUID. `opens_bucket`: the record's id is the
    owner in the bucket's name.
    """

    name: str
    families: tuple[Family, ...]
    letters: str
    cells: tuple[Cell, ...] = ()
    natural: tuple[Natural, ...] = ()
    opens_bucket: bool = False
    removable: bool = True
    _plain: dict[str, Cell] = field(init=False, repr=False, compare=False, default_factory=dict)
    _patterned: dict[str, tuple[Cell, re.Pattern[str]]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )
    _writers: dict[str | None, frozenset[Writer]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        for cell in self.known_cells:
            if cell.ids:
                exact = re.compile(_SEGMENT.sub(UUID, cell.pattern))
                self._patterned[cell.head] = cell, exact
            else:
                self._plain[cell.head] = cell
            self._writers[cell.pattern] = writers(self.letters if cell.letters is None else cell.letters)
        self._writers[None] = writers(self.letters)

    @property
    def known_cells(self) -> tuple[Cell, ...]:
        return (*self.cells, REMOVED) if self.removable else self.cells

    @cached_property
    def all_writers(self) -> frozenset[Writer]:
        """The capacities in which any cell of the kind is written."""
        return frozenset().union(*self._writers.values())

    @cached_property
    def identity(self) -> frozenset[str]:
        """The names of the cells that never change."""
        return frozenset(cell.pattern for cell in self.cells if cell.identity)

    def cell(self, name: str) -> Cell | None:
        """The line for a cell's name; None when the catalogue does not know it.

        Raises ValueError for a name that begins like a known pattern and does not go on like it.
        """
        known = self._plain.get(name)
        if known is not None:
            return known
        patterned = self._patterned.get(name.partition("/")[0])
        if patterned is None:
            return None
        known, exact = patterned
        if exact.fullmatch(name) is None:
            raise ValueError(f"{name[:100]!r} does not name its ids as {known.pattern} does")
        return known

    def writers_of(self, name: str) -> frozenset[Writer]:
        """In which capacities the cell of this name may be written."""
        try:
            known = self.cell(name)
        except ValueError:
            known = None
        return self._writers[known.pattern if known else None]

    def described(self) -> dict[str, Any]:
        """The kind as `GET /v1/catalog` shows it."""
        return {
            "kind": self.name,
            "bucket": str(self.families[0]),
            "buckets": [str(family) for family in self.families],
            "id": self._described_id(),
            "cells": [self._described_cell(cell) for cell in self.known_cells],
            "unknown_cells": {"kept": True, "writers": _shown(self._writers[None])},
        }

    def _described_cell(self, cell: Cell) -> dict[str, Any]:
        schema = cell.shape.schema()
        return {
            "cell": cell.pattern,
            "pattern": cell.expression,
            "identity": cell.identity,
            "writers": _shown(self._writers[cell.pattern]),
            "schema": schema if cell.never_empty else {"anyOf": [{"type": "null"}, schema]},
        }

    def _described_id(self) -> dict[str, Any]:
        if self.opens_bucket:
            return {"rule": "bucket", "says": "the id is the one in the bucket's name"}
        if not self.natural:
            return {"rule": "any", "says": "any UUID; a new record's is a UUIDv7"}
        ways = [{"namespace": way.namespace or "bucket", "name": way.name} for way in self.natural]
        return {"rule": "uuid5", "says": "UUIDv5 of the namespace's id and the name", "ways": ways}


def natural_id_source(way: Natural, bucket: str, cells: Mapping[str, Value]) -> tuple[str, str] | None:
    """Namespace and name from which the id follows; None while a cell is missing."""
    values = {key: cells.get(key) for key in way.cells}
    if any(value is None for value in values.values()):
        return None
    namespace = owner_of(bucket) if way.namespace is None else str(values[way.namespace])
    return (namespace, way.name.format(**values)) if is_id(namespace) else None


def _shown(capacities: frozenset[Writer]) -> list[str]:
    return [writer.name.lower() for writer in Writer if writer in capacities]
