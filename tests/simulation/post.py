"""The network: letters of bytes between laptops and the server, delivered in any order."""

from __future__ import annotations

from typing import Any

import msgspec

from sync.errors import BadAnswer
from sync.messages import (
    Hello,
    PullAnswer,
    PullRequest,
    PushAnswer,
    PushRequest,
    Snapshot,
)
from tests.simulation.broken import Broken
from tests.simulation.laptop import Killed, Laptop
from tests.simulation.mishaps import restart_killed
from tests.simulation.region import BEFORE_COMMIT, Died, Refused
from tests.simulation.screens import watched
from tests.simulation.secrecy import no_foreign_byte
from tests.simulation.witness import acknowledged_is_committed
from tests.simulation.world import COURSE, OFFICE, OTHER_COURSE, READERS, Letter, World

PERSONS = [f"person:{person}" for person in READERS]
HALVING = ("malformed", "too_large")

_encode = msgspec.json.Encoder().encode
_read_push = msgspec.json.Decoder(PushRequest).decode
_read_pull = msgspec.json.Decoder(PullRequest).decode
_answers: dict[str, msgspec.json.Decoder[Any]] = {
    "hello": msgspec.json.Decoder(Hello),
    "push": msgspec.json.Decoder(PushAnswer),
    "pull": msgspec.json.Decoder(PullAnswer),
    "snapshot": msgspec.json.Decoder(Snapshot),
}


def talk(world: World) -> None:
    """A laptop says whatever it has to say next."""
    laptop = world.random.choice(world.laptops)
    replica = laptop.replica
    if not laptop.greeted:
        _send(world, laptop, "hello", None)
    elif world.random.random() < 0.5 and laptop.pushing is None and (push := replica.next_push()):
        laptop.pushing = push
        _send(world, laptop, "push", push)
    elif whole := replica.next_snapshots():
        _send(world, laptop, "snapshot", (replica.epoch, world.random.choice(sorted(whole))))
    elif laptop.pulling is None and (pull := replica.next_pull(world.random.choice((1, 3, 50)))):
        laptop.pulling = pull
        _send(world, laptop, "pull", pull)
    elif world.random.random() < 0.3:
        _send(world, laptop, "hello", None)


def pry(world: World) -> None:
    """A curious program asks for every bucket by its name, and must be told of its own only."""
    laptop, region = world.random.choice(world.laptops), world.region
    nosy = PullRequest(region.epoch, dict.fromkeys((COURSE, OTHER_COURSE, OFFICE, *PERSONS), 0))
    _serve(world, Letter(laptop, "pull", nosy, _encode(nosy), laptop.starts))
    world.letters.pop()


def deliver(world: World) -> None:
    """A letter arrives, in any order."""
    if world.letters:
        letter = world.letters.pop(world.random.randrange(len(world.letters)))
        if letter.answer is None:
            _serve(world, letter)
        else:
            _receive(world, letter)


def someone_has_a_round(world: World) -> None:
    """A laptop's whole round goes by while the others' letters wait."""
    laptop = world.random.choice(world.laptops)
    laptop.pushing = laptop.pulling = None
    have_a_round(world, laptop)


def have_a_round(world: World, laptop: Laptop) -> bool:
    """One whole round; was there anything to exchange? Reading may come before sending."""
    _at_once(world, laptop, "hello", None)
    steps = [_push_next, _read_next]
    world.random.shuffle(steps)
    for count in range(400):
        if not laptop.greeted:
            return True
        if not any(step(world, laptop) for step in steps):
            return count > 0
    raise Broken(10, f"{laptop.name} talks without end")


def _push_next(world: World, laptop: Laptop) -> bool:
    push = laptop.replica.next_push()
    if push is not None:
        laptop.pushing = push
        _at_once(world, laptop, "push", push)
    return push is not None


def _read_next(world: World, laptop: Laptop) -> bool:
    replica = laptop.replica
    if whole := replica.next_snapshots():
        _at_once(world, laptop, "snapshot", (replica.epoch, whole[0]))
        return True
    pull = replica.next_pull()
    if pull is not None:
        laptop.pulling = pull
        _at_once(world, laptop, "pull", pull)
    return pull is not None


