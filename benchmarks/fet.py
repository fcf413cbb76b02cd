"""FET beside us: Debian's `fet-cl` on the same file, one core, by the clock."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

EXAMPLES: Final = Path("/usr/share/doc/fet-data/examples/FET-5-official")
SCHOOL: Final = Path(__file__).parents[1] / "tests" / "timetable" / "data" / "school-24-forms.fet"
REAL: Final[dict[str, str]] = {
    "Hungary, Városmajori": "Hungary/Varosmajori_Gimnazium_Budapest/vmg-20180901b-2.fet",
    "Romania, Oradea": "Romania/Oradea/School-10-Oradea-2007-2008.fet",
    "Spain, secondary": "Spain/2-secondary-school/secondary-school.fet",
    "Italy, liceo": "Italy/2009/liceo-scientifico.fet",
    "Hong Kong, six days": "Hong-Kong/secondary-school-2/FET-2020-07-30-SAMPLE_HK_6_period.fet",
    "Bulgaria, Lom": "Bulgaria/Lom_high_school_2007-2008.fet",
}
"""Real schools of Debian's `fet-data`, one of each country."""

DONE: Final = "Simulation successful"


def fet_seconds(file: Path, limit: int) -> float | None:
    """How long FET takes to a timetable; None where it found none in the time, or is not installed."""
    if shutil.which("fet-cl") is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        asked = [
            f"--inputfile={file}",
            f"--outputdir={folder}",
            f"--timelimitseconds={limit}",
            "--htmllevel=0",
        ]
        told = subprocess.run(["fet-cl", *asked], capture_output=True, text=True, check=False)
        return time.perf_counter() - began if DONE in told.stdout else None


def with_gaps(file: Path, most: int, folder: Path) -> Path:
    """The same school with «at most so many windows» for each teacher."""
    tree = ElementTree.parse(file)  # noqa: S314  # our own file
    rules = tree.getroot().find("Time_Constraints_List")
    assert rules is not None
    rule = ElementTree.SubElement(rules, "ConstraintTeachersMaxGapsPerWeek")
    words = {"Weight_Percentage": "100", "Max_Gaps": str(most), "Active": "true", "Comments": ""}
    for name, value in words.items():
        ElementTree.SubElement(rule, name).text = value
    path = folder / f"{file.stem}-{most}.fet"
    tree.write(path, encoding="utf-8", xml_declaration=True)
    return path
