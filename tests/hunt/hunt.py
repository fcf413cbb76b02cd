"""One hunt: the writers and the reader in processes of their own, and the comparison at the end."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, func, select

from server.checking import check
from server.database import open_engine, reading
from server.schema import bucket, cell, counter, history, record, result
from tests.hunt.reader import Read, follow
from tests.hunt.school import WRITERS, bucket_names, make_school
from tests.hunt.writer import Deeds, Orders, write

_DEADLOCKS = ("40P01", "40001")


@dataclass
class Catch:
    """What came of a hunt; every number but the first five should be 0.

    `missed`: numbers that stand in a bucket and that the reader has passed without seeing; `gaps`:
    numbers of the school that nothing carries; `deadlocks`: of the database, retried ones too;
    `lost`: acknowledged ops without a stored result; `twice`: (op, cell) written more than once.
    """

    transactions: int = 0
    seconds: float = 0.0
    pages: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    met: Counter[str] = field(default_factory=Counter)
    surfaced: int = 0
    missed: int = 0
    stale: int = 0
    backwards: int = 0
    repeated: int = 0
    gaps: int = 0
    lost: int = 0
    twice: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def deadlocks(self) -> int:
        return sum(self.met[code] for code in _DEADLOCKS)

    @property
    def is_empty(self) -> bool:
        """Nothing was caught."""
        readers = self.missed + self.stale + self.backwards + self.repeated
        return not (readers + self.gaps + self.lost + self.twice + self.deadlocks + len(self.faults))


def hunt(
    hands: Executor,
    folder: Path,
    url: str,
    transactions: int,
    *,
    planted: bool = False,
    longest: float = float("inf"),
    meanwhile: Callable[[], None] = lambda: None,
) -> Catch:
    """Let so many transactions be written and followed, for so many seconds at the longest.

    `meanwhile` may disturb them.
    """
    school = make_school(folder, url)
    over = folder / "over"
    began = time.monotonic()
    reader = hands.submit(follow, folder, url, school, over)
    share = transactions // WRITERS
    until = began + longest
    orders = [Orders(folder, url, school, number, share, planted, until) for number in range(WRITERS)]
    writers = [hands.submit(write, one) for one in orders]
    meanwhile()
    deeds = [one.result() for one in writers]
    seconds = time.monotonic() - began
    over.touch()
    catch = Catch(sum(len(one.acknowledged) for one in deeds), seconds)
    _compare(url, school, deeds, reader.result(), catch)
    return catch


def _compare(url: str, school: int, deeds: list[Deeds], read: Read, catch: Catch) -> None:
    for one in deeds:
        catch.statuses.update(one.acknowledged.values())
        catch.met.update(one.met)
        catch.surfaced += one.surfaced.total()
    catch.pages, catch.backwards = read.pages, read.backwards
    engine = open_engine(url)
    with reading(engine) as connection:
        for name in bucket_names():
            _compare_bucket(connection, school, name, read, catch)
        _compare_history(connection, school, {op for one in deeds for op in one.acknowledged}, catch)
        catch.faults = check(connection)
    engine.dispose()


def _compare_bucket(connection: Connection, school: int, name: str, read: Read, catch: Catch) -> None:
    """What stands in a bucket against what the reader holds of it, having read to its end."""
    numbered = (bucket.c.school == school) & (bucket.c.name == name) & (cell.c.bucket == bucket.c.number)
    columns = (record.c.kind, record.c.id, cell.c.name, cell.c.value, cell.c.rev)
    joined = cell.join(record).join(bucket, cell.c.school == bucket.c.school)
    found = connection.execute(select(*columns).select_from(joined).where(numbered)).all()
    standing = {(row.kind, row.id, row.name): (row.value, row.rev) for row in found}
    seen = read.numbers.get(name, [])
    catch.missed += len({rev for _, rev in standing.values()} - set(seen))
    catch.repeated += len(seen) - len(set(seen))
    catch.stale += sum(read.cells[name].get(key) != said for key, said in standing.items())


def _compare_history(connection: Connection, school: int, acknowledged: set[str], catch: Catch) -> None:
    head = connection.scalar(select(counter.c.head).where(counter.c.school == school)) or 0
    of_school = history.c.school == school
    given = set(connection.scalars(select(history.c.rev).where(of_school).distinct()))
    catch.gaps = len(set(range(1, head + 1)) - given)
    stored = set(connection.scalars(select(result.c.op).where(result.c.school == school)))
    catch.lost = len(acknowledged - stored)
    grouped = select(history.c.op).where(of_school & history.c.writes & history.c.name.like("mark/%"))
    again = grouped.group_by(history.c.op, history.c.name).having(func.count() > 1)
    catch.twice = len(connection.execute(again).all())
