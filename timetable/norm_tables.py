"""Tables of norms as a file that a person edits: read with a clear refusal, written, chosen by date."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import NamedTuple

from timetable.norms import NO_NORMS, Act, Norms
from timetable.words.tongue import N_, RUSSIAN, Tongue

FORMAT, VERSION = "parta-norms", 1
SHIPPED = Path(__file__).parent / "norms.json"
LEVELS, DAYS, MOST = range(1, 12), range(1, 8), 60

Json = Mapping[str, object]


class Why(StrEnum):
    """Every sentence with which a table is refused."""

    NOT_JSON = N_("Это не JSON: {reason}")
    OTHER_FILE = N_("Это не таблица норм: нет строки «format»: «{wanted}»")
    NEWER = N_("Таблица записана более новой программой (версия {found})")
    MISSING = N_("Нет поля «{field}»")
    STRANGER = N_("Неизвестное поле «{field}»; бывает {known}")
    NOT_A_TABLE = N_("«{found}»: здесь должна быть таблица в фигурных скобках")
    NOT_A_LIST = N_("«{found}»: здесь должен быть список в квадратных скобках")
    NOT_A_WORD = N_("«{found}»: здесь должен быть текст в кавычках")
    NOT_A_NUMBER = N_("«{found}»: здесь должно быть целое число от {least} до {most}")
    NOT_A_DATE = N_("«{found}»: здесь должна быть дата вида 2026-09-01")
    NOT_YES_OR_NO = N_("«{found}»: здесь должно быть true или false")
    ENDS_EARLY = N_("Действует до {last}, а начинает действовать с {first}")
    NO_SUCH_ROW = N_("Строки «{found}» нет в таблице баллов")
    NO_TABLES = N_("В файле нет ни одной таблицы")


class BadNorms(Exception):
    """A file of norms that cannot be taken; ``path`` leads to the place, from the outside in."""

    def __init__(self, why: Why, path: tuple[str, ...] = (), **facts: object) -> None:
        super().__init__(why, path, facts)
        self.why, self.path, self.facts = why, path, facts

    def words(self, tongue: Tongue = RUSSIAN) -> str:
        """«tables → 1 → weekly → 5: «много»: здесь должно быть целое число…»."""
        said = tongue.say(self.why).format(**self.facts)
        return f"{' → '.join(self.path)}: {said}" if self.path else said

    def __str__(self) -> str:
        return self.words()


class Chosen(NamedTuple):
    """The table for a date; where none is in force, the last one before it, and `False`."""

    norms: Norms
    is_in_force: bool


@cache
def shipped_tables() -> tuple[Norms, ...]:
    """The tables that come with the program; nobody has compared them with the official text yet."""
    return read_tables(SHIPPED.read_text(encoding="utf-8"))


def table_on(tables: Iterable[Norms], day: date) -> Chosen:
    """The table in force on a date; of several the one that began last."""
    known = sorted((one for one in tables if one.acts), key=_begins)
    in_force = [one for one in known if one.covers(day)]
    begun = [one for one in known if _begins(one) <= day]
    best = (in_force or begun or known[:1] or [NO_NORMS])[-1]
    return Chosen(best, bool(in_force))


def _begins(norms: Norms) -> date:
    return max(act.valid_from for act in norms.acts)


def read_tables(text: str) -> tuple[Norms, ...]:
    """All tables of a file; BadNorms with the place for one that cannot be meant."""
    try:
        found = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as broken:
        raise BadNorms(Why.NOT_JSON, reason=str(broken)) from broken
    document = _table(found, ())
    if document.get("format") != FORMAT:
        raise BadNorms(Why.OTHER_FILE, wanted=FORMAT)
    if _number(document.get("version"), ("version",), range(1, 1000)) > VERSION:
        raise BadNorms(Why.NEWER, found=document["version"])
    listed = _list(document.get("tables"), ("tables",))
    if not listed:
        raise BadNorms(Why.NO_TABLES, ("tables",))
    return tuple(_norms(one, ("tables", str(number))) for number, one in enumerate(listed, start=1))


def write_tables(tables: Iterable[Norms]) -> str:
    """The file that `read_tables` reads back to the same tables."""
    document = {"format": FORMAT, "version": VERSION, "tables": [_written(one) for one in tables]}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


PARTS = (
    *("title", "acts", "weekly", "daily", "daily_once", "only_first_shift"),
    *("points", "names", "sources", "undecided"),
)


def _norms(found: object, path: tuple[str, ...]) -> Norms:
    table = _fields(found, path, needed=("title",), known=PARTS)
    acts = _list(table.get("acts", []), (*path, "acts"))
    norms = Norms(
        _word(table["title"], (*path, "title")),
        tuple(_act(one, (*path, "acts", str(number))) for number, one in enumerate(acts, start=1)),
        {(level, days): most for level, days, most in _weekly(table, path)},
        _by_level(table, path, "daily"),
        _by_level(table, path, "daily_once"),
        {(level, row): points for level, row, points in _points(table, path)},
        frozenset(
            _number(one, (*path, "only_first_shift"), LEVELS)
            for one in _list(table.get("only_first_shift", []), (*path, "only_first_shift"))
        ),
        _words(table, path, "names"),
        frozenset(
            _word(one, (*path, "undecided"))
            for one in _list(table.get("undecided", []), (*path, "undecided"))
        ),
        _words(table, path, "sources"),
    )
    for name, row in norms.names.items():
        if row not in norms.rows:
            raise BadNorms(Why.NO_SUCH_ROW, (*path, "names", name), found=row)
    return norms


def _act(found: object, path: tuple[str, ...]) -> Act:
    known = ("title", "valid_from", "valid_to", "note", "checked")
    fields = _fields(found, path, needed=("title", "valid_from"), known=known)
    first, last = _date(fields["valid_from"], (*path, "valid_from")), fields.get("valid_to")
    until = None if last is None else _date(last, (*path, "valid_to"))
    if until is not None and until < first:
        raise BadNorms(Why.ENDS_EARLY, path, first=first.isoformat(), last=until.isoformat())
    checked = fields.get("checked", False)
    if not isinstance(checked, bool):
        raise BadNorms(Why.NOT_YES_OR_NO, (*path, "checked"), found=checked)
    note = _word(fields.get("note", ""), (*path, "note"))
    return Act(_word(fields["title"], (*path, "title")), first, until, note, checked)


def _weekly(table: Json, path: tuple[str, ...]) -> Iterable[tuple[int, int, int]]:
    for level, of_days in _levels(table, path, "weekly"):
        here = (*path, "weekly", str(level))
        for days, most in _table(of_days, here).items():
            yield level, _number(days, here, DAYS), _number(most, (*here, days), range(MOST + 1))


def _points(table: Json, path: tuple[str, ...]) -> Iterable[tuple[int, str, int]]:
    for level, rows in _levels(table, path, "points"):
        here = (*path, "points", str(level))
        for row, points in _table(rows, here).items():
            yield level, row, _number(points, (*here, row), range(1, 21))


def _by_level(table: Json, path: tuple[str, ...], part: str) -> dict[int, int]:
    levels = _levels(table, path, part)
    return {level: _number(most, (*path, part, str(level)), range(MOST + 1)) for level, most in levels}


def _levels(table: Json, path: tuple[str, ...], part: str) -> list[tuple[int, object]]:
    here = (*path, part)
    return [
        (_number(level, here, LEVELS), value) for level, value in _table(table.get(part, {}), here).items()
    ]


def _words(table: Json, path: tuple[str, ...], part: str) -> dict[str, str]:
    here = (*path, part)
    return {name: _word(value, (*here, name)) for name, value in _table(table.get(part, {}), here).items()}


def _fields(found: object, path: tuple[str, ...], *, needed: tuple[str, ...], known: tuple[str, ...]) -> Json:
    table = _table(found, path)
    for field in needed:
        if field not in table:
            raise BadNorms(Why.MISSING, path, field=field)
    for field in table:
        if field not in known:
            raise BadNorms(Why.STRANGER, path, field=field, known=", ".join(known))
    return table


def _table(found: object, path: tuple[str, ...]) -> Json:
    if not isinstance(found, dict):
        raise BadNorms(Why.NOT_A_TABLE, path, found=_short(found))
    return found


def _list(found: object, path: tuple[str, ...]) -> list[object]:
    if not isinstance(found, list):
        raise BadNorms(Why.NOT_A_LIST, path, found=_short(found))
    return found


def _word(found: object, path: tuple[str, ...]) -> str:
    if not isinstance(found, str):
        raise BadNorms(Why.NOT_A_WORD, path, found=_short(found))
    return found


def _number(found: object, path: tuple[str, ...], allowed: range) -> int:
    """A number, or the digits that a key is made of."""
    number = int(found) if isinstance(found, str) and found.isdecimal() and len(found) < 4 else found
    if not isinstance(number, int) or isinstance(number, bool) or number not in allowed:
        facts = {"found": _short(found), "least": allowed[0], "most": allowed[-1]}
        raise BadNorms(Why.NOT_A_NUMBER, path, **facts)
    return number


def _date(found: object, path: tuple[str, ...]) -> date:
    try:
        return date.fromisoformat(_word(found, path))
    except ValueError as no_date:
        raise BadNorms(Why.NOT_A_DATE, path, found=_short(found)) from no_date


def _short(found: object) -> str:
    return json.dumps(found, ensure_ascii=False)[:40].strip('"')


def _written(norms: Norms) -> dict[str, object]:
    weekly: dict[str, dict[str, int]] = {}
    for (level, days), most in sorted(norms.weekly.items()):
        weekly.setdefault(str(level), {})[str(days)] = most
    points: dict[str, dict[str, int]] = {}
    for (level, row), worth in sorted(norms.points.items(), key=lambda one: one[0][0]):
        points.setdefault(str(level), {})[row] = worth
    return {
        "title": norms.title,
        "acts": [_written_act(act) for act in norms.acts],
        "weekly": weekly,
        "daily": {str(level): most for level, most in norms.daily.items()},
        "daily_once": {str(level): most for level, most in norms.daily_once.items()},
        "only_first_shift": sorted(norms.only_first_shift),
        "points": points,
        "names": dict(norms.names),
        "sources": dict(norms.sources),
        "undecided": sorted(norms.undecided),
    }


def _written_act(act: Act) -> dict[str, object]:
    return {
        "title": act.title,
        "valid_from": act.valid_from.isoformat(),
        "valid_to": act.valid_to.isoformat() if act.valid_to else None,
        "checked": act.checked,
        "note": act.note,
    }
