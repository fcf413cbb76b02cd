"""The lockbox: two halves open it, wrong PINs are slowed and counted, the password has the last word."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.models.faults import (
    CompanionMissing,
    Damaged,
    NoSuchSlot,
    NotAPin,
    PinSpent,
    SecretTooShort,
    Shut,
    TooSoon,
    WrongSecret,
)
from desktop.models.keys import Cost, new_key
from desktop.models.lockbox import LONGEST_WAIT, PIN_TRIES, Lockbox, Slot

QUICK = Cost(passes=1, memory_kib=8)
LONG = "correct horse battery"
COMPANION = new_key()


class Watch:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def watch() -> Watch:
    """The computer's clock."""
    return Watch()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The lockbox's file."""
    return tmp_path / "key.json"


@pytest.fixture
def box(path: Path, watch: Watch) -> Lockbox:
    """A lockbox with nothing in it."""
    return Lockbox(path, clock=watch, cost=QUICK)


def with_pin(box: Lockbox) -> bytes:
    """Fill a box whose password is short and whose PIN is 4711; gives the key."""
    key = box.create("Parol-1", COMPANION)
    box.put_secret(Slot.PIN, key, "4711", COMPANION)
    return key


def try_pin(box: Lockbox, watch: Watch, pin: str) -> bytes | Shut:
    """One try after a wait that is long enough: the key, or why not."""
    watch.now += LONGEST_WAIT
    try:
        return box.open(Slot.PIN, pin, COMPANION)
    except Shut as refusal:
        return refusal


def test_the_pin_and_the_password_give_the_same_key(box: Lockbox) -> None:
    """Each slot opens to the one key of the store."""
    key = with_pin(box)

    assert box.open(Slot.PIN, "4711", COMPANION) == key
    assert box.open(Slot.PASSWORD, "Parol-1", COMPANION) == key


def test_the_usual_cost_opens_as_well(path: Path) -> None:
    """The cost of a guess is kept with the box, so a later program opens what an older one sealed."""
    key = Lockbox(path).create(LONG, None)

    assert Lockbox(path, cost=QUICK).open(Slot.PASSWORD, LONG, None) == key


def test_neither_half_opens_alone(box: Lockbox) -> None:
    """The right PIN with another computer's companion is a wrong PIN."""
    with_pin(box)

    with pytest.raises(WrongSecret):
        box.open(Slot.PIN, "4711", new_key())


def test_a_missing_companion_costs_no_try(box: Lockbox, watch: Watch) -> None:
    """A keyring that is out of reach is no wrong PIN."""
    key = with_pin(box)

    for _ in range(PIN_TRIES + 1):
        with pytest.raises(CompanionMissing):
            box.open(Slot.PIN, "4711", None)

    assert try_pin(box, watch, "4711") == key


@pytest.mark.parametrize("secret", ["4711", "elevenchars"])
def test_without_a_keyring_a_short_secret_is_refused(box: Lockbox, secret: str) -> None:
    """What opens alone has twelve characters, and the refusal says so."""
    with pytest.raises(SecretTooShort) as refusal:
        box.create(secret, None)

    assert refusal.value.needed == 12
    assert not box.exists


def test_a_long_password_opens_where_the_keyring_was_lost(box: Lockbox) -> None:
    """A computer's account that was made anew costs no unsent work."""
    key = box.create(LONG, COMPANION)

    assert box.open(Slot.PASSWORD, LONG, None) == key


def test_wrong_pins_are_counted_down_and_slowed(box: Lockbox, watch: Watch) -> None:
    """Three tries are free, then the waits double up to two minutes, the tenth try burns the PIN."""
    with_pin(box)

    refusals = [try_pin(box, watch, "0000") for _ in range(PIN_TRIES)]

    assert [(r.left, r.wait_seconds) for r in refusals if isinstance(r, WrongSecret)] == [
        (9, 0),
        (8, 0),
        (7, 2),
        (6, 4),
        (5, 8),
        (4, 16),
        (3, 32),
        (2, 64),
        (1, 120),
    ]
    assert isinstance(refusals[-1], PinSpent)


def test_a_spent_pin_opens_nothing_and_the_password_still_does(box: Lockbox, watch: Watch) -> None:
    """After ten wrong PINs even the right one is refused; the password opens, a new PIN may be set."""
    key = with_pin(box)
    for _ in range(PIN_TRIES):
        try_pin(box, watch, "0000")

    assert isinstance(try_pin(box, watch, "4711"), PinSpent)
    assert not box.has(Slot.PIN)
    assert box.open(Slot.PASSWORD, "Parol-1", COMPANION) == key
    box.put_secret(Slot.PIN, key, "1234", COMPANION)
    assert box.open(Slot.PIN, "1234", COMPANION) == key


