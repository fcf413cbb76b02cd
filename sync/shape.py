"""Shapes of values: each tells what is wrong with a value and describes itself as a JSON Schema.

Asked thousands of times in one push, so built once; looking is all it does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from sync.record import Value

LONGEST_TEXT = 20_000
LONGEST_LIST = 2_000
GREATEST_NUMBER = (1 << 53) - 1
"""The greatest integer that every JSON reader keeps whole."""

UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_UUID = re.compile(UUID).fullmatch
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}").fullmatch
_MOMENT = re.compile(r"(?a)(19[7-9]|20\d)\d(-\d\d){2}T(\d\d:){2}\d\d([.]\d{1,9})?(Z|[+-]\d\d:\d\d)").fullmatch
_OP = re.compile(r"[0-9a-f]{32}").fullmatch
_DECIMAL = re.compile(r"[0-9]{1,4}([.][0-9]{1,4}|/[1-9][0-9]{0,3})?").fullmatch

Schema = dict[str, Any]


def is_id(text: object) -> bool:
    """Whether this is the canonical text of a UUID: lower case, with hyphens."""
    return isinstance(text, str) and _UUID(text) is not None


def is_op_id(text: object) -> bool:
    """Whether this is the id of an op or a device: 32 hex digits, lower case."""
    return isinstance(text, str) and _OP(text) is not None


class Shape(Protocol):
    """What values of a cell look like; an empty cell (null) is never asked about."""

    def fault(self, value: Value) -> str | None:
        """What is wrong, as the end of a sentence that names the cell; None when nothing is."""
        ...

    def schema(self) -> Schema:
        """The same as a JSON Schema (2020-12)."""
        ...


@dataclass(frozen=True, slots=True)
class Text:
    """A string; `least` 1 forbids the empty one."""

    longest: int = LONGEST_TEXT
    least: int = 0

    def fault(self, value: Value) -> str | None:
        if not isinstance(value, str):
            return "must be a string"
        if not self.least <= len(value) <= self.longest:
            return f"must be {self.least} to {self.longest} characters long"
        return None

    def schema(self) -> Schema:
        shown: Schema = {"type": "string", "maxLength": self.longest}
        return {**shown, "minLength": self.least} if self.least else shown


@dataclass(frozen=True, slots=True)
class Id:
    """The UUID of a record."""

    def fault(self, value: Value) -> str | None:
        return None if is_id(value) else "must be a UUID in lower case"

    def schema(self) -> Schema:
        return {"type": "string", "format": "uuid"}


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day, `2026-11-21`."""

    def fault(self, value: Value) -> str | None:
        return None if is_day(value) else "must be a date like 2026-11-21"

    def schema(self) -> Schema:
        return {"type": "string", "format": "date"}


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment with its offset, `2026-11-21T17:02:10+03:00`."""

    def fault(self, value: Value) -> str | None:
        return None if is_moment(value) else "must be a time with an offset"

    def schema(self) -> Schema:
        return {"type": "string", "format": "date-time"}


@dataclass(frozen=True, slots=True)
class Written:
    """A string written in one way: a time of the day, the id of an op."""

    expression: str
    says: str

    def fault(self, value: Value) -> str | None:
        found = re.fullmatch(self.expression, value) if isinstance(value, str) else None
        return f"must be {self.says}" if found is None else None

    def schema(self) -> Schema:
        return {"type": "string", "pattern": f"^{self.expression}$"}


CLOCK = Written("([01][0-9]|2[0-3]):[0-5][0-9]", "a time like 08:30")
OP_ID = Written("[0-9a-f]{32}", "32 hex digits")


@dataclass(frozen=True, slots=True)
class Whole:
    """An integer between two bounds, both included."""

    least: int = 0
    most: int = GREATEST_NUMBER

    def fault(self, value: Value) -> str | None:
        good = type(value) is int and self.least <= value <= self.most
        return None if good else f"must be an integer from {self.least} to {self.most}"

    def schema(self) -> Schema:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True, slots=True)
class Measure:
    """An amount: an integer, or a fraction as a string («0.5», «1/2»)."""

    def fault(self, value: Value) -> str | None:
        if isinstance(value, str):
            good = _DECIMAL(value) is not None
        else:
            good = type(value) is int and 0 <= value <= GREATEST_NUMBER
        return None if good else "must be an integer, or a fraction as a string"

    def schema(self) -> Schema:
        text = {"type": "string", "pattern": "^[0-9]{1,4}([.][0-9]{1,4}|/[1-9][0-9]{0,3})?$"}
        return {"anyOf": [{"type": "integer", "minimum": 0}, text]}


@dataclass(frozen=True, slots=True)
class Flag:
    """True or false; `only` leaves one of them."""

    only: bool | None = None

    def fault(self, value: Value) -> str | None:
        if not isinstance(value, bool):
            return "must be true or false"
        return None if self.only in (None, value) else f"must be {str(self.only).lower()}"

    def schema(self) -> Schema:
        return {"type": "boolean"} if self.only is None else {"const": self.only}


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of a few words."""

    words: tuple[str, ...]

    def fault(self, value: Value) -> str | None:
        return None if value in self.words else f"must be one of {', '.join(self.words)}"

    def schema(self) -> Schema:
        return {"enum": list(self.words)}


