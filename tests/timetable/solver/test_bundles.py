"""What the solver places as one: equal blocks, and blocks that are held at the same time."""

from __future__ import annotations

from dataclasses import replace

from school.calendar import Weeks
from tests.timetable.small_school import DEMANDS, SMALL
from timetable.problem import Block, Problem
from timetable.rules.of_blocks import DaysApart, SameTime
from timetable.rules.rule import BlockKey, Rule, Which
from timetable.solver.bundles import Bundle, bundle
from timetable.solver.strictness import AS_WRITTEN, Strictness

HALVES = tuple(BlockKey("half", seq) for seq in range(2)), tuple(BlockKey("half2", seq) for seq in range(2))


def school(*rules: Rule, block: Block | None = None) -> Problem:
    """The lessons of two halves of a form, two of each."""
    blocks = (block or Block(),) * 2
    load = {name: replace(DEMANDS[name], blocks=blocks) for name in ("half", "half2")}
    return replace(SMALL, demands=load, rules=rules)


def members(bundles: tuple[Bundle, ...]) -> list[list[set[BlockKey]]]:
    """The blocks of each member of each bundle."""
    return [[set(member) for member in one.members] for one in bundles]


def tied() -> tuple[SameTime, ...]:
    """Each lesson of one half at the time of one of the other's."""
    return tuple(SameTime(which=Which(keys=pair)) for pair in zip(*HALVES, strict=True))


def test_equal_blocks_of_a_demand_are_told_apart_by_nothing() -> None:
    """A rule that names all of them does not part them either."""
    rule = DaysApart(which=Which(keys=HALVES[0]))

    bundles = bundle(school(rule), AS_WRITTEN).all

    assert [one.count for one in bundles] == [2, 2]


def test_a_block_that_a_rule_names_alone_is_placed_alone() -> None:
    """It may have to lie elsewhere than its equals."""
    rule = DaysApart(which=Which(keys=(HALVES[0][0], HALVES[1][0])))

    bundles = bundle(school(rule), AS_WRITTEN).all

    assert [one.count for one in bundles] == [1, 1, 1, 1]


def test_blocks_held_to_one_time_are_placed_as_one_and_are_interchangeable_again() -> None:
    """Two pairs of halves are one bundle of two members, and their rules are kept in it."""
    bundles = bundle(school(*tied()), AS_WRITTEN)

    assert members(bundles.all) == [[{HALVES[0][0], HALVES[1][0]}, {HALVES[0][1], HALVES[1][1]}]]
    assert bundles.kept == {0, 1}


def test_blocks_are_not_tied_by_a_wish_or_by_a_rule_that_is_for_sale() -> None:
    """What may be broken for a price must be able to break."""
    wishes = tuple(replace(rule, weight=5) for rule in tied())

    by_wish = bundle(school(*wishes), AS_WRITTEN)
    for_sale = bundle(school(*tied()), Strictness(relaxed=lambda cause: 1))

    assert by_wish.kept == for_sale.kept == set()


def test_blocks_that_share_somebody_or_choose_their_weeks_are_not_tied() -> None:
    """Two lessons of one form at the same time stay a contradiction that is seen."""
    same_form = SameTime(which=Which(keys=(BlockKey("math", 0), BlockKey("rus", 0))))

    clash = bundle(replace(SMALL, rules=(same_form,)), AS_WRITTEN)
    free_weeks = bundle(school(*tied(), block=Block(weeks=None)), AS_WRITTEN)
    odd = bundle(school(*tied(), block=Block(weeks=Weeks.ODD)), AS_WRITTEN)

    assert (clash.kept, free_weeks.kept, odd.kept) == (set(), set(), {0, 1})