def test_a_try_before_its_time_is_not_looked_at(box: Lockbox, watch: Watch) -> None:
    """The right PIN has to wait like a wrong one; the answer says how long."""
    key = with_pin(box)
    for _ in range(4):
        try_pin(box, watch, "0000")
    watch.now += 1

    with pytest.raises(TooSoon) as refusal:
        box.open(Slot.PIN, "4711", COMPANION)

    assert refusal.value.wait_seconds == 3
    watch.now += 3
    assert box.open(Slot.PIN, "4711", COMPANION) == key


def test_the_count_outlives_the_program(box: Lockbox, path: Path, watch: Watch) -> None:
    """Closing the program between two tries gives none back."""
    with_pin(box)
    for _ in range(5):
        try_pin(box, watch, "0000")

    refusal = try_pin(Lockbox(path, clock=watch, cost=QUICK), watch, "0000")

    assert isinstance(refusal, WrongSecret)
    assert refusal.left == 4


def test_the_right_pin_gives_all_tries_back(box: Lockbox, watch: Watch) -> None:
    """Only wrong PINs in a row count."""
    with_pin(box)
    for _ in range(9):
        try_pin(box, watch, "0000")
    try_pin(box, watch, "4711")

    refusal = try_pin(box, watch, "0000")

    assert isinstance(refusal, WrongSecret)
    assert refusal.left == 9


def test_a_clock_set_back_does_not_shut_the_box_for_a_year(box: Lockbox, watch: Watch) -> None:
    """A wait is never longer than its full length from now."""
    key = with_pin(box)
    for _ in range(4):
        try_pin(box, watch, "0000")
    watch.now -= 365 * 86_400

    with pytest.raises(TooSoon):
        box.open(Slot.PIN, "4711", COMPANION)
    watch.now += 4

    assert box.open(Slot.PIN, "4711", COMPANION) == key


def test_passwords_wait_but_never_burn(box: Lockbox, watch: Watch) -> None:
    """There is nothing behind the password, so no number of wrong ones shuts the store for good."""
    key = box.create(LONG, None)
    refusals = []
    for _ in range(30):
        watch.now += LONGEST_WAIT
        with pytest.raises(WrongSecret) as refusal:
            box.open(Slot.PASSWORD, "wrong password", None)
        refusals.append((refusal.value.left, refusal.value.wait_seconds))
    watch.now += LONGEST_WAIT

    assert refusals[-1] == (None, LONGEST_WAIT)
    assert box.open(Slot.PASSWORD, LONG, None) == key


def test_a_new_secret_shuts_out_the_old_one(box: Lockbox) -> None:
    """After a change of password the old one opens nothing."""
    key = box.create(LONG, None)

    box.put_secret(Slot.PASSWORD, key, LONG + "!", None)

    assert box.open(Slot.PASSWORD, LONG + "!", None) == key
    with pytest.raises(WrongSecret):
        box.open(Slot.PASSWORD, LONG, None)


@pytest.mark.parametrize("pin", ["", "123", "1234567", "12a4", "٤٧١١", "4 71"])
def test_a_pin_is_four_to_six_digits(box: Lockbox, pin: str) -> None:
    """What cannot be typed on a number pad is not taken for a PIN."""
    key = box.create(LONG, COMPANION)

    with pytest.raises(NotAPin):
        box.put_secret(Slot.PIN, key, pin, COMPANION)


def test_there_is_no_pin_without_a_keyring(box: Lockbox) -> None:
    """A million guesses are no secret: the password opens the store each time."""
    key = box.create(LONG, None)

    with pytest.raises(SecretTooShort):
        box.put_secret(Slot.PIN, key, "471147", None)


def test_a_slot_that_was_never_filled_says_so(box: Lockbox) -> None:
    """No PIN was set, or nothing at all: the caller asks for the password or for a sign-in."""
    with pytest.raises(NoSuchSlot):
        box.open(Slot.PIN, "4711", COMPANION)
    box.create(LONG, None)

    with pytest.raises(NoSuchSlot):
        box.open(Slot.PIN, "4711", COMPANION)


def test_a_key_is_never_made_twice(box: Lockbox) -> None:
    """A second key over the first would shut the store for ever."""
    box.create(LONG, None)

    with pytest.raises(FileExistsError):
        box.create(LONG, None)


@pytest.mark.parametrize("harm", [b"", b"{", b"\xff\xfe", b'{"boxes": 3}'])
def test_one_bad_sector_does_not_shut_the_store(box: Lockbox, path: Path, harm: bytes) -> None:
    """The file is kept twice; when both are gone, the fault says what it is."""
    key = box.create(LONG, None)

    path.write_bytes(harm)
    assert box.open(Slot.PASSWORD, LONG, None) == key

    for each in path.parent.iterdir():
        each.write_bytes(harm)
    with pytest.raises(Damaged):
        box.open(Slot.PASSWORD, LONG, None)


def test_a_destroyed_box_is_gone(box: Lockbox, path: Path) -> None:
    """Nothing of the boxes is left in the folder."""
    box.create(LONG, None)

    box.destroy()

    assert list(path.parent.iterdir()) == []
    assert not box.exists