def _at_once(world: World, laptop: Laptop, what: str, request: Any) -> None:
    _send(world, laptop, what, request)
    letter = world.letters.pop()
    _serve(world, letter)
    if letter.answer is not None:
        _receive(world, world.letters.pop())


def _send(world: World, laptop: Laptop, what: str, request: Any) -> None:
    world.letters.append(Letter(laptop, what, request, _encode(request), laptop.starts))


def _serve(world: World, letter: Letter) -> None:
    """The request arrives; the answer sets off."""
    try:
        message = _answer(world, letter)
        letter.answer = _encode(message)
        no_foreign_byte(world.region, letter.laptop.person, letter.what, message, letter.answer)
    except Refused as refused:
        letter.answer = refused
    except Died as died:
        letter.laptop.pushing = None
        world.note_mishap("crash" if died.when == BEFORE_COMMIT else "crash_committed")
        world.note(f"the server dies {died.when}")
        return
    world.letters.append(letter)


def _answer(world: World, letter: Letter) -> Any:
    region, person = world.region, letter.laptop.person
    if letter.what == "hello":
        return region.hello(person)
    if letter.what == "pull":
        return region.pull(person, _read_pull(letter.body))
    if letter.what == "snapshot":
        assert isinstance(letter.request, tuple)
        return region.snapshot(person, *letter.request)
    return _answer_push(world, letter)


def _answer_push(world: World, letter: Letter) -> PushAnswer:
    """The judge at work, looked at from both sides: what it wrote, and what it says that it wrote."""
    region, person = world.region, letter.laptop.person
    request = _read_push(letter.body)
    with world.witness.watching(region, person, request):
        answer = region.push(person, letter.laptop.name, request)
    for result in answer.results:
        world.note_status(result.status)
        left = f", left {result.left}" if result.left else ""
        world.note(f"server: {result.op} of {letter.laptop.name} {result.status} {result.rev}{left}")
    acknowledged_is_committed(region, person, answer.results)
    return answer


def _receive(world: World, letter: Letter) -> None:
    laptop = letter.laptop
    if letter.started != laptop.starts:
        return
    try:
        _take(world, letter)
    except Killed:
        restart_killed(world, laptop)


def _take(world: World, letter: Letter) -> None:
    laptop, answer = letter.laptop, letter.answer
    if laptop.pushing is letter.request:
        laptop.pushing = None
    if laptop.pulling is letter.request:
        laptop.pulling = None
    if isinstance(answer, Refused):
        _take_refusal(letter, answer)
        return
    assert answer is not None
    try:
        message = _answers[letter.what].decode(answer)
    except msgspec.DecodeError:
        return
    epoch = letter.request[0] if isinstance(letter.request, tuple) else message.epoch
    with watched(laptop, epoch if letter.what == "hello" else laptop.replica.epoch, letter.request):
        try:
            _take_message(laptop, letter, message)
        except BadAnswer as bad:
            raise Broken(6, f"{laptop.name} takes an honest server for a liar: {bad}") from bad


def _take_message(laptop: Laptop, letter: Letter, message: Any) -> None:
    replica, request = laptop.replica, letter.request
    if letter.what == "hello":
        replica.take_hello(message)
        laptop.greeted = True
    elif isinstance(request, PushRequest):
        replica.take_push(request, message)
    elif isinstance(request, PullRequest):
        replica.take_pull(request, message)
    elif request is not None:
        state = replica.copy.buckets.get(message.bucket)
        if state is not None and state.cursor <= message.rev:
            replica.take_snapshot(request[0], message)


def _take_refusal(letter: Letter, refused: Refused) -> None:
    if refused.code in HALVING and isinstance(letter.request, PushRequest):
        letter.laptop.replica.take_refused_push(letter.request, refused.code)
    else:
        letter.laptop.greeted = False
