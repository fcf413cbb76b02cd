"""The end of a store: on signing out for good, or when the server orders a wipe. Work first, key last."""

from __future__ import annotations

import shutil
from collections.abc import Callable

from desktop.models.database import telling_disk_faults
from desktop.models.durable import shred
from desktop.models.faults import UnsentWork
from desktop.models.layout import with_side_files
from desktop.models.lockbox import Lockbox
from desktop.models.store import Store


def wipe_store(store: Store, forget_companion: Callable[[], None]) -> None:
    """Remove everything of an open store. `forget_companion` drops the keyring's half of the key.

    Refuses with UnsentWork while ops exist that were neither sent nor exported. The key goes last, the
    database before it: killed half-way, the store still opens to its person, and can be wiped again.
    """
    if left := store.neither_sent_nor_exported():
        raise UnsentWork(left)
    layout = store.layout
    store.close_files()
    with telling_disk_faults():
        for folder in (layout.copies, layout.damaged):
            if folder.exists():
                shutil.rmtree(folder)
        for path in (*layout.folder.glob(f"{layout.journal.name}*"), *with_side_files(layout.database)):
            shred(path)
        Lockbox(layout.lockbox).destroy()
        forget_companion()
        store.close()
        shutil.rmtree(layout.folder)
