"""What the house stands on: a Qt that keeps its references, libraries that we may ship, locks that hold."""

import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, metadata

import pytest
from PySide6.QtWidgets import QApplication

from tests.architecture.sources import ROOT

# Libraries under the LGPL: imported as they are installed, never copied or changed. See DECISIONS.md.
REPLACEABLE = {"psycopg", "psycopg-binary", "pyside6-essentials", "shiboken6"}

# Libraries whose metadata name no licence; read in their source.
LICENCE_READ = {"sqlcipher3": "zlib"}

REQUIREMENT = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>[^ ]+)", flags=re.MULTILINE)


def locked(name: str) -> dict[str, str]:
    """The libraries of one lock with their versions."""
    text = (ROOT / "locks" / name).read_text(encoding="utf-8")
    return {found["name"]: found["version"] for found in REQUIREMENT.finditer(text)}


def licence_of(library: str) -> str | None:
    """What a library's metadata say of its licence; None for one that this platform does not need."""
    try:
        facts = metadata(library)
    except PackageNotFoundError:
        return None
    classifiers = [line for line in facts.get_all("Classifier") or [] if line.startswith("License ::")]
    said = [*(facts.get_all("License-Expression") or []), *(facts.get_all("License") or []), *classifiers]
    return " / ".join(line for line in said if line) or LICENCE_READ.get(library, "")


def test_pyside_returns_none_without_losing_a_reference(qapp: QApplication) -> None:
    """Five hundred empty answers of Qt cost no reference to None (later wheels lose one each and abort)."""
    before = sys.getrefcount(None)

    for _ in range(500):
        qapp.property("none such")

    assert sys.getrefcount(None) >= before - 50


@pytest.mark.parametrize("library", [name for name in locked("dev.txt") if licence_of(name) is not None])
def test_no_library_binds_us_to_the_gpl(library: str) -> None:
    """A library's licence is known and is not the GPL; the LGPL serves where the library is replaceable."""
    licence = licence_of(library)

    assert licence
    if library in REPLACEABLE:
        assert "LGPL" in licence
    else:
        assert not re.search(r"GPL|General Public|Affero", licence)


def test_each_lock_is_a_part_of_the_whole() -> None:
    """A program that is shipped runs with the very libraries that the tests ran with."""
    everything = locked("dev.txt").items()

    assert locked("desktop.txt").items() <= everything
    assert locked("server.txt").items() <= everything


def test_a_server_needs_no_qt_and_a_desktop_no_web_framework() -> None:
    """Neither program drags in what only the other one uses."""
    assert not {"pyside6-essentials", "shiboken6", "sqlcipher3", "httpx"} & set(locked("server.txt"))
    assert not {"starlette", "uvicorn", "psycopg"} & set(locked("desktop.txt"))


def test_the_lock_knows_every_library_that_the_project_asks_for() -> None:
    """A library that is new in pyproject.toml is in the lock, too."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = sum(project["optional-dependencies"].values(), project["dependencies"])
    names = {re.split(r"[\[<>=~! ;]", line)[0].lower().replace("_", "-") for line in asked}

    assert names <= set(locked("dev.txt"))


@pytest.mark.parametrize("name", ["dev.txt", "desktop.txt", "server.txt"])
def test_a_lock_names_hashes_and_no_host(name: str) -> None:
    """Every library is pinned by its hashes, and comes from whichever index the machine uses."""
    text = (ROOT / "locks" / name).read_text(encoding="utf-8")
    entries = re.split(r"^(?=[a-z0-9-]+==)", text, flags=re.MULTILINE)[1:]

    assert all("--hash=sha256:" in entry for entry in entries)
    assert "://" not in text
    assert "index" not in text
