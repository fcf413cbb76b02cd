"""Stretches of days in a list that only grows: who comes in, who gets a last day.

All of it is pure: what stands, what a file wants, and what it then is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from school.dates import Dates

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a row says of a stay: its days, as far as told; `is_gone` where the row ends it itself."""

    first: date | None = None
    last: date | None = None
    is_gone: bool = False
    gone_on: date | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """How a stay is settled where its row does not say.

    `start`: the first day of a new one. `may_reopen`: whether what has a last day may lose it.
    """

    start: date
    today: date
    may_reopen: bool = True


def settle_spans(spans: list[Dates], wanted: Wanted, terms: Terms) -> list[Dates]:
    """One person's stays in one place when a row has been heard; none is ever dropped.

    A row without a first day means the last stay; one with a first day means the stay that covers
    it, or a new one.
    """
    at = _meant(spans, wanted)
    if at is None:
        if wanted.is_gone:
            return spans
        return [*spans, Dates(wanted.first or terms.start, wanted.last)]
    return [*spans[:at], _settled(spans[at], wanted, terms), *spans[at + 1 :]]


def close_before(spans: list[Dates], day: date) -> list[Dates]:
    """Whatever is open and began before the day ends on the eve of it."""
    return [
        replace(one, last_day=day - DAY) if one.last_day is None and one.first_day < day else one
        for one in spans
    ]


def close_on(spans: list[Dates], day: date) -> list[Dates]:
    """Whatever is open has its last day on this day, or on its first one if that is later."""
    return [replace(one, last_day=max(day, one.first_day)) if one.last_day is None else one for one in spans]


def is_open(spans: list[Dates]) -> bool:
    """Whether one of the stays goes on."""
    return any(one.last_day is None for one in spans)


def read_dated(cells_list: Any, key: str) -> dict[str, list[Dates]]:
    """A dated list of the wire, `[{"person","from","to"}]`, by person; entries in their order."""
    found: dict[str, list[Dates]] = {}
    for one in cells_list or ():
        last = date.fromisoformat(one["to"]) if one.get("to") else None
        found.setdefault(one[key], []).append(Dates(date.fromisoformat(one["from"]), last))
    return found


def show_dated(
    before: Any, spans: dict[str, list[Dates]], key: str, *, keeps_order: bool
) -> list[dict[str, Any]]:
    """The same as the wire has it. Entries keep whatever else stands in them.

    A list that a person has put in order keeps it; any other goes by first day and id, so that
    one set of people has one text.
    """
    left = {who: list(each) for who, each in spans.items()}
    listed = [{**one, "to": _text(left[one[key]].pop(0).last_day)} for one in before or ()]
    fresh = [
        {key: who, "from": dates.first_day.isoformat(), "to": _text(dates.last_day)}
        for who, each in left.items()
        for dates in each
    ]
    if keeps_order:
        return [*listed, *sorted(fresh, key=lambda one: (one["from"], one[key]))]
    return sorted([*listed, *fresh], key=lambda one: (one["from"], one[key]))


def _text(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _meant(spans: list[Dates], wanted: Wanted) -> int | None:
    """Which of the stays the row speaks of."""
    if not spans:
        return None
    if wanted.first is None:
        return max(range(len(spans)), key=lambda at: spans[at].first_day)
    exact = (at for at, one in enumerate(spans) if one.first_day == wanted.first)
    told = Dates(wanted.first, wanted.last)
    crossing = (at for at, one in enumerate(spans) if one.overlaps(told))
    return next(exact, next(crossing, None))


def _settled(span: Dates, wanted: Wanted, terms: Terms) -> Dates:
    if wanted.is_gone:
        if wanted.last is None and span.last_day is not None:
            return span
        last = wanted.last or wanted.gone_on or terms.today
        return replace(span, last_day=max(last, span.first_day))
    if wanted.last is not None:
        closed_by_hand = span.last_day is not None and not terms.may_reopen
        return span if closed_by_hand else replace(span, last_day=max(wanted.last, span.first_day))
    return replace(span, last_day=None) if terms.may_reopen else span
