"""The search for a week in a process of its own: the window never waits for it, and may outlive it.

The parent sends a draft and hears of each better week; the child lives as long as its search and
never longer than its parent. What it has told is kept when it is stopped, killed or dies of itself.
A program in one file must call ``multiprocessing.freeze_support()`` first thing in its ``__main__``.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from threading import Event as Flag
from threading import Thread

from school.calendar import Weeks
from timetable.cards import Card, Cards, Draft, Hand
from timetable.grid import TimeSlot
from timetable.rules.rule import BlockKey
from timetable.solver.progress import Began, End, Event, Improvement, Options, Parts, Refused

_processes = get_context("spawn")

_LIMIT_ABOVE_MB = 1_500
"""What a child may take beside the solver's own limit: libraries, threads, the model while it is built."""

_WORDS = "stop"

PlainCard = tuple[str, int, int, int, str, tuple[str | None, ...], bool, bool, str]


@dataclass(frozen=True)
class Ended:
    """The search is over; ``cards`` are the best legal week, empty where none was found."""

    end: End
    cards: Cards
    cost: int
    parts: Parts
    seconds: float
    seed: int
    refused: int


@dataclass(frozen=True, slots=True)
class Died:
    """The child is gone without a word: out of memory, killed, or a fault of the engine."""

    exit_code: int | None


WorkerEvent = Event | Ended | Died


class Worker:
    """One search in a child. Start it once; ask it often, or wait on its connection."""

    def __init__(self) -> None:
        self._pipe: Connection | None = None
        self._process: SpawnProcess | None = None
        self._is_unwanted = self._is_followed = False
        self.best: Improvement | None = None
        """The best week that was told, whatever became of the child."""

    def start(self, draft: Draft, options: Options) -> None:
        """Begin a search; the draft is copied to the child."""
        self._pipe, theirs = _processes.Pipe()
        self._process = _processes.Process(target=_child, args=(theirs, draft, options), daemon=True)
        self._process.start()
        theirs.close()
        if self._is_unwanted:
            self._process.kill()

    @property
    def is_running(self) -> bool:
        """Whether the end of the search has not been told yet."""
        return self._pipe is not None

    @property
    def pid(self) -> int:
        """The child's number with the system; 0 when it is gone."""
        return (self._process.pid or 0) if self._process is not None else 0

    @property
    def connection(self) -> Connection | None:
        """What becomes readable when there is news; None when the search is over."""
        return self._pipe

    def poll(self, seconds: float = 0.0) -> Iterator[WorkerEvent]:
        """What has been told since, after waiting for a first word for so long at most."""
        while self._pipe is not None and self._pipe.poll(seconds):
            seconds = 0.0
            yield self._heard(self._pipe)

    def follow(self, on_event: Callable[[WorkerEvent], None]) -> WorkerEvent:
        """Hand on everything that is told until the search is over; the last word."""
        self._is_followed = True
        while self.is_running:
            for event in self.poll(1.0):
                on_event(event)
                if isinstance(event, Ended | Died):
                    return event
        return Died(None)

    def stop(self) -> None:
        """Ask the search to end soon; what is best by then is told as its end."""
        with suppress(OSError):
            if self._pipe is not None:
                self._pipe.send(_WORDS)

    def kill(self) -> None:
        """End the child at once, also one that is only about to start; nothing more is told, ``best`` stays.

        Whoever follows in another thread hears of the child's death and lets go of it.
        """
        self._is_unwanted = True
        if self._process is not None:
            with suppress(ValueError):
                self._process.kill()
        if not self._is_followed:
            self._close()

    def _heard(self, pipe: Connection) -> WorkerEvent:
        try:
            event = _revived(pipe.recv())
        except (EOFError, OSError):
            code = self._close()
            return Died(code)
        if isinstance(event, Improvement):
            self.best = event
        elif isinstance(event, Ended):
            self._close()
        return event

    def _close(self) -> int | None:
        """Let go of the child; its exit code."""
        process, self._process = self._process, None
        if self._pipe is not None:
            self._pipe.close()
            self._pipe = None
        if process is None:
            return None
        process.join(5.0)
        if process.is_alive():
            process.kill()
            process.join()
        code = process.exitcode
        process.close()
        return code


# ------------------------------------------------------------------------------------------------ the child


def _child(pipe: Connection, draft: Draft, options: Options) -> None:
    """Search, tell, and end when told so or when nobody listens any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _bound_memory(options.memory_mb)
    from timetable.solver.solving import solve  # the engine's libraries are wanted in the child only

    stop = Flag()
    Thread(target=_listen, args=(pipe, stop), daemon=True).start()
    outcome = solve(draft, options, lambda event: _tell(pipe, event, stop), stop.is_set)
    report = outcome.report
    cost, parts = (report.cost, dict(report.parts)) if report is not None else (0, {})
    ended = Ended(outcome.end, outcome.cards, cost, parts, outcome.seconds, outcome.seed, outcome.refused)
    _tell(pipe, ended, stop)


def _listen(pipe: Connection, stop: Flag) -> None:
    """Hear the word to stop; the parent's end is such a word, too."""
    with suppress(EOFError, OSError):
        pipe.recv()
    stop.set()


def _tell(pipe: Connection, event: Event | Ended, stop: Flag) -> None:
    try:
        pipe.send(_plain(event))
    except OSError:
        stop.set()


def _bound_memory(megabytes: int) -> None:
    """Let the system refuse memory beyond the bound, where it has such a thing."""
    try:
        import resource
    except ImportError:
        return
    limit = (megabytes + _LIMIT_ABOVE_MB) * 2**20
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))


# ----------------------------------------------------------------------------------------- what goes between


def _plain(event: Event | Ended) -> tuple[Event | Ended, tuple[PlainCard, ...]]:
    """An event and its cards apart, as plain words and numbers."""
    if isinstance(event, Improvement | Ended):
        return replace(event, cards={}), tuple(_plain_card(card) for card in event.cards.values())
    return event, ()


def _revived(message: tuple[Event | Ended, tuple[PlainCard, ...]]) -> Event | Ended:
    event, plain = message
    if isinstance(event, Improvement | Ended):
        return replace(event, cards={card.block: card for card in map(_card, plain)})
    return event


def _plain_card(card: Card) -> PlainCard:
    flags = (card.time_locked, card.rooms_locked)
    return (*card.block, *card.at, card.weeks.value, card.rooms, *flags, card.hand.value)


def _card(plain: PlainCard) -> Card:
    demand, seq, day, slot, weeks, rooms, time_locked, rooms_locked, hand = plain
    place = TimeSlot(day, slot)
    return Card(BlockKey(demand, seq), place, Weeks(weeks), rooms, time_locked, rooms_locked, Hand(hand))


__all__ = ["Began", "Died", "Ended", "Improvement", "Refused", "Worker", "WorkerEvent"]
