"""The exchange file: unsent ops on a stick, readable by the school's server and by nobody else.

It is made where there is no network and handed in by any connected program, or by the school's
engineer, whoever made it. The bytes of format 1:

    PARTA-EXCHANGE 1\\n        the heading of a sealed file (`sync.sealed`)
    sealed                    UTF-8 JSON:

    {"parcel": "<JSON text of the parcel>", "proof": "<32 hex>"}

The parcel names school, person, device, epoch and the ops as in a push. Anybody can seal to a public
key, so the proof tells that the parcel is its person's: BLAKE2b-128 of the parcel's text, keyed by
the SHA-256 of the device's refresh token, which only the device and the server's table of tokens
know. It may be empty (a device that was signed out); then a person has to vouch for it.
"""

from __future__ import annotations

import hmac
from hashlib import blake2b, sha256

import msgspec

from sync.careful_json import Malformed, read_json
from sync.messages import Op
from sync.sealed import NotThatFile, Seal, SealedKind

EXCHANGE = SealedKind("EXCHANGE")


class Parcel(msgspec.Struct, frozen=True):
    """What travels on the stick: who did it, on which device, and the ops in queue order."""

    school: str
    person: str
    device: str
    epoch: str
    scope_rev: int
    made_at: str
    ops: list[Op]


class Opened(msgspec.Struct, frozen=True):
    """An unsealed parcel; its text and proof are kept, so that the proof can be checked later."""

    parcel: Parcel
    text: str
    proof: str

    def is_proven_by(self, token_digest: bytes) -> bool:
        """Did a device with this refresh token (its SHA-256) make the parcel?"""
        return hmac.compare_digest(self.proof.encode(), _proof(self.text, token_digest).encode())


class _Envelope(msgspec.Struct, frozen=True):
    parcel: str
    proof: str = ""


def digest_of_token(refresh_token: str) -> bytes:
    """What the proof is keyed with."""
    return sha256(refresh_token.encode()).digest()


def pack(parcel: Parcel, seal: Seal, refresh_token: str | None = None) -> bytes:
    """The bytes of an exchange file."""
    text = msgspec.json.encode(parcel).decode()
    proof = _proof(text, digest_of_token(refresh_token)) if refresh_token else ""
    return EXCHANGE.wrap(msgspec.json.encode(_Envelope(text, proof)), seal)


def unpack(content: bytes, unseal: Seal) -> Opened:
    """Open an exchange file. Raises NotThatFile, NewerFile, SealedForAnother."""
    plain = EXCHANGE.unwrap(content, unseal)
    try:
        envelope = msgspec.convert(read_json(plain), _Envelope)
        parcel = msgspec.convert(read_json(envelope.parcel.encode()), Parcel)
    except (Malformed, msgspec.ValidationError) as error:
        raise NotThatFile(str(error)) from error
    return Opened(parcel, envelope.parcel, envelope.proof)


def _proof(text: str, token_digest: bytes) -> str:
    return blake2b(text.encode(), key=token_digest, digest_size=16).hexdigest()
