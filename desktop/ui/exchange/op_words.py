"""What an op is called: its lesson, what it writes, and why the server did not take it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from desktop.models.reading.address import Address
from desktop.models.reading.versions import Refused
from desktop.ui.words import N_, _, plural

REFUSALS: Final[Mapping[str, str]] = {
    "no_access": N_("нет доступа"),
    "unknown_record": N_("такой записи на сервере нет"),
    "bad_value": N_("значение не подходит"),
    "unknown_kind": N_("сервер не знает такой записи"),
    "op_reused": N_("запись повторилась с другим содержанием"),
    "reason_needed": N_("нужна причина изменения"),
    "declined": N_("завуч отклонил"),
    "malformed": N_("запись повреждена"),
    "too_large": N_("запись слишком велика"),
}


def refusal_words(code: str) -> str:
    """Why the server did not take an op."""
    return _(REFUSALS.get(code, N_("сервер не объяснил")))


@dataclass(frozen=True, slots=True)
class LessonChanges:
    """Changes of one lesson: where, and how many cells."""

    where: str
    cells: int
    ops: tuple[str, ...]

    @property
    def words(self) -> str:
        """«7Б · Алгебра · 18.11 — 12 изменений»."""
        n = plural(self.cells, "{n} изменение", "{n} изменения", "{n} изменений")
        return f"{self.where} — {n}"


def lesson_words(address: Address) -> str:
    """«7Б · Алгебра · 18.11»; what belongs to no lesson is told by its term, or as private."""
    day = f"{address.place.date:%d.%m}" if address.place else address.term
    parts = [part for part in (address.forms, address.subject, day) if part]
    return " · ".join(parts) if parts else _("Личные записи")


def by_lesson(ops: Iterable[Refused]) -> list[LessonChanges]:
    """Ops put together by lesson, in the order in which each lesson was first touched."""
    cells: dict[str, int] = {}
    ids: dict[str, list[str]] = {}
    for op in ops:
        for address in _done(op):
            where = lesson_words(address)
            cells[where] = cells.get(where, 0) + 1
            ids.setdefault(where, []).append(op.op)
    return [LessonChanges(where, n, tuple(dict.fromkeys(ids[where]))) for where, n in cells.items()]


def _done(op: Refused) -> list[Address]:
    """The cells that a person wrote; the work that a first mark brings along is none of them."""
    addresses = [address for address, _text in op.cells]
    return [one for one in addresses if one.kind != "work"] or addresses


def op_words(op: Refused) -> str:
    """«7Б · Алгебра · 18.11 · Иванов Пётр: 5»."""
    said: list[str] = []
    for address, text in op.cells:
        if address.kind == "work" and len(op.cells) > 1:
            continue
        who = address.pupil or address.work
        said.append(f"{who}: {text or '—'}" if who else text or "—")
    where = lesson_words(op.cells[0][0]) if op.cells else ""
    more = _(" и ещё {n}").format(n=len(said) - 3) if len(said) > 3 else ""
    return f"{where} · {', '.join(said[:3])}{more}"
