"""What a store remembers besides the journal: whose it is, the tokens, the school's public key.

All of it lies in the encrypted `meta` table, so the PIN that guards the journal guards the tokens,
too: on a staff-room computer the keyring opens for every colleague, this does not.
"""

from __future__ import annotations

import msgspec

from sync.messages import Session
from sync.shelf import Shelf

_SESSION, _SEAL_KEY = "session", "seal_key"


def put_session(shelf: Shelf, session: Session) -> None:
    """Keep the answer to the last sign-in or refresh: tokens, person with roles, school."""
    with shelf.transaction():
        shelf.put_meta(_SESSION, msgspec.json.encode(session).decode())


def read_session(shelf: Shelf) -> Session | None:
    """The last sign-in; None in a store that was rebuilt, or whose person has signed out.

    What another version of the program wrote and this one cannot read costs a sign-in, not the start.
    """
    try:
        return msgspec.json.decode(shelf.read_meta(_SESSION) or "", type=Session)
    except msgspec.DecodeError:
        return None


def forget_session(shelf: Shelf) -> None:
    """Sign out here: the tokens are gone, the journal stays."""
    with shelf.transaction():
        shelf.put_meta(_SESSION, "")


def put_seal_key(shelf: Shelf, seal_key: str) -> None:
    """Keep the school's public key from `hello`: an exchange file is made when there is no network."""
    if shelf.read_meta(_SEAL_KEY) != seal_key:
        with shelf.transaction():
            shelf.put_meta(_SEAL_KEY, seal_key)


def read_seal_key(shelf: Shelf) -> str | None:
    """The school's public key as base64; None before the first `hello`."""
    return shelf.read_meta(_SEAL_KEY)
