"""The marks beside the database: lost or torn they stop no server and hide no restore."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from server.database import open_engine, reading, sqlite_url
from server.schema import epoch
from server.schools import School
from server.watermark import Mark, Watermarks
from tests.server.conftest import make_server, make_town
from tests.server.running import Running, run_command
from tests.server.town import Lesson, mark


@pytest.mark.parametrize(
    "spoil",
    [Path.unlink, lambda path: os.truncate(path, 9), lambda path: os.truncate(path, 0)],
    ids=["lost", "torn", "emptied"],
)
def test_without_its_marks_a_server_starts_and_begins_a_new_epoch(
    tmp_path: Path, spoil: Callable[[Path], object]
) -> None:
    """Nobody knows then whether the database is as new as it was: clients offer again, nothing is lost."""
    server, op = make_server(tmp_path / "data", None), Lesson().mark("5")
    with server:
        anna = make_town(server).sign_in("anna")
        [first] = anna.push(op)
    spoil(server.folder / "marks.json")

    with server:
        refused = anna.try_push(op)
        anna.greet()
        [again] = anna.push({**op, "receipt": first["receipt"]})
        [later] = anna.push(Lesson().mark("4", base=mark("5")))

    assert refused.json()["code"] == "epoch_changed"
    assert again["status"] == "applied"
    assert later["status"] == "merged"


def test_a_first_start_after_init_needs_no_new_epoch(tmp_path: Path) -> None:
    """An empty database has given no number, and init has written that down."""
    folder = tmp_path / "data"
    done = run_command("init", "--data", str(folder), "--school", "Школа")
    assert done.returncode == 0, done.stderr

    with Running(folder):
        pass

    with reading(open_engine(sqlite_url(folder))) as connection:
        assert list(connection.scalars(select(epoch.c.reason))) == ["made"]


def test_marks_that_the_disk_refused_are_written_at_the_next_try(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk costs a warning, never the server; the old marks stand meanwhile."""

    def refuse(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    school = School(1, "school", "", 3, 0, b"", "epoch", 0, 0, 0)
    marks = Watermarks(tmp_path)
    marks.begin_anew([school])
    marks.note(school, 7)

    with monkeypatch.context() as full:
        full.setattr(os, "fsync", refuse)
        marks.flush()
    kept = list(Watermarks(tmp_path).told("school"))
    marks.flush()

    assert kept == [Mark("epoch", 3)]
    assert list(Watermarks(tmp_path).told("school")) == [Mark("epoch", 7)]
