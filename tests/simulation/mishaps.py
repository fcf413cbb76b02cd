"""What goes wrong: the network's, the machines' and the school's mishaps, each a function of the world."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from tests.simulation.laptop import Laptop
from tests.simulation.region import FEW_OPS, MOST_OPS, Refused, State
from tests.simulation.screens import painted_is_kept
from tests.simulation.world import COURSE, OTHER_COURSE, Letter, World

MOST_LAPTOPS = 6
MOST_ROWS = 6


def drop(world: World) -> None:
    """A letter is lost, on its way there or on its way back."""
    letter = _any_letter(world)
    if letter is not None:
        world.letters.remove(letter)
        world.note(f"{_name_of(letter)} is lost")
        letter.laptop.pushing = letter.laptop.pulling = None


def cut(world: World) -> None:
    """The cable is pulled while an answer travels: half of its bytes arrive."""
    letter = _any_letter(world)
    if letter is not None and isinstance(letter.answer, bytes):
        letter.answer = letter.answer[: world.random.randrange(len(letter.answer) or 1)]


def duplicate(world: World) -> None:
    """A request arrives twice."""
    asked = [letter for letter in world.letters if letter.answer is None]
    if asked:
        letter = world.random.choice(asked)
        copy = Letter(letter.laptop, letter.what, letter.request, letter.body, letter.started)
        world.letters.append(copy)


def kill(world: World) -> None:
    """A laptop's process is killed between two letters."""
    restart(world, world.random.choice(world.laptops))


def kill_writing(world: World) -> None:
    """A laptop's process will be killed in the middle of a write."""
    world.random.choice(world.laptops).shelf.rows_to_live = world.random.randrange(MOST_ROWS)


def crash(world: World) -> None:
    """The server will die before its next commit."""
    world.region.dying = True


def restore_server(world: World) -> None:
    """The administrator lays an older back-up on the server."""
    if world.backups and world.restores_left:
        world.restores_left -= 1
        restore(world, world.random.choice(world.backups))


def restore_client(world: World) -> None:
    """A laptop gets the disk that it had some time ago."""
    laptop = world.random.choice(world.laptops)
    if laptop.name in world.disks:
        forgotten = _ops_of(world, laptop)
        laptop.shelf = world.disks[laptop.name].copied()
        laptop.mourning = set()
        kept = {op for each in world.laptops for op in _ops_of(world, each)}
        world.lost |= forgotten - kept
        world.note(f"{laptop.name} is restored")
        laptop.start()


def clone(world: World) -> None:
    """A laptop's disk is copied into another computer, and both go on."""
    if len(world.laptops) < MOST_LAPTOPS:
        laptop = world.random.choice(world.teachers())
        name = f"{laptop.name}, copy {len(world.laptops)}"
        twin = Laptop(name, laptop.person, laptop.new_op, laptop.shelf.copied())
        world.laptops.append(twin)
        world.note(f"{laptop.name} is cloned")


def deny(world: World) -> None:
    """A right is taken, or given back."""
    pair = (world.random.choice(("anna", "boris")), world.random.choice((COURSE, OTHER_COURSE)))
    world.region.rules.denied ^= {pair}
    world.region.scope += 1
    world.note(f"without right: {sorted(world.region.rules.denied)}")


def lock(world: World) -> None:
    """A term is locked, or opened again."""
    world.region.rules.locked ^= {COURSE}
    world.note(f"locked: {sorted(world.region.rules.locked)}")


def clock(world: World) -> None:
    """A laptop's clock jumps, by years, and what it holds for old is forgotten."""
    laptop = world.random.choice(world.laptops)
    laptop.offset = timedelta(days=world.random.randint(-4000, 4000))
    laptop.replica.forget_old()


def narrow(world: World) -> None:
    """The server takes fewer ops in a request than it said, or more again."""
    world.region.most_ops = MOST_OPS + FEW_OPS - world.region.most_ops


def disorder(world: World) -> None:
    """The server begins to answer in another order than it was asked, or stops."""
    world.region.disorderly = not world.region.disorderly


Mishap = Callable[[World], None]

NETWORKS: Mapping[str, Mishap] = {"drop": drop, "duplicate": duplicate, "cut": cut}
MACHINES: Mapping[str, Mishap] = {
    "kill": kill, "kill_writing": kill_writing, "crash": crash, "clock": clock, "narrow": narrow,
    "disorder": disorder,
}  # fmt: skip
SCHOOLS: Mapping[str, Mishap] = {"lock": lock, "deny": deny}
COPIES: Mapping[str, Mishap] = {
    "restore_server": restore_server, "restore_client": restore_client, "clone": clone,
}  # fmt: skip

ALL: Mapping[str, Mishap] = {**NETWORKS, **MACHINES, **SCHOOLS, **COPIES}
WITHOUT_COPIES: Mapping[str, Mishap] = {**NETWORKS, **MACHINES, "lock": lock}
"""What invariant 13 allows for: nothing is restored before everything has been answered."""


def restore(world: World, backup: State) -> None:
    """Lay a back-up on the server."""
    world.region.restore(backup)
    world.note(f"--- the server is restored to {world.region.state.head}, {world.region.epoch} begins")


def restart(world: World, laptop: Laptop) -> None:
    """The process dies and starts again; what was painted must be there."""
    laptop.start()
    world.note(f"{laptop.name} is killed")
    painted_is_kept(laptop, world.deeds, world.lost)


def keep(world: World) -> None:
    """Somebody makes a back-up: the region's engineer, or a laptop's owner."""
    if world.random.random() < 0.5:
        world.backups.append(world.region.state.copied())
    else:
        laptop = world.random.choice(world.laptops)
        world.disks[laptop.name] = laptop.shelf.copied()


def _ops_of(world: World, laptop: Laptop) -> set[str]:
    return {op for op in world.deeds if laptop.shelf.read_op(op) is not None}


def _any_letter(world: World) -> Letter | None:
    return world.random.choice(world.letters) if world.letters else None


def _name_of(letter: Letter) -> str:
    kind = "the request" if letter.answer is None else "the refusal" if isinstance(
        letter.answer, Refused
    ) else "the answer"  # fmt: skip
    return f"{kind} to {letter.what} of {letter.laptop.name}"
