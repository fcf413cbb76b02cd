"""Nothing counts before it is flushed: the order in which both sides ask the disk."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from nacl.public import PrivateKey

from desktop.models.durable import copy_file, put_file, shred
from desktop.models.keys import Cost
from desktop.models.lockbox import Lockbox
from desktop.models.remembered import put_seal_key
from desktop.models.rescue import open_last_copy
from desktop.models.store import Store, open_store
from desktop.settings import DEVICE, Settings
from server import portable
from server.database import migrate, open_engine, reading, sqlite_url
from server.folder import remember_url
from server.keys import load_keys
from server.schools import School
from server.watermark import Watermarks
from sync.failpoint import armed
from sync.shelf import OwnOp
from tests.desktop.models.doomed import KEY
from tests.desktop.models.making import NOON, make_op, type_op
from tests.processes.disk import Asked, Disk, exchanged


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An open store with an op."""
    made = open_store(tmp_path / "store", KEY)
    type_op(made.shelf)
    return made


def test_an_op_is_flushed_before_its_transaction_commits(store: Store, disk: Disk) -> None:
    """First the whole line of the journal, then the commit; only then is anything painted."""
    said: list[Asked | str] = []
    journal = store.layout.journal

    def note(point: str) -> None:
        said.extend((*disk.asked, point))
        disk.asked.clear()

    with armed(note):
        type_op(store.shelf)

    assert said == [
        "store.before-journal",
        "op-journal.appended",
        Asked("sync", journal, journal.stat().st_size),
        "op-journal.appended-synced",
        "store.before-commit",
        "store.after-commit",
    ]
    store.close()


def _keep_settings(folder: Path) -> list[Path]:
    Settings(folder / "settings.json")[DEVICE] = "d" * 32
    return [folder / "settings.json"]


def _make_lockbox(folder: Path) -> list[Path]:
    Lockbox(folder / "key.json", cost=Cost(1, 8)).create("a long password", None)
    return [folder / "key.json", folder / "key.json.2"]


def _note_marks(folder: Path) -> list[Path]:
    marks = Watermarks(folder)
    marks.note(School(1, "school", "", 3, 0, b"", "epoch", 0, 0, 0), 7)
    marks.flush()
    return [folder / "marks.json"]


def _make_keys(folder: Path) -> list[Path]:
    load_keys(folder)
    return [folder / "keys.json"]


def _note_place(folder: Path) -> list[Path]:
    remember_url(folder, "postgresql+psycopg://localhost/parta")
    return [folder / "server.json"]


def _back_up(folder: Path) -> list[Path]:
    engine = open_engine(sqlite_url(folder))
    migrate(engine)
    portable.back_up(engine, folder / "school.backup")
    engine.dispose()
    return [folder / "school.backup"]


def _put(folder: Path) -> list[Path]:
    put_file(folder / "stick.parta", b"sealed", "exchange-file")
    return [folder / "stick.parta"]


def _copy(folder: Path) -> list[Path]:
    (folder / "journal.db").write_bytes(b"pages" * 300_000)
    copy_file(folder / "journal.db", folder / "copy.db", "copy")
    return [folder / "copy.db"]


@pytest.mark.parametrize(
    "put",
    [_keep_settings, _make_lockbox, _note_marks, _make_keys, _note_place, _back_up, _put, _copy],
    ids=lambda put: str(put.__name__).strip("_"),
)
def test_a_file_is_exchanged_so_that_a_power_cut_leaves_a_whole_one(
    tmp_path: Path, disk: Disk, put: Callable[[Path], list[Path]]
) -> None:
    """Whole and flushed under another name, then renamed, then the folder flushed: for every such file."""
    paths = put(tmp_path)

    assert disk.asked == [asked for path in paths for asked in exchanged(path)]
    assert [path.stat().st_mode & 0o077 for path in paths] == [0] * len(paths)
    assert list(tmp_path.glob("*.new")) == []


def test_a_shortened_journal_is_exchanged_like_any_file(store: Store, disk: Disk) -> None:
    """The old lines stand until the new file is whole and on the disk."""
    store._journal.shorten("2020")

    assert disk.asked == exchanged(store.layout.journal)
    store.close()


def test_a_damaged_database_is_set_aside_before_a_copy_takes_its_place(store: Store, disk: Disk) -> None:
    """The folders know where it lies before the copy comes; the copy comes whole."""
    layout = store.layout
    store.take_copy()
    store.close()
    disk.asked.clear()

    open_last_copy(layout.folder, KEY).close()

    renamed = [asked.path.parent for asked in disk.asked if asked.wish == "rename"]
    place = renamed[0]
    moved = disk.asked.index(Asked("sync", layout.folder))
    assert renamed == [place, layout.folder]
    assert disk.asked[1:moved] == [Asked("sync", place), Asked("sync", layout.damaged)]
    assert [asked.wish for asked in disk.asked[moved + 1 :]][:3] == ["sync", "rename", "sync"]


def test_a_shredded_file_is_overwritten_on_the_disk_before_it_goes(tmp_path: Path, disk: Disk) -> None:
    """Zeros are flushed first; the folder forgets the name afterwards."""
    path = tmp_path / "key.json"
    path.write_bytes(b"secret")
    seen: list[tuple[str, bytes | None, int]] = []

    def look(point: str) -> None:
        seen.append((point, path.read_bytes() if path.exists() else None, len(disk.asked)))

    with armed(look):
        shred(path)

    assert seen == [("wiped.overwritten", bytes(6), 1), ("wiped.removed", None, 2)]
    assert disk.asked == [Asked("sync", path, 6), Asked("sync", tmp_path)]


def test_the_server_s_commits_are_on_the_disk_when_they_return(tmp_path: Path) -> None:
    """SQLite flushes its log at every commit (2 is FULL) and keeps readers apart from the writer."""
    engine = open_engine(sqlite_url(tmp_path))

    with reading(engine) as connection:
        said = [connection.exec_driver_sql(f"PRAGMA {it}").scalar() for it in ("synchronous", "journal_mode")]

    assert said == [2, "wal"]
    engine.dispose()


def test_lines_that_are_taken_back_are_off_the_disk(store: Store, disk: Disk) -> None:
    """A refused op does not come back after a power cut: the shorter length is flushed, too."""
    before = store.layout.journal.stat().st_size
    mark = store._journal.mark()
    store._journal.append([OwnOp(9, make_op())])
    disk.asked.clear()

    store._journal.cut_back(mark)

    assert disk.asked == [Asked("sync", store.layout.journal, before)]
    store.close()


def test_a_day_s_copy_is_on_the_disk(store: Store, disk: Disk) -> None:
    """It is whole under its name, or it is not there."""
    store.take_copy(date(2026, 11, 21))

    assert disk.asked == exchanged(store.layout.copies / "2026-11-21.db")
    store.close()


def test_a_stick_can_be_pulled_out(store: Store, disk: Disk, tmp_path: Path) -> None:
    """When the export has returned, all of the exchange file is on the stick."""
    put_seal_key(store.shelf, b64encode(bytes(PrivateKey.generate().public_key)).decode())
    disk.asked.clear()

    store.export_unsent(tmp_path / "stick.parta", "d" * 32, NOON)

    assert disk.asked == exchanged(tmp_path / "stick.parta")
    store.close()
