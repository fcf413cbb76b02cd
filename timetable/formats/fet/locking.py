"""A FET file given back with our cards as its locks: the rest of it is untouched, so that FET can judge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from timetable.cards import Card, Cards
from timetable.formats.fet.entry import Entry
from timetable.formats.fet.reading import PINNED, FetFile
from timetable.formats.fet.rooming import EXACT
from timetable.formats.nodes import Node, xml_of
from timetable.grid import Grid


def locked(file: FetFile, cards: Cards) -> bytes:
    """The document that was read, with each card's place and rooms as musts of 100 %.

    Musts for the same activities that stood there before give way; blocks without a card stay free.
    """
    placed = {id: cards[key] for id, key in file.keys.items() if key in cards}
    seated = {id: card for id, card in placed.items() if card.rooms and None not in card.rooms}
    grid = file.draft.problem.grid
    root = Node(file.root.tag, attributes=file.root.attributes)
    for child in file.root.children:
        match child.tag:
            case "Time_Constraints_List":
                starts = (start_lock(id, card, grid) for id, card in placed.items())
                root.children.append(_with(child, PINNED, placed, starts))
            case "Space_Constraints_List":
                rooms = (room_lock(id, card, file.virtual.get(id, "")) for id, card in seated.items())
                root.children.append(_with(child, EXACT, seated, rooms))
            case _:
                root.children.append(child)
    return xml_of(root)


def _with(bag: Node, tag: str, replaced: Iterable[int], locks: Iterable[Node]) -> Node:
    known = {str(id) for id in replaced}
    kept = [node for node in bag.children if not _is_replaced(node, tag, known)]
    return Node(bag.tag, attributes=bag.attributes, children=[*kept, *locks])


def _is_replaced(node: Node, tag: str, ids: set[str]) -> bool:
    entry = Entry(node)
    is_meant = node.tag == tag and node.inner("Activity_Id").strip() in ids
    return is_meant and entry.is_active and entry.weight is None


def start_lock(id: int, card: Card, grid: Grid) -> Node:
    """FET's lock of an activity in time."""
    node = Node(PINNED)
    node.add("Weight_Percentage", 100)
    node.add("Activity_Id", id)
    node.add("Preferred_Day", grid.days[card.at.day])
    node.add("Preferred_Hour", grid.slots[card.at.slot].title)
    return _ended(node, is_permanent=card.time_locked)


def room_lock(id: int, card: Card, virtual: str) -> Node:
    """FET's lock of an activity in its room, or in the real rooms of a virtual one."""
    node = Node(EXACT)
    node.add("Weight_Percentage", 100)
    node.add("Activity_Id", id)
    rooms: Sequence[str | None] = card.rooms
    node.add("Room", virtual or rooms[0] or "")
    if virtual:
        node.add("Number_of_Real_Rooms", len(rooms))
        for room in rooms:
            node.add("Real_Room", room)
    return _ended(node, is_permanent=card.rooms_locked)


def _ended(node: Node, *, is_permanent: bool) -> Node:
    node.add("Permanently_Locked", "true" if is_permanent else "false")
    node.add("Active", "true")
    node.add("Comments")
    return node
