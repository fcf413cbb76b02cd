"""A reader with cursors: follows every bucket page by page while others write."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from server import feed
from server.database import reading
from server.schools import read_school_number
from server.scopes import View, open_view
from server.service import Service, open_service
from sync.messages import PullRequest
from tests.hunt.school import HEAD, bucket_names, person

_Cell = tuple[str, str, str]


@dataclass
class Read:
    """What the reader holds at the end.

    `numbers`: those that it saw in each bucket, in the order of seeing; `cells`: value and number of
    each cell as it was last told; `cursors`: how far it believes to have read; `backwards`: how often
    a page told of a number at or below the cursor.
    """

    numbers: dict[str, list[int]] = field(default_factory=dict)
    cells: dict[str, dict[_Cell, tuple[str, int]]] = field(default_factory=dict)
    cursors: dict[str, int] = field(default_factory=dict)
    backwards: int = 0
    pages: int = 0
    cut: int = 0


def follow(folder: Path, url: str, school: int, over: Path) -> Read:
    """Read on until the file `over` is there and nothing more comes."""
    service = open_service(folder, url)
    read = Read(cursors=dict.fromkeys(bucket_names(), 0))
    while True:
        is_last = over.exists()
        try:
            moved = _pull(service, school, read)
        except DBAPIError:
            read.cut += 1
            time.sleep(0.1)
            continue
        if is_last and not moved:
            break
    service.engine.dispose()
    return read


def _pull(service: Service, school: int, read: Read) -> bool:
    with reading(service.engine) as connection:
        view = _view(service, connection, school)
        request = PullRequest(view.school.epoch, read.cursors)
        answer = feed.pull(connection, view, request)
    moved = False
    for name, page in answer.buckets.items():
        read.pages += bool(page.records)
        moved |= page.next != read.cursors[name]
        told = [
            ((record.kind, record.id, cell), (bytes(sent.v).decode(), sent.rev))
            for record in page.records
            for cell, sent in record.cells.items()
        ]
        numbers = sorted({rev for _, (_, rev) in told})
        read.backwards += sum(number <= read.cursors[name] for number in numbers)
        read.numbers.setdefault(name, []).extend(numbers)
        read.cells.setdefault(name, {}).update(told)
        read.cursors[name] = page.next
    return moved


def _view(service: Service, connection: Connection, school: int) -> View:
    return open_view(connection, service.shelf, read_school_number(connection, school), person(school, HEAD))
