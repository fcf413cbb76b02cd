"""What these tests share: a store that is closed at the end, and a taught copy with its journal and page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.models.journal import Journal
from desktop.models.reading.page import JournalPage
from desktop.models.store import Store, open_store
from tests.desktop.models.taught import Taught, second_term

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


@pytest.fixture
def taught() -> Taught:
    """A copy that a server has filled."""
    return Taught()


@pytest.fixture
def journal(taught: Taught) -> Journal:
    """The teacher's journal over it."""
    return taught.journal()


@pytest.fixture
def page(journal: Journal) -> JournalPage:
    """Algebra in the running term, kept true by what the journal tells."""
    page = second_term(journal)
    journal.observe(page.refresh)
    return page
