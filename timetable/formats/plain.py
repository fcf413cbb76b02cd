"""The nouns, rules and cards of a timetable as plain lists, texts and numbers, and back.

What stands at its default is left out. A reader goes by the types of the fields, names every field
that it does not know, and says where in the file something else stands than can be meant.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, time
from enum import Enum, IntEnum
from typing import Any, TypeVar, get_args, get_origin

from timetable.formats.refusals import BadFile, Why
from timetable.rules.kinds import KINDS
from timetable.rules.rule import Rule

Plain = None | bool | int | float | str | list[Any] | dict[str, Any]
Made = TypeVar("Made")

KIND = "kind"
RULES: Mapping[str, type[Rule]] = {kind.__name__: kind for kind in KINDS}
LARGEST = 10**6
"""More pupils, seats or lessons than a school has; nothing in a timetable is less than 0."""


def plain_of(value: object) -> Plain:
    """A value for JSON; sets are sorted, so that equal problems are equal files."""
    if value is None or (isinstance(value, bool | int | float) and not isinstance(value, Enum)):
        return value
    if isinstance(value, Enum):
        return value.name.lower() if isinstance(value, IntEnum) else value.value
    if isinstance(value, time | date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted((plain_of(one) for one in value), key=repr)
    if isinstance(value, tuple):
        return [plain_of(one) for one in value]
    if isinstance(value, Mapping):
        return [[plain_of(key), plain_of(one)] for key, one in value.items()]
    if is_dataclass(value):
        kind = {KIND: type(value).__name__} if isinstance(value, Rule) else {}
        return kind | {field.name: plain_of(said) for field, said in _said(value)}
    return str(value)


def _said(value: object) -> list[tuple[Field[Any], object]]:
    """The fields that differ from their defaults."""
    pairs = [(field, getattr(value, field.name)) for field in fields(value)]  # type: ignore[arg-type]  # a dataclass
    return [(field, said) for field, said in pairs if said != _default(field)]


def _default(field: Field[Any]) -> object:
    return field.default_factory() if field.default_factory is not MISSING else field.default


def made_of(kind: type[Made], plain: object, path: str) -> Made:
    """A value of this type; BadFile with the path to what cannot be one."""
    made = _made(kind, plain, path)
    return typing.cast(Made, made)


def _made(kind: Any, plain: object, path: str) -> object:
    for fits, make in _MAKERS:
        if fits(kind):
            return make(kind, plain, path)
    raise TypeError(f"no reader for {kind}")


def bad(path: str, found: object, wanted: str) -> BadFile:
    """Something else stands there than can be meant."""
    return BadFile(Why.NOT_A_WORD, found=repr(found)[:60], field=path, known=wanted)


def _scalar(kind: Any, plain: object, path: str) -> object:
    if type(plain) is not kind or (kind is int and not 0 <= int(str(plain)) <= LARGEST):
        raise bad(path, plain, f"0 … {LARGEST}" if kind is int else kind.__name__)
    return plain


def _enum(kind: Any, plain: object, path: str) -> object:
    names = {plain_of(one): one for one in kind}
    if not isinstance(plain, str) or plain not in names:
        raise bad(path, plain, ", ".join(str(name) for name in names))
    return names[plain]


def _moment(kind: Any, plain: object, path: str) -> object:
    try:
        return kind.fromisoformat(plain)
    except (TypeError, ValueError) as broken:
        raise bad(path, plain, "2026-09-01 / 08:30") from broken


def _union(kind: Any, plain: object, path: str) -> object:
    if plain is None:
        return None
    (other,) = (one for one in get_args(kind) if one is not type(None))
    return _made(other, plain, path)


def _listed(plain: object, path: str) -> list[object]:
    if not isinstance(plain, list):
        raise bad(path, plain, "[…]")
    return plain


def _many(kind: Any, plain: object, path: str) -> object:
    inner = get_args(kind)[0]
    made = (_made(inner, one, f"{path}[{index}]") for index, one in enumerate(_listed(plain, path)))
    return frozenset(made) if get_origin(kind) is frozenset else tuple(made)


def _fixed(kind: Any, plain: object, path: str) -> object:
    """A pair, or a named tuple, whose places have types of their own."""
    named = getattr(kind, "_fields", None)
    inner = tuple(typing.get_type_hints(kind).values()) if named else get_args(kind)
    made = _in_turn(inner, plain, path)
    return kind(*made) if named else tuple(made)


def _in_turn(inner: tuple[Any, ...], plain: object, path: str) -> list[object]:
    listed = _listed(plain, path)
    if len(listed) != len(inner):
        raise bad(path, plain, f"[{len(inner)}]")
    pairs = enumerate(zip(inner, listed, strict=True))
    return [_made(one, said, f"{path}[{index}]") for index, (one, said) in pairs]


def _mapping(kind: Any, plain: object, path: str) -> object:
    pairs = enumerate(_listed(plain, path))
    made = (_in_turn(get_args(kind), one, f"{path}[{index}]") for index, one in pairs)
    return {key: value for key, value in made}  # noqa: C416  # dict() wants tuples


def _object(kind: Any, plain: object, path: str) -> object:
    if not isinstance(plain, dict):
        raise bad(path, plain, "{…}")
    given = dict(plain)
    if kind is Rule:
        name = given.pop(KIND, None)
        if not isinstance(name, str) or name not in RULES:
            raise bad(f"{path}.{KIND}", name, ", ".join(RULES))
        kind = RULES[name]
    hints = typing.get_type_hints(kind)
    known = {field.name: field for field in fields(kind)}
    for stranger in given.keys() - known.keys():
        raise bad(f"{path}.{stranger}", given[stranger], ", ".join(known))
    for field in known.values():
        if field.name not in given and _default(field) is MISSING:
            raise BadFile(Why.NO_FIELD, record=path, field=field.name)
    return kind(**{name: _made(hints[name], said, f"{path}.{name}") for name, said in given.items()})


def _is_many(kind: Any) -> bool:
    return get_origin(kind) is frozenset or (get_origin(kind) is tuple and get_args(kind)[1:] == (...,))


_MAKERS: tuple[tuple[Callable[[Any], bool], Callable[[Any, object, str], object]], ...] = (
    (lambda kind: kind in (str, int, bool), _scalar),
    (lambda kind: kind in (time, date), _moment),
    (lambda kind: isinstance(kind, type) and issubclass(kind, Enum), _enum),
    (lambda kind: get_origin(kind) is types.UnionType, _union),
    (_is_many, _many),
    (lambda kind: get_origin(kind) is tuple or hasattr(kind, "_fields"), _fixed),
    (lambda kind: isinstance(get_origin(kind), type) and issubclass(get_origin(kind), Mapping), _mapping),
    (is_dataclass, _object),
)
