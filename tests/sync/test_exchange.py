"""The exchange file: what is packed is unpacked by the school alone, and nobody forges a parcel."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
import pytest

from sync.exchange import Parcel, digest_of_token, pack, unpack
from sync.messages import Change, Op
from sync.sealed import NewerFile, NotThatFile, SealedForAnother

OP = Op("0" * 32, "lesson", "l", "course:c", "2026-11-21T09:14:03+03:00", {"topic": Change("было", "стало")})
PARCEL = Parcel("s", "p", "d", "e", 3, "2026-11-21T13:20:00+03:00", [OP])


@dataclass(frozen=True, slots=True)
class Seals:
    """Stands for a sealed box: a name on the outside, opened by its owner."""

    name: bytes

    def seal(self, plain: bytes) -> bytes:
        return self.name + plain

    def unseal(self, sealed: bytes) -> bytes:
        if not sealed.startswith(self.name):
            raise ValueError
        return sealed.removeprefix(self.name)


SCHOOL = Seals(b"school")


def test_what_is_packed_is_unpacked() -> None:
    """Every op comes out as it went in, with whose it is."""
    assert unpack(pack(PARCEL, SCHOOL.seal), SCHOOL.unseal).parcel == PARCEL


def test_the_file_says_what_it_is() -> None:
    """The heading is plain, so that a stick of many files can be searched."""
    assert pack(PARCEL, SCHOOL.seal).startswith(b"PARTA-EXCHANGE 1\n")


def test_another_school_cannot_open_it() -> None:
    """The refusal differs from that of a foreign file: this one goes to its own school."""
    with pytest.raises(SealedForAnother):
        unpack(pack(PARCEL, SCHOOL.seal), Seals(b"other").unseal)


@pytest.mark.parametrize("content", [b"", b"PARTA-EXCHANGE 1", b"PARTA-EXCHANGE x\n", b"PK\x03\x04 zip\n"])
def test_another_file_is_told_as_such(content: bytes) -> None:
    """A picture from the same stick is no parcel."""
    with pytest.raises(NotThatFile):
        unpack(content, SCHOOL.unseal)


@pytest.mark.parametrize("plain", [b"{", b"[]", b'{"parcel": "{}"}', b'{"parcel": "NaN"}', b"\xff"])
def test_a_parcel_that_is_none_is_refused(plain: bytes) -> None:
    """Anybody can seal to a public key, also nonsense."""
    with pytest.raises(NotThatFile):
        unpack(b"PARTA-EXCHANGE 1\n" + SCHOOL.seal(plain), SCHOOL.unseal)


def test_a_newer_format_is_told_as_such() -> None:
    """An older program asks for a newer one instead of guessing."""
    with pytest.raises(NewerFile):
        unpack(b"PARTA-EXCHANGE 2\n...", SCHOOL.unseal)


def test_a_proof_holds_for_its_token_only() -> None:
    """Only the device that holds the refresh token can have made the parcel."""
    found = unpack(pack(PARCEL, SCHOOL.seal, "refresh"), SCHOOL.unseal)

    assert found.is_proven_by(digest_of_token("refresh"))
    assert not found.is_proven_by(digest_of_token("another"))


def test_a_parcel_without_a_proof_is_proven_by_nothing() -> None:
    """A device that was signed out proves nothing; a person has to vouch for its parcel."""
    found = unpack(pack(PARCEL, SCHOOL.seal), SCHOOL.unseal)

    assert not found.is_proven_by(digest_of_token(""))


def test_a_changed_parcel_loses_its_proof() -> None:
    """A proof is of every byte of the parcel, so it cannot be put on another one."""
    found = unpack(pack(PARCEL, SCHOOL.seal, "refresh"), SCHOOL.unseal)

    changed = msgspec.structs.replace(found, text=found.text.replace("стало", "стала"))

    assert not changed.is_proven_by(digest_of_token("refresh"))
