"""All that one seed plays with: four laptops, a server, the letters between them, and what was done."""

from __future__ import annotations

import random
from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass

from sync.messages import PullRequest, PushRequest
from sync.record import Cells
from tests.simulation.laptop import Deed, Laptop, MortalShelf
from tests.simulation.region import Refused, Region, State
from tests.simulation.witness import Witness

COURSE, OTHER_COURSE, OFFICE = "course:a", "course:b", "office"
READERS = {
    "anna": (COURSE, OTHER_COURSE, "person:anna"),
    "boris": (COURSE, "person:boris"),
    "head": (COURSE, OFFICE, "person:head"),
}
FOUR = {"anna 1": "anna", "anna 2": "anna", "boris 1": "boris", "head 1": "head"}
THREE = {"anna 1": "anna", "boris 1": "boris", "head 1": "head"}
LESSONS = {
    "00000000-0000-4000-8000-000000000001": COURSE,
    "00000000-0000-4000-8000-000000000002": COURSE,
    "00000000-0000-4000-8000-000000000003": OTHER_COURSE,
}
RECENT = 4


@dataclass(eq=False)
class Letter:
    """A message on its way, as bytes; one to a process that was killed since is never read."""

    laptop: Laptop
    what: str
    request: PushRequest | PullRequest | tuple[str, str] | None
    body: bytes
    started: int
    answer: bytes | Refused | None = None


class World:
    """The state of one seed. `cast` names laptops and whose they are, `restores` bounds the server's."""

    def __init__(self, seed: int, cast: Mapping[str, str], restores: int) -> None:
        self.random = random.Random(seed)
        self.restores_left = restores
        self.region = Region(READERS)
        self.laptops = [Laptop(name, person, self._new_op) for name, person in cast.items()]
        self.letters: list[Letter] = []
        self.backups: list[State] = [State()]
        self.disks: dict[str, MortalShelf] = {}
        self.deeds: dict[str, Deed] = {}
        self.lost: set[str] = set()
        self.witness = Witness(self.deeds)
        self.met: Counter[str] = Counter()
        self.tick = 0
        self._trace: list[str] = []
        self._names: dict[str, str] = {}
        self._recent: deque[str] = deque(maxlen=RECENT)

    @property
    def trace(self) -> list[str]:
        """What happened, a line each, with short names for ops and records."""
        return [self._shorten(line) for line in self._trace]

    def teachers(self) -> list[Laptop]:
        return [laptop for laptop in self.laptops if laptop.person != "head"]

    def note(self, line: str) -> None:
        self._trace.append(f"{self.tick:3} {line}")

    def note_deed(self, deed: Deed) -> None:
        """Keep what a person did, beside the machinery that is being watched."""
        self.deeds[deed.op] = deed
        self._names[deed.op] = f"w{len(self.deeds)}"
        answers = f", beside it {dict(deed.beside)}" if deed.beside else ""
        self.note(f"{deed.laptop} writes {deed.op}: {_arrows(deed)} in {deed.key.id}{answers}")

    def note_mishap(self, name: str) -> None:
        self.met[name] += 1
        self._recent.append(name)

    def note_status(self, status: str) -> None:
        """Count a result, alone and with each mishap that came shortly before it."""
        self.met[status] += 1
        for mishap in set(self._recent):
            self.met[f"{mishap} × {status}"] += 1

    def _new_op(self) -> str:
        return f"{self.random.getrandbits(128):032x}"

    def _shorten(self, line: str) -> str:
        for op, name in self._names.items():
            line = line.replace(op, name)
        for number, lesson in enumerate(LESSONS, start=1):
            line = line.replace(lesson, f"lesson {number}")
        return line


def _arrows(deed: Deed) -> str:
    return ", ".join(f"{cell}: {deed.saw.get(cell)} → {new}" for cell, new in deed.cells.items())


def mark_of(bucket: str) -> str:
    """Every value written into a bucket ends with this, so that a leak can be seen in bytes."""
    return f"~{bucket[-1]}"


def without(cells: Cells) -> dict[str, object]:
    """The cells that are not empty."""
    return {cell: value for cell, value in cells.items() if value is not None}
