"""`parta demo` without a display: the teacher's day is played, and is really so on the server."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PICTURES = ("1-sign-in", "2-my-day", "5-marked", "7-hand-in", "8-handed-in", "9-two-versions", "10-settled")


@pytest.mark.slow
def test_the_demo_plays_a_teacher_s_day(tmp_path: Path) -> None:
    """It ends with 0, says after each step what the server holds, and leaves its pictures in out/."""
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "PARTA_HOME")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    environment["PYTHONPATH"] = str(ROOT)

    played = subprocess.run(
        [sys.executable, "-m", "desktop", "demo", "--size", "S"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )

    assert played.returncode == 0, played.stdout + played.stderr
    assert played.stdout.count("на сервере:") == 7
    assert "сервер остановлен" in played.stdout
    assert all((tmp_path / "out" / f"{name}.png").exists() for name in PICTURES)


def test_help_is_plain_words() -> None:
    """Nothing is loaded and nothing started; the words say what a demo is."""
    said = subprocess.run(
        [sys.executable, "-m", "desktop", "demo", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    ).stdout

    assert "made-up region" in said
    assert "PARTA_HOME" in said
