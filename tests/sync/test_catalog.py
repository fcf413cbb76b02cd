"""What an op may say, kind by kind."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import msgspec
import pytest

from sync import catalog, values
from sync.identity import lesson_id, new_id
from sync.kind import Family
from sync.messages import Change, Op
from tests.sync.small_school import SmallSchool

WORK = "00000000-0000-4000-8000-000000000777"


def said(op: Op, standing: dict[str, Any] | None = None) -> str | None:
    """The code with which the op is refused."""
    fault = values.fault(op, standing or {})
    return None if fault is None else fault.code


def with_cell(op: Op, name: str, new: Any, base: Any = None) -> Op:
    """The op with one cell more."""
    return msgspec.structs.replace(op, cells={**op.cells, name: Change(base, new)})


def test_an_ordinary_lesson_is_good(small: SmallSchool) -> None:
    """The first op of a lesson, with a mark, as the page shows it."""
    assert said(small.lesson("2026-11-20")) is None


@pytest.mark.parametrize(
    "value",
    [
        {"values": [], "duty": False},
        {"values": ["5", "4", "3", "2"], "duty": False, "comment": ""},
        {"values": [""], "duty": False, "comment": ""},
        {"values": [5], "duty": False, "comment": ""},
        {"values": ["5"], "duty": 0, "comment": ""},
        {"values": [], "duty": False, "comment": ""},
        {"values": ["5"], "duty": False, "comment": "", "x": 0.5},
        {"values": ["5"], "duty": False, "comment": "", "ключ": 1},
        "5",
    ],
)
def test_a_mark_has_its_shape(small: SmallSchool, value: Any) -> None:
    """All listed keys are required; an empty mark is null; numbers are whole, keys ASCII."""
    op = small.lesson("2026-11-20")
    cell = next(name for name in op.cells if name.startswith("mark/"))

    assert said(with_cell(op, cell, value)) == "bad_value"
    assert said(with_cell(op, cell, None, base=value)) == "bad_value"


def test_unknown_keys_and_cells_are_kept(small: SmallSchool) -> None:
    """What a later protocol adds is not refused by this one."""
    op = small.lesson("2026-11-20")
    cell = next(name for name in op.cells if name.startswith("mark/"))
    value = {"values": ["5"], "duty": False, "comment": "", "criteria": [1, 2]}

    assert said(with_cell(op, cell, value)) is None
    assert said(with_cell(op, "weather", {"rain": True})) is None


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("topic", unicodedata.normalize("NFD", "Ёлка й")),
        ("topic", "я" * 20_001),
        ("topic", 7),
        ("state", "finished"),
        ("roll_call", 1),
        ("placed", {"date": "2026-02-30", "slot": 1}),
        ("placed", {"date": "2026-02-03", "slot": 16}),
        ("plan_items", ["x"]),
        ("mark/one/two", None),
        ("mark", {"values": 5}),
        (f"mark/{WORK}", {}),
        (f"work/{WORK}/{WORK}", {}),
        (f"attendance/{WORK}/x", {}),
        ("тема", "x"),
        ("weather", 1 << 60),
        ("weather", [[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]),
    ],
)
def test_a_cell_out_of_shape_is_refused(small: SmallSchool, cell: str, value: Any) -> None:
    """Each cell has its shape, and no value passes the bounds that hold for all."""
    assert said(with_cell(small.lesson("2026-11-20"), cell, value)) == "bad_value"


def test_a_lessons_identity_never_changes(small: SmallSchool) -> None:
    """Date and slot are what the lesson is; the id follows from them."""
    op = small.lesson("2026-11-20")
    standing = {"date": "2026-11-20", "slot": 2}
    elsewhere = msgspec.structs.replace(op, id=lesson_id(small.algebra, "2026-11-19", 2))
    nameless = msgspec.structs.replace(op, cells={"topic": Change(None, "Дроби")})

    assert said(op, standing) is None
    assert said(nameless, standing) is None
    assert said(nameless) == "bad_value"
    assert said(elsewhere) == "bad_value"
    assert said(with_cell(nameless, "date", None, base="2026-11-20"), standing) == "bad_value"
    assert said(with_cell(nameless, "slot", 3), standing) == "bad_value"
    assert said(with_cell(op, "slot", 16)) == "bad_value"


def test_every_natural_key_is_checked(small: SmallSchool) -> None:
    """Term marks and substitutions follow from their cells like lessons."""
    term = small.term_mark(small.second_quarter)
    cells = {
        "course": Change(None, small.algebra),
        "date": Change(None, "2026-11-20"),
        "slot": Change(None, 2),
    }

    assert said(term) is None
    assert said(msgspec.structs.replace(term, id=new_id())) == "bad_value"
    assert said(with_cell(term, "year", small.year)) == "bad_value"
    assert said(small.op("substitution", new_id(), "school", cells)) == "bad_value"


def test_a_kind_lives_in_its_own_buckets(small: SmallSchool) -> None:
    """A lesson in the school's bucket is a bad value, and so is a course in another's bucket."""
    op = small.lesson("2026-11-20")
    course = small.op("course", new_id(), f"course:{small.algebra}", {"title": Change(None, "x")})

    assert said(msgspec.structs.replace(op, bucket="school")) == "bad_value"
    assert said(msgspec.structs.replace(op, bucket="course:7b")) == "bad_value"
    assert said(course) == "bad_value"
    assert said(msgspec.structs.replace(op, kind="lessons")) == "unknown_kind"


def test_nobody_is_taken_off_a_course(small: SmallSchool) -> None:
    """A teacher or a pupil is only given a last day."""
    entry = {"person": small.teacher, "from": "2026-11-01", "to": None}
    ended = {**entry, "to": "2026-11-20"}
    bucket = f"course:{small.algebra}"

    def change(new: list[Any]) -> Op:
        return small.op("course", small.algebra, bucket, {"teachers": Change([entry], new)})

    assert said(change([ended])) is None
    assert said(change([])) == "bad_value"


def test_a_rules_value_fits_its_key(small: SmallSchool) -> None:
    """A rule that rights rest on is a number where a number is wanted."""

    def rule(value: Any) -> Op:
        cells = {"key": Change(None, "editing_window_days"), "value": Change(None, value)}
        return small.op("rule", new_id(), "school", cells)

    assert said(rule(14)) is None
    assert said(rule("14")) == "bad_value"


def test_a_rule_is_looked_at_as_it_will_be(small: SmallSchool) -> None:
    """A value that came before its key is asked about when the key comes."""
    key = small.op("rule", new_id(), "school", {"key": Change(None, "editing_window_days")})
    titled = small.op("rule", new_id(), "school", {"title": Change(None, "Срок")})

    assert said(key, {"value": 10**15}) == "bad_value"
    assert said(key, {"value": 14}) is None
    assert said(titled, {"key": "editing_window_days", "value": 10**15}) is None


@pytest.mark.parametrize(
    ("made_at", "refused"),
    [
        ("2026-11-21T09:14:03+03:00", False),
        ("2026-11-21T06:14:03.250Z", False),
        ("1970-01-01T00:00:00+03:00", False),
        ("0001-01-01T00:00:00+03:00", True),
        ("9999-12-31T23:59:59-03:00", True),
        ("2026-W47-6T09:14:03+03:00", True),
        ("20261121T091403.000000+0300", True),
        ("2026-11-21 09:14:03+03:00", True),
        ("2026-02-30T09:14:03+03:00", True),
        ("2026-11-21T09:14:03", True),
    ],
)
def test_a_moment_is_written_in_one_way(small: SmallSchool, made_at: str, refused: bool) -> None:
    """RFC 3339 with an offset, in years that every clock can show; an empty battery's 1970 is one."""
    op = msgspec.structs.replace(small.lesson("2026-11-20"), made_at=made_at)

    assert said(op) == ("bad_value" if refused else None)


