"""What a place means for the card in hand, in a few letters for the cell and in a sentence."""

from __future__ import annotations

from typing import NamedTuple

from timetable.targets.target import Target, Verdict
from timetable.words.findings import told
from timetable.words.naming import Naming
from timetable.words.rules import PARTS
from timetable.words.tongue import N_

WHOLE = {
    Verdict.FREE: N_("Можно"),
    Verdict.WORSE: N_("Можно, но хуже: {parts}"),
    Verdict.SWAP: N_("Можно, если переставить: {others}"),
    Verdict.LEAVES: N_("Встанет, но на прежнем месте останется нарушение: {why}"),
    Verdict.IMPOSSIBLE: N_("Нельзя: {why}"),
}
BETTER = N_("Можно, и станет лучше: {parts}")


class AimWords(NamedTuple):
    """``short`` fits a cell, and may be empty; ``whole`` is the sentence."""

    short: str
    whole: str


def told_target(target: Target, naming: Naming) -> AimWords:
    """«+8» and «Можно, но хуже: окон — хуже на 8»; «⇄» and whom to move; «Нельзя: …»."""
    facts = {
        "parts": told_delta(target, naming),
        "others": naming.listed(_moved(target, naming)),
        "why": naming.listed(told(one, naming) for one in target.findings),
    }
    return AimWords(_short(target), naming.tongue.say(_sentence(target)).format(**facts))


def told_delta(target: Target, naming: Naming) -> str:
    """What gets worse and better, the most first: «трудных уроков не вовремя +3, окон −6»."""
    order = sorted(target.parts.items(), key=lambda one: (-abs(one[1]), one[0].__name__))
    return ", ".join(f"{naming.tongue.say(PARTS[kind])} {_signed(cost)}" for kind, cost in order)


def _sentence(target: Target) -> str:
    return BETTER if target.verdict is Verdict.FREE and target.delta < 0 else WHOLE[target.verdict]


def _short(target: Target) -> str:
    match target.verdict:
        case Verdict.IMPOSSIBLE:
            return ""
        case Verdict.SWAP:
            return "⇄"
        case Verdict.LEAVES:
            return "!"
    return _signed(target.delta) if target.delta else ""


def _moved(target: Target, naming: Naming) -> list[str]:
    return [f"{naming.blocks([key])} — {naming.at(at)}" for key, at in target.others.items()]


def _signed(number: int) -> str:
    """With a real minus."""
    return f"+{number}" if number > 0 else f"−{-number}"
