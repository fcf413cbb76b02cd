"""The store as a whole: what was done is there when it is opened again, and two programs never share it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import inspect

from desktop.models import tables
from desktop.models.faults import Busy, Damaged
from desktop.models.layout import Layout
from desktop.models.store import Store, open_store
from sync.failpoint import armed
from sync.shelf import BucketState, OpState
from tests.desktop.models.conftest import KEY, Opener
from tests.desktop.models.making import COURSE, NOON, acknowledge, make_op, type_op


class PlugPulled(BaseException):
    """The program dies here."""


def pull_at(moment: str) -> Callable[[str], None]:
    """A failpoint that pulls the plug at this moment."""

    def pull(reached: str) -> None:
        if reached == moment:
            raise PlugPulled

    return pull


def test_what_was_done_is_there_when_the_store_is_opened_again(opened: Opener) -> None:
    """Queue, fates, buckets and meta outlive the program, in the order of the queue."""
    store = opened()
    first = type_op(store.shelf)
    second = acknowledge(store.shelf, type_op(store.shelf))
    with store.shelf.transaction():
        store.shelf.put_meta("epoch", "e")
        store.shelf.put_bucket(BucketState(COURSE, "7Б", 3))

    again = opened()

    assert again.shelf.read_ops(OpState) == [first, second]
    assert again.shelf.read_meta("epoch") == "e"
    assert again.shelf.read_buckets() == {COURSE: BucketState(COURSE, "7Б", 3)}
    assert again.taken_back == 0


def test_the_files_of_a_store_are_private(opened: Opener, folder: Path) -> None:
    """Another account of the computer may not even list them."""
    type_op(opened().shelf)

    if sys.platform != "win32":
        assert folder.stat().st_mode & 0o777 == 0o700
        assert {path.stat().st_mode & 0o077 for path in folder.iterdir()} == {0}


def test_the_migrations_make_the_tables_that_the_program_knows(opened: Opener) -> None:
    """Tables, columns, keys and indexes are the same in the migrations and in SQLAlchemy's eyes."""
    found = inspect(opened()._connection)

    for table in tables.metadata.sorted_tables:
        columns = {c["name"]: (str(c["type"]), c["nullable"]) for c in found.get_columns(table.name)}
        assert columns == {c.name: (str(c.type), c.nullable) for c in table.columns}
        assert found.get_pk_constraint(table.name)["constrained_columns"] == [
            column.name for column in table.primary_key
        ]
        assert {i["name"] for i in found.get_indexes(table.name)} == {i.name for i in table.indexes}
    assert set(found.get_table_names()) == set(tables.metadata.tables)


def test_the_disk_is_asked_for_what_the_store_promises(opened: Opener) -> None:
    """The settings of SQLite that encryption and durability stand on are really on."""
    connection = opened()._connection

    told = {
        name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
        for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "temp_store")
    }

    full, on, memory = 2, 1, 2
    assert told == {
        "journal_mode": "wal",
        "synchronous": full,
        "foreign_keys": on,
        "secure_delete": on,
        "temp_store": memory,
    }
    assert connection.exec_driver_sql("PRAGMA cipher_version").scalar()


def test_another_key_opens_nothing(opened: Opener, folder: Path) -> None:
    """A store does not answer to a colleague's key, and takes no harm from it."""
    own = type_op(opened().shelf)
    opened().close()

    with pytest.raises(Damaged):
        open_store(folder, bytes(32))

    assert opened().shelf.read_ops(OpState) == [own]


def test_a_second_program_is_refused(opened: Opener, folder: Path) -> None:
    """Two programs never share a store; the second gets it when the first is closed."""
    store = opened()

    with pytest.raises(Busy):
        open_store(folder, KEY)
    store.close()

    open_store(folder, KEY).close()


HOLDER = """
import sys
from pathlib import Path
from desktop.models.store import open_store
store = open_store(Path(sys.argv[1]), bytes(range(32)))
print("open", flush=True)
sys.stdin.read()
"""


def test_a_killed_program_bars_nobody(folder: Path) -> None:
    """The system gives the claim back when its holder dies, however it dies."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"open\n"
        with pytest.raises(Busy):
            open_store(folder, KEY)
        holder.kill()
        holder.wait()

    open_store(folder, KEY).close()


def reopened_after(folder: Path, moment: str) -> tuple[Store, str]:
    """Type one op, pull the plug at this moment of the next; the store opened again, and the next op's id."""
    store = open_store(folder, KEY)
    type_op(store.shelf)
    op = make_op()

    def type_it() -> None:
        with store.shelf.transaction():
            store.shelf.append_op(op)

    with pytest.raises(PlugPulled), armed(pull_at(moment)):
        type_it()
    store.close()
    return open_store(folder, KEY), op.op


@pytest.mark.parametrize(
    ("moment", "there", "taken_back"),
    [
        ("store.before-journal", False, 0),
        ("store.before-commit", True, 1),
        ("store.after-commit", True, 0),
    ],
)
def test_a_plug_pulled_between_journal_and_database(
    folder: Path, moment: str, there: bool, taken_back: int
) -> None:
    """What the journal has and the database has not comes back; what neither has was never painted."""
    store, op = reopened_after(folder, moment)

    queue = [own.op.op for own in store.shelf.read_ops([OpState.QUEUED])]
    store.close()

    assert (op in queue, store.taken_back) == (there, taken_back)
    assert len(queue) == 1 + there


def test_a_lost_journal_is_written_anew(opened: Opener, folder: Path) -> None:
    """Somebody has deleted the journal: every op gets its line again, and numbers go on."""
    store = opened()
    owns = [type_op(store.shelf) for _ in range(3)]
    store.close()
    Layout(folder).journal.unlink()

    opened()
    later = type_op(opened().shelf)
    opened().close()
    Layout(folder).database.unlink()

    with pytest.raises(Damaged) as damage:
        open_store(folder, KEY)
    assert damage.value.safe is not None
    assert damage.value.safe.journal_ops == len([*owns, later])


def test_forgotten_ops_do_not_come_back(opened: Opener) -> None:
    """Old acknowledged ops that still have their lines in the journal are not taken back at each start."""
    store = opened()
    told = acknowledge(store.shelf, type_op(store.shelf), at="2026-01-01T00:00:00+00:00")
    with store.shelf.transaction():
        store.shelf.put_op(replace(told, overlays=False))
        store.shelf.forget_ops("2026-02-01")

    again = opened()

    assert again.shelf.read_ops(OpState) == []
    assert again.taken_back == 0


def test_a_grown_journal_is_shortened(opened: Opener, folder: Path) -> None:
    """Beyond a megabyte the journal forgets what was acknowledged more than sixty days ago."""
    store = opened()
    now = datetime(2026, 11, 21, tzinfo=UTC)
    for days in (63, 61, 59):
        at = (now - timedelta(days=days)).isoformat()
        acknowledge(store.shelf, type_op(store.shelf, reason="x" * 400_000), at=at)
    before = Layout(folder).journal.stat().st_size

    store.tidy(now)

    assert Layout(folder).journal.stat().st_size < before / 2
    assert opened().shelf.read_ops(OpState)[0].answered_at


def test_a_write_outside_a_transaction_is_a_mistake_of_ours(opened: Opener) -> None:
    """It would be half of something, so it is refused."""
    with pytest.raises(RuntimeError):
        opened().shelf.put_meta("epoch", NOON)