def test_a_receipt_that_is_none_excuses_nothing(small: SmallSchool) -> None:
    """A first op carries its identity, whatever it says of a receipt; and no receipt is a book."""
    op = small.lesson("2026-11-20")
    cells = {name: change for name, change in op.cells.items() if name not in ("date", "slot")}

    assert said(msgspec.structs.replace(op, cells=cells, receipt="junk")) == "bad_value"
    assert said(msgspec.structs.replace(op, receipt="junk")) is None
    assert said(msgspec.structs.replace(op, receipt="x" * 200_001)) == "bad_value"


def test_an_op_is_bounded(small: SmallSchool) -> None:
    """An op of very many cells is refused before anything else is looked at."""
    op = small.lesson("2026-11-20")
    many = {f"x{number}": Change(None, 1) for number in range(2_001)}

    assert said(msgspec.structs.replace(op, cells=many)) == "bad_value"
    assert said(msgspec.structs.replace(op, cells={})) == "bad_value"


def test_the_catalogue_describes_every_kind() -> None:
    """Each kind has a bucket; each cell a pattern, a JSON Schema and its writers."""
    shown = catalog.describe()

    assert {kind["kind"] for kind in shown["kinds"]} == set(catalog.KINDS)
    for kind in shown["kinds"]:
        assert kind["bucket"] in set(Family)
        for cell in kind["cells"]:
            assert re.compile(cell["pattern"])
            assert cell["writers"]
            assert isinstance(cell["schema"], dict)
    assert msgspec.json.encode(shown)
