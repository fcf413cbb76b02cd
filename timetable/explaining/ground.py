"""What all checks look at: a draft, where its blocks may lie, who limits them, and what could be opened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from school.calendar import Weeks
from timetable.cards import Draft
from timetable.explaining.limits import bundles, limits_of
from timetable.explaining.reach import Places, Reach
from timetable.explaining.remedies import Noun, OpenPlaces, Who
from timetable.grid import Level, TimeSlot
from timetable.problem import Demand
from timetable.rules.rule import BlockKey


class Ground:
    """A draft as the checks see it; computed once, looked at by all."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.problem = draft.problem
        self.reach = Reach(draft)
        self.atlas = self.reach.atlas
        self.bundles = bundles(draft.problem)
        self.teachers, self.atoms = limits_of(draft.problem)

    def demand(self, demand: Demand) -> Who:
        return Who(Noun.DEMAND, demand.id)

    def people_of(self, demand: Demand) -> list[tuple[Who, Places]]:
        """The teachers, groups and rooms of a demand, and where each is free."""
        people = [(Who(Noun.TEACHER, one), self.reach.teachers[one]) for one in demand.teachers]
        people += [(self.pupils(one), self.reach.groups[one]) for one in demand.groups]
        rooms = {need.any_of: self.reach.need(need) for need in demand.needs if need.any_of}
        people += [(Who(Noun.ROOM, any_of[0]), free) for any_of, free in rooms.items()]
        return people

    def pupils(self, group: str) -> Who:
        """A group; the form, where its hours are those of the whole form."""
        form = self.problem.groups[group].form
        own = self.problem.groups[group].away
        return Who(Noun.GROUP, group) if own or form not in self.problem.forms else Who(Noun.FORM, form)

    def form_of(self, atom: str) -> Who:
        """The form of the smallest part of pupils, as which it is known."""
        return self._forms[atom]

    @cached_property
    def _forms(self) -> dict[str, Who]:
        known: dict[str, Who] = {}
        for group in self.problem.groups.values():
            has_form = group.form in self.problem.forms
            who = Who(Noun.FORM, group.form) if has_form else Who(Noun.GROUP, group.id)
            known |= {atom: who for atom in group.atoms if atom not in known or has_form}
        return known

    def every_week(self, key: BlockKey) -> bool:
        return self.problem.block(key).weeks is Weeks.EVERY

    def hours(self, keys: Iterable[BlockKey]) -> int:
        """Slots that these blocks fill in the fuller of two weeks, and surely."""
        filled = dict.fromkeys(Weeks, 0)
        for key in keys:
            block = self.problem.block(key)
            if block.weeks is not None:
                filled[block.weeks] += block.length
        return filled[Weeks.EVERY] + max(filled[Weeks.ODD], filled[Weeks.EVEN])

    def openings(self, demand: Demand, short: int, days: Sequence[int] = ()) -> Iterator[OpenPlaces]:
        """For each person of a demand who alone is in the way: so many places to open to him.

        Where ``days`` are given, the places lie on others, one a day.
        """
        length = max((block.length for block in demand.blocks), default=1)
        for who, free in dict(self.people_of(demand)).items():
            others = self._allowed(demand)
            for one, places in self.people_of(demand):
                if one != who:
                    others &= places
            starts = self.atlas.starts(others, length) & ~self.atlas.starts(free, length)
            chosen = self._chosen(self.atlas.listed(starts), short, days)
            if chosen:
                wanted = self.atlas.of(chosen)
                shut = self.atlas.covered(wanted, length) & ~free
                yield OpenPlaces(self._shut_for(who, shut), self.atlas.listed(shut))

    def _allowed(self, demand: Demand) -> Places:
        """The places that rules leave to a demand."""
        found = self.atlas.open
        for rule in self.reach.allowed_by(demand.keys[0]) if demand.keys else ():
            found &= self.atlas.of(rule.within or rule.starts)
        return found

    def _chosen(self, places: Sequence[TimeSlot], short: int, days: Sequence[int]) -> tuple[TimeSlot, ...]:
        if not days:
            return tuple(places[:short]) if len(places) >= short else ()
        one_a_day: dict[int, TimeSlot] = {}
        for at in places:
            if at.day not in days:
                one_a_day.setdefault(at.day, at)
        return tuple(one_a_day.values())[:short] if len(one_a_day) >= short else ()

    def _shut_for(self, who: Who, shut: Places) -> Who:
        """A group is shut by its form, where it is the form that forbids."""
        if who.noun is not Noun.GROUP:
            return who
        form = self.problem.forms.get(self.problem.groups[who.id].form)
        forbidden = (
            self.atlas.of(at for at, level in form.away.items() if level is Level.FORBIDDEN) if form else 0
        )
        return Who(Noun.FORM, form.id) if form and shut & forbidden else who
