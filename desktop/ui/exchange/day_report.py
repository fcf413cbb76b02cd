"""What the server said of a round, lesson by lesson."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from desktop.models.reading.versions import Refused
from desktop.ui.exchange.op_words import by_lesson
from desktop.ui.words import _, plural


@dataclass(frozen=True, slots=True)
class LessonAnswer:
    """What became of one lesson's changes; `tone` is green when nothing needs the teacher."""

    where: str
    words: str
    tone: str


def answers_of(sent: Iterable[Refused], results: Sequence[tuple[str, str]]) -> list[LessonAnswer]:
    """The server's word on each lesson; `results` are (op id, status) as the round gathered them."""
    statuses = dict(results)
    return [
        _answer(one.where, Counter(statuses[op] for op in one.ops if op in statuses))
        for one in by_lesson(sent)
        if any(op in statuses for op in one.ops)
    ]


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
