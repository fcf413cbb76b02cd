"""The arrows of ARCHITECTURE.md: the contracts hold, each of them can break, and none is forgotten."""

import json
import logging
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest
from importlinter.cli import lint_imports

from tests.architecture.empty_house import PLANTS

ROOT = Path(__file__).parents[2]
ROOMS = ("school", "sync", "timetable", "desktop", "server", "resources")
CONTRACTS = {
    contract["id"]: contract
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
        "importlinter"
    ]["contracts"]
}


@pytest.fixture
def loggers_kept() -> Iterator[None]:
    """import-linter configures logging anew and switches off every logger there is; later tests need them."""
    known = [
        logger for logger in logging.root.manager.loggerDict.values() if isinstance(logger, logging.Logger)
    ]
    before = {logger: logger.disabled for logger in known}
    handlers, level = list(logging.root.handlers), logging.root.level
    yield
    for logger, disabled in before.items():
        logger.disabled = disabled
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)


def test_every_import_contract_is_kept(monkeypatch: pytest.MonkeyPatch, loggers_kept: None) -> None:
    """No import in the house runs against an arrow."""
    monkeypatch.chdir(ROOT)

    assert lint_imports(no_cache=True, no_logo=True) == 0


def test_each_contract_breaks_at_an_import_that_it_forbids(tmp_path: Path) -> None:
    """A contract that has never been seen broken is not believed."""
    for room in ROOMS:
        for source in (ROOT / room).rglob("*.py"):
            empty = tmp_path / source.relative_to(ROOT)
            empty.parent.mkdir(parents=True, exist_ok=True)
            empty.touch()
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())

    run = subprocess.run(
        [sys.executable, ROOT / "tests/architecture/empty_house.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )

    assert json.loads(run.stdout) == {"innocent": [], "unnoticed": []}


def test_no_contract_is_left_without_its_plant() -> None:
    """Every contract of pyproject.toml has an import that is seen to break it."""
    assert {contract for contract, _, _ in PLANTS} == set(CONTRACTS)


def test_the_school_is_forbidden_every_library_that_another_room_uses() -> None:
    """A library that is new in the house is new on the school's list, too."""
    graph = grimp.build_graph(*ROOMS, include_external_packages=True, cache_dir=None)
    libraries = {
        module.partition(".")[0] for module in graph.modules if graph.is_module_squashed(module)
    } - set(sys.stdlib_module_names)

    assert libraries <= set(CONTRACTS["school-alone"]["forbidden_modules"])


def test_every_screen_has_its_place_in_the_contract_of_the_screens() -> None:
    """A package under desktop/ui that the contract does not name would be bound by nothing."""
    named = " ".join(CONTRACTS["screens"]["layers"])
    packages = [init.parent.name for init in (ROOT / "desktop/ui").glob("*/__init__.py")]

    assert [name for name in packages if f"({name})" not in named] == []
