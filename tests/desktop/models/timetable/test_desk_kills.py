"""After kill -9 at any moment a draft is before a step or after it, and no week is half published."""

from __future__ import annotations

import os
import shutil
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from random import Random

from desktop.models.store import Store, open_store
from desktop.models.timetable.draft_shelf import MemoryDraftShelf, StoredDraft
from desktop.models.timetable.draft_step import read_stored
from sync.messages import Op
from sync.shelf import OpState
from tests.desktop.models.doomed import KEY, Doomed
from tests.desktop.models.taught import TEACHER
from tests.desktop.models.timetable.doomed_desk import (
    MANY,
    MONDAY,
    act,
    big_office,
    desk_over,
    furnish,
    publish_for_ever,
    step_for_ever,
)

KILLS = int(os.environ.get("PARTA_KILLS", "12"))
"""How many kills of each sort; `PARTA_KILLS=200` for a thorough run."""


def test_a_killed_step_is_done_or_not_and_undo_knows_all_before_it(tmp_path: Path) -> None:
    """What was shown is there, with its whole history; of the step in the middle all or nothing is."""
    folder, dice = tmp_path / "store", Random(20_261_128)
    furnish(folder)
    done, stored = 0, None

    for _ in range(KILLS):
        program = Doomed(step_for_ever, folder, done + 1)
        program.hear()
        time.sleep(dice.uniform(0, 0.05))
        shown = max(map(int, program.kill()), default=done)

        store = open_store(folder, KEY)
        before = _after(store, stored, range(done + 1, shown + 1))
        after = _after(store, before, [shown + 1])
        stored = store.drafts.read()
        assert stored in (before, after)
        _check_history(store, stored)
        done = shown + (stored != before)
        store.close()

    assert done > KILLS


def _after(store: Store, before: StoredDraft | None, deeds: Iterable[int]) -> StoredDraft | None:
    """What the shelf holds after these deeds."""
    shelf = _holding(before)
    book = desk_over(store, shelf).book
    for number in deeds:
        act(book, number)
    return shelf.read()


def _holding(stored: StoredDraft | None) -> MemoryDraftShelf:
    shelf = MemoryDraftShelf()
    if stored is not None:
        shelf.set_aside((), stored)
    return shelf


def _check_history(store: Store, stored: StoredDraft | None) -> None:
    """Undo goes back, step by step, to the week with which the draft began."""
    if stored is None:
        return
    book = desk_over(store, _holding(stored)).book
    assert book.unread == 0
    undone = [step for step in iter(book.undo, None) if step]
    assert len(undone) == stored.done
    assert book.draft.cards.keys() == (read_stored(stored).rows or {}).keys()


def test_a_killed_publication_is_whole_or_not_there(tmp_path: Path) -> None:
    """Here and for a teacher who has got any part of what the laptop sends: a week is old or new, never
    half; one that was told to be published is there.
    """
    ready, dice, told = tmp_path / "ready", Random(20_261_129), 0
    furnish(ready)
    halves = 0

    for number in range(KILLS):
        folder = tmp_path / f"store{number}"
        shutil.copytree(ready, folder)
        program = Doomed(publish_for_ever, folder)
        program.hear()
        time.sleep(dice.uniform(0, 0.12))
        said = program.kill()
        store = open_store(folder, KEY)
        ops = [own.op for own in store.shelf.read_ops(OpState)]
        store.close()

        cards = Counter(op.cells["version"].new for op in ops if op.kind == "card")
        heads = [op for op in ops if op.kind == "timetable" and op.bucket == "school"]
        assert {head.id for head in heads} >= set(said)
        assert all(cards[head.id] == head.cells["cards"].new for head in heads)
        assert set(_weeks_seen(ops)) <= {_OLD, _NEW}
        halves += len(cards) > len(heads)
        told += len(said)

    assert told
    assert halves


_OLD, _NEW = 0, 5 * len(MANY) // 2
"""Hours a week that the courses of one teacher have under the old week, and under each new one."""


def _weeks_seen(ops: list[Op]) -> Iterator[int]:
    """How many lessons a teacher's courses have in the week, each time that a little more has come."""
    office = big_office()
    journal = office.journal(TEACHER)
    own = MANY[::2]
    for number, op in enumerate(ops):
        cells = {cell: change.new for cell, change in op.cells.items()}
        office.arrives(journal, op.bucket, op.kind, op.id, cells)
        if number % 25 == 0 or op.kind == "timetable":
            reader = journal.facts.reader_for(own, {})
            days = [MONDAY + timedelta(day) for day in range(5)]
            yield sum(len(reader.lessons_of_course(course, day)) for course in own for day in days)
