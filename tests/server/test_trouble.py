"""A program's trouble is handed in: bounded, sealed, for the engineer's eyes only."""

from __future__ import annotations

import json
import secrets
import stat
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from nacl.public import PrivateKey, PublicKey, SealedBox

from server import trouble as keeping
from server.__main__ import main
from server.keys import Keys, load_keys, new_keys
from server.refusal import Refused
from server.trouble import MOST_A_DAY, MOST_KEPT, keep_trouble, read_kept
from sync.trouble import MOST_SEALED, pack
from sync.trouble import TROUBLE as KIND
from tests.server.running import run_command
from tests.server.town import Town, Visitor
from tests.sync.test_trouble import OP, TROUBLE

NOW = datetime(2026, 11, 21, 14, tzinfo=UTC)
DEVICE = "d" * 32


def sealed_for(key: PublicKey) -> bytes:
    """A trouble that a school's server can open."""
    return pack(TROUBLE, SealedBox(key).encrypt)


def sent(content: bytes) -> dict[str, str]:
    """The body of a request."""
    return {"sealed": b64encode(content).decode()}


def engineer(
    deed: str, folder: Path, capsys: pytest.CaptureFixture[str], *words: str, ends_with: int = 0
) -> str:
    """`parta-server trouble` in this process; what it says."""
    assert main(["trouble", deed, "--data", str(folder), *words]) == ends_with
    return capsys.readouterr().out


@pytest.fixture
def keys() -> Keys:
    """The keys of a server."""
    return new_keys()


@pytest.fixture
def content(keys: Keys) -> bytes:
    """A trouble for that server."""
    return sealed_for(PrivateKey(keys.seal).public_key)


def test_a_trouble_is_kept_for_the_engineer_alone(town: Town, anna: Visitor) -> None:
    """The answer is a number that can be said; the file is private and opens with the server's key."""
    folder = town.server.folder
    key = PrivateKey(load_keys(folder).seal).public_key

    answer = anna.ask("POST", "/v1/trouble", sent(sealed_for(key)))

    assert answer.status_code == 200, answer.text
    [path] = [one for one in read_kept(folder) if one.stem.endswith(answer.json()["number"])]
    assert anna.device in path.name
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert OP.op.encode() not in path.read_bytes()
    opened = run_command("trouble", "open", "--data", str(folder), answer.json()["number"])
    assert opened.returncode == 0, opened.stderr
    assert f"{OP.op} lesson in course: queued, 2 cells" in opened.stdout


def test_what_nobody_could_read_is_not_kept(anna: Visitor) -> None:
    """Nonsense, another school's, one that is too large, a body that says nothing."""
    strange = KIND.wrap(b"nothing", lambda plain: plain)
    foreign = sealed_for(PrivateKey.generate().public_key)
    bodies: list[object] = [{}, {"sealed": "ы"}, {"sealed": 5}, [], *map(sent, (b"", strange, foreign))]

    for body in bodies:
        assert anna.ask("POST", "/v1/trouble", body).json()["code"] == "malformed"
    large = anna.ask("POST", "/v1/trouble", sent(secrets.token_bytes(MOST_SEALED + 1)))
    assert large.json()["code"] == "too_large"


def test_a_stranger_hands_nothing_in(town: Town) -> None:
    """Only who is signed in may fill the disk, and only a little."""
    answer = town.visitor("anna").ask("POST", "/v1/trouble", sent(b"x"))

    assert answer.json()["code"] == "expired"


def test_a_device_tells_so_much_in_a_day(tmp_path: Path, keys: Keys, content: bytes) -> None:
    """The next one is told when to come back; another device, and the next day, are free."""
    for _time in range(MOST_A_DAY):
        keep_trouble(tmp_path, keys, DEVICE, content, NOW)

    with pytest.raises(Refused) as refused:
        keep_trouble(tmp_path, keys, DEVICE, content, NOW + timedelta(hours=5))

    assert (refused.value.problem.status, refused.value.problem.code) == (429, "enough_for_today")
    assert refused.value.retry_after == 19 * 3600
    keep_trouble(tmp_path, keys, "e" * 32, content, NOW)
    keep_trouble(tmp_path, keys, DEVICE, content, NOW + timedelta(days=1))


def test_the_oldest_goes_when_there_are_too_many(
    tmp_path: Path, keys: Keys, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many devices tell, the folder does not grow beyond its bound."""
    monkeypatch.setattr(keeping, "MOST_KEPT", 3)

    numbers = [
        keep_trouble(tmp_path, keys, f"{n:032x}", content, NOW + timedelta(seconds=n)) for n in range(5)
    ]

    assert [path.stem.rpartition("-")[2] for path in read_kept(tmp_path)] == numbers[:1:-1]


def test_all_that_is_kept_fits_on_a_small_disk() -> None:
    """The two bounds together."""
    assert MOST_KEPT * MOST_SEALED <= 400_000_000


def test_an_engineer_lists_and_opens(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By number or by a file from a stick; as a summary, as JSON, into a private file."""
    keys = load_keys(tmp_path)
    brought = tmp_path / "parta.trouble"
    brought.write_bytes(sealed_for(PrivateKey(keys.seal).public_key))
    number = keep_trouble(tmp_path, keys, DEVICE, brought.read_bytes(), NOW)
    aside = tmp_path / "told.json"

    listed = engineer("list", tmp_path, capsys)
    told = engineer("open", tmp_path, capsys, "--json", str(brought))
    engineer("open", tmp_path, capsys, "--json", "--to", str(aside), f"{number[:4]}-{number[4:]}")

    assert f"{number}  2026-11-21 14:00 UTC  device {DEVICE}" in listed
    assert json.loads(told)["ops"][0]["op"] == OP.op
    assert json.loads(aside.read_text(encoding="utf-8")) == json.loads(told)
    assert stat.S_IMODE(aside.stat().st_mode) == 0o600


def test_a_terminal_is_told_letters_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever seals a trouble of his own making gives no orders to the engineer's terminal."""
    key = PrivateKey(load_keys(tmp_path).seal).public_key
    rude = msgspec.structs.replace(TROUBLE, crashes=["\x1b]0;owned\x07\x1b[2J", "Ошибка"])
    brought = tmp_path / "parta.trouble"
    brought.write_bytes(pack(rude, SealedBox(key).encrypt))

    told = engineer("open", tmp_path, capsys, str(brought))

    assert all(sign.isprintable() or sign == "\n" for sign in told)
    assert "Ошибка" in told


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (sealed_for(PrivateKey.generate().public_key), "another server"),
        (b"PK\x03\x04", "no file about a trouble"),
        (b"PARTA-TROUBLE 2\n", "newer program"),
        (None, "no number"),
    ],
)
def test_what_cannot_be_opened_is_told_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, words: str
) -> None:
    """Another server's, no file of ours, one from the future, no such number."""
    load_keys(tmp_path)
    path = tmp_path / "brought"
    if content is not None:
        path.write_bytes(content)

    assert words in engineer("open", tmp_path, capsys, str(path), ends_with=1)


def test_an_engineer_without_the_keys_makes_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A fresh key would open nothing; the words say where to look."""
    path = tmp_path / "brought"
    path.write_bytes(b"PARTA-TROUBLE 1\n")

    assert "--data" in engineer("open", tmp_path / "elsewhere", capsys, str(path), ends_with=1)
    assert not (tmp_path / "elsewhere").exists()
