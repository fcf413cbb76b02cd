"""Two values of a cell, kept until a person chooses."""

from __future__ import annotations

import msgspec
import pytest

from sync.identity import conflict_id
from sync.messages import Op, Result
from sync.record import Value
from tests.sync.court import ELSEWHERE, LESSON, Court


@pytest.fixture
def court() -> Court:
    """A server where «Дроби» stands, written by Boris."""
    court = Court()
    court.say("boris", court.topic(None, "Дроби", made_at="2026-11-21T08:00:00+03:00"))
    return court


def ask(court: Court, value: str = "Корни", person: str = "anna") -> Op:
    """A later value that lies beside."""
    late = court.topic(None, value, made_at="2026-11-21T09:00:00+03:00")
    assert court.say(person, late).status == "conflict"
    return late


def answer(
    court: Court, asked: Op, saw: Value, new: Value, *, named: Value = "Корни", person: str = "boris"
) -> Result:
    """Somebody chooses `new` where `saw` stands and `named` lies beside."""
    resolves = conflict_id(asked.id, asked.op)
    return court.say(person, court.topic(saw, new, resolves=resolves, others={"topic": named}))


def test_a_conflict_tells_both_values_and_whose_they_are(court: Court) -> None:
    """The record says what the later author saw, what stands and since when, what lies beside."""
    late = ask(court)

    conflict = court.conflict_of(late)
    entry = conflict.value("cells")["topic"]
    assert conflict.bucket == late.bucket
    assert conflict.value("record") == {"kind": "lesson", "id": LESSON}
    assert (conflict.value("author"), conflict.value("device")) == ("anna", "a laptop")
    assert (conflict.value("made_at"), conflict.value("state")) == (late.made_at, "open")
    assert (entry["base"], entry["standing"], entry["other"]) == (None, "Дроби", "Корни")
    assert (entry["standing_by"], entry["standing_at"]) == ("boris", "2026-11-21T08:00:00+03:00")
    assert (entry["other_place"], entry["settled"]) == (["epoch-1", 2], None)


def test_a_third_value_is_a_question_of_its_own(court: Court) -> None:
    """Two people who both came too late are both kept."""
    first, second = ask(court), ask(court, "Степени", "head")

    assert (court.others(first), court.others(second)) == ({"topic": "Корни"}, {"topic": "Степени"})


def test_who_corrects_a_value_beside_replaces_it(court: Court) -> None:
    """An author whose base is his own value beside replaces that; no second question is asked."""
    late = ask(court)

    corrected = court.say("anna", court.topic("Корни", "Корни и степени"))

    assert (corrected.status, corrected.conflict) == ("conflict", court.conflict_of(late).id)
    assert court.others(late) == {"topic": "Корни и степени"}


def test_another_person_replaces_nobodys_value(court: Court) -> None:
    """Only the same person's value beside may be replaced by his op."""
    late = ask(court)

    foreign = court.topic("Корни", "Степени")
    court.say("head", foreign)

    assert court.others(late) == {"topic": "Корни"}
    assert court.others(foreign) == {"topic": "Степени"}


def test_an_open_question_shows_what_stands_now(court: Court) -> None:
    """A later ordinary write moves `standing` along; the question stays."""
    late = ask(court)

    court.say("boris", court.topic("Дроби", "Проценты", made_at="later"))

    entry = court.conflict_of(late).value("cells")["topic"]
    assert (entry["standing"], entry["standing_at"], entry["other"]) == ("Проценты", "later", "Корни")


@pytest.mark.parametrize(("new", "status"), [("Корни", "merged"), ("Дроби", "merged"), ("Степени", "merged")])
def test_a_choice_may_be_any_value(court: Court, new: str, status: str) -> None:
    """The one beside, the one that stands, or a third: the cell is settled and the question closed."""
    late = ask(court)

    result = answer(court, late, "Дроби", new)

    conflict = court.conflict_of(late)
    assert (result.status, result.closed, result.left) == (status, conflict.id, {})
    assert court.value() == new
    assert conflict.value("state") == "closed"
    assert conflict.value("resolution")["by"] == "boris"
    settled = conflict.value("cells")["topic"]["settled"]
    assert (settled["by"], settled["value"], settled["place"]) == ("boris", new, ["epoch-1", result.rev])


def test_the_standing_value_may_stay_without_being_written(court: Court) -> None:
    """Choosing what stands writes the choice only: the cell keeps its number and its author."""
    late = ask(court)

    result = answer(court, late, "Дроби", "Дроби", person="anna")

    cell = court.record("lesson", LESSON).cells["topic"]
    assert (cell.rev, cell.by) == (1, "boris")
    assert result.rev == court.region.state.head == 3


def test_a_choice_over_an_other_that_nobody_saw_settles_nothing(court: Court) -> None:
    """The author corrected the value beside meanwhile: the choice is written, the question stays open."""
    late = ask(court)
    court.say("anna", court.topic("Корни", "Степени"))

    result = answer(court, late, "Дроби", "Проценты", named="Корни")

    assert (result.status, result.closed) == ("merged", None)
    assert (court.value(), court.others(late)) == ("Проценты", {"topic": "Степени"})


def test_a_choice_that_meets_another_value_becomes_the_other(court: Court) -> None:
    """Somebody wrote meanwhile: the question shows the new standing, the choice lies beside."""
    late = ask(court)
    court.say("boris", court.topic("Дроби", "Проценты"))

    result = answer(court, late, "Дроби", "Корни", person="anna")

    entry = court.conflict_of(late).value("cells")["topic"]
    assert (result.status, result.conflict) == ("conflict", court.conflict_of(late).id)
    assert (entry["standing"], entry["other"], entry["settled"]) == ("Проценты", "Корни", None)


