"""Rules and norms as they travel: a rule's key names its kind, its value holds its fields."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import msgspec

from desktop.models.reading import wire
from sync.record import Cells, Value
from timetable.norm_tables import BadNorms, read_tables, write_tables
from timetable.norms import Norms
from timetable.rules.kinds import KINDS
from timetable.rules.rule import PRICES, Rule

_HEAD = "timetable."
_PIECE = 10_000
_MOST = 7 * 16
"""The places of a week: no rule means a greater number."""
_NOT_RULES = ("timetable.week", "timetable.norms")


def kind_name(kind: type[Rule]) -> str:
    """«max_gaps» for MaxGaps: what stands in a rule's key, and in a version's parts."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()


_KINDS: Mapping[str, type[Rule]] = MappingProxyType({kind_name(kind): kind for kind in KINDS})


@dataclass(frozen=True, slots=True)
class RuleNote:
    """A rule and the id of its record, under which it is changed and removed."""

    id: str
    rule: Rule


def is_rule(key: Value) -> bool:
    """Whether a rule record of this key says something that a week must obey."""
    return isinstance(key, str) and key.startswith(_HEAD) and key not in _NOT_RULES


def read_note(id: str, cells: Cells) -> RuleNote | None:
    """The rule of a record; None for one that this program cannot read."""
    kind = _KINDS.get(wire.text(cells, "key").removeprefix(_HEAD))
    if kind is None or not _is_sane(cells.get("value")):
        return None
    try:
        rule = msgspec.convert(cells.get("value"), kind)
    except msgspec.ValidationError:
        return None
    return RuleNote(id, rule) if rule.weight is None or 1 <= rule.weight <= len(PRICES) else None


def write_rule(rule: Rule) -> dict[str, Value]:
    """The cells of a rule's record."""
    return {"key": _HEAD + kind_name(type(rule)), "value": _plain(rule)}


def default_id(number: int, rule: Rule) -> str:
    """The id of a rule that every school begins with: two people who first change one meet in one record."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{_HEAD}{kind_name(type(rule))}/{number}"))


def setting_id(key: str) -> str:
    """The id of the one record that holds the school's week, or its norms."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, key))


def read_norms(value: Value) -> Norms | None:
    """A table of norms; None where there is none, or a damaged one."""
    pieces = value if isinstance(value, list) else []
    text = "".join(piece for piece in pieces if isinstance(piece, str))
    try:
        return read_tables(text)[0] if text else None
    except BadNorms:
        return None


def write_norms(norms: Norms) -> Value:
    """A table of norms as the wire takes it: the text of its file in pieces, for it is a long one."""
    text = write_tables([norms])
    return [text[at : at + _PIECE] for at in range(0, len(text), _PIECE)]


def _is_sane(value: Value) -> bool:
    """Whether no number in it is beyond any week: such a rule would cost hours or memory to look at."""
    if isinstance(value, int):
        return 0 <= value <= _MOST
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return all(_is_sane(one) for one in inner)


def _plain(value: Any) -> Value:
    return msgspec.json.decode(msgspec.json.encode(value, order="deterministic"))
