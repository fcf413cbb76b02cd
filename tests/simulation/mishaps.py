"""What goes wrong: the network's, the machines' and the school's mishaps, each a function of the world.

Each says whether it really happened; what cannot happen now (nothing is on its way, nothing was
backed up) gives way to another. One that only lies in wait for its moment is noted when it comes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from tests.simulation import oracles
from tests.simulation.laptop import Laptop
from tests.simulation.region import AFTER_COMMIT, BEFORE_COMMIT, FEW_OPS, MOST_OPS, Refused, State
from tests.simulation.screens import kept_over_a_restart, painted_is_kept
from tests.simulation.world import COURSE, OTHER_COURSE, Letter, World

MOST_LAPTOPS = 6
MOST_ROWS = 6


def befall(world: World, possible: Mapping[str, Mishap]) -> None:
    """One mishap that can happen now; which of them, the seed says."""
    for name in world.random.sample(list(possible), len(possible)):
        if possible[name](world):
            world.note_mishap(name)
            return


def drop(world: World) -> bool:
    """A letter is lost, on its way there or on its way back."""
    if not world.letters:
        return False
    letter = world.random.choice(world.letters)
    world.letters.remove(letter)
    world.note(f"{_name_of(letter)} is lost")
    letter.laptop.pushing = letter.laptop.pulling = None
    return True


def cut(world: World) -> bool:
    """The cable is pulled while an answer travels: some of its bytes arrive."""
    travelling = [letter for letter in world.letters if isinstance(letter.answer, bytes)]
    if travelling:
        letter = world.random.choice(travelling)
        assert isinstance(letter.answer, bytes)
        letter.answer = letter.answer[: world.random.randrange(len(letter.answer) or 1)]
        world.note(f"{_name_of(letter)} is cut")
    return bool(travelling)


def duplicate(world: World) -> bool:
    """A request arrives twice."""
    asked = [letter for letter in world.letters if letter.answer is None]
    if asked:
        letter = world.random.choice(asked)
        world.letters.append(Letter(letter.laptop, letter.what, letter.request, letter.body, letter.started))
        world.note(f"{_name_of(letter)} will come twice")
    return bool(asked)


def kill(world: World) -> bool:
    """A laptop's process is killed between two letters."""
    laptop = world.random.choice(world.laptops)
    with kept_over_a_restart(laptop):
        restart(world, laptop)
    return True


def kill_writing(world: World) -> bool:
    """A laptop's process will be killed in the middle of a write."""
    world.random.choice(world.laptops).shelf.rows_to_live = world.random.randrange(MOST_ROWS)
    return False


def crash(world: World) -> bool:
    """The server will die before its next commit."""
    world.region.dying = BEFORE_COMMIT
    return False


def crash_committed(world: World) -> bool:
    """The server will die between its next commit and its answer."""
    world.region.dying = AFTER_COMMIT
    return False


def restore_server(world: World) -> bool:
    """The administrator lays an older back-up on the server."""
    happens = world.restores_left > 0
    if happens:
        world.restores_left -= 1
        restore(world, world.random.choice(world.backups))
    return happens


def restore_client(world: World) -> bool:
    """A laptop gets the disk that it had some time ago."""
    kept = [laptop for laptop in world.laptops if laptop.name in world.disks]
    if kept:
        laptop = world.random.choice(kept)
        forgotten = _ops_of(world, laptop)
        laptop.take_disk(world.disks[laptop.name].copied())
        _note_lost(world, forgotten)
        world.note(f"{laptop.name} is restored")
    return bool(kept)


def clone(world: World) -> bool:
    """A laptop's disk is copied into another computer, and both go on."""
    happens = len(world.laptops) < MOST_LAPTOPS
    if happens:
        laptop = world.random.choice(world.teachers())
        name = f"{laptop.name}, copy {len(world.laptops)}"
        twin = Laptop(name, laptop.person, laptop.new_op, laptop.shelf.copied())
        twin.painted = set(laptop.painted)
        world.laptops.append(twin)
        world.note(f"{laptop.name} is cloned")
    return happens


