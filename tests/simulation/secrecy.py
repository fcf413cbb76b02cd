"""Oracle 9: what leaves the server is looked at as bytes and as records, whoever asked and however."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sync.messages import PullAnswer, RecordSent, Snapshot
from sync.record import RecordKey
from tests.simulation.broken import Broken
from tests.simulation.region import Region
from tests.simulation.world import COURSE, LESSONS, OFFICE, OTHER_COURSE, mark_of

_TELLING: Mapping[str, tuple[bytes, ...]] = {
    OFFICE: (b'"kind":"review"',),
    **{
        course: (
            mark_of(course).encode(),
            *(lesson.encode() for lesson, home in LESSONS.items() if home == course),
        )
        for course in (COURSE, OTHER_COURSE)
    },
}
"""Words that occur in the answers of nobody who may not read the bucket."""


def no_foreign_byte(region: Region, person: str, what: str, message: Any, sent: bytes) -> None:
    """9: no byte of a bucket without right, neither a value nor a record's name.

    The bucket's own name goes only to whoever has asked for it by name.
    """
    allowed = region.buckets_of(person)
    for bucket, words in _TELLING.items():
        if bucket not in allowed:
            for word in (*words, bucket.encode()) if what == "hello" else words:
                if word in sent:
                    raise Broken(9, f"{person} was told {word!r} of {bucket} by {what}")
    for bucket, records in _told(message).items():
        if bucket not in allowed:
            raise Broken(9, f"{person} was told of {bucket} by {what}")
        for record in records:
            if region.state.records[RecordKey(record.kind, record.id)].bucket != bucket:
                raise Broken(9, f"{person} was told of {record.kind} {record.id} in {bucket}, by {what}")


def _told(message: Any) -> Mapping[str, Iterable[RecordSent]]:
    if isinstance(message, Snapshot):
        return {message.bucket: message.records}
    if isinstance(message, PullAnswer):
        return {bucket: page.records for bucket, page in message.buckets.items()}
    return {}
