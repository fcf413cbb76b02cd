"""What the server has said of a day, lesson by lesson."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.models.reading.versions import Answered
from desktop.ui.exchange.op_words import by_lesson
from desktop.ui.words import _, plural


@dataclass(frozen=True, slots=True)
class LessonAnswer:
    """What became of one lesson's changes; `tone` is green when nothing needs the teacher."""

    where: str
    words: str
    tone: str


def answers_of(answered: Sequence[Answered]) -> list[LessonAnswer]:
    """The server's word on each lesson, in the order in which the lessons were first written."""
    statuses = {one.op.op: one.status for one in answered}
    lessons = by_lesson(one.op for one in answered)
    return [_answer(one.where, Counter(statuses[op] for op in one.ops)) for one in lessons]


def _answer(where: str, counted: Mapping[str, int]) -> LessonAnswer:
    taken = sum(counted.get(status, 0) for status in ("applied", "merged", "noop"))
    parts = (
        (taken, _("принято: {n}").format(n=taken)),
        (counted.get("conflict", 0), _conflicts(counted.get("conflict", 0))),
        (counted.get("review", 0), _("ждёт завуча: {n}").format(n=counted.get("review", 0))),
        (counted.get("rejected", 0), _("не принято: {n}").format(n=counted.get("rejected", 0))),
    )
    tone = "red" if counted.get("rejected") else "green"
    if counted.get("conflict") or counted.get("review"):
        tone = "amber"
    return LessonAnswer(where, ", ".join(words for n, words in parts if n), tone)


def _conflicts(n: int) -> str:
    return plural(n, "две версии: {n} запись", "две версии: {n} записи", "две версии: {n} записей")
