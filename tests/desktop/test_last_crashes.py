"""What the engineer hears of crashes: the last few, with places in the code, of nobody."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from desktop.crash import TOLD_CRASHES, CrashReports, last_crashes
from tests.desktop.test_crash import SURNAME, failure


def test_the_last_crashes_can_be_told(tmp_path: Path) -> None:
    """The newest few, oldest first, each with its places and of nobody; without a folder there are none."""
    reports = CrashReports(tmp_path)
    for _time in range(TOLD_CRASHES + 2):
        reports.write(failure())

    told = last_crashes(tmp_path)

    files = sorted(tmp_path.glob("crash-*.txt"))[-TOLD_CRASHES:]
    assert told == [path.read_text(encoding="utf-8") for path in files]
    assert SURNAME not in "".join(told)
    assert last_crashes(tmp_path / "none") == []


def test_where_a_process_died_is_told_without_its_home(tmp_path: Path) -> None:
    """Heads and places stay; a home folder, and whatever else stands there, do not."""
    said = (
        "Fatal Python error: Segmentation fault",
        "Current thread 0x00007f5c (most recent call first):",
        f'  File "/home/{SURNAME}/site-packages/qasync/run.py", line 7 in run',
        f"Extension modules: {SURNAME}",
    )
    (tmp_path / "fault.txt").write_text("\n".join(said), encoding="utf-8")

    [told] = last_crashes(tmp_path)

    assert told.splitlines() == [*said[:2], "  qasync/run.py:7 in run"]


@pytest.mark.skipif(sys.platform == "win32", reason="a signal that kills")
def test_a_process_that_dies_says_where(tmp_path: Path) -> None:
    """What faulthandler really writes is understood."""
    program = f"""
import faulthandler, pathlib
from desktop.crash import CrashReports
CrashReports(pathlib.Path({str(tmp_path)!r})).install()
def die():
    faulthandler._sigsegv()
die()
"""
    subprocess.run([sys.executable, "-c", program], cwd=Path(__file__).parents[2], check=False)

    [told] = last_crashes(tmp_path)

    assert told.startswith("Fatal Python error: Segmentation fault")
    assert "in die" in told
