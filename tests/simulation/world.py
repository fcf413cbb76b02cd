"""One seed: three people, four laptops, one server, and everything that can go wrong between them."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sync.local_copy import Wish
from tests.simulation import oracles
from tests.simulation.laptop import Deed, Laptop
from tests.simulation.region import Refused, Region, State

COURSE, OTHER_COURSE, OFFICE = "course:a", "course:b", "office"
READERS = {
    "anna": (COURSE, OTHER_COURSE, "person:anna"),
    "boris": (COURSE, "person:boris"),
    "head": (COURSE, OFFICE, "person:head"),
}
LESSONS = {
    "00000000-0000-4000-8000-000000000001": COURSE,
    "00000000-0000-4000-8000-000000000002": COURSE,
    "00000000-0000-4000-8000-000000000003": OTHER_COURSE,
}
CELLS = ("mark/p/w", "mark/q/w", "topic")
FAULTS = ("drop", "duplicate", "kill", "restore_server", "restore_client", "deny", "lock", "clock", "clone")


@dataclass
class Letter:
    """A message on its way; a letter to a process that was killed since is never read."""

    laptop: Laptop
    what: str
    request: Any
    answer: Any = None
    started: int = 0


class World:
    """Everything of one seed. `steps` go by with faults, then `settle_down` without."""

    def __init__(self, seed: int, *, faults: tuple[str, ...] = FAULTS, most_restores: int = 1) -> None:
        self.random = random.Random(seed)
        self.faults = faults
        self.restores_left = most_restores
        self.region = Region(READERS)
        owners = (("anna 1", "anna"), ("anna 2", "anna"), ("boris 1", "boris"), ("head 1", "head"))
        self.laptops = [Laptop(name, person, self._op_id) for name, person in owners]
        self.letters: list[Letter] = []
        self.backups: list[State] = []
        self.copies: dict[str, Any] = {}
        self.deeds: dict[str, Deed] = {}
        self.author: dict[str, str] = {}
        self.lost: set[str] = set()
        self.replayed: set[str] = set()
        self.starts: Counter[str] = Counter()
        self.met: Counter[str] = Counter()
        self.trace: list[str] = []
        self._tick = 0

    # the people

    def edit(self) -> None:
        laptop = self.random.choice(self.laptops[:3])
        lesson = self.random.choice(
            [id for id, bucket in LESSONS.items() if bucket in READERS[laptop.person]]
        )
        cells = {cell: self._value() for cell in self.random.sample(CELLS, self.random.choice((1, 1, 2)))}
        self._do(laptop, Wish(LESSONS[lesson], "lesson", lesson, cells))

    def choose(self) -> None:
        """Somebody answers a question that the screen shows."""
        laptop = self.random.choice(self.laptops[:3])
        copy = laptop.replica.copy
        for bucket in (COURSE, OTHER_COURSE):
            asked = [
                (i, c)
                for i, c in copy.views(bucket, "conflict").items()
                if c.get("state") == "open" and "cells" in c
            ]
            if asked:
                id, conflict = self.random.choice(sorted(asked))
                self._answer(laptop, bucket, id, conflict)
                return

    def _answer(self, laptop: Laptop, bucket: str, id: str, conflict: dict[str, Any]) -> None:
        record = conflict["record"]["id"]
        view = laptop.replica.copy.views(bucket, "lesson").get(record, {})
        cells, others = {}, {}
        for cell, entry in conflict["cells"].items():
            if entry["settled"] is None and self.random.random() < 0.8:
                cells[cell] = self.random.choice((entry["other"], view.get(cell), self._value()))
                others[cell] = entry["other"]
        if cells:
            self._do(laptop, Wish(bucket, "lesson", record, cells, resolves=id, others=others))

    def decide(self) -> None:
        """The head teacher looks at what waits."""
        laptop = self.laptops[3]
        reviews = [(i, c) for i, c in laptop.replica.copy.views(OFFICE, "review").items() if c.get("ops")]
        if reviews:
            id, review = self.random.choice(sorted(reviews, key=lambda each: each[0]))
            ops = self.random.sample(sorted(review["ops"]), self.random.randint(1, len(review["ops"])))
            what = self.random.choice(("accept", "accept", "decline"))
            self._do(laptop, Wish(OFFICE, "review", id, {"decision": {"what": what, "ops": ops}}))

    def _do(self, laptop: Laptop, wish: Wish) -> None:
        deed = laptop.edit(wish)
        if deed is not None:
            self.deeds[deed.op] = deed
            self.author[deed.op] = laptop.person
            self._note(f"{laptop.name} writes {wish.cells} as {deed.op[:6]}, saw {deed.saw}")

    # the network

    def talk(self) -> None:
        """A laptop says whatever it has to say next."""
        laptop = self.random.choice(self.laptops)
        replica = laptop.replica
        if not laptop.greeted:
            self._send(laptop, "hello", None)
        elif self.random.random() < 0.5 and laptop.pushing is None and (push := replica.next_push()):
            laptop.pushing = push
            self._send(laptop, "push", push)
        elif whole := replica.next_snapshots():
            self._send(laptop, "snapshot", (replica.epoch, self.random.choice(sorted(whole))))
        elif laptop.pulling is None and (pull := replica.next_pull(self.random.choice((1, 3, 50)))):
            laptop.pulling = pull
            self._send(laptop, "pull", pull)
        elif self.random.random() < 0.3:
            self._send(laptop, "hello", None)

    def _send(self, laptop: Laptop, what: str, request: Any) -> None:
        self.letters.append(Letter(laptop, what, request, started=self.starts[laptop.name]))

    def deliver(self) -> None:
        """A letter arrives, in any order."""
        if self.letters:
            self._arrive(self.letters.pop(self.random.randrange(len(self.letters))))

    def _arrive(self, letter: Letter) -> None:
        if letter.answer is None:
            self._serve(letter)
        elif letter.started == self.starts[letter.laptop.name] and letter.laptop in self.laptops:
            self._receive(letter)

    def _serve(self, letter: Letter) -> None:
        person = letter.laptop.person
        try:
            if letter.what == "push":
                letter.answer = self._serve_push(letter)
            elif letter.what == "pull":
                letter.answer = self.region.pull(person, letter.request)
            elif letter.what == "snapshot":
                letter.answer = self.region.snapshot(person, *letter.request)
            else:
                letter.answer = self.region.hello(person)
        except Refused as refused:
            letter.answer = refused
        self.letters.append(letter)

    def _serve_push(self, letter: Letter) -> Any:
        state = self.region.state
        lines, head = len(state.history), state.head
        answer = self.region.push(letter.laptop.person, letter.laptop.name, letter.request)
        self.replayed |= {op.op for op in letter.request.ops if op.receipt}
        entries = state.history[lines:]
        self._note(f"server judges {[(r.op[:6], r.status, r.rev, r.left) for r in answer.results]}")
        self.met.update(result.status for result in answer.results)
        oracles.numbers_rise(entries, head, state.head)
        oracles.no_blind_overwrite(entries, self.deeds, self.replayed)
        return answer

    def _receive(self, letter: Letter) -> None:
        laptop = letter.laptop
        if isinstance(letter.answer, Refused):
            laptop.greeted = False
            laptop.pushing = laptop.pulling = None
        elif letter.what == "push":
            laptop.take_push(letter.request, letter.answer)
        elif letter.what == "pull":
            laptop.take_pull(letter.request, letter.answer)
        elif letter.what == "snapshot":
            self._receive_snapshot(letter)
        else:
            laptop.take_hello(letter.answer)
        oracles.own_writes_are_seen(laptop)

    def _receive_snapshot(self, letter: Letter) -> None:
        """A snapshot that a later page has overtaken is a liar's only within one bucket's cursor."""
        state = letter.laptop.replica.copy.buckets.get(letter.answer.bucket)
        if state is not None and letter.answer.rev >= state.cursor:
            letter.laptop.replica.take_snapshot(letter.request[0], letter.answer)

    # what goes wrong

    def fault(self) -> None:
        name = self.random.choice(self.faults)
        self.met[name] += 1
        getattr(self, f"_{name}")()

    def _drop(self) -> None:
        if self.letters:
            letter = self.letters.pop(self.random.randrange(len(self.letters)))
            letter.laptop.pushing = letter.laptop.pulling = None
            self._note(f"{letter.what} of {letter.laptop.name} is lost")

    def _duplicate(self) -> None:
        asked = [letter for letter in self.letters if letter.answer is None]
        if asked:
            letter = self.random.choice(asked)
            self.letters.append(Letter(letter.laptop, letter.what, letter.request, started=letter.started))

    def _kill(self) -> None:
        laptop = self.random.choice(self.laptops)
        self.starts[laptop.name] += 1
        laptop.start()
        self._note(f"{laptop.name} is killed")

    def _restore_server(self) -> None:
        if self.backups and self.restores_left:
            self.restores_left -= 1
            self.restore(self.random.choice(self.backups))

    def restore(self, backup: State) -> None:
        self.region.restore(backup)
        self._note(f"--- the server is restored to {self.region.state.head}")

    def _restore_client(self) -> None:
        laptop = self.random.choice(self.laptops)
        if laptop.name in self.copies:
            self._reset(laptop, self.copies[laptop.name].copied())
            self._note(f"{laptop.name} is restored")

    def _clone(self) -> None:
        """The same disk in another computer: the first one is never switched on again."""
        laptop = self.random.choice(self.laptops)
        self._reset(laptop, laptop.shelf.copied())

    def _reset(self, laptop: Laptop, shelf: Any) -> None:
        before = {op for op, deed in self.deeds.items() if laptop.shelf.read_op(op)}
        laptop.shelf = shelf
        self.lost |= {op for op in before if shelf.read_op(op) is None}
        self.starts[laptop.name] += 1
        laptop.start()

    def _deny(self) -> None:
        pair = (self.random.choice(("anna", "boris")), self.random.choice((COURSE, OTHER_COURSE)))
        self.region.rules.denied ^= {pair}
        self.region.scope += 1

    def _lock(self) -> None:
        self.region.rules.locked ^= {COURSE}
        self._note(f"locked: {self.region.rules.locked}")

    def _clock(self) -> None:
        self.random.choice(self.laptops).offset = timedelta(days=self.random.randint(-4000, 4000))

    # time

    def step(self) -> None:
        self._tick += 1
        chances: tuple[tuple[float, Callable[[], None]], ...] = (
            (0.22, self.edit), (0.06, self.choose), (0.04, self.decide), (0.26, self.talk),
            (0.32, self.deliver), (0.04, self._keep), (0.06, self.fault),
        )  # fmt: skip
        self.random.choices([act for _, act in chances], [chance for chance, _ in chances])[0]()

    def _keep(self) -> None:
        """Somebody makes a back-up: the region's engineer, or a laptop's owner."""
        if self.random.random() < 0.5:
            self.backups.append(self.region.back_up())
        else:
            laptop = self.random.choice(self.laptops)
            self.copies[laptop.name] = laptop.shelf.copied()

    def settle_down(self) -> None:
        """Faults have stopped; twenty rounds must be enough for everybody."""
        self.letters.clear()
        for laptop in self.laptops:
            laptop.pushing = laptop.pulling = None
        for _ in range(20):
            self.random.shuffle(order := list(self.laptops))
            if not [laptop for laptop in order if self._round(laptop)]:
                break

    def _round(self, laptop: Laptop) -> bool:
        self._now(laptop, "hello", None)
        replica, busy = laptop.replica, False
        for _ in range(400):
            if push := replica.next_push():
                laptop.pushing = push
                self._now(laptop, "push", push)
            elif whole := replica.next_snapshots():
                self._now(laptop, "snapshot", (replica.epoch, whole[0]))
            elif pull := replica.next_pull():
                laptop.pulling = pull
                self._now(laptop, "pull", pull)
            else:
                return busy
            busy = True
        raise oracles.Broken(10, f"{laptop.name} talks without end")

    def _now(self, laptop: Laptop, what: str, request: Any) -> None:
        letter = Letter(laptop, what, request, started=self.starts[laptop.name])
        self._serve(letter)
        self.letters.pop()
        self._receive(letter)

    def check(self) -> None:
        """Every oracle that speaks of quiet."""
        oracles.queues_are_empty(self.laptops)
        oracles.nothing_is_lost(self.region, self.laptops, self.deeds, self.author, self.lost)
        oracles.each_at_most_once(self.region.state.history)
        oracles.history_replays(self.region)
        oracles.everybody_agrees(self.region, self.laptops)

    def _op_id(self) -> str:
        return f"{self.random.getrandbits(128):032x}"

    def _value(self) -> Any:
        return self.random.choice(
            (None, "2", "3", "4", "5", "5", "4", "poison" if self.random.random() < 0.1 else "н")
        )

    def _note(self, line: str) -> None:
        self.trace.append(f"{self._tick:3} {line}")


def run(seed: int, steps: int = 80) -> World:
    """Play one seed to its end and check it."""
    world = World(seed)
    with _told_by(world):
        for _ in range(steps):
            world.step()
        world.settle_down()
        world.check()
    return world


def run_one_restore(seed: int, steps: int = 80) -> World:
    """Invariant 13: everything is answered, then the server is restored once, and everybody comes back."""
    world = World(seed, faults=("drop", "duplicate", "kill", "lock", "clock"), most_restores=0)
    with _told_by(world):
        for _ in range(steps):
            world.step()
        world.region.rules.locked.clear()
        world.settle_down()
        before = oracles.picture(world.region)
        if world.backups:
            world.restore(world.random.choice(world.backups))
            world.settle_down()
            world.check()
            oracles.as_before(before, oracles.picture(world.region))
    return world


@contextmanager
def _told_by(world: World) -> Iterator[None]:
    """A broken invariant carries the trace that a person can read."""
    try:
        yield
    except oracles.Broken as broken:
        broken.trace = world.trace
        raise
