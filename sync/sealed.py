"""A file for the school's eyes only: a plain heading, so that it says what it is, and a sealed box.

    PARTA-<KIND> <format>\\n
    sealed                    a libsodium sealed box (X25519, XSalsa20-Poly1305) to the school's
                              public key from `hello` (`seal_key`)

Sealing and unsealing are handed in as functions: sync knows the format, not the cryptography.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Seal = Callable[[bytes], bytes]
"""Seals to the school's public key, or opens what was sealed (ValueError when it does not open)."""


class NotThatFile(ValueError):
    """These bytes are something else, or were damaged on the way."""


class NewerFile(ValueError):
    """A newer program made this file."""


class SealedForAnother(ValueError):
    """Another school's key opens this file, or nobody's: it was damaged."""


@dataclass(frozen=True, slots=True)
class SealedKind:
    """A kind of sealed file by its name in the heading, and the format that this program knows."""

    name: str
    format: int = 1

    def wrap(self, plain: bytes, seal: Seal) -> bytes:
        """The bytes of a file."""
        return f"PARTA-{self.name} {self.format}\n".encode() + seal(plain)

    def unwrap(self, content: bytes, unseal: Seal) -> bytes:
        """What was sealed. Raises NotThatFile, NewerFile, SealedForAnother."""
        head, line_feed, sealed = content.partition(b"\n")
        begin = f"PARTA-{self.name} ".encode()
        number = head.removeprefix(begin)
        if not line_feed or not head.startswith(begin) or not number.isdigit():
            raise NotThatFile(f"no heading of {self.name}")
        if int(number) != self.format:
            raise NewerFile(f"format {int(number)}")
        try:
            return unseal(sealed)
        except ValueError as error:
            raise SealedForAnother("the school's key does not open it") from error
