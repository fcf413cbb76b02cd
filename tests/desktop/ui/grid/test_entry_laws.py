"""Laws of fast entry that hold for any keys whatever."""

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.ui.grid.cells import CellValue, Place
from desktop.ui.grid.effects import Move, Put, TakeBack
from desktop.ui.grid.grammar import Misread, Scale, five_point, no_marks, parse_cell, pass_or_fail, points
from tests.desktop.ui.grid.paper import Hands

TOKENS = [*"0123456789", *"НПУБОСВТЗ", "\\", "."]
MOVES = ["Enter", "Space", "Down", "Up", "Back", "Del", "Esc", "Fill", "Other"]
SCALES = [five_point, lambda: points(10), lambda: points(12), lambda: points(100), pass_or_fail, no_marks]

keys = st.lists(st.sampled_from(TOKENS + MOVES), max_size=40)
scales = st.sampled_from(SCALES).map(lambda build: build())


@given(keys, scales)
@settings(max_examples=300)
def test_every_cell_is_of_the_language(typed: list[str], scale: Scale) -> None:
    """Whatever is typed, a cell never holds what could not be read back from its text."""
    hands = Hands(5, scale).types(" ".join(typed))

    for shown in hands.paper.cells.values():
        assert len(shown.value.marks) <= 3
        assert set(shown.value.marks) <= scale.marks
        read = parse_cell(str(shown.value), scale)
        assert not isinstance(read, Misread)
        assert read == shown.value


@given(keys, scales)
@settings(max_examples=300)
def test_closed_cells_never_change(typed: list[str], scale: Scale) -> None:
    """No keys write into a cell outside the pupil's dates."""
    hands = Hands(5, scale).closes(1).closes(4).types(" ".join(typed))

    assert hands.paper.cell(hands.place(1)).value == CellValue()
    assert hands.paper.cell(hands.place(4)).value == CellValue()


@given(keys, scales)
@settings(max_examples=300)
def test_effects_say_the_truth(typed: list[str], scale: Scale) -> None:
    """What a put or a taking back calls the value before is what stands there."""
    hands = Hands(4, scale)
    seen: dict[Place, CellValue] = {}
    for key in typed:
        begin = len(hands.effects)
        hands.types(key)
        for effect in hands.effects[begin:]:
            if isinstance(effect, Put | TakeBack):
                assert effect.before == seen.get(effect.place, CellValue())
                seen[effect.place] = effect.after
        seen |= {place: shown.value for place, shown in hands.paper.cells.items()}


@given(st.lists(st.sampled_from("2345"), min_size=1, max_size=30), st.data())
def test_confirming_enters_change_nothing(digits: list[str], data: st.DataObject) -> None:
    """Enter after any of the digits gives the same column as none."""
    confirmed = [f"{digit} Enter" if data.draw(st.booleans()) else digit for digit in digits]

    assert Hands().types(" ".join(confirmed)).column == digits


@given(st.lists(st.sampled_from(["5", "4", "Н", "Н П", "У П", "О 3", "5 \\ 4", ".", "С В"]), max_size=12))
def test_as_many_backspaces_as_entries_give_the_page_back(entries: list[str]) -> None:
    """Backspace undoes typing, one whole entry at a time."""
    hands = Hands(30).types(" ".join(entries))
    written = sum(2 if entry == "О 3" else 1 for entry in entries)

    hands.types("Back " * written)

    assert hands.column == []


@given(keys, scales)
@settings(max_examples=200)
def test_the_cursor_stays_in_its_column_among_the_pupils(typed: list[str], scale: Scale) -> None:
    """Enter and the rest never change the lesson, and never leave the class."""
    hands = Hands(4, scale).types(" ".join(typed))

    moves = [effect.place for effect in hands.effects if isinstance(effect, Move)]
    assert {place.column for place in moves} <= {"today"}
    assert {place.row for place in moves} <= set(hands.paper.rows)
