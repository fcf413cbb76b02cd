"""What can be done about a damaged database: put the last copy back, or build a new one.

Either way the op journal brings back what was done here, and the server the rest. Nothing damaged
is thrown away: it is set aside in the store's folder, for whoever can read it.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from desktop.models.copies import newest_whole
from desktop.models.database import telling_disk_faults
from desktop.models.durable import copy_file, flush_folder, make_private_folder
from desktop.models.faults import NoCopy
from desktop.models.layout import Layout, with_side_files
from desktop.models.store import Store, claim_folder, open_store
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
            _set_aside(layout)
            copy_file(copy.path, layout.database, "database")
    finally:
        claim.release()
    return open_store(folder, key)


def rebuild_from_journal(folder: Path, key: bytes) -> Store:
    """Open an empty database with every op that the journal knows. Raises as `open_store`."""
    layout = Layout(folder)
    claim = claim_folder(layout)
    try:
        with telling_disk_faults():
            _set_aside(layout)
        store = Store(layout, key, claim)
    except BaseException:  # the folder is let go, whatever ended it; raised again
        claim.release()
        raise
    with store.shelf.transaction():
        store.shelf.put_meta("epoch", REBUILT)
    return store


def _set_aside(layout: Layout) -> None:
    """Move the database with its side files away; a log that stayed would be played into another file."""
    stamp = datetime.now(UTC).strftime("%Y-%m-%d-%H%M%S-%f")
    place = layout.damaged / stamp
    make_private_folder(place)
    for path in with_side_files(layout.database):
        if path.exists():
            path.replace(place / path.name)
            reach("damaged.moved")
    for folder in (place, layout.damaged, layout.folder):
        flush_folder(folder)
