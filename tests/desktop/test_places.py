"""Where files lie on each system, and that no path tells a name."""

from __future__ import annotations

from pathlib import Path, PurePath

import pytest

from desktop.places import find_places, store_name

HOME = Path("/homes/t")
SCHOOL, PERSON = "0b8f6a4e-6f0c-4c2f-9f0e-1d2c3b4a5f60", "1b8f6a4e-6f0c-4c2f-9f0e-1d2c3b4a5f60"


@pytest.mark.parametrize(
    ("platform", "environ", "data", "settings", "reports"),
    [
        (
            "linux",
            {},
            "/homes/t/.local/share/parta",
            "/homes/t/.config/parta",
            "/homes/t/.local/state/parta",
        ),
        (
            "linux",
            {"XDG_DATA_HOME": "/d", "XDG_CONFIG_HOME": "/c", "XDG_STATE_HOME": "/s"},
            "/d/parta",
            "/c/parta",
            "/s/parta",
        ),
        (
            "linux",
            {"XDG_DATA_HOME": "relative", "XDG_CONFIG_HOME": ""},
            "/homes/t/.local/share/parta",
            "/homes/t/.config/parta",
            "/homes/t/.local/state/parta",
        ),
        ("win32", {"LOCALAPPDATA": "/l"}, "/l/Parta/data", "/l/Parta/settings", "/l/Parta/reports"),
        (
            "win32",
            {},
            "/homes/t/AppData/Local/Parta/data",
            "/homes/t/AppData/Local/Parta/settings",
            "/homes/t/AppData/Local/Parta/reports",
        ),
        (
            "darwin",
            {},
            "/homes/t/Library/Application Support/Parta/data",
            "/homes/t/Library/Application Support/Parta/settings",
            "/homes/t/Library/Logs/Parta",
        ),
    ],
)
def test_each_system_has_its_own_places(
    platform: str, environ: dict[str, str], data: str, settings: str, reports: str
) -> None:
    """XDG, %LOCALAPPDATA% and ~/Library are kept to; a relative XDG path is ignored."""
    places = find_places(environ, platform, HOME)

    assert (places.data, places.settings, places.reports) == (Path(data), Path(settings), Path(reports))


@pytest.mark.parametrize("platform", ["linux", "win32", "darwin"])
def test_parta_home_goes_before_everything(platform: str) -> None:
    """With PARTA_HOME nothing is written anywhere else."""
    places = find_places({"PARTA_HOME": "/p", "XDG_DATA_HOME": "/d", "LOCALAPPDATA": "/l"}, platform, HOME)

    assert {each.parent for each in (places.data, places.settings, places.reports)} == {Path("/p")}


def test_each_person_of_each_school_has_a_store_of_their_own() -> None:
    """The folder's name is the same each time, differs for another person or school, and tells neither."""
    places = find_places({"PARTA_HOME": "/p"})

    folders = {places.store(SCHOOL, PERSON), places.store(SCHOOL, "x"), places.store("x", PERSON)}

    assert len(folders) == 3
    assert places.store(SCHOOL, PERSON).name == store_name(SCHOOL, PERSON)
    assert all(len(PurePath(each).name) == 32 for each in folders)
    assert PERSON not in str(places.store(SCHOOL, PERSON))
    assert store_name("a\nb", "c") != store_name("a", "b") != store_name("ab", "")
