"""Canonical text, equality and digests."""

from __future__ import annotations

import random
from hashlib import blake2b
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.record import canonical, digest, fingerprint, fingerprint_of_texts, same

values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", max_size=2), inner, max_size=3)
    ),
    max_leaves=8,
)
Bucket = dict[tuple[str, str], dict[str, Any]]

cells = st.dictionaries(st.sampled_from(["topic", "homework", "mark/p/w", "x"]), values)
records = st.dictionaries(
    st.tuples(st.sampled_from(["lesson", "course"]), st.uuids().map(str)), cells, max_size=5
)


def shuffled(value: Any) -> Any:
    """The same value with the keys of every object in another order."""
    if isinstance(value, dict):
        return {key: shuffled(value[key]) for key in reversed(value)}
    return [shuffled(each) for each in value] if isinstance(value, list) else value


@given(values)
def test_canonical_text_knows_no_order_of_keys(value: Any) -> None:
    """Two objects with the same keys have one text, and are the same value."""
    assert canonical(value) == canonical(shuffled(value))
    assert same(value, shuffled(value))


@given(values, values)
def test_values_are_equal_when_their_canonical_text_is(left: Any, right: Any) -> None:
    """`same` is equality of canonical JSON, shortcuts or none."""
    assert same(left, right) is (canonical(left) == canonical(right))


def test_canonical_text_is_what_the_page_says() -> None:
    """Sorted keys, no spaces, letters as they are."""
    assert canonical({"б": [1, None, True], "а": "5/4"}) == '{"а":"5/4","б":[1,null,true]}'


def test_what_is_no_number_has_no_text() -> None:
    """NaN and infinities are no values of the protocol."""
    with pytest.raises(ValueError, match="JSON"):
        canonical(float("nan"))


@given(records)
def test_a_digest_knows_no_order_of_records(bucket: Bucket) -> None:
    """Whoever reads the records in another order, with cells in another order, has the same digest."""
    straight = digest(fingerprint(key[0], key[1], told) for key, told in bucket.items())
    turned = digest(fingerprint(key[0], key[1], shuffled(told)) for key, told in reversed(bucket.items()))

    assert straight == turned
    assert len(straight) == 32


@given(records, cells)
def test_an_incremental_digest_equals_the_whole(bucket: Bucket, change: Any) -> None:
    """Taking a record's old fingerprint off the sum and adding the new one is summing afresh."""
    total = sum(fingerprint(key[0], key[1], told) for key, told in bucket.items())
    key = random.choice(sorted(bucket)) if bucket else ("lesson", "new")
    before = bucket.get(key, {})

    after = {**bucket, key: {**before, **change}}
    moved = total - fingerprint(key[0], key[1], before) + fingerprint(key[0], key[1], after[key])

    assert digest([moved]) == digest(fingerprint(key[0], key[1], told) for key, told in after.items())


@given(cells)
def test_an_empty_cell_is_no_part_of_a_digest(told: Any) -> None:
    """A wiped cell and one never written count alike; a record of empty cells counts nothing."""
    full = {cell: value for cell, value in told.items() if value is not None}

    assert fingerprint("lesson", "1", told) == fingerprint("lesson", "1", full)
    assert fingerprint("lesson", "1", dict.fromkeys(told)) == 0


@given(cells)
def test_texts_give_the_same_fingerprint_as_values(told: Any) -> None:
    """A store that keeps canonical texts need not parse them to compare digests."""
    texts = {cell: canonical(value) for cell, value in told.items()}

    assert fingerprint_of_texts("lesson", "1", texts) == fingerprint("lesson", "1", told)


def test_a_fingerprint_is_what_the_page_says() -> None:
    """blake2b of 16 bytes, big-endian, of kind, id and the canonical cells."""
    expected = blake2b('lessonid1{"topic":"Дроби"}'.encode(), digest_size=16).digest()

    assert fingerprint("lesson", "id1", {"topic": "Дроби", "homework": None}) == int.from_bytes(
        expected, "big"
    )
    assert digest([]) == "0" * 32
