"""What the people do: teachers write and answer questions, the head teacher decides."""

from __future__ import annotations

from typing import Any

from sync.local_copy import Wish
from tests.simulation.laptop import Killed, Laptop
from tests.simulation.mishaps import restart_killed
from tests.simulation.world import COURSE, LESSONS, OFFICE, OTHER_COURSE, READERS, World, mark_of

CELLS = ("mark/p/w", "mark/q/w", "topic")


def edit(world: World) -> None:
    """A teacher writes one or two cells of a lesson."""
    laptop = world.random.choice(world.teachers())
    lesson = world.random.choice([id for id, bucket in LESSONS.items() if bucket in READERS[laptop.person]])
    chosen = world.random.sample(CELLS, world.random.choice((1, 1, 2)))
    bucket = LESSONS[lesson]
    _put(world, laptop, Wish(bucket, "lesson", lesson, {cell: _value(world, bucket) for cell in chosen}))


def correct(world: World) -> None:
    """A teacher types anew what was left beside, before having read that another value stands."""
    laptop = world.random.choice(world.teachers())
    own_ops = laptop.replica.copy.own.values()
    beside = [(own.op, own.result.left) for own in own_ops if own.overlays and own.result]
    corrected = [(op, left) for op, left in beside if left]
    if corrected:
        op, left = world.random.choice(corrected)
        _put(
            world, laptop, Wish(op.bucket, op.kind, op.id, {cell: _value(world, op.bucket) for cell in left})
        )


def choose(world: World) -> None:
    """Somebody answers a question that the screen shows."""
    teachers = world.teachers()
    for laptop in world.random.sample(teachers, len(teachers)):
        for bucket in (COURSE, OTHER_COURSE):
            shown = laptop.replica.copy.views(bucket, "conflict").items()
            asked = [(id, cells) for id, cells in shown if cells.get("state") == "open" and "cells" in cells]
            if asked:
                id, conflict = world.random.choice(sorted(asked))
                _answer(world, laptop, bucket, id, conflict)
                return


def decide(world: World) -> None:
    """The head teacher looks at what waits."""
    laptop = world.random.choice([laptop for laptop in world.laptops if laptop.person == "head"])
    shown = laptop.replica.copy.views(OFFICE, "review").items()
    reviews = sorted((id, sorted(cells["ops"])) for id, cells in shown if cells.get("ops"))
    if reviews:
        id, waiting = world.random.choice(reviews)
        ops = world.random.sample(waiting, world.random.randint(1, len(waiting)))
        what = world.random.choice(("accept", "accept", "decline"))
        _put(world, laptop, Wish(OFFICE, "review", id, {"decision": {"what": what, "ops": ops}}))


def _answer(world: World, laptop: Laptop, bucket: str, id: str, conflict: dict[str, Any]) -> None:
    record = conflict["record"]["id"]
    cells, others = {}, {}
    for cell, entry in conflict["cells"].items():
        if entry["settled"] is None and world.random.random() < 0.8:
            stands = laptop.sees(bucket, record, cell)
            cells[cell] = world.random.choice((entry["other"], stands, _value(world, bucket)))
            others[cell] = entry["other"]
    if cells:
        _put(world, laptop, Wish(bucket, "lesson", record, cells, resolves=id, others=others))


def _put(world: World, laptop: Laptop, wish: Wish) -> None:
    try:
        deed = laptop.put(wish)
    except Killed:
        restart_killed(world, laptop)
        return
    if deed is not None:
        world.note_deed(deed)


def _value(world: World, bucket: str) -> str | None:
    """Half of the values are the only ones of their kind, the rest may meet their like."""
    roll, mark = world.random.random(), mark_of(bucket)
    if roll < 0.12:
        return None
    if roll < 0.17:
        return world.random.choice(("poison", "poison", "torn")) + mark
    if roll < 0.55:
        return world.random.choice("2345н") + mark
    return f"{world.random.choice('2345')}.{len(world.deeds)}{mark}"
