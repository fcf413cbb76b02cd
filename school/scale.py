"""Scales: which tokens are marks, and which of them are numbers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from school.mark import MOST_VALUES, Mark

PASS = "зач"
FAIL = "незач"
NOT_ATTESTED = "н/а"
EXEMPT = "осв"
TERM_ONLY_VALUES = (NOT_ATTESTED, EXEMPT)
"""What a term mark may be on any scale, though no work is ever marked so."""

DUTY_SIGN = "."
ENTER_FROM = 100
"""From this highest number on a typed mark waits for Enter: 7, 70 and 100 are all marks."""


class RefusalKind(StrEnum):
    """Why a text is no mark."""

    NO_MARKS_HERE = "no_marks_here"
    NOT_ON_SCALE = "not_on_scale"
    TOO_MANY_VALUES = "too_many_values"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A text that is no mark here, with the facts from which a screen makes its words."""

    kind: RefusalKind
    token: str
    scale: Scale


@dataclass(frozen=True, slots=True)
class Scale:
    """The tokens that are marks, in order from the worst to the best.

    Scales are the region's data; a token of digits is a number, any other is a word.
    """

    id: str
    title: str
    values: tuple[str, ...]

    @property
    def has_marks(self) -> bool:
        return bool(self.values)

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the scale; empty for pass and fail."""
        return tuple(int(token) for token in self.values if _is_number(token))

    @property
    def term_values(self) -> tuple[str, ...]:
        """What a term mark may be: the scale's own, «н/а», «осв»."""
        return (*self.values, *TERM_ONLY_VALUES)

    @property
    def needs_enter(self) -> bool:
        """Whether a typed mark is complete only when it is confirmed."""
        return max(self.numbers, default=0) >= ENTER_FROM

    def accepts(self, token: str) -> bool:
        return token in self.values

    def number(self, token: str) -> int | None:
        """The number that a token counts as; None for a word and for a foreign token."""
        return int(token) if self.accepts(token) and _is_number(token) else None

    def completes(self, token: str) -> bool:
        """Whether a typed token is a whole mark at once: on 10 points «1» waits for «10»."""
        grows = any(one != token and one.startswith(token) for one in self.values)
        return self.accepts(token) and not grows and not self.needs_enter

    def parse(self, text: str) -> Mark | Refusal:
        """Read «5», «5/4», «зач», «.», «3 .» as a mark, or say why it is none.

        Blank text is the empty mark. Spaces do not matter, letters' case neither; «5,0»
        and «5.0», which spreadsheets make of 5, are 5.
        """
        body, duty = _split_duty(text.strip().casefold())
        if not body:
            return Mark(duty=duty)
        tokens = tuple(_whole(part.strip()) for part in body.split("/"))
        refused = self._refusal(tokens)
        return refused or Mark(tokens, duty)

    def parse_term(self, text: str) -> Mark | Refusal:
        """Read a term mark: one value of the scale, «н/а» or «осв»; blank text is the empty mark."""
        token = _whole(text.strip().casefold())
        if token in self.term_values:
            return Mark((token,))
        kind = RefusalKind.NOT_ON_SCALE if self.has_marks else RefusalKind.NO_MARKS_HERE
        return Refusal(kind, token, self) if token else Mark()

    def _refusal(self, tokens: tuple[str, ...]) -> Refusal | None:
        if not self.has_marks:
            return Refusal(RefusalKind.NO_MARKS_HERE, "/".join(tokens), self)
        if len(tokens) > MOST_VALUES:
            return Refusal(RefusalKind.TOO_MANY_VALUES, "/".join(tokens), self)
        foreign = (token for token in tokens if not self.accepts(token))
        token = next(foreign, None)
        return None if token is None else Refusal(RefusalKind.NOT_ON_SCALE, token, self)


def _is_number(token: str) -> bool:
    return token.isascii() and token.isdigit()


def _split_duty(text: str) -> tuple[str, bool]:
    """The text before the dot, and whether there is one; «зач.» is an abbreviation, not a debt."""
    body = text.removesuffix(DUTY_SIGN)
    if body == text or body[-1:].isalpha():
        return body, False
    return body.strip(), True


def _whole(token: str) -> str:
    number, _, rest = token.replace(",", ".").partition(".")
    return number if rest and not rest.strip("0") and _is_number(number) else token


def _counting(key: str, first: int, last: int) -> Scale:
    return Scale(key, key, tuple(str(number) for number in range(first, last + 1)))


SCALES = MappingProxyType(
    {
        scale.id: scale
        for scale in (
            _counting("2-5", 2, 5),
            _counting("1-5", 1, 5),
            _counting("10", 1, 10),
            _counting("12", 1, 12),
            _counting("100", 0, 100),
            Scale("pass_fail", "зачёт / незачёт", (FAIL, PASS)),
            Scale("none", "без отметок", ()),
        )
    }
)
"""The scales that a new region begins with, by key."""