@dataclass(frozen=True, slots=True)
class Anything:
    """Any JSON value that the protocol carries."""

    def fault(self, value: Value) -> str | None:
        return None

    def schema(self) -> Schema:
        return {}


@dataclass(frozen=True, slots=True)
class OrNull:
    """A value that may be null inside an object."""

    shape: Shape

    def fault(self, value: Value) -> str | None:
        return None if value is None else self.shape.fault(value)

    def schema(self) -> Schema:
        return {"anyOf": [{"type": "null"}, self.shape.schema()]}


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of values of one shape."""

    shape: Shape
    least: int = 0
    most: int = LONGEST_LIST

    def fault(self, value: Value) -> str | None:
        if not isinstance(value, list):
            return "must be a list"
        if not self.least <= len(value) <= self.most:
            return f"must have {self.least} to {self.most} items"
        for item in value:
            fault = self.shape.fault(item)
            if fault is not None:
                return f"has an item that {fault}"
        return None

    def schema(self) -> Schema:
        return {
            "type": "array",
            "items": self.shape.schema(),
            "minItems": self.least,
            "maxItems": self.most,
        }


@dataclass(frozen=True, slots=True)
class Table:
    """An object whose keys are not known beforehand, all with values of one shape."""

    shape: Shape

    def fault(self, value: Value) -> str | None:
        if not isinstance(value, dict):
            return "must be an object"
        for key, item in value.items():
            fault = self.shape.fault(item)
            if fault is not None:
                return f"has {key!r} that {fault}"
        return None

    def schema(self) -> Schema:
        return {"type": "object", "additionalProperties": self.shape.schema()}


@dataclass(frozen=True, slots=True)
class Keys:
    """An object: every listed key is required, unknown ones are kept.

    An object in which all keys of `some` are empty or false is refused: it says nothing, and
    nothing is written as null.
    """

    shapes: Mapping[str, Shape] = field(hash=False)
    some: tuple[str, ...] = ()

    def fault(self, value: Value) -> str | None:
        if not isinstance(value, dict):
            return "must be an object"
        for key, shape in self.shapes.items():
            if key not in value:
                return f"lacks {key!r}"
            fault = shape.fault(value[key])
            if fault is not None:
                return f"has {key!r} that {fault}"
        if self.some and not any(value[key] for key in self.some):
            return "must be null when it is empty"
        return None

    def schema(self) -> Schema:
        properties = {key: shape.schema() for key, shape in self.shapes.items()}
        return {"type": "object", "properties": properties, "required": list(self.shapes)}


def is_day(text: object) -> bool:
    """Whether this is a day of the calendar as the protocol writes it."""
    return _is_read(text, _DAY, date.fromisoformat)


def is_moment(text: object) -> bool:
    """Whether this is a moment with its offset (RFC 3339), of the years 1970 to 2099."""
    return _is_read(text, _MOMENT, datetime.fromisoformat)


def _is_read(text: object, looks: Callable[[str], object], read: Callable[[str], object]) -> bool:
    if not isinstance(text, str) or looks(text) is None:
        return False
    try:
        read(text)
    except ValueError:
        return False
    return True
