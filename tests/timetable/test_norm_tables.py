"""The tables of norms: dated, editable, refused with the place when they cannot be meant."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timetable.norm_tables import (
    SHIPPED,
    BadNorms,
    Why,
    read_tables,
    shipped_tables,
    table_on,
    write_tables,
)
from timetable.norms import Act, Norms

TEXT = SHIPPED.read_text(encoding="utf-8")
AUTUMN = date(2026, 9, 1)
NOW = table_on(shipped_tables(), AUTUMN).norms


@pytest.mark.parametrize(
    ("level", "five", "six", "daily"),
    [
        (1, 21, 0, 4),
        (3, 23, 26, 5),
        (5, 29, 32, 6),
        (6, 30, 33, 6),
        (7, 32, 35, 7),
        (9, 33, 36, 7),
        (11, 34, 37, 7),
    ],
)
def test_the_shipped_limits_are_those_of_the_sources(level: int, five: int, six: int, daily: int) -> None:
    """Lessons a week by days a week, and a day, of table 6.6; six days are not for the first level."""
    assert (NOW.weekly[level, 5], NOW.weekly[level, 6], NOW.daily[level]) == (five, six, daily)


@pytest.mark.parametrize(
    ("level", "row", "points"),
    [
        (2, "математика", 8),
        (4, "история", 4),
        (3, "история", None),
        (5, "математика", 10),
        (6, "русский язык", 12),
        (7, "химия", 13),
        (9, "физика", 13),
        (6, "химия", None),
        (11, "физкультура", 1),
        (10, "астрономия", None),
    ],
)
def test_the_shipped_points_are_those_of_the_sources(level: int, row: str, points: int | None) -> None:
    """Difficulty by tables 6.9 to 6.11; astronomy, on which the sources differ, is left out."""
    assert NOW.points_of(level, row) == points


def test_no_shipped_act_claims_to_be_checked() -> None:
    """Nobody has compared a number with the official text, and the table says so."""
    assert not any(act.checked for norms in shipped_tables() for act in norms.acts)


def test_the_table_in_force_goes_by_the_date() -> None:
    """From 1 September 2026 other sanitary rules hold; after the last act the table is no longer in force."""
    before, after = table_on(shipped_tables(), date(2026, 8, 31)), table_on(shipped_tables(), AUTUMN)
    late, early = table_on(shipped_tables(), date(2028, 9, 1)), table_on(shipped_tables(), date(2020, 9, 1))

    assert any("2.4.3648-20" in act.title for act in before.norms.acts)
    assert any("2.4.2.4283-26" in act.title for act in after.norms.acts)
    assert before.is_in_force
    assert after.is_in_force
    assert (late.norms, late.is_in_force) == (after.norms, False)
    assert (early.norms, early.is_in_force) == (before.norms, False)
    assert table_on((), AUTUMN) == (Norms(""), False)


@pytest.mark.parametrize(
    ("title", "row"),
    [
        ("Алгебра", "алгебра"),
        ("Вероятность и статистика", "алгебра"),
        ("ВиС", "алгебра"),
        ("Английский язык (2-я гр.)", "иностранный язык"),
        ("Физическая культура", "физкультура"),
        ("ОБЗР", None),
        ("Труд (технология)", None),
        ("ОДНКНР", None),
        ("Разговоры о важном", None),
    ],
)
def test_a_subject_finds_its_row_by_its_title(title: str, row: str | None) -> None:
    """Subjects with new names that no table has are the school's to decide."""
    assert NOW.row_of(title) == row


def test_written_tables_are_read_back_the_same() -> None:
    """The shipped file is what the program itself would write."""
    assert read_tables(write_tables(shipped_tables())) == shipped_tables()
    assert write_tables(shipped_tables()) == TEXT


def test_an_edited_table_is_kept() -> None:
    """A person ticks an act as checked and changes a number; both come back."""
    act = replace(NOW.acts[0], checked=True)
    edited = replace(NOW, acts=(act,), weekly={(5, 5): 28})

    assert read_tables(write_tables([edited])) == (edited,)


def table(document: dict[str, Any]) -> dict[str, Any]:
    """The first table of a document."""
    found: dict[str, Any] = document["tables"][0]
    return found


