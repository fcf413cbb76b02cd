"""Values that lay beside come back beside, and what was chosen away stays so."""

from __future__ import annotations

from itertools import permutations

import pytest

from sync.identity import conflict_id
from tests.sync.court import LESSON, Court, told


@pytest.fixture
def court() -> Court:
    """A server with one course."""
    return Court()


def test_a_value_left_beside_lies_beside_again(court: Court) -> None:
    """Under the same conflict id, so that a choice made before the restore still finds it."""
    court.say("boris", court.topic(None, "Дроби"))
    backup = court.back_up()
    [late] = told(court, ("anna", court.topic(None, "Корни")))
    court.region.restore(backup)

    again = court.again(*late)

    assert (again.status, again.conflict) == ("conflict", late[2].conflict)
    assert (court.value(), court.others(late[1])) == ("Дроби", {"topic": "Корни"})


def test_a_value_left_beside_wins_no_replay(court: Court) -> None:
    """It comes back to an empty cell, and does not fill it: what it had lost to will come as well."""
    empty = court.back_up()
    first, late = told(court, ("boris", court.topic(None, "Дроби")), ("anna", court.topic(None, "Корни")))
    court.region.restore(empty)

    court.again(*late)
    court.again(*first)

    assert (court.value(), court.others(late[1])) == ("Дроби", {"topic": "Корни"})


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_what_was_chosen_away_stays_so(court: Court, order: tuple[int, ...]) -> None:
    """The value that stood, the one beside and the choice come back in any order: the choice stands."""
    empty = court.back_up()
    late = court.topic(None, "Корни")
    choice = court.topic("Дроби", "Степени", resolves=conflict_id(LESSON, late.op), others={"topic": "Корни"})
    answered = told(court, ("boris", court.topic(None, "Дроби")), ("anna", late), ("boris", choice))
    court.region.restore(empty)

    for index in order:
        court.again(*answered[index])

    assert (court.value(), court.others(late)) == ("Степени", {})
    assert court.conflict_of(late).value("state") == "closed"


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_a_corrected_value_beside_comes_back_as_it_was(court: Court, order: tuple[int, ...]) -> None:
    """Of one epoch the later value is the `other`; a choice that named it counts in any order."""
    empty = court.back_up()
    late, corrected = court.topic(None, "Корни"), court.topic("Корни", "Степени")
    choice = court.topic("Дроби", "Дроби", resolves=conflict_id(LESSON, late.op), others={"topic": "Степени"})
    answered = told(
        court, ("boris", court.topic(None, "Дроби")), ("anna", late), ("anna", corrected), ("boris", choice)
    )
    court.region.restore(empty)

    for index in order:
        court.again(*answered[index])

    assert (court.value(), court.others(late)) == ("Дроби", {})


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_an_equal_value_beside_takes_over_the_later_place(court: Court, order: tuple[int, ...]) -> None:
    """Corrected and corrected back: the value in between does not come after both, in any order."""
    court.say("boris", court.topic(None, "Дроби"))
    backup = court.back_up()
    late = court.topic(None, "Корни")
    corrected, back = court.topic("Корни", "Степени"), court.topic("Степени", "Корни")
    answered = told(court, ("anna", late), ("anna", corrected), ("anna", back))
    court.region.restore(backup)

    for index in order:
        court.again(*answered[index])

    assert court.all_others() == ["Корни"]
    assert court.others(late) == {"topic": "Корни"}


def test_a_returning_choice_closes_only_what_it_had_closed(court: Court) -> None:
    """Before the restore it had settled nothing, the other being unseen: now it does not either."""
    backup_of = court.topic(None, "Дроби")
    court.say("boris", backup_of)
    backup = court.back_up()
    late, corrected = court.topic(None, "Корни"), court.topic("Корни", "Степени")
    told(court, ("anna", late), ("anna", corrected))
    choice = court.topic(
        "Дроби", "Проценты", resolves=conflict_id(LESSON, late.op), others={"topic": "Корни"}
    )
    [answered] = told(court, ("boris", choice))
    first = court.say("anna", late)
    court.region.restore(backup)

    court.again("anna", late, first)
    court.again(*answered)

    assert (court.value(), court.others(late)) == ("Проценты", {"topic": "Корни"})


def test_of_two_epochs_each_value_beside_has_a_question_of_its_own(court: Court) -> None:
    """Under one id two values of different epochs have no order: neither replaces the other."""
    court.say("boris", court.topic(None, "Дроби"))
    backup = court.back_up()
    late = court.topic(None, "Корни")
    [first] = told(court, ("anna", late))
    court.region.restore(backup)
    corrected = court.topic("Корни", "Степени")
    court.again(*first)
    [second] = told(court, ("anna", corrected))
    court.region.restore(backup)

    court.again(*second)
    court.again(*first)

    assert court.all_others() == ["Корни", "Степени"]
