"""One record of a FET file, read so that no field of it is passed over unseen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeVar

from timetable.formats.nodes import Node
from timetable.formats.refusals import BadFile, Why

SAID_ELSEWHERE = frozenset({"Active", "Comments", "Weight_Percentage"})
LARGEST = 60_000

Meant = TypeVar("Meant")

WEIGHTS = ((90.0, 5), (70.0, 4), (40.0, 3), (15.0, 2))
"""From how many percent of FET on a wish has which weight; below all of them it is 1."""


class NotExpressible(Exception):
    """The record asks for what no rule of ours can say; ``part`` is the field that does."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


class Entry:
    """A record whose fields are read by name; ``unread`` names those that nobody asked for."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self._read = set(SAID_ELSEWHERE)

    @property
    def is_active(self) -> bool:
        return self.node.inner("Active").strip().lower() not in {"false", "no", "0"}

    @property
    def percent(self) -> float:
        """FET's weight; 100 is a must, and what older files do not say."""
        said = self.node.inner("Weight_Percentage")
        try:
            percent = float(said.strip() or 100)
        except ValueError:
            percent = -1
        if not 0 <= percent <= 100:
            raise self.bad(Why.NOT_A_NUMBER, "Weight_Percentage", found=said, least=0, most=100)
        return percent

    @property
    def weight(self) -> int | None:
        """Ours for the same: None is a must, else a wish of 1 to 5."""
        if self.percent >= 100:
            return None
        return next((weight for least, weight in WEIGHTS if self.percent >= least), 1)

    @property
    def unread(self) -> tuple[str, ...]:
        tags = dict.fromkeys(child.tag for child in self.node.children)
        return tuple(tag for tag in tags if tag not in self._read and not tag.startswith("Number_of_"))

    def nodes(self, *fields: str) -> list[Node]:
        """All children of any of these names."""
        self._read.update(fields)
        return [child for child in self.node.children if child.tag in fields]

    def texts(self, field: str) -> tuple[str, ...]:
        return tuple(child.text for child in self.nodes(field))

    def text(self, *fields: str) -> str:
        """The first field of these names; BadFile where there is none."""
        found = self.nodes(*fields)
        if not found:
            raise self.bad(Why.NO_FIELD, fields[0], record=self.node.tag)
        return found[0].text

    def maybe(self, *fields: str) -> str:
        """The same, or nothing."""
        found = self.nodes(*fields)
        return found[0].text if found else ""

    def number(self, field: str, *, least: int = 0, most: int = LARGEST) -> int:
        """A whole number; BadFile for another thing or one outside of what can be meant."""
        return self.as_number(self.text(field), field, least, most)

    def numbers(self, *fields: str) -> tuple[int, ...]:
        return tuple(self.as_number(one.text, one.tag, 0, 10**9) for one in self.nodes(*fields))

    def as_number(self, text: str, field: str, least: int, most: int) -> int:
        text = text.strip()
        number = int(text) if re.fullmatch(r"-?[0-9]{1,10}", text) else None
        if number is None or not least <= number <= most:
            raise self.bad(Why.NOT_A_NUMBER, field, found=text[:40], least=least, most=most)
        return number

    def yes(self, field: str) -> bool:
        """Whether a field says so; one that is missing does not."""
        return self.maybe(field).strip().lower() in {"true", "yes", "1"}

    def known(self, among: Mapping[str, Meant], field: str, name: str) -> Meant:
        """What a name of the file stands for; BadFile for a name that the file does not have."""
        if name not in among:
            raise self.bad(Why.NO_SUCH, field, found=name[:80])
        return among[name]

    def bad(self, why: Why, field: str, **facts: object) -> BadFile:
        return BadFile(why, self.node.place, field=field, **facts)
