"""FET's own solver, as a judge: it is asked whether a file can be solved, with everything locked or not."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ABSENT = "not run: FET is not installed (apt-get install -y fet fet-data)"
GRACE = 2
"""Seconds after its own limit in which FET must have ended."""

_WISH = re.compile(r"(<Weight_Percentage>)(?!100(?:\.0*)?<)[^<]*<")

QUIET = tuple(
    f"--writetimetables{what}=false"
    for what in ("statistics", "xml", "dayshorizontal", "daysvertical", "timehorizontal", "timevertical")
)


def agrees(file: Path, seconds: int = 30) -> bool:
    """Whether FET finds a timetable for this file; one that is all locked takes it a second.

    It is asked about what must be. Wishes weigh nothing: FET throws dice for each that a locked week does
    not meet, and might throw them for hours.
    """
    judged = file.with_name(f"judged_{file.name}")
    judged.write_text(_WISH.sub(r"\g<1>0<", file.read_text("utf-8")), "utf-8")
    return "Simulation successful" in _run(judged, seconds)


def solved_by_fet(file: Path, seconds: int = 30) -> Path:
    """FET's own solution, as a file with locks."""
    told = _run(file, seconds)
    assert "Simulation successful" in told, told
    return next(file.parent.rglob(f"{file.stem}_data_and_timetable.fet"))


def _run(file: Path, seconds: int) -> str:
    """What FET says; nothing where it had to be ended, because it turns in a circle past its own limit."""
    program = shutil.which("fet-cl")
    if program is None:
        pytest.skip(ABSENT)
    where = (f"--inputfile={file}", f"--outputdir={file.parent}")
    asked = [program, *where, f"--timelimitseconds={seconds}", "--htmllevel=0", *QUIET]
    try:
        told = subprocess.run(asked, capture_output=True, text=True, check=False, timeout=seconds + GRACE)
    except subprocess.TimeoutExpired:
        return ""
    return told.stdout