@pytest.mark.parametrize(
    ("spoil", "why", "place"),
    [
        (lambda doc: doc.update(format="other"), Why.OTHER_FILE, ""),
        (lambda doc: doc.update(version=2), Why.NEWER, ""),
        (lambda doc: doc.update(version="вторая"), Why.NOT_A_NUMBER, "version"),
        (lambda doc: doc.update(tables=[]), Why.NO_TABLES, "tables"),
        (lambda doc: doc.update(tables=5), Why.NOT_A_LIST, "tables"),
        (lambda doc: table(doc).pop("title"), Why.MISSING, "tables → 1"),
        (lambda doc: table(doc).update(weakly={}), Why.STRANGER, "tables → 1"),
        (lambda doc: table(doc).update(weekly=[]), Why.NOT_A_TABLE, "tables → 1 → weekly"),
        (lambda doc: table(doc)["weekly"]["5"].update({"5": "много"}), Why.NOT_A_NUMBER, "weekly → 5 → 5"),
        (lambda doc: table(doc)["weekly"].update({"12": {}}), Why.NOT_A_NUMBER, "tables → 1 → weekly"),
        (lambda doc: table(doc)["weekly"]["5"].update({"8": 30}), Why.NOT_A_NUMBER, "weekly → 5"),
        (lambda doc: table(doc)["points"]["5"].update({"химия": 0}), Why.NOT_A_NUMBER, "5 → химия"),
        (lambda doc: table(doc)["points"]["5"].update({"химия": True}), Why.NOT_A_NUMBER, "5 → химия"),
        (lambda doc: table(doc)["names"].update({"вис": "алгебро"}), Why.NO_SUCH_ROW, "names → вис"),
        (
            lambda doc: table(doc)["acts"][0].update(valid_from="осенью"),
            Why.NOT_A_DATE,
            "acts → 1 → valid_from",
        ),
        (lambda doc: table(doc)["acts"][0].update(valid_to="2001-01-01"), Why.ENDS_EARLY, "acts → 1"),
        (lambda doc: table(doc)["acts"][0].update(checked="да"), Why.NOT_YES_OR_NO, "acts → 1 → checked"),
        (lambda doc: table(doc)["acts"][0].update(note=5), Why.NOT_A_WORD, "acts → 1 → note"),
    ],
)
def test_a_spoilt_table_is_refused_with_words_and_the_place(
    spoil: Callable[[dict[str, Any]], object], why: Why, place: str
) -> None:
    """The refusal names what is wrong and where, and nothing of the file is taken."""
    document = json.loads(TEXT)
    spoil(document)

    with pytest.raises(BadNorms) as refusal:
        read_tables(json.dumps(document))

    assert refusal.value.why is why
    assert place in refusal.value.words()
    assert "{" not in refusal.value.words()


@settings(max_examples=80, deadline=None)
@given(cut=st.integers(0, len(TEXT) - 2), bytes_=st.text(max_size=4))
def test_a_torn_file_is_refused_in_words(cut: int, bytes_: str) -> None:
    """Wherever a file ends, and whatever follows, it is refused or read whole, never with a trace."""
    with suppress(BadNorms):
        assert read_tables(TEXT[:cut] + bytes_)


@pytest.mark.parametrize("text", ["", "null", "[]", "5", "[" * 5000, '{"format": "parta-norms"}', "\x00"])
def test_what_is_no_table_at_all_is_refused(text: str) -> None:
    """An empty file, another kind of JSON, nonsense."""
    with pytest.raises(BadNorms):
        read_tables(text)


def test_a_table_holds_while_all_its_acts_do() -> None:
    """Both ends of an act are counted; a table without acts is never in force."""
    first = Act("а", date(2026, 1, 1), date(2026, 12, 31))
    second = Act("б", date(2026, 9, 1))
    norms = Norms("", acts=(first, second))

    assert [
        norms.covers(day) for day in (date(2026, 8, 31), AUTUMN, date(2026, 12, 31), date(2027, 1, 1))
    ] == [
        False,
        True,
        True,
        False,
    ]
    assert not Norms("").covers(AUTUMN)
