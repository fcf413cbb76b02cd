"""Export and wipe: work leaves first, the key last, and nothing readable stays."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

import pytest
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox

from desktop.models.faults import NoSealKey, UnsentWork
from desktop.models.keys import Cost
from desktop.models.layout import Layout
from desktop.models.lockbox import Lockbox
from desktop.models.remembered import (
    forget_session,
    put_seal_key,
    put_session,
    read_seal_key,
    read_session,
)
from desktop.models.store import Store
from desktop.models.wiping import wipe_store
from sync.exchange import digest_of_token, unpack
from sync.messages import PersonShown, SchoolShown, Session
from tests.desktop.models.conftest import Opener
from tests.desktop.models.making import NOON, acknowledge, type_op

SCHOOL = PrivateKey.generate()
SESSION = Session(
    "access", 900, "refresh", PersonShown("p1", "Учитель", ["teacher"]), SchoolShown("s1", "Школа")
)


@pytest.fixture
def store(opened: Opener) -> Store:
    """A store whose person has signed in once."""
    store = opened()
    put_session(store.shelf, SESSION)
    put_seal_key(store.shelf, b64encode(bytes(SCHOOL.public_key)).decode())
    return store


def unseal(sealed: bytes) -> bytes:
    """What the school's server does with its private key."""
    try:
        return SealedBox(SCHOOL).decrypt(sealed)
    except CryptoError as error:
        raise ValueError from error


def test_the_session_and_the_school_s_key_are_remembered(store: Store, opened: Opener) -> None:
    """Without a network the program knows whose store it has opened; signing out forgets the tokens."""
    again = opened()

    assert read_session(again.shelf) == SESSION
    assert read_seal_key(again.shelf) == b64encode(bytes(SCHOOL.public_key)).decode()
    forget_session(again.shelf)
    assert read_session(again.shelf) is None


def test_a_session_of_another_version_costs_a_sign_in(store: Store) -> None:
    """What cannot be read counts as signed out; the store opens."""
    with store.shelf.transaction():
        store.shelf.put_meta("session", '{"access_token": 3}')

    assert read_session(store.shelf) is None


def test_all_unsent_ops_go_into_the_exchange_file(store: Store, tmp_path: Path) -> None:
    """The file holds them in queue order, with whose they are; they stay in the queue, too."""
    owns = [type_op(store.shelf) for _ in range(3)]
    acknowledge(store.shelf, owns[1])

    count = store.export_unsent(tmp_path / "stick.parta", "d" * 32, NOON)

    found = unpack((tmp_path / "stick.parta").read_bytes(), unseal)
    assert count == 2
    assert found.parcel.ops == [owns[0].op, owns[2].op]
    assert (found.parcel.school, found.parcel.person, found.parcel.device) == ("s1", "p1", "d" * 32)
    assert found.is_proven_by(digest_of_token("refresh"))
    assert [own.op for own in store.unsent()] == [owns[0].op, owns[2].op]


def test_nothing_is_exported_without_the_school_s_key(opened: Opener, tmp_path: Path) -> None:
    """A file that somebody else could read is not written."""
    store = opened()
    type_op(store.shelf)

    for key in (None, "not base64", b64encode(b"short").decode()):
        put_seal_key(store.shelf, key or "")
        with pytest.raises(NoSealKey):
            store.export_unsent(tmp_path / "stick.parta", "d" * 32, NOON)

    assert not (tmp_path / "stick.parta").exists()


def test_a_store_with_unsent_work_is_not_wiped(store: Store, folder: Path) -> None:
    """The refusal counts what would be lost; everything stays as it was."""
    type_op(store.shelf)
    dropped: list[str] = []

    with pytest.raises(UnsentWork) as refusal:
        wipe_store(store, lambda: dropped.append("companion"))

    assert refusal.value.count == 1
    assert dropped == []
    assert len(store.unsent()) == 1
    assert Layout(folder).database.exists()


def test_an_op_made_after_the_export_still_bars_the_wipe(store: Store, tmp_path: Path) -> None:
    """Exported is what was in the file, not what came later."""
    type_op(store.shelf)
    store.export_unsent(tmp_path / "stick.parta", "d" * 32, NOON)
    type_op(store.shelf)

    with pytest.raises(UnsentWork) as refusal:
        wipe_store(store, lambda: None)

    assert refusal.value.count == 1


def test_a_wipe_leaves_nothing(store: Store, folder: Path, tmp_path: Path) -> None:
    """Database, journal, copies, what was set aside, boxes: all gone, and the companion at the end."""
    Lockbox(Layout(folder).lockbox, cost=Cost(1, 8)).create("a long password", None)
    type_op(store.shelf)
    store.take_copy()
    Layout(folder).damaged.mkdir()
    store.export_unsent(tmp_path / "stick.parta", "d" * 32, NOON)
    left_at_the_end: list[str] = []

    wipe_store(store, lambda: left_at_the_end.extend(path.name for path in folder.iterdir()))

    assert left_at_the_end == ["claim"]
    assert not folder.exists()
