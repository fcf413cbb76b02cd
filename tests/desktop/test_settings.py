"""The settings: defaults, what is kept, and what a damaged file costs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.settings import (
    ACCOUNTS,
    DEVICE,
    IDLE_LOCK_MINUTES,
    LANGUAGE,
    TABLE,
    THEME,
    Account,
    Settings,
    settings_in,
)

FIRST = Account("https://journal.example", "s1", "Школа № 1", "teacher1", "p1")
SECOND = Account("https://journal.example", "s1", "Школа № 1", "teacher2", "p2")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings in a folder that is not there yet."""
    return settings_in(tmp_path / "settings")


def written(tmp_path: Path) -> Path:
    """The file in which they lie."""
    return tmp_path / "settings" / "settings.json"


def test_a_new_computer_has_the_defaults(settings: Settings, tmp_path: Path) -> None:
    """Reading writes nothing; the idle lock stands at fifteen minutes."""
    values = [settings[setting] for setting in TABLE]

    assert values == [setting.default for setting in TABLE]
    assert settings[IDLE_LOCK_MINUTES] == 15
    assert not written(tmp_path).parent.exists()


def test_every_default_fits_and_every_name_is_there_once() -> None:
    """The table is sound."""
    assert all(setting.fits(setting.default) for setting in TABLE)
    assert len({setting.name for setting in TABLE}) == len(TABLE)


def test_what_was_put_is_there_after_a_restart(settings: Settings, tmp_path: Path) -> None:
    """Each value is on the disk when it was put."""
    settings[THEME] = "dark"
    settings[IDLE_LOCK_MINUTES] = 5

    again = settings_in(tmp_path / "settings")

    assert (again[THEME], again[IDLE_LOCK_MINUTES], again[LANGUAGE]) == ("dark", 5, "ru")


def test_a_value_out_of_its_range_is_refused(settings: Settings) -> None:
    """What does not fit is not put, and the old value stands."""
    with pytest.raises(ValueError, match="idle_lock_minutes"):
        settings[IDLE_LOCK_MINUTES] = 0

    assert settings[IDLE_LOCK_MINUTES] == 15


@pytest.mark.parametrize("harm", [b"", b"{", b"\xff\xfe\x00", b"[1, 2]", b"null"])
def test_a_damaged_file_costs_the_habits_not_the_start(tmp_path: Path, harm: bytes) -> None:
    """The defaults serve, the next value is written, and the file is whole again."""
    written(tmp_path).parent.mkdir()
    written(tmp_path).write_bytes(harm)

    settings = settings_in(tmp_path / "settings")
    theme = settings[THEME]
    settings[THEME] = "light"

    assert theme == "system"
    assert json.loads(written(tmp_path).read_text(encoding="utf-8")) == {"theme": "light"}


def test_one_damaged_value_costs_itself(tmp_path: Path) -> None:
    """What has the wrong type or is out of range falls back alone; a newer program's names are kept."""
    written(tmp_path).parent.mkdir()
    said = {"theme": 7, "idle_lock_minutes": 900, "language": "en", "accounts": [{}], "of_tomorrow": [1]}
    written(tmp_path).write_text(json.dumps(said), encoding="utf-8")

    settings = settings_in(tmp_path / "settings")
    settings[DEVICE] = "d" * 32

    assert (settings[THEME], settings[IDLE_LOCK_MINUTES], settings[ACCOUNTS]) == ("system", 15, ())
    assert settings[LANGUAGE] == "en"
    assert json.loads(written(tmp_path).read_text(encoding="utf-8"))["of_tomorrow"] == [1]


def test_the_last_one_to_sign_in_stands_first(settings: Settings, tmp_path: Path) -> None:
    """The last choice is remembered, the others can be chosen, nobody is listed twice, no secret is kept."""
    settings.remember(FIRST)
    settings.remember(SECOND)
    settings.remember(FIRST)

    assert settings_in(tmp_path / "settings")[ACCOUNTS] == (FIRST, SECOND)
    assert set(Account.__struct_fields__) == {"server", "school", "school_name", "login", "person"}


def test_whoever_is_wiped_is_forgotten(settings: Settings) -> None:
    """After a wipe the list does not offer a store that is gone."""
    settings.remember(FIRST)
    settings.remember(SECOND)

    settings.forget(SECOND)

    assert settings[ACCOUNTS] == (FIRST,)