def test_a_choice_that_meets_another_value_unnamed_asks_anew(court: Court) -> None:
    """Neither what stands nor what lies beside was seen: the choice is a question of its own."""
    late = ask(court)
    court.say("anna", court.topic("Корни", "Степени"))
    court.say("boris", court.topic("Дроби", "Проценты"))

    choice = court.topic("Дроби", "Корни", resolves=conflict_id(LESSON, late.op), others={"topic": "Корни"})
    result = court.say("head", choice)

    assert result.conflict == court.conflict_of(choice).id
    assert (court.others(late), court.others(choice)) == ({"topic": "Степени"}, {"topic": "Корни"})


def test_a_cell_that_is_not_named_stays_open(court: Court) -> None:
    """A question about two cells is closed by the second choice, not by the first."""
    court.say("boris", court.op({"homework": (None, "№ 5")}))
    late = court.op({"topic": (None, "Корни"), "homework": (None, "№ 6")})
    court.say("anna", late)

    first = answer(court, late, "Дроби", "Корни")
    left = court.others(late)
    second = court.say(
        "boris",
        court.op(
            {"homework": ("№ 5", "№ 6")}, resolves=conflict_id(LESSON, late.op), others={"homework": "№ 6"}
        ),
    )

    assert (first.closed, left) == (None, {"homework": "№ 6"})
    assert (second.closed, court.others(late)) == (court.conflict_of(late).id, {})


def test_a_cell_that_was_chosen_is_not_chosen_again(court: Court) -> None:
    """While another cell is open, a second choice of the first is an ordinary write; the first is told."""
    court.say("boris", court.op({"homework": (None, "№ 5")}))
    late = court.op({"topic": (None, "Корни"), "homework": (None, "№ 6")})
    court.say("anna", late)
    first = answer(court, late, "Дроби", "Корни")

    second = answer(court, late, "Корни", "Степени", person="anna")

    entry = court.conflict_of(late).value("cells")["topic"]
    assert (second.status, court.value()) == ("merged", "Степени")
    assert (entry["settled"]["by"], entry["settled"]["place"]) == ("boris", ["epoch-1", first.rev])


def test_resolving_a_conflict_of_another_record_is_a_bad_value(court: Court) -> None:
    """The whole op is refused and nothing is closed."""
    late = ask(court)

    result = court.say(
        "boris",
        court.op(
            {"topic": (None, "Корни")},
            id=ELSEWHERE, resolves=conflict_id(LESSON, late.op), others={"topic": "Корни"},
        ),
    )  # fmt: skip

    assert (result.status, result.code) == ("rejected", "bad_value")
    assert court.others(late) == {"topic": "Корни"}


def test_resolving_a_closed_conflict_is_an_ordinary_op(court: Court) -> None:
    """Two people choose: the second finds the question closed, and is judged by what stands."""
    late = ask(court)
    answer(court, late, "Дроби", "Корни")

    agreeing = answer(court, late, "Корни", "Степени", person="anna")
    late_choice = answer(court, late, "Дроби", "Проценты", person="head")

    assert (agreeing.status, agreeing.closed) == ("merged", None)
    assert (late_choice.status, late_choice.left) == ("conflict", {"topic": "conflict"})
    assert late_choice.conflict != court.conflict_of(late).id


def test_an_unknown_conflict_is_closed_in_advance(court: Court) -> None:
    """After a restore the choice comes before the question: it closes it, if all its cells settle."""
    unknown = court.topic(None, "Корни")

    result = answer(court, unknown, "Дроби", "Степени")

    conflict = court.conflict_of(unknown)
    assert (result.status, result.closed, conflict.value("state")) == ("merged", conflict.id, "closed")
    assert conflict.value("cells")["topic"]["other_place"] is None


def test_an_unknown_conflict_is_not_closed_by_half(court: Court) -> None:
    """A cell of the choice that meets another value: nothing is closed in advance."""
    unknown = court.topic(None, "Корни")

    result = answer(court, unknown, "Проценты", "Степени")

    assert (result.status, result.closed) == ("conflict", None)
    assert court.conflict_of(unknown).cells == {}


def test_another_other_opens_what_was_closed_in_advance() -> None:
    """The question comes back with a value that the choice had not named: it is asked again."""
    court = Court()
    standing = court.topic(None, "Дроби")
    court.say("boris", standing)
    backup = court.back_up()
    late = ask(court)
    left = court.say("anna", late)
    court.region.restore(backup)
    answer(court, late, "Дроби", "Проценты", named="Степени")

    court.again("anna", late, left)

    assert court.others(late) == {"topic": "Корни"}
    assert court.conflict_of(late).value("state") == "open"


def test_the_named_other_leaves_closed_what_was_closed_in_advance() -> None:
    """The question comes back with the value that the choice had named: it stays closed, and tells whose."""
    court = Court()
    court.say("boris", court.topic(None, "Дроби"))
    backup = court.back_up()
    late = ask(court)
    left = court.say("anna", late)
    court.region.restore(backup)
    answer(court, late, "Дроби", "Проценты")

    again = court.again("anna", late, left)

    conflict = court.conflict_of(late)
    assert (again.left, court.others(late)) == ({"topic": "superseded"}, {})
    assert (conflict.value("state"), conflict.value("author")) == ("closed", "anna")
    assert conflict.value("cells")["topic"]["other_place"] == ["epoch-1", 2]


def test_a_choice_without_others_settles_nothing(court: Court) -> None:
    """Who does not say what he saw beside has not chosen."""
    late = ask(court)

    choice = court.topic("Дроби", "Степени", resolves=conflict_id(LESSON, late.op))
    result = court.say("boris", msgspec.structs.replace(choice, others=None))

    assert (result.closed, court.value(), court.others(late)) == (None, "Степени", {"topic": "Корни"})
