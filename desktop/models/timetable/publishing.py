"""Publishing: the week becomes the school's from a day on.

Cards go first, under a new version that nobody sees; the last op makes the version itself and says how
many cards it has. Written lessons keep their place, past days keep the week that they had.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from desktop.models.journal import Journal
from desktop.models.reading.school_facts import SchoolFacts
from desktop.models.reading.school_records import SCHOOL
from desktop.models.timetable.cards_on_wire import card_cells, school_cards
from desktop.models.timetable.changes import SlotChange, teacher_changes
from desktop.models.timetable.journals_owed import JournalsOwed
from desktop.models.timetable.weeks import published_on
from desktop.models.undo import Step, StepKind
from school.timetable import Card as SchoolCard
from school.timetable import Timetable
from sync.identity import new_id
from sync.local_copy import Wish
from timetable.cards import Draft
from timetable.findings import Report

Check = Callable[[Draft], Report]

_AT_ONCE = 40
"""Cards that are written in one transaction: some hundredths of a second."""


@dataclass(frozen=True)
class Forecast:
    """What publishing a draft from a day would do.

    ``instead`` is the version that it takes over from, ``rivals`` are those published from the very
    same day, ``later`` those that will take over from it again; ``is_past`` where lessons that were
    held already would change their week.
    """

    since: date
    report: Report
    instead: Timetable | None
    rivals: tuple[Timetable, ...] = ()
    later: tuple[Timetable, ...] = ()
    is_past: bool = False
    changes: Mapping[str, tuple[SlotChange, ...]] = field(default_factory=dict)

    @property
    def may_publish(self) -> bool:
        """Only a week that can be held, and only of days to come; a broken norm warns."""
        return self.report.is_legal and not self.is_past


class NotPublishable(Exception):
    """A draft that must not be published; ``forecast`` says why."""

    def __init__(self, forecast: Forecast) -> None:
        super().__init__("the draft cannot be published")
        self.forecast = forecast


def foresee(facts: SchoolFacts, draft: Draft, since: date, today: date, check: Check) -> Forecast:
    """Look at what publishing would do, without doing it."""
    published = [one for one in facts.timetables if one.is_published]
    instead = published_on(facts, since)
    before = [card for card in facts.cards if instead is not None and card.version == instead.id]
    return Forecast(
        since,
        check(draft),
        instead,
        tuple(one for one in published if one.dates.first_day == since),
        tuple(one for one in published if one.dates.first_day > since),
        since < today and published_on(facts, since) is not None,
        teacher_changes(facts.loads, before, school_cards(draft)),
    )


class Publication:
    """A publishing under way: a step at a time, so that a window stays alive.

    Broken off before its end nothing is published, and nobody has seen anything of it.
    """

    def __init__(self, journal: Journal, draft: Draft, title: str, since: date, base: str | None) -> None:
        self._journal, self._since = journal, since
        self.id = new_id()
        self.step: Step | None = None
        """What undo would take back: the version, when it is published."""
        self._cards = tuple(school_cards(draft, self.id))
        self._head = Wish(
            SCHOOL,
            "timetable",
            self.id,
            {
                "title": title,
                "from": since.isoformat(),
                "state": "published",
                "cards": len(self._cards),
                "base": base,
                "author": journal.person,
                "saved_at": journal.now().isoformat(timespec="seconds"),
            },
        )

    def __len__(self) -> int:
        """How many steps there are."""
        return -(-len(self._cards) // _AT_ONCE) + 1

    def __iter__(self) -> Iterator[int]:
        """Publish; each step done gives its number, from 1 on. Raises StoreFault, with nothing published."""
        for number, first in enumerate(range(0, len(self._cards), _AT_ONCE), start=1):
            self._journal.write_quietly([_wish(card) for card in self._cards[first : first + _AT_ONCE]])
            yield number
        JournalsOwed(self._journal.copy.shelf).publish(self._since, self._journal.facts.loads)
        self.step = self._journal.do(StepKind.PUBLISH, [self._head])
        yield len(self)


def withdraw(journal: Journal, version: str) -> Step | None:
    """Take a published version back: the one before it is in force again."""
    return journal.do(StepKind.PUBLISH, [Wish(SCHOOL, "timetable", version, {"state": "set_aside"})])


def _wish(card: SchoolCard) -> Wish:
    return Wish(SCHOOL, "card", card.id, card_cells(card))
