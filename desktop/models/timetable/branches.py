"""Lines of saved versions: who went on from one and the same week, and between which nobody has chosen.

A line is a version with all that were made from it, one after the other. What was published and the
version that was saved to be published are one week, so two who go on from either meet here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from desktop.models.timetable.office import SavedVersion

Lines = tuple[tuple[SavedVersion, ...], ...]


class Branches:
    """Of these versions; ``published`` tells of which saved version each published one is."""

    def __init__(self, versions: Iterable[SavedVersion], published: Mapping[str, str | None]) -> None:
        self._known = {one.id: one for one in versions}
        self._published = published
        self._made_from: dict[str | None, list[SavedVersion]] = defaultdict(list)
        for one in self._known.values():
            self._made_from[self._base(one)].append(one)

    def open(self) -> Lines:
        """The newest of each line, the newest first, wherever two lines or more still stand."""
        found = []
        for begun in self._made_from.values():
            lines = [line for one in begun if (line := self._standing(one))]
            if len(lines) > 1:
                found.append(tuple(sorted((max(line, key=age) for line in lines), key=age, reverse=True)))
        return tuple(found)

    def others(self, chosen: SavedVersion) -> tuple[SavedVersion, ...]:
        """What has to be set aside so that no line stands beside that of the chosen version."""
        found: dict[str, SavedVersion] = {}
        for one in self._back(chosen):
            for beside in self._made_from[self._base(one)]:
                if beside is not one:
                    found.update((other.id, other) for other in self._standing(beside))
        return tuple(found.values())

    def _base(self, version: SavedVersion) -> str | None:
        base = version.base
        return self._published.get(base) or base if base is not None else None

    def _standing(self, first: SavedVersion) -> list[SavedVersion]:
        """A line without what was set aside of it."""
        line, seen = [first], {first.id}
        for one in line:
            more = [next_one for next_one in self._made_from.get(one.id, ()) if next_one.id not in seen]
            seen.update(next_one.id for next_one in more)
            line.extend(more)
        return [one for one in line if not one.is_set_aside]

    def _back(self, version: SavedVersion) -> Iterator[SavedVersion]:
        """A version, the one that it was made from, and so on; damaged bases may go in a ring."""
        seen: set[str] = set()
        found: SavedVersion | None = version
        while found is not None and found.id not in seen:
            seen.add(found.id)
            yield found
            found = self._known.get(self._base(found) or "")


def age(version: SavedVersion) -> tuple[str, str]:
    """By this versions are sorted: the older first."""
    return version.saved_at.isoformat() if version.saved_at else "", version.id
