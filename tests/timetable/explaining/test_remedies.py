"""What each remedy does to a problem, and what it leaves alone."""

from dataclasses import replace

from tests.timetable.small_school import DEMANDS, GYM, SMALL, at, cards
from timetable.cards import Draft
from timetable.explaining.remedies import (
    AddRoom,
    DropHours,
    DropRule,
    ExemptBlock,
    Loosen,
    MakeWish,
    Noun,
    OpenPlaces,
    Remedy,
    Unlock,
    Who,
)
from timetable.explaining.remedy_words import advised
from timetable.grid import Level
from timetable.problem import Problem, RoomNeed
from timetable.rules.of_blocks import DaysApart, Follows
from timetable.rules.of_people import MaxGaps
from timetable.rules.of_quality import Stability
from timetable.rules.rule import BlockKey, Which, Whose

MATH = DEMANDS["math"].keys
ONCE_A_DAY = DaysApart(which=Which(subjects=frozenset({"math"})), each_form=True)
NO_WINDOWS = MaxGaps(whose=Whose.GROUPS, most=0)


def with_rules(*rules: DaysApart | MaxGaps | Follows | Stability) -> Problem:
    """The small school with these rules."""
    return replace(SMALL, rules=rules)


def test_places_are_opened_and_wishes_stay() -> None:
    """Of a teacher's forbidden places those named become free; what he would rather not stays."""
    away = {at("пн1"): Level.FORBIDDEN, at("пн2"): Level.FORBIDDEN, at("пн3"): Level.UNDESIRABLE}
    teachers = {**SMALL.teachers, "anna": replace(SMALL.teachers["anna"], away=away)}
    problem = replace(SMALL, teachers=teachers)

    after = OpenPlaces(Who(Noun.TEACHER, "anna"), (at("пн1"), at("пн3"))).apply(problem)

    assert after.teachers["anna"].away == {at("пн2"): Level.FORBIDDEN, at("пн3"): Level.UNDESIRABLE}


def test_one_block_is_exempt_and_the_others_keep_the_rule() -> None:
    """One hour of mathematics may be the day's second; the rule holds the other hours apart."""
    problem = with_rules(ONCE_A_DAY)

    after = ExemptBlock(ONCE_A_DAY, MATH[-1:]).apply(problem)

    assert [problem.chosen(rule.which) for rule in after.rules if isinstance(rule, DaysApart)] == [
        (*MATH[:-1], *DEMANDS["math7"].keys)
    ]


def test_remedies_of_one_rule_follow_each_other() -> None:
    """A second remedy finds the rule that the first one has split or narrowed."""
    problem = with_rules(ONCE_A_DAY, NO_WINDOWS)

    for remedy in (
        ExemptBlock(ONCE_A_DAY, MATH[-1:]),
        ExemptBlock(ONCE_A_DAY, MATH[-2:-1]),
        Loosen(NO_WINDOWS, "7a", 1),
        Loosen(NO_WINDOWS, "6b", 2),
    ):
        problem = remedy.apply(problem)

    limits = {rule.of: rule.most for rule in problem.rules if isinstance(rule, MaxGaps)}
    apart = [rule for rule in problem.rules if isinstance(rule, DaysApart)]
    assert limits == {("7a",): 1, ("6b", "6b-1", "6b-2"): 2}
    assert problem.chosen(apart[0].which) == (*MATH[:-2], *DEMANDS["math7"].keys)


def test_a_limit_is_eased_for_one_and_holds_for_the_rest() -> None:
    """6Б may have a window, with its halves; 7А still may not."""
    after = Loosen(NO_WINDOWS, "6b", 1).apply(with_rules(NO_WINDOWS))

    assert after.rules == (
        replace(NO_WINDOWS, of=("7a",)),
        replace(NO_WINDOWS, of=("6b", "6b-1", "6b-2"), most=1),
    )


def test_a_room_is_added_wherever_all_of_its_like_serve() -> None:
    """The new gym is offered to every lesson that wants a gym, and to no other."""
    after = AddRoom(("gym",), "gym 2").apply(SMALL)

    assert after.rooms["gym 2"].kind == SMALL.rooms["gym"].kind
    assert after.demands["sport"].needs == (RoomNeed((*GYM.any_of, "gym 2")),)
    assert after.demands["math"] == SMALL.demands["math"]


def test_hours_go_with_their_cards_and_out_of_the_rules() -> None:
    """What names a block that is no more is gone with it."""
    gone = MATH[-1]
    problem = with_rules(
        DaysApart(which=Which(keys=MATH)),
        Follows(first=gone, second=BlockKey("rus", 0)),
        Stability(kept=((gone, at("пн1")), (MATH[0], at("вт1")))),
    )
    draft = Draft(problem, cards({"math": "пн1 вт1 ср1 чт1 пт1"}))

    after = DropHours("math").apply_to(draft)

    assert after.problem.demands["math"].keys == MATH[:-1]
    assert after.problem.rules == (
        DaysApart(which=Which(keys=MATH[:-1])),
        Stability(kept=((MATH[0], at("вт1")),)),
    )
    assert gone not in after.cards


def test_a_demand_without_blocks_is_no_more() -> None:
    """When its last hour goes, a demand goes."""
    assert "half" not in DropHours("half").apply(SMALL).demands


def test_a_rule_becomes_a_wish_or_goes() -> None:
    """A must is the strongest wish there is, or nothing."""
    problem = with_rules(NO_WINDOWS)

    assert MakeWish(NO_WINDOWS).apply(problem).rules == (replace(NO_WINDOWS, weight=5),)
    assert DropRule(NO_WINDOWS).apply(problem).rules == ()


def test_cards_are_unlocked_and_stay_where_they_are() -> None:
    """Unlocking moves nothing."""
    pinned = {key: replace(card, time_locked=True) for key, card in cards({"math": "пн1"}).items()}

    after = Unlock(MATH[:1]).apply_to(Draft(SMALL, pinned))

    assert [(card.at, card.time_locked) for card in after.cards.values()] == [(at("пн1"), False)]


def test_every_remedy_reads_as_an_order() -> None:
    """A button says what will be done, to whom and where."""
    remedies: dict[str, Remedy] = {
        "разрешить учителю Учитель anna: пн 1, 2": OpenPlaces(
            Who(Noun.TEACHER, "anna"), (at("пн1"), at("пн2"))
        ),
        "открыть кабинет Кабинет gym: вт 1": OpenPlaces(Who(Noun.ROOM, "gym"), (at("вт1"),)),
        "разрешить классу 6Б учиться: ср 7": OpenPlaces(Who(Noun.FORM, "6b"), (at("ср7"),)),
        "математика 6Б: разрешить дважды в день": ExemptBlock(ONCE_A_DAY, MATH[-1:]),
        "6Б: окон до 1": Loosen(NO_WINDOWS, "6b", 1),
        "добавить кабинет «gym 2» (как «Кабинет gym»)": AddRoom(("gym",), "gym 2"),
        "математика 6Б: убрать 2 часа": DropHours("math", 2),
        "открепить: математика 6Б": Unlock(MATH[:1]),
        "сделать пожеланием: Все классы: без окон": MakeWish(NO_WINDOWS),
        "убрать правило: математика: не чаще раза в день": DropRule(ONCE_A_DAY),
    }

    assert {advised(remedy, SMALL) for remedy in remedies.values()} == set(remedies)
