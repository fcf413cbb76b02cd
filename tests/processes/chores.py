"""What a teacher's program does with files besides her marks, and what must hold when it is cut."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path

from nacl.public import PrivateKey, SealedBox

from desktop.models.copies import newest_whole
from desktop.models.faults import Damaged, NoCopy, WrongSecret
from desktop.models.keys import Cost
from desktop.models.layout import Layout
from desktop.models.lockbox import Lockbox, Slot
from desktop.models.op_journal import OpJournal
from desktop.models.remembered import put_seal_key
from desktop.models.rescue import open_last_copy, rebuild_from_journal
from desktop.models.store import Store, journal_key, open_store
from desktop.models.wiping import wipe_store
from desktop.settings import DEVICE, Settings
from server.failpoint import dying_at
from sync.exchange import unpack
from sync.failpoint import armed
from sync.shelf import OpState
from tests.desktop.models.doomed import KEY
from tests.desktop.models.making import NOON, acknowledge, type_op

_CHEAP = Cost(1, 8)
_SCHOOL = PrivateKey(bytes(range(32)))
_OLD, _NEW = "a long old password", "a long new password"


@dataclass(frozen=True)
class Chore:
    """`do` is cut somewhere; `holds` is asked afterwards, with the ops that there were."""

    do: Callable[[Path], None]
    holds: Callable[[Path, set[str]], bool]


def furnish(folder: Path) -> set[str]:
    """A store with a sent op and an unsent one, a copy, a lockbox, settings; its ops."""
    store = open_store(folder, KEY)
    acknowledge(store.shelf, type_op(store.shelf))
    put_seal_key(store.shelf, b64encode(bytes(_SCHOOL.public_key)).decode())
    store.take_copy(date(2026, 11, 20))
    type_op(store.shelf)
    store.close()
    Lockbox(Layout(folder).lockbox, cost=_CHEAP).create(_OLD, None)
    Settings(folder.parent / "settings.json")[DEVICE] = "0" * 32
    return _ops(folder)


def do_chore(mouth: Connection, folder: Path, chore: str, point: str) -> None:
    """Do a chore, and die at this point of it."""
    with armed(dying_at(point)):
        CHORES[chore].do(folder)
    mouth.send_bytes(b"survived")


def _ops(folder: Path) -> set[str]:
    store = open_store(folder, KEY)
    store.check()
    ops = {own.op.op for own in store.shelf.read_ops(OpState)}
    store.close()
    return ops


def _with_store(do: Callable[[Store], object]) -> Callable[[Path], None]:
    def run(folder: Path) -> None:
        store = open_store(folder, KEY)
        do(store)
        store.close()

    return run


def _has_all(folder: Path, ops: set[str]) -> bool:
    """Every op is in the database, and in the journal, too."""
    journal = OpJournal(Layout(folder).journal, journal_key(KEY))
    lines = set(journal.latest())
    journal.close()
    return _ops(folder) == ops == lines


def _has_a_copy(folder: Path, ops: set[str]) -> bool:
    return newest_whole(Layout(folder), KEY) is not None and _has_all(folder, ops)


def _has_whole_file(folder: Path, ops: set[str]) -> bool:
    """The stick holds nothing or all that was unsent."""
    path = folder.parent / "stick.parta"
    whole = not path.exists() or unpack(path.read_bytes(), SealedBox(_SCHOOL).decrypt).parcel.ops
    return bool(whole) and _has_all(folder, ops)


def _opens(folder: Path, ops: set[str]) -> bool:
    """The old key comes out by the old password, or by the new one."""
    box = Lockbox(Layout(folder).lockbox, cost=_CHEAP, clock=lambda: 0.0)
    return any(_is_opened(box, password) for password in (_OLD, _NEW))


def _is_opened(box: Lockbox, password: str) -> bool:
    try:
        return len(box.open(Slot.PASSWORD, password, None)) == len(KEY)
    except WrongSecret:
        return False


def _break_and_rescue(folder: Path) -> None:
    database = Layout(folder).database
    database.write_bytes(b"\0" * database.stat().st_size)
    open_last_copy(folder, KEY).close()


def _comes_back(folder: Path, ops: set[str]) -> bool:
    """The store opens, or says that it is damaged and can be rescued again; no op is missing."""
    try:
        return _has_all(folder, ops)
    except Damaged:
        try:
            store = open_last_copy(folder, KEY)
        except NoCopy:
            store = rebuild_from_journal(folder, KEY)
        store.close()
        return _has_all(folder, ops)


def _wipe(folder: Path) -> None:
    store = open_store(folder, KEY)
    store.export_unsent(folder.parent / "stick.parta", "d" * 32, NOON)
    wipe_store(store, lambda: None)


def _can_be_wiped(folder: Path, ops: set[str]) -> bool:
    """While anything can be read, the key is there to read it; what is unsent is on the stick."""
    layout = Layout(folder)
    left = layout.database.exists()
    return (not left or Lockbox(layout.lockbox).exists) and (folder.parent / "stick.parta").exists()


def _change_password(folder: Path) -> None:
    box = Lockbox(Layout(folder).lockbox, cost=_CHEAP)
    box.put_secret(Slot.PASSWORD, KEY, _NEW, None)


def _set(folder: Path) -> None:
    Settings(folder.parent / "settings.json")[DEVICE] = "1" * 32


def _is_set(folder: Path, ops: set[str]) -> bool:
    return Settings(folder.parent / "settings.json")[DEVICE] in ("0" * 32, "1" * 32)


def _begin(folder: Path) -> None:
    open_store(folder.parent / "another", KEY).close()


def _has_begun(folder: Path, ops: set[str]) -> bool:
    return _ops(folder.parent / "another") == set()


CHORES = {
    "op-journal": Chore(_with_store(lambda store: store._journal.shorten("2020")), _has_all),
    "copy": Chore(_with_store(lambda store: store.take_copy(date(2026, 11, 21))), _has_a_copy),
    "exchange-file": Chore(
        lambda folder: _with_store(
            lambda store: store.export_unsent(folder.parent / "stick.parta", "d" * 32, NOON)
        )(folder),
        _has_whole_file,
    ),
    "lockbox": Chore(_change_password, _opens),
    "settings": Chore(_set, _is_set),
    "database": Chore(_break_and_rescue, _comes_back),
    "damaged": Chore(_break_and_rescue, _comes_back),
    "wiped": Chore(_wipe, _can_be_wiped),
    "step": Chore(_begin, _has_begun),
}
"""By the name with which their points begin."""
