"""Properties of `settle`: cell by cell, three ways, never by time."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sync.merge import Settled, settle
from sync.record import same

marks = (
    st.none()
    | st.sampled_from(["2", "3", "4", "5"])
    | st.builds(lambda n: {"values": [str(n)]}, st.integers(2, 5))
)
cells = st.dictionaries(st.sampled_from(["topic", "mark/p/w", "mark/q/w", "unknown/thing"]), marks)


def written(standing: dict[str, Any], settled: Settled) -> dict[str, Any]:
    """The record after a settlement."""
    return {**standing, **settled.applied}


@given(cells, cells, cells)
def test_each_cell_has_exactly_one_fate(base: Any, standing: Any, incoming: Any) -> None:
    """Applied, equal or left beside: no incoming cell is dropped, and none is invented."""
    settled = settle(base, standing, incoming)

    fates = [*settled.applied, *settled.equal, *settled.left]
    assert sorted(fates) == sorted(incoming)


@given(cells, cells, cells)
def test_no_value_is_invented_and_none_is_lost(base: Any, standing: Any, incoming: Any) -> None:
    """Every incoming value is written, stands already, or lies beside with what stands and what was seen."""
    settled = settle(base, standing, incoming)

    for cell, new in incoming.items():
        if cell in settled.left:
            beside = settled.left[cell]
            assert (beside.base, beside.standing, beside.other) == (base.get(cell), standing.get(cell), new)
        else:
            assert same({**settled.applied, **settled.equal}[cell], new)


@given(cells, cells, cells)
def test_what_stands_is_replaced_only_where_it_was_seen(base: Any, standing: Any, incoming: Any) -> None:
    """A cell is written only over the value that its author saw."""
    settled = settle(base, standing, incoming)

    assert all(same(base.get(cell), standing.get(cell)) for cell in settled.applied)
    assert not any(same(base.get(cell), standing.get(cell)) for cell in settled.left)


@given(cells, cells)
def test_settling_what_stands_changes_nothing(base: Any, standing: Any) -> None:
    """Identity: a version that equals the standing one is equal in every cell."""
    settled = settle(base, standing, standing)

    assert (settled.applied, settled.left) == ({}, {})
    assert settled.equal == standing


@given(cells, cells, cells)
def test_settling_twice_is_settling_once(base: Any, standing: Any, incoming: Any) -> None:
    """Idempotence: the second time nothing is applied, and the same cells are left beside."""
    first = settle(base, standing, incoming)

    second = settle(base, written(standing, first), incoming)

    assert second.applied == {}
    assert second.left == first.left


@given(cells, cells, cells, cells)
def test_different_cells_commute(base: Any, standing: Any, mine: Any, yours: Any) -> None:
    """Two versions that touch different cells give the same record in either order."""
    mine = {cell: value for cell, value in mine.items() if cell not in yours}

    one = written(standing, settle(base, standing, mine))
    one = written(one, settle(base, one, yours))
    other = written(standing, settle(base, standing, yours))
    other = written(other, settle(base, other, mine))

    assert one == other


@given(cells, cells, cells)
def test_unknown_cells_are_kept(base: Any, standing: Any, incoming: Any) -> None:
    """A cell that the incoming side does not name stays as it stands, whatever it is called."""
    after = written(standing, settle(base, standing, incoming))

    assert {c: v for c, v in after.items() if c not in incoming} == {
        c: v for c, v in standing.items() if c not in incoming
    }


def test_an_empty_cell_is_a_value() -> None:
    """Wiping a mark that somebody has corrected meanwhile is a question, not a deed."""
    settled = settle({"topic": "Дроби"}, {"topic": "Корни"}, {"topic": None})

    assert list(settled.left) == ["topic"]


def test_true_is_not_one() -> None:
    """`true` and 1 are two values, though Python holds them for equal."""
    settled = settle({"roll_call": 1}, {"roll_call": True}, {"roll_call": 1})

    assert list(settled.left) == ["roll_call"]
