"""Laying before the judge what a batch touches, in a number of statements that does not grow with it.

Records are locked in the order of their keys before the stored answers are looked up: whoever
pushes the same batch twice at once meets the answer of the first.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, Select, select

from server.database import insert_missing
from server.refusal import Refused
from server.schema import bucket, cell, record, record_key, result
from server.schools import School
from sync.books import Books
from sync.catalog import KINDS
from sync.identity import review_id, verdict_id
from sync.kind import family_of
from sync.kinds_private import DECISION
from sync.messages import Op, Result
from sync.outcome import Stored
from sync.record import RecordKey, fingerprint_of_texts, parse_canonical
from sync.reviews import OFFICE, REVIEW
from sync.rights import MAY_WAIT
from sync.ruling import Author
from sync.shape import is_id
from sync.standing import Place, Record, Standing

MOST_BESIDE = 20_000
"""How many records beside the ops' own a batch may need: a statement names only so many."""

_CELLS = (cell.c.name, cell.c.rev, cell.c.value, cell.c.at_epoch, cell.c.at_number, cell.c.floor)
_COLUMNS = (record.c.key, record.c.kind, record.c.id, record.c.bucket, *_CELLS, cell.c.author, cell.c.made_at)


@dataclass
class Loaded:
    """What was read for a batch: the books, and how each record looked before it was judged."""

    books: Books
    fingerprints: dict[RecordKey, int] = field(default_factory=dict)
    inserted: dict[RecordKey, bytes] = field(default_factory=dict)
    """The ops' records, which are in the table now, with cells or without."""


@dataclass(frozen=True, slots=True)
class _Target:
    """The record on which a review's ops wait."""

    key: bytes
    bucket: str


def load(
    connection: Connection, school: School, epochs: dict[int, str], author: Author, ops: list[Op]
) -> Loaded:
    """Lock and read everything that judging these ops of one author may need. Raises Refused (413)."""
    beside = set(_keys_beside(author, ops))
    if len(beside) > MOST_BESIDE:
        raise Refused(413, "too_large", "the decisions of one push name too many ops")
    loaded = Loaded(Books(school.epoch))
    own = {RecordKey(op.kind, op.id): op for op in ops if _may_exist(op)}
    loaded.inserted = {key: record_key(*key) for key in own}
    rows = [_row(school, key, loaded.inserted[key], op.bucket) for key, op in own.items()]
    insert_missing(connection, record, sorted(rows, key=lambda row: row["key"]))
    targets = _read_targets(connection, school, ops)
    about = [*loaded.inserted.values(), *(target.key for target in targets)]
    keys = [*about, *beside]
    _lock(connection, school, keys)
    _read_results(connection, school, author, ops, loaded.books)
    in_keys, in_about = record.c.key.in_(keys), record.c.about.in_(about)
    for condition in (in_keys, in_about):
        _read_records(connection, school, epochs, condition, loaded)
    named = {op.bucket for op in ops if family_of(op.bucket) is not None}
    buckets = named | {target.bucket for target in targets} | {OFFICE}
    loaded.books.heads.update(_read_heads(connection, school, buckets))
    return loaded


def _may_exist(op: Op) -> bool:
    return op.kind in KINDS and is_id(op.id) and family_of(op.bucket) is not None


def _row(school: School, key: RecordKey, hashed: bytes, bucket_name: str) -> dict[str, Any]:
    return {
        "school": school.number,
        "key": hashed,
        "kind": key.kind,
        "id": key.id,
        "bucket": bucket_name,
        "about": None,
    }


def _keys_beside(author: Author, ops: list[Op]) -> Iterator[bytes]:
    """Keys of conflicts that ops resolve, reviews in which they may come to wait, their verdicts."""
    for record_id in {op.id for op in ops if op.kind in MAY_WAIT and is_id(op.id)}:
        yield record_key(REVIEW, review_id(record_id, author.person))
    for op in ops:
        if op.resolves is not None:
            yield record_key("conflict", op.resolves)
        if is_id(op.id) and (op.kind == REVIEW or op.receipt is not None):
            review = op.id if op.kind == REVIEW else review_id(op.id, author.person)
            for waiting in (op.op, *_decided(op)):
                yield record_key("verdict", verdict_id(review, waiting))


def _decided(op: Op) -> list[str]:
    """The ops that a decision names; nothing for any other op, nor for a decision out of shape."""
    change = op.cells.get("decision") if op.kind == REVIEW else None
    if change is None or change.new is None or DECISION.fault(change.new) is not None:
        return []
    named: list[str] = change.new["ops"]
    return named


def _read_targets(connection: Connection, school: School, ops: list[Op]) -> list[_Target]:
    reviews = [record_key(op.kind, op.id) for op in ops if op.kind == REVIEW]
    if not reviews:
        return []
    of_reviews = (cell.c.school == school.number) & cell.c.record.in_(reviews) & (cell.c.name == "record")
    texts = connection.scalars(select(cell.c.value).where(of_reviews)).all()
    found = [parse_canonical(text) for text in texts]
    return [_Target(record_key(one["kind"], one["id"]), one["bucket"]) for one in found if one]


def _lock(connection: Connection, school: School, keys: list[bytes]) -> None:
    wanted = (record.c.school == school.number) & record.c.key.in_(keys)
    connection.execute(select(record.c.key).where(wanted).order_by(record.c.key).with_for_update()).all()


def _read_results(
    connection: Connection, school: School, author: Author, ops: list[Op], books: Books
) -> None:
    wanted = (result.c.school == school.number) & (result.c.person == author.person)
    wanted &= result.c.op.in_({op.op for op in ops})
    for row in connection.execute(select(result.c.op, result.c.body, result.c.answer).where(wanted)):
        books.stored[author.person, row.op] = Stored(row.body, msgspec.json.decode(row.answer, type=Result))


def _read_records(
    connection: Connection,
    school: School,
    epochs: dict[int, str],
    condition: ColumnElement[bool],
    loaded: Loaded,
) -> None:
    found: dict[RecordKey, list[Row[*tuple[Any, ...]]]] = {}
    for row in connection.execute(_cells_where(school, condition)):
        found.setdefault(RecordKey(row.kind, row.id), []).append(row)
    for key, rows in found.items():
        if key not in loaded.books.records:
            loaded.books.add(_record(key, rows, epochs))
            texts = {row.name: row.value for row in rows}
            loaded.fingerprints[key] = fingerprint_of_texts(key.kind, key.id, texts)


def _cells_where(school: School, condition: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    of_school = record.c.school == school.number
    return select(*_COLUMNS).select_from(record.join(cell)).where(of_school & condition)


def _record(key: RecordKey, rows: Iterable[Row[*tuple[Any, ...]]], epochs: dict[int, str]) -> Record:
    cells = {row.name: _standing(row, epochs) for row in rows}
    bucket_name = next(iter(rows)).bucket
    return Record(key.kind, key.id, bucket_name, cells, max(one.rev for one in cells.values()))


def _standing(row: Row[*tuple[Any, ...]], epochs: dict[int, str]) -> Standing:
    at = None if row.at_epoch is None else Place(epochs[row.at_epoch], row.at_number)
    floor = json.loads(row.floor) if row.floor else {}
    return Standing(parse_canonical(row.value), row.rev, at, floor, row.author, row.made_at)


def _read_heads(connection: Connection, school: School, names: set[str]) -> dict[str, int]:
    wanted = (bucket.c.school == school.number) & bucket.c.name.in_(names)
    rows = connection.execute(select(bucket.c.name, bucket.c.head).where(wanted))
    return {row.name: row.head for row in rows}
