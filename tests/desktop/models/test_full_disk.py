"""A full disk: a clear refusal, nothing half-written, and the next try is none the worse."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest

from desktop.models.durable import put_file
from desktop.models.faults import NotWritten
from desktop.models.op_journal import OpJournal
from desktop.models.store import open_store
from sync.shelf import CellRow, OpState, OwnOp
from tests.desktop.models.conftest import Opener
from tests.desktop.models.doomed import KEY, Doomed, open_on_a_full_disk, type_on_a_full_disk
from tests.desktop.models.making import COURSE, make_op, type_op


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot limit the length of files")
def test_whichever_write_the_disk_refuses_nothing_is_half_written(folder: Path) -> None:
    """The limit falls into the journal, into the log and behind both; each refused op changes nothing."""
    said = Doomed(type_on_a_full_disk, folder).said_to_the_end()

    store = open_store(folder, KEY)
    assert len(store.shelf.read_ops([OpState.QUEUED])) == 3 + len(said)
    assert store.taken_back == 0
    store.check()
    store.close()
    assert set(said) == {"refused, unchanged", "taken"}
    assert said.count("refused, unchanged") > 10


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot limit the length of files")
def test_a_store_opens_on_a_full_disk(opened: Opener, folder: Path) -> None:
    """Who cannot write can still read, and export: opening needs no room."""
    store = opened()
    type_op(store.shelf)
    store.close()

    assert Doomed(open_on_a_full_disk, folder).said_to_the_end() == ["1", "refused"]


def test_a_database_that_may_not_grow_refuses_and_stands(opened: Opener) -> None:
    """SQLite's own word for a full disk becomes the same fault, and says what it is."""
    store = opened()
    own = type_op(store.shelf)
    pages = store._connection.exec_driver_sql("PRAGMA page_count").scalar()
    store._connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    rows = [CellRow("lesson", f"l{n}", "topic", "слово " * 40, 1) for n in range(1000)]

    with pytest.raises(NotWritten) as refusal, store.shelf.transaction():
        store.shelf.put_base(COURSE, rows)

    assert refusal.value.full
    assert store.shelf.read_ops(OpState) == [own]
    assert store.shelf.read_base(COURSE) == {}


class FullDisk:
    """Stands for `os.write` on a disk with room for so many bytes more."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._write = os.write

    def __call__(self, descriptor: int, content: memoryview) -> int:
        helping = content[: self._room]
        if not helping:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self._room -= len(helping)
        return self._write(descriptor, helping)


@pytest.mark.parametrize("room", [0, 1, 100, 700])
def test_half_a_line_of_the_journal_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    """The disk takes a part of the line and no more: the journal is cut to what it was."""
    journal = OpJournal(tmp_path / "ops.log", KEY)
    journal.append([OwnOp(1, make_op())])
    before = journal.path.read_bytes()

    with monkeypatch.context() as full:
        full.setattr(os, "write", FullDisk(room))
        with pytest.raises(OSError, match="No space"):
            journal.append([OwnOp(2, make_op(reason="x" * 1000))])

    assert journal.path.read_bytes() == before
    journal.append([OwnOp(2, make_op())])
    assert len(journal.latest()) == 2
    journal.close()


def test_a_full_journal_is_told_as_a_full_disk(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fault says that room is wanting, and the queue is as it was."""
    store = opened()

    with monkeypatch.context() as full:
        full.setattr(os, "write", FullDisk(0))
        with pytest.raises(NotWritten) as refusal:
            type_op(store.shelf)

    assert refusal.value.full
    assert store.shelf.read_ops(OpState) == []


def test_a_file_that_could_not_be_exchanged_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings and key boxes are written beside and exchanged: the old content stands, no litter stays."""
    path = tmp_path / "key.json"
    put_file(path, b"old", "settings")

    with monkeypatch.context() as full:
        full.setattr(os, "write", FullDisk(2))
        with pytest.raises(OSError, match="No space"):
            put_file(path, b"a new content", "settings")

    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
