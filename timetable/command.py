"""`parta timetable solve|check|explain|convert`: the timetable without a window, for files.

Exit codes: 0 is a legal timetable (or nothing in its way), 2 is none, with the reason in words, 3 is
input that cannot be used, with the place, 130 is Ctrl+C before anything could be kept. No file is
half-written, and Ctrl+C in a search keeps the best week.
"""

from __future__ import annotations

import argparse
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

from timetable.arguments import Exit
from timetable.cards import Draft
from timetable.findings import Report, Weight
from timetable.formats.disk import reason_of
from timetable.formats.files import Opened, check_target, open_file, save_file
from timetable.formats.notes import Notes
from timetable.formats.refusals import BadFile, Why
from timetable.words.findings import told
from timetable.words.naming import Naming
from timetable.words.rules import told_parts
from timetable.words.tongue import RUSSIAN, Tongue

if TYPE_CHECKING:
    from timetable.explaining.remedies import Remedy
    from timetable.problem import Problem
    from timetable.solver.progress import Event, Outcome, Parts

Say = Callable[[str], None]

MOST_LINES = 40
"""So many findings are told one by one; the rest are counted."""

TRIED_SECONDS = 20.0
"""So long a legal week is looked for before it is asked what has to give way."""


def run(words: argparse.Namespace, say: Say, complain: Say, tongue: Tongue = RUSSIAN) -> int:
    """Do what the arguments ask; the exit code."""
    deeds = {"solve": _solve, "check": _check, "explain": _explain, "convert": _convert}
    try:
        opened = open_file(words.file, ignore_unsupported=words.ignore_unsupported)
        _tell_notes(opened.notes, complain, tongue)
        return deeds[words.deed](words, opened, _Mouth(say, complain, tongue))
    except BadFile as refused:
        complain(refused.words(tongue))
        return Exit.BAD_INPUT
    except OSError as failed:  # files have had their refusals: nobody takes what is said
        told = BadFile(Why.NOT_TOLD, reason=reason_of(failed), folder="", code=failed.errno)
        complain(told.words(tongue))
        return Exit.BAD_INPUT
    except KeyboardInterrupt:
        _ = tongue.say
        complain(_("Остановлено; ничего не записано"))
        return Exit.STOPPED


class _Mouth:
    """Where results and remarks go, and in which language."""

    def __init__(self, say: Say, complain: Say, tongue: Tongue) -> None:
        self.say, self.complain, self.tongue = say, complain, tongue


def _tell_notes(notes: Notes, complain: Say, tongue: Tongue) -> None:
    _ = tongue.say
    for line in notes.words(tongue):
        complain(_("Оставлено в стороне: {what}").format(what=line))


def _convert(words: argparse.Namespace, opened: Opened, mouth: _Mouth) -> int:
    _tell_notes(save_file(words.out, opened.draft, opened), mouth.complain, mouth.tongue)
    return Exit.LEGAL


def _check(words: argparse.Namespace, opened: Opened, mouth: _Mouth) -> int:
    del words
    from timetable.checker.checking import check

    report = check(opened.draft)
    for line in _findings(opened.draft, report, mouth.tongue):
        mouth.say(line)
    return Exit.LEGAL if report.is_legal else Exit.NO_TIMETABLE


def _findings(draft: Draft, report: Report, tongue: Tongue) -> Iterator[str]:
    """The verdict, what is broken, what the law says, what it costs, what the norms advise."""
    _ = tongue.say
    naming = Naming(draft.problem, tongue)
    if draft.tray and not draft.cards:
        yield _("В файле нет недели: ни одно занятие не поставлено. Составить её: parta timetable solve")
        return
    yield _("Расписание годится") if report.is_legal else _("Так учиться нельзя")
    for weight in (Weight.BROKEN, Weight.LAW):
        found = report.of(weight)
        yield from (f"- {told(one, naming)}" for one in found[:MOST_LINES])
        if len(found) > MOST_LINES:
            yield _("… и ещё {n}").format(n=len(found) - MOST_LINES)
    yield _parts(report.parts, tongue)
    yield from (f"- {told(one, naming)}" for one in report.of(Weight.ADVICE)[:MOST_LINES])


def _parts(parts: Parts, tongue: Tongue) -> str:
    _ = tongue.say
    return told_parts(parts, tongue) if parts else _("все пожелания исполнены")


def _explain(words: argparse.Namespace, opened: Opened, mouth: _Mouth) -> int:
    del words
    return Exit.NO_TIMETABLE if _tell_reasons(opened.draft, mouth, TRIED_SECONDS) else Exit.LEGAL


