"""How much a rule counts, in words."""

from __future__ import annotations

from timetable.words.tongue import N_, RUSSIAN, Tongue

WEIGHTS: dict[int | None, str] = {
    None: N_("обязательно"),
    1: N_("чуть лучше так"),
    2: N_("лучше так"),
    3: N_("желательно"),
    4: N_("очень желательно"),
    5: N_("почти обязательно"),
}
"""All weights that a rule may have, from a must to the lightest wish and up again."""


def weight_in_words(weight: int | None, tongue: Tongue = RUSSIAN) -> str:
    """«обязательно», «чуть лучше так» … «почти обязательно»."""
    return tongue.say(WEIGHTS[weight])
