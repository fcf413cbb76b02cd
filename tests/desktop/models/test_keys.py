"""Keys and their boxes: what a box needs to open, and what it tells nobody."""

from __future__ import annotations

import unicodedata

import msgspec
import pytest

from desktop.models.faults import SecretTooShort
from desktop.models.keys import Box, Cost, derived, new_key, seal, unseal

QUICK = Cost(passes=1, memory_kib=8)
KEY, COMPANION = new_key(), new_key()


@pytest.mark.parametrize(
    ("secret", "companion", "paired"),
    [("4711", COMPANION, True), ("a long password", COMPANION, False), ("a long password", None, False)],
    ids=["PIN", "password", "password without a keyring"],
)
def test_a_box_opens_to_what_sealed_it(secret: str, companion: bytes | None, paired: bool) -> None:
    """The key comes back, also after the box was written down; a long secret leaves the companion out."""
    written = msgspec.json.encode(seal(KEY, secret, companion, QUICK))

    box = msgspec.json.decode(written, type=Box)

    assert unseal(box, secret, companion) == KEY
    assert box.paired == paired


def test_a_box_stays_shut_to_everything_else() -> None:
    """Another secret, another companion, none, or a box with one bit changed: no key, and no error."""
    box = seal(KEY, "4711", COMPANION, QUICK)
    spoilt = msgspec.structs.replace(box, sealed=bytes([box.sealed[0] ^ 1]) + box.sealed[1:])

    tries = [unseal(box, "4712", COMPANION), unseal(box, "4711", new_key()), unseal(box, "4711", None)]

    assert [*tries, unseal(spoilt, "4711", COMPANION)] == [None] * 4


def test_two_boxes_of_one_key_have_nothing_in_common() -> None:
    """Whoever has both learns nothing: not even that the key or the PIN is the same."""
    one, two = (seal(KEY, "4711", COMPANION, QUICK) for _ in range(2))

    assert one.salt != two.salt
    assert one.sealed != two.sealed
    assert KEY not in one.sealed


@pytest.mark.parametrize(
    "change",
    [
        {"salt": ""},
        {"sealed": "AAAA"},
        {"cost": {"passes": 0, "memory_kib": 8, "lanes": 1}},
        {"cost": {"passes": 1, "memory_kib": 1 << 40, "lanes": 1}},
    ],
)
def test_a_box_that_cannot_be_one_is_not_read(change: dict[str, object]) -> None:
    """Damage is found when the box is read, and is no wrong PIN and no flood of memory."""
    written = msgspec.json.decode(msgspec.json.encode(seal(KEY, "4711", COMPANION, QUICK)))

    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(written | change, Box)


def test_a_short_secret_is_never_sealed_alone() -> None:
    """Eleven characters need the companion, twelve do not."""
    with pytest.raises(SecretTooShort):
        seal(KEY, "x" * 11, None, QUICK)

    assert not seal(KEY, "x" * 12, None, QUICK).paired


def test_a_password_is_the_same_however_its_letters_were_composed() -> None:
    """«й» typed on a Mac may be two characters; it is one letter."""
    box = seal(KEY, "Тайный пароль", None, QUICK)

    decomposed = unicodedata.normalize("NFD", "Тайный пароль")

    assert decomposed != "Тайный пароль"
    assert unseal(box, decomposed, None) == KEY


def test_keys_for_other_purposes_do_not_resemble_each_other() -> None:
    """Each purpose has its own key, the same every time."""
    key = new_key()

    assert derived(key, "one") == derived(key, "one")
    assert len({key, derived(key, "one"), derived(key, "two"), derived(new_key(), "one")}) == 4
