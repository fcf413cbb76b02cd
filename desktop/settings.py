"""The settings: a table of names, types, defaults and words, kept as one JSON file.

They hold no secret and nothing of a pupil's: the last choice at sign-in, the look, the habits. A file
that cannot be read costs the habits, never the start: what is damaged or out of its range falls back to
its default, the rest is kept, and so are names that a newer program wrote.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec

from desktop.models.durable import make_private_folder, put_file


class Account(msgspec.Struct, frozen=True):
    """Somebody who has signed in on this computer: enough to find the store when there is no network."""

    server: str
    school: str
    school_name: str
    login: str
    person: str


T = TypeVar("T")


def _any(_: object) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """One line of the table. `words` is its Russian label; one without words has no place on a screen."""

    name: str
    type: Any
    default: T
    words: str = ""
    fits: Callable[[T], object] = _any


def _one_of(*values: str) -> Callable[[str], bool]:
    return values.__contains__


THEME = Setting("theme", str, "system", "Оформление", _one_of("system", "light", "dark"))
LANGUAGE = Setting("language", str, "ru", "Язык", _one_of("ru", "en"))
IDLE_LOCK_MINUTES = Setting(
    "idle_lock_minutes", int, 15, "Блокировать через, минут", range(1, 121).__contains__
)
END_OF_DAY = Setting(
    "end_of_day", str, "17:00", "Вечерний обмен после", re.compile(r"(0[89]|1\d|2[0-2]):[0-5]\d").fullmatch
)
"""Local time, between eight in the morning and eleven at night."""
DAILY_COPIES = Setting("daily_copies", bool, True, "Хранить копии журнала на этом компьютере")
EXCHANGE_FOLDER = Setting("exchange_folder", str, "", "Папка для файла обмена")
OUT_FOLDER = Setting("out_folder", str, "", "Папка для расписаний и списков")

ACCOUNTS: Setting[tuple[Account, ...]] = Setting("accounts", tuple[Account, ...], ())
"""Who has signed in here, the last one first."""
DEVICE = Setting("device", str, "")
"""This computer's random id of 32 hex digits, made at the first sign-in."""

TABLE: tuple[Setting[Any], ...] = (
    THEME,
    LANGUAGE,
    IDLE_LOCK_MINUTES,
    END_OF_DAY,
    DAILY_COPIES,
    EXCHANGE_FOLDER,
    OUT_FOLDER,
    ACCOUNTS,
    DEVICE,
)


class Settings:
    """The settings of one computer account, read once and written at each change."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._said = _read(path)

    def __getitem__(self, setting: Setting[T]) -> T:
        """The value; the default where none was put, or one that does not fit."""
        if setting.name not in self._said:
            return setting.default
        try:
            value: T = msgspec.convert(self._said[setting.name], setting.type)
        except msgspec.ValidationError:
            return setting.default
        return value if setting.fits(value) else setting.default

    def __setitem__(self, setting: Setting[T], value: T) -> None:
        """Put a value; it is on the disk when this returns. Raises ValueError, OSError."""
        if not setting.fits(value):
            raise ValueError(setting.name)
        said = self._said | {setting.name: msgspec.to_builtins(value)}
        make_private_folder(self._path.parent)
        text = json.dumps(said, ensure_ascii=False, indent=2, sort_keys=True)
        put_file(self._path, text.encode() + b"\n", "settings")
        self._said = said

    def remember(self, account: Account) -> None:
        """Put whoever has just signed in at the head of the list."""
        self[ACCOUNTS] = (account, *self._without(account))

    def forget(self, account: Account) -> None:
        """Take somebody off the list: their store was wiped."""
        self[ACCOUNTS] = self._without(account)

    def _without(self, account: Account) -> tuple[Account, ...]:
        return tuple(known for known in self[ACCOUNTS] if not _same_store(known, account))


def settings_in(folder: Path) -> Settings:
    """The settings that lie in the program's folder for them."""
    return Settings(folder / "settings.json")


def _same_store(left: Account, right: Account) -> bool:
    return (left.school, left.person) == (right.school, right.person)


def _read(path: Path) -> dict[str, Any]:
    """What the file says; a damaged one is kept beside, and says nothing."""
    try:
        said = json.loads(path.read_bytes())
    except FileNotFoundError:
        return {}
    except (OSError, ValueError):
        _keep_damaged(path)
        return {}
    return said if isinstance(said, dict) else {}


def _keep_damaged(path: Path) -> None:
    try:
        path.replace(path.with_name(path.name + ".damaged"))
    except OSError:
        return