def _tell_reasons(draft: Draft, mouth: _Mouth, legal_seconds: float) -> bool:
    """Say what is short or has to give way, and what would help; whether no legal week was found either."""
    from timetable.explaining.contradicting import contradict, told_contradiction
    from timetable.explaining.explaining import explain
    from timetable.explaining.explanation import Known
    from timetable.explaining.explanation_words import MOST_TOLD, told_explanation, told_ways
    from timetable.explaining.shortage_words import told as told_shortage

    problem, tongue = draft.problem, mouth.tongue
    found = explain(draft, legal_seconds=legal_seconds)
    told = sorted(found.shortages, key=lambda one: not one.stops)
    for shortage in told[:MOST_TOLD]:
        mouth.say(f"- {told_shortage(shortage, problem, tongue)}")
        for _remedy, way, but in told_ways(shortage, problem, tongue):
            mouth.say(tongue.say("  можно: {what}").format(what=f"{way} — {but}" if but else way))
    if len(told) > MOST_TOLD:
        mouth.say(tongue.say("… и ещё {n}").format(n=len(told) - MOST_TOLD))
    if found.known is not Known.COUNTED:
        mouth.say(told_explanation(found, problem, tongue))
        for relaxation in found.relaxations[:MOST_TOLD]:
            _tell_remedies(relaxation.remedies[:1], problem, mouth)
        if found.known is Known.RELAXED and (contradiction := contradict(draft, found)):
            mouth.say(told_contradiction(contradiction, problem, tongue))
    return found.known is not Known.HELD


def _tell_remedies(remedies: Sequence[Remedy], problem: Problem, mouth: _Mouth) -> None:
    from timetable.explaining.remedy_words import advised

    _ = mouth.tongue.say
    for remedy in remedies:
        mouth.say(_("  можно: {what}").format(what=advised(remedy, problem, mouth.tongue)))


def _solve(words: argparse.Namespace, opened: Opened, mouth: _Mouth) -> int:
    from timetable.solver.solving import Options, solve

    check_target(words.out)
    options = Options(seconds=words.seconds, first_seconds=min(120.0, words.seconds), seed=words.seed)
    with _interruptible() as interrupted:
        outcome = solve(opened.draft, options, _follower(words.progress, mouth), interrupted)
    if outcome.report is None:
        _tell_failure(opened.draft, outcome, mouth)
        return Exit.NO_TIMETABLE
    notes = save_file(words.out, Draft(opened.draft.problem, outcome.cards), opened)
    _tell_notes(notes, mouth.complain, mouth.tongue)
    _ = mouth.tongue.say
    mouth.say(_("Расписание составлено и записано: {file}").format(file=words.out.name))
    mouth.say(_parts(outcome.report.parts, mouth.tongue))
    return Exit.LEGAL


def _follower(tells: bool, mouth: _Mouth) -> Callable[[Event], None]:
    from timetable.solver.progress import Improvement, Nearer, Refused

    _ = mouth.tongue.say

    def follow(event: Event) -> None:
        if isinstance(event, Refused):
            mouth.complain(_("Найденное не прошло проверки и отброшено"))
        elif isinstance(event, Improvement) and tells:
            about = _parts(event.parts, mouth.tongue)
            mouth.say(_("{seconds} с: {about}").format(seconds=round(event.seconds, 1), about=about))
        elif isinstance(event, Nearer) and tells:
            about = _("почти составлено, нарушений: {n}").format(n=event.broken)
            mouth.complain(_("{seconds} с: {about}").format(seconds=round(event.seconds, 1), about=about))

    return follow


def _tell_failure(draft: Draft, outcome: Outcome, mouth: _Mouth) -> None:
    from timetable.solver.progress import End

    _ = mouth.tongue.say
    reasons = {
        End.STOPPED: _("Остановлено прежде, чем нашлось расписание; ничего не записано"),
        End.NOT_FOUND: _("За это время расписание не нашлось; ничего не записано"),
        End.UNPLACEABLE: _("Похоже, всё вместе не помещается; ничего не записано"),
    }
    mouth.say(reasons.get(outcome.end, reasons[End.NOT_FOUND]))
    if outcome.end is not End.STOPPED:
        mouth.complain(_("Смотрю, что мешает: до минуты, Ctrl+C прерывает"))
        _tell_reasons(draft, mouth, 0.0)


@contextmanager
def _interruptible() -> Iterator[Callable[[], bool]]:
    """Ctrl+C becomes a wish to stop, which the search sees; outside of it, it is what it always was."""
    pressed: list[int] = []

    def press(number: int, frame: FrameType | None) -> None:
        del frame
        pressed.append(number)

    before = signal.signal(signal.SIGINT, press)
    try:
        yield lambda: bool(pressed)
    finally:
        signal.signal(signal.SIGINT, before)
