"""What a room means for a lesson where it lies, in a sentence."""

from __future__ import annotations

from timetable.findings import Fault, Finding
from timetable.targets.rooming import RoomTarget
from timetable.targets.target import Verdict
from timetable.words.findings import told
from timetable.words.naming import Naming
from timetable.words.targets import told_delta
from timetable.words.tongue import N_

WHOLE = {
    Verdict.FREE: N_("свободен"),
    Verdict.WORSE: N_("свободен, но хуже: {parts}"),
    Verdict.SWAP: N_("занят: {others} — можно поменяться"),
}
OWN, BETTER = N_("сейчас здесь"), N_("свободен, и станет лучше: {parts}")
NOT_WISHED = N_("свободен, но для этого урока желательны другие")
SEATS = N_("{words}; мест: {n}")
SMALL = N_("{words}; не хватит мест: {n}")
FAULTS = {
    Fault.ROOM_CLASH: N_("занят: {blocks}"),
    Fault.ROOM_AWAY: N_("закрыт {when}"),
    Fault.WRONG_ROOM: N_("не для этого урока"),
    Fault.OUTSIDE_GRID: N_("урок не помещается в сетку"),
}
OF_KIND = N_("не для этого урока: {kind}")


def told_room(one: RoomTarget, naming: Naming) -> str:
    """«сейчас здесь», «свободен, но хуже: …», «занят: математика 7Б — можно поменяться»."""
    say, target = naming.tongue.say, one.target
    if target.verdict is Verdict.IMPOSSIBLE:
        return naming.listed(_refusal(each, one, naming) for each in target.findings)
    others = naming.blocks(list(target.moves)[1:])
    words = say(_sentence(one)).format(parts=told_delta(target, naming), others=others)
    if one.lacking:
        return say(SMALL).format(words=words, n=one.lacking)
    seats = naming.problem.rooms[one.room].capacity
    return words if seats is None else say(SEATS).format(words=words, n=seats)


def _sentence(one: RoomTarget) -> str:
    target = one.target
    if target.verdict is Verdict.WORSE and not any(cost > 0 for cost in target.parts.values()):
        return NOT_WISHED
    if target.verdict is Verdict.FREE and (one.is_own or (target.parts and target.delta < 0)):
        return OWN if one.is_own else BETTER
    return WHOLE[target.verdict]


def _refusal(finding: Finding, one: RoomTarget, naming: Naming) -> str:
    if not isinstance(finding.what, Fault):
        return told(finding, naming)
    kind = naming.problem.rooms[one.room].kind
    is_strange = finding.what is Fault.WRONG_ROOM and kind
    sentence = OF_KIND if is_strange else FAULTS[finding.what]
    facts = {"blocks": naming.blocks(finding.blocks), "when": naming.when(finding.at), "kind": kind}
    return naming.tongue.say(sentence).format(**facts)
