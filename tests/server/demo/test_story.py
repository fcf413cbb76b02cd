"""The people of the demo's story: who signs in, who teaches with whom, what they may read."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from school.people import Role
from server.demo.record import DemoRecord
from server.demo.region import DemoRegion, generate
from server.demo.size import DemoSize
from sync.facts import FactRecord, build_facts
from sync.ruling import Author
from sync.scope import Scope


@pytest.mark.parametrize("size", [DemoSize.S, DemoSize.M])
def test_there_is_an_account_for_every_part_of_the_story(size: DemoSize) -> None:
    """Two teachers of one course, a form teacher, a head teacher, an administrator."""
    region = generate(size, date(2026, 11, 20))

    roles = {role for account in region.accounts for role in account.roles}
    assert roles == set(Role)
    assert len(region.accounts) == 7
    assert region.accounts[0].title == "the demo teacher"
    assert Role.FORM_TEACHER in region.accounts[0].roles
    assert len({account.login for account in region.accounts}) == len(region.accounts)
    assert all(account.password == f"parta-{account.login}" for account in region.accounts)


def test_two_teachers_mark_one_course_and_one_course_changed_hands(
    village: DemoRegion, village_records: list[DemoRecord]
) -> None:
    """The demo teacher shares a course all year; another has teachers one after the other."""
    demo, colleague, successor = (account.person.id for account in village.accounts[:3])
    taught = [
        {one["person"]: (one["from"], one["to"]) for one in record.cells["teachers"]}
        for record in village_records
        if record.kind == "course"
    ]

    shared = [one for one in taught if {demo, colleague} <= set(one)]
    assert [list(one.values()) for one in shared] == [[("2026-09-01", None), ("2026-09-01", None)]]
    changed = [one for one in taught if successor in one and len(one) == 2]
    assert [sorted(one.values(), key=str) for one in changed] == [
        [("2026-09-01", "2026-10-31"), ("2026-11-01", None)]
    ]


def test_rights_find_the_story_in_the_records(town: DemoRegion, town_records: list[DemoRecord]) -> None:
    """From the records alone the demo teacher has her courses, her form, and today's substitution."""
    facts = build_facts(FactRecord(one.kind, one.id, one.bucket, one.cells) for one in town_records)
    demo, *_, engineer = town.accounts
    scope = Scope(facts, town.today)

    standing = Counter(
        bucket.id.partition(":")[0]
        for bucket in scope.standing_buckets(Author(demo.person.id, "", frozenset(demo.roles)))
    )
    office = scope.standing_buckets(Author(engineer.person.id, "", frozenset(engineer.roles)))

    assert standing["tutor"] == 1
    assert standing["course"] > 10
    assert standing["plan"] >= 10
    assert scope.is_tutor(demo.person.id)
    assert any(stand.person == demo.person.id for stands in facts.stands.values() for stand in stands)
    assert [bucket.id for bucket in office] == ["school", "office", f"person:{engineer.person.id}"]


def test_staff_are_all_there_with_the_forms_that_they_tutor(town: DemoRegion) -> None:
    """Every form has one tutor, and whoever tutors is a form teacher."""
    staff = town.staff(town.schools[0].id)
    forms = [form for one in staff for form in one.forms]

    assert len(forms) == len(set(forms)) == 29
    assert max(len(one.forms) for one in staff) == 1
    assert all((Role.FORM_TEACHER in one.roles) == bool(one.forms) for one in staff)
    with pytest.raises(KeyError):
        town.staff("no such school")
