"""The demo knows whether anybody can look, and as whom."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from desktop.app.demo import account_of, has_display
from desktop.app.demo_keyring import FileKeyring
from desktop.app.demo_server import DemoAccount, Described


@pytest.mark.parametrize(
    ("environ", "platform", "seen"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, "linux", False),
        ({}, "win32", True),
        ({}, "darwin", True),
    ],
)
def test_a_display_is_looked_for(environ: dict[str, str], platform: str, seen: bool) -> None:
    """Linux needs a display server; Windows and macOS always have one."""
    assert has_display(environ, platform) is seen


def test_a_kept_demo_keeps_its_keys(tmp_path: Path) -> None:
    """The next start finds the half of the key that the journal in the same folder was sealed with."""
    FileKeyring(tmp_path / "kept" / "keyring.json").put("school-person", b"\x00half")

    later = FileKeyring(tmp_path / "kept" / "keyring.json")

    assert later.read("school-person") == b"\x00half"
    later.drop("school-person")
    assert later.read("school-person") is None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights elsewhere")
def test_a_kept_key_is_its_owner_s(tmp_path: Path) -> None:
    """Nobody else on the computer can read it."""
    FileKeyring(tmp_path / "keyring.json").put("school-person", b"half")

    assert (tmp_path / "keyring.json").stat().st_mode & 0o077 == 0


def test_the_demo_opens_as_whoever_is_wanted() -> None:
    """The demo teacher unless told otherwise; the head teacher for the timetable."""
    teacher = DemoAccount("a", "", "", "1", ["teacher"])
    head = DemoAccount("b", "", "", "2", ["teacher", "head_teacher"])
    described = Described("http://127.0.0.1:1", [], [teacher, head])

    assert account_of(described, "teacher") is teacher
    assert account_of(described, "head-teacher") is head
    assert account_of(described, "principal") is teacher
