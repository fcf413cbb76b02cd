"""What is a mark on which scale, and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.mark import Mark
from school.scale import SCALES, RefusalKind, Scale

FIVE = SCALES["2-5"]
MARKED = [scale for scale in SCALES.values() if scale.has_marks]


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("5", Mark(("5",))),
        (" 5 / 4 ", Mark(("5", "4"))),
        ("5/4/3", Mark(("5", "4", "3"))),
        (".", Mark(duty=True)),
        ("3 .", Mark(("3",), duty=True)),
        ("", Mark()),
        ("5,0", Mark(("5",))),
        ("5.0", Mark(("5",))),
    ],
)
def test_a_cell_is_read_as_a_teacher_writes_it(text: str, mark: Mark) -> None:
    """Second marks, dots, spaces and a spreadsheet's «5,0» are all understood."""
    assert FIVE.parse(text) == mark


@pytest.mark.parametrize(
    ("scale", "text", "kind", "token"),
    [
        ("2-5", "9", RefusalKind.NOT_ON_SCALE, "9"),
        ("2-5", "1", RefusalKind.NOT_ON_SCALE, "1"),
        ("2-5", "5/6", RefusalKind.NOT_ON_SCALE, "6"),
        ("2-5", "5/", RefusalKind.NOT_ON_SCALE, ""),
        ("2-5", "4,5", RefusalKind.NOT_ON_SCALE, "4,5"),
        ("2-5", "5/5/5/5", RefusalKind.TOO_MANY_VALUES, "5/5/5/5"),
        ("pass_fail", "5", RefusalKind.NOT_ON_SCALE, "5"),
        ("none", "5", RefusalKind.NO_MARKS_HERE, "5"),
    ],
)
def test_a_refusal_tells_the_facts(scale: str, text: str, kind: RefusalKind, token: str) -> None:
    """A refusal names the token and the scale, so that the screen can say what is allowed."""
    refusal = SCALES[scale].parse(text)

    assert not isinstance(refusal, Mark)
    assert (refusal.kind, refusal.token, refusal.scale.id) == (kind, token, scale)


@given(st.data())
def test_what_a_mark_shows_is_read_as_the_same_mark(data: st.DataObject) -> None:
    """Copying a cell and pasting it changes nothing, on every scale."""
    scale: Scale = data.draw(st.sampled_from(MARKED))
    values = data.draw(st.lists(st.sampled_from(scale.values), max_size=3))
    mark = Mark(tuple(values), duty=data.draw(st.booleans()))

    assert scale.parse(mark.text) == mark


@given(st.text(max_size=8), st.sampled_from(list(SCALES.values())))
def test_no_text_makes_a_mark_outside_the_scale(text: str, scale: Scale) -> None:
    """Whatever is pasted, a mark holds only tokens of the scale."""
    read = scale.parse(text)

    if isinstance(read, Mark):
        assert all(scale.accepts(value) for value in read.values)


def test_pass_and_fail_are_words_without_a_number() -> None:
    """«зач» is a mark and no number; letters' case does not matter."""
    scale = SCALES["pass_fail"]

    assert scale.parse("Зач") == Mark(("зач",))
    assert scale.number("зач") is None
    assert scale.numbers == ()


@pytest.mark.parametrize(
    ("scale", "token", "at_once"),
    [("2-5", "5", True), ("10", "1", False), ("10", "10", True), ("10", "9", True), ("12", "1", False)],
)
def test_a_token_that_may_grow_waits(scale: str, token: str, at_once: bool) -> None:
    """On 2–5 every digit commits; on 10 and 12 points «1» waits."""
    assert SCALES[scale].completes(token) is at_once


def test_a_hundred_points_always_wait_for_enter() -> None:
    """7, 70 and 100 are all marks, so nothing commits by itself."""
    scale = SCALES["100"]

    assert not any(scale.completes(token) for token in scale.values)


def test_a_term_mark_may_also_be_not_attested_or_exempt() -> None:
    """«н/а» and «осв» are term marks on any scale, and no work is ever marked so."""
    assert FIVE.term_values == ("2", "3", "4", "5", "н/а", "осв")
    assert not FIVE.accepts("н/а")


@pytest.mark.parametrize(
    ("text", "mark"), [("5", Mark(("5",))), (" Н/А ", Mark(("н/а",))), ("осв", Mark(("осв",))), ("", Mark())]
)
def test_a_term_mark_is_read_whole(text: str, mark: Mark) -> None:
    """The stroke of «н/а» parts no values, and case does not matter."""
    assert FIVE.parse_term(text) == mark


@pytest.mark.parametrize(
    ("scale", "text", "kind"),
    [
        ("2-5", "5/4", RefusalKind.NOT_ON_SCALE),
        ("2-5", "зач", RefusalKind.NOT_ON_SCALE),
        ("none", "5", RefusalKind.NO_MARKS_HERE),
    ],
)
def test_a_term_has_one_mark_of_its_scale(scale: str, text: str, kind: RefusalKind) -> None:
    """Two values for a term are none, and where there are no marks there are no term marks."""
    refusal = SCALES[scale].parse_term(text)

    assert not isinstance(refusal, Mark)
    assert (refusal.kind, refusal.token) == (kind, text)


def test_an_abbreviations_dot_is_no_debt() -> None:
    """«зач.» is a pass; a dot that stands apart is a debt."""
    scale = SCALES["pass_fail"]

    assert scale.parse("зач.") == Mark(("зач",))
    assert scale.parse("зач .") == Mark(("зач",), duty=True)


def test_a_cell_holds_at_most_three_values() -> None:
    """A fourth value is a programming error, not a mark."""
    with pytest.raises(ValueError, match="at most 3"):
        Mark(("5", "5", "5", "5"))


def test_an_empty_mark_is_one_with_nothing_at_all() -> None:
    """A dot or a comment alone is worth keeping."""
    assert Mark().is_empty
    assert not Mark(duty=True).is_empty
    assert not Mark(comment="принесёт завтра").is_empty
