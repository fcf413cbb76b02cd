"""What can be done about a damaged database: put the last copy back, or build a new one.

Either way the op journal brings back what was done here, and the server the rest. Nothing damaged
is thrown away: it is set aside in the store's folder, for whoever can read it.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

from sqlalchemy.exc import DBAPIError

from desktop.models.copies import newest_whole
from desktop.models.database import close_database, open_database, telling_disk_faults
from desktop.models.draft_table import DraftTable
from desktop.models.durable import copy_file, flush_folder, make_private_folder
from desktop.models.faults import NoCopy, StoreFault
from desktop.models.layout import Layout, with_side_files
from desktop.models.store import Store, claim_folder, open_store
from desktop.models.timetable.draft_shelf import StoredDraft
from sync.failpoint import reach

REBUILT = "rebuilt"
"""The epoch of a rebuilt store: no server's, so that all acknowledged ops are offered again.

What the lost database knew of the server's epoch is gone; an op that comes twice gets the same answer.
"""


def open_last_copy(folder: Path, key: bytes) -> Store:
    """Put the newest readable copy in the database's place. Raises NoCopy, and as `open_store`."""
    layout = Layout(folder)
    claim = claim_folder(layout)
    try:
        copy = newest_whole(layout, key)
        if copy is None:
            raise NoCopy
        with telling_disk_faults():
            place = _set_aside(layout)
            copy_file(copy.path, layout.database, "database")
    finally:
        claim.release()
    store = open_store(folder, key)
    _bring_draft(store, place, key)
    return store


def rebuild_from_journal(folder: Path, key: bytes) -> Store:
    """Open an empty database with every op that the journal knows. Raises as `open_store`."""
    layout = Layout(folder)
    claim = claim_folder(layout)
    try:
        with telling_disk_faults():
            place = _set_aside(layout)
        store = Store(layout, key, claim)
    except BaseException:  # the folder is let go, whatever ended it; raised again
        claim.release()
        raise
    with store.shelf.transaction():
        store.shelf.put_meta("epoch", REBUILT)
    _bring_draft(store, place, key)
    return store


def _set_aside(layout: Layout) -> Path:
    """Move the database with its side files away; a log that stayed would be played into another file.

    Gives the folder in which they lie.
    """
    stamp = datetime.now(UTC).strftime("%Y-%m-%d-%H%M%S-%f")
    place = layout.damaged / stamp
    make_private_folder(place)
    for path in with_side_files(layout.database):
        if path.exists():
            path.replace(place / path.name)
            reach("damaged.moved")
    for folder in (place, layout.damaged, layout.folder):
        flush_folder(folder)
    return place


def _bring_draft(store: Store, place: Path, key: bytes) -> None:
    """The week in work is no op, so no journal brings it back: it is read out of the damaged database,
    where its pages are whole; that is newer than any copy.
    """
    with suppress(StoreFault, DBAPIError):  # the damage is in the way of the draft as well
        draft = _read_draft(store.layout, place, key)
        if draft is not None:
            store.drafts.set_aside((), draft)


def _read_draft(layout: Layout, place: Path, key: bytes) -> StoredDraft | None:
    """Read in a copy: to open a database is to write in it, and what is set aside stays as it is."""
    with telling_disk_faults(), TemporaryDirectory(dir=place) as looked_at:
        for path in place.glob(f"{layout.database.name}*"):
            copyfile(path, Path(looked_at, path.name))
        connection = open_database(Path(looked_at, layout.database.name), key)
        try:
            return DraftTable(connection).read()
        finally:
            close_database(connection)
