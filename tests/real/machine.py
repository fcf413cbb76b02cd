"""The state machine: what people do, what befalls their cables and laptops, what the school decides."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from sync.failpoint import CLIENT
from sync.local_copy import Wish
from sync.record import RecordKey
from tests.conformance.disk import FileDisk
from tests.real.cable import Fault
from tests.real.ground import Ground
from tests.real.laptop import RealLaptop
from tests.real.school import LESSONS, RIGHTS, SIGNS, Right, cells_of, value_for
from tests.real.world import RealWorld
from tests.server.town import HEAD, Lesson, day
from tests.simulation import oracles
from tests.simulation.broken import Broken
from tests.simulation.screens import own_writes_are_seen

numbers = st.integers(0, 1 << 16)
paths = st.sampled_from(
    ["/v1/hello", "/v1/push", "/v1/push", "/v1/push", "/v1/pull", "/v1/pull", "/v1/snapshot"]
)
Stroke = tuple[int, Lesson, int, int, int, bool]
strokes = st.tuples(numbers, st.sampled_from(LESSONS), numbers, numbers, numbers, st.booleans())
OFFICE = "office"
POINTS = [
    point
    for point in CLIENT
    if point.startswith(("store.", "op-journal.app", "hello.", "push.", "pull.", "snap"))
]
"""Where a program at work may die; docs/PROOF.md tells of the others."""
MOST_LAPTOPS = 6


class Evening(RuleBasedStateMachine):
    """Teachers write and exchange, cables fail, programs are killed; in the end everybody agrees."""

    ground: ClassVar[Ground]
    found: ClassVar[list[Broken]] = []
    """What broke, in the order in which it did."""

    @initialize(seed=numbers, locked=st.booleans())
    def begins(self, seed: int, locked: bool) -> None:
        place = Path(mkdtemp(dir=FileDisk.places), "example")
        self.stack = ExitStack()
        self.world = RealWorld(seed, self.stack.enter_context(self.ground.copied(place)))
        self.stack.callback(self.world.close)
        if locked:
            self.world.turn_lock()
        self.world.back_up()

    # people

    @rule(strokes=st.lists(strokes, min_size=1, max_size=4))
    def teachers_write(self, strokes: list[Stroke]) -> None:
        """One or two cells of a lesson each; half of the values are the only ones of their kind."""
        for who, lesson, cell, other, word, sends in strokes:
            cells = cells_of(lesson)
            chosen = {cells[cell % len(cells)]} | ({cells[other % len(cells)]} if other % 2 else set())
            sign = SIGNS[f"course:{lesson.course}"]
            said = f"{word % 3 if word % 2 else len(self.world.deeds)}.{sign}"
            self._write(who, lesson, {cell: value_for(cell, said) for cell in sorted(chosen)})
            if sends:
                self.world.has_round(self._laptop(who))

    @rule(who=numbers, lesson=st.sampled_from(LESSONS), cell=numbers)
    def a_teacher_wipes(self, who: int, lesson: Lesson, cell: int) -> None:
        cells = cells_of(lesson)
        self._write(who, lesson, {cells[cell % len(cells)]: None})

    @rule(who=numbers, lesson=st.sampled_from(LESSONS))
    def a_teacher_writes_what_is_no_value(self, who: int, lesson: Lesson) -> None:
        self._write(who, lesson, {f"attendance/{cells_of(lesson)[0].split('/')[1]}": {"code": ""}})

    @rule(
        who=numbers,
        pick=numbers,
        choice=st.lists(st.sampled_from(["other", "standing", "new", "later"]), min_size=4, max_size=4),
    )
    def somebody_chooses(self, who: int, pick: int, choice: list[str]) -> None:
        """An answer to a question that the screen shows."""
        laptop = self._teacher(who)
        for bucket in SIGNS:
            shown = laptop.replica.copy.views(bucket, "conflict").items()
            asked = sorted(
                (id, cells) for id, cells in shown if cells.get("state") == "open" and "cells" in cells
            )
            if asked:
                id, conflict = asked[pick % len(asked)]
                self._answer(laptop, bucket, id, conflict, choice)
                return

    @rule(pick=numbers, what=st.sampled_from(["accept", "accept", "decline"]), most=st.integers(1, 4))
    def the_head_teacher_decides(self, pick: int, what: str, most: int) -> None:
        laptop = next(each for each in self.world.computers if each.person == HEAD)
        shown = laptop.replica.copy.views(OFFICE, "review").items()
        reviews = sorted((id, sorted(cells["ops"])) for id, cells in shown if cells.get("ops"))
        if reviews:
            id, waiting = reviews[pick % len(reviews)]
            said = {"decision": {"what": what, "ops": waiting[:most]}}
            self._put(laptop, Wish(OFFICE, "review", id, said))

    # rounds

    @rule(who=numbers)
    def a_laptop_exchanges(self, who: int) -> None:
        self.world.has_round(self._laptop(who))

    @rule()
    def everybody_exchanges(self) -> None:
        for laptop in list(self.world.computers):
            self.world.has_round(laptop)

    @rule(who=numbers, path=paths, fault=st.sampled_from(Fault))
    def a_round_meets_trouble(self, who: int, path: str, fault: Fault) -> None:
        laptop = self._laptop(who)
        self.world.note_mishap(fault.name.lower())
        self.world.note(f"{laptop.name}, {path}: {fault}")
        laptop.cable.faults.append((path, fault))
        self.world.has_round(laptop, is_troubled=True)
        laptop.cable.faults.clear()

    @rule()
    def everybody_asks_by_name(self) -> None:
        """For what is theirs and what is not; the cable listens to the answers."""
        for laptop in self.world.computers:
            for bucket in SIGNS:
                self.world.ask_by_name(laptop, bucket)

    # machines

    @rule(who=numbers)
    def a_program_is_killed(self, who: int) -> None:
        self.world.note_mishap("kill")
        self.world.restart(self._laptop(who))

    @rule(who=numbers, rows=st.integers(0, 14))
    def a_program_dies_in_a_round(self, who: int, rows: int) -> None:
        """In the middle of a transaction, or between two, while there is something to read."""
        self.world.note_mishap("kill_writing")
        laptop = self._laptop(who)
        laptop.shelf.rows_to_live = rows
        self.world.has_round(laptop)
        self.world.restart(laptop)

    @rule(who=numbers, point=st.sampled_from(POINTS), passed=st.integers(0, 2), stroke=strokes)
    def a_program_dies_at_a_point(self, who: int, point: str, passed: int, stroke: Stroke) -> None:
        """While its owner types, or in the round after that."""
        self.world.note_mishap("kill_at")
        laptop = self._laptop(who)
        with self.world.dying(laptop, point, passed):
            self.teachers_write([stroke])
            self.world.has_round(laptop)

    @rule(who=numbers, days=st.integers(-4000, 4000))
    def a_clock_jumps(self, who: int, days: int) -> None:
        self.world.note_mishap("clock")
        self.world.turn_clock(self._laptop(who), timedelta(days=days))

    @rule()
    def the_engineer_backs_up(self) -> None:
        self.world.back_up()

    @invariant()
    def what_was_written_is_seen(self) -> None:
        """7: read your own writes, always."""
        for laptop in self.world.computers:
            own_writes_are_seen(laptop)

    def teardown(self) -> None:
        """All is quiet and the oracles look, unless something broke before."""
        if hasattr(self, "stack"):
            broken = sys.exc_info()[1]
            with self.stack, told(self.world, self.found):
                if broken is None:
                    self.ends()
                elif isinstance(broken, Broken):
                    raise broken

    def ends(self) -> None:
        self.world.settle_down()
        self.world.check()

    def _write(self, who: int, lesson: Lesson, cells: dict[str, Any]) -> None:
        identity = {"date": day(lesson.offset), "slot": lesson.slot}
        wish = Wish(f"course:{lesson.course}", "lesson", lesson.id, cells, identity)
        teachers = [each for each in self.world.computers if wish.bucket in each.replica.copy.buckets]
        if teachers:
            self._put(teachers[who % len(teachers)], wish)

    def _answer(self, laptop: RealLaptop, bucket: str, id: str, conflict: Any, choice: list[str]) -> None:
        record = RecordKey("lesson", conflict["record"]["id"])
        view = laptop.replica.copy.view(bucket, record)
        cells, others = {}, {}
        for (cell, entry), chosen in zip(conflict["cells"].items(), choice, strict=False):
            if entry["settled"] is None and chosen != "later":
                new = value_for(cell, f"{len(self.world.deeds)}.{SIGNS[bucket]}")
                cells[cell] = {"other": entry["other"], "standing": view.get(cell), "new": new}[chosen]
                others[cell] = entry["other"]
        if cells:
            self._put(laptop, Wish(bucket, "lesson", record.id, cells, resolves=id, others=others))

    def _put(self, laptop: RealLaptop, wish: Wish) -> None:
        self.world.put(laptop, wish)

    def _laptop(self, who: int) -> RealLaptop:
        return self.world.computers[who % len(self.world.computers)]

    def _teacher(self, who: int) -> RealLaptop:
        teachers = [laptop for laptop in self.world.computers if laptop.person != HEAD]
        return teachers[who % len(teachers)]


class Anything(Evening):
    """The same, with laptops restored and cloned, the server restored, rights and locks turned."""

    @rule()
    def the_term_is_locked_or_opened(self) -> None:
        self.world.note_mishap("lock")
        self.world.turn_lock()

    @rule(right=st.sampled_from(RIGHTS))
    def a_right_is_taken_or_given_back(self, right: Right) -> None:
        self.world.note_mishap("deny")
        self.world.turn_right(right)

    @rule(who=numbers)
    def a_laptop_is_backed_up(self, who: int) -> None:
        laptop = self._laptop(who)
        self.world.images[laptop.name] = laptop.disk.copied()

    @rule(who=numbers)
    def a_laptop_is_restored(self, who: int) -> None:
        self.world.note_mishap("restore_client")
        self.world.restore_laptop(self._laptop(who))

    @rule(who=numbers)
    def a_laptop_is_cloned(self, who: int) -> None:
        if len(self.world.computers) < MOST_LAPTOPS:
            self.world.note_mishap("clone")
            self.world.clone(self._teacher(who))

    @rule(which=numbers)
    def the_server_is_restored(self, which: int) -> None:
        self.world.note_mishap("restore_server")
        self.world.restore_server(self.world.kept[which % len(self.world.kept)])


class OneRestore(Evening):
    """Invariant 13: everything is answered, the server is restored once, and everybody comes back."""

    def ends(self) -> None:
        self.world.settle_down()
        before = oracles.picture(self.world.region)
        self.world.restore_server(self.world.kept[-1])
        self.world.settle_down()
        self.world.check()
        oracles.as_before(before, oracles.picture(self.world.region))


@contextmanager
def told(world: RealWorld, found: list[Broken]) -> Iterator[None]:
    """What broke is kept, with the trace that a person can read."""
    try:
        yield
    except Broken as broken:
        found.append(broken)
        broken.trace = world.trace
        broken.add_note("\n".join(world.trace))
        raise
