"""The timetable as the board asks it: checker, words, counting, in the language of the screen."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

from desktop.ui.timetable.aims import Aim, Aims, RoomAim, Tone
from desktop.ui.timetable.knowing import Knowing, Lack, Way
from desktop.ui.words import N_, _, plural
from timetable.aside import Aside
from timetable.cards import Draft
from timetable.explaining.counting import count
from timetable.explaining.easing import eased
from timetable.explaining.explanation import Explanation, Known
from timetable.explaining.explanation_words import MOST_REMEDIES, told_explanation, told_relaxation, told_ways
from timetable.explaining.remedies import Remedy
from timetable.explaining.remedy_words import advised
from timetable.explaining.shortage import Shortage
from timetable.explaining.shortage_words import told
from timetable.findings import Fault, Finding, Part
from timetable.problem import Problem
from timetable.rules.rule import BlockKey, Rule
from timetable.targets.aiming import Targets
from timetable.targets.target import Target, Verdict
from timetable.words.findings import told as told_finding
from timetable.words.naming import Naming
from timetable.words.rooms import told_room
from timetable.words.rules import PARTS
from timetable.words.targets import told_target
from timetable.words.tongue import Tongue

TONGUE: Final = Tongue(_, plural)


def tell(finding: Finding, problem: Problem) -> str:
    """A finding in words."""
    return told_finding(finding, Naming(problem, TONGUE))


def tell_parts(parts: Mapping[type[Rule], Part]) -> list[str]:
    """«Окон: 59», a line for each kind of wish, the dearest first."""
    dear = sorted(parts.items(), key=lambda one: (-one[1].cost, one[0].__name__))
    said = (f"{_(PARTS[kind])}: {part.amount}" for kind, part in dear if part.amount)
    return [_capital(words) for words in said]


def explain(draft: Draft) -> tuple[Lack, ...]:
    """What counting finds short, what stops a week first."""
    lacks = [_lack(draft.problem, shortage) for shortage in count(draft)]
    return tuple(sorted(lacks, key=lambda lack: not lack.stops))


def relax(aside: Aside, draft: Draft) -> tuple[Lack, ...]:
    """What has to give way, one by one and all at once; one without ways where nothing was found.

    Raises Gone when the search ends without an answer.
    """
    found: Explanation = aside.call("timetable.explaining.explaining", "explain", draft)
    problem = draft.problem
    lacks = tuple(
        Lack(
            _capital(told_relaxation(one, problem, TONGUE)),
            _ways_of(problem, one.remedies, holds=found.holds),
        )
        for one in found.relaxations
    )
    return (*lacks, _all_at_once(found, draft))


def _all_at_once(found: Explanation, draft: Draft) -> Lack:
    """The week of an explanation with all that it needs, as one step; mere words where there is none."""
    if found.known is Known.RELAXED:
        words = _("Всё это разом, и уроки по местам. Нашлось так; может быть, хватит и меньшего.")
    else:
        words = told_explanation(found, draft.problem, TONGUE)
    is_new = bool(found.cards) and found.cards != draft.cards
    ways = (Way(_("Поставить найденное расписание"), partial(_eased, found)),) if is_new else ()
    return Lack(words, ways, stops=False)


def _eased(found: Explanation, draft: Draft) -> Draft:
    return eased(draft, found)


def _lack(problem: Problem, shortage: Shortage) -> Lack:
    told_of = told_ways(shortage, problem, TONGUE)
    ways = tuple(Way(_capital(one.words), partial(_apply, one.remedy), one.but) for one in told_of)
    return Lack(_capital(told(shortage, problem, TONGUE)), ways, shortage.stops)


def _ways_of(problem: Problem, remedies: tuple[Remedy, ...], *, holds: bool) -> tuple[Way, ...]:
    """Only the first of each was tried, together with the others' first ones."""
    untried = _("хватит ли этого, не проверено")
    return tuple(
        Way(
            _capital(advised(remedy, problem, TONGUE)),
            partial(_apply, remedy),
            untried if number or not holds else "",
        )
        for number, remedy in enumerate(remedies[:MOST_REMEDIES])
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _apply(remedy: Remedy, draft: Draft) -> Draft:
    return remedy.apply_to(draft)


class Aiming:
    """Places for the card in hand; what a draft has in common is kept between two cards."""

    def __init__(self) -> None:
        self._targets = Targets()

    def read(self, draft: Draft, block: BlockKey) -> Aims:
        """The colours and words of all places."""
        naming = Naming(draft.problem, TONGUE)
        found = self._targets.of(draft, block)
        return {at: _aim(target, naming) for at, target in found.items()}

    def read_rooms(self, draft: Draft, block: BlockKey, number: int) -> tuple[RoomAim, ...]:
        """The tones and words of all rooms for a placed card, the best first."""
        naming, rooms = Naming(draft.problem, TONGUE), draft.problem.rooms
        return tuple(
            RoomAim(
                rooms[one.room].title,
                _TONES[one.target.verdict],
                told_room(one, naming),
                one.target.moves,
                one.is_own,
            )
            for one in self._targets.rooms(draft, block, number)
        )


def _aim(target: Target, naming: Naming) -> Aim:
    words = told_target(target, naming)
    fault = next((one.what for one in target.findings if isinstance(one.what, Fault)), None)
    short = words.short or (_(SHORT[fault]) if fault in SHORT else "")
    return Aim(_TONES[target.verdict], short, words.whole, target.moves)


_TONES: Final = {
    Verdict.FREE: Tone.FREE,
    Verdict.WORSE: Tone.WORSE,
    Verdict.SWAP: Tone.SWAP,
    Verdict.LEAVES: Tone.NO,
    Verdict.IMPOSSIBLE: Tone.NO,
}
SHORT: Final[Mapping[Fault | None, str]] = {
    Fault.TEACHER_CLASH: N_("уч. занят"),
    Fault.PUPILS_CLASH: N_("кл. занят"),
    Fault.TEACHER_AWAY: N_("уч. нет"),
    Fault.PUPILS_AWAY: N_("кл. нет"),
    Fault.NO_ROOM: N_("нет каб."),
    Fault.ROOM_CLASH: N_("каб. занят"),
    Fault.OUTSIDE_GRID: N_("не войдёт"),
    Fault.WRONG_SHIFT: N_("др. смена"),
}


def usual() -> Knowing:
    """Everything that the timetable's rooms know; one for each board."""
    aiming = Aiming()
    return Knowing(
        read_aims=aiming.read, read_rooms=aiming.read_rooms, tell=tell, explain=explain, relax=relax
    )
