"""The two phases of a search: the hard core, then the wishes in rounds around the best week."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from timetable.cards import Card, Cards, Draft
from timetable.checker.checking import check
from timetable.findings import Report, Weight
from timetable.solver.building import build_model, cut, hint_values
from timetable.solver.decoding import decode
from timetable.solver.engine import How, Numbers, Search, Verdict, physical_cores, run, value_in
from timetable.solver.matching import rivals
from timetable.solver.nearest import Nearest
from timetable.solver.progress import (
    Began,
    End,
    Improvement,
    Nearer,
    OnEvent,
    Options,
    Outcome,
    Refused,
    ShouldStop,
    Step,
)
from timetable.solver.rooms import seat
from timetable.solver.school_model import SchoolModel
from timetable.solver.strictness import (
    AS_WRITTEN,
    HARD_ONLY,
    Relaxed,
    Strictness,
    rules_for_sale,
    teachers_for_sale,
)

_AROUND: How = (("use_lns_only", True), ("cp_model_probing_level", 0))
"""Search around the best answer only."""

_AS_HINTED: How = (("fix_variables_to_their_hinted_value", True),)

_PLAIN: How = (("linearization_level", 0), ("cp_model_probing_level", 0))
"""For the hard core linear relaxations and probing cost more than they tell: found by measurement."""

_JUMPS: How = (("use_ls_only", True), *_PLAIN)
"""Local search alone («feasibility jump»): what is not found at once, it finds sooner than all others."""

_LONGEST = 4
"""Later rounds are longer, up to so many times: each begins by reading the whole model again."""

_PROOF_SECONDS = 3.0
"""How long the hard core is tried with proof: easy and impossible schools need no more."""

_JUMP_SECONDS = 12.0
"""How long it is tried by local search in the first turn, before rules are let go and won back."""

_NEAR_SECONDS = 8.0
"""A round around the nearest week; one without a gain ends the approach."""


@dataclass(frozen=True)
class Best:
    """The best legal week so far."""

    cards: Cards
    report: Report


class Stopped(Exception):
    """Somebody stops the search while a model is being built."""


class SchoolSearch:
    """One search for one draft's week."""

    def __init__(self, draft: Draft, options: Options, on_event: OnEvent, should_stop: ShouldStop) -> None:
        self._draft = draft
        self._options = options
        self._on_event = on_event
        self._asked_to_stop = should_stop
        self._began = time.monotonic()
        self._refused = 0
        self._roomless: dict[tuple[Card, ...], None] = {}
        self._numbers: Numbers = ()
        self._is_cut = False
        self.best: Best | None = None

    # --------------------------------------------------------------------------------------- the two phases

    def find_legal(self) -> Verdict:
        """Look for any legal week: the hard core as it stands, then from near, in turns that grow longer."""
        if self._accept(self._draft.cards):
            return Verdict.FOUND
        self._tell(Step.MODEL)
        model = self._built(self._draft, HARD_ONLY)
        self._tell(Step.LEGAL)
        said, turn = Verdict.UNKNOWN, 0
        while self.best is None and not self._should_stop():
            turn += 1
            said = self._tried(model, turn)
            if said is Verdict.NONE:
                return self._confirmed(model) if turn == 1 and not self._is_cut else Verdict.UNKNOWN
            if self.best is None and not self._should_stop():
                self._approach(teachers_for_sale if turn % 2 else rules_for_sale)
        return said

    def _tried(self, model: SchoolModel, turn: int) -> Verdict:
        """Search the hard core, the first time with proof, too, then by local search."""
        seed = self._options.seed + turn - 1
        said = self._sought(model, _PROOF_SECONDS, seed, _PLAIN) if turn == 1 else Verdict.UNKNOWN
        return said if said is Verdict.NONE else self._sought(model, _JUMP_SECONDS * turn, seed, _JUMPS)

    def _sought(self, model: SchoolModel, seconds: float, seed: int, how: How) -> Verdict:
        """Search for so long; weeks in which not all have rooms are put aside."""
        ends, said = self.seconds + seconds, Verdict.UNKNOWN
        while self.best is None and not self._should_stop() and self.seconds < ends:
            search = self._search(min(ends - self.seconds, self._first_left()), seed, how)
            said = run(model, search, self._handler(model), self._should_stop)
            if said is Verdict.NONE:
                return said
            for cards in self._roomless:
                cut(model, cards)
                self._is_cut = True
            self._roomless.clear()
        return said

    def _confirmed(self, model: SchoolModel) -> Verdict:
        """«None» from one status is not believed: another seed without presolve must say so too."""
        more = (("cp_model_presolve", False), ("num_workers", 1))
        search = self._search(min(20.0, self._left()), self._options.seed + 1000, more)
        return run(model, search, self._handler(model), self._should_stop)

    def _approach(self, relaxed: Relaxed) -> None:
        """Let rules be broken for a price, and bring the price down to nothing."""
        self._tell(Step.NEARER)
        model = self._built(self._draft, Strictness(wishes=False, relaxed=relaxed))
        near = Nearest(model, self._handler(model), self._tell_nearer)
        if model.slacks and self._began_near(model, near):
            self._come_nearer(model, near)

    def _began_near(self, model: SchoolModel, near: Nearest) -> bool:
        """Whether there is any week at all to begin with."""
        model.forget_objective()
        search = self._search(min(_JUMP_SECONDS, self._first_left()), self._options.seed, _JUMPS)
        run(model, search, near.take, lambda: near.broken is not None or self._should_stop())
        model.minimize()
        return near.broken is not None

    def _come_nearer(self, model: SchoolModel, near: Nearest) -> None:
        """Search around the nearest week until it is legal, or a round has brought nothing."""
        turn, before = 0, None
        while self.best is None and not self._should_stop() and near.broken != before:
            turn, before = turn + 1, near.broken
            hint_values(model, near.numbers)
            search = self._search(min(_NEAR_SECONDS, self._first_left()), self._options.seed + turn, _AROUND)
            verdict = run(model, search, near.take, lambda: self.best is not None or self._should_stop())
            if verdict is Verdict.BEST and near.broken:
                return
            self._put_aside(model, near)

    def _put_aside(self, model: SchoolModel, near: Nearest) -> None:
        """Let weeks that have no room for all cost something, too."""
        for cards in self._roomless:
            cut(model, cards, price=1)
            near.broken = None
        self._roomless.clear()
        model.minimize()

    def better(self) -> None:
        """Better the week by its wishes, in rounds that each begin with the best."""
        if self.best is None or self.best.report.cost == 0:
            return
        self._tell(Step.WISHES)
        model = self._built(Draft(self._draft.problem, {**self._draft.cards, **self.best.cards}), AS_WRITTEN)
        self._numbers = self._completed(model)
        said, turn = Verdict.UNKNOWN, 0
        while model.slacks and said is not Verdict.BEST and self._may_better():
            turn += 1
            if self._numbers:
                hint_values(model, self._numbers)
            seconds = min(self._options.round_seconds * min(turn, _LONGEST), self._left())
            search = self._search(seconds, self._options.seed + turn, _AROUND)
            said = run(model, search, self._handler(model), self._should_stop)

    def _may_better(self) -> bool:
        return not self._should_stop() and self._left() > 0.5 and bool(self.best and self.best.report.cost)

    def _completed(self, model: SchoolModel) -> Numbers:
        """A whole answer of the best week: its hints and what follows from them."""
        answers: list[Numbers] = []
        search = self._search(min(5.0, self._left()), self._options.seed, _AS_HINTED)
        run(model, search, answers.append, self._should_stop)
        return answers[-1] if answers else ()

    def _built(self, draft: Draft, strictness: Strictness) -> SchoolModel:
        """The model; a search that is stopped meanwhile does not wait for it."""

        def look() -> None:
            if self._should_stop():
                raise Stopped

        return build_model(draft, strictness, look)

    # ------------------------------------------------------------------------------------- what was found

    def _handler(self, model: SchoolModel) -> Callable[[Numbers], None]:
        def handle(numbers: Numbers) -> None:
            before = self.best
            near = before.cards if before else self._draft.cards
            self._take(decode(model, value_in(numbers), {**near, **self._locked()}))
            if self.best is not before:
                self._numbers = numbers

        return handle

    def _locked(self) -> Cards:
        return {key: card for key, card in self._draft.cards.items() if card.time_locked or card.rooms_locked}

    def _take(self, cards: Cards) -> None:
        """Give rooms to a week, let it be judged, tell of it if it is the best."""
        seating = seat(self._draft.problem, cards, 1.0, self._options.seed)
        if seating.missed:
            for key in seating.missed:
                self._roomless[rivals(self._draft.problem, cards, key)] = None
        else:
            self._accept(seating.cards, refuse=True)

    def _accept(self, cards: Cards, refuse: bool = False) -> bool:
        """Whether the checker lets a week pass; the best is told, a refused answer is told loudly."""
        report = check(Draft(self._draft.problem, cards))
        if not report.is_legal:
            if refuse:
                self._refused += 1
                self._on_event(Refused(report.of(Weight.BROKEN), self.seconds))
            return False
        if self.best is None or report.cost < self.best.report.cost:
            self.best = Best(cards, report)
            self._on_event(Improvement(cards, report.cost, report.parts, self.seconds))
        return True

    # ------------------------------------------------------------------------------------------- the clock

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._began

    def _left(self) -> float:
        return float("inf") if self._options.seconds is None else self._options.seconds - self.seconds

    def _first_left(self) -> float:
        return min(self._options.first_seconds - self.seconds, self._left())

    def _should_stop(self) -> bool:
        legal_is_enough = self._options.only_legal and self.best is not None
        too_late = self._left() <= 0 or (self.best is None and self._first_left() <= 0)
        return legal_is_enough or too_late or self._asked_to_stop()

    def _search(self, seconds: float, seed: int, more: How = ()) -> Search:
        workers = self._options.workers or physical_cores()
        return Search(seconds, seed, workers, self._options.memory_mb, more)

    def _tell_nearer(self, broken: int) -> None:
        self._on_event(Nearer(broken, self.seconds))

    def _tell(self, step: Step) -> None:
        self._on_event(Began(step, self.seconds))

    def outcome(self, verdict: Verdict) -> Outcome:
        """How it ended."""
        if self._asked_to_stop():
            end = End.STOPPED
        elif self.best is not None:
            end = End.SOLVED
        else:
            end = End.UNPLACEABLE if verdict is Verdict.NONE else End.NOT_FOUND
        found = self.best or Best({}, Report())
        report = self.best.report if self.best else None
        return Outcome(end, found.cards, report, self.seconds, self._options.seed, self._refused)
