"""No file of the program tells a pupil's name: not the database, its log, the journal, a copy or a crash."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from desktop.crash import CrashReports, start_logging
from desktop.models.faults import Damaged
from desktop.models.keys import Cost, new_key
from desktop.models.layout import Layout
from desktop.models.lockbox import Lockbox, Slot
from desktop.models.rescue import rebuild_from_journal
from desktop.models.store import open_store
from desktop.places import Places, find_places
from sync.messages import Change
from sync.record import RecordKey
from sync.shelf import BucketState, CellRow
from tests.desktop.models.making import acknowledge, type_op

SURNAME = "Заболоцкая"
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp1251", "koi8-r")


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """The program's folders."""
    return find_places({"PARTA_HOME": str(tmp_path)})


def leaks(places: Places) -> list[str]:
    """Every file that holds the surname in any encoding, in either case, or in its own name."""
    words = [word.encode(e) for e in ENCODINGS for word in (SURNAME, SURNAME.lower(), SURNAME.upper())]
    root = places.data.parent
    return [
        str(path.relative_to(root))
        for path in root.rglob("*")
        if SURNAME.lower() in path.name.lower()
        or (path.is_file() and any(word in path.read_bytes() for word in words))
    ]


def use_a_store(places: Places) -> None:
    """A day's work: enrolments told, marks and comments typed, copies taken, damage mended, a crash."""
    folder = places.store("school", "person")
    layout = Layout(folder)
    companion = new_key()
    folder.mkdir(parents=True)
    box = Lockbox(layout.lockbox, cost=Cost(1, 8))
    key = box.create(SURNAME + "1", companion)
    box.put_secret(Slot.PIN, key, "4711", companion)
    store = open_store(folder, key)
    name = {"family_name": SURNAME}
    with store.shelf.transaction():
        store.shelf.put_bucket(BucketState("form:7b", SURNAME))
        store.shelf.put_base("form:7b", [CellRow("enrolment", "e", *name.popitem(), 1)])
        store.shelf.put_picture("form:7b", {RecordKey("enrolment", "e"): {"family_name": (SURNAME, 0)}})
    for number in range(200):
        cells = {"topic": Change(None, f"{SURNAME} {number} " * 20)}
        acknowledge(store.shelf, type_op(store.shelf, reason=SURNAME, cells=cells))
    store.take_copy()
    with store.shelf.transaction():
        store.shelf.put_base("form:7b", [CellRow("enrolment", "f", "family_name", SURNAME, 2)])
    assert layout.database.with_name("journal.db-wal").stat().st_size > 0
    store.close()
    layout.database.write_bytes(layout.database.read_bytes()[:-5000])
    with pytest.raises(Damaged) as damage:
        open_store(folder, key)
    CrashReports(places.reports).write(damage.value)
    rebuild_from_journal(folder, key).close()


def test_no_file_holds_a_surname(places: Places) -> None:
    """After real use, damage and repair no file holds the surname in UTF-8, UTF-16, cp1251 or KOI8-R."""
    handler = start_logging(places.reports)

    use_a_store(places)
    logging.getLogger("desktop.models").warning("wrote %s for %s", 3, SURNAME)
    logging.getLogger("library").warning(f"bad value {SURNAME}")  # noqa: G004  # as libraries do

    logging.getLogger().removeHandler(handler)
    handler.close()
    assert len(list(places.reports.iterdir())) == 2
    assert len([path for path in places.data.rglob("*") if path.is_file()]) >= 6
    assert leaks(places) == []


def test_the_write_ahead_log_is_searched_while_it_is_open(places: Places) -> None:
    """What has not come into the main file yet is encrypted as well."""
    store = open_store(places.store("school", "person"), new_key())
    for _ in range(50):
        type_op(store.shelf, reason=SURNAME)

    assert leaks(places) == []
    store.close()


def test_the_search_finds_what_is_there(places: Places) -> None:
    """The detector is seen to detect: a name in the open is found in each encoding."""
    places.data.mkdir()
    for encoding in ENCODINGS:
        (places.data / encoding).write_bytes(b"..." + SURNAME.encode(encoding))
    (places.data / f"{SURNAME}.db").touch()

    assert len(leaks(places)) == len(ENCODINGS) + 1
