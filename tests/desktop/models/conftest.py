"""What the tests of the store share: a folder, a key, and stores that are closed at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.models.store import Store, open_store

KEY = bytes(range(32))

Opener = Callable[[], Store]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a store that nobody has opened yet."""
    return tmp_path / "store"


@pytest.fixture
def opened(folder: Path) -> Iterator[Opener]:
    """Opens the store of the folder, closing the one that was opened before."""
    stores: list[Store] = []

    def open_it() -> Store:
        for store in stores:
            store.close()
        stores.append(open_store(folder, KEY))
        return stores[-1]

    yield open_it
    for store in stores:
        store.close()
