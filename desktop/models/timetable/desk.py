"""The head teacher's desk: everything that the board and the substitutions' screens read and do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from desktop.models.journal import Journal
from desktop.models.observers import Observers
from desktop.models.timetable import publishing
from desktop.models.timetable.building import build_problem
from desktop.models.timetable.cards_on_wire import read_published, write_row
from desktop.models.timetable.covering import Cover
from desktop.models.timetable.draft_book import DraftBook
from desktop.models.timetable.draft_shelf import DraftShelf
from desktop.models.timetable.draft_step import SchoolEdit
from desktop.models.timetable.office import OFFICE, Office, read_office
from desktop.models.timetable.publishing import Check, Forecast, NotPublishable, Publication
from desktop.models.timetable.rules_on_wire import RuleNote, default_id
from desktop.models.timetable.school_deeds import SchoolDeeds
from desktop.models.timetable.versions import Parts, VersionBook
from desktop.models.timetable.weeks import published_now, published_on
from desktop.models.undo import Step, StepKind, Written, turn, turns_of
from sync.local_copy import Touched, Wish
from sync.record import RecordKey, Value
from timetable.cards import Cards, Draft
from timetable.problem import Problem


class TimetableDesk:
    """One school's timetable on one laptop.

    ``book`` is the working draft, ``versions`` what was saved, ``deeds`` what the school is told,
    ``cover`` who is away and who takes whose lessons.
    ``check`` is the independent checker: only a week that it calls legal is published.
    """

    def __init__(self, journal: Journal, drafts: DraftShelf, check: Check) -> None:
        self._journal, self._check = journal, check
        self._office: Office | None = None
        self._problem: Problem | None = None
        self._observers: Observers[[]] = Observers()
        self._stop = journal.observe(self._hear)
        self.deeds = SchoolDeeds(journal, lambda: self.rules)
        self.versions = VersionBook(journal, lambda: self.office, lambda: self.problem)
        self.cover = Cover(journal, lambda: self.office)
        self.book = DraftBook(drafts, lambda: self.problem, self._begin, self._turn_school, journal.told)

    def close(self) -> None:
        """Hear no more of the journal."""
        self._stop()

    def observe(self, observer: Callable[[], object]) -> Callable[[], None]:
        """Call the observer when the school or the office has changed, here or elsewhere; call to stop."""
        return self._observers.add(observer)

    # what there is

    @property
    def office(self) -> Office:
        """The office's notes, until a write touches them."""
        if self._office is None:
            self._office = read_office(self._journal.copy)
        return self._office

    @property
    def problem(self) -> Problem:
        """The school's week as a problem; the same object until the school or the office changes."""
        if self._problem is None:
            self._problem = build_problem(self._journal.facts, self.office, self._journal.today)
        return self._problem

    @property
    def rules(self) -> tuple[RuleNote, ...]:
        """The rules that hold, those of every school where nobody has said a word."""
        if self.office.rules is not None:
            return self.office.rules
        known = enumerate(self.problem.rules)
        return tuple(RuleNote(default_id(number, rule), rule) for number, rule in known)

    def read_published(self, day: date) -> Draft | None:
        """The week in force on a day as cards of today's problem; None before the first."""
        version = published_on(self._journal.facts, day)
        return None if version is None else Draft(self.problem, self._cards_of(version.id, self.problem))

    def read_cards(self, version: str) -> Cards:
        """The week of a version that was saved or published, as far as today's problem has its blocks."""
        saved = self.office.version(version)
        if saved is not None:
            return self.versions.draft_of(saved).cards
        return self._cards_of(version, self.problem)

    # versions and publishing

    def save_version(self, title: str, parts: Parts | None = None) -> str:
        """Save the working draft as a version; gives its id."""
        id = self.versions.save(self.book.draft, title, self.book.base, parts)
        self.book.note_saved(id)
        return id

    def open_version(self, words: str, version: str) -> None:
        """Work on from a version that was saved or published; what lay here before comes back by undo."""
        saved, grid = self.office.version(version), self.problem.grid
        rows: Iterable[Value] = (
            saved.rows if saved else (write_row(card, grid) for card in self.read_cards(version).values())
        )
        self.book.open(words, rows, version)

    def keep_version(self, words: str, version: str) -> Step | None:
        """Of weeks that stand beside each other keep this one, as a step that the board's undo takes back.

        The others are set aside: they stay in the history, and can be opened or taken back.
        """
        saved = self.office.version(version)
        return (
            None if saved is None else self.edit_school(words, self.versions.choice(saved), StepKind.VERSION)
        )

    def take_version_back(self, words: str, version: str) -> Step | None:
        """A version that was set aside stands beside the others again."""
        return self.edit_school(words, self.versions.aside(version, is_aside=False), StepKind.VERSION)

    def foresee(self, since: date) -> Forecast:
        """What publishing the working draft from a day would do, and whether it may be done."""
        facts, today = self._journal.facts, self._journal.today
        return publishing.foresee(facts, self.book.draft, since, today, self._check)

    def publish(self, title: str, since: date, parts: Parts | None = None) -> Publication:
        """Save the working draft and give its publication, to be gone through step by step.

        Raises NotPublishable for a draft that the checker calls illegal, and for a day that is past.
        """
        forecast = self.foresee(since)
        if not forecast.may_publish:
            raise NotPublishable(forecast)
        base = self.save_version(title, parts)
        return Publication(self._journal, self.book.draft, title, since, base)

    def withdraw(self, version: str) -> Step | None:
        """Take a published version back."""
        return publishing.withdraw(self._journal, version)

    def edit_school(self, words: str, wishes: Sequence[Wish], kind: StepKind = StepKind.LOAD) -> Step | None:
        """Tell the school something as a step of the draft, so that the board's undo takes it back, too."""
        step = self._journal.do(kind, wishes)
        if step is not None:
            self.book.note_edits(words, [_edit(one) for one in step.written])
        return step

    def _turn_school(self, edits: Sequence[SchoolEdit], back: bool) -> None:
        """Take edits of the school back, or do them again, in cells that nobody has changed since."""
        written = [
            Written(one.bucket, RecordKey(one.kind, one.id), one.before, one.after, one.identity)
            for one in edits
        ]
        wishes, _, _ = turn(self._journal.copy.view, turns_of(written, back=back))
        if wishes:
            self._journal.write_quietly(wishes)
            self.deeds.owed.note(one.id for one in edits if one.kind == "load" and _has_other_teachers(one))

    def _begin(self, problem: Problem) -> tuple[Cards, str | None]:
        """Where nobody has begun a draft it is the week that was published last."""
        version = published_now(self._journal.facts)
        return ({}, None) if version is None else (self._cards_of(version.id, problem), version.id)

    def _cards_of(self, version: str, problem: Problem) -> Cards:
        return read_published(
            problem, [card for card in self._journal.facts.cards if card.version == version]
        )

    def _hear(self, touched: Touched) -> None:
        buckets = touched.buckets | {bucket for bucket, _ in touched.cells}
        if buckets & {"school", OFFICE}:
            self._office = self._problem = None
            self._observers.tell()


def _has_other_teachers(edit: SchoolEdit) -> bool:
    return edit.before.get("teachers") != edit.after.get("teachers")


def _edit(one: Written) -> SchoolEdit:
    return SchoolEdit(one.bucket, *one.key, dict(one.before), dict(one.after), dict(one.identity))