def deny(world: World) -> bool:
    """A right is taken, or given back."""
    pair = (world.random.choice(("anna", "boris")), world.random.choice((COURSE, OTHER_COURSE)))
    world.region.rules.denied ^= {pair}
    world.region.scope += 1
    world.note(f"without right: {sorted(world.region.rules.denied)}")
    return True


def lock(world: World) -> bool:
    """A term is locked, or opened again."""
    world.region.rules.locked ^= {COURSE}
    world.note(f"locked: {sorted(world.region.rules.locked)}")
    return True


def clock(world: World) -> bool:
    """A laptop's clock jumps, by years, and what it holds for old is forgotten."""
    laptop = world.random.choice(world.laptops)
    laptop.offset = timedelta(days=world.random.randint(-4000, 4000))
    laptop.replica.forget_old()
    world.note(f"the clock of {laptop.name} jumps by {laptop.offset.days} days")
    return True


def narrow(world: World) -> None:
    """The server takes fewer ops in a request than it said, or more again."""
    world.region.most_ops = MOST_OPS + FEW_OPS - world.region.most_ops


def disorder(world: World) -> None:
    """The server begins to answer in another order than it was asked, or stops."""
    world.region.disorderly = not world.region.disorderly


Mishap = Callable[[World], bool]

NETWORKS: Mapping[str, Mishap] = {"drop": drop, "duplicate": duplicate, "cut": cut}
MACHINES: Mapping[str, Mishap] = {
    "kill": kill, "kill_writing": kill_writing, "crash": crash, "crash_committed": crash_committed,
    "clock": clock,
}  # fmt: skip
SCHOOLS: Mapping[str, Mishap] = {"lock": lock, "deny": deny}
COPIES: Mapping[str, Mishap] = {
    "restore_server": restore_server, "restore_client": restore_client, "clone": clone,
}  # fmt: skip

ALL: Mapping[str, Mishap] = {**NETWORKS, **MACHINES, **SCHOOLS, **COPIES}
WITHOUT_COPIES: Mapping[str, Mishap] = {**NETWORKS, **MACHINES, "lock": lock}
"""What invariant 13 allows for: nothing is restored before everything has been answered."""


def restore(world: World, backup: State) -> None:
    """Lay a back-up on the server; the timeline that ends with it must have held till then."""
    oracles.each_at_most_once(world.region.state.history)
    oracles.history_replays(world.region)
    forgotten = {op for _, op in world.region.state.stored}
    world.region.restore(backup)
    _note_lost(world, forgotten)
    world.note(f"--- the server is restored to {world.region.state.head}, {world.region.epoch} begins")


def restart(world: World, laptop: Laptop) -> None:
    """The process dies and starts again; what was painted must be there."""
    laptop.start()
    world.note(f"{laptop.name} is killed")
    painted_is_kept(laptop)


def restart_killed(world: World, laptop: Laptop) -> None:
    """The moment has come for which `kill_writing` lay in wait."""
    world.note_mishap("kill_writing")
    restart(world, laptop)


def keep(world: World) -> None:
    """Somebody makes a back-up: the region's engineer, or a laptop's owner."""
    if world.random.random() < 0.5:
        world.backups.append(world.region.state.copied())
    else:
        laptop = world.random.choice(world.laptops)
        world.disks[laptop.name] = laptop.shelf.copied()


def _note_lost(world: World, forgotten: set[str]) -> None:
    """What a restore took from its last place, neither the server nor any laptop can bring back."""
    kept = {op for _, op in world.region.state.stored}
    world.lost |= {
        op for op in forgotten - kept if all(laptop.shelf.read_op(op) is None for laptop in world.laptops)
    }


def _ops_of(world: World, laptop: Laptop) -> set[str]:
    return {op for op in world.deeds if laptop.shelf.read_op(op) is not None}


def _name_of(letter: Letter) -> str:
    kind = "the request" if letter.answer is None else "the refusal" if isinstance(
        letter.answer, Refused
    ) else "the answer"  # fmt: skip
    return f"{kind} to {letter.what} of {letter.laptop.name}"
